"""Operations for a look: edges, emboss, vignette, grain, pixelate.

Results are rounded half up and clipped; alpha stays, except under pixelate. CMYK goes to sRGB
first, except under pixelate. Edges and reliefs are drawn from luma, premultiplied by alpha, and
are gray: all colour channels of the result are equal.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.core.seed import DEFAULT_SEED, generator
from limner.ops.amounts import one_of, within
from limner.ops.formula import (
    alike,
    as_image,
    convolved,
    held,
    linear,
    mixed,
    narrow,
    operands,
    picture,
    places,
    repeated,
)
from limner.ops.light import LUMA, without_ink
from limner.ops.pixels import as_samples, computed, image_of, is_small, split_alpha

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyvips

    from limner.ops.formula import Bands

Method = Literal["sobel", "canny"]

_ACROSS = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
"""Sobel's derivative, brighter to the right; 4 times the step of an edge."""
_CANNY = (50, 150)
"""Where an edge goes on, and where it begins: gradient magnitudes (4 times the step), 8-bit scale."""
_GRAIN_BITS = 12


def edges(image: Image, method: Method = "sobel") -> Image:
    """The outlines, bright on black.

    "sobel": the gradient's magnitude over 4, so that an upright step of h samples gives h.
    "canny" (Canny 1986): thin lines of the peak sample, nothing between, from 8-bit luma under a
    5x5 Gaussian of sigma 1.1; lines begin at a gradient of 150 and go on down to 50 (a step of 38
    and 13). Beyond the edge the edge repeats.
    """
    one_of("method", method, ("sobel", "canny"))
    image = without_ink(image)
    image = held(image)
    if method == "canny":
        return _gray(image, _canny(image))
    right, down = _gradient(image)
    return _gray(image, linear((right * right + down * down) ** 0.5, 0.25, 0))


def _canny(image: Image) -> pyvips.Image:
    import cv2
    import pyvips

    bright = linear(as_image(_brightness(image)), 255 / image.peak, 0)
    plane = computed(as_samples(bright, "gray", 8))[..., 0]
    soft = cv2.GaussianBlur(plane, (5, 5), 0, borderType=cv2.BORDER_REPLICATE)
    lines = cv2.Canny(soft, *_CANNY, L2gradient=True)
    return pyvips.Image.new_from_array(lines) * (image.peak / 255)


def emboss(image: Image, degrees: float = 135) -> Image:
    """A relief around middle gray: 128 + the derivative along the light, samples being heights.

    ``degrees`` is where the light shines to, as on a compass: 0 = up, 90 = right, so 135 is light
    from the top left. A straight step of h samples towards the light's far side gives 128 + h
    (16 bits: 32896 + h). Beyond the edge the edge repeats.
    """
    within("degrees", degrees, -36000, 36000)
    image = held(without_ink(image))
    right, down = _gradient(image)
    angle = math.radians(degrees)
    slope = right * (math.sin(angle) / 4) - down * (math.cos(angle) / 4)
    return _gray(image, slope + 128 * (image.peak / 255))


def _brightness(image: Image) -> Bands:
    """Luma in floats of 32 bits; what is see-through counts as black."""
    color, alpha = operands(image)
    luma = narrow(color if image.space == "gray" else mixed(color, [LUMA]))
    return luma if alpha is None else linear(luma * narrow(alpha), 1 / image.peak, 0)


def _gradient(image: Image) -> tuple[Bands, Bands]:
    """Sobel's derivatives to the right and downwards."""
    brightness = _brightness(image)
    return convolved(brightness, _ACROSS), convolved(brightness, list(zip(*_ACROSS, strict=True)))


def _gray(image: Image, plane: Bands) -> Image:
    """``image`` with ``plane`` in every colour band."""
    color, alpha = operands(image)
    colors = image.pixels.bands - (alpha is not None)
    return picture(image, repeated(alike(plane, color), colors), alpha)


def vignette(image: Image, percent: float = 50) -> Image:
    """v (1 - p d^2), p being ``percent``/100 and d the distance from the centre, 1 at a corner.

    Below 0 it lightens: v + (peak - v) |p| d^2.
    """
    within("percent", percent, -100, 100)
    image = held(without_ink(image))
    (color, alpha), (x, y) = operands(image), places(image, image.box)
    x, y = x + (0.5 - image.width / 2), y + (0.5 - image.height / 2)
    share = narrow((x * x + y * y) * (abs(percent) / 100 * 4 / (image.width**2 + image.height**2)))
    if percent >= 0:
        return picture(image, color * linear(share, -1, 1), alpha)
    return picture(image, color + linear(color, -1, image.peak) * share, alpha)


