"""Odd picture files, made here so that no test carries a binary: each function gives the bytes of one."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pyvips
from PIL import Image as Pillow
from PIL import ImageCms

WIDTH, HEIGHT = 48, 32
THUMBNAIL_MARK = b"THE-OLD-THUMBNAIL-HAS-THESE-BYTES"
TAIL_MARK = b"THE-MOTION-PHOTO-HAS-THESE-BYTES"


def photo(width: int = WIDTH, height: int = HEIGHT) -> Pillow.Image:
    """A smooth colour picture without symmetry: compresses well, and shows every turn."""
    y, x = np.mgrid[0:height, 0:width]
    red = 255 * x / max(1, width - 1)
    green = 255 * y / max(1, height - 1)
    blue = 127 + 120 * np.sin(x / 5 + y / 9)
    return Pillow.fromarray(np.stack([red, green, blue], axis=2).astype(np.uint8))


def noise(height: int = HEIGHT, width: int = WIDTH, bands: int = 3, dtype: Any = np.uint8) -> np.ndarray:
    """Noise of full range, the same on every call."""
    samples = np.random.default_rng(7).integers(0, np.iinfo(dtype).max, (height, width, bands), endpoint=True)
    return samples.astype(dtype)


def saved(picture: Pillow.Image, format: str, **options: Any) -> bytes:
    """``picture`` as Pillow writes it."""
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def opened(data: bytes) -> Pillow.Image:
    """``data`` as Pillow reads it."""
    picture = Pillow.open(BytesIO(data))
    picture.load()
    return picture


def srgb_profile() -> bytes:
    """An sRGB profile that Pillow makes, without the time of day that it puts in."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + bytes(12) + profile[36:]


def _entry(order: str, tag: int, kind: int, count: int, value: bytes, at: int) -> tuple[bytes, bytes]:
    """The 12 bytes of an entry, and the bytes that lie at ``at`` because they do not fit into it."""
    head = struct.pack(order + "HHI", tag, kind, count)
    if len(value) <= 4:
        return head + value.ljust(4, b"\0"), b""
    return head + struct.pack(order + "I", at), value


def _directory(order: str, at: int, entries: list[tuple[int, int, int, bytes]], following: int) -> bytes:
    """A directory at ``at`` with its values behind it."""
    place = at + 2 + 12 * len(entries) + 4
    heads, values = b"", b""
    for tag, kind, count, value in sorted(entries):
        head, rest = _entry(order, tag, kind, count, value, place + len(values))
        heads, values = heads + head, values + rest
    return struct.pack(order + "H", len(entries)) + heads + struct.pack(order + "I", following) + values


def exif(
    *,
    orientation: int = 1,
    order: str = "<",
    thumbnail: bool = True,
    gps: bool = True,
    maker_note: bytes = b"a maker's note",
) -> bytes:
    """An EXIF block with a maker note, and if wanted a place and a thumbnail, without ``Exif\\0\\0``."""
    short = struct.Struct(order + "H").pack
    long = struct.Struct(order + "I").pack
    ratio = struct.Struct(order + "II").pack
    exif_at, gps_at, thumbnail_at = 300, 600, 900
    first = [
        (0x010F, 2, 12, b"Ferrania 60\0"),
        (0x0112, 3, 1, short(orientation)),
        (0x011A, 5, 1, ratio(300, 1)),
        (0x011B, 5, 1, ratio(300, 1)),
        (0x0128, 3, 1, short(2)),
        (0x8769, 4, 1, long(exif_at)),
    ]
    if gps:
        first.append((0x8825, 4, 1, long(gps_at)))
    details = [
        (0x9003, 2, 20, b"2024:05:06 07:08:09\0"),
        (0x927C, 7, len(maker_note), maker_note),
        (0xA002, 3, 1, short(WIDTH)),
        (0xA003, 3, 1, short(HEIGHT)),
    ]
    place = [
        (0x0001, 2, 2, b"N\0"),
        (0x0002, 5, 3, ratio(47, 1) + ratio(22, 1) + ratio(12345, 100)),
        (0x0003, 2, 2, b"E\0"),
        (0x0004, 5, 3, ratio(8, 1) + ratio(32, 1) + ratio(54321, 100)),
    ]
    block = bytearray(900)
    magic = b"II*\0" if order == "<" else b"MM\0*"
    block[:8] = magic + long(8)
    parts = [(8, _directory(order, 8, first, thumbnail_at if thumbnail else 0))]
    parts.append((exif_at, _directory(order, exif_at, details, 0)))
    if gps:
        parts.append((gps_at, _directory(order, gps_at, place, 0)))
    for at, part in parts:
        block[at : at + len(part)] = part
    if thumbnail:
        picture = old_thumbnail()
        second = [
            (0x0103, 3, 1, short(6)),
            (0x0201, 4, 1, long(thumbnail_at + 100)),
            (0x0202, 4, 1, long(len(picture))),
        ]
        block += _directory(order, thumbnail_at, second, 0).ljust(100, b"\0") + picture
    return bytes(block)


