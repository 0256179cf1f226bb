"""What operations on the file do to the written file, and that they leave samples alone."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageCms
from tests.ops import odd_files

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops import file, icc_profile
from limner.ops.decode import decode
from limner.ops.encode import encode, format_for


def small() -> Image:
    return Image.from_array(np.asarray(odd_files.photo()))


def test_file_operations_leave_every_sample_alone(any_format: Image) -> None:
    before = any_format.to_array()
    for done in (
        file.convert(any_format, "webp"),
        file.compress(any_format, quality=3),
        file.strip(any_format),
        file.dpi(any_format, 72),
    ):
        assert np.array_equal(done.to_array(), before)
        assert done.to_array().dtype == before.dtype


def test_convert_decides_the_format_whatever_the_name_says() -> None:
    assert format_for("a.png", file.convert(small(), "avif")) == "avif"


@pytest.mark.parametrize(("source", "wanted"), [(None, 75), (60, 60), (95, 75)])
def test_compress_without_a_number_has_a_stated_default(source: int | None, wanted: int) -> None:
    image = small() if source is None else decode(odd_files.saved(odd_files.photo(), "JPEG", quality=source))
    assert encode(file.compress(image), "jpeg").quality == wanted


def test_compress_to_a_size_and_to_a_quality() -> None:
    assert encode(file.compress(small(), quality=31), "jpeg").quality == 31
    bound = len(encode(file.compress(small(), quality=50), "jpeg").data)
    made = encode(file.compress(small(), max_bytes=bound), "jpeg")
    assert len(made.data) <= bound


@pytest.mark.parametrize("quality", [0, 101, -5])
def test_a_quality_out_of_range_is_refused(quality: int) -> None:
    with pytest.raises(BadValue, match="does not exist"):
        file.compress(small(), quality=quality)
    with pytest.raises(BadValue, match="no file has"):
        file.compress(small(), max_bytes=0)


def test_stripping_all_is_not_weakened_by_stripping_the_place() -> None:
    assert file.strip(file.strip(small(), "all"), "gps").saving.strip == "all"
    assert file.strip(small(), "gps").saving.strip == "gps"
    assert file.strip(small()).saving.strip == "all"


@pytest.mark.parametrize("dpi", [0, -1, float("nan"), float("inf"), 100_001])
def test_a_resolution_out_of_range_is_refused(dpi: float) -> None:
    with pytest.raises(BadValue, match="no resolution"):
        file.dpi(small(), dpi)


def test_the_resolution_is_restated_in_exif_too() -> None:
    image = file.dpi(decode(odd_files.jpeg_with_everything()), 144)
    picture = odd_files.opened(encode(image, "jpeg").data)
    assert picture.info["dpi"] == (144, 144)
    assert picture.getexif()[0x011A] == 144


def littlecms(samples: np.ndarray, source: bytes, target: bytes, mode: str) -> np.ndarray:
    """The conversion as Pillow does it with its own LittleCMS."""
    profiles = [ImageCms.ImageCmsProfile(BytesIO(blob)) for blob in (source, target)]
    picture = ImageCms.profileToProfile(
        Pillow.fromarray(samples),
        *profiles,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode=mode,
    )
    assert picture is not None
    return np.asarray(picture)


@pytest.mark.parametrize(
    ("name", "space"), [("srgb", "rgb"), ("p3", "rgb"), ("cmyk", "cmyk"), ("Display P3", "rgb")]
)
def test_a_built_in_profile_converts_as_littlecms_does(name: str, space: str) -> None:
    image = file.icc(
        decode(odd_files.saved(odd_files.photo(), "PNG", icc_profile=odd_files.srgb_profile())), name
    )
    assert image.space == space
    assert image.icc is not None
    assert icc_profile.space_of(image.icc) == space
    wanted = littlecms(
        np.asarray(odd_files.photo()),
        odd_files.srgb_profile(),
        image.icc,
        "CMYK" if space == "cmyk" else "RGB",
    )
    assert np.abs(image.to_array().astype(int) - wanted).max() <= 3


def test_there_and_back_is_nearly_the_same_picture() -> None:
    image = small()
    back = file.icc(file.icc(image, "p3"), "srgb")
    difference = np.abs(back.to_array().astype(int) - image.to_array())
    assert difference.max() <= 10  # the darkest blues and greens lie steepest on the curve
    assert difference.mean() < 1


def test_every_picture_converts_and_alpha_stays(any_format: Image) -> None:
    for name in ("srgb", "cmyk"):
        done = file.icc(any_format, name)
        assert done.space == ("rgb" if name == "srgb" else "cmyk")
        assert done.depth == (8 if name == "cmyk" else any_format.depth)
        assert done.has_alpha == any_format.has_alpha
        if any_format.has_alpha and done.depth == any_format.depth:
            assert np.array_equal(done.to_array()[:, :, -1], any_format.to_array()[:, :, -1])
        assert encode(done, "tiff").data


def test_a_profile_from_a_file_is_used_and_embedded(tmp_path: Path) -> None:
    path = tmp_path / "my.icc"
    path.write_bytes(odd_files.srgb_profile())
    image = file.icc(file.icc(small(), "p3"), str(path))
    assert image.icc == odd_files.srgb_profile()
    assert decode(encode(image, "png").data).icc == odd_files.srgb_profile()
    assert np.abs(image.to_array().astype(int) - small().to_array()).mean() < 1


def test_what_is_no_profile_is_refused(tmp_path: Path) -> None:
    wrong, broken, lab = tmp_path / "a.icc", tmp_path / "b.icc", tmp_path / "lab.icc"
    wrong.write_bytes(b"no profile")
    profile = odd_files.srgb_profile()
    broken.write_bytes(profile[:128] + b"\xff" * (len(profile) - 128))
    lab.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes())
    for name in (
        str(wrong),
        str(broken),
        str(lab),
        str(tmp_path),
        str(tmp_path / "none.icc"),
        "adobe",
        "a\0b",
    ):
        with pytest.raises(BadValue) as error:
            file.icc(small(), str(name))
        assert "srgb" in (error.value.hint or "")


def test_a_broken_embedded_profile_is_read_as_srgb() -> None:
    profile = odd_files.srgb_profile()
    broken = profile[:128] + b"\xff" * (len(profile) - 128)
    image = replace(small(), icc=broken)
    plain = file.icc(small(), "p3")
    assert np.array_equal(file.icc(image, "p3").to_array(), plain.to_array())
    for format in ("jpeg", "png", "webp", "tiff", "avif"):
        assert decode(encode(image, format).data).size == image.size


def test_a_frame_is_taken_from_the_file_with_what_was_decided_about_saving() -> None:
    first = file.convert(decode(odd_files.animated_gif(3), name="a.gif"), "png")
    third = file.frame(first, 2)
    assert third.to_array()[0, 0, 0] == 80
    assert third.saving.format == "png"
    assert third.origin is not None
    assert (third.origin.name, third.origin.frame) == ("a.gif", 2)
    assert file.frame(third).to_array()[0, 0, 0] == 0
    with pytest.raises(BadValue, match="does not exist"):
        file.frame(first, 3)
    with pytest.raises(BadValue, match="did not come from a file"):
        file.frame(small())
