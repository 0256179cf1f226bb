"""A canvas in units of the shorter side: the same numbers paint 64 pixels or 1024."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from limner.world.scene import REGIONS

Color = tuple[float, float, float]
Point = tuple[float, float]
Array = npt.NDArray[np.float32]

SHIFT = 4
"""Fractional bits of OpenCV's drawing coordinates."""

_FRACTIONS = 1 << SHIFT
_HALF = _FRACTIONS / 2
"""OpenCV counts from the middle of a pixel, the canvas from its corner."""


def mix(a: Color, b: Color, share: float) -> Color:
    """``a`` with a ``share`` in [0, 1] of ``b``.

    >>> mix((0, 0, 0), (100, 50, 0), 0.5)
    (50.0, 25.0, 0.0)
    """
    keep = 1.0 - share
    return (a[0] * keep + b[0] * share, a[1] * keep + b[1] * share, a[2] * keep + b[2] * share)


def scaled(color: Color, by: float | Color) -> Color:
    """``color`` times a number or times one number a channel; may leave 0-255."""
    red, green, blue = by if isinstance(by, tuple) else (by, by, by)
    return (color[0] * red, color[1] * green, color[2] * blue)


def blend(pixels: Array, share: Array, surface: Array | Color) -> None:
    """Turn ``pixels`` (H, W, 3) into ``surface``, (H, W, 3) or a colour, by ``share`` (H, W) in [0, 1],
    in place."""
    step = (surface if isinstance(surface, np.ndarray) else across(surface, pixels.shape[1])) - pixels
    step *= cv2.merge([share, share, share])
    pixels += step


def across(color: Color | Array, width: int) -> Array:
    """``color`` for each pixel of a row, (width, 3): NumPy's inner loops are then long enough to be
    several times as fast as with one colour for a whole picture."""
    return np.full((width, 3), color, np.float32)


class Canvas:
    """Pixels (H, W, 3) uint8 and the region of each, painted over in order.

    The origin is the top left corner and ``right`` and ``bottom`` are the opposite one, in units
    of the shorter side (a square is 1 x 1). They are rounded to 1/20, so that what is laid out
    along them is the same at every resolution.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.unit = min(width, height)
        self.right = round(width / self.unit * 20) / 20
        self.bottom = round(height / self.unit * 20) / 20
        self.pixels = np.zeros((height, width, 3), np.uint8)
        self.regions = np.full((height, width), REGIONS.index("sky"), np.uint8)

    def row(self, y: float) -> int:
        """The pixel row at ``y``, kept inside the canvas (0 to height)."""
        return max(0, min(self.height, round(y * self.unit)))

    def column(self, x: float) -> int:
        """The pixel column at ``x``, kept inside the canvas (0 to width)."""
        return max(0, min(self.width, round(x * self.unit)))

    def polygon(self, points: Sequence[Point] | Array, color: Color, region: str | None = None) -> None:
        """Fill a polygon; it takes ``region`` as well if one is named."""
        fixed = self.fixed(points)
        cv2.fillPoly(self.pixels, fixed, color, cv2.LINE_AA, SHIFT)
        if region is not None:
            cv2.fillPoly(self.regions, fixed, REGIONS.index(region), cv2.LINE_8, SHIFT)

    def rectangle(
        self, left: float, top: float, right: float, bottom: float, color: Color, region: str | None = None
    ) -> None:
        """Fill whole pixels between two corners, at least one each way."""
        unit = self.unit
        first = (round(left * unit), round(top * unit))
        last = (max(first[0], round(right * unit) - 1), max(first[1], round(bottom * unit) - 1))
        cv2.rectangle(self.pixels, first, last, color, -1)
        if region is not None:
            cv2.rectangle(self.regions, first, last, REGIONS.index(region), -1)

    def ellipse(
        self, x: float, y: float, across: float, down: float, color: Color, region: str | None = None
    ) -> None:
        """Fill an upright ellipse with half axes ``across`` and ``down``."""
        centre, scale = self._fixed(x, y), self.unit * _FRACTIONS
        axes = (max(1, int(across * scale)), max(1, int(down * scale)))
        cv2.ellipse(self.pixels, centre, axes, 0, 0, 360, color, -1, cv2.LINE_AA, SHIFT)
        if region is not None:
            index = REGIONS.index(region)
            cv2.ellipse(self.regions, centre, axes, 0, 0, 360, index, -1, cv2.LINE_8, SHIFT)

    def disc(self, x: float, y: float, radius: float, color: Color, region: str | None = None) -> None:
        """Fill a circle."""
        scale = self.unit * _FRACTIONS
        centre, reach = (int(x * scale - _HALF), int(y * scale - _HALF)), max(1, int(radius * scale))
        cv2.circle(self.pixels, centre, reach, color, -1, cv2.LINE_AA, SHIFT)
        if region is not None:
            cv2.circle(self.regions, centre, reach, REGIONS.index(region), -1, cv2.LINE_8, SHIFT)

    def line(self, start: Point, end: Point, thickness: float, color: Color) -> None:
        """Draw a straight stroke, at least one pixel wide."""
        wide = max(1, round(thickness * self.unit))
        ends = self._fixed(*start), self._fixed(*end)
        cv2.line(self.pixels, *ends, color, wide, cv2.LINE_AA, SHIFT)

    def at(self, x: float, y: float) -> Color:
        """The colour painted at a point, the nearest one inside the canvas."""
        row, column = round(y * self.unit), round(x * self.unit)
        red, green, blue = self.pixels[
            min(max(row, 0), self.height - 1), min(max(column, 0), self.width - 1)
        ].tolist()
        return (red, green, blue)

    def rows(self, top: float, bottom: float, upper: Color, lower: Color, region: str) -> None:
        """Fill whole rows with a gradient from ``upper`` to ``lower``."""
        first, last = self.row(top), self.row(bottom)
        if last <= first:
            return
        share = np.linspace(0, 1, last - first)[:, None]
        start = np.array(upper)
        band = start + share * (np.array(lower) - start)
        self.pixels[first:last] = np.clip(band, 0, 255).astype(np.uint8)[:, None]
        self.regions[first:last] = REGIONS.index(region)

    def fixed(self, points: Sequence[Point] | Array) -> list[npt.NDArray[np.int32]]:
        """One contour as OpenCV takes it, with `SHIFT` fractional bits."""
        return [(np.array(points, np.float32) * (self.unit * _FRACTIONS) - _HALF).astype(np.int32)]

    def _fixed(self, x: float, y: float) -> tuple[int, int]:
        scale = self.unit * _FRACTIONS
        return (int(x * scale - _HALF), int(y * scale - _HALF))
