from __future__ import annotations

import numpy as np
import pytest

from limner.core.image import Image
from limner.see.looks import looks, small_luma


def checks(size: int = 128, low: int = 60, high: int = 180) -> Image:
    rows, columns = np.mgrid[0:size, 0:size]
    board = np.where((rows // 16 + columns // 16) % 2, low, high).astype(np.uint8)
    return Image.from_array(np.repeat(board[..., None], 3, -1))


def test_blur_turns_sharp_into_soft_and_then_blurred() -> None:
    sharp = checks()
    assert looks(sharp).sharpness == "sharp"
    assert looks(sharp.with_pixels(sharp.pixels.gaussblur(2))).sharpness == "soft"
    assert looks(sharp.with_pixels(sharp.pixels.gaussblur(6))).sharpness == "blurred"


@pytest.mark.parametrize(
    ("low", "high", "exposure"),
    [(10, 60, "dark"), (60, 180, "well exposed"), (180, 230, "bright"), (120, 255, "clipped")],
)
def test_exposure_follows_the_mean_and_the_peak(low: int, high: int, exposure: str) -> None:
    assert looks(checks(low=low, high=high)).exposure == exposure


def test_a_flat_picture_has_no_edge() -> None:
    flat = Image.from_array(np.full((20, 30, 3), 90, np.uint8))
    assert looks(flat).edge == 0.0
    assert looks(flat).mean == 90.0


def test_every_format_has_looks(any_format: Image) -> None:
    assert 0 <= looks(any_format).mean <= 255


def test_luma_is_that_of_the_samples(make_picture) -> None:
    image = make_picture("rgb8", width=9, height=7)
    expected = image.to_array() @ np.array([0.299, 0.587, 0.114])
    assert np.abs(small_luma(image, 256) - expected).max() <= 0.51
    assert small_luma(make_picture("rgb16", width=64, height=32), 16).shape == (16, 32)
