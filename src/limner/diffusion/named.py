"""Samplers by the names that people call them by: a rule, and the levels that it is walked over.

One denoiser serves them all: on whatever path a sampler walks, the network is asked at the level of
its own path with the same share of noise (`prediction.Denoiser`, ``rescale``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from limner.core.errors import BadValue
from limner.diffusion import samplers, schedules
from limner.diffusion.levels import Level
from limner.diffusion.samplers import Sampler

SIGMA_MAX = 80.0
"""Where a variance exploding path begins; the picture is 1/80 of what is there."""


@dataclass(frozen=True, slots=True)
class Named:
    """``levels(steps, shift)``: ``steps`` + 1 levels, ``shift`` for the flow path alone; ``fresh`` where
    the rule takes new noise on the way."""

    sampler: Sampler
    levels: Callable[[int, float], list[Level]]
    fresh: bool = False


def _flow(steps: int, shift: float) -> list[Level]:
    return schedules.flow_times(steps, shift)


def _preserving(steps: int, _: float) -> list[Level]:
    """Cosine variances: the linear ones end before the picture is all noise."""
    return schedules.spaced(schedules.discrete(schedules.cosine_betas()), steps)


def _exploding(steps: int, _: float) -> list[Level]:
    return schedules.karras(steps, sigma_max=SIGMA_MAX)


SAMPLERS: dict[str, Named] = {
    "flow-euler": Named(samplers.euler, _flow),
    "flow-heun": Named(samplers.heun, _flow),
    "flow-dpm++2m": Named(samplers.dpm_2m, _flow),
    "ddim": Named(samplers.euler, _preserving),
    "ddpm": Named(samplers.ancestral, _preserving, fresh=True),
    "dpm++2m": Named(samplers.dpm_2m, _preserving),
    "euler": Named(samplers.euler, _exploding),
    "euler-a": Named(samplers.ancestral, _exploding, fresh=True),
    "heun": Named(samplers.heun, _exploding),
    "lcm": Named(samplers.consistency, _flow, fresh=True),
}
"""The first is the one that a flow model was trained for."""


def named(name: str) -> Named:
    """The sampler of that name; BadValue names the nearest."""
    if name not in SAMPLERS:
        near = get_close_matches(name, SAMPLERS, n=3, cutoff=0.4) or list(SAMPLERS)
        raise BadValue(f"there is no sampler {name!r}", hint=f"known: {', '.join(near)}")
    return SAMPLERS[name]
