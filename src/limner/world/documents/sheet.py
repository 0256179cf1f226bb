"""A sheet to lay a document out on: it draws, and remembers where every field came to lie.

Lengths are fractions of the sheet's shorter side, so one layout renders at any resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

from limner.world.documents.typefaces import line
from limner.world.drawn import shapes
from limner.world.scene import PixelBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

RGB = tuple[int, int, int]
Align = Literal["left", "middle", "right"]
Values = dict[str, object]
"""What a document says, JSON-able."""

_BITS = 6


@dataclass(frozen=True, slots=True)
class Field:
    """What is to be read, and where: the ink of ``text``, or for a mark (a bar, a switch) the mark
    that shows it. ``name`` is unique in its document."""

    name: str
    text: str
    box: PixelBox


class Sheet:
    """Draws in order, the first below; ``width`` and ``height`` in fractions, one of them 1.0.

    ``face`` is the typeface and ``ink`` the colour of text where none is named.
    """

    def __init__(
        self,
        width: float,
        height: float,
        side: int,
        paper: RGB,
        *,
        face: str = "sans",
        ink: RGB = (34, 36, 42),
    ) -> None:
        self.width, self.height, self.face, self.ink = width, height, face, ink
        self.fields: list[Field] = []
        self._side = side / min(width, height)
        self.pixels = np.empty((round(height * self._side), round(width * self._side), 3), np.uint8)
        self.pixels[:] = paper

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        name: str = "",
        align: Align = "left",
        color: RGB | None = None,
        face: str = "",
        room: float = 0.0,
    ) -> float:
        """Write a line; returns its width.

        ``y`` is the middle of its capitals and ``size`` their height; the text is made smaller
        until it fits ``room``, where one is given. A ``name`` makes it a field.
        """
        mask = line(text, size * self._side, face or self.face)
        if room and mask.shape[1] > room * self._side:
            size *= room * self._side / mask.shape[1]
            mask = line(text, size * self._side, face or self.face)
        w = int(mask.shape[1])
        shift = {"left": 0.0, "middle": w / 2, "right": w}[align]
        left, top = round(x * self._side - shift), round((y - 0.9 * size) * self._side)
        box = self._blend(left, top, mask, color or self.ink)
        if name:
            self.fields.append(Field(name, text, box))
        return w / self._side

    def _blend(self, left: int, top: int, mask: npt.NDArray[np.uint8], color: RGB) -> PixelBox:
        """Lay the colour through the mask; the box of its ink inside the sheet."""
        high, wide = self.pixels.shape[:2]
        rows, columns = slice(max(0, -top), high - top), slice(max(0, -left), wide - left)
        inside = mask[rows, columns]
        top, left = max(0, top), max(0, left)
        area = self.pixels[top : top + inside.shape[0], left : left + inside.shape[1]]
        alpha = inside[..., None] / np.float32(255)
        area[:] = np.round(area * (1 - alpha) + np.array(color, np.float32) * alpha)
        used_y, used_x = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        return PixelBox(
            left + int(used_x[0]), top + int(used_y[0]), left + int(used_x[-1]) + 1, top + int(used_y[-1]) + 1
        )

    def mark(self, name: str, text: str, left: float, top: float, right: float, bottom: float) -> None:
        """Make a field of a rectangle that was drawn and shows ``text`` without letters."""
        edges = (round(edge * self._side) for edge in (left, top, right, bottom))
        self.fields.append(Field(name, text, PixelBox(*edges)))

    def rectangle(
        self, left: float, top: float, right: float, bottom: float, color: RGB, radius: float = 0.0
    ) -> None:
        """A filled rectangle with round corners; a square one has edges on whole pixels."""
        side = self._side
        if radius <= 0:
            self.pixels[
                round(top * side) : round(bottom * side), round(left * side) : round(right * side)
            ] = color
            return
        self.polygon(shapes.rectangle(left, top, right, bottom, radius, steps=48), color)

    def disc(self, x: float, y: float, radius: float, color: RGB) -> None:
        """A filled circle."""
        self.rectangle(x - radius, y - radius, x + radius, y + radius, color, radius)

    def polygon(self, corners: Sequence[tuple[float, float]] | npt.NDArray[np.float64], color: RGB) -> None:
        """A filled polygon."""
        cv2.fillPoly(self.pixels, [self._fixed(corners)], color, cv2.LINE_AA, _BITS)

    def path(self, corners: Sequence[tuple[float, float]], color: RGB, width: float) -> None:
        """A line through the corners, ``width`` thick but at least one pixel."""
        thickness = max(1, round(width * self._side))
        cv2.polylines(self.pixels, [self._fixed(corners)], False, color, thickness, cv2.LINE_AA, _BITS)

    def _fixed(
        self, corners: Sequence[tuple[float, float]] | npt.NDArray[np.float64]
    ) -> npt.NDArray[np.int32]:
        points = (np.asarray(corners, np.float64) * self._side - 0.5) * (1 << _BITS)
        return np.round(points).astype(np.int32)
