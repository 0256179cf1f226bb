from __future__ import annotations

import numpy as np
import pytest
import torch

from limner.core.errors import BadValue
from limner.diffusion.latents import LatentScale, packed, unpacked

LATENTS = np.random.default_rng(0).normal(2.0, 3.0, size=(2, 3, 4, 6))


def test_packing_puts_each_patch_in_one_token_channel_first() -> None:
    tokens = packed(LATENTS)
    assert tokens.shape == (2, 6, 12)
    for row in range(2):
        for column in range(3):
            patch = LATENTS[1, :, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
            np.testing.assert_array_equal(tokens[1, row * 3 + column], patch.ravel())
    np.testing.assert_array_equal(unpacked(tokens, 4, 6), LATENTS)


def test_torch_packs_alike() -> None:
    tokens = packed(torch.from_numpy(LATENTS))
    np.testing.assert_array_equal(tokens.numpy(), packed(LATENTS))
    np.testing.assert_array_equal(unpacked(tokens, 4, 6).numpy(), LATENTS)


def test_scaling_by_channel_centres_and_comes_back() -> None:
    scale = LatentScale(tuple(LATENTS.mean((0, 2, 3))), tuple(LATENTS.std((0, 2, 3))))
    scaled = scale.scaled(LATENTS)
    np.testing.assert_allclose(scaled.mean((0, 2, 3)), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.std((0, 2, 3)), 1, atol=1e-12)
    np.testing.assert_allclose(scale.restored(scaled), LATENTS)


def test_one_factor_serves_all_channels() -> None:
    np.testing.assert_allclose(LatentScale((0.0,), (1 / 0.18215,)).scaled(LATENTS), LATENTS * 0.18215)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(BadValue, match="patches"):
        packed(LATENTS[:, :, :3])
    with pytest.raises(BadValue, match="tokens"):
        unpacked(packed(LATENTS), 4, 4)
    with pytest.raises(BadValue, match="channels"):
        LatentScale((0.0, 1.0), (1.0, 1.0)).scaled(LATENTS)
    with pytest.raises(BadValue, match="deviations"):
        LatentScale((0.0,), (0.0,))
