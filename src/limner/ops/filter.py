"""Operations that mix each pixel with its neighbours: blurs, sharpening, kernels, median, denoise, glow.

Lengths are pixels of the picture. Beyond the edge the nearest edge sample counts, unless said
otherwise, so that no dark rim appears. Results are rounded half up and clipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops import convolve
from limner.ops.amounts import one_of, within
from limner.ops.formula import alike, choose, held, linear, magnitude, operands, pasted, picture
from limner.ops.light import without_ink
from limner.ops.pixels import as_samples, computed, image_of, premultiplied

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyvips

    from limner.ops.formula import Bands

BlurKind = Literal["gaussian", "box", "motion", "lens"]
KernelName = Literal[
    "blur",
    "contour",
    "detail",
    "edge-enhance",
    "edge-enhance-more",
    "emboss",
    "find-edges",
    "sharpen",
    "smooth",
    "smooth-more",
]

KERNELS: dict[KernelName, tuple[tuple[tuple[int, ...], ...], int, int]] = {
    "blur": (((1, 1, 1, 1, 1), (1, 0, 0, 0, 1), (1, 0, 0, 0, 1), (1, 0, 0, 0, 1), (1, 1, 1, 1, 1)), 16, 0),
    "contour": (((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)), 1, 255),
    "detail": (((0, -1, 0), (-1, 10, -1), (0, -1, 0)), 6, 0),
    "edge-enhance": (((-1, -1, -1), (-1, 10, -1), (-1, -1, -1)), 2, 0),
    "edge-enhance-more": (((-1, -1, -1), (-1, 9, -1), (-1, -1, -1)), 1, 0),
    "emboss": (((-1, 0, 0), (0, 1, 0), (0, 0, 0)), 1, 128),
    "find-edges": (((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)), 1, 0),
    "sharpen": (((-2, -2, -2), (-2, 32, -2), (-2, -2, -2)), 16, 0),
    "smooth": (((1, 1, 1), (1, 5, 1), (1, 1, 1)), 13, 0),
    "smooth-more": (
        ((1, 1, 1, 1, 1), (1, 5, 5, 5, 1), (1, 5, 44, 5, 1), (1, 5, 5, 5, 1), (1, 1, 1, 1, 1)),
        100,
        0,
    ),
}
"""Pillow's fixed kernels: the weights, what divides them, and what is added on the 8-bit scale."""

_MEDIAN_16 = 15
"""The largest window of a median on 16 bits: its cost grows with the window's area."""


def blur(image: Image, radius: float = 5, kind: BlurKind = "gaussian", degrees: float = 0) -> Image:
    """Mix every pixel with those around it; transparency is blurred along.

    "gaussian": ``radius`` is sigma. "box": the mean of a square of side 2 r + 1, r being
    ``radius`` in whole pixels, at least 1. "lens": a disc of ``radius``, its rim antialiased.
    "motion": a line of ``radius`` to either side along ``degrees`` (0 = level, clockwise as seen).
    The true sum is met within one level of the 8-bit scale, by box to the rounding.
    """
    within("radius", radius, 0.01, 1000)
    one_of("kind", kind, ("gaussian", "box", "motion", "lens"))
    match kind:
        case "gaussian":
            return _gaussian(image, radius)
        case "box":
            whole = max(1, int(radius + 0.5))
            return premultiplied(image, lambda pixels: convolve.box(pixels, whole))
        case "lens":
            return _spread(image, convolve.disc(radius))
        case "motion":
            within("degrees", degrees, -36000, 36000)
            return _spread(image, convolve.streak(radius, degrees))


def _gaussian(image: Image, sigma: float) -> Image:
    if image.has_alpha:
        return premultiplied(image, lambda pixels: convolve.gaussian(pixels, sigma))
    color, _ = operands(image)
    return picture(image, convolve.gaussian(color, sigma), None)


def _spread(image: Image, weights: npt.NDArray[np.float32]) -> Image:
    import numpy as np
    import pyvips

    def work(pixels: pyvips.Image) -> pyvips.Image:
        bands = np.moveaxis(computed(pixels), 2, 0)
        spread = [convolve.spread(np.ascontiguousarray(band), weights) for band in bands]
        return pyvips.Image.new_from_array(np.stack(spread, -1)).copy(interpretation=pixels.interpretation)

    return premultiplied(image, work)


def sharpen(image: Image, percent: float = 100, radius: float = 1.5, threshold: float = 0) -> Image:
    """Unsharp mask: v + percent/100 (v - g) where |v - g| > threshold, g being a Gaussian blur of v.

    ``radius`` is the sigma of g, ``threshold`` lies on the 8-bit scale. Alpha stays, and the
    colour of see-through neighbours does not count.
    """
    within("percent", percent, 0, 1000)
    within("radius", radius, 0.01, 1000)
    within("threshold", threshold, 0, 255)
    image = held(image)
    color, alpha = operands(image)
    soft = _soft_color(image, color, radius)
    share = percent / 100
    sharp = color * (1 + share) - soft * share  # each is read once: what made it is computed anew
    if threshold:
        sharp = choose(magnitude(color - soft) > threshold * image.peak / 255, sharp, color)
    return picture(image, sharp if alpha is None else choose(alpha > 0, sharp, color), alpha)


