from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.drawing import MAX_STEPS
from limner.core.errors import BadValue
from limner.diffusion import schedules
from limner.diffusion.levels import Level

TRAINING = schedules.discrete(schedules.linear_betas())
SCHEDULES = {
    "karras": schedules.karras,
    "flow": schedules.flow_times,
    "shifted flow": lambda steps: schedules.flow_times(steps, shift=3.0, t_max=0.97),
    "trailing": lambda steps: schedules.spaced(TRAINING, steps, "trailing"),
    "leading": lambda steps: schedules.spaced(TRAINING, steps, "leading"),
}


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_number_of_steps_gives_that_many_falling_levels(name: str) -> None:
    for steps in range(1, 201):
        levels = SCHEDULES[name](steps)
        assert len(levels) == steps + 1
        ratios = [level.ratio for level in levels]
        assert all(now > then for now, then in pairwise(ratios)), steps
        assert levels[-1] == Level(1.0, 0.0, 0.0)


@given(st.integers(1, MAX_STEPS), st.floats(1.0, 20.0), st.floats(0.01, 1.0))
def test_a_shift_keeps_the_ends_and_adds_noise_between(steps: int, shift: float, t_max: float) -> None:
    plain, shifted = schedules.flow_times(steps, 1.0, t_max), schedules.flow_times(steps, shift, t_max)
    assert all(a.sigma <= b.sigma + 1e-12 for a, b in zip(plain, shifted, strict=True))
    assert shifted[0].sigma <= 1


@pytest.mark.parametrize(
    "betas", [schedules.linear_betas(), schedules.scaled_linear_betas(), schedules.cosine_betas()]
)
def test_the_discrete_levels_preserve_variance(betas: list[float]) -> None:
    levels = schedules.discrete(betas)
    assert len(levels) == 1000
    for level in levels:
        assert math.isclose(level.alpha**2 + level.sigma**2, 1, rel_tol=1e-9)


@pytest.mark.parametrize("steps", [0, -1, 1001])
def test_steps_out_of_range_are_refused(steps: int) -> None:
    for make in (schedules.karras, schedules.flow_times, lambda n: schedules.spaced(TRAINING, n)):
        with pytest.raises(BadValue, match="steps"):
            make(steps)


@pytest.mark.parametrize(
    ("shift", "t_max"), [(0, 1), (1, 0), (1, 1.1), (math.nan, 1), (1, math.nan), (math.inf, 1)]
)
def test_a_flow_outside_its_range_is_refused(shift: float, t_max: float) -> None:
    with pytest.raises(BadValue):
        schedules.flow_times(8, shift, t_max)
