from __future__ import annotations

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.see.labels import probabilities, ranked, split_labels


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_probabilities_are_the_softmax_of_scaled_cosines() -> None:
    rng = np.random.default_rng(0)
    pictures, labels = unit(rng.normal(size=(3, 8))), unit(rng.normal(size=(4, 8)))
    found = probabilities(pictures, labels, 10.0)
    for row in range(3):
        powers = [np.exp(10.0 * float(pictures[row] @ label)) for label in labels]
        assert found[row] == pytest.approx([power / sum(powers) for power in powers], abs=1e-6)
    assert found.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-6)


def test_a_large_scale_does_not_overflow() -> None:
    vectors = np.eye(2, dtype=np.float32)
    found = probabilities(vectors, vectors, 1e5)
    assert np.isfinite(found).all()
    assert found.argmax(1).tolist() == [0, 1]


def test_the_likeliest_label_comes_first() -> None:
    words = ranked(("a cat", "a dog", "a cow"), np.array([0.2, 0.7, 0.1], np.float32))
    assert [word.name for word in words] == ["a dog", "a cat", "a cow"]


@pytest.mark.parametrize("text", ["", "a cat", "a cat,", "a cat, a cat"])
def test_what_is_no_choice_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        split_labels(text)
    assert refused.value.hint
