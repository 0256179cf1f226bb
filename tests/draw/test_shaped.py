"""Boxes in proportion and large enough, without giving up what the words say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.layout import Laid, Layout
from limner.draw.faults import faults, shared
from limner.draw.legible import LONGEST_SIDE
from limner.draw.relating import related
from limner.draw.rewrite import rewrite
from limner.draw.shaped import in_proportion, scaled, shaped
from limner.world.proportions import WIDTHS

Box = tuple[float, float, float, float]
EDGES = st.tuples(st.integers(0, 62), st.integers(0, 62), st.integers(1, 32), st.integers(1, 32)).map(
    lambda n: (n[0] / 64, n[1] / 64, min(64, n[0] + n[2]) / 64, min(64, n[1] + n[3]) / 64)
)


def layout(*things: tuple[str, Box]) -> Layout:
    return Layout(tuple(Laid(name, None, box) for name, box in things), "meadow", "day", "clear", "3d")


def sides(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def in_proportion_by_search(box: Box, ratio: float) -> Box:
    """The largest height of a fine grid whose box has no more area, stands on the foot and fits."""
    left, top, right, bottom = box
    area, middle = (right - left) * (bottom - top), (left + right) / 2
    steps = [n / 20_000 for n in range(1, 20_001)]
    height = max(h for h in steps if h * h * ratio <= area and h <= bottom and h * ratio <= 1)
    half = height * ratio / 2
    middle = min(max(middle, half), 1 - half)
    return (middle - half, bottom - height, middle + half, bottom)


@given(EDGES, st.sampled_from((0.43, 0.75, 1.0, 1.6, 2.7)))
def test_a_box_in_proportion_is_the_one_found_by_search(box: Box, ratio: float) -> None:
    found = in_proportion(box, ratio)
    Laid("cat", None, found)
    assert found == pytest.approx(in_proportion_by_search(box, ratio), abs=3e-4)


@given(EDGES, st.floats(1.0, 6.0))
def test_a_larger_box_has_the_same_proportion_and_stays_on_the_canvas(box: Box, factor: float) -> None:
    found = scaled(box, factor)
    Laid("cat", None, found)
    (width, height), (wide, high) = sides(box), sides(found)
    assert wide / width == pytest.approx(min(factor, 1 / width, 1 / height))
    assert high / height == pytest.approx(wide / width)
    assert found[3] >= box[3] - 1e-9


def test_a_thing_alone_becomes_a_subject_in_its_own_proportion() -> None:
    found = rewrite("a giraffe", 0)
    (one,) = shaped(layout(("giraffe", (0.45, 0.6, 0.5, 0.9))), found).things
    width, height = sides(one.box)
    assert max(width, height) == pytest.approx(LONGEST_SIDE[0])
    assert width / height == pytest.approx(WIDTHS["giraffe"])
    assert one.box[3] == pytest.approx(0.9)


def test_words_of_size_win() -> None:
    box = (0.45, 0.6, 0.55, 0.7)

    def longest(words: str) -> float:
        return max(sides(shaped(layout(("snail", box)), rewrite(words, 0)).things[0].box))

    assert longest("a tiny snail") < 0.11
    assert longest("a snail") == pytest.approx(LONGEST_SIDE[0])
    assert longest("an enormous snail") > 0.65


def test_what_is_called_small_stays_beside_what_grows() -> None:
    found = rewrite("a little ant left of a rhino", 0)
    before = layout(("ant", (0.1, 0.8, 0.22, 0.9)), ("rhino", (0.6, 0.7, 0.8, 0.9)))
    ant, rhino = shaped(before, found).things
    assert max(sides(ant.box)) < 0.13
    assert max(sides(rhino.box)) > 0.3


@pytest.mark.parametrize("words", ["a small mouse and an elephant", "a mouse and a big elephant"])
def test_what_is_called_smaller_is_clearly_smaller(words: str) -> None:
    """However they were planned; and without a word on size both stay."""
    before = layout(("mouse", (0.0, 0.4, 0.45, 0.9)), ("elephant", (0.55, 0.4, 1.0, 0.9)))
    mouse, elephant = (max(sides(one.box)) for one in shaped(before, rewrite(words, 0)).things)
    assert mouse <= 0.66 * elephant
    mouse, elephant = (
        max(sides(one.box)) for one in shaped(before, rewrite("a mouse and an elephant", 0)).things
    )
    assert mouse > 0.7 * elephant


def test_what_is_smaller_is_so_of_what_was_made_smaller_to_lie_apart() -> None:
    before = layout(("mouse", (0.47, 0.28, 0.75, 0.69)), ("elephant", (0.17, 0.62, 0.73, 0.97)))
    found = rewrite("a big elephant and a small mouse", 0)
    mouse, elephant = (max(sides(one.box)) for one in shaped(before, found).things)
    assert mouse <= 0.66 * elephant


def test_what_rests_on_a_thing_goes_with_it() -> None:
    found = rewrite("a teapot on a table", 0)
    before = layout(("table", (0.3, 0.5, 0.6, 0.9)), ("teapot", (0.35, 0.4, 0.5, 0.56)))
    assert related(before, 1, "on", 0)
    after = shaped(before, found)
    assert related(after, 1, "on", 0)
    assert sides(after.things[0].box)[0] / sides(after.things[0].box)[1] == pytest.approx(WIDTHS["table"])


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("a wolf left of an owl", (("wolf", (0.1, 0.6, 0.25, 0.8)), ("owl", (0.3, 0.6, 0.45, 0.8)))),
        ("a kite above a hut", (("kite", (0.4, 0.1, 0.6, 0.5)), ("hut", (0.4, 0.52, 0.6, 0.9)))),
        ("a crab in front of a tent", (("tent", (0.3, 0.3, 0.5, 0.7)), ("crab", (0.35, 0.5, 0.55, 0.8)))),
        ("two pears", (("pear", (0.1, 0.6, 0.2, 0.8)), ("pear", (0.21, 0.6, 0.31, 0.8)))),
    ],
)
def test_nothing_that_is_said_is_given_up(words: str, things: tuple[tuple[str, Box], ...]) -> None:
    found, before = rewrite(words, 0), layout(*things)
    after = shaped(before, found)
    assert faults(before, found) == 0
    assert faults(after, found) == 0
    for one, other in zip(before.things, after.things, strict=True):
        assert max(sides(other.box)) > max(sides(one.box))
        assert sides(other.box)[0] / sides(other.box)[1] == pytest.approx(WIDTHS[one.thing], rel=0.01)


def test_a_thing_does_not_grow_over_another() -> None:
    found = rewrite("a couch and a bed", 0)
    before = layout(("couch", (0.02, 0.1, 0.98, 0.85)), ("bed", (0.4, 0.86, 0.6, 0.98)))
    after = shaped(before, found)
    assert shared(after.things[0].box, after.things[1].box) <= 0.03


def test_a_thing_that_the_world_does_not_have_keeps_its_proportion() -> None:
    found = rewrite("a blue potato", 0)
    (one,) = shaped(layout(("gadget", (0.4, 0.5, 0.5, 0.9))), found).things
    assert sides(one.box)[0] / sides(one.box)[1] == pytest.approx(0.25)
