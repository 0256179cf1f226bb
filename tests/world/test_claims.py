"""Claims: each kind true where it is and false where it is not."""

from __future__ import annotations

import pytest

from limner.world.claims import Claim, Described, color_of, holds, related, side_of
from limner.world.scene import Placed, Relation, Scene

CAT, DOG = Placed("cat", "blue", 0.2, 0.9, 0.3), Placed("dog", None, 0.8, 0.9, 0.3)


def scene(*things: Placed, **changed) -> Scene:
    values = {
        "seed": 1,
        "place": "beach",
        "time": "night",
        "weather": "rain",
        "drawing": "flat",
        "style": "watercolor",
        "aspect": "1:1",
        "horizon": 0.6,
        "things": things,
        "features": ("lake",),
    }
    return Scene(**(values | changed))


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        (Claim("things", (Described("cat"), 1)), True),
        (Claim("things", (Described("cat"), 2)), False),
        (Claim("things", (Described("kitty", "blue"), 1)), True),
        (Claim("things", (Described("cat", "red"), 1)), False),
        (Claim("things", (Described("cat", "red"), 0)), True),
        (Claim("things", (Described("animal"), 2)), True),
        (Claim("things", (Described("cat", size="small"), 1)), True),
        (Claim("things", (Described("cat", size="huge"), 1)), False),
        (Claim("relation", (Described("cat"), "left of", Described("dog"))), True),
        (Claim("relation", (Described("dog"), "right of", Described("cat"))), True),
        (Claim("relation", (Described("dog"), "left of", Described("cat"))), False),
        (Claim("relation", (Described("cat"), "left of", Described("horse"))), False),
        (Claim("side", (Described("cat"), "left")), True),
        (Claim("side", (Described("dog"), "left")), False),
        (Claim("place", ("beach",)), True),
        (Claim("place", ("sea",)), False),
        (Claim("time", ("night",)), True),
        (Claim("weather", ("fog",)), False),
        (Claim("style", ("watercolor",)), True),
        (Claim("feature", ("lake",)), True),
        (Claim("feature", ("path",)), False),
        (Claim("sky", ("dramatic",)), False),
        (Claim("ground", ("blue",)), False),
    ],
)
def test_a_claim_is_checked_against_the_scene(claim: Claim, true: bool) -> None:
    assert holds(scene(CAT, DOG), claim) is true


def test_a_relation_must_hold_for_all_that_the_words_fit() -> None:
    left_of = Claim("relation", (Described("cat"), "left of", Described("dog")))
    assert not holds(scene(CAT, DOG, Placed("cat", "red", 0.95, 0.9, 0.3)), left_of)


def test_things_that_stand_close_are_left_of_each_other_only_when_the_scene_says_so() -> None:
    near = (Placed("cat", None, 0.45, 0.9, 0.3), Placed("dog", None, 0.55, 0.9, 0.3))
    assert not related(scene(*near), 0, "left of", 1)
    told = scene(*near, relations=(Relation(0, "left of", 1),))
    assert related(told, 0, "left of", 1)
    assert related(told, 1, "right of", 0)
    assert not related(told, 1, "left of", 0)


def test_what_carries_is_under_but_what_is_under_need_not_carry() -> None:
    assert related(scene(CAT, DOG, relations=(Relation(0, "on", 1),)), 1, "under", 0)
    assert not related(scene(CAT, DOG, relations=(Relation(1, "under", 0),)), 0, "on", 1)


@pytest.mark.parametrize(
    ("thing", "color", "seen"),
    [("banana", None, "yellow"), ("banana", "blue", "blue"), ("zebra", None, None), ("kite", None, None)],
)
def test_a_color_is_known_when_there_is_one(thing: str, color: str | None, seen: str | None) -> None:
    assert color_of(Placed(thing, color, 0.5, 0.9, 0.3)) == seen


@pytest.mark.parametrize(("x", "side"), [(0.1, "left"), (0.5, "middle"), (0.9, "right"), (0.4, None)])
def test_sides_are_thirds_with_a_gap_between(x: float, side: str | None) -> None:
    assert side_of(Placed("cat", None, x, 0.9, 0.3)) == side
