"""Images over arrays: given back at once, never changed, never freed too early."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pytest
import pyvips

from limner.core.held import held_image, is_held, samples_of
from limner.core.image import Image


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32, np.float64])
def test_an_image_of_an_array_gives_it_back_and_says_what_it_is(kind: Any) -> None:
    samples = np.arange(24).reshape(2, 4, 3).astype(kind)
    image = held_image(samples, "srgb")
    plain = pyvips.Image.new_from_array(samples)
    assert samples_of(image) is samples
    for name in ("width", "height", "bands", "format"):
        assert getattr(image, name) == getattr(plain, name)
    assert image.interpretation == "srgb" == (image + 0).interpretation
    np.testing.assert_array_equal(samples_of(image.fliphor()), samples[:, ::-1])


def test_what_a_picture_hands_out_can_be_changed_and_the_picture_cannot() -> None:
    picture = Image.from_array(np.full((3, 4, 3), 7, np.uint8))
    picture.to_array()[:] = 9
    assert (picture.to_array() == 7).all()
    with pytest.raises(ValueError, match="read-only"):
        samples_of(picture.pixels)[:] = 9


def test_a_dot_drawn_on_a_copy_leaves_the_picture_as_it_was() -> None:
    picture = Image.from_array(np.zeros((3, 4, 3), np.uint8))
    assert picture.pixels.draw_rect([255, 0, 0], 1, 1, 1, 1)(1, 1) == [255, 0, 0]
    assert not picture.to_array().any()


@pytest.mark.parametrize("made", [lambda image: image.copy_memory(), lambda image: image.crop(0, 0, 61, 83)])
def test_what_is_made_of_it_keeps_the_memory(made: Any) -> None:
    image = made(held_image(np.full((83, 61, 3), 95, np.uint8), "srgb"))
    gc.collect()
    others = [np.full((83, 61, 3), value, np.uint8) for value in range(5)]
    assert (samples_of(image) == 95).all()
    assert len(others) == 5


def test_only_what_lies_in_memory_is_held() -> None:
    image = held_image(np.zeros((3, 4, 1), np.uint8), "b-w")
    assert is_held(image)
    assert not is_held(image.fliphor())
