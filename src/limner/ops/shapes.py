"""Rectangles, ellipses, lines and arrows, drawn from their formulas.

A pixel is covered by ``0.5 - d``, clipped to [0, 1], d being the distance of its centre from the
shape's edge, negative inside: an edge that is antialiased over one pixel. A point x, y of a line
is the centre of that pixel. The colour is composed by :mod:`limner.ops.blend`; its alpha counts.
A gray picture becomes RGB for a colour that is not gray, and CMYK keeps its inks. Outside of the
shape's box nothing changes. A shape that leaves the canvas is cut off; BadValue if all of it does.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from limner.core.color import Color
from limner.core.errors import BadValue
from limner.core.geometry import Box
from limner.core.image import Image
from limner.ops.amounts import within
from limner.ops.blend import Layer, compose, ready_for
from limner.ops.formula import Bands, choose, clipped, divided, linear, magnitude, narrow, places

if TYPE_CHECKING:
    Cover = Callable[[Bands, Bands], Bands]

Point = tuple[float, float]

_HEAD = 5
"""An arrow's head is this many line widths long, at least 8 pixels, and 0.9 times as wide as long."""


def rectangle(
    image: Image, box: Box | None = None, color: str = "red", width: int = 3, fill: bool = False
) -> Image:
    """A rectangle over the pixels of ``box`` (None: the whole canvas), filled or drawn inwards.

    An outline is ``width`` pixels wide; one that leaves no hole is a filled rectangle.
    """
    box = image.box if box is None else box
    half = (box.width / 2, box.height / 2)
    return _framed(image, box, color, width, fill, lambda x, y, inset: _slab(x, y, half, inset))


def _slab(x: Bands, y: Bands, half: Point, inset: float) -> Bands:
    return _covered(_larger(magnitude(x) - (half[0] - inset), magnitude(y) - (half[1] - inset)))


def ellipse(
    image: Image, box: Box | None = None, color: str = "red", width: int = 3, fill: bool = False
) -> Image:
    """The ellipse that touches the sides of ``box`` (None: the whole canvas), filled or drawn inwards.

    An outline is what lies between it and the ellipse ``width`` pixels smaller on every side.
    """
    box = image.box if box is None else box
    half = (box.width / 2, box.height / 2)
    return _framed(image, box, color, width, fill, lambda x, y, inset: _oval(x, y, half, inset))


def _oval(x: Bands, y: Bands, half: Point, inset: float) -> Bands:
    """By the distance to first order: (k - 1) / |grad k| with k^2 = (x/a)^2 + (y/b)^2."""
    a, b = half[0] - inset, half[1] - inset
    k = (_square(x, 1 / a) + _square(y, 1 / b)) ** 0.5
    slope = (_square(x, 1 / a**2) + _square(y, 1 / b**2)) ** 0.5
    return choose(k < 0.1, linear(k, 0, 1), _covered(divided(k * (k - 1), slope)))


def _square(place: Bands, factor: float) -> Bands:
    part = place * factor
    return part * part


def _framed(
    image: Image,
    box: Box,
    color: str,
    width: int,
    fill: bool,
    shape: Callable[[Bands, Bands, float], Bands],
) -> Image:
    """A shape around the middle of ``box``, less the same shape inset by ``width`` unless filled."""
    within("width", width, 1, 1_000_000)
    solid = fill or 2 * width >= min(box.width, box.height)
    centre = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)

    def cover(x: Bands, y: Bands) -> Bands:
        x, y = x - centre[0], y - centre[1]
        outer = shape(x, y, 0)
        return outer if solid else outer * (1 - shape(x, y, width))

    return _drawn(image, box, color, cover)


def line(image: Image, start: Point, end: Point, color: str = "red", width: int = 3) -> Image:
    """A straight line with round ends, ``width`` pixels wide."""
    within("width", width, 1, 1_000_000)
    first, last = _centre("start", start), _centre("end", end)
    box = _around((first, last), width / 2)
    return _drawn(image, box, color, lambda x, y: _capsule(x, y, first, last, width / 2))


def arrow(image: Image, start: Point, end: Point, color: str = "red", width: int = 3) -> Image:
    """A line from ``start`` with a solid head whose tip lies at ``end``."""
    within("width", width, 1, 1_000_000)
    first, tip = _centre("start", start), _centre("end", end)
    length = math.dist(first, tip)
    if length == 0:
        raise BadValue(f"an arrow from {start} to itself has no direction, and must have a length")
    head = min(length, max(8.0, _HEAD * width))
    neck = (tip[0] + (first[0] - tip[0]) * head / length, tip[1] + (first[1] - tip[1]) * head / length)

    def cover(x: Bands, y: Bands) -> Bands:
        return _larger(_capsule(x, y, first, neck, width / 2), _head(x, y, tip, neck))

    return _drawn(image, _around((first, tip), max(width / 2, 0.45 * head)), color, cover)


def _capsule(x: Bands, y: Bands, first: Point, last: Point, radius: float) -> Bands:
    """Everything within ``radius`` of a segment."""
    across, down = last[0] - first[0], last[1] - first[1]
    x, y = x - first[0], y - first[1]
    square = across**2 + down**2
    if square:
        along = clipped((x * across + y * down) * (1 / square), 0, 1)
        x, y = x - along * across, y - along * down
    return _covered((x * x + y * y) ** 0.5 - radius)


def _head(x: Bands, y: Bands, tip: Point, neck: Point) -> Bands:
    """The triangle from ``tip`` back to ``neck``, 0.9 times as wide there as it is long."""
    length = math.dist(tip, neck)
    across, down = (neck[0] - tip[0]) / length, (neck[1] - tip[1]) / length
    x, y = x - tip[0], y - tip[1]
    back, aside = x * across + y * down, magnitude(y * across - x * down)
    return _covered(_larger(back - length, (aside - back * 0.45) * (1 / math.hypot(1, 0.45))))


def _covered(distance: Bands) -> Bands:
    return clipped(0.5 - distance, 0, 1)


def _larger(one: Bands, other: Bands) -> Bands:
    return choose(one > other, one, other)


def _centre(name: str, point: Point) -> Point:
    for part in point:
        within(name, part, -1_000_000, 1_000_000)
    return point[0] + 0.5, point[1] + 0.5


def _around(points: tuple[Point, Point], reach: float) -> Box:
    """The pixels that lie within ``reach`` of the points' box, and one more on every side."""
    across, down = zip(*points, strict=True)
    return Box(
        math.floor(min(across) - reach) - 1,
        math.floor(min(down) - reach) - 1,
        math.ceil(max(across) + reach) + 1,
        math.ceil(max(down) + reach) + 1,
    )


def _drawn(image: Image, box: Box, color: str, cover: Cover) -> Image:
    """``image`` with ``color`` where ``cover``, of pixel centres x and y on the canvas, says."""
    paint = Color.parse(color)
    image = ready_for(image, paint)
    seen = box.clipped(image.size)
    x, y = places(image, seen)
    covered = narrow(cover(x + 0.5, y + 0.5))
    return compose(image, Layer.flat(image, paint, covered, seen.left, seen.top))