def grain(image: Image, amount: float = 10, seed: int = DEFAULT_SEED) -> Image:
    """v + n, n Gaussian noise of sigma ``amount`` on the 8-bit scale, the same in every channel.

    The noise is that of ``seed`` and the picture's size, and the same on every machine: raw bits
    of the stream "grain", row by row, through a table of normal quantiles.
    """
    within("amount", amount, 0, 255)
    if seed < 0:
        raise BadValue(f"seed is {seed}, and must not be negative", hint="give 0 or more")
    image = without_ink(image)
    color, alpha = operands(image)
    index, table = _draws(seed, image.height, image.width), _quantiles() * amount * image.peak / 255
    if is_small(image):
        return picture(image, color + table[index][..., None], alpha)
    import pyvips

    noise = pyvips.Image.new_from_array(index).maplut(pyvips.Image.new_from_array(table[None, :]))
    return picture(image, color + noise, alpha)


def _draws(seed: int, height: int, width: int) -> npt.NDArray[np.uint16]:
    """Uniform numbers of 12 bits, four from each raw word, low bits first."""
    import numpy as np

    words = generator(seed, "grain").bit_generator.random_raw(-(-height * width // 4))
    draws = np.asarray(words, "<u8").view("<u2")[: height * width] >> (16 - _GRAIN_BITS)
    return draws.reshape(height, width).astype(np.uint16, copy=False)


@cache
def _quantiles() -> npt.NDArray[np.float64]:
    """The normal distribution's quantiles at the middles of 4096 equal shares."""
    from statistics import NormalDist

    import numpy as np

    shares = 2**_GRAIN_BITS
    normal = NormalDist()
    return np.array([round(normal.inv_cdf((share + 0.5) / shares), 6) for share in range(shares)])


def pixelate(image: Image, size: int = 16) -> Image:
    """Every block of ``size`` x ``size`` pixels becomes its mean.

    Blocks start at the top left; those cut off at the right and bottom take the mean of what is
    there. Colours are weighted by alpha, and alpha becomes its mean. Exact: sums of integers,
    divided once and rounded half up.
    """
    within("size", size, 2, 10_000)
    across, down = min(size, image.width), min(size, image.height)
    columns, rows = -(-image.width // across), -(-image.height // down)

    def sums(pixels: pyvips.Image) -> pyvips.Image:
        whole = pixels.cast("double").embed(0, 0, columns * across, rows * down)
        return (whole.shrink(across, down) * (across * down)).rint()

    if is_small(image):
        return image.with_pixels(image_of(_mosaic(image, across, down), image.space, image.depth))
    color, alpha = split_alpha(image)
    count = sums(color.new_from_image(1))
    if alpha is None:
        blocks = sums(color) / count
    else:
        weight = sums(alpha)
        colors = sums(color.cast("double") * alpha) / (weight == 0).ifthenelse(1, weight)
        blocks = colors.bandjoin(weight / count)
    mosaic = blocks.zoom(across, down).crop(0, 0, image.width, image.height)
    return image.with_pixels(as_samples(mosaic, image.space, image.depth))


def _mosaic(image: Image, across: int, down: int) -> npt.NDArray[Any]:
    """The same of a small picture, in whole numbers throughout."""
    import numpy as np

    samples = computed(image.pixels).astype(np.int64)
    height, width = samples.shape[:2]

    def sums(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        rows = np.add.reduceat(values, range(0, height, down), axis=0)
        return np.add.reduceat(rows, range(0, width, across), axis=1)

    counts = sums(np.ones((height, width, 1), np.int64))
    if image.has_alpha:
        alpha = samples[..., -1:]
        weights = sums(alpha)
        color = _mean(sums(samples[..., :-1] * alpha), np.maximum(weights, 1))
        blocks = np.concatenate([color, _mean(weights, counts)], axis=2)
    else:
        blocks = _mean(sums(samples), counts)
    mosaic = blocks.repeat(down, axis=0)[:height].repeat(across, axis=1)[:, :width]
    return mosaic.astype(f"u{image.depth // 8}")


def _mean(sums: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Divided and rounded half up."""
    return (2 * sums + counts) // (2 * counts)
