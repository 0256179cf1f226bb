"""Lightness, one sample at a time.

Each operation but threshold and opacity is a lookup table, ``NAME_table(peak, ...)``: what every
sample from 0 to ``peak`` (255 or 65535) becomes, as floats that are then rounded half up and
clipped. Tables take the parameters of their operation and refuse the same values. Alpha stays as
it is, gray stays gray, CMYK becomes sRGB.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops.amounts import one_of, within
from limner.ops.formula import held
from limner.ops.light import from_light, luma, remembered, samples, to_light, toned, without_ink
from limner.ops.pixels import as_rgb, on_all_bands, through_table, with_alpha

if TYPE_CHECKING:
    from limner.ops.light import Floats

Points = tuple[tuple[float, float], ...]
Channel = Literal["all", "red", "green", "blue"]
S_CURVE: Points = ((0, 0), (64, 52), (192, 204), (255, 255))
CLOSEST = 1 / 257
"""How near two inputs of a curve may be: one sample of 16 bits."""


def brightness(image: Image, percent: float = 20) -> Image:
    """Every sample times 1 + percent / 100, in [-100, 1000]: 100 doubles it, -100 is black."""
    return toned(image, brightness_table(image.peak, percent))


@remembered
def brightness_table(peak: int, percent: float = 20) -> Floats:
    """The table of :func:`brightness`.

    >>> brightness_table(255, 20)[[0, 10, 100]]
    array([  0.,  12., 120.])
    """
    within("percent", percent, -100, 1000)
    return samples(peak) * (100 + percent) / 100


def contrast(image: Image, percent: float = 20) -> Image:
    """The distance from middle gray (peak / 2) times 1 + percent / 100, in [-100, 1000].

    -100 is flat gray. The pivot does not depend on the picture (Pillow's is its mean).
    """
    return toned(image, contrast_table(image.peak, percent))


@remembered
def contrast_table(peak: int, percent: float = 20) -> Floats:
    """The table of :func:`contrast`."""
    within("percent", percent, -100, 1000)
    return ((2 * samples(peak) - peak) * (100 + percent) + 100 * peak) / 200


def exposure(image: Image, ev: float = 0.5) -> Image:
    """Linear light times 2**ev, ``ev`` in [-10, 10] stops: sRGB samples to light and back."""
    return toned(image, exposure_table(image.peak, ev))


@remembered
def exposure_table(peak: int, ev: float = 0.5) -> Floats:
    """The table of :func:`exposure`."""
    within("ev", ev, -10, 10)
    return peak * from_light(to_light(samples(peak) / peak) * 2.0**ev)


def gamma(image: Image, gamma: float = 1.2) -> Image:
    """Sample ** (1 / gamma) on [0, 1], ``gamma`` in [0.01, 100]: above 1 lifts the middle."""
    return toned(image, gamma_table(image.peak, gamma))


@remembered
def gamma_table(peak: int, gamma: float = 1.2) -> Floats:
    """The table of :func:`gamma`."""
    within("gamma", gamma, 0.01, 100)
    return peak * (samples(peak) / peak) ** (1 / gamma)


def levels(
    image: Image,
    black: float = 0,
    white: float = 255,
    gamma: float = 1.0,
    out_black: float = 0,
    out_white: float = 255,
) -> Image:
    """Map [black, white] to [out_black, out_white] through ``gamma``; what lies outside is clipped first.

    Levels are on the 8-bit scale. With t = (sample - black) / (white - black) in [0, 1] the
    result is out_black + t ** (1 / gamma) * (out_white - out_black); out_black above out_white
    inverts. BadValue unless black < white.
    """
    return toned(image, levels_table(image.peak, black, white, gamma, out_black, out_white))


@remembered
def levels_table(
    peak: int,
    black: float = 0,
    white: float = 255,
    gamma: float = 1.0,
    out_black: float = 0,
    out_white: float = 255,
) -> Floats:
    """The table of :func:`levels`."""
    for name, level in {
        "black": black, "white": white, "out_black": out_black, "out_white": out_white,
    }.items():  # fmt: skip
        within(name, level, 0, 255)
    within("gamma", gamma, 0.01, 100)
    if black >= white:
        raise BadValue(
            f"the black level {black:g} is not below the white level {white:g}",
            hint="swap them; to invert, swap out_black and out_white",
        )
    stretched = ((samples(peak) * 255 / peak - black) / (white - black)).clip(0, 1)
    return (out_black + stretched ** (1 / gamma) * (out_white - out_black)) * peak / 255


def curves(image: Image, points: Points = S_CURVE, channel: Channel = "all") -> Image:
    """A smooth curve through ``points`` (in, out) on the 8-bit scale, level outside them.

    Piecewise cubic with the slopes of Fritsch and Carlson ("Monotone Piecewise Cubic
    Interpolation", SIAM J. Numer. Anal. 17, 1980): between two points it never overshoots. The
    points may come in any order; two at the same input are refused. One channel of a gray
    picture makes it RGB.
    """
    points = tuple((before, after) for before, after in points)
    return toned(image, curves_table(image.peak, points, channel))


@remembered
def curves_table(peak: int, points: Points = S_CURVE, channel: Channel = "all") -> Floats:
    """The table of :func:`curves`: (peak + 1,), or (peak + 1, 3) for one channel."""
    import numpy as np

    one_of("channel", channel, ("all", "red", "green", "blue"))
    knots = np.array(_checked(points), np.float64) * peak / 255
    curve = _monotone_cubic(knots[:, 0], knots[:, 1], samples(peak))
    if channel == "all":
        return curve
    bent = np.array(["red", "green", "blue"]) == channel
    return np.where(bent, curve[:, None], samples(peak)[:, None])


def _checked(points: Points) -> list[tuple[float, float]]:
    for point in points:
        within("a point's input", point[0], 0, 255)
        within("a point's output", point[1], 0, 255)
    ordered = sorted(points)
    if len(ordered) < 2 or any(after[0] - before[0] < CLOSEST for before, after in pairwise(ordered)):
        raise BadValue(
            f"the curve's points {points!r} do not make a curve",
            hint="give at least two points with different inputs, such as ((0, 0), (128, 150), (255, 255))",
        )
    return ordered


def _monotone_cubic(x: Floats, y: Floats, at: Floats) -> Floats:
    """The Fritsch-Carlson interpolant of (x, y), x increasing; constant outside."""
    import numpy as np

    width = np.diff(x)
    secant = np.diff(y) / width
    slope = np.concatenate([secant[:1], (secant[:-1] + secant[1:]) / 2, secant[-1:]])
    slope[1:-1][secant[:-1] * secant[1:] <= 0] = 0
    for i, rise in enumerate(secant):
        steepness = np.hypot(slope[i], slope[i + 1])
        if steepness > 3 * abs(rise):
            slope[i : i + 2] *= 3 * abs(rise) / steepness
    left = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(width) - 1)
    right = left + 1
    t = np.clip((at - x[left]) / width[left], 0, 1)
    bend = t * (1 - t) * width[left] * (slope[left] * (1 - t) - slope[right] * t)
    curve: Floats = y[left] + (y[right] - y[left]) * t * t * (3 - 2 * t) + bend
    return curve


def shadows(image: Image, amount: float = 30) -> Image:
    """Lift (above 0) or lower the dark tones, ``amount`` in [-100, 100].

    Nothing changes from 3/4 of the peak on. Below it a sample x in [0, 1] is multiplied by
    1 + s (1 - x / 0.75)^2, with s = 2 amount / 100 when lifting and amount / 100 when lowering. A
    brighter sample never becomes the darker one.
    """
    return toned(image, shadows_table(image.peak, amount))


@remembered
def shadows_table(peak: int, amount: float = 30) -> Floats:
    """The table of :func:`shadows`."""
    within("amount", amount, -100, 100)
    tones = samples(peak)
    weight = (1 - tones / peak / 0.75).clip(0) ** 2
    return tones * (1 + weight * amount / (50 if amount > 0 else 100))


def highlights(image: Image, amount: float = -30) -> Image:
    """Lift or lower (below 0) the bright tones, ``amount`` in [-100, 100].

    Nothing changes up to 1/4 of the peak. The mirror image of :func:`shadows`: the distance y = 1 - x
    from white is multiplied by 1 + s (1 - y / 0.75)^2, with s = -2 amount / 100 when lowering and
    -amount / 100 when lifting.
    """
    return toned(image, highlights_table(image.peak, amount))


@remembered
def highlights_table(peak: int, amount: float = -30) -> Floats:
    """The table of :func:`highlights`."""
    return peak - shadows_table(peak, -amount)[::-1]


def invert(image: Image) -> Image:
    """Peak minus sample: the negative."""
    return toned(image, invert_table(image.peak))


@remembered
def invert_table(peak: int) -> Floats:
    """The table of :func:`invert`."""
    return peak - samples(peak)


def posterize(image: Image, levels: int = 4) -> Image:
    """Only ``levels`` (2-256) values a channel, evenly spaced from 0 to the peak.

    The samples are cut into ``levels`` equal bins; bin i becomes i * peak / (levels - 1). (Pillow's
    posterize keeps high bits instead and never reaches white.)
    """
    return toned(image, posterize_table(image.peak, levels))


@remembered
def posterize_table(peak: int, levels: int = 4) -> Floats:
    """The table of :func:`posterize`."""
    import numpy as np

    within("levels", levels, 2, 256)
    bins = np.floor(samples(peak) * levels / (peak + 1))
    return bins * peak / (levels - 1)


def threshold(image: Image, level: float = 128) -> Image:
    """White where luma (rounded, as :func:`grayscale` has it) is at least ``level``, else black.

    ``level`` is on the 8-bit scale, [0, 255]. The picture keeps its channels: an RGB picture
    stays RGB.
    """
    image = held(without_ink(image))
    found = through_table(luma(image), threshold_table(image.peak, level))
    return image.with_pixels(as_rgb(found).pixels if image.space == "rgb" else found.pixels)


@remembered
def threshold_table(peak: int, level: float = 128) -> Floats:
    """What every luma becomes in :func:`threshold`."""
    import numpy as np

    within("level", level, 0, 255)
    return np.where(samples(peak) * 255 >= level * peak, float(peak), 0.0)


def opacity(image: Image, percent: float = 50) -> Image:
    """Alpha times percent / 100, ``percent`` in [0, 100], rounded half up; colours stay.

    A picture without alpha counts as opaque and gets an alpha band, except at 100, which
    changes nothing.
    """
    import numpy as np

    table = opacity_table(image.peak, percent)
    if percent == 100:
        return image
    image = with_alpha(without_ink(image))
    colors = [samples(image.peak)] * (image.pixels.bands - 1)
    return on_all_bands(image, np.stack([*colors, table], axis=1))


@remembered
def opacity_table(peak: int, percent: float = 50) -> Floats:
    """What every alpha becomes in :func:`opacity`."""
    within("percent", percent, 0, 100)
    return samples(peak) * percent / 100
