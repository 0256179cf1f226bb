"""Opening: every format against Pillow, odd files against the words that they must be refused in."""

from __future__ import annotations

import struct
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image as Pillow
from PIL import ImageOps
from tests.ops import odd_files

from limner.core.errors import BadImage, BadValue, LimnerError, Retryable, Unsupported
from limner.core.geometry import Size
from limner.core.limits import Limits
from limner.ops import jpeg
from limner.ops.decode import decode, open_image
from limner.ops.encode import encode

LOSSY_TOLERANCE = {"AVIF": 70}  # libheif and Pillow's libavif interpolate chroma differently
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "TIFF", "AVIF", "BMP")


def difference(ours: np.ndarray, theirs: Pillow.Image) -> int:
    """The largest difference of two pictures of the same shape."""
    other = np.asarray(theirs)
    other = other if other.ndim == 3 else other[:, :, None]
    assert ours.shape == other.shape
    return int(np.abs(ours.astype(int) - other).max())


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_opens_as_pillow_opens_it(format: str) -> None:
    data = odd_files.saved(odd_files.photo(), format)
    image = decode(data, name="a.b")
    assert difference(image.to_array(), odd_files.opened(data).convert("RGB")) <= LOSSY_TOLERANCE.get(
        format, 0
    )
    assert image.origin is not None
    assert image.origin.format == format.lower()
    assert image.origin.sha256 == sha256(data).hexdigest()
    assert (image.origin.name, image.origin.data, image.origin.size) == ("a.b", data, Size(48, 32))


def test_heic_opens_as_pillow_heif_opens_it() -> None:
    heif = pytest.importorskip("pillow_heif")
    out = BytesIO()
    heif.from_pillow(odd_files.photo()).save(out, quality=90)
    image = decode(out.getvalue())
    assert image.origin is not None
    assert image.origin.format == "heic"
    assert np.abs(image.to_array().astype(int) - np.asarray(odd_files.photo())).max() < 40


