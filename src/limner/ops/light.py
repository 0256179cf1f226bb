"""How bright a sample is (luma), how much light it stands for, and matrices on colours.

Luma is Rec. 601, with the weights that Pillow uses, so that a gray picture here equals Pillow's.
Light is what the sRGB transfer function (IEC 61966-2-1) makes of a sample, whatever the
picture's profile: tone operations work in the picture's own encoding, as photo editors do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, cast

from limner.core.image import Image
from limner.ops.formula import mixed, operands, picture
from limner.ops.pixels import as_rgb, through_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

P = ParamSpec("P")
LUMA = (19595 / 65536, 38470 / 65536, 7471 / 65536)
"""Weights of red, green and blue samples: Rec. 601 in 1/65536, sum 1 exactly."""
LUMINANCE = (0.2126, 0.7152, 0.0722)
"""Weights of red, green and blue light: Rec. 709."""


def remembered(table: Callable[P, Floats]) -> Callable[P, Floats]:
    """Keep the last tables made: a 16-bit one takes up to 25 ms, and a check asks for it again.

    They cannot be written to. Arguments must be hashable.
    """

    @lru_cache(maxsize=4)
    @wraps(table)
    def made(*given: P.args, **named: P.kwargs) -> Floats:
        entries = table(*given, **named)
        entries.setflags(write=False)
        return entries

    return cast("Callable[P, Floats]", made)


def samples(peak: int) -> Floats:
    """Every sample from 0 to ``peak``, as floats: what a table is made from."""
    import numpy as np

    return np.arange(peak + 1, dtype=np.float64)


def to_light(encoded: npt.ArrayLike) -> Floats:
    """Linear light in [0, 1] from encoded values in [0, 1].

    >>> round(float(to_light(0.5)), 4)
    0.214
    """
    import numpy as np

    encoded = np.asarray(encoded, np.float64)
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def from_light(light: npt.ArrayLike) -> Floats:
    """Encoded values in [0, 1] from linear light; light outside [0, 1] is clipped."""
    import numpy as np

    light = np.clip(np.asarray(light, np.float64), 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def without_ink(image: Image) -> Image:
    """Gray and RGB as they are, CMYK in sRGB: the colours that tone operations work on."""
    return as_rgb(image) if image.space == "cmyk" else image


def toned(image: Image, table: Floats) -> Image:
    """``image`` through a table of samples: (peak + 1,) for every channel, (peak + 1, 3) makes it RGB."""
    return through_table(as_rgb(image) if table.ndim == 2 else without_ink(image), table)


def luma(image: Image) -> Image:
    """``image`` in gray: luma rounded half up; alpha stays.

    Equals Pillow's ``convert("L")`` bit for bit for 8-bit RGB. A profile for RGB or CMYK does
    not fit gray samples and is left behind.
    """
    if image.space == "gray":
        return image
    image = as_rgb(image)
    color, alpha = operands(image)
    return replace(picture(image, mixed(color, [LUMA]), alpha, "gray"), icc=None)
