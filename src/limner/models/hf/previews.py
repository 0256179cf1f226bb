"""What a drawing of diffusers will look like, seen from its latents: a linear map, never a decode.

The map is fitted once for a model, by least squares, to what its own autoencoder makes of blocks of
colour. What is shown is the clean picture that two points of the path point to: from x = a d + s e now
and x' = a' d + s' e next, d = (s' x - s x') / (a s' - a' s), which is the network's own estimate wherever the
sampler takes first-order steps without new noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limner.diffusion.latents import unpacked

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.geometry import Size
    from limner.diffusion.levels import Level

    Floats = npt.NDArray[np.float32]
    Pixels = npt.NDArray[np.uint8]

PICTURES, BLOCKS, CELLS = 16, 4, 8
"""That the map is fitted to: how many, blocks of colour along a side, latents along a side."""


class LinearMap:
    """Scaled latents (C, h, w) to (h, w, 3) uint8."""

    def __init__(self, weights: Floats) -> None:
        self._weights = weights

    @property
    def channels(self) -> int:
        """Of the latents."""
        return len(self._weights) - 1

    def __call__(self, latents: Floats) -> Pixels:
        """See the class."""
        import numpy as np

        colors = np.einsum("chw,cr->hwr", latents, self._weights[:-1]) + self._weights[-1]
        return np.asarray(np.floor(colors + 0.5).clip(0, 255), np.uint8)


def fitted(autoencoder: Any) -> LinearMap | None:
    """The map of an ``AutoencoderKL``; None for what encodes in another way."""
    import numpy as np
    import torch

    if not hasattr(autoencoder, "encode") or not hasattr(autoencoder.config, "scaling_factor"):
        return None
    shrinks = 2 ** (len(autoencoder.config.block_out_channels) - 1)
    blocks = np.random.default_rng(0).integers(0, 256, (PICTURES, BLOCKS, BLOCKS, 3))
    wide = CELLS // BLOCKS
    cells = blocks.repeat(wide, 1).repeat(wide, 2)
    pixels = cells.repeat(shrinks, 1).repeat(shrinks, 2).transpose(0, 3, 1, 2) / 127.5 - 1
    with torch.inference_mode():
        given = torch.from_numpy(pixels).to(autoencoder.device, autoencoder.dtype)
        encoded = autoencoder.encode(given)
        if not hasattr(encoded, "latent_dist"):
            return None
        latents = encoded.latent_dist.mode().float().cpu().numpy()
    shift = getattr(autoencoder.config, "shift_factor", None) or 0.0
    scaled = (latents - shift) * autoencoder.config.scaling_factor
    rows = scaled.transpose(0, 2, 3, 1).reshape(-1, scaled.shape[1])
    design = np.concatenate([rows, np.ones((len(rows), 1))], 1)
    weights = np.linalg.lstsq(design, cells.reshape(-1, 3).astype(np.float64), rcond=None)[0]
    return LinearMap(weights.astype(np.float32))


class Preview:
    """The previews of one drawing on a canvas of ``size``, step by step; remembers the step before."""

    def __init__(self, colors: LinearMap | None, size: Size, shrinks: int) -> None:
        self._colors, self._size, self._shrinks = colors, size, shrinks
        self._before: tuple[Floats, Level] | None = None

    def after(self, latents: Any, level: Level | None) -> Pixels | None:
        """What ``latents`` (1, C, h, w), or packed (1, h/2 * w/2, 4 C), at ``level`` lead to; None where
        they are not understood."""
        if self._colors is None or latents is None:
            return None
        x = latents[:1].detach().float().cpu().numpy()
        if x.ndim == 3:
            x = unpacked(x, self._size.height // self._shrinks, self._size.width // self._shrinks)
        if x.ndim != 4 or x.shape[1] != self._colors.channels:
            return None
        clean = self._clean(x[0], level)
        self._before = None if level is None else (x[0], level)
        return self._colors(clean)

    def _clean(self, x: Floats, level: Level | None) -> Floats:
        """The end of the path through the step before and this one; ``x`` itself where none is known."""
        import numpy as np

        if self._before is None or level is None:
            return x
        last, start = self._before
        turned = start.alpha * level.sigma - level.alpha * start.sigma
        if abs(turned) < _PARALLEL:
            return x
        return np.asarray((level.sigma * last - start.sigma * x) / turned, np.float32)


_PARALLEL = 1e-6


def level_before(scheduler: Any, index: int) -> Level | None:
    """Where a scheduler's latents are before the step ``index``; None where it does not tell."""
    from limner.diffusion.levels import Level, exploding, flow, preserving

    if index >= len(scheduler.timesteps):
        return Level(1.0, 0.0, 0.0)
    sigmas = getattr(scheduler, "sigmas", None)
    if sigmas is not None and len(sigmas) == len(scheduler.timesteps) + 1:
        sigma = float(sigmas[index])
        if "FlowMatch" in type(scheduler).__name__:
            return flow(sigma)
        begins_large = float(scheduler.init_noise_sigma) > 1
        return exploding(sigma) if begins_large else preserving(sigma, sigma)
    kept = getattr(scheduler, "alphas_cumprod", None)
    if kept is None:
        return None
    squared = float(kept[int(scheduler.timesteps[index])])
    return Level(squared**0.5, (1 - squared) ** 0.5, 0.0)
