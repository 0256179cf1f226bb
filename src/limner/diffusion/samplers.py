"""From noise to picture: five update rules, which are all the samplers by their many names.

At every level the denoiser gives ``d`` (clean estimate), hence ``eps = (x - alpha d) / sigma``.
With (alpha, sigma) now and (alpha', sigma') next, and z fresh noise:

==============  ===========================================================  ====================
rule            next x                                                       known as
==============  ===========================================================  ====================
`euler`         alpha' d + sigma' eps                                        DDIM (VP), Euler (VE),
                                                                             flow Euler (flow)
`ancestral`     alpha' d + sqrt(sigma'² - up²) eps + up z,                   DDPM (VP, eta 1), DDIM
                up = eta sigma' sqrt(1 - (ratio'/ratio)²)                    with eta (VP), Euler
                                                                             ancestral (VE)
`heun`          x + mean of (alpha'-alpha) d + (sigma'-sigma) eps            Heun (VE), flow Heun
                at both ends
`dpm_2m`        (sigma'/sigma) x - alpha' (e^-h - 1) D,                      DPM-Solver++(2M)
                D extrapolated from the last two d, h = step in log-SNR
`consistency`   alpha' d + sigma' z                                          LCM
==============  ===========================================================  ====================

That DDIM, Euler and flow Euler are one line is the reason why one denoiser can be sampled as
diffusion and as flow: the same Gaussian path in other variables. Each sampler is an iterator of
`Step`, so a progress bar, a preview, a stream and a cancel button all use it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from limner.diffusion.levels import Array, Level, noise_in
from limner.diffusion.prediction import DenoiserLike

FreshNoise = Callable[[int], Array]
"""``fresh(i)``: the unit noise of step i, of the shape of x."""


@dataclass(frozen=True, slots=True)
class Step:
    """After step ``index`` of ``count``: ``x`` at ``level`` and the estimate that led there."""

    index: int
    count: int
    level: Level
    x: Array
    denoised: Array


Sampler: TypeAlias = Callable[..., Iterator[Step]]


def euler(denoiser: DenoiserLike, x: Array, levels: Sequence[Level], cond: object = None) -> Iterator[Step]:
    """First order, deterministic (Song et al. 2021, DDIM eq. 12; Karras et al. 2022, alg. 1)."""
    for index, (now, then) in enumerate(pairwise(levels)):
        denoised = denoiser(x, now, cond)
        x = then.alpha * denoised + then.sigma * noise_in(x, denoised, now)
        yield Step(index + 1, len(levels) - 1, then, x, denoised)


def ancestral(
    denoiser: DenoiserLike,
    x: Array,
    levels: Sequence[Level],
    cond: object = None,
    *,
    fresh: FreshNoise,
    eta: float = 1.0,
) -> Iterator[Step]:
    """Each step also forgets a little: ``eta`` 0 is `euler`, 1 samples the true posterior.

    DDPM's "fixed small" variance (Ho et al. 2020, eq. 7) and DDIM's sigma (eq. 16) are this ``up``.
    """
    for index, (now, then) in enumerate(pairwise(levels)):
        denoised = denoiser(x, now, cond)
        up = eta * then.sigma * math.sqrt(max(0.0, 1 - _falls(now, then) ** 2))
        kept = math.sqrt(max(0.0, then.sigma**2 - up**2))
        x = then.alpha * denoised + kept * noise_in(x, denoised, now)
        if up > 0:
            x = x + up * fresh(index)
        yield Step(index + 1, len(levels) - 1, then, x, denoised)


def heun(denoiser: DenoiserLike, x: Array, levels: Sequence[Level], cond: object = None) -> Iterator[Step]:
    """Second order: two looks a step, one at the last (Karras et al. 2022, alg. 1)."""
    for index, (now, then) in enumerate(pairwise(levels)):
        denoised = denoiser(x, now, cond)
        first = _direction(x, denoised, now, then)
        ahead = x + first
        if then.sigma > 0:
            second = _direction(ahead, denoiser(ahead, then, cond), then, then, span=(now, then))
            ahead = x + (first + second) / 2
        x = ahead
        yield Step(index + 1, len(levels) - 1, then, x, denoised)


def dpm_2m(denoiser: DenoiserLike, x: Array, levels: Sequence[Level], cond: object = None) -> Iterator[Step]:
    """DPM-Solver++(2M), second order from one look a step (Lu et al. 2022, alg. 2).

    The first step and the last one to the clean picture are first order.
    """
    before: tuple[Array, Level] | None = None
    for index, (now, then) in enumerate(pairwise(levels)):
        denoised = denoiser(x, now, cond)
        estimate = denoised
        if before is not None and then.sigma > 0 and math.isfinite(before[1].log_snr):
            step, last = then.log_snr - now.log_snr, now.log_snr - before[1].log_snr
            estimate = denoised + step / (2 * last) * (denoised - before[0])
        x = then.alpha * estimate + then.sigma * noise_in(x, estimate, now)
        before = denoised, now
        yield Step(index + 1, len(levels) - 1, then, x, denoised)


def consistency(
    denoiser: DenoiserLike, x: Array, levels: Sequence[Level], cond: object = None, *, fresh: FreshNoise
) -> Iterator[Step]:
    """Jump to the clean estimate and noise it anew (Song et al. 2023, alg. 1; LCM)."""
    for index, (now, then) in enumerate(pairwise(levels)):
        denoised = denoiser(x, now, cond)
        x = then.alpha * denoised
        if then.sigma > 0:
            x = x + then.sigma * fresh(index)
        yield Step(index + 1, len(levels) - 1, then, x, denoised)


def _falls(now: Level, then: Level) -> float:
    """ratio' / ratio, 0-1; finite also from pure noise."""
    return then.sigma * now.alpha / (then.alpha * now.sigma)


def _direction(
    x: Array, denoised: Array, at: Level, then: Level, span: tuple[Level, Level] | None = None
) -> Array:
    """The straight move across the span, as seen from ``x`` at ``at``."""
    now, to = span or (at, then)
    return (to.alpha - now.alpha) * denoised + (to.sigma - now.sigma) * noise_in(x, denoised, at)
