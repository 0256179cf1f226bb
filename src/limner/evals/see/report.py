"""The table of `limner eval see`: every figure, its interval, its target, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from limner.evals.score import Score, mark, score
from limner.evals.see import matching, naming, photographs, street, styles
from limner.evals.see.answers import Answer, scores

TARGETS: dict[str, float | None] = {
    naming.THINGS: 0.97,
    naming.SAID: None,
    naming.COLORS: 0.95,
    naming.COUNTS: None,
    naming.PLACE: 0.97,
    naming.TIME: 0.97,
    naming.WEATHER: None,
    naming.STYLE: 0.97,
    matching.HARD["order"]: 0.85,
    matching.HARD["color"]: 0.85,
    matching.HARD["count"]: 0.85,
    matching.HARD["thing"]: None,
    matching.HARD["place"]: None,
    matching.HARD["time"]: None,
    matching.HARD["weather"]: None,
    matching.HARD["style"]: None,
    matching.ZERO_SHOT: None,
    matching.TO_WORDS: 0.90,
    matching.TO_PICTURES: 0.90,
    matching.ROYALTY: 1.0,
    styles.STYLES: 0.90,
    photographs.WHOLE: None,
    photographs.CROPS: None,
    photographs.OURS: None,
    photographs.FACES: None,
    photographs.NO_FACES: None,
    street.BODIES: None,
    photographs.NO_BODIES: None,
    photographs.TEXT: None,
    photographs.NO_TEXT: None,
}
"""Every figure in the order of the table, and the least share of right answers that is wanted of it."""

ALARMS = (photographs.OURS, photographs.NO_FACES, photographs.NO_BODIES, photographs.NO_TEXT)
"""Figures of which less is better."""

COMPARED = (
    naming.THINGS,
    naming.COLORS,
    naming.PLACE,
    naming.COUNTS,
    *(matching.HARD[kind] for kind in ("order", "color", "count")),
)
EDGES = (16, 24, 32, 48, 96)
"""Where the sizes of the table part, in pixels of the network's input; one patch is 16."""
WITHIN = 0.05
"""How far reserved combinations may fall behind those that were trained on."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked of ``model``, which takes squares of ``side`` pixels, on ``source``; ``reserved``
    are the answers on scenes with a combination that no training showed."""

    model: str
    source: str
    answers: tuple[Answer, ...]
    reserved: tuple[Answer, ...] = ()
    notes: tuple[str, ...] = ()
    side: int = 0

    def scores(self) -> dict[str, Score]:
        """Every figure on scenes of trained combinations, and on photographs."""
        return _ordered(scores(self.answers))

    def falls(self) -> dict[str, tuple[Score, Score]]:
        """For each figure that both have: on trained combinations, on reserved ones."""
        seen, kept = self.scores(), scores(self.reserved)
        return {name: (seen[name], kept[name]) for name in COMPARED if name in seen and name in kept}

    def sizes(self) -> dict[str, Score]:
        """Things named, by the size of the thing in pixels of the network's input: the root of the area
        of its box in a square of ``side`` pixels."""
        named: dict[str, list[bool]] = {}
        for answer in sorted(self.answers, key=lambda each: each.extent or 0.0):
            if answer.metric == naming.THINGS and answer.extent is not None:
                named.setdefault(_size(answer.extent * self.side), []).append(answer.right)
        return {size: score(results) for size, results in named.items()}

    def mistakes(self) -> list[Answer]:
        """What was answered wrongly about a picture, in the order of the figures."""
        both = (*self.answers, *self.reserved)
        wrong = (answer for answer in both if answer.right == (answer.metric in ALARMS))
        return [answer for answer in wrong if answer.case is not None]

    def to_text(self) -> str:
        """The table for people."""
        lines = [f"{self.model} on {self.source}", ""]
        lines += [_line(name, score) for name, score in self.scores().items()]
        if self.side:
            lines += ["", f"{naming.THINGS}, by size in pixels of the {self.side} that the network takes"]
            lines += [f"      {size:<58} {found}" for size, found in self.sizes().items()]
        if self.reserved:
            lines += ["", "combinations never trained on, against those that were"]
            lines += [_fall(name, *pair) for name, pair in self.falls().items()]
        return "\n".join([*lines, *(f"note: {note}" for note in self.notes)])

    def to_json(self) -> dict[str, Any]:
        """The same as data."""
        return {
            "model": self.model,
            "source": self.source,
            "scores": _data(self.scores()),
            "sizes": {size: found.to_json() for size, found in self.sizes().items()},
            "reserved": _data(_ordered(scores(self.reserved))),
            "notes": list(self.notes),
        }


def _line(name: str, score: Score) -> str:
    target = TARGETS[name]
    wanted = "" if target is None else f"  wanted {target:.2f}"
    good = "  (less is better)" if name in ALARMS else ""
    return f"{mark(score, target)}  {name:<58} {score}{wanted}{good}"


def _fall(name: str, seen: Score, kept: Score) -> str:
    behind = seen.share - kept.share
    verdict = "met " if behind <= WITHIN else "LOST"
    return f"{verdict}  {name:<58} {kept}  against {seen.share:.3f}: {-behind:+.3f}"


def _ordered(found: Mapping[str, Score]) -> dict[str, Score]:
    return {name: found[name] for name in TARGETS if name in found}


def _data(found: Mapping[str, Score]) -> dict[str, Any]:
    return {name: {**score.to_json(), "target": TARGETS[name]} for name, score in found.items()}


def _size(pixels: float) -> str:
    """Which of the sizes of the table.

    >>> _size(15.9), _size(40), _size(200)
    ('under 16', '32 to 48', '96 and more')
    """
    if pixels >= EDGES[-1]:
        return f"{EDGES[-1]} and more"
    place = next(place for place, edge in enumerate(EDGES) if pixels < edge)
    return f"{EDGES[place - 1]} to {EDGES[place]}" if place else f"under {EDGES[0]}"


def joined(*parts: Iterable[Answer]) -> tuple[Answer, ...]:
    """All answers of several questions."""
    return tuple(answer for part in parts for answer in part)
