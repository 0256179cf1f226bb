"""What is in the package draws: where it is told, of the colour it is told, the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from limner.core.drawing import DrawOrder
from limner.core.geometry import Size
from limner.core.layout import Laid, Layout
from limner.core.progress import finish
from limner.draw.request import DrawRequest
from limner.models.autoencoder import EmbeddedAutoencoder
from limner.models.catalog import DEFAULT_AUTOENCODER, DEFAULT_ENCODER, shipped
from limner.models.embedded import EmbeddedReader
from limner.models.open_generator import open_generator
from limner.session.drawing import Drawing
from limner.session.session import Session
from limner.world.shipped import shipped as scenes
from limner.world.thing import article

SIZE = Size(256, 256)
CROP = 256
SIMPLE = ("pumpkin", "lion", "apple", "castle", "tree", "banana", "pear", "strawberry", "car", "tomato")


@pytest.fixture(scope="module")
def generator():
    return open_generator()


def _drawn(generator, color: str, left: float, seed: int = 0) -> np.ndarray:
    laid = Laid("potato", color, (left, 0.3, left + 0.4, 0.75))
    layout = Layout((laid,), "plain", "day", "clear", "3d", "white")
    return finish(generator.draw(DrawOrder("", SIZE, layout=layout, seed=seed, steps=8, guidance_scale=2.0)))


def test_a_thing_stands_where_the_layout_says_in_the_colour_it_says(generator) -> None:
    for color, channel, left in (("blue", 2, 0.05), ("red", 0, 0.55)):
        pixels = _drawn(generator, color, left).astype(int)
        middle = pixels[110:160, round(256 * (left + 0.15)) : round(256 * (left + 0.25))].mean((0, 1))
        empty = pixels[110:160, round(256 * (0.75 - left + 0.05)) :][:, :20].mean((0, 1))
        others = np.delete(middle, channel)
        assert middle[channel] > others.max() + 40, color
        assert empty.min() > 150, color


def test_simple_things_can_be_named_in_what_is_drawn() -> None:
    """By the shipped encoder: no independent judge, but blocks of colour do not pass before it."""
    artist = Session().artist(None)
    drawn = [finish(artist.draw(DrawRequest(f"{article(name)} {name}, 3d"))).image for name in SIMPLE]
    readings = EmbeddedReader(shipped(DEFAULT_ENCODER)).read(drawn)
    named = [
        name for name, seen in zip(SIMPLE, readings, strict=True) if name in {t.name for t in seen.things}
    ]
    assert len(named) >= 6, named


def test_a_seed_gives_the_same_bytes_and_another_seed_others(generator) -> None:
    first = _drawn(generator, "blue", 0.3)
    assert np.array_equal(first, _drawn(open_generator(), "blue", 0.3))
    assert not np.array_equal(first, _drawn(generator, "blue", 0.3, seed=1))


def test_words_become_a_picture_of_the_size_asked_for() -> None:
    drawing = finish(
        Session().artist(None).draw(DrawRequest("two blue apples", size=Size(300, 200), steps=2))
    )
    assert isinstance(drawing, Drawing)
    assert drawing.image.size == Size(300, 200)
    layout = drawing.recipe().layout
    assert layout is not None
    assert [(one["thing"], one["color"]) for one in layout["things"]] == [("apple", "blue")] * 2


def test_pictures_come_back_from_their_latents() -> None:
    coder = EmbeddedAutoencoder(shipped(DEFAULT_AUTOENCODER))
    pixels = np.stack([one.picture().pixels[:CROP, :CROP] for one in scenes()[:8]])
    back = coder.decode(coder.encode(pixels))
    error = np.square(back.astype(float) - pixels).mean((1, 2, 3))
    assert float(np.median(10 * np.log10(255**2 / error))) > 25
