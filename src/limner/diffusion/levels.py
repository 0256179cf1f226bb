"""Noise levels: where on its way from picture to noise an array is.

Every path here is Gaussian: ``x = alpha * x0 + sigma * eps`` with eps of unit variance. The
families differ only in which pairs (alpha, sigma) they pass through:

========================  ==========================  =====================
variance preserving (VP)  alpha² + sigma² = 1         DDPM, Stable Diffusion
variance exploding (VE)   alpha = 1                   EDM, k-diffusion
flow                      alpha = 1 - t, sigma = t    rectified flow, SD3, FLUX
========================  ==========================  =====================

so a sampler that is written in (alpha, sigma) serves all three (`samplers`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

Array: TypeAlias = Any
"""A NumPy or torch array; only its operators are used."""


@dataclass(frozen=True, slots=True)
class Level:
    """One noise level: ``x = alpha * x0 + sigma * eps``, alpha and sigma >= 0, not both 0.

    ``time`` is what the network was trained to be told there: the index of the training step for
    a discrete schedule, sigma for EDM, t in [0, 1] (1 = pure noise) for flow.
    """

    alpha: float
    sigma: float
    time: float

    @property
    def ratio(self) -> float:
        """sigma / alpha, the level's noise in VE coordinates; infinite at pure noise."""
        return self.sigma / self.alpha if self.alpha > 0 else math.inf

    @property
    def log_snr(self) -> float:
        """Half the log signal-to-noise ratio, log(alpha / sigma): DPM-Solver's lambda."""
        if self.sigma <= 0:
            return math.inf
        return math.log(self.alpha / self.sigma) if self.alpha > 0 else -math.inf


def preserving(sigma: float, time: float) -> Level:
    """The VP level whose noise in VE coordinates is ``sigma``: alpha = 1 / sqrt(1 + sigma²)."""
    alpha = 1 / math.sqrt(1 + sigma * sigma)
    return Level(alpha, sigma * alpha, time)


def exploding(sigma: float, time: float | None = None) -> Level:
    """The VE level of noise ``sigma`` >= 0."""
    return Level(1.0, sigma, sigma if time is None else time)


def flow(t: float, time: float | None = None) -> Level:
    """The flow level at ``t`` in [0, 1], 1 = pure noise."""
    return Level(1.0 - t, t, t if time is None else time)


def noised(x0: Array, eps: Array, level: Level) -> Array:
    """The forward process: ``x0`` at ``level`` under the unit noise ``eps``."""
    return level.alpha * x0 + level.sigma * eps


def noise_in(x: Array, denoised: Array, level: Level) -> Array:
    """The eps for which ``x`` would come from ``denoised``; ``level.sigma`` > 0."""
    return (x - level.alpha * denoised) / level.sigma


def score(x: Array, denoised: Array, level: Level) -> Array:
    """The gradient of log p(x) at ``level``: -eps / sigma (Tweedie; Song et al. 2021, eq. 7)."""
    return -noise_in(x, denoised, level) / level.sigma
