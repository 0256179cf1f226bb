"""Pictures as a model takes them: 8-bit sRGB without alpha."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from limner.core.geometry import Size
from limner.core.image import Image
from limner.ops.file import icc
from limner.ops.pixels import as_rgb, as_samples, computed
from limner.ops.resample import resample

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def squares(images: Sequence[Image], side: int) -> npt.NDArray[np.uint8]:
    """(N, side, side, 3) uint8 sRGB: each whole picture squashed to a square, shapes disregarded.

    Pixels that fall together are averaged.
    """
    import numpy as np

    size = Size(side, side)
    rows = [srgb(resample(image, size, "linear")) for image in images]
    return np.stack(rows) if rows else np.zeros((0, side, side, 3), np.uint8)


def srgb(image: Image) -> npt.NDArray[np.uint8]:
    """(H, W, 3) uint8 sRGB; what is transparent lies on white."""
    rgb = as_rgb(icc(image) if image.icc is not None else image)
    pixels = rgb.pixels
    if rgb.has_alpha:
        pixels = pixels.flatten(background=[rgb.peak] * 3, max_alpha=rgb.peak)
    if rgb.depth == 16:
        pixels = pixels / 257
    return computed(as_samples(pixels, "rgb", 8))
