"""Colour: saturation, hue, gray and tinted pictures, one colour for another.

Alpha stays as it is unless the operation says otherwise. CMYK becomes sRGB first; a gray picture
becomes RGB where colour is introduced and stays as it is where there is none to change. Results
are rounded half up and clipped.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from limner.core.color import Color
from limner.core.image import Image
from limner.ops.amounts import opaque, within
from limner.ops.formula import (
    Bands,
    alike,
    choose,
    clipped,
    divided,
    extremes,
    held,
    linear,
    magnitude,
    mixed,
    operands,
    picture,
    split,
    wrapped,
)
from limner.ops.light import LUMA, luma, remembered, samples, toned, without_ink
from limner.ops.pixels import as_rgb, split_alpha

if TYPE_CHECKING:
    from limner.ops.light import Floats

SEPIA = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))
FEATHER = 0.2
"""The soft edge of a tolerance, as a share of it."""
HAIR = 0.001
"""A distance that no two colours of 8 bits are within: room for floats."""


def saturation(image: Image, percent: float = 25) -> Image:
    """The distance from luma (Rec. 601) times 1 + percent / 100, in [-100, 1000].

    100 doubles it, -100 leaves gray, in three equal channels. Luma stays until a sample is clipped.
    """
    import numpy as np

    within("percent", percent, -100, 1000)
    image = without_ink(image)
    if image.space == "gray":
        return image
    kept = (100 + percent) / 100
    matrix = kept * np.eye(3) + (1 - kept) * np.array([LUMA] * 3)
    color, alpha = operands(image)
    return picture(image, mixed(color, matrix), alpha)


def vibrance(image: Image, percent: float = 25) -> Image:
    """Saturation that spares what is already saturated, in [-100, 1000].

    The distance from luma times 1 + percent / 100 (1 - chroma), with chroma = (largest - smallest
    channel) / peak.
    """
    within("percent", percent, -100, 1000)
    image = without_ink(image)
    if image.space == "gray":
        return image
    strength = percent / 100
    color, alpha = operands(image)
    largest, smallest = extremes(color)
    gray = mixed(color, [LUMA])
    factor = linear(largest - smallest, -strength / image.peak, 1 + strength)
    return picture(image, gray + (color - gray) * factor, alpha)


def hue(image: Image, degrees: float = 30) -> Image:
    """Turn every hue on the HSV wheel by ``degrees``, in [-36000, 36000]; saturation and value stay.

    Red turns to yellow at 60, to green at 120, to blue at 240. Grays have no hue and stay.
    """
    within("degrees", degrees, -36000, 36000)
    image = without_ink(image)
    if image.space == "gray":
        return image
    color, alpha = operands(image)
    return picture(image, _turned(color, degrees / 60), alpha)


def _turned(color: Bands, sixths: float) -> Bands:
    """HSV's channel n = 5, 3, 1: value - chroma * clip(min(k, 4 - k), 0, 1), k = (n + hue) mod 6."""
    value, smallest = extremes(color)
    chroma = value - smallest
    opposite = divided(mixed(color, [(0, 1, -1), (-1, 0, 1), (1, -1, 0)]), chroma)
    red, green, blue = split(linear(opposite, 1, [0, 2, 4]))
    is_red, is_green, _ = split(color == value)
    wheel = choose(is_red, red, choose(is_green, green, blue))
    place = wrapped(linear(wheel, 1, [5 + sixths, 3 + sixths, 1 + sixths]), 6)
    return value - chroma * clipped(linear(magnitude(place - 2), -1, 2), 0, 1)


def grayscale(image: Image) -> Image:
    """Luma (Rec. 601) only, rounded half up: a gray picture, alpha kept.

    Equals Pillow's ``convert("L")`` bit for bit for 8-bit RGB. A profile for RGB or CMYK does not
    fit gray samples and is left behind.
    """
    return luma(image)


def sepia(image: Image, amount: float = 1.0) -> Image:
    """The brown of old prints by its usual matrix, mixed with the picture by ``amount`` in [0, 1]."""
    import numpy as np

    within("amount", amount, 0, 1)
    matrix = amount * np.array(SEPIA) + (1 - amount) * np.eye(3)
    image = as_rgb(image)
    color, alpha = operands(image)
    return picture(image, mixed(color, matrix), alpha)


