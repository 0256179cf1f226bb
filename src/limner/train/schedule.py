"""How much of the budget is spent, and the learning rate that follows from it."""

from __future__ import annotations

import math
from dataclasses import dataclass

WARM_UP = 60
"""Steps over which the learning rate rises from 0."""

FLOOR = 0.01
"""What is left of the learning rate at the end, as a share of its peak."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Either ``minutes`` of training (all runs of a checkpoint together) or a number of ``steps``."""

    minutes: float | None = None
    steps: int | None = None

    def progress(self, step: int, seconds: float) -> float:
        """The spent share, 0-1. The budget may grow from one run to the next.

        >>> Budget(steps=200).progress(50, 0.0), Budget(minutes=1).progress(7, 90.0)
        (0.25, 1.0)
        """
        spent = step / self.steps if self.steps is not None else seconds / (60 * (self.minutes or 0) or 1)
        return min(1.0, spent)


def learning_rate(peak: float, step: int, progress: float, warm_up: int = WARM_UP) -> float:
    """A linear warm-up over ``warm_up`` steps under half a cosine of ``progress`` (0-1).

    >>> learning_rate(1.0, 10_000, 0.0), round(learning_rate(1.0, 10_000, 1.0), 3)
    (1.0, 0.01)
    """
    cosine = 0.5 * (1 + math.cos(math.pi * progress))
    return peak * min(1.0, (step + 1) / warm_up) * (FLOOR + (1 - FLOOR) * cosine)
