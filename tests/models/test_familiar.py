"""The signs of a known picture, against their definitions in plain slow Python."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from limner.models.familiar import WHOLE, signs


def shares(logits: list[float]) -> list[float]:
    powers = [exp(value) for value in logits]
    return [power / sum(powers) for power in powers]


def entropy(logits: list[float]) -> float:
    return -sum(share * log(share) for share in shares(logits))


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_signs_are_what_they_are_said_to_be() -> None:
    rng = np.random.default_rng(3)
    found = {
        "things": rng.normal(0, 2, (16, 7)).astype(np.float32),
        "colors": rng.normal(0, 2, (16, 3)).astype(np.float32),
        "boxes": rng.random((16, 4)).astype(np.float32),
        "centredness": np.zeros(16, np.float32),
        **{head: rng.normal(0, 2, 4).astype(np.float32) for head in WHOLE},
    }
    told = signs(found)
    things, colors = found["things"].tolist(), found["colors"].tolist()
    some = [1 - shares(row)[0] for row in things]
    on = [index for index, share in enumerate(some) if share > 0.5]
    assert 0 < len(on) < 16
    expected = {
        "doubt": mean([entropy(row) for row in things]),
        "doubt_on": mean([entropy(things[index]) for index in on]),
        "unsettled": mean([0.1 < share < 0.9 for share in some]),
        "vote": max(some),
        "covered": len(on) / 16,
        "hue": mean([entropy(colors[index]) for index in on]),
        "energy_things": mean([log(sum(map(exp, row))) for row in things]),
    }
    assert {name: told[name] for name in expected} == pytest.approx(expected, abs=1e-6)
    for head in WHOLE:
        first, second = sorted(found[head].tolist())[:1:-1]
        assert told[f"margin_{head}"] == pytest.approx(first - second)
        assert told[f"energy_{head}"] == pytest.approx(log(sum(map(exp, found[head].tolist()))))


def test_a_patch_without_the_least_doubt_has_none() -> None:
    sure = np.full((4, 3), -1000, np.float32)
    sure[:, 1] = 1000
    found = {"things": sure, "colors": sure, "boxes": np.zeros((4, 4), np.float32)}
    told = signs({**found, **dict.fromkeys(WHOLE, np.zeros(3, np.float32))})
    assert (told["doubt"], told["energy_things"], told["vote"]) == (0, 1000, 1)
