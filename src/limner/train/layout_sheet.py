"""Layouts drawn as boxes with their words, to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from limner.world.vocabulary import COLORS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    from limner.core.layout import Layout

COLUMNS, SIDE, HEAD = 6, 220, 52
_INK = (30, 30, 30)


def sheet(words: Sequence[str], layouts: Sequence[Layout], path: Path) -> None:
    """A PNG of all ``layouts``, each under the words that it was planned for."""
    tiles = [_tile(said, layout) for said, layout in zip(words, layouts, strict=True)]
    while len(tiles) % COLUMNS:
        tiles.append(np.full_like(tiles[0], 255))
    rows = [np.hstack(tiles[i : i + COLUMNS]) for i in range(0, len(tiles), COLUMNS)]
    cv2.imwrite(str(path), np.vstack(rows))


def _tile(words: str, layout: Layout) -> npt.NDArray[np.uint8]:
    """(HEAD + SIDE, SIDE, 3) BGR."""
    tile = np.full((HEAD + SIDE, SIDE, 3), 255, np.uint8)
    around = [layout.ground or layout.place, layout.time, layout.weather, layout.style]
    for line, text in enumerate((words[:34], words[34:68], ", ".join(around))):
        _text(tile, text, (3, 14 + 15 * line), _INK)
    for one in layout.things:
        left, top, right, bottom = (round(edge * (SIDE - 1)) for edge in one.box)
        red, green, blue = COLORS.get(one.color or "", (120, 120, 120))
        corner, end = (left, HEAD + top), (right, HEAD + bottom)
        cv2.rectangle(tile, corner, end, (blue, green, red), 3 if one.color else 1)
        _text(tile, one.thing, (left + 4, HEAD + top + 13), _INK)
    cv2.rectangle(tile, (0, HEAD), (SIDE - 1, HEAD + SIDE - 1), (200, 200, 200), 1)
    return tile


def _text(tile: npt.NDArray[np.uint8], text: str, at: tuple[int, int], color: tuple[int, int, int]) -> None:
    cv2.putText(tile, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.36, color, 1, cv2.LINE_AA)
