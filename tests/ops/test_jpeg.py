"""JPEG structure against libjpeg's own tables, and lossless turns against moved coefficients."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageOps
from tests.ops import odd_files

from limner.core.geometry import Box
from limner.core.image import Image, Saving
from limner.ops import dct, jpeg
from limner.ops.decode import decode

SAMPLINGS = ("4:4:4", "4:2:2", "4:2:0")
TRANSPOSE = {
    "90": Pillow.Transpose.ROTATE_270,
    "180": Pillow.Transpose.ROTATE_180,
    "270": Pillow.Transpose.ROTATE_90,
    "horizontal": Pillow.Transpose.FLIP_LEFT_RIGHT,
    "vertical": Pillow.Transpose.FLIP_TOP_BOTTOM,
    "main": Pillow.Transpose.TRANSPOSE,
    "anti": Pillow.Transpose.TRANSVERSE,
}


@pytest.mark.parametrize("quality", [1, 2, 10, 24, 25, 49, 50, 51, 75, 90, 95, 99, 100])
@pytest.mark.parametrize("gray", [False, True])
def test_the_quality_of_libjpegs_own_tables_is_read_exactly(quality: int, gray: bool) -> None:
    picture = odd_files.photo().convert("L" if gray else "RGB")
    found = jpeg.structure(odd_files.saved(picture, "JPEG", quality=quality))
    assert found.quality == quality


def test_tables_of_another_kind_get_a_quality_that_is_no_coarser() -> None:
    flat = [[20] * 64, [9] * 64]
    found = jpeg.structure(odd_files.saved(odd_files.photo(), "JPEG", qtables=flat))
    again = jpeg.structure(odd_files.saved(odd_files.photo(), "JPEG", quality=found.quality))
    below = jpeg.structure(odd_files.saved(odd_files.photo(), "JPEG", quality=(found.quality or 0) - 1))
    assert [sum(table) <= sum(own) for table, own in zip(again.tables, found.tables, strict=True)] == [
        True
    ] * 3
    assert any(sum(table) > sum(own) for table, own in zip(below.tables, found.tables, strict=True))


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_the_chroma_subsampling_is_read(sampling: str) -> None:
    assert (
        jpeg.structure(odd_files.saved(odd_files.photo(), "JPEG", subsampling=sampling)).subsampling
        == sampling
    )


def test_gray_and_cmyk_have_no_named_subsampling() -> None:
    gray = jpeg.structure(odd_files.saved(odd_files.photo().convert("L"), "JPEG"))
    assert gray.subsampling is None
    assert jpeg.structure(odd_files.cmyk_jpeg()).subsampling is None


def test_scans_and_the_end_of_the_picture_are_found() -> None:
    plain = odd_files.saved(odd_files.photo(), "JPEG")
    found = jpeg.structure(plain + b"a tail")
    assert (found.scans, found.end, found.progressive) == (1, len(plain), False)
    fine = jpeg.structure(odd_files.saved(odd_files.photo(), "JPEG", progressive=True))
    assert fine.progressive
    assert fine.scans == 10


def test_what_travels_with_a_jpeg_is_named() -> None:
    data = odd_files.jpeg_with_everything()
    assert jpeg.carried(data, jpeg.structure(data)) == ("thumbnail", "gain-map", "motion-photo")
    plain = odd_files.saved(odd_files.photo(), "JPEG")
    assert jpeg.carried(plain, jpeg.structure(plain)) == ()


def test_metadata_is_replaced_and_no_sample_changes() -> None:
    data = odd_files.jpeg_with_everything()
    bare = jpeg.with_metadata(data, exif=None, xmp=b"<packet/>", dpi=150)
    assert np.array_equal(np.asarray(odd_files.opened(bare)), decode(data).to_array())
    picture = odd_files.opened(bare)
    assert picture.info["dpi"] == (150, 150)
    assert picture.info["icc_profile"] == odd_files.srgb_profile()
    assert (picture.info["xmp"], picture.info.get("exif")) == (b"<packet/>", None)
    assert odd_files.THUMBNAIL_MARK not in bare
    assert odd_files.TAIL_MARK not in bare
    assert b"a comment" in data
    assert b"a comment" not in bare


def test_a_profile_longer_than_a_segment_is_read_back_whole() -> None:
    profile = odd_files.srgb_profile() + bytes(range(256)) * 600
    data = jpeg.with_metadata(
        odd_files.saved(odd_files.photo(), "JPEG"), exif=None, xmp=None, dpi=None, icc=profile
    )
    assert odd_files.opened(data).info["icc_profile"] == profile


def test_a_packet_too_long_for_its_segment_is_left_out() -> None:
    data = jpeg.with_metadata(
        odd_files.saved(odd_files.photo(), "JPEG"), exif=None, xmp=b"x" * 65600, dpi=None
    )
    assert "xmp" not in odd_files.opened(data).info


def coefficients(data: bytes, folder: Path) -> list[np.ndarray]:
    """The blocks of a JPEG, read by jpeglib alone."""
    jpeglib = pytest.importorskip("jpeglib")
    path = folder / "read.jpg"
    path.write_bytes(data)
    source = jpeglib.read_dct(str(path))
    return [plane.copy() for plane in (source.Y, source.Cb, source.Cr) if plane is not None]


def moved_slowly(plane: np.ndarray, turn: str) -> np.ndarray:
    """One component's blocks under ``turn``, coefficient by coefficient."""
    rows, columns = plane.shape[:2]
    swapped = turn in ("90", "270", "main", "anti")
    out = np.zeros((columns, rows, 8, 8) if swapped else plane.shape, np.int64)
    for i, j, v, h in np.ndindex(*plane.shape):
        value = int(plane[i, j, v, h])
        row, column, down, across = (j, i, h, v) if swapped else (i, j, v, h)
        if turn in ("90", "180", "horizontal", "anti"):
            column, value = out.shape[1] - 1 - column, -value if across % 2 else value
        if turn in ("270", "180", "vertical", "anti"):
            row, value = out.shape[0] - 1 - row, -value if down % 2 else value
        out[row, column, down, across] = value
    return out


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("turn", dct._PRIMITIVES)
def test_a_lossless_turn_moves_every_coefficient_and_changes_none(
    turn: dct.Turn, sampling: str, tmp_path: Path
) -> None:
    data = odd_files.saved(odd_files.photo(48, 32), "JPEG", subsampling=sampling, quality=80)
    source = decode(data)
    moved = dct.lossless(turned(source, turn), [turn])
    assert moved.encoded is not None, moved.reason
    for plane, before in zip(
        coefficients(moved.encoded.data, tmp_path), coefficients(data, tmp_path), strict=True
    ):
        assert np.array_equal(plane, moved_slowly(before, turn))
    if sampling == "4:4:4":
        wanted = np.asarray(odd_files.opened(data).transpose(TRANSPOSE[turn])).astype(int)
        got = np.asarray(odd_files.opened(moved.encoded.data)).astype(int)
        assert np.abs(got - wanted).max() <= 2  # the integer inverse transform is not quite symmetric


