"""Planned boxes set right: in their things' usual proportions, large enough to know them by, and apart.

A planner errs by a step or two at each edge, which makes apples tall and cars short. Nothing that the
words say is given up for it.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

from limner.draw.faults import BEARING, faults, longest, rank, related_pairs, shared
from limner.draw.legible import least, near, parted, stacked_pairs
from limner.draw.relating import related
from limner.world.proportions import WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from limner.core.layout import Fractions, Layout
    from limner.draw.rewrite import Rewritten

MARGIN = 0.02
"""What is kept free around things that are made larger."""

_CLEAR = 0.03
_SHARES = (1.0, 0.75, 0.5, 0.25)

SMALLER = 0.65
"""At most so long is the longer side of what is called small, of that of what is not, or is called large."""


def shaped(layout: Layout, found: Rewritten) -> Layout:
    """``layout`` with boxes in proportion, and larger where few things are asked for. Things that are
    called small stay as they are planned."""
    for index in range(len(layout.things)):
        layout = _in_proportion(layout, found, index)
    layout = _spread(layout, found)
    for index in range(len(layout.things)):
        layout = _enlarged(layout, found, index)
    layout = _first_kept(layout, found, [parted(layout, found)])
    for index in range(len(layout.things)):
        layout = _below_larger(layout, found, index)
    return layout


def in_proportion(box: Fractions, ratio: float) -> Fractions:
    """A box of the same area on the same foot, ``ratio`` times as wide as it is high; smaller where that
    would leave the canvas, and pushed in from a side that it would cross.

    >>> in_proportion((0.25, 0.0, 0.75, 0.5), 4.0)
    (0.0, 0.25, 1.0, 0.5)
    """
    left, top, right, bottom = box
    height = min(sqrt((right - left) * (bottom - top) / ratio), bottom, 1 / ratio)
    return _on_foot((left + right) / 2, bottom, ratio * height, height)


def scaled(box: Fractions, factor: float) -> Fractions:
    """``factor`` times as large on the same foot, pushed in from the edges of the canvas.

    >>> scaled((0.0, 0.5, 0.25, 0.75), 2.0)
    (0.0, 0.25, 0.5, 0.75)
    """
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    factor = min(factor, 1 / width, 1 / height)
    foot = max(bottom, min(1.0, factor * height))
    return _on_foot((left + right) / 2, foot, factor * width, factor * height)


def _on_foot(middle: float, foot: float, width: float, height: float) -> Fractions:
    left = min(max(middle - width / 2, 0.0), 1.0 - width)
    return (max(0.0, left), max(0.0, foot - height), min(1.0, left + width), foot)


def _in_proportion(layout: Layout, found: Rewritten, index: int) -> Layout:
    """One thing in proportion; where its new box is in the way, a smaller one within the old."""
    one = layout.things[index]
    ratio = WIDTHS.get(one.thing)
    if ratio is None:
        return layout
    left, top, right, bottom = one.box
    inside = min((right - left) / ratio, bottom - top)
    boxes = (in_proportion(one.box, ratio), _on_foot((left + right) / 2, bottom, inside * ratio, inside))
    return _first_kept(layout, found, (_changed(layout, found, index, box) for box in boxes))


def _enlarged(layout: Layout, found: Rewritten, index: int) -> Layout:
    """One thing as large as it should be, or as far on the way as there is room."""
    own = layout.things[index].box
    lacking = least(layout, found, index) / longest(own) - 1
    if lacking <= 0:
        return layout
    boxes = (scaled(own, 1 + lacking * share) for share in _SHARES)
    return _first_kept(layout, found, (_changed(layout, found, index, box) for box in boxes))


def _below_larger(layout: Layout, found: Rewritten, index: int) -> Layout:
    """One thing clearly smaller than all that the words call larger, or on the way to that."""
    ranks = [rank(layout, found, place) for place in range(len(layout.things))]
    sides = [longest(one.box) for one in layout.things]
    larger = [side for side, rank in zip(sides, ranks, strict=True) if rank > ranks[index]]
    most = SMALLER * min(larger, default=sides[index] / SMALLER)
    if sides[index] <= most:
        return layout
    own, excess = layout.things[index].box, 1 - most / sides[index]
    boxes = (scaled(own, 1 - excess * share) for share in _SHARES)
    return _first_kept(layout, found, (_changed(layout, found, index, box) for box in boxes))


def _spread(layout: Layout, found: Rewritten) -> Layout:
    """All things together as much larger as the smallest needs and the canvas takes: what holds between
    them goes on to hold."""
    if not layout.things or any(found.size_of(one.thing, one.color) == "small" for one in layout.things):
        return layout
    boxes = [one.box for one in layout.things]
    left, top = (min(box[edge] for box in boxes) for edge in (0, 1))
    right, bottom = (max(box[edge] for box in boxes) for edge in (2, 3))
    room = 1 - 2 * MARGIN
    lacking = max(least(layout, found, index) / longest(box) for index, box in enumerate(boxes))
    factor = min(lacking, room / (right - left), room / (bottom - top))
    if factor <= 1:
        return layout
    group = scaled((left, top, right, bottom), factor)
    moved = [_carried(box, (left, top, right, bottom), group) for box in boxes]
    return _first_kept(layout, found, [_with(layout, moved)])


def _carried(box: Fractions, before: Fractions, after: Fractions) -> Fractions:
    """``box`` as it lies in ``after`` where it lay so in ``before``."""
    across = (after[2] - after[0]) / (before[2] - before[0])
    down = (after[3] - after[1]) / (before[3] - before[1])
    left, right = (after[0] + (edge - before[0]) * across for edge in box[::2])
    top, bottom = (after[1] + (edge - before[1]) * down for edge in box[1::2])
    return (max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom))


def _changed(layout: Layout, found: Rewritten, index: int, box: Fractions) -> Layout:
    """``layout`` with one other box; what rests on that thing goes with it."""
    boxes = [one.box for one in layout.things]
    before = boxes[index]
    boxes[index] = box
    for upper in _resting(layout, found, index):
        left, top, right, bottom = boxes[upper]
        x, foot = (left + right) / 2, bottom
        x = box[0] + (x - before[0]) * (box[2] - box[0]) / (before[2] - before[0])
        foot = box[1] + (foot - before[1]) * (box[3] - box[1]) / (before[3] - before[1])
        size = min(1.0, foot / (bottom - top)) if foot > 0 else 1.0
        boxes[upper] = _on_foot(x, foot, (right - left) * size, (bottom - top) * size)
    return _with(layout, boxes)


def _resting(layout: Layout, found: Rewritten, lower: int) -> list[int]:
    """What the words put on, in or under ``lower`` and what is there."""
    pairs = set()
    for told in found.relations:
        if told.kind in BEARING:
            pairs |= {*related_pairs(layout, found, told)}
        elif told.kind == "under":
            pairs |= {(upper, one) for one, upper in related_pairs(layout, found, told)}
    return [i for i, j in pairs if j == lower and any(related(layout, i, kind, j) for kind in BEARING)]


def _first_kept(layout: Layout, found: Rewritten, others: Iterable[Layout]) -> Layout:
    """The first of ``others`` that is no worse than ``layout``, else ``layout``."""
    wrong, hidden, close = faults(layout, found), _hidden(layout, found), len(near(layout, found))

    def kept(other: Layout) -> bool:
        if faults(other, found) > wrong or len(near(other, found)) > close:
            return False
        return _hidden(other, found) <= max(hidden, _CLEAR)

    return next((other for other in others if kept(other)), layout)


def _hidden(layout: Layout, found: Rewritten) -> float:
    """The most that a thing hides of another where nothing says that it may, 0-1."""
    stacked = stacked_pairs(layout, found)
    boxes = [one.box for one in layout.things]
    return max(
        (
            shared(boxes[i], boxes[j])
            for i in range(len(boxes))
            for j in range(i)
            if frozenset((i, j)) not in stacked
        ),
        default=0.0,
    )


def _with(layout: Layout, boxes: Sequence[Fractions]) -> Layout:
    things = (replace(one, box=box) for one, box in zip(layout.things, boxes, strict=True))
    return replace(layout, things=tuple(things))
