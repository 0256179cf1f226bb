"""Pictures of every kind become the same small sRGB squares."""

from __future__ import annotations

import numpy as np
import pytest

from limner.core.image import Image
from limner.models.pixels import squares, srgb


@pytest.mark.parametrize(("width", "height"), [(8, 15), (13, 5), (4, 4), (64, 32)])
def test_a_pixel_is_the_mean_of_the_area_that_falls_on_it(width: int, height: int) -> None:
    samples = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    found = squares([Image.from_array(samples)], 4)[0]
    assert np.abs(found - means(samples)).max() <= 1.01


@pytest.mark.parametrize(("width", "height"), [(301, 97), (64, 1000)])
def test_far_more_pixels_are_averaged_in_two_steps(width: int, height: int) -> None:
    rows, columns = np.mgrid[0:height, 0:width]
    samples = np.stack([rows * 255 / height, columns * 255 / width, 0 * rows], -1).astype(np.uint8)
    found = squares([Image.from_array(samples)], 4)[0]
    assert np.abs(found - means(samples)).max() <= 1.5


def means(samples: np.ndarray) -> np.ndarray:
    """Of four by four areas; each pixel is made four by four, so that every border falls on one."""
    height, width = samples.shape[:2]
    fine = samples.repeat(4, 0).repeat(4, 1).astype(float)
    return fine.reshape(4, height, 4, width, 3).mean((1, 3))


def test_a_wide_picture_is_squashed_whole() -> None:
    samples = np.zeros((16, 64, 3), np.uint8)
    samples[:, :32, 0] = samples[:, 32:, 2] = 255
    found = squares([Image.from_array(samples)], 4)[0]
    np.testing.assert_array_equal(found[:, 0], [[255, 0, 0]] * 4)
    np.testing.assert_array_equal(found[:, 3], [[0, 0, 255]] * 4)


def test_a_small_picture_is_enlarged() -> None:
    assert (squares([Image.from_array(np.full((1, 1, 3), 77, np.uint8))], 8) == 77).all()
    ramp = np.array([[0, 255]], np.uint8)[:, :, None].repeat(3, 2)
    assert (np.diff(squares([Image.from_array(ramp)], 8)[0, 0, :, 0].astype(int)) >= 0).all()


def test_every_pixel_format_is_taken(any_format: Image) -> None:
    assert squares([any_format], 4).shape == (1, 4, 4, 3)
    assert srgb(any_format).shape == (5, 7, 3)


def test_sixteen_bits_become_eight() -> None:
    samples = np.full((2, 2, 3), 65535, np.uint16)
    samples[0] = 0
    np.testing.assert_array_equal(srgb(Image.from_array(samples)), samples // 257)


def test_what_is_transparent_lies_on_white() -> None:
    samples = np.zeros((4, 4, 4), np.uint8)
    assert (srgb(Image.from_array(samples)) == 255).all()


@pytest.mark.parametrize("profile", ["p3", "cmyk"])
def test_profiles_are_turned_into_srgb(profile: str) -> None:
    from limner.ops.file import icc

    plain = Image.from_array(np.full((8, 8, 3), (180, 90, 60), np.uint8))
    found = srgb(icc(plain, profile))
    assert np.abs(found.astype(int) - (180, 90, 60)).max() <= 3


def test_no_pictures_are_no_squares() -> None:
    assert squares([], 8).shape == (0, 8, 8, 3)