def old_thumbnail() -> bytes:
    """A small JPEG that holds THUMBNAIL_MARK."""
    return saved(photo(16, 12), "JPEG", comment=THUMBNAIL_MARK)


def xmp(properties: str, namespaces: str = "") -> bytes:
    """A packet whose description has these child elements."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" {namespaces}>{properties}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def jpeg_with_everything(**options: Any) -> bytes:
    """A JPEG with EXIF, XMP, ICC and MPF: thumbnails, a place, a gain map, and behind it all a video."""
    packet = xmp(
        "<xmp:Rating>4</xmp:Rating><xmp:Thumbnails>" + THUMBNAIL_MARK.decode() + "</xmp:Thumbnails>"
        "<exif:GPSLatitude>47,22.2N</exif:GPSLatitude><hdrgm:Version>1.0</hdrgm:Version>"
        "<GCamera:MotionPhoto>1</GCamera:MotionPhoto>",
        'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"'
        ' xmlns:GCamera="http://ns.google.com/photos/1.0/camera/"',
    )
    data = saved(
        options.pop("picture", photo()),
        "JPEG",
        **{"quality": 83, "subsampling": "4:2:0", "exif": b"Exif\0\0" + exif(), "xmp": packet, **options},
        comment=b"a comment of the camera",
        icc_profile=srgb_profile(),
    )
    mpf = b"MPF\0MM\0*\0\0\0\x08\0\0"
    segment = b"\xff\xe2" + struct.pack(">H", len(mpf) + 2) + mpf
    tail = saved(photo(24, 16), "JPEG", comment=b"hdrgm:" + TAIL_MARK)
    video = struct.pack(">I", 24) + b"ftypmp42" + b"\0" * 12 + TAIL_MARK
    return data[:2] + segment + data[2:] + tail + video


def ultra_hdr() -> bytes:
    """A JPEG with a gain map, as phones make them."""
    light = np.asarray(photo()).astype(np.float32) / 255 * 2
    return bytes(pyvips.Image.new_from_array(light).copy(interpretation="scrgb").uhdrsave_buffer())


def animated_gif(frames: int = 3) -> bytes:
    """A GIF whose frames have different gray levels."""
    pictures = [Pillow.new("RGB", (WIDTH, HEIGHT), (40 * i, 20 * i, 10 * i)) for i in range(frames)]
    return saved(pictures[0], "GIF", save_all=True, append_images=pictures[1:], duration=50)


def many_pages(count: int) -> bytes:
    """A TIFF of ``count`` pages, page i of level i."""
    pictures = [Pillow.new("L", (8, 8), i % 256) for i in range(count)]
    return saved(pictures[0], "TIFF", save_all=True, append_images=pictures[1:])


def palette_with_transparency() -> bytes:
    """A palette PNG in which one colour is transparent."""
    return saved(photo().quantize(16), "PNG", transparency=3)


def cmyk_jpeg() -> bytes:
    """A CMYK JPEG with Adobe's inverted samples."""
    return saved(photo().convert("CMYK"), "JPEG", quality=95)


