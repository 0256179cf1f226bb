"""The colour of the light: one gain for each channel's linear light, so every operation is a table.

Light is what the sRGB transfer function makes of a sample (:mod:`limner.ops.light`). Alpha stays as it
is, CMYK becomes sRGB, gray becomes RGB where colour is introduced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops.amounts import one_of, opaque, within
from limner.ops.formula import held
from limner.ops.histogram import histogram
from limner.ops.light import LUMINANCE, from_light, remembered, samples, to_light, toned, without_ink
from limner.ops.pixels import through_table

if TYPE_CHECKING:
    from limner.ops.light import Floats

STRONGEST_GAIN = 4.0
"""White balance changes no channel's light by more than two stops."""
PATCH = 0.01
"""The brightest share of a channel, which white-patch takes for white."""


def temperature(image: Image, amount: float = 20) -> Image:
    """Warmer above 0, cooler below, ``amount`` in [-100, 100].

    At 100 red light is a stop up and blue light a stop down, at -100 the other way round; then all
    three channels are scaled so that grays keep their luminance (Rec. 709, in linear light).
    """
    return toned(image, temperature_table(image.peak, amount))


@remembered
def temperature_table(peak: int, amount: float = 20) -> Floats:
    """The table of :func:`temperature`, (peak + 1, 3)."""
    within("amount", amount, -100, 100)
    return _lit(peak, _even(2 ** (amount / 100), 1, 2 ** (-amount / 100)))


def tint(image: Image, amount: float = 20) -> Image:
    """Magenta above 0, green below, ``amount`` in [-100, 100].

    At 100 green light is a stop below red and blue, at -100 a stop above; grays keep their
    luminance (Rec. 709, in linear light).
    """
    return toned(image, tint_table(image.peak, amount))


@remembered
def tint_table(peak: int, amount: float = 20) -> Floats:
    """The table of :func:`tint`, (peak + 1, 3)."""
    within("amount", amount, -100, 100)
    return _lit(peak, _even(1, 2 ** (-amount / 100), 1))


def _even(red: float, green: float, blue: float) -> tuple[float, ...]:
    """Gains for red, green and blue light, scaled so that white keeps its luminance."""
    gains = (red, green, blue)
    luminance = sum(gain * share for gain, share in zip(gains, LUMINANCE, strict=True))
    return tuple(gain / luminance for gain in gains)


@remembered
def _lit(peak: int, gains: tuple[float, ...]) -> Floats:
    """(peak + 1, 3): samples after the light of each channel has been multiplied by its gain."""
    import numpy as np

    light = to_light(samples(peak) / peak)
    return peak * from_light(light[:, None] * np.array(gains))


def white_balance(
    image: Image, method: Literal["gray-world", "white-patch"] = "gray-world", neutral: str | None = None
) -> Image:
    """Make the light neutral by one gain for each channel's linear light.

    gray-world: the three channels get the same mean light, the luminance of their mean (Buchsbaum
    1980). white-patch: the level that a hundredth of a channel's samples reach becomes that of
    the strongest channel (Land and McCann 1971, made robust). Both change a channel by two
    stops at most. ``neutral``: that colour becomes gray of its luminance, and ``method`` is not
    used; BadValue where one of its channels is 0. A gray picture is neutral already.
    """
    one_of("method", method, ("gray-world", "white-patch"))
    given = None if neutral is None else _neutral_gains(neutral)
    image = without_ink(image)
    if image.space == "gray":
        return image
    image = held(image)
    gains = white_balance_gains(histogram(image), method) if given is None else given
    return through_table(image, _lit(image.peak, tuple(float(gain) for gain in gains)))


def white_balance_gains(counts: Floats, method: Literal["gray-world", "white-patch"]) -> Floats:
    """(3,): the gains of :func:`white_balance` from a histogram (peak + 1, 3)."""
    import numpy as np

    light = to_light(samples(len(counts) - 1) / (len(counts) - 1))
    total = counts[:, 0].sum()
    if method == "gray-world":
        found = light @ counts / max(total, 1)
        target = found @ LUMINANCE
    else:
        reached = np.cumsum(counts[::-1], axis=0) >= max(PATCH * total, 1)
        found = np.where(reached.any(axis=0), light[::-1][reached.argmax(axis=0)], 0)
        target = found.max()
    gains: Floats = np.divide(target, found, out=np.ones(3), where=found > 0)
    return gains.clip(1 / STRONGEST_GAIN, STRONGEST_GAIN)


def _neutral_gains(neutral: str) -> Floats:
    import numpy as np

    color = opaque("neutral", neutral)
    if min(color.rgb) == 0:
        raise BadValue(
            f"{neutral!r} cannot be made gray by gains: one of its channels is 0",
            hint="give a colour of the picture that should be gray, such as the white of a shirt",
        )
    light = to_light(np.array(color.rgb) / 255)
    return np.asarray(light @ LUMINANCE / light)
