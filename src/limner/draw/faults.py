"""What is wrong with a layout: facts of the words that do not hold of it, things in each other's way."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from limner.draw.relating import related
from limner.world.extents import Extent, overlap_x, overlap_y
from limner.world.things import THINGS
from limner.world.vocabulary import HORIZONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limner.core.demand import Wanted
    from limner.core.layout import Fractions, Layout
    from limner.draw.rewrite import Relating, Rewritten

CROWDED = 0.15
"""Two boxes that have more than this share of the smaller in common are in each other's way."""

BEARING = ("on", "riding", "inside")
"""Relations of what another thing bears."""

_RANKS = ("small", "", "large")


def faults(layout: Layout, found: Rewritten) -> int:
    """How many of the facts that ``found`` tells do not hold of ``layout``, how many pairs of things are
    in each other's way and how many things hang in the air though nothing says so."""
    missing = int(not found.demand.met(layout))
    false, told = 0, set()
    for relation in found.relations:
        pairs = [*related_pairs(layout, found, relation)]
        told.update(pairs)
        false += not pairs or not all(_holds(layout, found, i, relation.kind, j) for i, j in pairs)
    return missing + false + _crowded(layout, told) + _hanging(layout, {i for pair in told for i in pair})


def related_pairs(layout: Layout, found: Rewritten, relation: Relating) -> Iterator[tuple[int, int]]:
    """The things of ``layout`` between which ``relation`` is to hold."""
    wanted = found.demand.things or ()
    subjects, targets = (_fitting(layout, wanted[i]) for i in (relation.subject, relation.object))
    return ((i, j) for i, j in product(subjects, targets) if i != j)


def shared(one: Fractions, other: Fractions) -> float:
    """How much of the smaller of two boxes both have in common, 0-1.

    >>> shared((0.0, 0.0, 0.4, 0.4), (0.2, 0.2, 1.0, 1.0))
    0.25
    """
    a, b = Extent(*one), Extent(*other)
    both = max(0.0, overlap_x(a, b)) * max(0.0, overlap_y(a, b))
    return round(both / min(a.width * a.height, b.width * b.height), 9)


def rank(layout: Layout, found: Rewritten, index: int) -> int:
    """How large a thing is called: 0 small, 1 where nothing is said, 2 large."""
    one = layout.things[index]
    return _RANKS.index(found.size_of(one.thing, one.color))


def _holds(layout: Layout, found: Rewritten, subject: int, kind: str, target: int) -> bool:
    """Whether two things are related, and neither a rider nor a load is larger than what bears it, unless
    the words call it larger: "a big dog on a small chair"."""
    upper, lower = (longest(layout.things[index].box) for index in (subject, target))
    called = rank(layout, found, subject) > rank(layout, found, target)
    if kind in BEARING and upper > lower and not called:
        return False
    return related(layout, subject, kind, target)


def longest(box: Fractions) -> float:
    """The longer side of a box."""
    left, top, right, bottom = box
    return max(right - left, bottom - top)


def _fitting(layout: Layout, wanted: Wanted) -> list[int]:
    return [i for i, one in enumerate(layout.things) if wanted.takes(one.thing, one.color)]


def _crowded(layout: Layout, told: set[tuple[int, int]]) -> int:
    """Pairs in each other's way, but for those of which the words tell how they stand: a rider's box
    lies within its mount's."""
    boxes = [one.box for one in layout.things]
    pairs = [(i, j) for i, j in combinations(range(len(boxes)), 2) if not {(i, j), (j, i)} & told]
    return sum(shared(boxes[i], boxes[j]) > CROWDED for i, j in pairs)


def _hanging(layout: Layout, told: set[int]) -> int:
    """Things without ground under them, but for those that fly or that the words put somewhere."""
    if layout.place == "space":
        return 0
    ground = HORIZONS.get(layout.place, (0.0,))[0]
    return sum(
        one.box[3] < ground and i not in told and one.thing in THINGS and not THINGS[one.thing].airborne
        for i, one in enumerate(layout.things)
    )