def png_of(width: int, height: int, body: bytes = b"", depth: int = 8, color: int = 2) -> bytes:
    """A PNG whose header says ``width`` x ``height``, whatever the body holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(body))
        + chunk(b"IEND", b"")
    )


def bmp_of(width: int, height: int) -> bytes:
    """A BMP whose header says ``width`` x ``height`` and that has no samples."""
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(header), 0, 0, 54) + header


def gif_of(width: int, height: int) -> bytes:
    """A GIF whose screen and whose frame are ``width`` x ``height``, as far as its headers say."""
    data = saved(photo().quantize(4), "GIF")
    data = data[:6] + struct.pack("<HH", width, height) + data[10:]
    frame = struct.pack("<HHHH", 0, 0, WIDTH, HEIGHT)
    return data.replace(b"," + frame, b"," + struct.pack("<HHHH", 0, 0, width, height))


def avif_of(width: int, height: int) -> bytes:
    """An AVIF whose description says ``width`` x ``height``."""
    data = saved(photo(), "AVIF")
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose frame header says ``width`` x ``height``."""
    data = saved(photo(), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def heic() -> dict[str, bytes]:
    """An HEIC file, if the extra that writes them is there."""
    try:
        import pillow_heif
    except ImportError:
        return {}
    out = BytesIO()
    pillow_heif.from_pillow(photo(24, 16)).save(out, quality=60)
    return {"still.heic": out.getvalue()}


def seeds() -> dict[str, bytes]:
    """Small valid files of every format and of many kinds, to be mutated."""
    picture = photo(24, 16)
    rgba = picture.copy()
    rgba.putalpha(128)
    deep = Pillow.fromarray(noise(16, 24, 1, np.uint16)[:, :, 0])
    return {
        **heic(),
        "baseline.jpg": saved(picture, "JPEG", exif=b"Exif\0\0" + exif()),
        "progressive.jpg": saved(picture, "JPEG", progressive=True, subsampling="4:4:4"),
        "everything.jpg": jpeg_with_everything(picture=picture),
        "cmyk.jpg": saved(picture.convert("CMYK"), "JPEG"),
        "gray.jpg": saved(picture.convert("L"), "JPEG"),
        "rgb.png": saved(picture, "PNG", exif=exif(thumbnail=False), dpi=(72, 72)),
        "rgba.png": saved(rgba, "PNG", icc_profile=srgb_profile()),
        "palette.png": saved(picture.quantize(8), "PNG", transparency=1),
        "deep.png": saved(deep, "PNG"),
        "bits.png": saved(picture.convert("1"), "PNG"),
        "lossy.webp": saved(picture, "WEBP", exif=exif(thumbnail=False)),
        "lossless.webp": saved(rgba, "WEBP", lossless=True),
        "animated.webp": saved(picture, "WEBP", save_all=True, append_images=[picture.rotate(180)]),
        "still.gif": saved(picture.quantize(8), "GIF"),
        "animated.gif": animated_gif(),
        "raw.tif": saved(picture, "TIFF"),
        "lzw.tif": saved(rgba, "TIFF", compression="tiff_lzw"),
        "fax.tif": saved(picture.convert("1"), "TIFF", compression="group4"),
        "jpeg.tif": saved(picture, "TIFF", compression="jpeg"),
        "deflate.tif": saved(deep, "TIFF", compression="tiff_deflate"),
        "pages.tif": many_pages(3),
        "cmyk.tif": saved(picture.convert("CMYK"), "TIFF"),
        "still.avif": saved(picture, "AVIF"),
        "alpha.avif": saved(rgba, "AVIF"),
        "rgb.bmp": saved(picture, "BMP"),
        "palette.bmp": saved(picture.quantize(8), "BMP"),
        "bits.bmp": saved(picture.convert("1"), "BMP"),
    }
