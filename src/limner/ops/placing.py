"""Where something smaller lies on a canvas, once or repeated: for pictures and for text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.core.geometry import Anchor, Size, anchored

if TYPE_CHECKING:
    import pyvips

Point = tuple[float, float]
"""x and y in pixels from the top left."""


def position(
    size: Size, canvas: Size, anchor: Anchor, margin: int = 0, at: Point | None = None
) -> tuple[int, int]:
    """The top left corner of something of ``size``: ``at``, or ``margin`` pixels in from ``anchor``.

    >>> position(Size(20, 10), Size(100, 100), "bottom-right", 5)
    (75, 85)
    """
    if at is not None:
        if not all(math.isfinite(part) for part in at):
            raise BadValue(f"the point {at} must be two finite numbers", hint="give x, y in pixels")
        return math.floor(at[0] + 0.5), math.floor(at[1] + 0.5)
    place = anchored(size, canvas, anchor)
    right = margin * (("left" in anchor) - ("right" in anchor))
    down = margin * (("top" in anchor) - ("bottom" in anchor))
    return place.left + right, place.top + down


def repeated(cell: pyvips.Image, place: tuple[int, int], canvas: Size) -> tuple[pyvips.Image, int, int]:
    """``cell`` side by side until a canvas is covered, one of them at ``place``, and where that begins."""
    left, top = -(-place[0] % cell.width), -(-place[1] % cell.height)
    columns, rows = -(-(canvas.width - left) // cell.width), -(-(canvas.height - top) // cell.height)
    return cell.replicate(columns, rows), left, top
