"""Saving: every format read back, quality rules, leaks searched for byte by byte, and one-piece writing."""

from __future__ import annotations

import errno
import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags
from PIL import Image as Pillow
from tests.ops import odd_files

from limner.core.errors import BadValue, Final, OutOfDisk, Unsupported
from limner.core.image import Format, Image, Saving
from limner.ops import jpeg
from limner.ops.decode import decode
from limner.ops.encode import Encoded, encode, format_for, write_file

LOSSLESS: tuple[Format, ...] = ("png", "tiff")
ALL: tuple[Format, ...] = ("jpeg", "png", "webp", "gif", "tiff", "avif", "bmp", "heic")
WITH_XMP: tuple[Format, ...] = ("jpeg", "png", "webp", "tiff", "avif", "heic")


def encoded(image: Image, format: Format, **saving: object) -> Encoded:
    return encode(replace(image, saving=replace(image.saving, **saving)), format)


def a_photo(width: int = 96, height: int = 64) -> Image:
    return Image.from_array(np.asarray(odd_files.photo(width, height)))


def from_jpeg(**options: object) -> Image:
    return decode(odd_files.saved(odd_files.photo(96, 64), "JPEG", **options))


@pytest.mark.parametrize("format", LOSSLESS)
def test_a_lossless_format_gives_every_sample_back(any_format: Image, format: Format) -> None:
    back = decode(encode(any_format, format).data)
    if any_format.space == "cmyk" and format == "png":
        assert back.space == "rgb"
        return
    assert (back.space, back.depth, back.has_alpha) == (
        any_format.space,
        any_format.depth,
        any_format.has_alpha,
    )
    assert np.array_equal(back.to_array(), any_format.to_array())


@pytest.mark.parametrize("format", ALL)
def test_every_format_takes_every_picture(any_format: Image, format: Format) -> None:
    if format == "heic":
        pytest.importorskip("pillow_heif")
    made = encode(any_format, format)
    back = decode(made.data)
    assert back.origin is not None
    assert (back.origin.format, made.format, back.size) == (format, format, any_format.size)
    if back.depth == 16:
        assert any_format.depth == 16


@pytest.mark.parametrize("format", ["jpeg", "webp", "avif", "gif", "bmp"])
def test_a_smooth_picture_survives_a_lossy_format(format: Format) -> None:
    image = a_photo()
    back = decode(encode(image, format).data).to_array()[:, :, :3].astype(int)
    assert np.abs(back - image.to_array()).mean() < (8 if format == "gif" else 4)  # 256 colours, dithered


@pytest.mark.parametrize("format", ["jpeg", "bmp"])
def test_without_alpha_the_picture_is_shown_on_white(format: Format) -> None:
    samples = np.zeros((16, 16, 4), np.uint8)
    samples[:, 8:, 3] = 255
    samples[:, :8, 3] = 64
    back = decode(encoded(Image.from_array(samples), format, quality=100).data).to_array().astype(int)
    assert np.abs(back[:, 10:] - 0).max() <= 2
    assert np.abs(back[:, :6] - 255 * 191 / 255).max() <= 2


def test_no_ink_is_the_white_of_cmyk() -> None:
    ink = decode(odd_files.cmyk_jpeg()).pixels
    clear = ink.bandjoin(0).copy(interpretation="cmyk")
    assert Image(clear).has_alpha
    assert decode(encode(Image(clear), "jpeg").data).to_array().max() <= 1


def test_sixteen_bits_are_rounded_half_up_to_eight() -> None:
    samples = np.array([[0, 128, 129, 65535, 65535 - 128, 65535 - 129]], np.uint16)
    back = decode(encode(Image.from_array(samples), "bmp").data).to_array()
    assert back.ravel().tolist() == [0, 0, 1, 255, 255, 254]


