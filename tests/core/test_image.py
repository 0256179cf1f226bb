from __future__ import annotations

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.core.geometry import Box, Size
from limner.core.image import Image
from limner.core.mask import Mask


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_samples_come_back_as_they_went_in(channels: int, kind: type) -> None:
    samples = np.random.default_rng(0).integers(0, np.iinfo(kind).max, (5, 7, channels), dtype=kind)
    image = Image.from_array(samples)
    assert image.size == Size(7, 5)
    assert image.has_alpha == (channels in (2, 4))
    assert image.space == ("gray" if channels <= 2 else "rgb")
    assert image.depth == np.iinfo(kind).bits
    assert np.array_equal(image.to_array(), samples)


def test_the_array_is_copied_on_entry() -> None:
    samples = np.zeros((4, 4, 3), np.uint8)
    image = Image.from_array(samples)
    samples[:] = 255
    assert image.to_array().max() == 0


def test_floats_are_rounded_to_8_bit() -> None:
    assert Image.from_array(np.array([[0.0, 0.5, 1.0]])).to_array().ravel().tolist() == [0, 128, 255]


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((2, 2, 5), np.uint8),
        np.zeros((0, 2), np.uint8),
        np.zeros(3, np.uint8),
        np.zeros((2, 2), np.int32),
        np.full((2, 2), 1.5),
        np.full((2, 2), np.nan),
    ],
)
def test_what_is_no_picture_is_refused_with_the_fix(wrong: np.ndarray) -> None:
    with pytest.raises(BadValue) as caught:
        Image.from_array(wrong)
    assert caught.value.hint


def test_a_mask_is_read_only_and_in_range() -> None:
    alpha = np.zeros((3, 4), np.float32)
    mask = Mask(alpha)
    alpha[:] = 1
    assert mask.alpha.max() == 0
    with pytest.raises(ValueError, match="read-only"):
        mask.alpha[0, 0] = 1
    with pytest.raises(BadValue, match=r"\[0, 1\]"):
        Mask(np.full((2, 2), 2.0))
    with pytest.raises(BadValue, match="shape"):
        Mask(np.zeros((2, 2, 1)))


def test_a_mask_of_a_box_is_one_inside_and_zero_outside() -> None:
    mask = Mask.of(Box(1, 1, 3, 99), Size(4, 3))
    assert mask.alpha.tolist() == [[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 0]]
