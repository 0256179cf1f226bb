from __future__ import annotations

import pytest

from limner.world.atlas import Atlas
from limner.world.compose import compose
from limner.world.extents import (
    COLUMNS,
    SINK,
    Extent,
    Figure,
    canvas,
    extent,
    figure,
    overlap_x,
    overlap_y,
    resting_foot,
)
from limner.world.painter import paint
from limner.world.things import THINGS


@pytest.fixture(scope="module")
def atlas():
    return Atlas.drawn()


def test_a_canvas_is_measured_in_its_shorter_side():
    assert canvas("1:1") == (1, 1)
    assert canvas("2:3") == (1, 1.5)
    assert canvas("16:9") == (pytest.approx(16 / 9), 1)


def test_an_overlap_is_negative_where_there_is_a_gap():
    a, b = Extent(0, 0, 0.4, 0.4), Extent(0.3, 0.6, 0.8, 0.9)
    assert overlap_x(a, b) == overlap_x(b, a) == pytest.approx(0.1)
    assert overlap_y(a, b) == overlap_y(b, a) == pytest.approx(-0.2)


def test_an_extent_is_the_box_that_the_painter_finds(atlas):
    for seed in range(60):
        scene = compose(seed, atlas, kind="several", style="flat", reserved=None)
        picture = paint(scene, atlas, 256)
        for placed, box in zip(scene.things, picture.boxes, strict=True):
            if placed.thing == "balloon":
                continue  # its string can be too thin to be solid
            reach = [256 * edge for edge in extent(placed, scene, atlas)]
            assert box == pytest.approx(reach, abs=2.5)


@pytest.mark.parametrize("drawing", ["3d", "flat", "cartoon"])
def test_an_outline_is_the_first_solid_pixel_of_each_column(atlas, drawing):
    for name in ("apple", "ladder", "house", "tree"):
        pixels = atlas.sprite(name, drawing, None, 2 * COLUMNS)
        height, width = pixels.shape[:2]
        first = [
            next((y / height for y in range(height) if pixels[y, x, 3] > 127), 1.0) for x in range(width)
        ]
        outline = figure(name, drawing, "", atlas).outline
        assert len(outline) == COLUMNS
        assert min(outline) == min(first)
        assert set(outline) <= set(first)


def test_what_has_a_top_of_its_own_is_even():
    table = Figure(THINGS["table"], tuple(i / COLUMNS for i in range(COLUMNS)))
    assert table.top_at(0.1) == table.top_at(0.9) == THINGS["table"].top
    assert table.slope_at(0.5) == 0


def test_a_mirrored_figure_is_high_on_the_other_side():
    ramp = Figure(THINGS["fish"], tuple(i / COLUMNS for i in range(COLUMNS)))
    assert ramp.top_at(0.2) < ramp.top_at(0.8)
    assert ramp.turned().top_at(0.2) > ramp.turned().top_at(0.8)
    assert ramp.slope_at(0.5) > 0


def test_a_foot_rests_where_the_thing_allows():
    box = Extent(0.0, 0.4, 0.6, 0.9)
    turtle, cup, apple = THINGS["turtle"], THINGS["cup"], THINGS["apple"]
    assert resting_foot("on", 0.2, box, apple, 0.5) == pytest.approx(0.65)
    assert resting_foot("on", 0.2, box, turtle) == pytest.approx(0.4 + 0.5 * turtle.top)
    assert resting_foot("riding", 0.2, box, turtle) == pytest.approx(0.4 + 0.5 * turtle.seat + SINK * 0.2)
    assert resting_foot("inside", 0.2, box, cup) == pytest.approx(0.4 + 0.5 * cup.bowl + SINK * 0.2)
    assert resting_foot("riding", 0.2, box, apple) is None
    assert resting_foot("inside", 0.2, box, apple) is None


def test_a_tall_rider_does_not_sink_through_its_mount():
    box = Extent(0.0, 0.8, 0.6, 0.9)
    assert resting_foot("riding", 3.0, box, THINGS["turtle"]) < box.bottom