def test_heic_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", None)
    with pytest.raises(Unsupported) as error:
        decode(struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic")
    assert error.value.hint == 'pip install "limner[heic]"'


@pytest.mark.parametrize("format", ["PNG", "TIFF", "WEBP", "AVIF"])
def test_alpha_is_kept(format: str) -> None:
    picture = odd_files.photo()
    picture.putalpha(Pillow.linear_gradient("L").resize(picture.size))
    options = {"lossless": True, "exact": True} if format == "WEBP" else {}
    image = decode(odd_files.saved(picture, format, **options))
    assert image.has_alpha
    assert np.abs(image.to_array()[:, :, 3].astype(int) - np.asarray(picture)[:, :, 3]).max() <= 2


@pytest.mark.parametrize("bands", [1, 3])
@pytest.mark.parametrize("format", ["PNG", "TIFF"])
def test_sixteen_bits_are_kept(format: str, bands: int) -> None:
    samples = odd_files.noise(bands=bands, dtype=np.uint16)
    if format == "TIFF":
        out = BytesIO()
        tifffile.imwrite(
            out, samples if bands == 3 else samples[:, :, 0], photometric="rgb" if bands == 3 else None
        )
        data = out.getvalue()
    else:
        rows = samples.astype(">u2").tobytes()
        stride = samples.shape[1] * bands * 2
        body = b"".join(b"\0" + rows[at : at + stride] for at in range(0, len(rows), stride))
        data = odd_files.png_of(48, 32, body, depth=16, color=2 if bands == 3 else 0)
    image = decode(data)
    assert (image.depth, image.space) == (16, "rgb" if bands == 3 else "gray")
    assert np.array_equal(image.to_array(), samples)


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_few_bit_gray_becomes_full_range_gray(depth: int) -> None:
    levels = np.arange(2**depth, dtype=np.uint8)
    packed = np.packbits(np.unpackbits(levels[:, None], axis=1)[:, 8 - depth :].ravel()).tobytes()
    image = decode(odd_files.png_of(len(levels), 1, b"\0" + packed, depth=depth, color=0))
    assert image.space == "gray"
    assert image.to_array().ravel().tolist() == [int(level) * 255 // (2**depth - 1) for level in levels]


def test_a_palette_becomes_rgb_and_its_transparent_entry_alpha() -> None:
    data = odd_files.palette_with_transparency()
    image = decode(data)
    assert difference(image.to_array(), odd_files.opened(data).convert("RGBA")) == 0
    assert 0 in image.to_array()[:, :, 3]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_bmp_of_every_kind_opens(mode: str) -> None:
    data = odd_files.saved(odd_files.photo().convert(mode), "BMP")
    image = decode(data)
    wanted = odd_files.opened(data).convert("RGB" if mode in ("P", "RGB") else "L")
    assert difference(image.to_array(), wanted) == 0


def test_cmyk_stays_cmyk_with_adobes_inversion_undone() -> None:
    data = odd_files.cmyk_jpeg()
    image = decode(data)
    assert image.space == "cmyk"
    assert difference(image.to_array(), odd_files.opened(data)) == 0


def test_a_premultiplied_tiff_is_read_as_not_premultiplied() -> None:
    out = BytesIO()
    samples = np.full((4, 4, 4), 128, np.uint8)
    samples[:, :, 0] = 64
    tifffile.imwrite(out, samples, photometric="rgb", extrasamples=["assocalpha"])
    red, green, _, alpha = decode(out.getvalue()).to_array()[0, 0]
    assert alpha == 128
    assert (abs(int(red) - 128), abs(int(green) - 255)) <= (1, 1)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_applied(orientation: int, format: str) -> None:
    tags = Pillow.Exif()
    tags[0x0112] = orientation
    data = odd_files.saved(odd_files.photo(), format, exif=tags)
    upright = ImageOps.exif_transpose(odd_files.opened(data)).convert("RGB")
    assert difference(decode(data).to_array(), upright) <= LOSSY_TOLERANCE.get(format, 0)
    assert difference(decode(data, sequential=True).to_array(), upright) <= LOSSY_TOLERANCE.get(format, 0)


def test_profile_exif_and_xmp_travel_along() -> None:
    image = decode(odd_files.jpeg_with_everything())
    assert image.icc == odd_files.srgb_profile()
    assert image.exif == odd_files.exif()
    assert image.xmp is not None
    assert b"xmp:Rating" in image.xmp
    assert image.dpi == 300
    assert set(image.pixels.get_fields()) <= {
        "width", "height", "bands", "format", "coding", "interpretation", "xoffset", "yoffset", "xres",
        "yres", "filename",
    }  # fmt: skip


def test_a_jpeg_with_a_gain_map_opens_as_the_picture_that_people_see() -> None:
    data = odd_files.ultra_hdr()
    image = decode(data)
    assert image.origin is not None
    assert image.origin.carried == ("gain-map",)
    end = jpeg.structure(data).end
    assert difference(image.to_array(), odd_files.opened(data[:end]).convert("RGB")) == 0
    again = decode(encode(image, "jpeg").data)
    assert again.origin is not None
    assert again.origin.carried == ()


def test_the_origin_of_a_jpeg_is_described() -> None:
    origin = decode(odd_files.jpeg_with_everything(progressive=True)).origin
    assert origin is not None
    assert (origin.jpeg_quality, origin.subsampling, origin.progressive) == (83, "4:2:0", True)
    assert origin.carried == ("thumbnail", "gain-map", "motion-photo")


@pytest.mark.parametrize("profile", [b"", b"no profile at all" * 20, odd_files.srgb_profile()[:200]])
def test_a_broken_profile_is_left_behind(profile: bytes) -> None:
    image = decode(odd_files.saved(odd_files.photo(), "JPEG", icc_profile=profile))
    assert image.icc is None


def test_a_profile_for_another_space_is_left_behind() -> None:
    gray = odd_files.photo().convert("L")
    assert decode(odd_files.saved(gray, "JPEG", icc_profile=odd_files.srgb_profile())).icc is None


@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "BMP"])
@pytest.mark.parametrize("dpi", [None, 72, 300])
def test_the_resolution_is_what_the_file_states(format: str, dpi: int | None) -> None:
    options = {} if dpi is None else {"dpi": (dpi, dpi)}
    if format == "BMP" and dpi is None:
        options = {"dpi": (0, 0)}
    found = decode(odd_files.saved(odd_files.photo(), format, **options)).dpi
    assert found == (None if dpi is None else pytest.approx(dpi, abs=0.02))


