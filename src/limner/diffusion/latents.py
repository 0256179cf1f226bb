"""Latents as a network wants them: scaled to unit variance, and cut into patches."""

from __future__ import annotations

from dataclasses import dataclass

from limner.core.errors import BadValue
from limner.diffusion.levels import Array


@dataclass(frozen=True, slots=True)
class LatentScale:
    """Mean and standard deviation of an autoencoder's latents, by channel; they live on its card.

    One number each for an autoencoder with a single factor (Stable Diffusion: mean 0,
    deviation 1 / 0.18215).
    """

    mean: tuple[float, ...]
    deviation: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.mean) != len(self.deviation) or not self.mean:
            raise BadValue("a latent scale needs as many means as deviations, at least one")
        if min(self.deviation) <= 0:
            raise BadValue("a latent scale needs deviations above 0")

    def scaled(self, latents: Array) -> Array:
        """Autoencoder's latents (B, C, h, w) to unit variance."""
        pairs = zip(self.mean, self.deviation, strict=True)
        return _affine(latents, [(1 / deviation, -mean / deviation) for mean, deviation in pairs])

    def restored(self, latents: Array) -> Array:
        """Back to what the autoencoder decodes; the inverse of `scaled`."""
        return _affine(latents, list(zip(self.deviation, self.mean, strict=True)))


def _affine(latents: Array, channels: list[tuple[float, float]]) -> Array:
    """Each channel times its factor plus its offset; one pair serves all channels."""
    if len(channels) == 1:
        return latents * channels[0][0] + channels[0][1]
    if latents.shape[1] != len(channels):
        raise BadValue(f"latents of {latents.shape[1]} channels; the scale has {len(channels)}")
    result = latents * 1
    for index, (factor, offset) in enumerate(channels):
        result[:, index] = latents[:, index] * factor + offset
    return result


def packed(latents: Array, patch: int = 2) -> Array:
    """(B, C, h, w) to tokens (B, h/p * w/p, C * p * p), channel first inside a token, as FLUX does.

    Raises `BadValue` when h or w is no multiple of ``patch``.
    """
    batch, channels, height, width = latents.shape
    if height % patch or width % patch:
        raise BadValue(f"latents of {width}x{height} do not divide into patches of {patch}")
    cells = latents.reshape(batch, channels, height // patch, patch, width // patch, patch)
    # B C h p w q -> B h w C p q by exchanging two axes at a time, which NumPy and torch share
    cells = cells.swapaxes(1, 2).swapaxes(2, 4).swapaxes(3, 4)
    return cells.reshape(batch, (height // patch) * (width // patch), channels * patch * patch)


def unpacked(tokens: Array, height: int, width: int, patch: int = 2) -> Array:
    """The inverse of `packed`, to latents of ``height`` and ``width``."""
    batch, count, size = tokens.shape
    if count != (height // patch) * (width // patch):
        raise BadValue(f"{count} tokens do not make {width}x{height} in patches of {patch}")
    channels = size // (patch * patch)
    cells = tokens.reshape(batch, height // patch, width // patch, channels, patch, patch)
    cells = cells.swapaxes(3, 4).swapaxes(2, 4).swapaxes(1, 2)
    return cells.reshape(batch, channels, height, width)
