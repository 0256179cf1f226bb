"""Words as shapes, in the one typeface that Pillow carries."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from limner.world.drawn.shapes import RGB, Shape

if TYPE_CHECKING:
    from limner.world.drawn.shapes import Outline

_EM = 160
"""Pixels to the em at which letters are traced."""


@lru_cache(maxsize=256)
def _trace(text: str) -> tuple[tuple[Outline, ...], tuple[Outline, ...]]:
    """The outlines and the holes of the text's letters, pixels, its box at (0, 0)."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(_EM)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text, stroke_width=5))
    canvas = Image.new("L", (right - left + 4, bottom - top + 4))
    ImageDraw.Draw(canvas).text((2 - left, 2 - top), text, 255, font, stroke_width=5)
    mask = np.asarray(canvas.point(lambda value: 255 * (value >= 128)))
    contours, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    outlines: list[Outline] = []
    holes: list[Outline] = []
    for contour, (_, _, _, parent) in zip(contours, tree[0], strict=True):
        (holes if parent >= 0 else outlines).append(contour[:, 0].astype(np.float64))
    return tuple(outlines), tuple(holes)


def word(text: str, color: RGB, left: float, top: float, right: float, bottom: float) -> Shape:
    """The text as large as the rectangle allows, in its middle."""
    outlines, holes = _trace(text)
    corners = np.concatenate(outlines)
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = np.array([right - left, bottom - top])
    scale = float((room / (high - low)).min())
    move = np.array([left + right, top + bottom]) / 2 - scale * (low + high) / 2
    return Shape(
        color,
        tuple(one * scale + move for one in outlines),
        tuple(one * scale + move for one in holes),
        part="word",
        detail=True,
    )
