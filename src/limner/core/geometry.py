"""Sizes, boxes and anchors: whole pixels, origin at the top left, y downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from limner.core.errors import BadValue

Anchor = Literal[
    "center", "top", "bottom", "left", "right", "top-left", "top-right", "bottom-left", "bottom-right"
]
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)


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
