"""Weighted sums of neighbours on libvips images; beyond the edge the nearest edge sample counts.

Everything is lazy, in floats, and takes and gives bands as they are: who calls premultiplies.
libvips' vectorised integer path is left alone, because its rounding differs between machines.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limner.ops.formula import Bands, alike, as_image, block_means, inside, narrow, separable, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pyvips

_TAIL = 0.003
"""A Gaussian ends where it falls below this share of its peak: 3.4 sigma."""
_COARSE = 4.0
"""The smallest sigma, in coarse pixels, at which a blur on a coarser grid stays true."""
_COARSEST = 32


def gaussian(pixels: Bands, sigma: float) -> Bands:
    """A Gaussian blur in floats of 32 bits, within one 8-bit level of the true one before rounding.

    From sigma 8 it runs on block means of 2x2, 4x4 ... 32x32 pixels, with the variance of the
    blocks taken off sigma squared, and is brought back by a Catmull-Rom cubic.
    """
    pixels = narrow(pixels)
    factor = 1
    while sigma / (2 * factor) >= _COARSE and factor < _COARSEST:
        factor *= 2
    if factor == 1:
        return _gaussian(pixels, sigma)
    return alike(_coarsely(pixels, sigma, factor), pixels)


def _gaussian(pixels: Bands, sigma: float) -> Bands:
    import pyvips

    weights = pyvips.Image.gaussmat(sigma, _TAIL, separable=True, precision="float")
    if isinstance(pixels, pyvips.Image):
        return pixels.convsep(weights, precision="float")
    return separable(pixels, weights.numpy()[0], weights.get("scale"))


def _coarsely(pixels: Bands, sigma: float, factor: int) -> pyvips.Image:
    import pyvips

    margin = factor * math.ceil(3.5 * sigma / factor)
    width, height = size_of(pixels)
    columns, rows = (-(-(side + 2 * margin) // factor) for side in (width, height))
    coarse = _kept(block_means(pixels, factor, margin, columns, rows))
    soft = _kept(_gaussian(coarse, math.sqrt(sigma**2 - (factor**2 - 1) / 12) / factor))
    fine = as_image(soft).affine(
        [factor, 0, 0, factor],
        interpolate=pyvips.Interpolate.new("bicubic"),
        odx=(factor - 1) / 2,
        ody=(factor - 1) / 2,
        oarea=[0, 0, columns * factor, rows * factor],
    )
    return fine.crop(margin, margin, width, height)


def _kept(bands: Bands) -> Bands:
    """The same, each part of which is computed once however often it is read; arrays are that already."""
    import pyvips

    if not isinstance(bands, pyvips.Image):
        return bands
    return bands.tilecache(tile_width=128, tile_height=128, max_tiles=-1, threaded=True)


def box(pixels: pyvips.Image, radius: int) -> pyvips.Image:
    """The mean of the square of side ``2 radius + 1``, by running sums, in floats."""
    import pyvips

    side = 2 * radius + 1
    return pixels.cast("float").convasep(pyvips.Image.new_from_array([[1.0] * side], side), layers=1)


def spread(
    samples: npt.NDArray[np.integer | np.floating], weights: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """(H, W) or (H, W, C) samples through (h, w) ``weights`` of any shape, h and w odd, as float32.

    OpenCV's filter: direct for small weights, by Fourier transforms of blocks for large ones.
    """
    import cv2
    import numpy as np

    return np.asarray(cv2.filter2D(samples, cv2.CV_32F, weights, borderType=cv2.BORDER_REPLICATE), np.float32)


def disc(radius: float) -> npt.NDArray[np.float32]:
    """Weights of a disc, sum 1, its rim antialiased over one pixel."""
    import numpy as np

    reach = math.ceil(radius)
    offsets = np.arange(-reach, reach + 1)
    distance = np.hypot(offsets[:, None], offsets[None, :])
    return _shares(np.clip(radius + 0.5 - distance, 0, 1))


def streak(radius: float, degrees: float) -> npt.NDArray[np.float32]:
    """Weights of a line from -radius to radius, sum 1: 0 degrees is level, clockwise as seen.

    Points at most a pixel apart, each shared bilinearly among the four pixels around it.
    """
    import numpy as np

    steps = np.linspace(-radius, radius, 2 * math.ceil(radius) + 1)
    angle = math.radians(degrees)
    x, y = (np.round(steps * part, 9) for part in (math.cos(angle), math.sin(angle)))
    reach = math.ceil(radius) + 1
    weights = np.zeros((2 * reach + 1, 2 * reach + 1))
    left, top = np.floor(x), np.floor(y)
    for right, below in ((0, 0), (0, 1), (1, 0), (1, 1)):
        share = np.abs(1 - right - (x - left)) * np.abs(1 - below - (y - top))
        np.add.at(weights, ((top + below).astype(int) + reach, (left + right).astype(int) + reach), share)
    return _shares(weights)


def _shares(weights: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    import numpy as np

    return np.asarray(weights / weights.sum(), np.float32)


def pillow_kernel(
    color: Bands,
    weights: Sequence[Sequence[float]],
    offset: float,
    opacity: Bands | None = None,
) -> Bands:
    """``offset`` + the sum of odd square ``weights`` times neighbours, in the order Pillow adds.

    Pillow adds in float32, row by row from the last row of pixels to the first, and that order
    decides the ties (it adds its half for rounding first, which is taken off again here, without
    loss). The first row of weights lies on the row *below* the pixel. ``opacity`` in [0, 1] makes
    a see-through neighbour count as the pixel itself. The result is smaller by the border that
    the weights cannot reach.
    """
    reach = len(weights) // 2
    middle = inside(color, reach, reach, reach)

    def neighbour(column: int, row: int) -> Bands:
        there = inside(color, reach, column, row)
        if opacity is None:
            return there
        return middle + (there - middle) * inside(opacity, reach, column, row)

    total: Bands = offset + 0.5
    for row, line in zip(reversed(range(len(weights))), weights, strict=True):
        terms = [neighbour(column, row) * weight for column, weight in enumerate(line) if weight]
        if terms:
            total = sum(terms[1:], terms[0]) + total
    return total - 0.5