def test_cmyk_stays_cmyk_in_a_jpeg() -> None:
    image = decode(odd_files.cmyk_jpeg())
    back = decode(encode(image, "jpeg").data)
    assert back.space == "cmyk"
    assert np.abs(back.to_array().astype(int) - image.to_array()).mean() < 2


@pytest.mark.parametrize("quality", [30, 75, 83, 95, 100])
@pytest.mark.parametrize("sampling", ["4:4:4", "4:2:2", "4:2:0"])
def test_a_jpeg_keeps_its_quality_and_its_subsampling(quality: int, sampling: str) -> None:
    image = from_jpeg(quality=quality, subsampling=sampling)
    made = encode(image, "jpeg")
    found = jpeg.structure(made.data)
    assert (made.quality, found.quality, found.subsampling) == (quality, quality, sampling)


@pytest.mark.parametrize("progressive", [True, False])
def test_a_jpeg_stays_progressive_or_baseline(progressive: bool) -> None:
    assert jpeg.structure(encode(from_jpeg(progressive=progressive), "jpeg").data).progressive == progressive


def test_default_qualities() -> None:
    made = {format: encode(a_photo(), format).quality for format in ALL if format != "heic"}
    assert made == {
        "jpeg": 90, "webp": 85, "avif": 60, "png": None, "gif": None, "tiff": None, "bmp": None,
    }  # fmt: skip
    assert jpeg.structure(encode(a_photo(), "jpeg").data).quality == 90


def test_a_stated_quality_wins_over_the_sources() -> None:
    made = encoded(from_jpeg(quality=95), "jpeg", quality=40)
    assert (made.quality, jpeg.structure(made.data).quality) == (40, 40)


def test_a_lossless_webp_stays_lossless() -> None:
    samples = odd_files.noise()
    image = decode(odd_files.saved(Pillow.fromarray(samples), "WEBP", lossless=True))
    made = encode(image, "webp")
    assert made.quality is None
    assert np.array_equal(decode(made.data).to_array(), samples)


