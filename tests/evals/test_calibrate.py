from __future__ import annotations

import numpy as np
import pytest

from limner.evals.see.calibrate import familiarity, logistic
from limner.evals.see.outliers import KINDS, outliers
from limner.models.familiar import BIAS, THRESHOLD, familiar, signs


def outputs(rng: np.random.Generator, *, sure: float) -> dict[str, np.ndarray]:
    """Raw outputs of one picture whose logits are as large as ``sure``."""
    things = rng.normal(size=(16, 5)).astype(np.float32)
    things[np.arange(16), rng.integers(0, 5, 16)] += sure
    whole = {head: rng.normal(size=4).astype(np.float32) for head in ("place", "time", "weather", "style")}
    for logits in whole.values():
        logits[rng.integers(4)] += sure
    boxes = np.tile(np.array([0.2, 0.2, 0.8, 0.8], np.float32), (16, 1))
    boxes += rng.normal(0, 0.3 / (1 + sure), boxes.shape).astype(np.float32)
    colors = rng.normal(size=(16, 3)).astype(np.float32)
    return {"things": things, "colors": colors, "boxes": boxes, "centredness": things[:, 0], **whole}


def test_the_regression_finds_the_direction_that_parts_two_clouds() -> None:
    rng = np.random.default_rng(0)
    apart = np.array([2.0, 0, 0])
    one, other = rng.normal(apart, 1, (200, 3)), rng.normal(-apart, 1, (200, 3))
    weights, bias = logistic(one, other)
    assert ((one @ weights + bias) > 0).mean() > 0.95
    assert ((other @ weights + bias) < 0).mean() > 0.95
    assert abs(weights[0]) > 5 * max(abs(weights[1:]))


def test_the_threshold_lets_two_in_a_hundred_of_ours_be_flagged() -> None:
    rng = np.random.default_rng(1)
    ours = [outputs(rng, sure=9) for _ in range(200)]
    theirs = [outputs(rng, sure=1) for _ in range(200)]
    numbers, measured = familiarity(ours, theirs)
    assert measured["familiar: held-out scenes flagged"] <= 0.03
    assert measured["familiar: made-up strange pictures flagged"] > 0.9
    assert familiar(ours[0], numbers) > numbers[THRESHOLD] > familiar(theirs[0], numbers)


def test_a_card_without_weights_knows_everything() -> None:
    rng = np.random.default_rng(2)
    assert familiar(outputs(rng, sure=0), {}) == 1.0
    assert familiar(outputs(rng, sure=0), {BIAS: -100.0}) == pytest.approx(0, abs=1e-6)


def test_signs_are_finite_without_a_single_thing() -> None:
    nothing = outputs(np.random.default_rng(3), sure=0)
    nothing["things"][:, 0] = 50
    assert all(np.isfinite(value) for value in signs(nothing).values())


def test_strange_pictures_come_in_all_kinds_and_are_the_same_for_a_seed() -> None:
    scenes = [np.full((128, 128, 3), level, np.uint8) for level in (40, 200)]
    found = list(outliers(5, len(KINDS), scenes, 128))
    assert [kind for kind, _ in found] == list(KINDS)
    assert {pixels.shape for _, pixels in found} == {(128, 128, 3)}
    again = list(outliers(5, len(KINDS), scenes, 128))
    assert all(np.array_equal(one, other) for (_, one), (_, other) in zip(found, again, strict=True))
