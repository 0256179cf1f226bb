"""What a layout leaves open: which way its things face, and how they are drawn."""

from __future__ import annotations

from dataclasses import replace

from limner.core.layout import Laid, Layout
from limner.draw.generate import plan
from limner.draw.looks import drawn, faced
from limner.draw.request import DrawRequest
from limner.models.fake_drawing import FakeGenerator, FakeLayoutPlanner
from limner.world.drawn.draw import VARIANTS
from limner.world.vocabulary import DRAWINGS, SHOWING

BOX = (0.1, 0.1, 0.5, 0.5)


class Knowing(FakeGenerator):
    """A generator that tells drawings apart."""

    card = replace(FakeGenerator.card, vocabulary={**FakeGenerator.card.vocabulary, "drawing": DRAWINGS})


def layout(*things, style="watercolor", drawing=None):
    return Layout(
        tuple(Laid(thing, None, BOX) for thing in things), "beach", "day", "clear", style, None, drawing
    )


def test_a_style_that_is_a_drawing_is_drawn_so():
    for style in DRAWINGS:
        assert drawn(layout(style=style), 1).drawing == style
    assert drawn(layout(style="photo"), 1).drawing == "3d"


def test_under_a_finish_the_seed_picks_and_every_drawing_comes_up():
    found = [drawn(layout(), seed).drawing for seed in range(40)]
    assert set(found) == set(DRAWINGS)
    assert found == [drawn(layout(), seed).drawing for seed in range(40)]


def test_what_a_layout_says_is_kept():
    assert drawn(layout(drawing="flat"), 3).drawing == "flat"


def test_things_face_either_way_each_by_itself():
    found = [one.mirrored for seed in range(40) for one in faced(layout("cat", "dog"), seed).things]
    assert 20 < sum(found) < 60
    assert any(a != b for a, b in zip(found[::2], found[1::2], strict=True))


def test_what_shows_a_word_or_fingers_is_never_mirrored():
    assert set(SHOWING) == set(VARIANTS)
    for seed in range(20):
        assert not any(one.mirrored for one in faced(layout(*SHOWING), seed).things)


def test_a_planned_layout_is_told_both_where_the_model_knows_of_them() -> None:
    asked = [DrawRequest("a cat, watercolor", seed=seed) for seed in range(20)]
    found = [plan(one, Knowing(), FakeLayoutPlanner()).layout for one in asked]
    assert found == [plan(one, Knowing(), FakeLayoutPlanner()).layout for one in asked]
    assert {one.drawing for one in found} == set(DRAWINGS)
    assert {one.things[0].mirrored for one in found} == {False, True}
    for one in asked:
        older = plan(one, FakeGenerator(), FakeLayoutPlanner()).layout
        assert (older.drawing, older.things[0].mirrored) == (None, False)


def test_a_given_layout_keeps_the_way_that_its_things_face_and_is_drawn_as_its_style_asks() -> None:
    given = Layout((Laid("cat", None, BOX, True),), "beach", "day", "clear", "flat", None, "cartoon")
    assert plan(DrawRequest("", layout=given), Knowing()).layout == given
    one = plan(DrawRequest("", layout=replace(given, drawing=None)), Knowing()).layout
    assert one == replace(given, drawing="flat")
