"""What a caption says, as data, and whether it is so.

A caption's truth is never a matter of its wording: it is a list of `Claim`, each checked against
the scene alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limner.world.nouns import CALLED
from limner.world.scene import ASPECTS, Relation
from limner.world.things import THINGS
from limner.world.truth import size_word

if TYPE_CHECKING:
    from limner.world.scene import Placed, Scene

COLORLESS = ("pencil sketch",)
"""Styles whose colours are too faint to tell by: no caption, question or change names one there."""


TURNED = {
    "left of": "right of",
    "right of": "left of",
    "above": "below",
    "below": "above",
    "on": "",
    "under": "on",
    "in front of": "behind",
    "behind": "in front of",
    "next to": "next to",
    "riding": "",
    "inside": "",
}
"""The relation of the object to the subject that says as much; "" where none does: what is under
something need not carry it."""


class Described(NamedTuple):
    """What a noun phrase names: each part left None is not said."""

    word: str
    color: str | None = None
    size: str | None = None
    variant: str | None = None


class Claim(NamedTuple):
    """One fact of ``kind``: "things" (`Described`, how many, exactly), "relation" (`Described`, kind,
    `Described`), "side" (`Described`, "left" | "right" | "middle"), or a field of the scene and its
    value: "place", "ground", "time", "weather", "style", "feature", "sky"."""

    kind: str
    value: tuple[object, ...]


def color_of(placed: Placed) -> str | None:
    """The one colour that the thing is seen in; None where its nature has several or no name.

    >>> from limner.world.scene import Placed
    >>> color_of(Placed("banana", None, 0.5, 0.9, 0.5)), color_of(Placed("cat", "blue", 0.5, 0.9, 0.5))
    ('yellow', 'blue')
    """
    if placed.color is not None:
        return placed.color
    natural = THINGS[placed.thing].natural
    return natural[0] if len(natural) == 1 else None


def matching(scene: Scene, what: Described) -> tuple[int, ...]:
    """The indices of all things that the words are true of."""
    return tuple(index for index, placed in enumerate(scene.things) if _fits(placed, what))


def _fits(placed: Placed, what: Described) -> bool:
    return (
        what.word in CALLED[placed.thing]
        and (what.color is None or what.color == color_of(placed))
        and (what.size is None or what.size == size_word(placed.size))
        and (what.variant is None or what.variant == placed.variant)
    )


def related(scene: Scene, subject: int, kind: str, target: int) -> bool:
    """Whether the scene says so, the other way round included ("left of" is "right of" turned), or
    two things are so far apart sideways that the one is left of the other by any measure."""
    told = scene.relations
    if Relation(subject, kind, target) in told or Relation(target, TURNED[kind], subject) in told:
        return True
    if kind == "left of":
        return _far_left(scene, subject, target)
    return kind == "right of" and _far_left(scene, target, subject)


def _far_left(scene: Scene, left: int, right: int) -> bool:
    a, b = scene.things[left], scene.things[right]
    wide, high = ASPECTS[scene.aspect]
    shorter = min(wide, high)
    across = (b.x - a.x) * wide / shorter
    along = abs(b.y - a.y) * high / shorter
    return across >= max((a.size + b.size) / 2, along + max(a.size, b.size) / 2)


def side_of(placed: Placed) -> str | None:
    """The third of the picture in which the thing stands, None near the borders of the thirds."""
    if placed.x <= 0.34:
        return "left"
    if placed.x >= 0.66:
        return "right"
    return "middle" if 0.44 <= placed.x <= 0.56 else None


def holds(scene: Scene, claim: Claim) -> bool:
    """Whether ``claim`` is true of ``scene``. A relation must hold between all that its words fit."""
    value = claim.value
    if claim.kind == "things":
        what, count = value
        assert isinstance(what, Described)
        return len(matching(scene, what)) == count
    if claim.kind == "relation":
        return _relation_holds(scene, claim)
    if claim.kind == "side":
        what, side = value
        assert isinstance(what, Described)
        found = matching(scene, what)
        return bool(found) and all(side_of(scene.things[i]) == side for i in found)
    if claim.kind == "feature":
        return value[0] in scene.features
    return bool(getattr(scene, claim.kind) == value[0])


def _relation_holds(scene: Scene, claim: Claim) -> bool:
    first, kind, second = claim.value
    assert isinstance(first, Described)
    assert isinstance(kind, str)
    assert isinstance(second, Described)
    subjects, targets = matching(scene, first), matching(scene, second)
    pairs = [(i, j) for i in subjects for j in targets if i != j]
    return bool(pairs) and all(related(scene, i, kind, j) for i, j in pairs)
