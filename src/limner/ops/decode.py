"""Files in: bytes to an :class:`Image`, or a typed error that says what is wrong.

What a file is, its content decides. The header is read first and held against the limits; then
the pixels are decoded once. What comes out is upright (EXIF orientation applied), 8 or 16 bit,
gray, RGB or CMYK, with alpha where the file has it; palettes become RGB, 1, 2 and 4 bit gray
becomes 8, 16-bit CMYK becomes 8. EXIF in an ``Image`` begins with the TIFF header, without JPEG's
``Exif\\0\\0``.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from limner.core.errors import BadImage, BadValue, Unsupported
from limner.core.geometry import Size
from limner.core.image import Format, Image, Origin, Space, interpretation
from limner.core.limits import Limits
from limner.core.vips import computing, start
from limner.ops import exif as exif_block
from limner.ops import icc_profile, jpeg, tiff
from limner.ops import sniffing as sniffing
from limner.ops.sniffing import sniff as sniff

if TYPE_CHECKING:
    import pyvips

DEFAULT_LIMITS = Limits()
_LOADERS: dict[Format, str] = {
    "jpeg": "jpegload",
    "png": "pngload",
    "webp": "webpload",
    "gif": "gifload",
    "tiff": "tiffload",
    "avif": "heifload",
    "heic": "heifload",
}
_FOREIGN = frozenset(("bmp", "heic"))
_PAGED = frozenset(("webp", "gif", "tiff", "avif"))
_HEADER = frozenset((
    "width", "height", "bands", "format", "coding", "interpretation", "xoffset", "yoffset", "xres",
    "yres", "filename",
))  # fmt: skip
_KINDS: dict[str, tuple[Space, int]] = {
    "b-w": ("gray", 8),
    "grey16": ("gray", 16),
    "srgb": ("rgb", 8),
    "rgb": ("rgb", 8),
    "rgb16": ("rgb", 16),
    "cmyk": ("cmyk", 8),
}
_BANDS: dict[Space, tuple[int, int]] = {"gray": (1, 2), "rgb": (3, 4), "cmyk": (4, 5)}
_MAX_SCAN_WORK = 2_000_000_000


def open_image(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    limits: Limits = DEFAULT_LIMITS,
    frame: int = 0,
    sequential: bool = False,
    shorter: int | None = None,
) -> Image:
    """Read a picture from a path, from bytes, or from a binary stream; see :func:`decode`."""
    name = ""
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | os.PathLike):
        path = Path(source)
        data, name = _read_path(path, limits), path.name
    else:
        data = source.read(limits.max_bytes + 1)
        name = Path(str(getattr(source, "name", ""))).name
    return decode(data, name=name, limits=limits, frame=frame, sequential=sequential, shorter=shorter)


def decode(
    data: bytes,
    *,
    name: str = "",
    limits: Limits = DEFAULT_LIMITS,
    frame: int = 0,
    sequential: bool = False,
    shorter: int | None = None,
) -> Image:
    """The picture in ``data``; ``name`` is kept for messages and recipes.

    ``frame`` is the frame of an animation or the page of a document, 0 the first. Pixels are
    decoded here, once, into memory: a truncated file is BadImage now and not later. With
    ``sequential`` they stay in the file and stream from top to bottom **once**, for a chain that
    reads each row once and in order (crop, resize, sharpen, save): a fraction of the memory, but
    damage shows only when pixels are computed (inside ``core.vips.computing``), and a second
    reading fails with Retryable. A file that must be turned to be upright is decoded all the same.
    With ``shorter`` a JPEG comes at a half, a quarter or an eighth of its size, by its scaled inverse
    transform, as small as the shorter side stays at least ``shorter`` pixels; ``origin.size`` is the
    file's own.

    Raises BadImage (no picture, damaged, over a limit), Unsupported (a format or a kind of
    samples that limner does not open), BadValue (no such frame).
    """
    limits.check_bytes(len(data))
    kind = sniffing.expect(data)
    start()
    with computing(name or f"the {kind.upper()} file"):
        found = jpeg.structure(data) if kind == "jpeg" else None
        match kind:
            case "bmp":
                from limner.ops import foreign

                _check_frame(frame, 1)
                loaded = foreign.load_bmp(data, limits)
            case "heic":
                from limner.ops import foreign

                loaded = foreign.load_heic(data, limits, frame)
            case _:
                loaded = _load(data, kind, limits, frame, found, shorter)
        return _finish(data, kind, name, frame, loaded, found, sequential)


def again(image: Image, *, sequential: bool = False) -> Image:
    """``image``, just as :func:`decode` gave it, with its pixels decoded from its file once more.

    What is known of the file is not read, hashed and checked anew: that takes as long as opening it.
    """
    origin = image.origin
    assert origin is not None
    if origin.format in _FOREIGN:
        return image  # its pixels are in memory
    with computing(origin.name or f"the {origin.format.upper()} file"):
        loaded = _at_frame(opened(origin.data, origin.format), origin.data, origin.format, origin.frame)
        return image.with_pixels(_decoded(loaded, sequential))


def _read_path(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file or a pipe, at most one more than the limit."""
    try:
        with path.open("rb") as file:
            limits.check_bytes(os.fstat(file.fileno()).st_size)
            return file.read(limits.max_bytes + 1)
    except FileNotFoundError:
        raise BadImage(f"there is no file {str(path)!r}", hint="check the spelling and the folder") from None
    except IsADirectoryError:
        raise BadImage(f"{str(path)!r} is a folder, not a picture", hint="name a file in it") from None
    except PermissionError:
        raise BadImage(f"{str(path)!r} may not be read", hint="check the file's permissions") from None
    except (OSError, ValueError) as error:
        raise BadImage(f"{str(path)!r} could not be read: {error}", hint="check the path") from None


