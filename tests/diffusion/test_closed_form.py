"""Samplers on targets whose denoiser is known exactly: no weights, no tolerance for a wrong order."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from limner.diffusion import levels, samplers, schedules
from limner.diffusion.levels import Level, exploding, flow, preserving
from limner.diffusion.noise import unit_noise

MEAN, SPREAD = 1.5, 0.6


def gaussian(x: np.ndarray, level: Level, cond: object = None) -> np.ndarray:
    """E[x0 | x] for x0 ~ N(MEAN, SPREAD²)."""
    gain = level.alpha * SPREAD**2 / (level.alpha**2 * SPREAD**2 + level.sigma**2)
    return MEAN + gain * (x - level.alpha * MEAN)


def spread(level: Level) -> float:
    return math.sqrt(level.alpha**2 * SPREAD**2 + level.sigma**2)


def carried(x: np.ndarray, level: Level, to: Level = schedules.CLEAN) -> np.ndarray:
    """Where the probability flow takes ``x``, exactly."""
    return to.alpha * MEAN + spread(to) / spread(level) * (x - level.alpha * MEAN)


def mixture(x: np.ndarray, level: Level, cond: object = None) -> np.ndarray:
    """E[x0 | x] for half -2, half +2, each with spread 0.2."""
    spread = 0.2
    total = level.alpha**2 * spread**2 + level.sigma**2
    with np.errstate(over="ignore"):
        odds = np.exp(np.clip(-4 * level.alpha * 2 * x / (2 * total), -700, 700))
    right = 1 / (1 + odds)
    estimate = np.zeros_like(x)
    for centre, weight in ((2.0, right), (-2.0, 1 - right)):
        gain = level.alpha * spread**2 / total
        estimate += weight * (centre + gain * (x - level.alpha * centre))
    return estimate


def ve(steps: int) -> list[Level]:
    return schedules.karras(steps, 0.01, 10)


def vp(steps: int) -> list[Level]:
    return [*(preserving(level.sigma, level.sigma) for level in ve(steps)[:-1]), schedules.CLEAN]


def straight(steps: int) -> list[Level]:
    return schedules.flow_times(steps, t_max=0.95)


def last(steps: object) -> np.ndarray:
    return list(steps)[-1].x  # type: ignore[call-overload]


def error(sampler: samplers.Sampler, path: Callable[[int], list[Level]], steps: int) -> float:
    """Down to the last noisy level: the jump from there to the clean picture is first order for all."""
    grid = path(steps)[:-1]
    x = levels.noised(np.array([[-1.0, 0.3, 2.0]]), np.array([[0.5, -1.2, 0.8]]), grid[0])
    return float(np.abs(last(sampler(gaussian, x, grid)) - carried(x, grid[0], grid[-1])).max())


@pytest.mark.parametrize("path", [ve, vp, straight], ids=lambda path: path.__name__)
@pytest.mark.parametrize(
    ("sampler", "order"), [(samplers.euler, 1), (samplers.heun, 2), (samplers.dpm_2m, 2)]
)
def test_a_sampler_converges_at_its_order(
    sampler: samplers.Sampler, order: int, path: Callable[[int], list[Level]]
) -> None:
    coarse, fine = error(sampler, path, 100), error(sampler, path, 400)
    assert fine < coarse
    measured = math.log(coarse / fine, 4)
    assert measured > order - 0.35, (coarse, fine, measured)


@pytest.mark.parametrize("path", [ve, vp, straight], ids=lambda path: path.__name__)
def test_the_stochastic_samplers_reach_the_target(path: Callable[[int], list[Level]]) -> None:
    grid = path(150)
    start = levels.noised(
        MEAN + SPREAD * unit_noise((1, 20_000), 1, "start").astype(np.float64),
        unit_noise((1, 20_000), 2),
        grid[0],
    )
    x = last(
        samplers.ancestral(gaussian, start, grid, fresh=lambda i: unit_noise((1, 20_000), 3, f"step/{i}"))
    )
    assert abs(x.mean() - MEAN) < 0.03
    assert abs(x.std() - SPREAD) < 0.03


@pytest.mark.parametrize("path", [ve, vp, straight], ids=lambda path: path.__name__)
def test_a_mixture_is_split_in_half(path: Callable[[int], list[Level]]) -> None:
    grid = path(60)
    scale = math.sqrt((grid[0].alpha * 2) ** 2 + grid[0].sigma ** 2)
    x = last(samplers.heun(mixture, scale * unit_noise((1, 4000), 5).astype(np.float64), grid))
    right = x[x > 0]
    assert abs(len(right) / 4000 - 0.5) < 0.03
    assert abs(right.mean() - 2) < 0.03
    assert abs(right.std() - 0.2) < 0.03


def test_ddim_euler_and_flow_euler_are_one_rule() -> None:
    ratios = [level.sigma for level in ve(12)[:-1]]
    paths = [
        [*(exploding(r) for r in ratios), schedules.CLEAN],
        [*(preserving(r, r) for r in ratios), schedules.CLEAN],
        [*(flow(r / (1 + r)) for r in ratios), schedules.CLEAN],
    ]
    x0, eps = np.array([[0.4, -1.0]]), np.array([[1.0, -0.2]])
    ends = [last(samplers.euler(mixture, levels.noised(x0, eps, path[0]), path)) for path in paths]
    np.testing.assert_allclose(ends[1], ends[0], atol=1e-12)
    np.testing.assert_allclose(ends[2], ends[0], atol=1e-12)


def test_consistency_with_a_perfect_jump_lands_in_one_step() -> None:
    def jump(x: np.ndarray, level: Level, cond: object = None) -> np.ndarray:
        return carried(x, level)

    grid = straight(4)
    x = levels.noised(np.full((1, 5000), MEAN), unit_noise((1, 5000), 1).astype(np.float64), grid[0])
    x = last(samplers.consistency(jump, x, grid, fresh=lambda i: unit_noise((1, 5000), 9, f"step/{i}")))
    assert abs(x.mean() - MEAN) < 0.03
    assert abs(x.std() - SPREAD) < 0.03


def test_the_score_is_the_gradient_of_the_log_density() -> None:
    level, x, h = vp(10)[4], np.array([0.7]), 1e-5
    variance = level.alpha**2 * SPREAD**2 + level.sigma**2

    def log_density(value: np.ndarray) -> np.ndarray:
        return -((value - level.alpha * MEAN) ** 2) / (2 * variance)

    slope = (log_density(x + h) - log_density(x - h)) / (2 * h)
    np.testing.assert_allclose(levels.score(x, gaussian(x, level), level), slope, rtol=1e-6)
