"""What a generator is asked for: one picture, every number of it decided."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.core.seed import DEFAULT_SEED

if TYPE_CHECKING:
    from limner.core.geometry import Size
    from limner.core.layout import Layout

MAX_STEPS = 500
MAX_GUIDANCE = 100.0
MAX_SEED = 2**63 - 1


@dataclass(frozen=True, slots=True)
class DrawOrder:
    """``words`` as the model is told them, ``negative`` what to keep away from; ``layout`` for a model
    that takes one. ``size`` is the canvas that the model draws on, as its ``canvas`` gave it.
    ``guidance_scale`` 1 is off; ``sampler`` None is the model's own. With ``watch`` every progress
    carries what was computed.

    Raises BadValue for a number outside its range.
    """

    words: str
    size: Size
    layout: Layout | None = None
    negative: str = ""
    seed: int = DEFAULT_SEED
    steps: int = 8
    guidance_scale: float = 2.0
    sampler: str | None = None
    watch: bool = False

    def __post_init__(self) -> None:
        check_steps(self.steps)
        check_guidance(self.guidance_scale)
        check_seed(self.seed)


@dataclass(frozen=True, slots=True)
class Computed:
    """What pixels depend on besides the order and the weights: versions of ``libraries``, the
    ``precision`` of the network ("bfloat16"), and the processor's ``instruction_set``."""

    libraries: dict[str, str] = field(default_factory=dict)
    precision: str = ""
    instruction_set: str = ""


def numbers(order: DrawOrder) -> tuple[object, ...]:
    """What orders must have in common to be drawn together: all but words, layout and seed."""
    return order.size, order.steps, order.guidance_scale, order.sampler, order.watch


def check_steps(steps: int) -> None:
    """BadValue for a number of steps that no sampler takes."""
    if not 1 <= steps <= MAX_STEPS:
        raise BadValue(
            f"{steps} steps: from 1 to {MAX_STEPS} are possible",
            hint="8 are a good start, and beyond 50 nothing changes",
        )


def check_guidance(scale: float) -> None:
    """BadValue for a guidance scale that is no number or out of range."""
    if math.isnan(scale) or not 0 <= scale <= MAX_GUIDANCE:
        raise BadValue(
            f"a guidance scale of {scale:g}: from 0 to {MAX_GUIDANCE:g} is possible",
            hint="1 is off, 2 to 8 follow the words more closely",
        )


def check_seed(seed: int) -> None:
    """BadValue for a seed that does not fit 63 bits."""
    if not 0 <= seed <= MAX_SEED:
        raise BadValue(f"seed {seed}: from 0 to {MAX_SEED} is possible", hint="any whole number does, 7 say")
