"""A contact sheet: pictures in a grid, each with its words below, for people to look at."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import cv2
import numpy as np

from limner.core.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

PAPER = (250, 250, 248)
INK = (60, 60, 66)
GAP = 6
"""Pixels around each picture."""


def sheet(
    entries: Sequence[tuple[Pixels, str]], *, columns: int = 8, side: int = 128, lines: int = 3
) -> Pixels:
    """(H, W, 3) uint8: each picture (h, w, 3) fitted into a square of ``side`` pixels, its words in at
    most ``lines`` lines below; BadValue when there is none.

    >>> sheet([(np.zeros((64, 96, 3), np.uint8), "nothing at all")], side=128).shape
    (176, 140, 3)
    """
    if not entries or columns < 1:
        raise BadValue(f"{len(entries)} pictures in {columns} columns: at least one of each is needed")
    size = max(9, side // 14)
    high = side + 3 * GAP + lines * _leading(size) - GAP
    cells = [_cell(pixels, text, side, size, lines, high) for pixels, text in entries]
    blank = np.full_like(cells[0], PAPER)
    columns = min(columns, len(cells))
    cells += [blank] * (-len(cells) % columns)
    rows = [np.concatenate(cells[i : i + columns], axis=1) for i in range(0, len(cells), columns)]
    return np.concatenate(rows, axis=0)


def _leading(size: int) -> int:
    """From one line of text to the next, pixels."""
    return round(1.25 * size) + 1


def _cell(pixels: Pixels, text: str, side: int, size: int, lines: int, high: int) -> Pixels:
    from PIL import Image, ImageDraw, ImageFont

    cell = Image.new("RGB", (side + 2 * GAP, high), PAPER)
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    fitted = max(1, round(width * scale)), max(1, round(height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(pixels, fitted, interpolation=way)
    cell.paste(Image.fromarray(small), (GAP + (side - fitted[0]) // 2, GAP + (side - fitted[1]) // 2))
    pen, font = ImageDraw.Draw(cell), ImageFont.load_default(size)
    wrapped = textwrap.wrap(text, max(8, int(side / (size * 0.5))), max_lines=lines, placeholder=" ...")
    for index, line in enumerate(wrapped):
        pen.text((GAP, side + 2 * GAP + index * _leading(size)), line, fill=INK, font=font)
    return np.asarray(cell, np.uint8)
