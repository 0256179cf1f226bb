"""Sizes, boxes and anchors: whole pixels, origin at the top left, y downwards.

Whole pixels come from real numbers by rounding half up, and a side never falls below 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from limner.core.errors import BadValue

Anchor = Literal[
    "center", "top", "bottom", "left", "right", "top-left", "top-right", "bottom-left", "bottom-right"
]
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)
MAX_SIDE = 1_000_000
MAX_PIXELS = 2**30
"""The largest canvas that an operation makes: about ten times what may be opened by default."""


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """Width and height in pixels, both at least 1."""

    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise BadValue(
                f"a size of {self.width}x{self.height} pixels has no area",
                hint="give a width and a height of at least 1",
            )

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    @property
    def pixels(self) -> int:
        """Width times height."""
        return self.width * self.height

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height

    @property
    def swapped(self) -> Size:
        """The size after a quarter turn."""
        return Size(self.height, self.width)


@dataclass(frozen=True, slots=True)
class Box:
    """A half-open rectangle of pixels: ``left <= x < right``, ``top <= y < bottom``."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if self.right <= self.left or self.bottom <= self.top:
            raise BadValue(
                f"a box of ({self.left}, {self.top}, {self.right}, {self.bottom}) has no area",
                hint="give left, top, right, bottom with right > left and bottom > top",
            )

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.width, self.height)

    def clipped(self, size: Size) -> Box:
        """The part of the box that lies on a canvas of ``size``; BadValue when there is none."""
        left, top = max(0, self.left), max(0, self.top)
        right, bottom = min(size.width, self.right), min(size.height, self.bottom)
        if right <= left or bottom <= top:
            raise BadValue(
                f"the box ({self.left}, {self.top}, {self.right}, {self.bottom}) lies outside "
                f"the {size} picture",
                hint=f"keep it within (0, 0, {size.width}, {size.height})",
            )
        return Box(left, top, right, bottom)

    def inside(self, size: Size) -> bool:
        """Whether the whole box lies on a canvas of ``size``."""
        return self.left >= 0 and self.top >= 0 and self.right <= size.width and self.bottom <= size.height

    @classmethod
    def of(cls, size: Size) -> Box:
        """The whole canvas."""
        return cls(0, 0, size.width, size.height)


def anchored(inner: Size, outer: Size, anchor: Anchor) -> Box:
    """Where ``inner`` lies when it is held at ``anchor`` of ``outer``.

    Centres round down, as Pillow's ``(W - w) // 2`` does. The box leaves ``outer`` when
    ``inner`` is the larger: the caller decides whether that means padding or an error.

    >>> anchored(Size(50, 50), Size(101, 100), "center")
    Box(left=25, top=25, right=75, bottom=75)
    """
    free_x, free_y = outer.width - inner.width, outer.height - inner.height
    left = 0 if "left" in anchor else free_x if "right" in anchor else free_x // 2
    top = 0 if "top" in anchor else free_y if "bottom" in anchor else free_y // 2
    return Box(left, top, left + inner.width, top + inner.height)


def half_up(value: float | Fraction) -> int:
    """``value`` as the nearest whole number, halves upwards.

    >>> half_up(2.5), half_up(-2.5)
    (3, -2)
    """
    return math.floor(value + Fraction(1, 2)) if isinstance(value, Fraction) else math.floor(value + 0.5)


def canvas(width: float | Fraction, height: float | Fraction) -> Size:
    """The size rounded half up to whole pixels, at least 1x1; BadValue when no machine should try it."""
    size = Size(max(1, half_up(width)), max(1, half_up(height)))
    if max(size.width, size.height) > MAX_SIDE or size.pixels > MAX_PIXELS:
        raise BadValue(
            f"a canvas of {size} pixels is too large",
            hint=f"stay within {MAX_SIDE} pixels a side and {MAX_PIXELS} in all",
        )
    return size


