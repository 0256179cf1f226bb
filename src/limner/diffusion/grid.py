"""A layout laid over the cells of the latents: what a generator is told of each cell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from limner.core.layout import Layout

WHOLE = ("place", "time", "weather", "style", "ground", "drawing")
"""What is said of the whole picture; ``ground`` is the colour of a plain place, 0 elsewhere."""

LEAST = 0.25
"""A box takes a cell of which it covers at least this share of the width and of the height."""


@dataclass(frozen=True, slots=True)
class Grid:
    """``thing`` and ``color`` (S, S) int64, rows from the top: indices from 1 in the vocabulary; thing 0
    is nothing, colour 0 a thing's own. ``place_in_box`` (S, S, 5) float32: across (u) and down (v) the
    box, -1 to 1 and a little beyond where a cell's centre lies just outside, then the box's width and
    height, -1 to 1 for none to all of the canvas, then 1, or -1 for a mirrored thing; zeros where there
    is nothing. ``whole`` has an index for each of `WHOLE`, 0 where nothing is said.
    """

    thing: npt.NDArray[np.int64]
    color: npt.NDArray[np.int64]
    place_in_box: npt.NDArray[np.float32]
    whole: dict[str, int]


def grid_of(layout: Layout, vocabulary: Mapping[str, Sequence[str]], side: int) -> Grid:
    """``layout`` over ``side`` by ``side`` cells; the nearest thing owns a cell, and every thing has at
    least one cell until a nearer one takes it. The words are in ``vocabulary``
    (`core.layout.check`): "things", "colors" and those of `WHOLE`, of which it may lack some.
    """
    things = [index(vocabulary["things"], one.thing) for one in layout.things]
    colors = [index(vocabulary["colors"], one.color) for one in layout.things]
    boxes = [one.box for one in layout.things]
    whole = {name: index(vocabulary.get(name, ()), getattr(layout, name)) for name in WHOLE}
    mirrored = [one.mirrored for one in layout.things]
    return Grid(*laid(things, colors, boxes, mirrored, side), whole)


def index(words: Sequence[str], word: str | None) -> int:
    """The place of ``word`` from 1, 0 for None.

    >>> index(("red", "blue"), "blue"), index(("red", "blue"), None)
    (2, 0)
    """
    return 0 if word is None else words.index(word) + 1


def laid(
    things: Sequence[int],
    colors: Sequence[int],
    boxes: Sequence[Sequence[float]],
    mirrored: Sequence[bool],
    side: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """``thing``, ``color`` and ``place_in_box`` of a `Grid`, from what is known of each thing in painter's
    order."""
    thing, color = np.zeros((side, side), np.int64), np.zeros((side, side), np.int64)
    place = np.zeros((side, side, 5), np.float32)
    centres = (np.arange(side) + 0.5) / side
    for one, tint, (left, top, right, bottom), turned in zip(things, colors, boxes, mirrored, strict=True):
        rows, columns = _cells(top, bottom, side), _cells(left, right, side)
        thing[rows, columns], color[rows, columns] = one, tint
        across = (2 * centres[columns] - left - right) / (right - left)
        down = (2 * centres[rows] - top - bottom) / (bottom - top)
        place[rows, columns, 0] = across
        place[rows, columns, 1] = down[:, None]
        place[rows, columns, 2] = 2 * (right - left) - 1
        place[rows, columns, 3] = 2 * (bottom - top) - 1
        place[rows, columns, 4] = -1 if turned else 1
    return thing, color, place


def _cells(low: float, high: float, side: int) -> slice:
    """The cells along one axis that a span takes; the one around its middle if it takes no other."""
    first = math.ceil(low * side - (1 - LEAST))
    last = math.floor(high * side + (1 - LEAST))
    if first < last:
        return slice(max(0, first), min(side, last))
    middle = min(side - 1, math.floor((low + high) / 2 * side))
    return slice(middle, middle + 1)