def _soft_color(image: Image, color: Bands, sigma: float) -> Bands:
    """The colour bands after a Gaussian blur, in floats, each pixel weighted by its alpha."""
    if not image.has_alpha:
        return convolve.gaussian(color, sigma)
    seen = image.pixels.premultiply(max_alpha=image.peak)
    soft = convolve.gaussian(seen, sigma).unpremultiply(max_alpha=image.peak)
    return alike(soft.extract_band(0, n=soft.bands - 1), color)


def kernel(image: Image, name: KernelName = "sharpen") -> Image:
    """One of Pillow's fixed kernels (``ImageFilter.SHARPEN``, ``BLUR``, ``EDGE_ENHANCE`` ...).

    Equals Pillow bit for bit on 8-bit gray and RGB: the same float32 sums, rounding and edge rule
    (a border of one pixel, two for "blur" and "smooth-more", keeps its samples; a picture smaller
    than the kernel stays as it is). 16 bits: the same formula, offsets scaled by 257. Alpha stays
    (Pillow filters it like a colour, which makes "find-edges" invisible), and a see-through
    neighbour counts as the pixel itself, so hidden colours do not show. CMYK goes to sRGB first.
    """
    one_of("name", name, tuple(KERNELS))
    import numpy as np

    image = without_ink(image)
    rows, divisor, offset = KERNELS[name]
    if min(image.width, image.height) < len(rows):
        return image
    weights = [[float(np.float32(weight) / np.float32(divisor)) for weight in row] for row in rows]
    color, alpha = operands(image)
    opacity = None if alpha is None else linear(alpha, 1 / image.peak, 0)
    inner = convolve.pillow_kernel(color, weights, offset * image.peak / 255, opacity)
    reach = len(rows) // 2
    return picture(image, pasted(color, inner, reach, reach), alpha)


def median(image: Image, size: int = 3) -> Image:
    """The median of a square window of ``size`` pixels (odd, 3 to 99; on 16 bits up to 15).

    Alpha takes its own median, and colours are compared premultiplied and rounded, so that
    hidden colours do not show.
    """
    within("size", size, 3, 99)
    if size % 2 == 0:
        raise BadValue(
            f"a median of size {size} has no middle, and the size must be odd", hint=f"give {size + 1}"
        )
    if image.depth == 16 and size > _MEDIAN_16:
        raise BadValue(
            f"a median of size {size} on 16 bits is too slow, and the size must be at most {_MEDIAN_16}",
            hint=f"give {_MEDIAN_16} or less",
        )

    def work(pixels: pyvips.Image) -> pyvips.Image:
        if image.has_alpha:
            pixels = as_samples(pixels, image.space, image.depth)
        reach, width, height = size // 2, pixels.width, pixels.height
        wide = pixels.embed(reach, reach, width + size - 1, height + size - 1, extend="copy")
        return wide.median(size).crop(reach, reach, width, height)

    return premultiplied(image, work)


def denoise(image: Image, strength: float = 10) -> Image:
    """Non-local means (Buades, Coll and Morel 2005): ``strength`` is h, about the noise's sigma, 8-bit scale.

    7x7 patches in a 21x21 window, beyond the edge the picture mirrored. All channels are compared
    together and averaged as they are: no turn through Lab, which would shift even flat colours. On
    16 bits patches are compared by mean absolute instead of mean squared difference. Alpha stays.
    CMYK goes to sRGB first.
    """
    within("strength", strength, 0.01, 100)
    import cv2
    import numpy as np

    image = without_ink(image)
    samples = computed(image.pixels)
    colors = samples.shape[2] - image.has_alpha
    noisy = np.ascontiguousarray(samples[..., :colors])
    if image.depth == 8:
        clean = cv2.fastNlMeansDenoising(noisy, None, float(strength), 7, 21)
    else:
        clean = cv2.fastNlMeansDenoising(noisy, [strength * 257.0], None, 7, 21, cv2.NORM_L1)
    whole: Any = clean.reshape(noisy.shape)
    if image.has_alpha:
        whole = np.concatenate([whole, samples[..., colors:]], axis=2)
    return image.with_pixels(image_of(whole, image.space, image.depth))


def glow(image: Image, radius: float = 10, amount: float = 0.5) -> Image:
    """Screen a Gaussian blur b over the picture: v + amount b (1 - v), with v and b in [0, 1].

    ``radius`` is sigma. See-through pixels give no light; alpha stays. CMYK goes to sRGB first.
    """
    within("radius", radius, 0.01, 1000)
    within("amount", amount, 0, 1)
    image = held(without_ink(image))
    color, alpha = operands(image)
    light = image.pixels.premultiply(max_alpha=image.peak) if image.has_alpha else color
    soft = convolve.gaussian(light, radius)
    soft = alike(soft.extract_band(0, n=soft.bands - 1), color) if image.has_alpha else soft
    shine = soft * amount
    return picture(image, color + shine * linear(color, -1 / image.peak, 1), alpha)