def turned(image: Image, turn: str) -> Image:
    """``image`` after ``turn``: only its size matters here."""
    return image.with_pixels(image.pixels.rot90()) if turn in ("90", "270", "main", "anti") else image


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_a_lossless_crop_keeps_the_blocks_of_the_box(sampling: str, tmp_path: Path) -> None:
    data = odd_files.saved(odd_files.photo(61, 45), "JPEG", subsampling=sampling)
    box = Box(16, 16, 53, 40)
    source = decode(data)
    result = source.with_pixels(source.pixels.crop(16, 16, 37, 24))
    moved = dct.lossless(result, [box])
    assert moved.encoded is not None, moved.reason
    assert odd_files.opened(moved.encoded.data).size == (37, 24)
    before, after = coefficients(data, tmp_path), coefficients(moved.encoded.data, tmp_path)
    assert np.array_equal(after[0], before[0][2:5, 2:7])
    if sampling == "4:4:4":
        wanted = np.asarray(odd_files.opened(data).crop((16, 16, 53, 40)))
        assert np.array_equal(np.asarray(odd_files.opened(moved.encoded.data)), wanted)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_applied_before_the_moves(orientation: int) -> None:
    block = odd_files.exif(orientation=orientation)
    data = odd_files.saved(odd_files.photo(), "JPEG", subsampling="4:4:4", exif=b"Exif\0\0" + block)
    moved = dct.lossless(turned(decode(data), "90"), ["90"])
    assert moved.encoded is not None, moved.reason
    upright = ImageOps.exif_transpose(odd_files.opened(data))
    wanted = np.asarray(upright.transpose(TRANSPOSE["90"])).astype(int)
    found = odd_files.opened(moved.encoded.data)
    assert found.getexif()[0x0112] == 1
    assert np.abs(np.asarray(found).astype(int) - wanted).max() <= 2


