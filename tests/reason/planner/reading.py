"""What a request is planned as, in the few forms that tests look at."""

from __future__ import annotations

from typing import Any

from limner.core.steps.base import Step
from limner.reason.planner.planner import plan


def ops(words: str) -> list[str]:
    """The op of each step."""
    return [step.op for step in plan(words).steps]


def only(words: str) -> Step:
    """The one step that is planned."""
    (step,) = plan(words).steps
    return step


def parameters(words: str) -> dict[str, Any]:
    """The parameters of the one step that is planned."""
    return only(words).parameters()