def test_the_first_frame_is_taken_unless_another_is_asked_for() -> None:
    data = odd_files.animated_gif(3)
    assert [int(decode(data, frame=i).to_array()[0, 0, 0]) for i in range(3)] == [0, 40, 80]
    origin = decode(data, frame=2).origin
    assert origin is not None
    assert (origin.frames, origin.frame) == (3, 2)
    assert int(decode(odd_files.many_pages(5), frame=4).to_array()[0, 0, 0]) == 4


@pytest.mark.parametrize("frame", [-1, 3, 10**9])
def test_a_frame_that_is_not_there_is_refused(frame: int) -> None:
    with pytest.raises(BadValue, match="does not exist"):
        decode(odd_files.animated_gif(3), frame=frame)


def test_a_still_picture_has_one_frame() -> None:
    for format in FORMATS:
        with pytest.raises(BadValue, match="does not exist"):
            decode(odd_files.saved(odd_files.photo(), format), frame=1)


BOMBS = {
    "png": odd_files.png_of(200_000, 200_000),
    "jpeg": odd_files.jpeg_of(60_000, 60_000),
    "gif": odd_files.gif_of(60_000, 60_000),
    "bmp": odd_files.bmp_of(50_000, 50_000),
    "avif": odd_files.avif_of(50_000, 50_000),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_by_its_header(kind: str) -> None:
    with pytest.raises(BadImage, match="limit of 100,000,000 pixels"):
        decode(BOMBS[kind])


def test_a_size_beyond_all_sense_is_refused_without_a_word_on_stderr(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(BadImage, match="limit"):
        decode(odd_files.avif_of(1_000_000_000, 64))
    assert capfd.readouterr() == ("", "")


def test_limits_can_be_moved() -> None:
    data = odd_files.saved(odd_files.photo(), "PNG")
    assert decode(data, limits=Limits(max_pixels=48 * 32)).size == Size(48, 32)
    with pytest.raises(BadImage, match="1,535 pixels"):
        decode(data, limits=Limits(max_pixels=48 * 32 - 1))
    with pytest.raises(BadImage, match="bytes"):
        decode(data, limits=Limits(max_bytes=len(data) - 1))
    with pytest.raises(BadImage, match="65 frames"):
        decode(odd_files.many_pages(65))
    assert decode(odd_files.many_pages(65), limits=Limits(max_frames=65)).size == Size(8, 8)


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    data = odd_files.jpeg_of(9_000, 9_000)
    scan = data[data.index(b"\xff\xda") : -2]
    with pytest.raises(BadImage, match="scans"):
        decode(data[:-2] + scan * 40 + b"\xff\xd9")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_a_bad_image(format: str, part: float) -> None:
    picture = Pillow.fromarray(odd_files.noise(64, 64))
    data = odd_files.saved(picture, format)
    with pytest.raises((BadImage, BadValue), match=r".") as error:
        decode(data[: max(12, int(len(data) * part))])
    assert error.value.hint


def test_trailing_bytes_do_no_harm() -> None:
    for format in FORMATS:
        data = odd_files.saved(odd_files.photo(), format) + b"trailing bytes" * 50
        assert decode(data).size == Size(48, 32)


REFUSED = {
    b"": "the file is empty",
    b"<!DOCTYPE html><html>": "web page",
    b"\n <html><body>": "web page",
    b"<?xml version='1.0'?><svg xmlns='x'>": "SVG",
    b'{"error": "not found"}': "text",
    b"%PDF-1.7": "PDF",
    b"PK\x03\x04" + bytes(40): "ZIP",
    b"\0\0\0\x18ftypmp42" + bytes(40): "video",
    b"8BPS" + bytes(40): "Photoshop",
    b"\0\0\0\x0cJXL \r\n\x87\n": "JPEG XL",
    bytes(100): "no picture",
    b"\x89PNG": "no picture",
}


@pytest.mark.parametrize("data", REFUSED)
def test_what_is_no_picture_is_refused_by_its_name(data: bytes) -> None:
    with pytest.raises((BadImage, Unsupported), match=REFUSED[data]) as error:
        decode(data, name="holiday.jpg")
    assert error.value.hint


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(odd_files.saved(odd_files.photo(), "PNG"))
    image = open_image(path)
    assert image.origin is not None
    assert (image.origin.format, image.origin.name) == ("png", "picture.jpg")


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int16, np.int32, np.uint32, np.complex64])
def test_tiff_samples_that_are_no_picture_samples_are_unsupported(dtype: type) -> None:
    out = BytesIO()
    tifffile.imwrite(out, np.ones((8, 8), dtype))
    with pytest.raises(Unsupported) as error:
        decode(out.getvalue())
    assert error.value.hint


