"""A layout that keeps what the words plainly say: planned, checked, planned anew, then arranged by rule."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from limner.core.seed import derive
from limner.draw.relating import related
from limner.world.extents import Extent, overlap_x, overlap_y

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limner.core.demand import Wanted
    from limner.core.layout import Layout
    from limner.core.protocols import LayoutPlanner
    from limner.draw.rewrite import Rewritten

TRIES = 3
"""Layouts of the planner that are looked at before one is arranged by rule."""

CROWDED = 0.15
"""Two boxes that have more than this share of the smaller in common are in each other's way."""


def planned(planner: LayoutPlanner, found: Rewritten, seed: int) -> Layout:
    """The first layout without `faults`: of ``planner``, then by rule; else the one with the fewest. The
    same for the same words and seed."""
    best = planner.plan(found.words, seed, found.demand)
    fewest = faults(best, found)
    for layout in _others(planner, found, seed, best) if fewest else ():
        wrong = faults(layout, found)
        if wrong < fewest:
            best, fewest = layout, wrong
        if not wrong:
            break
    return best


def _others(planner: LayoutPlanner, found: Rewritten, seed: int, first: Layout) -> Iterator[Layout]:
    for again in range(1, TRIES):
        yield planner.plan(found.words, derive(seed, f"plan/{again}") % 2**63, found.demand)
    from limner.draw.arranged import arrangements

    yield from arrangements(found, first, seed)


def faults(layout: Layout, found: Rewritten) -> int:
    """How many of the facts that ``found`` tells do not hold of ``layout``, and how many pairs of
    things are in each other's way though nothing says so."""
    missing = int(not found.demand.met(layout))
    wanted = found.demand.things or ()
    false, told = 0, set()
    for relation in found.relations:
        subjects, targets = (_fitting(layout, wanted[i]) for i in (relation.subject, relation.object))
        pairs = [(i, j) for i, j in product(subjects, targets) if i != j]
        told.update(pairs)
        false += not pairs or not all(related(layout, i, relation.kind, j) for i, j in pairs)
    return missing + false + _crowded(layout, told)


def _fitting(layout: Layout, wanted: Wanted) -> list[int]:
    return [i for i, one in enumerate(layout.things) if wanted.takes(one.thing, one.color)]


def _crowded(layout: Layout, told: set[tuple[int, int]]) -> int:
    """Pairs in each other's way, but for those of which the words tell how they stand: a rider's box
    lies within its mount's."""
    boxes = [Extent(*one.box) for one in layout.things]
    pairs = [(i, j) for i, j in combinations(range(len(boxes)), 2) if not {(i, j), (j, i)} & told]
    return sum(
        _shared(boxes[i], boxes[j]) > CROWDED * min(_area(boxes[i]), _area(boxes[j])) for i, j in pairs
    )


def _area(box: Extent) -> float:
    return box.width * box.height


def _shared(a: Extent, b: Extent) -> float:
    return max(0.0, overlap_x(a, b)) * max(0.0, overlap_y(a, b))
