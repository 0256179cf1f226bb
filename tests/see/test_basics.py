from __future__ import annotations

import numpy as np
import pytest

from limner.core.color import Color
from limner.core.image import Image
from limner.see.basics import dominant_colors, facts, nearest_name


def test_the_facts_of_a_picture_are_those_of_its_samples(make_picture) -> None:
    image = make_picture("rgb8", width=40, height=30)
    told = facts(image)
    luma = image.to_array() @ np.array([0.299, 0.587, 0.114])
    assert (told.width, told.height, told.space, told.depth, told.alpha) == (40, 30, "rgb", 8, False)
    assert told.mean == pytest.approx(luma.mean(), abs=0.01)
    assert told.deviation == pytest.approx(luma.std(), rel=0.01)
    expected = np.histogram(np.floor(luma + 0.5), 16, (0, 256))[0] / luma.size
    assert told.histogram == pytest.approx(expected, abs=1e-4)


def test_every_format_has_facts(any_format: Image) -> None:
    told = facts(any_format)
    assert sum(told.histogram) == pytest.approx(1, abs=1e-3)
    assert 0 <= told.mean <= 255


def test_dominant_colours_come_by_the_share_they_cover() -> None:
    samples = np.full((20, 20, 3), (255, 0, 0), np.uint8)
    samples[:5] = (0, 0, 255)
    first, second = dominant_colors(Image.from_array(samples), 2)
    assert (first.name, first.share) == ("red", 0.75)
    assert (second.name, second.share) == ("blue", 0.25)


def test_transparent_pixels_have_no_colour() -> None:
    samples = np.full((4, 4, 4), (255, 0, 0, 0), np.uint8)
    assert dominant_colors(Image.from_array(samples)) == ()
    samples[0] = (0, 128, 0, 255)
    assert [found.name for found in dominant_colors(Image.from_array(samples))] == ["green"]


def test_blur_lowers_the_sharpness(make_picture) -> None:
    image = make_picture("gray8", width=64, height=64)
    soft = image.with_pixels(image.pixels.gaussblur(2))
    assert facts(soft).sharpness < facts(image).sharpness / 10


@pytest.mark.parametrize(
    ("color", "name"), [((1, 2, 3), "black"), ((250, 250, 249), "snow"), ((30, 144, 250), "dodgerblue")]
)
def test_a_colour_gets_the_nearest_name(color: tuple[int, int, int], name: str) -> None:
    assert nearest_name(Color(*color)) == name


def test_a_colour_that_was_parsed_before_keeps_its_name() -> None:
    """Pillow puts what it parsed into its table of names, as numbers."""
    Color.parse("red")
    assert nearest_name(Color(255, 0, 0)) == "red"
