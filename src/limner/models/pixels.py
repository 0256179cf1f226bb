"""Pictures as a model takes them: small sRGB squares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from limner.core.geometry import Size
from limner.core.image import Image
from limner.ops.file import icc
from limner.ops.pixels import as_rgb, as_samples
from limner.ops.resample import resample

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def squares(images: Sequence[Image], side: int) -> npt.NDArray[np.uint8]:
    """(N, side, side, 3) uint8 sRGB: each whole picture squashed to a square, shapes disregarded.

    Pixels that fall together are averaged; what is transparent lies on white.
    """
    import numpy as np

    if not images:
        return np.zeros((0, side, side, 3), np.uint8)
    return np.stack([_square(image, side) for image in images])


def _square(image: Image, side: int) -> npt.NDArray[np.uint8]:
    small = resample(image, Size(side, side), "linear")
    rgb = as_rgb(icc(small) if small.icc is not None else small)
    pixels = rgb.pixels
    if rgb.has_alpha:
        pixels = pixels.flatten(background=[rgb.peak] * 3, max_alpha=rgb.peak)
    if rgb.depth == 16:
        pixels = pixels / 257
    array: npt.NDArray[np.uint8] = rgb.with_pixels(as_samples(pixels, "rgb", 8)).to_array()
    return array
