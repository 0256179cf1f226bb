from __future__ import annotations

import numpy as np

from limner.core.drawing import DrawOrder
from limner.core.geometry import Size
from limner.core.layout import Laid, Layout, check
from limner.core.progress import Progress, finish
from limner.models.fake import COLORS
from limner.models.fake_drawing import SIDE, FakeAutoencoder, FakeGenerator, FakeLayoutPlanner


def test_a_picture_of_blocks_comes_back_from_its_latents() -> None:
    coder = FakeAutoencoder()
    pixels = np.random.default_rng(0).integers(0, 256, (2, 4, 4, 3), np.uint8).repeat(4, 1).repeat(4, 2)
    latents = coder.encode(pixels)
    assert latents.shape == (2, 3, 4, 4)
    assert np.abs(latents).max() <= 1
    np.testing.assert_array_equal(coder.decode(latents), pixels)
    np.testing.assert_array_equal(coder.preview(latents).repeat(4, 1).repeat(4, 2), pixels)


def test_the_planner_reads_things_colours_numbers_and_surroundings() -> None:
    planner = FakeLayoutPlanner()
    layout = planner.plan("two red apples right of a car on a beach at night, watercolor", 0)
    assert [(one.thing, one.color) for one in layout.things] == [
        ("car", None),
        ("apple", "red"),
        ("apple", "red"),
    ]
    assert (layout.place, layout.time, layout.style) == ("beach", "night", "watercolor")
    check(layout, planner.card.vocabulary)


def test_the_generator_ends_at_its_painting_whatever_the_noise() -> None:
    layout = Layout((Laid("ball", "green", (0.25, 0.25, 0.75, 0.75)),), "plain", "day", "clear", "flat")
    told: list[Progress] = []
    order = DrawOrder("", Size(SIDE, SIDE), layout=layout, steps=5, watch=True)
    pixels = finish(FakeGenerator().draw(order), told.append)
    assert tuple(pixels[SIDE // 2, SIDE // 2]) == COLORS["green"]
    last = told[-1].watched
    assert last is not None
    np.testing.assert_allclose(last.x, FakeAutoencoder().encode(pixels[None])[0], atol=1e-6)
