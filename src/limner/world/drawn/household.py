"""What stands and lies about the house: furniture, vessels, mats, wheels, a sign with a word."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limner.world.drawn.lettering import word
from limner.world.drawn.shapes import RGB, Shape, capsule, ellipse, polygon, rectangle, shape, smooth

if TYPE_CHECKING:
    from limner.world.drawn.shapes import Outline

WORDS = (
    "OPEN", "STOP", "HELLO", "EXIT", "CAFE", "ZOO", "BUS", "SALE", "SHOP", "TAXI",
    "PARK", "HOTEL", "BEACH", "SLOW", "HELP", "YES", "NO", "GO", "HOME", "FOOD",
    "BANK", "FARM", "PIZZA", "TEA", "MUSIC", "ART", "LAKE", "NEWS", "TOYS", "WELCOME",
)  # fmt: skip
"""The words that signs show."""

_WOOD = (178, 118, 66)
_DARK_WOOD = (140, 88, 46)
_PALE_WOOD = (206, 150, 94)


def sign(text: str) -> list[Shape]:
    """A board on a post."""
    return [
        shape(_DARK_WOOD, rectangle(0.45, 0.40, 0.55, 0.92, 0.015), depth=0.05),
        shape(_WOOD, rectangle(0.00, 0.02, 1.00, 0.48, 0.06), depth=0.05).named("board"),
        shape((248, 240, 222), rectangle(0.05, 0.07, 0.95, 0.43, 0.035), detail=True),
        word(text, (58, 44, 40), 0.11, 0.13, 0.89, 0.37),
    ]


def mat() -> list[Shape]:
    """A straw mat lying on the ground, seen from the front."""
    ribs = [_stripe(0.06 + 0.085 * step, 0.09 + 0.085 * step) for step in range(11)]
    return [shape((222, 182, 112), _trapezium(0.0, 1.0, 0.0, 0.30, 0.14), depth=0.03), *ribs]


def rug() -> list[Shape]:
    """A patterned oval rug lying on the ground."""
    rings: tuple[tuple[float, RGB, bool], ...] = (
        (0.50, (176, 52, 60), False),
        (0.43, (240, 214, 166), True),
        (0.37, (176, 52, 60), True),
        (0.22, (50, 84, 130), True),
        (0.10, (240, 214, 166), True),
    )
    return [
        shape(color, ellipse(0.5, 0.18, radius, 0.36 * radius), detail=detail, depth=0.03)
        for radius, color, detail in rings
    ]


def _stripe(left: float, right: float) -> Shape:
    """A stripe of the mat, from far to near, as fractions of its width."""
    far = 0.72
    corners = ((0.14 + far * left, 0.02), (0.14 + far * right, 0.02), (right, 0.28), (left, 0.28))
    return shape((196, 150, 84), polygon(*corners), detail=True)


def _trapezium(left: float, right: float, top: float, bottom: float, inset: float) -> Outline:
    return polygon((left + inset, top), (right - inset, top), (right, bottom), (left, bottom))


def plate() -> list[Shape]:
    """A plate on the table, seen from the front and a little above."""
    return [
        shape(
            (206, 212, 224),
            smooth((0.06, 0.16), (0.5, 0.26), (0.94, 0.16), (0.70, 0.36), (0.5, 0.38), (0.30, 0.36)),
            depth=0.05,
        ),
        shape((240, 243, 248), ellipse(0.5, 0.17, 0.5, 0.17), depth=0.03),
        shape((96, 150, 214), ellipse(0.5, 0.17, 0.44, 0.14), detail=True),
        shape((240, 243, 248), ellipse(0.5, 0.17, 0.415, 0.13), detail=True),
        shape((216, 222, 232), ellipse(0.5, 0.175, 0.29, 0.085), detail=True),
    ]


def tire() -> list[Shape]:
    """A car's tire from the side; one sees through its middle."""
    tread = [
        capsule(
            0.5 + 0.44 * math.cos(turn),
            0.5 + 0.44 * math.sin(turn),
            0.5 + 0.485 * math.cos(turn),
            0.5 + 0.485 * math.sin(turn),
            0.012,
        )
        for turn in (step * math.pi / 12 for step in range(24))
    ]
    ring = Shape((58, 60, 68), (ellipse(0.5, 0.5, 0.5),), (ellipse(0.5, 0.5, 0.21),), depth=0.14)
    groove = Shape((92, 95, 104), (ellipse(0.5, 0.5, 0.36),), (ellipse(0.5, 0.5, 0.335),), detail=True)
    return [ring, shape((38, 40, 46), *tread, detail=True), groove]


