"""Pictures as a model takes them: 8-bit sRGB without alpha."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from limner.core.geometry import Size
from limner.core.image import Image
from limner.ops.file import icc
from limner.ops.pixels import as_rgb, as_samples, computed, premultiplied
from limner.ops.resample import resample

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def squares(images: Sequence[Image], side: int) -> npt.NDArray[np.uint8]:
    """(N, side, side, 3) uint8 sRGB: each whole picture squashed to a square, shapes disregarded.

    A pixel is the mean of the area that falls on it, as in training; what is smaller than the
    square is enlarged linearly.
    """
    import numpy as np

    rows = [_square(image, side) for image in images]
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


def _square(image: Image, side: int) -> npt.NDArray[np.uint8]:
    """Exactly; of far larger pictures libvips first averages blocks that stay whole."""
    import cv2
    import numpy as np

    if image.size == Size(side, side):
        return srgb(image)
    image = resample(image, Size(max(image.width, side), max(image.height, side)), "linear")
    across, down = image.width // (2 * side), image.height // (2 * side)
    if across <= 1 and down <= 1:
        return np.asarray(cv2.resize(srgb(image), (side, side), interpolation=cv2.INTER_AREA), np.uint8)
    across, down = max(1, across), max(1, down)
    small = premultiplied(image, lambda pixels: pixels.shrink(across, down, ceil=True))
    rows = _means(srgb(small), image.height, down, side)
    square = _means(rows.swapaxes(0, 1), image.width, across, side).swapaxes(0, 1)
    return np.asarray(np.floor(square + 0.5), np.uint8)


def _means(samples: npt.NDArray[Any], length: int, step: int, side: int) -> npt.NDArray[np.float32]:
    """(n, ...) to (side, ...): means over ``side`` equal parts of [0, ``length``] along the first axis.

    Sample i stands for [i step, (i + 1) step], cut at ``length``. A mean is the difference of the
    running sum at its two borders (Crow 1984, in one dimension).
    """
    import numpy as np

    edges = np.minimum(np.arange(len(samples) + 1) * step, length).astype(np.float64)
    borders = np.linspace(0, length, side + 1)
    below = np.minimum(np.searchsorted(edges, borders, "right") - 1, len(samples) - 1)
    widths = np.diff(edges)
    flat = samples.reshape(len(samples), -1)
    sums = np.zeros((len(samples) + 1, flat.shape[1]))
    np.cumsum(flat * widths[:, None], 0, out=sums[1:])
    inside = (borders - edges[below])[:, None]
    totals = sums[below] + inside * flat[below]
    return np.asarray(np.diff(totals, axis=0) * (side / length), np.float32).reshape(side, *samples.shape[1:])