def _load(
    data: bytes, kind: Format, limits: Limits, frame: int, found: jpeg.Structure | None, shorter: int | None
) -> pyvips.Image:
    """The lazy pixels of one frame, every limit checked."""
    if found is not None:
        _check_jpeg(found, limits)
    if kind == "tiff" and tiff.is_raw(data):
        raise Unsupported(
            "the file is a raw camera file, which limner does not open",
            hint="develop it to a TIFF or JPEG first",
        )
    if kind == "avif":
        for width, height in sniffing.stated_sizes(data):
            limits.check_size(width, height)
    pixels = opened(data, kind, **_scaled(found, shorter))
    frames = _number(pixels, "n-pages", 1)
    limits.check_frames(frames)
    _check_frame(frame, frames)
    pixels = _at_frame(pixels, data, kind, frame)
    limits.check_size(pixels.width, pixels.height)
    return pixels


def _at_frame(pixels: pyvips.Image, data: bytes, kind: Format, frame: int) -> pyvips.Image:
    """The file as it opens, or opened at the frame that is wanted, if that is another."""
    page = frame or _number(pixels, "heif-primary", 0)
    return opened(data, kind, page=page) if page and kind in _PAGED else pixels


def _check_frame(frame: int, frames: int) -> None:
    if not 0 <= frame < frames:
        raise BadValue(f"frame {frame} does not exist: the file has {frames}", hint="frames count from 0")


def opened(data: bytes, kind: Format, **options: Any) -> pyvips.Image:
    """The header and the lazy pixels of ``data``, by the one loader for its ``kind``.

    libvips is not left to choose: to see whether a JPEG has a gain map it runs a parser that talks
    on stdout, and then opens the high dynamic range picture instead of the one that people see.
    """
    import pyvips

    source = pyvips.Source.new_from_memory(data)
    pixels = pyvips.Operation.call(
        f"{_LOADERS[kind]}_source", source, access="sequential", fail_on="error", **options
    )
    pixels._references.append(source)  # as pyvips does: libvips reads from these bytes as long as it lives
    return pixels


def _check_jpeg(found: jpeg.Structure, limits: Limits) -> None:
    """Refuse what libjpeg cannot do, and files that make it do the same work again and again."""
    limits.check_size(found.width, found.height)
    if found.precision not in (0, 8):
        raise Unsupported(
            f"the JPEG has {found.precision} bits a sample, limner opens 8", hint="export it as PNG or TIFF"
        )
    if found.scans * found.width * found.height > _MAX_SCAN_WORK and found.scans > 12:
        raise BadImage(
            f"the JPEG comes in {found.scans} scans, too many for its size", hint="save it again as baseline"
        )


def _scaled(found: jpeg.Structure | None, shorter: int | None) -> dict[str, int]:
    """How many times smaller libjpeg may decode so that the shorter side is at least ``shorter``."""
    if shorter is None or found is None:
        return {}
    whole = min(found.width, found.height)
    return {"shrink": next((times for times in (8, 4, 2) if whole >= times * shorter), 1)}


def _number(pixels: pyvips.Image, field: str, default: int) -> int:
    return int(pixels.get(field)) if pixels.get_typeof(field) else default