def box() -> list[Shape]:
    """An open cardboard box."""
    return [
        shape((150, 104, 62), polygon((0.10, 0.20), (0.90, 0.20), (0.90, 0.40), (0.10, 0.40)), depth=0.02),
        shape((232, 184, 128), polygon((0.10, 0.20), (0.0, 0.06), (0.36, 0.0), (0.46, 0.16)), depth=0.02),
        shape((232, 184, 128), polygon((0.90, 0.20), (1.0, 0.06), (0.64, 0.0), (0.54, 0.16)), depth=0.02),
        shape((212, 160, 104), rectangle(0.08, 0.26, 0.92, 0.86, 0.015), depth=0.04).named("front"),
        shape((238, 208, 160), rectangle(0.44, 0.26, 0.56, 0.50), detail=True),
    ]


def table() -> list[Shape]:
    """A table from the front."""
    return [
        *(shape(_DARK_WOOD, rectangle(x, 0.14, x + 0.08, 0.50, 0.01), depth=0.04) for x in (0.20, 0.72)),
        *(shape(_WOOD, rectangle(x, 0.14, x + 0.09, 0.62, 0.015), depth=0.04) for x in (0.05, 0.86)),
        shape(_PALE_WOOD, polygon((0.10, 0.0), (0.90, 0.0), (1.0, 0.13), (0.0, 0.13)), depth=0.02).named(
            "top"
        ),
        shape(_WOOD, rectangle(0.0, 0.125, 1.0, 0.19, 0.02), depth=0.03),
    ]


def bench() -> list[Shape]:
    """A park bench from the front."""
    iron: RGB = (74, 80, 92)
    legs = [shape(iron, rectangle(x, 0.02, x + 0.06, 0.62, 0.02), depth=0.04) for x in (0.08, 0.86)]
    back = [shape(_WOOD, rectangle(0.0, y, 1.0, y + 0.10, 0.03), depth=0.04) for y in (0.0, 0.14)]
    seat = [shape(_PALE_WOOD, rectangle(0.0, y, 1.0, y + 0.08, 0.03), depth=0.04) for y in (0.32, 0.40)]
    return [*legs, *back, *seat]


def ladder() -> list[Shape]:
    """A ladder that leans on nothing."""
    rungs = [
        shape(_PALE_WOOD, rectangle(0.06, y, 0.40, y + 0.045, 0.02), depth=0.03)
        for y in (0.12, 0.29, 0.46, 0.63, 0.80)
    ]
    rails = [shape(_WOOD, rectangle(x, 0.0, x + 0.07, 1.0, 0.03), depth=0.04) for x in (0.0, 0.39)]
    return [*rungs, *rails]


def cup() -> list[Shape]:
    """A cup of coffee with its handle."""
    handle = Shape(
        (70, 140, 214), (ellipse(0.78, 0.46, 0.22, 0.23),), (ellipse(0.78, 0.46, 0.12, 0.13),), depth=0.05
    )
    body = smooth(
        (0.02, 0.14),
        (0.40, 0.20),
        (0.78, 0.14),
        (0.77, 0.50),
        (0.66, 0.78),
        (0.40, 0.84),
        (0.14, 0.78),
        (0.03, 0.50),
    )
    return [
        handle.named("handle"),
        shape((70, 140, 214), body, depth=0.2),
        shape((150, 196, 240), ellipse(0.40, 0.14, 0.385, 0.11), depth=0.03),
        shape((96, 58, 38), ellipse(0.40, 0.15, 0.32, 0.075), detail=True),
    ]


def book() -> list[Shape]:
    """A closed book that stands."""
    return [
        shape((246, 240, 224), rectangle(0.06, 0.04, 0.74, 0.98, 0.02), depth=0.03),
        shape((196, 60, 62), rectangle(0.0, 0.0, 0.70, 0.94, 0.035), depth=0.04).named("cover"),
        shape((150, 38, 44), rectangle(0.0, 0.0, 0.10, 0.94, 0.03), detail=True),
        shape((246, 214, 120), rectangle(0.22, 0.16, 0.58, 0.30, 0.02), detail=True),
    ]