def duotone(image: Image, dark: str = "midnightblue", light: str = "gold") -> Image:
    """From ``dark`` at black to ``light`` at white, linear in luma (Rec. 601, not rounded)."""
    import numpy as np

    low, high = (np.array(opaque(name, text).rgb) for name, text in (("dark", dark), ("light", light)))
    image = as_rgb(image)
    matrix = np.outer((high - low) / 255, LUMA)
    offset = [float(part) for part in low * (image.peak / 255)]
    color, alpha = operands(image)
    return picture(image, linear(mixed(color, matrix), 1, offset), alpha)


def color_overlay(image: Image, color: str, amount: float = 0.3) -> Image:
    """Every sample mixed with ``color``: by ``amount`` in [0, 1] times the colour's own alpha."""
    return toned(image, color_overlay_table(image.peak, color, amount))


@remembered
def color_overlay_table(peak: int, color: str, amount: float = 0.3) -> Floats:
    """The table of :func:`color_overlay`, (peak + 1, 3)."""
    import numpy as np

    within("amount", amount, 0, 1)
    laid = Color.parse(color)
    share = amount * laid.alpha / 255
    return samples(peak)[:, None] * (1 - share) + np.array(laid.rgb) * (peak / 255) * share


def replace_color(image: Image, old: str, new: str, tolerance: float = 15) -> Image:
    """``new`` in place of every colour within ``tolerance`` of ``old``, in [0, 100].

    The distance is CIE94's (CIE 116-1995, graphic arts, weighted by the geometric mean of both
    chromas), with the samples taken for sRGB: 2 is just visible, 100 lies between black and white.
    Wholly replaced up to the tolerance, then less and less up to 1.2 times it; beyond, nothing
    changes. Where ``new`` is see-through, alpha is scaled by its alpha; ``transparent`` leaves the
    colours and lowers alpha alone, so a gray picture stays gray.
    """
    within("tolerance", tolerance, 0, 100)
    sought, given = opaque("old", old), Color.parse(new)
    rgb = held(as_rgb(image))
    color, alpha = operands(rgb)
    share = _nearness(alike(split_alpha(rgb)[0].colourspace("lab"), color), sought, tolerance)
    if given.alpha > 0:
        fresh = [part * rgb.peak / 255 for part in given.rgb]
        color = color + linear(color, [-1, -1, -1], fresh) * share
    elif image.space == "gray":
        rgb, (color, alpha) = image, operands(image)
    if given.alpha == 255:
        return picture(rgb, color, alpha)
    if alpha is None:
        alpha = linear(share, 0, rgb.peak)
    return picture(rgb, color, alpha - alpha * linear(share, 1 - given.alpha / 255, 0))


def _nearness(lab: Bands, sought: Color, tolerance: float) -> Bands:
    """1 where a colour is within ``tolerance`` of ``sought``, falling to 0 over the feather."""
    feather = max(FEATHER * tolerance, HAIR)
    distance = _cie94(lab, _lab(sought.rgb))
    return clipped(linear(distance, -1 / feather, (tolerance + HAIR) / feather + 1), 0, 1)


@lru_cache(maxsize=16)
def _lab(rgb: tuple[int, int, int]) -> list[float]:
    """CIE Lab of an sRGB colour, as libvips has it."""
    import numpy as np
    import pyvips

    swatch = pyvips.Image.new_from_array(np.array([[rgb]], np.uint8), interpretation="srgb")
    found: list[float] = swatch.colourspace("lab")(0, 0)
    return found


def _cie94(lab: Bands, other: list[float]) -> Bands:
    """sqrt(dL^2 + (dC / SC)^2 + (dH / SH)^2), with dH^2 = da^2 + db^2 - dC^2."""
    own = math.hypot(*other[1:])
    apart = linear(lab, 1, [-part for part in other])
    lighter, away = split(mixed(apart * apart, [(1, 0, 0), (0, 1, 1)]))
    chroma = mixed(lab * lab, [(0, 1, 1)]) ** 0.5
    mean = linear(chroma, own, 0) ** 0.5
    paler = (chroma - own) * (chroma - own)
    turned = clipped(away - paler, 0, 1e9)
    chroma_weight, hue_weight = (linear(mean, slope, 1) for slope in (0.045, 0.015))
    distance = lighter + paler / (chroma_weight * chroma_weight) + turned / (hue_weight * hue_weight)
    return distance**0.5