def _finish(
    data: bytes,
    kind: Format,
    name: str,
    frame: int,
    loaded: pyvips.Image,
    found: jpeg.Structure | None,
    sequential: bool,
) -> Image:
    """Pixels decoded and upright; what the file says about itself beside them."""
    exif = _blob(loaded, "exif-data")
    exif = tiff.exif_in(data) if kind == "tiff" else exif_block.bare(exif) if exif else None
    pixels = _decoded(loaded, sequential)
    profile = icc_profile.usable(_blob(loaded, "icc-profile-data"), pixels.interpretation)
    origin = Origin(
        sha256=sha256(data).hexdigest(),
        format=kind,
        size=_whole_size(pixels, loaded, found),
        data=data,
        name=name,
        jpeg_quality=found.quality if found else None,
        subsampling=found.subsampling if found else None,
        progressive=found.progressive if found else False,
        frames=_number(loaded, "n-pages", 1),
        frame=frame,
        carried=_carried(data, kind, exif, found),
    )
    return Image(
        pixels,
        icc=profile,
        exif=exif,
        xmp=_blob(loaded, "xmp-data"),
        dpi=_dpi(loaded, data, kind, exif),
        origin=origin,
    )


def _decoded(loaded: pyvips.Image, sequential: bool) -> pyvips.Image:
    """The samples alone, upright, in memory or, where that can be and is asked for, streaming."""
    pixels = _samples(loaded)
    orientation = _number(loaded, "orientation", 1)
    streams = sequential and orientation <= 2
    if not streams:
        pixels = pixels.copy_memory()
    return _bare(_upright(pixels, orientation), _HEADER | {"vips-sequential"} if streams else _HEADER)


def _whole_size(pixels: pyvips.Image, loaded: pyvips.Image, found: jpeg.Structure | None) -> Size:
    """The upright size of the file's picture, of which ``pixels`` may be a smaller copy."""
    if found is None or found.width <= loaded.width:
        return Size(pixels.width, pixels.height)
    turned = _number(loaded, "orientation", 1) >= 5
    return Size(found.height, found.width) if turned else Size(found.width, found.height)


def _carried(data: bytes, kind: Format, exif: bytes | None, found: jpeg.Structure | None) -> tuple[str, ...]:
    if found is not None:
        return jpeg.carried(data, found)
    return sniffing.carried(data, kind, exif_block.has_thumbnail(exif))


def _samples(pixels: pyvips.Image) -> pyvips.Image:
    """8 or 16 bit gray, RGB or CMYK with at most one alpha band; Unsupported for anything else."""
    space, depth = _KINDS.get(pixels.interpretation, (None, 0))
    if space is None or pixels.format not in ("uchar", "ushort"):
        raise Unsupported(
            f"the file holds {pixels.format} samples ({pixels.interpretation}); limner opens 8 and 16 bit"
            " gray, RGB and CMYK",
            hint="convert it to 16 bit RGB first",
        )
    if pixels.bands not in _BANDS[space]:
        raise Unsupported(
            f"the file has {pixels.bands} channels, {space} has {_BANDS[space][0]} and perhaps alpha",
            hint="merge or remove the extra channels first",
        )
    if pixels.format == "ushort" and space == "cmyk":
        pixels = ((pixels / 257) + 0.5).cast("uchar")
    depth = 16 if pixels.format == "ushort" else 8
    return pixels.copy(interpretation=interpretation(space, depth))


def _upright(pixels: pyvips.Image, orientation: int) -> pyvips.Image:
    """EXIF orientation 1-8 applied; other numbers mean nothing."""
    if orientation in (2, 4, 5, 7):
        flipped = pixels.flip("vertical" if orientation == 4 else "horizontal")
        return flipped if orientation < 5 else flipped.rot("d270" if orientation == 5 else "d90")
    turns = {3: "d180", 6: "d90", 8: "d270"}
    return pixels.rot(turns[orientation]) if orientation in turns else pixels


def _bare(pixels: pyvips.Image, kept: frozenset[str]) -> pyvips.Image:
    """The samples without anything that travels with them but the fields ``kept``."""
    pixels = pixels.copy()
    for field in pixels.get_fields():
        if field not in kept:
            pixels.remove(field)
    return pixels


def _blob(pixels: pyvips.Image, field: str) -> bytes | None:
    return bytes(pixels.get(field)) if pixels.get_typeof(field) else None


def _dpi(pixels: pyvips.Image, data: bytes, kind: Format, exif: bytes | None) -> float | None:
    """Dots per inch as stated by the file, rounded to a hundredth; libvips invents some where none are."""
    match kind:
        case "jpeg" | "tiff":
            stated = bool(pixels.get_typeof("resolution-unit"))
        case "png":
            stated = data[: 1 << 16].find(b"\0\0\0\tpHYs") > 0
        case _:
            stated = kind == "bmp"
    dpi = pixels.xres * 25.4 if stated else exif_block.resolution(exif)
    return round(dpi, 2) if dpi and 0 < dpi <= 100_000 else None
