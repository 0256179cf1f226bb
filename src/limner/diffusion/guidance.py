"""Guidance: push the clean estimate away from what it would be without the words.

All rules work on clean estimates ``denoised``, where eps, v and flow predictions mean the same.
``guidance_scale`` 1 is off; the networks are then asked once a level instead of twice.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Protocol

from limner.core.errors import BadValue
from limner.diffusion.levels import Array, Level
from limner.diffusion.prediction import DenoiserLike

MAX_SCALE = 100.0


class Guidance(Protocol):
    """How the estimates with (``cond``) and without (``uncond``) the words become one."""

    def wanted(self, level: Level) -> bool:
        """Whether it does anything at ``level``; if not, ``uncond`` is never computed."""
        ...

    def start(self) -> Combine:
        """A fresh rule for one drawing; it may remember earlier steps."""
        ...


class Combine(Protocol):
    """One drawing's rule."""

    def __call__(self, cond: Array, uncond: Array) -> Array:
        """The guided estimate."""
        ...


@dataclass(frozen=True, slots=True)
class ClassifierFree:
    """uncond + scale * (cond - uncond) (Ho & Salimans 2022, eq. 6).

    ``interval`` is where it acts, in the share of noise sigma / (alpha + sigma), 0 = clean:
    outside it ``cond`` alone stands (Kynkäänniemi et al. 2024). ``rescale`` in [0, 1] brings the
    standard deviation of each picture back towards ``cond``'s (Lin et al. 2024, eq. 15-16).
    """

    scale: float = 2.0
    interval: tuple[float, float] = (0.0, 1.0)
    rescale: float = 0.0

    def __post_init__(self) -> None:
        _check("guidance scale", self.scale, 0.0, MAX_SCALE)
        _check("guidance rescale", self.rescale, 0.0, 1.0)
        start, stop = self.interval
        if not 0 <= start < stop <= 1:
            raise BadValue(f"guidance interval {start:g} to {stop:g}: needs 0 <= start < stop <= 1")

    def wanted(self, level: Level) -> bool:
        """Inside the interval, and a scale other than 1."""
        share = level.sigma / (level.alpha + level.sigma)
        return self.scale != 1 and self.interval[0] <= share <= self.interval[1]

    def start(self) -> Combine:
        """The rule; it remembers nothing."""
        return self._combine

    def _combine(self, cond: Array, uncond: Array) -> Array:
        guided = uncond + self.scale * (cond - uncond)
        if not self.rescale:
            return guided
        matched = guided * (_spread(cond) / (_spread(guided) + 1e-12))
        return self.rescale * matched + (1 - self.rescale) * guided


@dataclass(frozen=True, slots=True)
class AdaptiveProjected:
    """APG: cond + (scale - 1) * (across + eta * along), see Sadat et al. 2024, algorithm 1.

    The difference cond - uncond is averaged over steps (``momentum``, negative = away from the
    past), its length capped at ``norm`` (L2 a picture; 0 = no cap), and split along and across
    ``cond``; the part along it, which over-saturates, is kept only to the share ``eta``.
    """

    scale: float = 4.0
    eta: float = 0.0
    norm: float = 15.0
    momentum: float = -0.5

    def __post_init__(self) -> None:
        _check("guidance scale", self.scale, 0.0, MAX_SCALE)
        _check("eta", self.eta, 0.0, 1.0)
        _check("norm", self.norm, 0.0, math.inf)
        _check("momentum", self.momentum, -1.0, 1.0)

    def wanted(self, level: Level) -> bool:
        """At every level, unless the scale is 1."""
        return self.scale != 1

    def start(self) -> Combine:
        """A rule with an empty memory."""
        return _Projecting(self)


@dataclass(slots=True)
class _Projecting:
    settings: AdaptiveProjected
    average: Array = field(default=0.0)

    def __call__(self, cond: Array, uncond: Array) -> Array:
        settings = self.settings
        self.average = cond - uncond + settings.momentum * self.average
        apart = self.average
        if settings.norm > 0:
            length = _sum(apart * apart) ** 0.5
            apart = apart * (settings.norm / (length + 1e-12)).clip(None, 1.0)
        along = _sum(apart * cond) / (_sum(cond * cond) + 1e-12) * cond
        return cond + (settings.scale - 1) * (apart - along + settings.eta * along)


def guided(denoiser: DenoiserLike, guidance: Guidance, negative: object = None) -> DenoiserLike:
    """``denoiser`` under ``guidance``, for one drawing; ``negative`` is what to move away from."""
    combine = guidance.start()

    def estimate(x: Array, level: Level, cond: object) -> Array:
        with_words = denoiser(x, level, cond)
        if not guidance.wanted(level):
            return with_words
        return combine(with_words, denoiser(x, level, negative))

    return estimate


def _sum(values: Array) -> Array:
    """Over everything but the first axis, which stays for broadcasting."""
    return values.sum(axis=tuple(range(1, values.ndim)), keepdims=True)


def _spread(values: Array) -> Array:
    """The standard deviation of each picture."""
    count = math.prod(values.shape[1:])
    centred = values - _sum(values) / count
    return (_sum(centred * centred) / count) ** 0.5


def _check(name: str, value: float, low: float, high: float) -> None:
    if math.isnan(value) or not low <= value <= high:
        raise BadValue(f"{name} {value:g}: from {low:g} to {high:g} is possible")
