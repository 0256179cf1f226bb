"""Combinations that no training picture shows: the compositional test.

A hash of the words alone decides, so everybody agrees without a list: one in twenty of all
thing x colour, thing x place, thing x relation x thing and thing x count. What every model must
know stays open: one of a thing, and a thing in a colour that it has by nature.
"""

from __future__ import annotations

import zlib
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from limner.world.things import THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limner.world.scene import Placed, Scene

Kind = Literal["color", "place", "relation", "count"]

ONE_IN = 20

_MIRRORED = {
    "right of": "left of",
    "below": "above",
    "under": "on",
    "behind": "in front of",
}
"""The same fact told from the other side."""


def reserved(kind: Kind, *parts: str) -> bool:
    """Whether a combination is kept out of training.

    ``parts`` are (thing, colour), (thing, place), (subject, relation, object) or (thing, count). A
    relation and its mirror image ("left of", "right of") are reserved together, as one fact.
    """
    if kind == "color" and parts[1] in THINGS[parts[0]].natural:
        return False
    if kind == "count" and parts[1] == "1":
        return False
    if kind == "relation":
        parts = _canonical(*parts)
    return zlib.crc32("/".join((kind, *parts)).encode()) % ONE_IN == 0


def is_reserved(scene: Scene) -> bool:
    """Whether ``scene`` shows any reserved combination."""
    return any(reserved(kind, *parts) for kind, parts in _facts(scene))


def reserved_facts(scene: Scene) -> tuple[str, ...]:
    """The reserved combinations that ``scene`` shows: "color: elephant, purple"."""
    found = (f"{kind}: {', '.join(parts)}" for kind, parts in _facts(scene) if reserved(kind, *parts))
    return tuple(dict.fromkeys(found))


def _canonical(subject: str, relation: str, target: str) -> tuple[str, str, str]:
    if relation in _MIRRORED:
        return target, _MIRRORED[relation], subject
    if relation == "next to":
        subject, target = sorted((subject, target))
    return subject, relation, target


def _facts(scene: Scene) -> Iterator[tuple[Kind, tuple[str, ...]]]:
    """Everything that could be reserved. Of relations: those that the scene was composed for, and
    for every two things which of them is farther left, because any picture of them shows it."""
    for placed in scene.things:
        yield "place", (placed.thing, scene.place)
        if placed.color is not None:
            yield "color", (placed.thing, placed.color)
    for thing, count in Counter(placed.thing for placed in scene.things).items():
        yield "count", (thing, str(count))
    for relation in scene.relations:
        subject, target = scene.things[relation.subject], scene.things[relation.object]
        yield "relation", (subject.thing, relation.kind, target.thing)
    for one, other in combinations(scene.things, 2):
        if one.thing != other.thing:
            yield "relation", _left_of(one, other)


def _left_of(one: Placed, other: Placed) -> tuple[str, str, str]:
    left, right = (one, other) if one.x <= other.x else (other, one)
    return left.thing, "left of", right.thing
