"""Closed outlines in unit coordinates, and the coloured shapes that drawn things are made of.

``x`` grows to the right and ``y`` downwards. A thing may use any unit: `drawings.render` fits the
whole to the side that is asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Outline = npt.NDArray[np.float64]
    """(N, 2) corners x, y of a closed polygon."""

RGB = tuple[int, int, int]

_STEPS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """The union of ``outlines`` less the union of ``holes``, in one colour (sRGB).

    ``part`` names what it is of the thing (an eye, the board of a sign); ``detail`` shapes lie flat
    on what is below them: no outline in a cartoon, no relief in 3d. ``depth`` is how round the
    shape bulges in 3d: its rim's width as a fraction of the thing's longest side.
    """

    color: RGB
    outlines: tuple[Outline, ...]
    holes: tuple[Outline, ...] = ()
    part: str = ""
    detail: bool = False
    depth: float = 0.1

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in the thing's units."""
        corners = np.concatenate(self.outlines)
        left, top = corners.min(axis=0)
        right, bottom = corners.max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    def named(self, part: str) -> Shape:
        """The same shape as a part of that name."""
        return replace(self, part=part)


def shape(color: RGB, *outlines: Outline, detail: bool = False, depth: float = 0.1) -> Shape:
    """A shape without holes."""
    return Shape(color, outlines, detail=detail, depth=depth)


def polygon(*corners: tuple[float, float]) -> Outline:
    """Straight edges between the corners."""
    return np.array(corners, np.float64)


def ellipse(x: float, y: float, rx: float, ry: float | None = None, degrees: float = 0.0) -> Outline:
    """An ellipse about (x, y); ``ry`` None is a circle; turned clockwise by ``degrees``."""
    turn = np.linspace(0, 2 * math.pi, _STEPS, endpoint=False)
    return rotated(
        np.stack([x + rx * np.cos(turn), y + (rx if ry is None else ry) * np.sin(turn)], 1), x, y, degrees
    )


def rectangle(
    left: float, top: float, right: float, bottom: float, radius: float = 0.0, steps: int = _STEPS
) -> Outline:
    """A rectangle whose corners are rounded by ``radius``, all four together in ``steps`` corners."""
    if radius <= 0:
        return polygon((left, top), (right, top), (right, bottom), (left, bottom))
    turn = np.linspace(0, 2 * math.pi, steps, endpoint=False)
    ray = np.stack([np.cos(turn), np.sin(turn)], 1)
    inner = np.array([(left + right) / 2, (top + bottom) / 2])
    reach = np.array([(right - left) / 2 - radius, (bottom - top) / 2 - radius])
    corner = np.where(ray >= 0, 1.0, -1.0) * np.maximum(reach, 0)
    return np.asarray(inner + corner + radius * ray, np.float64)


def capsule(x0: float, y0: float, x1: float, y1: float, radius: float, end: float | None = None) -> Outline:
    """A thick line with round ends, ``radius`` wide at the start and ``end`` at its end."""
    last = radius if end is None else end
    along = math.atan2(y1 - y0, x1 - x0)
    half = np.linspace(-math.pi / 2, math.pi / 2, _STEPS // 2)
    front = np.stack([x1 + last * np.cos(along + half), y1 + last * np.sin(along + half)], 1)
    back = half + math.pi
    rear = np.stack([x0 + radius * np.cos(along + back), y0 + radius * np.sin(along + back)], 1)
    return np.concatenate([front, rear])


def smooth(*knots: tuple[float, float]) -> Outline:
    """A closed Catmull-Rom curve through the knots."""
    p1 = np.array(knots, np.float64)
    p0, p2, p3 = np.roll(p1, 1, 0), np.roll(p1, -1, 0), np.roll(p1, -2, 0)
    t = np.linspace(0, 1, 12, endpoint=False)[:, None, None]
    curve = 2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
    curve = (curve + (3 * p1 - p0 - 3 * p2 + p3) * t**3) / 2
    return np.asarray(curve.transpose(1, 0, 2).reshape(-1, 2), np.float64)


def arc_band(x: float, y: float, radius: float, width: float, start: float, stop: float) -> Outline:
    """A part of a ring from ``start`` to ``stop`` degrees, clockwise from the right: a smile."""
    turn = np.radians(np.linspace(start, stop, _STEPS // 2))
    ray = np.stack([np.cos(turn), np.sin(turn)], 1)
    band = np.concatenate([(radius + width / 2) * ray, (radius - width / 2) * ray[::-1]])
    return np.asarray(np.add(band, (x, y)), np.float64)


def star(x: float, y: float, radius: float, inner: float, points: int = 5) -> Outline:
    """A star that stands upright; ``inner`` is the radius of the notches."""
    turn = np.arange(2 * points) * math.pi / points - math.pi / 2
    reach = np.where(np.arange(2 * points) % 2 == 0, radius, inner)
    return np.stack([x + reach * np.cos(turn), y + reach * np.sin(turn)], 1)


def rotated(outline: Outline, x: float, y: float, degrees: float) -> Outline:
    """The outline turned clockwise about (x, y)."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.asarray((outline - (x, y)) @ np.array([[cos, sin], [-sin, cos]]) + (x, y), np.float64)


def mirrored(shape_: Shape, x: float) -> Shape:
    """The shape mirrored about the upright line at ``x``."""
    flip = np.array([-1.0, 1.0])
    move = np.array([2 * x, 0.0])
    return replace(
        shape_,
        outlines=tuple(one * flip + move for one in shape_.outlines),
        holes=tuple(one * flip + move for one in shape_.holes),
    )
