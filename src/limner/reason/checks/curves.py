"""What every tone step makes of a sample, on the scale of 0-255: written from the steps' descriptions.

Each takes an array and the step, and gives an array; for the steps that treat channels apart the
last axis is red, green, blue. ``None`` in :data:`CURVES` is no step of this kind.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from limner.core.color import Color

Values = Any
"""Samples on the scale of 0-255, in an array of any shape."""
Curve = Callable[[Any, Any], Any]
_LUMINANCE = (0.2126, 0.7152, 0.0722)


def light(values: Values) -> Values:
    """Linear light in [0, 1] of sRGB samples (IEC 61966-2-1)."""
    import numpy as np

    share = np.clip(np.asarray(values, float) / 255, 0, 1)
    return np.where(share > 0.04045, ((share + 0.055) / 1.055) ** 2.4, share / 12.92)


def encoded(linear: Values) -> Values:
    """sRGB samples of linear light; light beyond [0, 1] is clipped."""
    import numpy as np

    linear = np.clip(linear, 0, 1)
    return 255 * np.where(linear > 0.0031308, 1.055 * linear ** (1 / 2.4) - 0.055, 12.92 * linear)


def _brightness(v: Values, step: Any) -> Values:
    return v * (1 + step.percent / 100)


def _contrast(v: Values, step: Any) -> Values:
    return 127.5 + (v - 127.5) * (1 + step.percent / 100)


def _exposure(v: Values, step: Any) -> Values:
    return encoded(light(v) * 2.0**step.ev)


def _gamma(v: Values, step: Any) -> Values:
    return 255 * (v / 255).clip(0, 1) ** (1 / step.gamma)


def _levels(v: Values, step: Any) -> Values:
    share = ((v - step.black) / (step.white - step.black)).clip(0, 1)
    return step.out_black + (step.out_white - step.out_black) * share ** (1 / step.gamma)


def _curves(v: Values, step: Any) -> Values:
    import numpy as np

    bent = _hermite(np.asarray(v, float), sorted(step.points))
    if step.channel == "all":
        return bent
    result = np.array(np.broadcast_to(v, (*np.shape(v)[:-1], 3)), float)
    channel = ("red", "green", "blue").index(step.channel)
    result[..., channel] = bent[..., channel if bent.shape[-1] == 3 else 0]
    return result


def _hermite(v: Values, points: list[tuple[float, float]]) -> Values:
    """Cubic Hermite through the points with Fritsch and Carlson's slopes, level outside."""
    import numpy as np

    x, y = np.array([p[0] for p in points], float), np.array([p[1] for p in points], float)
    steepness = [(y[i + 1] - y[i]) / (x[i + 1] - x[i]) for i in range(len(x) - 1)]
    slopes = [steepness[0]]
    for before, after in pairwise(steepness):
        slopes.append(0.0 if before * after <= 0 else (before + after) / 2)
    slopes.append(steepness[-1])
    for i, secant in enumerate(steepness):
        length = float(np.hypot(slopes[i], slopes[i + 1]))
        if length > 3 * abs(secant):
            slopes[i], slopes[i + 1] = (3 * abs(secant) / length * s for s in (slopes[i], slopes[i + 1]))
    left = np.searchsorted(x[1:-1], v, side="right")
    width, slope = (x[1:] - x[:-1])[left], np.array(slopes)
    t = ((v - x[left]) / width).clip(0, 1)
    return (
        (2 * t**3 - 3 * t**2 + 1) * y[left]
        + (t**3 - 2 * t**2 + t) * width * slope[left]
        + (3 * t**2 - 2 * t**3) * y[left + 1]
        + (t**3 - t**2) * width * slope[left + 1]
    )


def _shadows(v: Values, step: Any) -> Values:
    return _dark_end(v, step.amount)


def _highlights(v: Values, step: Any) -> Values:
    return 255 - _dark_end(255 - v, -step.amount)


def _dark_end(v: Values, amount: float) -> Values:
    strength = amount / 50 if amount > 0 else amount / 100
    return v * (1 + strength * (1 - v / (0.75 * 255)).clip(0, 1) ** 2)


def _invert(v: Values, step: Any) -> Values:
    return 255 - v


def _posterize(v: Values, step: Any) -> Values:
    import numpy as np

    return np.floor(v * step.levels / 256).clip(0, step.levels - 1) * (255 / (step.levels - 1))


def _temperature(v: Values, step: Any) -> Values:
    warmth = 2.0 ** (step.amount / 100)
    return _relit(v, (warmth, 1.0, 1 / warmth))


def _tint(v: Values, step: Any) -> Values:
    return _relit(v, (1.0, 2.0 ** (-step.amount / 100), 1.0))


def _relit(v: Values, gains: tuple[float, float, float]) -> Values:
    import numpy as np

    white = sum(gain * weight for gain, weight in zip(gains, _LUMINANCE, strict=True))
    return encoded(light(v) * (np.array(gains) / white))


def _color_overlay(v: Values, step: Any) -> Values:
    import numpy as np

    paint = Color.parse(step.color)
    share = step.amount * paint.alpha / 255
    return v * (1 - share) + np.array(paint.rgb, float) * share


CURVES: dict[str, Curve] = {
    "brightness": _brightness, "contrast": _contrast, "exposure": _exposure, "gamma": _gamma,
    "levels": _levels, "curves": _curves, "shadows": _shadows, "highlights": _highlights,
    "invert": _invert, "posterize": _posterize, "temperature": _temperature, "tint": _tint,
    "color_overlay": _color_overlay,
}  # fmt: skip