def test_a_raw_camera_file_is_unsupported_and_its_preview_not_taken_for_it() -> None:
    dng, preview_first = BytesIO(), BytesIO()
    tag = (0xC612, 1, 4, b"\1\4\0\0", True)
    tifffile.imwrite(dng, odd_files.noise(), photometric="rgb", extratags=[tag])
    with tifffile.TiffWriter(preview_first) as writer:
        writer.write(odd_files.noise(), photometric="rgb", subfiletype=1, subifds=1)
        writer.write(odd_files.noise(64, 96, 1)[:, :, 0])
    for out in (dng, preview_first):
        with pytest.raises(Unsupported, match="raw camera file"):
            decode(out.getvalue())


def test_too_many_channels_are_unsupported() -> None:
    out = BytesIO()
    tifffile.imwrite(out, np.ones((8, 8, 9), np.uint8), photometric="minisblack", planarconfig="contig")
    with pytest.raises(Unsupported, match="9 channels"):
        decode(out.getvalue())


def test_sources_of_every_kind_open(tmp_path: Path) -> None:
    data = odd_files.saved(odd_files.photo(), "PNG")
    path = tmp_path / "a picture.png"
    path.write_bytes(data)
    for source in (data, path, str(path), BytesIO(data)):
        assert open_image(source).size == Size(48, 32)
    with path.open("rb") as file:
        image = open_image(file)
    assert image.origin is not None
    assert image.origin.name == "a picture.png"


def test_paths_that_cannot_be_read_are_refused_with_a_hint(tmp_path: Path) -> None:
    for source, words in (
        (tmp_path / "none.png", "there is no file"),
        (tmp_path, "is a folder"),
        ("a\0b.png", "could not be read"),
        ("x" * 5000, "could not be read"),
    ):
        with pytest.raises(BadImage, match=words) as error:
            open_image(source)
        assert error.value.hint


def test_a_file_replaced_on_disk_shows_its_new_pixels(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    for level in (10, 200):
        path.write_bytes(odd_files.saved(Pillow.new("L", (4, 4), level), "PNG"))
        assert open_image(path).to_array()[0, 0, 0] == level


def test_sequential_reading_gives_the_same_pixels_once() -> None:
    data = odd_files.saved(Pillow.fromarray(odd_files.noise(2000, 60)), "PNG")
    image = decode(data, sequential=True)
    assert np.array_equal(image.to_array(), decode(data).to_array())
    with pytest.raises(Retryable, match="read twice"):
        image.to_array()


def test_damage_met_while_streaming_is_a_bad_image() -> None:
    data = odd_files.saved(Pillow.fromarray(odd_files.noise(400, 400)), "JPEG")
    image = decode(data[: len(data) // 2], sequential=True)
    with pytest.raises(BadImage, match="damaged or cut off"):
        image.to_array()


def test_opening_says_nothing_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    for data in odd_files.seeds().values():
        for part in (data, data[: len(data) * 2 // 3], data[:60] + bytes(9) + data[69:]):
            try:
                image = decode(part)
            except LimnerError:
                continue
            replace(image).to_array()
    assert capfd.readouterr() == ("", "")
