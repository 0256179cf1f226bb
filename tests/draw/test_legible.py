"""Things that would run together are moved apart, and those too small to be made out are counted."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.draw.test_planned import Scripted

from limner.core.layout import Laid, Layout
from limner.draw.faults import longest
from limner.draw.legible import APART, LARGE, LONGEST_SIDE, least, near, parted, seated, unclear
from limner.draw.planned import planned
from limner.draw.rewrite import rewrite

Box = tuple[float, float, float, float]


def beds(*boxes: Box) -> Layout:
    return Layout(tuple(Laid("bed", None, box) for box in boxes), "meadow", "day", "clear", "3d")


def free(layout: Layout) -> float:
    """The least distance between two boxes, on the axis on which they are farther apart."""
    boxes = [one.box for one in layout.things]
    return min(
        max(max(a[edge], b[edge]) - min(a[edge + 2], b[edge + 2]) for edge in (0, 1))
        for a, b in combinations(boxes, 2)
    )


TOUCHING = beds((0.1, 0.6, 0.4, 0.9), (0.38, 0.6, 0.68, 0.9), (0.68, 0.62, 0.98, 0.92))


def test_things_that_touch_are_too_near_and_are_moved_apart() -> None:
    found = rewrite("three beds", 0)
    assert near(TOUCHING, found) == [(0, 1), (1, 2)]
    apart = parted(TOUCHING, found)
    assert near(apart, found) == []
    assert free(apart) == pytest.approx(APART, abs=1e-3)
    assert all(longest(one.box) > 0.24 for one in apart.things)
    assert all(0 <= edge <= 1 for one in apart.things for edge in one.box)


def test_things_that_are_apart_stay_where_they_are() -> None:
    layout = beds((0.1, 0.6, 0.4, 0.9), (0.5, 0.6, 0.8, 0.9))
    assert parted(layout, rewrite("two beds", 0)) == layout


def test_what_words_put_on_a_thing_may_touch_it() -> None:
    both = (Laid("table", None, (0.2, 0.5, 0.8, 0.9)), Laid("cup", None, (0.4, 0.35, 0.6, 0.55)))
    layout = Layout(both, "room", "day", "clear", "3d")
    assert near(layout, rewrite("a cup on a table", 0)) == []
    assert near(layout, rewrite("a cup and a table", 0)) == [(0, 1)]


def test_what_is_far_smaller_than_usual_is_not_made_out_unless_it_is_called_small() -> None:
    layout = beds((0.1, 0.6, 0.4, 0.9), (0.5, 0.6, 0.62, 0.72))
    assert unclear(layout, rewrite("two beds", 0)) == 1
    assert unclear(layout, rewrite("two small beds", 0)) == 0
    assert least(layout, rewrite("two large beds", 0), 0) == pytest.approx(LARGE * LONGEST_SIDE[1])


def test_a_planned_layout_that_cannot_be_told_apart_is_arranged_by_rule() -> None:
    found = rewrite("five beds", 0)
    heap = beds(*((0.3 + 0.05 * place, 0.5, 0.6 + 0.05 * place, 0.8) for place in range(5)))
    layout = planned(Scripted([heap]), found, 0)
    assert unclear(layout, found) == 0
    assert [one.thing for one in layout.things] == ["bed"] * 5


def test_a_rider_is_painted_after_what_it_rides_and_nothing_else_changes_its_place() -> None:
    boy, horse = Laid("boy", None, (0.4, 0.2, 0.6, 0.55)), Laid("horse", None, (0.2, 0.4, 0.8, 0.9))
    tree = Laid("tree", None, (0.8, 0.1, 1.0, 0.6))
    layout = Layout((boy, tree, horse), "meadow", "day", "clear", "3d")
    assert seated(layout, rewrite("a boy riding a horse by a tree", 0)).things == (tree, horse, boy)
    assert seated(layout, rewrite("a boy, a horse and a tree", 0)) == layout


def test_a_rider_keeps_all_cells_of_its_own_in_a_planned_layout() -> None:
    boy, horse = Laid("boy", None, (0.4, 0.2, 0.6, 0.55)), Laid("horse", None, (0.2, 0.4, 0.8, 0.9))
    layout = Layout((boy, horse), "meadow", "day", "clear", "3d")
    things = planned(Scripted([layout]), rewrite("a boy riding a horse", 0), 0).things
    assert [one.thing for one in things] == ["horse", "boy"]
