"""A layout that keeps what the words plainly say: planned, checked, planned anew, then arranged by rule."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from limner.core.seed import derive
from limner.draw.around import surrounded
from limner.draw.faults import faults
from limner.draw.legible import seated, unclear
from limner.draw.shaped import shaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limner.core.demand import Demand
    from limner.core.layout import Layout
    from limner.core.protocols import LayoutPlanner
    from limner.draw.rewrite import Rewritten

TRIES = 3
"""Layouts of the planner that are looked at before one is arranged by rule."""

CLEARER = 12
"""Layouts by rule that are looked at where things are hard to tell apart."""


def planned(planner: LayoutPlanner, found: Rewritten, seed: int) -> Layout:
    """A layout that keeps what ``found`` tells, `shaped`, and where its things are hard to tell apart one
    arranged by rule, its riders `seated`; the same for the same words and seed."""
    from limner.draw.arranged import arrangements

    best = shaped(chosen(planner, found, seed), found)
    wrong = (faults(best, found), unclear(best, found))
    for layout in islice(arrangements(found, best, seed), CLEARER) if wrong[1] else ():
        other = shaped(layout, found)
        less = (faults(other, found), unclear(other, found))
        if less < wrong:
            best, wrong = other, less
        if not any(wrong):
            break
    return seated(best, found)


def chosen(planner: LayoutPlanner, found: Rewritten, seed: int) -> Layout:
    """The first layout without `faults`: of ``planner``, then by rule; else the one with the fewest."""
    demand = surrounded(found, seed)
    best = planner.plan(found.words, seed, demand)
    fewest = faults(best, found)
    for layout in _others(planner, found, demand, seed, best) if fewest else ():
        wrong = faults(layout, found)
        if wrong < fewest:
            best, fewest = layout, wrong
        if not wrong:
            break
    return best


def _others(
    planner: LayoutPlanner, found: Rewritten, demand: Demand, seed: int, first: Layout
) -> Iterator[Layout]:
    for again in range(1, TRIES):
        yield planner.plan(found.words, derive(seed, f"plan/{again}") % 2**63, demand)
    from limner.draw.arranged import arrangements

    yield from arrangements(found, first, seed)