def test_gray_turns_without_loss_too() -> None:
    data = odd_files.saved(odd_files.photo().convert("L"), "JPEG")
    moved = dct.lossless(decode(data), ["180"])
    assert moved.encoded is not None, moved.reason
    wanted = np.asarray(odd_files.opened(data).transpose(TRANSPOSE["180"])).astype(int)
    assert np.abs(np.asarray(odd_files.opened(moved.encoded.data)).astype(int) - wanted).max() <= 2


def test_no_moves_only_rewrite_the_metadata() -> None:
    data = odd_files.jpeg_with_everything()
    source = decode(data)
    moved = dct.lossless(replace(source, saving=Saving(strip="gps")), [], recipe='{"a": 1}')
    assert moved.encoded is not None, moved.reason
    before, after = jpeg.structure(data), jpeg.structure(moved.encoded.data)
    first, last = before.segments[-1], after.segments[-1]
    assert data[first.start : before.end] == moved.encoded.data[last.start : after.end]
    assert odd_files.THUMBNAIL_MARK not in moved.encoded.data
    assert b"GPSLatitude" not in moved.encoded.data
    assert odd_files.opened(moved.encoded.data).info["icc_profile"] == odd_files.srgb_profile()


@pytest.mark.parametrize(
    ("size", "move", "words"),
    [
        ((50, 32), "horizontal", "the width of 50 is not in whole blocks of 16 pixels"),
        ((48, 30), "90", "the width of 30 is not in whole blocks of 16 pixels"),
        ((48, 30), "vertical", "the height of 30 is not in whole blocks of 16 pixels"),
        ((48, 32), Box(8, 0, 40, 32), "the left edge at 8 is not on a block of 16 pixels"),
        ((48, 32), Box(0, 3, 40, 32), "the top edge at 3 is not on a block of 16 pixels"),
        ((48, 32), Box(0, 0, 64, 32), "the box leaves the 48x32 picture"),
    ],
)
def test_what_is_not_on_blocks_is_refused_in_words(size: tuple[int, int], move: dct.Move, words: str) -> None:
    data = odd_files.saved(odd_files.photo(*size), "JPEG", subsampling="4:2:0")
    moved = dct.lossless(decode(data), [move])
    assert (moved.encoded, moved.reason) == (None, words)


def test_other_sources_and_other_qualities_are_refused_in_words() -> None:
    png = decode(odd_files.saved(odd_files.photo(), "PNG"))
    assert dct.lossless(png, ["90"]).reason == "the source is not a JPEG"
    source = decode(odd_files.saved(odd_files.photo(), "JPEG"))
    assert "quality" in dct.lossless(replace(source, saving=Saving(quality=50)), ["180"]).reason
    cmyk = dct.lossless(decode(odd_files.cmyk_jpeg()), ["180"])
    assert cmyk.reason == "the JPEG is neither gray nor YCbCr"
    assert "not the picture's" in dct.lossless(source, ["90"]).reason


def test_without_jpeglib_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jpeglib", None)
    source = decode(odd_files.saved(odd_files.photo(), "JPEG"))
    assert 'pip install "limner[jpeg]"' in dct.lossless(source, ["180"]).reason


def _bytes_of(mode: str, bands: int, **options: object) -> bytes:
    noise = np.random.default_rng(0).integers(0, 256, (24, 32, bands), np.uint8)
    stream = io.BytesIO()
    Pillow.frombytes(mode, (32, 24), noise.tobytes()).save(stream, "JPEG", quality=95, **options)
    return stream.getvalue()


def test_a_cmyk_jpeg_states_its_resolution_and_keeps_its_inks() -> None:
    plain = _bytes_of("CMYK", 4)
    stated = jpeg.with_metadata(plain, exif=None, xmp=None, dpi=300)
    told = Pillow.open(io.BytesIO(stated))
    assert told.info["dpi"] == (300, 300)
    np.testing.assert_array_equal(np.asarray(told), np.asarray(Pillow.open(io.BytesIO(plain))))
    assert decode(stated).dpi == 300
    np.testing.assert_array_equal(decode(stated).to_array(), decode(plain).to_array())
    assert b"JFIF" not in jpeg.with_metadata(plain, exif=None, xmp=None, dpi=None)


def test_an_rgb_jpeg_of_adobes_is_not_made_ycbcr_by_a_resolution() -> None:
    rgb = _bytes_of("RGB", 3, keep_rgb=True)
    stated = jpeg.with_metadata(rgb, exif=None, xmp=None, dpi=300)
    assert b"Adobe" in stated
    assert b"JFIF" not in stated
    np.testing.assert_array_equal(
        np.asarray(Pillow.open(io.BytesIO(stated))), np.asarray(Pillow.open(io.BytesIO(rgb)))
    )
