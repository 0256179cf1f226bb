"""Hits of a total with their interval, as every evaluation prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Score:
    """``hits`` of ``total``."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """0-1; 1 of nothing is 1."""
        return self.hits / self.total if self.total else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson score interval at 95 %.

        >>> tuple(round(end, 3) for end in Score(8, 10).interval)
        (0.49, 0.943)
        """
        if not self.total:
            return 0.0, 1.0
        z, n, p = 1.959964, self.total, self.share
        center, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (center - spread) / (1 + z * z / n)), min(1.0, (center + spread) / (1 + z * z / n))

    def to_json(self) -> dict[str, float]:
        """The same as data, shares to four places."""
        low, high = self.interval
        return {
            "share": round(self.share, 4),
            "hits": self.hits,
            "total": self.total,
            "low": round(low, 4),
            "high": round(high, 4),
        }

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.share:.3f}  [{low:.3f}, {high:.3f}]  {self.hits}/{self.total}"


def mark(found: Score, wanted: float | None) -> str:
    """What a table says before a figure: met, LOST, or nothing where nothing is wanted.

    >>> mark(Score(8, 10), 0.9), mark(Score(8, 10), None)
    ('LOST', '    ')
    """
    if wanted is None:
        return "    "
    return "met " if found.share >= wanted else "LOST"


def score(results: Iterable[bool]) -> Score:
    """How many of ``results`` are true.

    >>> str(score([True, True, False]))
    '0.667  [0.208, 0.939]  2/3'
    """
    listed = list(results)
    return Score(sum(listed), len(listed))
