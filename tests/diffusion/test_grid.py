"""A layout on the grid: who owns a cell, and where in its box the cell lies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limner.core.layout import Laid, Layout
from limner.diffusion.grid import WHOLE, grid_of
from limner.world.laying import VOCABULARY

SIDE = 8


def layout(*things, **changes):
    whole = {"place": "beach", "time": "day", "weather": "clear", "style": "3d", **changes}
    return Layout(tuple(things), **whole)


def laid(box, thing="cat", color=None):
    return Laid(thing, color, box)


def test_a_box_on_cell_borders_owns_just_its_cells():
    grid = grid_of(layout(laid((0.25, 0.5, 0.75, 1.0), color="blue")), VOCABULARY, SIDE)
    cat, blue = VOCABULARY["things"].index("cat") + 1, VOCABULARY["colors"].index("blue") + 1
    wanted = np.zeros((SIDE, SIDE), int)
    wanted[4:, 2:6] = 1
    assert np.array_equal(grid.thing, wanted * cat)
    assert np.array_equal(grid.color, wanted * blue)
    assert not grid.place_in_box[wanted == 0].any()


def test_the_place_in_the_box_runs_from_left_to_right_and_from_top_to_bottom():
    place = grid_of(layout(laid((0.25, 0.5, 0.75, 1.0))), VOCABULARY, SIDE).place_in_box
    assert place[5, 2:6, 0].tolist() == [-0.75, -0.25, 0.25, 0.75]
    assert place[4:, 3, 1].tolist() == [-0.75, -0.25, 0.25, 0.75]
    assert place[4, 2, 2:].tolist() == [0, 0, 1]


def test_a_mirrored_thing_faces_the_other_way():
    place = grid_of(layout(Laid("cat", None, (0.25, 0.5, 0.75, 1.0), True)), VOCABULARY, SIDE).place_in_box
    assert set(place[4:, 2:6, 4].flat) == {-1}
    assert place[5, 2:6, 0].tolist() == [-0.75, -0.25, 0.25, 0.75]


def test_the_nearest_thing_owns_a_cell():
    far, near = laid((0, 0, 1, 1)), laid((0.5, 0.5, 1, 1), "dog")
    thing = grid_of(layout(far, near), VOCABULARY, SIDE).thing
    dog = VOCABULARY["things"].index("dog") + 1
    assert (thing[4:, 4:] == dog).all()
    assert (thing == dog).sum() == 16
    assert (thing > 0).all()


def test_the_whole_is_counted_from_1_and_0_is_not_said():
    grid = grid_of(layout(place="plain", ground="white"), VOCABULARY, SIDE)
    assert grid.whole["place"] == 1
    assert grid.whole["ground"] == VOCABULARY["ground"].index("white") + 1
    assert grid_of(layout(), VOCABULARY, SIDE).whole["ground"] == 0
    assert grid_of(layout(drawing="flat"), VOCABULARY, SIDE).whole["drawing"] == 2
    assert tuple(grid.whole) == WHOLE


edges = st.floats(0, 1).map(lambda x: round(x, 4))


@settings(deadline=None)
@given(edges, edges, edges, edges, st.integers(1, 32))
def test_every_thing_has_a_cell_and_its_places_are_near_the_box(left, top, right, bottom, side):
    left, right = sorted((left, right))
    top, bottom = sorted((top, bottom))
    if left == right or top == bottom:
        return
    grid = grid_of(layout(laid((left, top, right, bottom))), VOCABULARY, side)
    mine = grid.thing > 0
    assert mine.any()
    for axis, span in ((0, right - left), (1, bottom - top)):
        beyond = np.abs(grid.place_in_box[mine][:, axis]).max()
        assert beyond <= 1 + 2 / (span * side)
    rows, columns = np.nonzero(mine)
    assert mine[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].all()


@pytest.mark.parametrize(("right", "cells"), [(0.28, 2), (0.29, 3), (0.24, 2), (0.9, 7)])
def test_a_cell_is_taken_from_a_quarter_on(right, cells):
    grid = grid_of(layout(laid((0, 0, right, 1))), VOCABULARY, SIDE)
    assert (grid.thing[0] > 0).sum() == cells
