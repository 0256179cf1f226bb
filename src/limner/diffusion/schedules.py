"""Which noise levels a sampler visits: from the noisiest down to the clean picture.

Every function gives ``steps + 1`` levels for every ``steps`` from 1 to `MAX_STEPS`, strictly falling in
noise, the last one clean (sigma 0).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from limner.core.drawing import MAX_STEPS
from limner.core.errors import BadValue
from limner.diffusion.levels import Level, exploding, flow

CLEAN = Level(1.0, 0.0, 0.0)


def linear_betas(count: int = 1000, start: float = 1e-4, end: float = 0.02) -> list[float]:
    """DDPM's variances, evenly spaced (Ho et al. 2020, section 4)."""
    return [start + (end - start) * i / max(count - 1, 1) for i in range(count)]


def scaled_linear_betas(count: int = 1000, start: float = 0.00085, end: float = 0.012) -> list[float]:
    """Stable Diffusion's variances: their square roots are evenly spaced."""
    low, high = math.sqrt(start), math.sqrt(end)
    return [(low + (high - low) * i / max(count - 1, 1)) ** 2 for i in range(count)]


def cosine_betas(count: int = 1000, offset: float = 0.008, largest: float = 0.999) -> list[float]:
    """Variances whose kept signal falls as a squared cosine (Nichol & Dhariwal 2021, eq. 17)."""

    def kept(u: float) -> float:
        return math.cos((u + offset) / (1 + offset) * math.pi / 2) ** 2

    return [min(1 - kept((i + 1) / count) / kept(i / count), largest) for i in range(count)]


def discrete(betas: Sequence[float]) -> list[Level]:
    """The VP level of every training step: alpha² is the product of 1 - beta up to it."""
    levels, kept = [], 1.0
    for step, beta in enumerate(betas):
        kept *= 1 - beta
        levels.append(Level(math.sqrt(kept), math.sqrt(1 - kept), float(step)))
    return levels


def spaced(
    training: Sequence[Level], steps: int, spacing: Literal["leading", "trailing"] = "trailing"
) -> list[Level]:
    """``steps`` of the training levels, evenly spaced, then clean.

    ``trailing`` starts at the noisiest one (Lin et al. 2024, table 2); ``leading`` is DDPM's and
    DDIM's own ``0, k, 2k ...`` and never sees it.
    """
    _check(steps, len(training))
    count = len(training)
    if spacing == "leading":
        indices = [step * (count // steps) for step in reversed(range(steps))]
    else:
        indices = [round(count - step * count / steps) - 1 for step in range(steps)]
    return [*(training[index] for index in indices), CLEAN]


def karras(steps: int, sigma_min: float = 0.002, sigma_max: float = 80.0, rho: float = 7.0) -> list[Level]:
    """VE levels evenly spaced in sigma^(1/rho), then clean (Karras et al. 2022, eq. 5)."""
    _check(steps)
    if not 0 < sigma_min < sigma_max < math.inf:
        raise BadValue(
            f"sigma_min {sigma_min:g} and sigma_max {sigma_max:g}: needs 0 < sigma_min < sigma_max"
        )
    low, high = sigma_min ** (1 / rho), sigma_max ** (1 / rho)
    return [*(exploding((high + (low - high) * i / max(steps - 1, 1)) ** rho) for i in range(steps)), CLEAN]


def flow_times(steps: int, shift: float = 1.0, t_max: float = 1.0) -> list[Level]:
    """Flow levels, evenly spaced in t from ``t_max``, pushed towards noise by ``shift`` >= 1.

    t' = shift * t / (1 + (shift - 1) * t) (Esser et al. 2024, eq. 23). ``t_max`` in (0, 1] starts
    below full noise: `strength` of image-to-image, or what an eps model needs.
    """
    _check(steps)
    if not (0 < t_max <= 1 and 0 < shift < math.inf):
        raise BadValue(f"t_max {t_max:g}, shift {shift:g}: needs 0 < t_max <= 1 and a shift above 0")
    times = [t_max * (1 - step / steps) for step in range(steps)]
    return [*(flow(shift * t / (1 + (shift - 1) * t)) for t in times), CLEAN]


def _check(steps: int, most: int = MAX_STEPS) -> None:
    if not 1 <= steps <= most:
        raise BadValue(f"{steps} steps: from 1 to {most} are possible", hint="8 steps are a good start")
