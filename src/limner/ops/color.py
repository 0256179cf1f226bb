"""Colour: saturation, hue, gray and tinted pictures, one colour for another.

Alpha stays as it is unless the operation says otherwise. CMYK becomes sRGB first; a gray picture
becomes RGB where colour is introduced and stays as it is where there is none to change. Results
are rounded half up and clipped.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limner.core.color import Color
from limner.core.image import Image
from limner.ops.amounts import opaque, within
from limner.ops.light import (
    LUMA,
    blended,
    luma,
    luma_of,
    samples,
    toned,
    without_ink,
)
from limner.ops.pixels import as_rgb, as_samples, join_alpha, on_color, split_alpha, with_alpha

if TYPE_CHECKING:
    import pyvips

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
    return on_color(image, lambda color: blended(color, matrix))


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

    def work(color: pyvips.Image) -> pyvips.Image:
        largest, smallest = _extremes(color)
        factor = (largest - smallest).linear(-strength / image.peak, 1 + strength)
        gray = luma_of(color)
        return gray + (color - gray) * factor

    return on_color(image, work)


def hue(image: Image, degrees: float = 30) -> Image:
    """Turn every hue on the HSV wheel by ``degrees``, in [-36000, 36000]; saturation and value stay.

    Red turns to yellow at 60, to green at 120, to blue at 240. Grays have no hue and stay.
    """
    within("degrees", degrees, -36000, 36000)
    image = without_ink(image)
    if image.space == "gray":
        return image
    return on_color(image, lambda color: _turned(color, degrees / 60))


def _turned(color: pyvips.Image, sixths: float) -> pyvips.Image:
    """HSV's channel n = 5, 3, 1: value - chroma * clip(min(k, 4 - k), 0, 1), k = (n + hue) mod 6."""
    value, smallest = _extremes(color)
    chroma = value - smallest
    opposite = blended(color, [(0, 1, -1), (-1, 0, 1), (1, -1, 0)]) / chroma
    red, green, blue = opposite.linear(1, [0, 2, 4]).bandsplit()
    is_red, is_green, _ = (color == value).bandsplit()
    wheel = is_red.ifthenelse(red, is_green.ifthenelse(green, blue))
    place = wheel.linear(1, [5 + sixths, 3 + sixths, 1 + sixths]) % 6
    return value - chroma * (place - 2).abs().linear(-1, 2).clamp(min=0, max=1)


def _extremes(color: pyvips.Image) -> tuple[pyvips.Image, pyvips.Image]:
    """The largest and the smallest of three channels, a pixel at a time."""
    red, green, blue = color.bandsplit()
    return red.bandrank([green, blue], index=2), red.bandrank([green, blue], index=0)


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
    return on_color(as_rgb(image), lambda color: blended(color, matrix))


def duotone(image: Image, dark: str = "midnightblue", light: str = "gold") -> Image:
    """From ``dark`` at black to ``light`` at white, linear in luma (Rec. 601, not rounded)."""
    import numpy as np

    low, high = (np.array(opaque(name, text).rgb) for name, text in (("dark", dark), ("light", light)))
    image = as_rgb(image)
    matrix = np.outer((high - low) / 255, LUMA)
    offset = [float(part) for part in low * (image.peak / 255)]
    return on_color(image, lambda color: blended(color, matrix) + offset)


def color_overlay(image: Image, color: str, amount: float = 0.3) -> Image:
    """Every sample mixed with ``color``: by ``amount`` in [0, 1] times the colour's own alpha."""
    return toned(image, color_overlay_table(image.peak, color, amount))


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
    rgb = as_rgb(image)
    share = _nearness(split_alpha(rgb)[0], sought, tolerance, rgb.peak)
    if given.alpha > 0:
        fresh = [part * rgb.peak / 255 for part in given.rgb]
        rgb = on_color(rgb, lambda color: color + color.linear([-1, -1, -1], fresh) * share)
    elif image.space == "gray":
        rgb = image
    return rgb if given.alpha == 255 else _faded(rgb, share * (1 - given.alpha / 255))


def _nearness(color: pyvips.Image, sought: Color, tolerance: float, peak: int) -> pyvips.Image:
    """1 where a colour is within ``tolerance`` of ``sought``, falling to 0 over the feather."""
    import pyvips

    swatch = pyvips.Image.black(1, 1) + [part * peak // 255 for part in sought.rgb]
    given = as_samples(swatch, "rgb", 8 if peak == 255 else 16).colourspace("lab")(0, 0)
    feather = max(FEATHER * tolerance, HAIR)
    distance = _cie94(color.colourspace("lab"), given)
    return distance.linear(-1 / feather, (tolerance + HAIR) / feather + 1).clamp(min=0, max=1)


def _cie94(lab: pyvips.Image, other: list[float]) -> pyvips.Image:
    """sqrt(dL^2 + (dC / SC)^2 + (dH / SH)^2), with dH^2 = da^2 + db^2 - dC^2."""
    own = math.hypot(*other[1:])
    apart = lab - other
    lighter, away = blended(apart * apart, [(1, 0, 0), (0, 1, 1)]).bandsplit()
    chroma = blended(lab * lab, [(0, 1, 1)]) ** 0.5
    mean = chroma.linear(own, 0) ** 0.5
    paler = (chroma - own) * (chroma - own)
    turned = (away - paler).clamp(min=0, max=1e9)
    chroma_weight, hue_weight = (mean.linear(slope, 1) for slope in (0.045, 0.015))
    distance = lighter + paler / (chroma_weight * chroma_weight) + turned / (hue_weight * hue_weight)
    return distance**0.5


def _faded(image: Image, share: pyvips.Image) -> Image:
    """``image`` with alpha lowered by ``share`` of itself."""
    color, alpha = split_alpha(with_alpha(image))
    assert alpha is not None
    return image.with_pixels(join_alpha(color, as_samples(alpha - alpha * share, "gray", image.depth)))
