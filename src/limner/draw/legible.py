"""How well things can be told from each other: far enough apart, and large enough to be known by.

A generator draws in cells of a sixteenth of the canvas; what comes nearer runs together, and two are taken
for one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from limner.draw.faults import longest, related_pairs
from limner.draw.relating import related

if TYPE_CHECKING:
    from limner.core.layout import Fractions, Layout
    from limner.draw.rewrite import Rewritten

LONGEST_SIDE = (0.5, 0.4, 0.32, 0.3, 0.25, 0.22, 0.22, 0.2)
"""The least longest side of a thing, by how many things there are, where nothing is said of its size."""

LARGE = 1.4
"""How many times as much it is for what is called large."""

TINY = 0.6
"""The share of `least` below which a thing is not made out."""

APART = 0.025
"""What is free between two things, as a share of the canvas."""

STACKED = ("on", "under", "riding", "inside", "in front of", "behind")
"""Relations of two things of which one may hide some of the other."""

ROUNDS, SHRUNK = 12, 0.97
"""Of parting things, and how much smaller they become in each."""


def least(layout: Layout, found: Rewritten, index: int) -> float:
    """How long the longest side of a thing should be at least; 0 for what is called small."""
    one = layout.things[index]
    size = found.size_of(one.thing, one.color)
    if size == "small":
        return 0.0
    usual = LONGEST_SIDE[min(len(layout.things), len(LONGEST_SIDE)) - 1]
    return usual * LARGE if size == "large" else usual


def unclear(layout: Layout, found: Rewritten) -> int:
    """How many pairs of things are too near each other though no word puts one before, in or on the other,
    and how many things are too small."""
    tiny = sum(
        longest(one.box) < TINY * least(layout, found, index) for index, one in enumerate(layout.things)
    )
    return tiny + len(near(layout, found))


def near(layout: Layout, found: Rewritten) -> list[tuple[int, int]]:
    """The pairs that are too near each other."""
    stacked = stacked_pairs(layout, found)
    boxes = [one.box for one in layout.things]
    return [
        (i, j)
        for i, j in combinations(range(len(boxes)), 2)
        if frozenset((i, j)) not in stacked and min(_lacking(boxes[i], boxes[j])) > 0
    ]


def stacked_pairs(layout: Layout, found: Rewritten) -> set[frozenset[int]]:
    """The pairs of which words put one before, in or on the other."""
    return {
        frozenset(pair)
        for told in found.relations
        if told.kind in STACKED
        for pair in related_pairs(layout, found, told)
    }


def parted(layout: Layout, found: Rewritten) -> Layout:
    """``layout`` with things that are too near moved apart, each a little smaller on its foot."""
    boxes = [one.box for one in layout.things]
    for _ in range(ROUNDS):
        moved = _with(layout, boxes)
        pairs = near(moved, found)
        if not pairs:
            break
        for i, j in pairs:
            boxes[i], boxes[j] = _pushed(boxes[i], boxes[j])
    return _with(layout, boxes)


def seated(layout: Layout, found: Rewritten) -> Layout:
    """``layout`` with riders painted after what they ride. The world paints a mount over its rider's legs; a
    generator gives each cell to the nearest box, so that behind a mount's box nothing would be left of it."""
    ridden = [
        (rider, mount)
        for told in found.relations
        if told.kind == "riding"
        for rider, mount in related_pairs(layout, found, told)
        if related(layout, rider, "riding", mount)
    ]
    order = [*range(len(layout.things))]
    for rider, mount in ridden:
        if order.index(rider) < order.index(mount):
            order.remove(rider)
            order.insert(order.index(mount) + 1, rider)
    return replace(layout, things=tuple(layout.things[index] for index in order))


def _lacking(one: Fractions, other: Fractions) -> tuple[float, float]:
    """How far two boxes would have to move apart, across and down; not above 0 where they are."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across + APART, down + APART


def _pushed(one: Fractions, other: Fractions) -> tuple[Fractions, Fractions]:
    """Both smaller, and apart on the way that is shorter."""
    one, other = _smaller(one), _smaller(other)
    across, down = _lacking(one, other)
    edge = 0 if across <= down else 1
    far = max(0.0, min(across, down)) / 2
    ahead = one[edge] + one[edge + 2] <= other[edge] + other[edge + 2]
    return _shifted(one, edge, -far if ahead else far), _shifted(other, edge, far if ahead else -far)


def _smaller(box: Fractions) -> Fractions:
    left, top, right, bottom = box
    off = (right - left) * (1 - SHRUNK) / 2
    return (left + off, bottom - (bottom - top) * SHRUNK, right - off, bottom)


def _shifted(box: Fractions, edge: int, by: float) -> Fractions:
    """Along one axis, no farther than the edge of the canvas."""
    by = max(-box[edge], min(1 - box[edge + 2], by))
    moved = [*box]
    moved[edge], moved[edge + 2] = max(0.0, box[edge] + by), min(1.0, box[edge + 2] + by)
    return (moved[0], moved[1], moved[2], moved[3])


def _with(layout: Layout, boxes: list[Fractions]) -> Layout:
    things = (replace(one, box=box) for one, box in zip(layout.things, boxes, strict=True))
    return replace(layout, things=tuple(things))