@pytest.mark.parametrize("format", ["jpeg", "webp", "avif"])
def test_the_best_quality_under_a_size_is_found(format: Format) -> None:
    image = Image.from_array(np.asarray(odd_files.photo(96, 72)) // 2 + odd_files.noise(72, 96) // 4)
    sizes = [len(encoded(image, format, quality=quality, max_bytes=10**9).data) for quality in (20, 80)]
    bound = sum(sizes) // 2
    made = encoded(image, format, max_bytes=bound)
    assert len(made.data) <= bound
    assert made.quality is not None
    assert 20 <= made.quality < 80
    above = encoded(image, format, quality=made.quality + 1, max_bytes=10**9)
    assert len(above.data) > bound


def test_a_size_that_is_met_anyway_does_not_raise_the_quality() -> None:
    assert encoded(from_jpeg(quality=60), "jpeg", max_bytes=10**6).quality == 60
    assert encoded(a_photo(), "jpeg", max_bytes=10**6).quality == 95
    assert encoded(a_photo(), "jpeg", quality=70, max_bytes=10**6).quality == 70


@pytest.mark.parametrize("format", ALL)
def test_a_size_that_cannot_be_met_names_the_smallest_and_what_to_do(format: Format) -> None:
    if format == "heic":
        pytest.importorskip("pillow_heif")
    with pytest.raises(Final, match=r"the smallest has [\d,]+") as error:
        encoded(a_photo(), format, max_bytes=50)
    assert error.value.hint is not None
    assert "resize" in error.value.hint


def test_a_png_gets_a_palette_only_when_losslessly_it_does_not_fit() -> None:
    image = Image.from_array(odd_files.noise(64, 64))
    lossless = encode(image, "png")
    roomy = encoded(image, "png", max_bytes=len(lossless.data))
    assert roomy.colors is None
    assert np.array_equal(decode(roomy.data).to_array(), image.to_array())
    tight = encoded(image, "png", max_bytes=len(lossless.data) // 2)
    assert tight.colors is not None
    assert len(tight.data) <= len(lossless.data) // 2
    assert len(np.unique(decode(tight.data).to_array().reshape(-1, 3), axis=0)) <= tight.colors


@pytest.mark.parametrize("format", ALL)
@pytest.mark.parametrize("strip", ["nothing", "gps", "all"])
def test_no_byte_of_an_old_thumbnail_gain_map_or_video_survives(format: Format, strip: str) -> None:
    if format == "heic":
        pytest.importorskip("pillow_heif")
    data = odd_files.jpeg_with_everything()
    image = decode(data)
    assert image.origin is not None
    made = encoded(image.with_pixels(image.pixels.crop(0, 0, 20, 20)), format, strip=strip).data
    thumbnail = odd_files.old_thumbnail()
    for old in (
        odd_files.THUMBNAIL_MARK,
        odd_files.TAIL_MARK,
        thumbnail[-40:],
        b"hdrgm:",
        b"MPF\0",
        b"MotionPhoto",
    ):
        assert old in data
        assert old not in made
    back = decode(made)
    assert back.origin is not None
    assert back.origin.carried == ()


@pytest.mark.parametrize("format", ["jpeg", "png", "webp", "avif", "tiff"])
def test_exif_profile_and_xmp_are_kept_and_made_true(format: Format) -> None:
    image = decode(odd_files.jpeg_with_everything())
    cut = image.with_pixels(image.pixels.crop(0, 0, 20, 10))
    picture = odd_files.opened(encode(cut, format).data)
    found = picture.getexif()
    assert found[ExifTags.Base.Make] == "Ferrania 60"
    assert found[ExifTags.Base.Orientation] == 1
    details = found.get_ifd(ExifTags.IFD.Exif)
    assert (details[ExifTags.Base.ExifImageWidth], details[ExifTags.Base.ExifImageHeight]) == (20, 10)
    assert details[ExifTags.Base.MakerNote] == b"a maker's note"
    assert found.get_ifd(ExifTags.IFD.GPSInfo)[2] == (47, 22, 123.45)
    assert picture.info["icc_profile"] == odd_files.srgb_profile()
    assert b"<xmp:Rating>4</xmp:Rating>" in picture.info["xmp"]
    assert np.array_equal(decode(encode(cut, format).data).to_array().shape, cut.to_array().shape)


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_goes_through_a_tiff_and_back(order: str) -> None:
    block = odd_files.exif(order=order, orientation=3)
    image = decode(odd_files.saved(odd_files.photo(), "JPEG", exif=b"Exif\0\0" + block))
    first = decode(encode(image, "tiff").data)
    found = odd_files.opened(encode(first, "jpeg").data).getexif()
    assert found[ExifTags.Base.Make] == "Ferrania 60"
    assert found[ExifTags.Base.Orientation] == 1
    assert found.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] == "2024:05:06 07:08:09"
    assert found.get_ifd(ExifTags.IFD.GPSInfo)[2] == (47, 22, 123.45)
    assert np.array_equal(first.to_array(), image.to_array())


@pytest.mark.parametrize("format", WITH_XMP)
def test_the_place_is_gone_when_asked(format: Format) -> None:
    if format == "heic":
        pytest.importorskip("pillow_heif")
    made = encoded(decode(odd_files.jpeg_with_everything()), format, strip="gps").data
    assert b"GPSLatitude" not in made
    assert (12345).to_bytes(4, "little") not in made
    back = decode(made)
    assert back.xmp is not None
    assert b"Rating" in back.xmp


@pytest.mark.parametrize("format", WITH_XMP)
def test_stripping_all_leaves_only_profile_and_resolution(format: Format) -> None:
    if format == "heic":
        pytest.importorskip("pillow_heif")
    image = decode(odd_files.jpeg_with_everything())
    made = encode(replace(image, saving=Saving(strip="all")), format, recipe='{"secret": 1}').data
    for words in (b"Ferrania", b"Rating", b"secret", b"limner"):
        assert words not in made
    assert decode(made).icc == image.icc


@pytest.mark.parametrize("format", [*WITH_XMP, "bmp"])
@pytest.mark.parametrize("dpi", [96, 300])
def test_the_resolution_is_written_and_read_back(format: Format, dpi: int) -> None:
    if format == "heic":
        pytest.importorskip("pillow_heif")
    back = decode(encode(replace(a_photo(), dpi=float(dpi)), format).data)
    assert back.dpi == pytest.approx(dpi, abs=0.02)


def test_a_profile_of_another_space_is_not_written() -> None:
    image = decode(odd_files.jpeg_with_everything())
    gray = Image.from_array(image.to_array()[:, :, 0])
    for format in ALL[:6]:
        assert decode(encode(replace(gray, icc=image.icc), format).data).icc is None or format in (
            "webp",
            "avif",
        )


RECIPE = json.dumps({"words": 'größer 猫 кот 😀 <&> "quoted" ]]> \x01 \u2028'}, ensure_ascii=False)


def test_pillow_reads_the_recipe_of_a_png_back() -> None:
    made = encode(a_photo(), "png", recipe=RECIPE).data
    assert json.loads(odd_files.opened(made).text["limner"]) == json.loads(RECIPE)


@pytest.mark.parametrize("format", ALL)
def test_the_same_picture_gives_the_same_bytes(format: Format) -> None:
    if format == "heic":
        pytest.importorskip("pillow_heif")
    first, second = (encode(a_photo(), format, recipe=RECIPE).data for _ in range(2))
    assert first == second


def test_heic_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", None)
    with pytest.raises(Unsupported) as error:
        encode(a_photo(), "heic")
    assert error.value.hint == 'pip install "limner[heic]"'


def test_the_format_is_the_one_asked_for_then_wished_named_or_the_sources() -> None:
    image = a_photo()
    assert format_for("a.JPEG", image) == "jpeg"
    assert format_for("a.tif", image, asked="webp") == "webp"
    assert format_for("a.tif", replace(image, saving=Saving(format="gif"))) == "gif"
    assert format_for("-", from_jpeg()) == "jpeg"
    assert format_for("", image) == "png"
    with pytest.raises(BadValue, match=r"\.docx") as error:
        format_for("a.docx", image)
    assert ".webp" in (error.value.hint or "")


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    write_file(path, b"first")
    with pytest.raises(BadValue, match="exists already"):
        write_file(path, b"second")
    assert path.read_bytes() == b"first"
    write_file(path, b"second", replace=True)
    assert path.read_bytes() == b"second"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_permission_bits_are_kept_and_new_files_heed_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    before = os.umask(0o027)
    try:
        write_file(path, b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    write_file(path, b"y", replace=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.png"
    write_file(path, b"first")
    with pytest.raises(BadValue, match="exists already"):
        write_file(path, b"second")
    assert path.read_bytes() == b"first"
    assert [found.name for found in tmp_path.iterdir()] == ["a.png"]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.png", tmp_path / "link.png"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, b"new", replace=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutOfDisk):
        write_file(path, b"new", replace=True)
    assert path.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_places_that_cannot_be_written_are_refused_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, words in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "a.png", "does not exist"),
        (tmp_path / ("x" * 300 + ".png"), "could not be written"),
        (tmp_path / "a\0.png", "no file name"),
    ):
        with pytest.raises(BadValue, match=words) as error:
            write_file(path, b"x", replace=True)
        assert error.value.hint
    locked = tmp_path / "locked.png"
    locked.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(BadValue, match="read-only"):
        write_file(locked, b"new", replace=True)
    assert locked.read_bytes() == b"old"


def test_saving_says_nothing_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    image = decode(odd_files.jpeg_with_everything())
    for format in ALL:
        encode(image, format, recipe=RECIPE)
    assert capfd.readouterr() == ("", "")
