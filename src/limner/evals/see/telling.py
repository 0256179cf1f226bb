"""When a thing is told: the numbers of `models.decode` that do best on held-out scenes.

Two votes that are taken for two things tell one thing twice; two that are taken for one hide a
neighbour. What is told is scored as `limner eval see` scores it, by `naming`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from limner.evals.see import naming
from limner.evals.see.answers import scores
from limner.models.decode import Patches, Thresholds, seen_things

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.reading import SeenThing
    from limner.evals.see.cases import Case

    Outputs = Mapping[str, npt.NDArray[np.float32]]
    Told = list[tuple[SeenThing, ...]]

OVERLAPS = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
RIVALS = (0.3, 0.4, 0.5, 0.6)
SCORES = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
"""What is tried."""


def telling(
    outputs: Sequence[Outputs], cases: Sequence[Case], vocabulary: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, float], dict[str, float]]:
    """The numbers for a card, chosen on every other case, and the figures of the rest with them.

    The best is what has the highest mean of two: the harmonic mean of the things named and the named
    things that are there, and the share of names of which as many are told as there are.
    """
    chosen, rest = (outputs[::2], cases[::2]), (outputs[1::2], cases[1::2])
    best, highest = Thresholds(), -1.0
    for overlap, rival in product(OVERLAPS, RIVALS):
        tried = Thresholds(min(SCORES), overlap, rival)
        things = _told(chosen[0], vocabulary, tried)
        for least in SCORES:
            value = worth(figures(_from(things, least), chosen[1]))
            if value > highest:
                best, highest = replace(tried, score=least), value
    numbers = {
        "thing_threshold": best.score,
        "thing_overlap": best.overlap,
        "thing_rival_overlap": best.rival,
    }
    found = figures(_told(rest[0], vocabulary, best), rest[1])
    return numbers, {f"held out: {name}": share for name, share in found.items()}


def figures(told: Sequence[tuple[SeenThing, ...]], cases: Sequence[Case]) -> dict[str, float]:
    """Things named, named things that are there, how many of each: 0-1."""
    pairs = zip(cases, told, strict=True)
    found = scores(answer for case, things in pairs for answer in naming.named(case, things))
    return {name: found[name].share for name in ASKED if name in found}


ASKED = (naming.THINGS, naming.SAID, naming.COUNTS)


def worth(found: Mapping[str, float]) -> float:
    """One number for the figures, 0-1; 0 where no thing was asked for or told.

    >>> worth({naming.THINGS: 0.5, naming.SAID: 0.5, naming.COUNTS: 0.7})
    0.6
    """
    named, there, counted = (found.get(name, 0.0) for name in ASKED)
    both = 2 * named * there / (named + there) if named + there else 0.0
    return (both + counted) / 2


def _told(outputs: Sequence[Outputs], vocabulary: Mapping[str, tuple[str, ...]], numbers: Thresholds) -> Told:
    heads = ("things", "colors", "boxes", "centredness")
    return [
        seen_things(
            Patches(*(each[head] for head in heads)), vocabulary["things"], vocabulary["colors"], numbers
        )
        for each in outputs
    ]


def _from(told: Told, least: float) -> Told:
    return [tuple(thing for thing in things if thing.score >= least) for things in told]
