"""A page to be read, with everything that it says as truth."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.core.seed import derive
from limner.world.documents import charts, receipts, screens

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from limner.world.documents.sheet import Field, Sheet, Values


_KINDS: dict[str, Callable[[random.Random, int], tuple[Sheet, Values]]] = {
    "bar chart": charts.bars,
    "line chart": charts.lines,
    "pie chart": charts.pie,
    "receipt": receipts.receipt,
    "screen": screens.screen,
}

KINDS = tuple(_KINDS)
"""The kinds of documents."""


@dataclass(frozen=True, slots=True)
class Document:
    """``pixels`` (H, W, 3) uint8; ``values`` is what the page says, JSON-able, money in cents;
    ``fields`` are its texts and marks with their boxes, in the order they were laid out."""

    kind: str
    pixels: npt.NDArray[np.uint8]
    values: Values
    fields: tuple[Field, ...]


def document(seed: int, side: int, kind: str | None = None) -> Document:
    """The page of that seed, its shorter side ``side`` pixels, 192-2048; letters are small below 256.

    The seed decides everything, ``kind`` (one of `KINDS`) too where it is None; the side changes
    nothing but the resolution.
    """
    if kind is not None and kind not in _KINDS:
        raise BadValue(f"document {kind!r}: allowed are {', '.join(KINDS)}")
    if not 192 <= side <= 2048:
        raise BadValue(f"a side of {side} pixels: allowed are 192-2048")
    rng = random.Random(derive(seed, "document"))  # noqa: S311
    chosen = rng.choice(KINDS)
    sheet, values = _KINDS[kind or chosen](rng, side)
    return Document(kind or chosen, sheet.pixels, values, tuple(sheet.fields))
