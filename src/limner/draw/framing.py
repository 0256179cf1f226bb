"""From the canvas that a model draws on to the picture that was asked for, and back for its layout.

The drawn canvas is scaled until it covers the picture, and what sticks out is cut off on both sides
alike. The part of the canvas that stays is its window.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.geometry import Size, covering
from limner.core.image import Image
from limner.core.layout import Laid, Layout

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Window = tuple[float, float, float, float]
"""Left, top, right, bottom of what is seen, as fractions of the drawn canvas."""


def window(canvas: Size, size: Size) -> Window:
    """What of ``canvas`` is seen in a picture of ``size``; one way it is all.

    >>> window(Size(256, 256), Size(512, 256))
    (0.0, 0.25, 1.0, 0.75)
    """
    wide = min(1.0, size.aspect / canvas.aspect)
    high = min(1.0, canvas.aspect / size.aspect)
    return (1 - wide) / 2, (1 - high) / 2, (1 + wide) / 2, (1 + high) / 2


def stretched(layout: Layout, size: Size) -> Layout:
    """A layout made for a square, for a picture of ``size``: things keep their shape and their feet.

    They keep the shorter side's fraction of the picture, so nothing leaves it and none is squashed.
    """
    wide, high = min(1.0, 1 / size.aspect), min(1.0, size.aspect)

    def place(one: Laid) -> Laid:
        left, top, right, bottom = one.box
        middle, half = (left + right) / 2, (right - left) / 2 * wide
        return replace(one, box=(middle - half, bottom - (bottom - top) * high, middle + half, bottom))

    return replace(layout, things=tuple(map(place, layout.things)))


def onto(layout: Layout, seen: Window) -> Layout:
    """A layout of the picture as one of the canvas of which ``seen`` is the window."""
    left, top, right, bottom = seen

    def place(one: Laid) -> Laid:
        x0, y0, x1, y1 = one.box
        across, down = right - left, bottom - top
        box = (left + x0 * across, top + y0 * down, left + x1 * across, top + y1 * down)
        return replace(one, box=box)

    return replace(layout, things=tuple(map(place, layout.things)))


def framed(pixels: npt.NDArray[np.uint8], size: Size) -> Image:
    """The drawn pixels (H, W, 3) as a picture of exactly ``size``."""
    from limner.ops.resample import resample

    drawn = Image.from_array(pixels)
    if drawn.size == size:
        return drawn
    whole = resample(drawn, covering(drawn.size, size))
    left, top = (whole.width - size.width) // 2, (whole.height - size.height) // 2
    return whole.with_pixels(whole.pixels.crop(left, top, size.width, size.height))
