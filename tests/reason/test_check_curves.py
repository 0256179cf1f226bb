"""The rule by which checks foresee a curve, against the operation that draws it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from limner.core.steps.tone import Curves
from limner.ops.tone import curves_table
from limner.reason.checks.curves import CURVES


@pytest.mark.parametrize("count", [2, 3, 5, 40])
def test_a_curve_is_foreseen_at_every_sample(count: int) -> None:
    random = np.random.default_rng(count)
    for _ in range(20):
        inputs = random.choice(256, count, replace=False)
        points = tuple(
            (float(x), float(y)) for x, y in zip(inputs, random.integers(0, 256, count), strict=True)
        )
        foreseen = CURVES["curves"](np.arange(256.0), Curves(points=points))
        np.testing.assert_allclose(foreseen, curves_table(255, points), atol=1e-6)


def test_a_curve_of_many_points_costs_no_more_than_one_of_few() -> None:
    values = np.random.default_rng(0).uniform(0, 255, (200, 200, 3))
    taken = []
    for count in (5, 250):
        step = Curves(points=tuple((float(x), float(x)) for x in range(count)))
        start = time.process_time()
        CURVES["curves"](values, step)
        taken.append(time.process_time() - start)
    assert taken[1] < 10 * taken[0] + 0.2
