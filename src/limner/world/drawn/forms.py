"""Bare forms: circle, square, triangle, star and heart."""

from __future__ import annotations

import math

from limner.world.drawn.shapes import Shape, ellipse, polygon, rectangle, shape, star


def heart() -> list[Shape]:
    """A heart."""
    turn = [math.tau * step / 90 for step in range(90)]
    outline = [
        (
            16 * math.sin(t) ** 3,
            -13 * math.cos(t) + 5 * math.cos(2 * t) + 2 * math.cos(3 * t) + math.cos(4 * t),
        )
        for t in turn
    ]
    return [shape((224, 52, 70), polygon(*outline), depth=0.25)]


def five_pointed_star() -> list[Shape]:
    """A star."""
    return [shape((252, 206, 62), star(0.5, 0.5, 0.5, 0.235), depth=0.14)]


def circle() -> list[Shape]:
    """A disc; in 3d a ball."""
    return [shape((70, 130, 226), ellipse(0.5, 0.5, 0.5), depth=0.4)]


def square() -> list[Shape]:
    """A square."""
    return [shape((90, 180, 110), rectangle(0.0, 0.0, 1.0, 1.0, 0.03), depth=0.12)]


def triangle() -> list[Shape]:
    """A triangle that stands on its side."""
    return [shape((246, 158, 60), polygon((0.5, 0.0), (1.0, 0.88), (0.0, 0.88)), depth=0.12)]
