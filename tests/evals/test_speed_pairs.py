"""What `limner bench` compares must be the same work."""

from __future__ import annotations

import numpy as np
import pytest

from limner.core.plan import step_types
from limner.core.steps.base import ExactStep
from limner.evals.speed.small import LEFT_OUT, Pair, fastest, pairs


@pytest.mark.parametrize("pair", [pair for pair in pairs() if pair.library], ids=lambda pair: pair.name)
def test_both_sides_of_a_small_comparison_give_the_same_samples(pair: Pair) -> None:
    assert pair.library is not None
    ours, library = (np.squeeze(call()).astype(int) for call in (pair.ours, pair.library))
    assert ours.shape == library.shape
    assert np.abs(ours - library).max() <= pair.apart


def test_every_operation_is_timed() -> None:
    exact = {op for op, kind in step_types().items() if issubclass(kind, ExactStep)}
    assert {pair.name for pair in pairs()} == exact - LEFT_OUT


def test_the_fastest_of_several_runs_counts_and_the_first_do_not() -> None:
    runs = iter([10**6, 10**6, 10, 10**4, 10])
    (seconds,) = fastest([lambda: np.arange(next(runs)).sum()], 3)
    assert seconds < 0.002
