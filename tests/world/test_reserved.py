"""What training never shows: one combination in twenty, decided by its words alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from limner.world.reserved import is_reserved, reserved, reserved_facts
from limner.world.scene import Placed, Relation, Scene
from limner.world.things import NAMES, THINGS
from limner.world.vocabulary import COLORS, PLACES, RELATIONS

SOME = NAMES[::6]
COLORINGS = [(name, color) for name, color in product(NAMES, COLORS) if color not in THINGS[name].natural]


def _scene(*things: Placed, place: str = "plain", relations: tuple[Relation, ...] = ()) -> Scene:
    return Scene(0, place, "day", "clear", "3d", "3d", "1:1", 0.5, things, relations, "white")


def _placed(thing: str, x: float = 0.5, color: str | None = None) -> Placed:
    return Placed(thing, color, x, 0.9, 0.4)


def _open(kind: str, pairs: list[tuple[str, str]], wanted: bool) -> tuple[str, str]:
    return next(pair for pair in pairs if reserved(kind, *pair) == wanted)  # type: ignore[arg-type]


def test_one_in_twenty_of_each_kind_is_reserved() -> None:
    kinds = {
        "color": COLORINGS,
        "place": list(product(NAMES, PLACES)),
        "count": list(product(NAMES, "2345")),
        "relation": list(product(SOME, RELATIONS, SOME)),
    }
    for kind, combinations in kinds.items():
        share = sum(reserved(kind, *parts) for parts in combinations) / len(combinations)  # type: ignore[arg-type]
        assert 0.04 < share < 0.06, kind


def test_no_thing_loses_most_of_its_colours_or_places() -> None:
    for name in NAMES:
        assert sum(reserved("color", name, color) for color in COLORS) <= 4
        assert sum(reserved("place", name, place) for place in PLACES) <= 6


def test_a_colour_by_nature_is_never_reserved() -> None:
    assert not any(reserved("color", name, color) for name in NAMES for color in THINGS[name].natural)


def test_one_of_a_thing_is_never_reserved() -> None:
    assert not any(reserved("count", name, "1") for name in NAMES)


@pytest.mark.parametrize(
    ("kind", "mirrored"),
    [
        ("left of", "right of"),
        ("above", "below"),
        ("on", "under"),
        ("in front of", "behind"),
        ("next to", "next to"),
    ],
)
def test_a_relation_and_its_mirror_image_are_one_fact(kind: str, mirrored: str) -> None:
    for subject, target in product(SOME, SOME):
        assert reserved("relation", subject, kind, target) == reserved("relation", target, mirrored, subject)


def test_left_of_and_right_of_the_same_thing_are_two_facts() -> None:
    pairs = list(product(SOME, SOME))
    assert any(
        reserved("relation", subject, "left of", target) != reserved("relation", subject, "right of", target)
        for subject, target in pairs
    )


def test_a_scene_in_a_reserved_place_is_reserved() -> None:
    pairs = list(product(NAMES, PLACES))
    thing, place = _open("place", pairs, True)
    scene = _scene(_placed(thing), place=place)
    assert is_reserved(scene)
    assert reserved_facts(scene) == (f"place: {thing}, {place}",)
    thing, place = _open("place", pairs, False)
    assert not is_reserved(_scene(_placed(thing), place=place))


def test_a_scene_with_a_reserved_colour_is_reserved() -> None:
    there = [(name, color) for name, color in COLORINGS if not reserved("place", name, "plain")]
    thing, color = _open("color", there, True)
    assert reserved_facts(_scene(_placed(thing, color=color))) == (f"color: {thing}, {color}",)
    assert not is_reserved(_scene(_placed(thing)))


def test_a_scene_with_a_reserved_count_is_reserved() -> None:
    there = [(name, count) for name in NAMES if not reserved("place", name, "plain") for count in "2345"]
    thing, count = _open("count", there, True)
    scene = _scene(*[_placed(thing)] * int(count))
    assert reserved_facts(scene) == (f"count: {thing}, {count}",)
    assert not is_reserved(replace(scene, things=scene.things[:1]))


def test_who_stands_farther_left_counts_without_being_told() -> None:
    there = [name for name in SOME if not reserved("place", name, "plain")]
    left, right = next(
        (a, b)
        for a, b in product(there, there)
        if a != b and reserved("relation", a, "left of", b) and not reserved("relation", b, "left of", a)
    )
    assert is_reserved(_scene(_placed(left, 0.2), _placed(right, 0.8)))
    assert not is_reserved(_scene(_placed(left, 0.8), _placed(right, 0.2)))


def test_a_told_relation_counts() -> None:
    there = [name for name in SOME if not reserved("place", name, "plain")]
    rider, mount = next(
        (a, b)
        for a, b in product(there, there)
        if a != b and reserved("relation", a, "riding", b) and not reserved("relation", a, "left of", b)
    )
    things = _placed(rider, 0.4), _placed(mount, 0.5)
    assert not is_reserved(_scene(*things))
    told = _scene(*things, relations=(Relation(0, "riding", 1),))
    assert reserved_facts(told) == (f"relation: {rider}, riding, {mount}",)
