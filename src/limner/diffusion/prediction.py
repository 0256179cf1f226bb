"""What a network predicts, and how each kind becomes a clean estimate.

One contract for all: ``denoiser(x, level, cond) -> denoised``. A network keeps its own
parametrisation; `Denoiser` turns its output.

=======  =============================  ==================================
kind     the training target            denoised from the prediction
=======  =============================  ==================================
EPS      eps                            (x - sigma * pred) / alpha
V        alpha * eps - sigma * x0       (alpha * x - sigma * pred) / (alpha² + sigma²)
X0       x0                             pred
FLOW     eps - x0                       (x - sigma * pred) / (alpha + sigma)
=======  =============================  ==================================

EPS: Ho et al. 2020; V: Salimans & Ho 2022, appendix D; FLOW: Lipman et al. 2023, Liu et al. 2023.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from limner.core.errors import BadValue
from limner.diffusion.levels import Array, Level

Network = Callable[[Array, float, object], Array]
"""``network(x, time, cond) -> pred``, ``pred`` of the shape of ``x``."""

DenoiserLike = Callable[[Array, Level, object], Array]
"""``denoiser(x, level, cond) -> denoised``: the one contract that samplers and guidance see."""


class Prediction(Enum):
    """A network's parametrisation."""

    EPS = "eps"
    V = "v"
    X0 = "x0"
    FLOW = "flow"


def target(kind: Prediction, x0: Array, eps: Array, level: Level) -> Array:
    """What a network of this kind is trained to give at ``level``."""
    if kind is Prediction.EPS:
        return eps
    if kind is Prediction.V:
        return level.alpha * eps - level.sigma * x0
    if kind is Prediction.X0:
        return x0
    return eps - x0


def denoised_from(kind: Prediction, pred: Array, x: Array, level: Level) -> Array:
    """The clean estimate that a prediction stands for.

    Raises `BadValue` for EPS at pure noise (alpha = 0): there eps says nothing about x0.
    """
    if kind is Prediction.X0:
        return pred
    if kind is Prediction.V:
        return (level.alpha * x - level.sigma * pred) / (level.alpha**2 + level.sigma**2)
    if kind is Prediction.FLOW:
        return (x - level.sigma * pred) / (level.alpha + level.sigma)
    if level.alpha == 0:
        raise BadValue(
            "an eps prediction at pure noise (alpha 0) gives no clean estimate",
            hint="start below full noise, with t_max < 1",
        )
    return (x - level.sigma * pred) / level.alpha


@dataclass(frozen=True, slots=True)
class Denoiser:
    """``network`` behind the one contract, whatever it predicts and on whatever path it learned.

    ``rescale`` is for a network trained on another family: it maps the sampler's level to the
    network's own, and ``x`` is scaled to match (k-diffusion's ``x / sqrt(1 + sigma²)`` is the case
    VE -> VP). By default the network lives on the sampler's path.
    """

    network: Network
    kind: Prediction
    rescale: Callable[[Level], Level] | None = None

    def __call__(self, x: Array, level: Level, cond: object = None) -> Array:
        """The clean estimate of ``x`` at ``level``."""
        own = self.rescale(level) if self.rescale else level
        scaled = x if own is level else x * _matching(level, own)
        return denoised_from(self.kind, self.network(scaled, own.time, cond), scaled, own)


def _matching(level: Level, own: Level) -> float:
    """The factor that takes an x at ``level`` to the same signal-to-noise ratio on another path."""
    return own.alpha / level.alpha if level.alpha > 0 else own.sigma / level.sigma


def on_flow(level: Level) -> Level:
    """The flow level with the same signal-to-noise ratio: t = sigma / (alpha + sigma)."""
    t = level.sigma / (level.alpha + level.sigma)
    return Level(1 - t, t, t)
