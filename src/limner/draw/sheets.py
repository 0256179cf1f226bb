"""Many drawings that differ in a word or a number, side by side: `{red,blue} {apple,car}`, steps=2,4,8."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from limner.core.errors import BadValue
from limner.core.progress import Running
from limner.draw.generate import draw, plan
from limner.draw.request import DrawRequest
from limner.draw.sheet import sheet

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.protocols import Generator, LayoutPlanner

MOST = 144
"""Drawings on a sheet."""

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SWEEPS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "steps": ("steps", int),
    "guidance": ("guidance_scale", float),
    "seed": ("seed", int),
    "sampler": ("sampler", str),
    "style": ("style", str),
    "quality": ("quality", str),
    "negative": ("negative", str),
}
"""What can be swept: the field of the request, and how its values are read."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What changes from one row or column to the next: ``field`` of the request takes each of
    ``values``; "" stands for a choice among the words."""

    field: str
    values: tuple[Any, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One drawing of a sheet."""

    row: str
    column: str
    request: DrawRequest


def choices(words: str) -> tuple[Axis, ...]:
    """The choices in braces, in order.

    >>> [axis.labels for axis in choices("a {red,blue} {apple,car}")]
    [('red', 'blue'), ('apple', 'car')]
    """
    found = [tuple(value.strip() for value in group.split(",")) for group in _CHOICE.findall(words)]
    if re.search(r"[{}]", _CHOICE.sub("", words)) or not all(all(values) for values in found):
        raise BadValue(
            f"the choices in {words!r} cannot be read", hint='write them as in "{red,blue} {apple,car}"'
        )
    return tuple(Axis("", values, values) for values in found)


def sweep(text: str) -> Axis:
    """``NAME=V,V,...`` as an axis; BadValue for another name or value.

    >>> sweep("guidance=1,3").values
    (1.0, 3.0)
    """
    name, _, listed = text.partition("=")
    if name not in _SWEEPS or not listed:
        raise BadValue(
            f"{text!r} is nothing to sweep", hint=f"give NAME=V,V,... with one of {', '.join(_SWEEPS)}"
        )
    field, read = _SWEEPS[name]
    told = tuple(value.strip() for value in listed.split(","))
    try:
        return Axis(field, tuple(read(value) for value in told), tuple(f"{name} {value}" for value in told))
    except ValueError:
        raise BadValue(f"{text!r} has a value that is no number", hint=f"as in {name}=1,2,4") from None


def cells(request: DrawRequest, axes: Sequence[Axis]) -> list[list[Cell]]:
    """The rows of the sheet: the last axis runs along a row, the others go down."""
    if not axes:
        raise BadValue(
            "a sheet of one picture is no sheet",
            hint='give choices, "{red,blue} apple", or --sweep steps=2,4',
        )
    count = 1
    for axis in axes:
        count *= len(axis.values)
    if count > MOST:
        raise BadValue(f"a sheet of {count} pictures; at most {MOST} are drawn", hint="give fewer choices")
    *down, along = axes
    rows = []
    for picks in product(*(range(len(axis.values)) for axis in down)):
        label = ", ".join(axis.labels[pick] for axis, pick in zip(down, picks, strict=True))
        rows.append(
            [
                Cell(label, along.labels[last], _picked(request, axes, (*picks, last)))
                for last in range(len(along.values))
            ]
        )
    return rows


def draw_sheet(
    rows: Sequence[Sequence[Cell]], generator: Generator, planner: LayoutPlanner | None
) -> Running[npt.NDArray[np.uint8]]:
    """Progress after every step of every drawing, then the sheet (H, W, 3) uint8.

    Everything is planned before the first is drawn, so words that cannot be drawn cost nothing.
    """
    planned = [[plan(cell.request, generator, planner) for cell in row] for row in rows]
    count, done, pictures = sum(map(len, rows)), 0, []
    for row in planned:
        drawn = []
        for one in row:
            done += 1
            running = draw(one)
            while True:
                try:
                    progress = next(running)
                except StopIteration as end:
                    drawn.append(end.value.image.to_array())
                    break
                yield replace(progress, doing=f"picture {done} of {count}")
        pictures.append(drawn)
    return sheet(pictures, [row[0].row for row in rows], [cell.column for cell in rows[0]])


def _picked(request: DrawRequest, axes: Sequence[Axis], picks: Sequence[int]) -> DrawRequest:
    """The request with each axis at its pick; choices among the words are filled from left to right."""
    fields: dict[str, Any] = {}
    words = [axis.values[pick] for axis, pick in zip(axes, picks, strict=True) if not axis.field]
    fields = {axis.field: axis.values[pick] for axis, pick in zip(axes, picks, strict=True) if axis.field}
    if words:
        told = iter(words)
        fields["words"] = _CHOICE.sub(lambda _: next(told), request.words)
    return replace(request, **fields)
