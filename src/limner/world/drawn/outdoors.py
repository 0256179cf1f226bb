"""What is outside: trees, a house, a car, a boat, a balloon, fruit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limner.world.drawn.shapes import (
    RGB,
    Shape,
    capsule,
    ellipse,
    polygon,
    rectangle,
    shape,
    smooth,
)

if TYPE_CHECKING:
    from limner.world.drawn.shapes import Outline

_BARK = (124, 82, 54)


def tree() -> list[Shape]:
    """A leafy tree."""
    crown = (
        ellipse(0.40, 0.20, 0.22),
        ellipse(0.22, 0.38, 0.21),
        ellipse(0.58, 0.38, 0.21),
        ellipse(0.40, 0.42, 0.24),
    )
    light = (
        ellipse(0.33, 0.19, 0.10, 0.07),
        ellipse(0.19, 0.34, 0.08, 0.055),
        ellipse(0.52, 0.34, 0.08, 0.055),
    )
    return [
        _trunk(0.40),
        shape((66, 160, 76), *crown, depth=0.16).named("crown"),
        shape((104, 190, 100), *light, detail=True),
    ]


def cherry_blossom_tree() -> list[Shape]:
    """A crooked tree in full pink bloom."""
    crown = tuple(ellipse(x, y, radius) for x, y, radius in _CLOUDS)
    branches = (capsule(0.5, 0.72, 0.26, 0.40, 0.035, 0.02), capsule(0.5, 0.70, 0.76, 0.38, 0.035, 0.02))
    flowers = [shape(_BLOSSOM[step % 3], *_flower(*_spot(step)), detail=True) for step in range(34)]
    petals = [shape((246, 170, 196), ellipse(x, y, 0.018, 0.010), detail=True) for x, y in _FALLEN]
    trunk = smooth(
        (0.44, 0.98),
        (0.48, 0.84),
        (0.45, 0.70),
        (0.47, 0.52),
        (0.55, 0.52),
        (0.54, 0.70),
        (0.57, 0.84),
        (0.62, 0.98),
    )
    return [
        shape((112, 70, 62), trunk, *branches, depth=0.04).named("trunk"),
        shape((245, 160, 192), *crown, depth=0.13).named("crown"),
        *flowers,
        *petals,
    ]


_CLOUDS = (
    (0.50, 0.20, 0.20),
    (0.27, 0.28, 0.18),
    (0.73, 0.28, 0.18),
    (0.16, 0.44, 0.15),
    (0.84, 0.44, 0.15),
    (0.38, 0.42, 0.17),
    (0.62, 0.42, 0.17),
)
_FALLEN = ((0.30, 0.92), (0.74, 0.94), (0.68, 0.80), (0.33, 0.76))
_BLOSSOM: tuple[RGB, ...] = ((255, 206, 222), (255, 228, 236), (228, 120, 164))


def _spot(step: int) -> tuple[float, float, float]:
    """The middle and radius of a flower: a sunflower's spiral inside one of the clouds."""
    x, y, radius = _CLOUDS[step % len(_CLOUDS)]
    turn, reach = 2.4 * step, 0.72 * radius * math.sqrt((step // len(_CLOUDS) + 0.6) / 5)
    return x + reach * math.cos(turn), y + reach * math.sin(turn), 0.018 + 0.006 * (step % 3)


def _flower(x: float, y: float, radius: float) -> list[Outline]:
    """Five petals."""
    turns = (math.tau * petal / 5 for petal in range(5))
    return [
        ellipse(x + radius * math.cos(turn), y + radius * math.sin(turn), 0.75 * radius) for turn in turns
    ]


def _trunk(x: float) -> Shape:
    return shape(
        _BARK, polygon((x - 0.05, 0.50), (x + 0.05, 0.50), (x + 0.08, 1.0), (x - 0.08, 1.0)), depth=0.05
    )


def house() -> list[Shape]:
    """A small house with a red roof."""
    glass, frame_color = (150, 206, 240), (250, 250, 246)
    windows = [
        shape(color, rectangle(x + inset, 0.56 + inset, x + 0.18 - inset, 0.74 - inset), detail=True)
        for x in (0.20, 0.62)
        for color, inset in ((frame_color, 0.0), (glass, 0.025))
    ]
    return [
        shape((168, 84, 66), rectangle(0.70, 0.08, 0.80, 0.34), depth=0.03).named("chimney"),
        shape((246, 224, 180), rectangle(0.12, 0.38, 0.88, 0.98), depth=0.03).named("wall"),
        shape((206, 70, 58), polygon((0.5, 0.0), (1.0, 0.44), (0.0, 0.44)), depth=0.05).named("roof"),
        shape((132, 82, 50), rectangle(0.43, 0.64, 0.57, 0.98, 0.02), depth=0.02).named("door"),
        *windows,
        shape((250, 214, 90), ellipse(0.54, 0.82, 0.014), detail=True),
    ]


def car() -> list[Shape]:
    """A small car from the side."""
    wheels = [
        shape(color, ellipse(x, 0.44, radius), depth=0.05, detail=detail)
        for x in (0.24, 0.76)
        for color, radius, detail in (((48, 50, 58), 0.115, False), ((196, 202, 212), 0.055, True))
    ]
    return [
        shape(
            (220, 58, 52),
            smooth((0.20, 0.24), (0.30, 0.04), (0.45, 0.0), (0.62, 0.03), (0.78, 0.24), (0.5, 0.30)),
            depth=0.05,
        ),
        shape((166, 214, 240), polygon((0.28, 0.22), (0.35, 0.07), (0.46, 0.05), (0.46, 0.22)), detail=True),
        shape((166, 214, 240), polygon((0.50, 0.22), (0.50, 0.05), (0.60, 0.07), (0.70, 0.22)), detail=True),
        shape((220, 58, 52), rectangle(0.0, 0.22, 1.0, 0.44, 0.09), depth=0.08).named("body"),
        shape((255, 232, 150), ellipse(0.95, 0.31, 0.03, 0.04), detail=True),
        *wheels,
    ]


def sailboat() -> list[Shape]:
    """A sailing boat."""
    return [
        shape(_BARK, rectangle(0.47, 0.0, 0.51, 0.80), depth=0.02),
        shape((250, 248, 240), polygon((0.53, 0.04), (0.92, 0.66), (0.53, 0.66)), depth=0.05).named("sail"),
        shape((238, 110, 70), polygon((0.45, 0.14), (0.45, 0.66), (0.14, 0.66)), depth=0.05),
        shape(
            (60, 110, 180),
            smooth((0.02, 0.74), (0.5, 0.76), (0.98, 0.74), (0.82, 0.94), (0.5, 0.97), (0.18, 0.94)),
            depth=0.08,
        ).named("hull"),
    ]


def balloon() -> list[Shape]:
    """A balloon on its string."""
    string = capsule(0.36, 0.70, 0.40, 1.0, 0.007)
    knot = polygon((0.36, 0.66), (0.42, 0.74), (0.30, 0.74))
    body = smooth(
        (0.36, 0.0),
        (0.62, 0.10),
        (0.71, 0.32),
        (0.60, 0.55),
        (0.36, 0.69),
        (0.12, 0.55),
        (0.01, 0.32),
        (0.10, 0.10),
    )
    return [
        shape((120, 116, 120), string, detail=True),
        shape((206, 44, 52), knot, depth=0.02),
        shape((226, 56, 62), body, depth=0.34),
        shape((246, 150, 150), ellipse(0.22, 0.18, 0.045, 0.085, 30), detail=True),
    ]


def apple() -> list[Shape]:
    """An apple with a leaf."""
    body = smooth(
        (0.45, 0.25),
        (0.64, 0.19),
        (0.86, 0.32),
        (0.88, 0.60),
        (0.70, 0.94),
        (0.46, 0.95),
        (0.22, 0.94),
        (0.03, 0.60),
        (0.06, 0.32),
        (0.27, 0.19),
    )
    return [
        shape(_BARK, capsule(0.46, 0.28, 0.50, 0.06, 0.022), depth=0.02),
        shape((96, 178, 76), smooth((0.50, 0.16), (0.62, 0.03), (0.80, 0.04), (0.68, 0.17)), depth=0.04),
        shape((218, 48, 50), body, depth=0.3),
    ]


def mushroom() -> list[Shape]:
    """A toadstool."""
    dots = tuple(
        ellipse(x, y, rx, ry)
        for x, y, rx, ry in (
            (0.5, 0.14, 0.09, 0.07),
            (0.24, 0.28, 0.07, 0.07),
            (0.74, 0.28, 0.08, 0.07),
            (0.5, 0.36, 0.07, 0.05),
        )
    )
    return [
        shape(
            (248, 238, 220),
            smooth(
                (0.38, 0.42),
                (0.62, 0.42),
                (0.64, 0.70),
                (0.72, 0.94),
                (0.5, 0.98),
                (0.28, 0.94),
                (0.36, 0.70),
            ),
            depth=0.1,
        ),
        shape(
            (216, 52, 48),
            smooth(
                (0.0, 0.44),
                (0.10, 0.18),
                (0.34, 0.02),
                (0.66, 0.02),
                (0.90, 0.18),
                (1.0, 0.44),
                (0.75, 0.50),
                (0.5, 0.51),
                (0.25, 0.50),
            ),
            depth=0.16,
        ).named("cap"),
        shape((252, 248, 240), *dots, detail=True),
    ]