def ratio(aspect: str) -> Fraction:
    """Width over height of an aspect such as "16:9"; BadValue when a part is zero or no number.

    >>> ratio("16:9")
    Fraction(16, 9)
    """
    try:
        width, height = (Fraction(part) for part in aspect.split(":"))
        if width > 0 and height > 0:
            return width / height
    except (ValueError, ZeroDivisionError):
        pass
    raise BadValue(f"{aspect!r} is no aspect ratio", hint='give width to height, such as "16:9" or "1:1"')


def scaled(size: Size, factor: float | Fraction) -> Size:
    """Both sides times ``factor``."""
    return canvas(size.width * factor, size.height * factor)


def fitted(size: Size, bounds: Size) -> Size:
    """The size of the same shape that fills ``bounds`` without leaving it: one side is exact.

    >>> fitted(Size(300, 200), Size(100, 100))
    Size(width=100, height=67)
    """
    return scaled(size, min(Fraction(bounds.width, size.width), Fraction(bounds.height, size.height)))


def covering(size: Size, bounds: Size) -> Size:
    """The smallest size of the same shape that covers ``bounds``: one side is exact."""
    return scaled(size, max(Fraction(bounds.width, size.width), Fraction(bounds.height, size.height)))


def largest_of(aspect: Fraction, size: Size) -> Size:
    """The largest size of ``aspect`` (width over height) that fits in ``size``.

    >>> largest_of(ratio("16:9"), Size(800, 600))
    Size(width=800, height=450)
    """
    if size.width > size.height * aspect:
        return Size(max(1, half_up(size.height * aspect)), size.height)
    return Size(size.width, max(1, half_up(size.width / aspect)))


def smallest_of(aspect: Fraction, size: Size) -> Size:
    """The smallest size of ``aspect`` (width over height) that holds ``size``."""
    if size.width > size.height * aspect:
        return canvas(size.width, size.width / aspect)
    return canvas(size.height * aspect, size.height)


def part_of(size: Size, left: float, top: float, right: float, bottom: float) -> Box:
    """The box at shares [0, 1] of a canvas; edges are rounded half up, at least one pixel each way.

    Parts that share an edge meet there: no pixel is in both or in neither.
    """
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise BadValue(
            f"the part from ({left:g}, {top:g}) to ({right:g}, {bottom:g}) has no area in the picture",
            hint="give shares in [0, 1] with left < right and top < bottom",
        )
    first = min(half_up(left * size.width), size.width - 1), min(half_up(top * size.height), size.height - 1)
    last = half_up(right * size.width), half_up(bottom * size.height)
    return Box(*first, max(last[0], first[0] + 1), max(last[1], first[1] + 1))


def turned(size: Size, degrees: float) -> Size:
    """The canvas that holds ``size`` turned by ``degrees`` about its centre.

    >>> turned(Size(100, 50), 90), turned(Size(100, 50), 30)
    (Size(width=50, height=100), Size(width=112, height=93))
    """
    sine, cosine = _sine_cosine(degrees)
    return canvas(
        size.width * cosine + size.height * sine,
        size.width * sine + size.height * cosine,
    )


def inscribed(size: Size, degrees: float) -> Size:
    """The upright rectangle of largest area inside ``size`` turned by ``degrees``, rounded down.

    Either it touches all four sides, or (in a long picture turned far) its corners lie on the
    two long sides at their middle.
    """
    sine, cosine = _sine_cosine(degrees)
    long, short = max(size.width, size.height), min(size.width, size.height)
    if short <= 2 * sine * cosine * long + 1e-9:
        along, across = short / (2 * sine), short / (2 * cosine)
        width, height = (along, across) if size.width >= size.height else (across, along)
    else:
        spread = cosine * cosine - sine * sine
        width = (size.width * cosine - size.height * sine) / spread
        height = (size.height * cosine - size.width * sine) / spread
    return Size(max(1, math.floor(width + 1e-6)), max(1, math.floor(height + 1e-6)))


def _sine_cosine(degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees % 180)
    return abs(math.sin(angle)), abs(math.cos(angle))
