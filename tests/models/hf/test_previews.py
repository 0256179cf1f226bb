"""Previews of foreign models: a map that fits their autoencoder, and the end of the path they are on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import diffusers
import numpy as np
import pytest
import torch

from limner.core.geometry import Size
from limner.diffusion.latents import packed
from limner.diffusion.levels import Level, exploding, flow, noised, preserving
from limner.models.hf.previews import LinearMap, Preview, fitted, level_before

MIX = torch.tensor([[0.5, -0.2, 0.1], [0.3, 0.7, 0.0], [0.0, 0.2, 0.9], [0.4, 0.4, -0.4]])


class Linear:
    """An autoencoder whose latents are mixtures of the mean colour of 4x4 pixels."""

    device, dtype = torch.device("cpu"), torch.float32

    def __init__(self) -> None:
        self.config = SimpleNamespace(scaling_factor=0.7, shift_factor=0.3, block_out_channels=(1, 2, 3))

    def encode(self, pixels: torch.Tensor) -> Any:
        means = torch.nn.functional.avg_pool2d(pixels, 4)
        latents = torch.einsum("bchw,kc->bkhw", means, MIX.to(means.dtype))
        return SimpleNamespace(latent_dist=SimpleNamespace(mode=lambda: latents))

    def scaled(self, colors: np.ndarray) -> np.ndarray:
        """Colours (h, w, 3), 0-255, as scaled latents (4, h, w)."""
        latents = np.einsum("hwc,kc->khw", colors / 127.5 - 1, MIX.numpy())
        return (latents - 0.3) * 0.7


def test_the_map_gives_back_the_colours_of_a_linear_autoencoder() -> None:
    colors = fitted(Linear())
    assert colors is not None
    meant = np.random.default_rng(1).integers(0, 256, (5, 7, 3))
    np.testing.assert_array_equal(colors(Linear().scaled(meant)), meant)


def test_what_encodes_in_another_way_has_no_map() -> None:
    assert fitted(None) is None
    other = Linear()
    other.encode = lambda pixels: SimpleNamespace(latents=pixels)  # type: ignore[method-assign, assignment]
    assert fitted(other) is None


PATHS = {
    "flow": (flow(0.8), flow(0.3)),
    "preserving": (preserving(4.0, 0), preserving(1.0, 0)),
    "exploding": (exploding(9.0), exploding(2.0)),
}


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("pack", [False, True])
def test_two_points_of_a_path_show_its_end(name: str, pack: bool) -> None:
    rng = np.random.default_rng(2)
    meant = rng.integers(20, 236, (4, 6, 3))
    clean, eps = Linear().scaled(meant)[None], rng.standard_normal((1, 4, 4, 6))
    preview = Preview(fitted(Linear()), Size(24, 16), 4)

    def shown(level: Level) -> np.ndarray | None:
        x = noised(clean, eps, level)
        return preview.after(torch.from_numpy(packed(x) if pack else x), level)

    start, then = PATHS[name]
    first, second = shown(start), shown(then)
    assert first is not None
    assert second is not None
    assert np.abs(first.astype(int) - meant).max() > 20
    assert np.abs(second.astype(int) - meant).max() <= 1


def test_latents_of_another_kind_show_nothing() -> None:
    preview = Preview(LinearMap(np.zeros((5, 3), np.float32)), Size(8, 8), 4)
    assert preview.after(torch.zeros(1, 3, 2, 2), None) is None
    assert preview.after(None, None) is None
    assert Preview(None, Size(8, 8), 4).after(torch.zeros(1, 4, 2, 2), None) is None


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # inside diffusers
@pytest.mark.parametrize("name", ["DDIMScheduler", "EulerDiscreteScheduler", "DPMSolverMultistepScheduler"])
def test_levels_are_those_that_the_scheduler_adds_noise_by(name: str) -> None:
    scheduler = getattr(diffusers, name)()
    scheduler.set_timesteps(5)
    x0, eps = torch.full((1, 1, 1, 1), 3.0), torch.full((1, 1, 1, 1), -2.0)
    for index in (1, 3):
        level = level_before(scheduler, index)
        assert level is not None
        meant = scheduler.add_noise(x0, eps, scheduler.timesteps[index : index + 1])
        assert level.alpha * 3 + level.sigma * -2 == pytest.approx(float(meant), rel=1e-3)
    assert level_before(scheduler, 5) == Level(1.0, 0.0, 0.0)
