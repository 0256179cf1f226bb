"""Steps that only move samples, as moves that the coefficients of a JPEG can follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from limner.core.errors import Unsupported
from limner.core.geometry import Box, Size
from limner.core.steps import geometry
from limner.core.steps.base import InMask, Step
from limner.edit.region import locate
from limner.ops.dct import Move, Turn
from limner.ops.geometry import kept_box

_ABOUT_THE_FILE = frozenset(("convert", "compress", "strip", "dpi"))
_SWAPPING = frozenset(("90", "270", "main", "anti"))


def moves(steps: Iterable[Step], size: Size) -> Iterator[Move]:
    """The moves that ``steps`` make of a picture of ``size``, in order.

    Quarter turns, mirrors, transpositions and crops by numbers; steps about the file move nothing.
    Unsupported for any other.

    >>> list(moves([geometry.Rotate(degrees=90), geometry.Crop(sides=geometry.Sides(left=8))], Size(32, 16)))
    ['90', Box(left=8, top=0, right=16, bottom=32)]
    """
    for step in steps:
        if step.op in _ABOUT_THE_FILE:
            continue
        move = _move(step, size)
        if move is None:
            continue
        yield move
        size = _after(move, size)


def _move(step: Step, size: Size) -> Move | None:
    """None for a step that leaves every sample where it is."""
    match step:
        case geometry.Rotate(canvas="expand") if step.degrees % 90 == 0:
            turn = int(step.degrees % 360)
            return cast("Turn", str(turn)) if turn else None
        case geometry.Flip():
            return step.axis
        case geometry.Transpose():
            return step.diagonal
        case geometry.Crop() if not isinstance(step.where, InMask):
            box = locate(step.where, size).box if step.where else kept_box(step, size)
            if box is not None:
                return box
    raise Unsupported(f"{step.op} is no quarter turn, mirror or crop by numbers")


def _after(move: Move, size: Size) -> Size:
    if isinstance(move, Box):
        return move.size
    return Size(size.height, size.width) if move in _SWAPPING else size
