from __future__ import annotations

import hashlib
from statistics import NormalDist

import numpy as np

from limner.diffusion.noise import normal_quantile, unit_noise


def test_the_quantile_is_the_standard_library_s() -> None:
    p = np.concatenate(
        [10.0 ** -np.arange(1, 16), np.linspace(0.001, 0.999, 999), 1 - 10.0 ** -np.arange(1, 15)]
    )
    theirs = [NormalDist().inv_cdf(value) for value in p]
    np.testing.assert_allclose(normal_quantile(p), theirs, rtol=1e-14, atol=1e-15)


def test_the_noise_of_a_seed_never_changes() -> None:
    noise = unit_noise((2, 4, 8, 8), seed=7)
    digest = hashlib.sha256(noise.astype("<f4").tobytes()).hexdigest()
    assert digest == "96f18a1452232ebd92d11ada912b872b2f5a156a24713defb3ef5d67d1657104"


def test_it_is_normal() -> None:
    values = np.sort(unit_noise((1, 100_000), seed=1)[0].astype(np.float64))
    expected = normal_quantile((np.arange(100_000) + 0.5) / 100_000)
    assert np.abs(values - expected)[100:-100].max() < 0.06
    assert abs(values.mean()) < 0.01
    assert abs(values.std() - 1) < 0.01


def test_one_more_picture_changes_none_of_the_others() -> None:
    three = unit_noise((3, 4, 5), seed=2)
    np.testing.assert_array_equal(unit_noise((2, 4, 5), seed=2), three[:2])
    assert not np.array_equal(three[0], three[1])


def test_seeds_and_names_are_streams_of_their_own() -> None:
    plain = unit_noise((1, 64), seed=0)
    assert not np.array_equal(plain, unit_noise((1, 64), seed=1))
    assert not np.array_equal(plain, unit_noise((1, 64), seed=0, name="step/1"))
