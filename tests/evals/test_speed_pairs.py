"""What `limner bench` compares must be the same work."""

from __future__ import annotations

import numpy as np
import pytest

from limner.evals.speed.programs import small_pairs


@pytest.mark.parametrize(("name", "ours", "library"), small_pairs(), ids=lambda part: str(part)[:20])
def test_both_sides_of_a_small_comparison_give_the_same_samples(name, ours, library) -> None:
    np.testing.assert_array_equal(np.squeeze(ours()), np.squeeze(library()))
