"""The things that are drawn in code, so that a world exists without any pictogram.

A thing is a list of coloured shapes, the farthest first; `drawings` decides how shapes look.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from limner.core.errors import BadValue
from limner.world.drawn import animals, forms, household, outdoors, people
from limner.world.drawn.drawings import frame, render

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from limner.world.drawn.shapes import Shape

_PLAIN: dict[str, Callable[[], list[Shape]]] = {
    "mat": household.mat,
    "rug": household.rug,
    "plate": household.plate,
    "tire": household.tire,
    "box": household.box,
    "table": household.table,
    "bench": household.bench,
    "ladder": household.ladder,
    "cup": household.cup,
    "book": household.book,
    "tree": outdoors.tree,
    "cherry blossom tree": outdoors.cherry_blossom_tree,
    "house": outdoors.house,
    "car": outdoors.car,
    "sailboat": outdoors.sailboat,
    "turtle": animals.turtle,
    "penguin": animals.penguin,
    "balloon": outdoors.balloon,
    "fish": animals.fish,
    "apple": outdoors.apple,
    "mushroom": outdoors.mushroom,
    "star": forms.five_pointed_star,
    "heart": forms.heart,
    "circle": forms.circle,
    "square": forms.square,
    "triangle": forms.triangle,
}

_VARIED: dict[str, Callable[[str], list[Shape]]] = {
    "hand": people.hand,
    "face": people.face,
    "sign": household.sign,
}

DRAWN: tuple[str, ...] = (*_VARIED, *_PLAIN)
"""Every thing that can be drawn in code."""

VARIANTS: dict[str, tuple[str, ...]] = {
    "hand": people.FINGERS,
    "face": people.EXPRESSIONS,
    "sign": household.WORDS,
}
"""What a drawn thing can show, the default first; things that are not listed have no variants."""


def draw(thing: str, drawing: str, side: int, variant: str = "") -> npt.NDArray[np.uint8]:
    """(h, w, 4) uint8 straight RGBA, its longest side ``side`` pixels; BadValue for unknown names.

    >>> draw("ladder", "flat", 64).shape
    (64, 29, 4)
    """
    return render(_shapes(thing, variant), drawing, side)


def parts(thing: str, drawing: str, variant: str = "") -> dict[str, tuple[float, float, float, float]]:
    """The box of every named part: left, top, right, bottom as fractions of the sprite.

    Left and right are as seen in the picture, and a box is the part's own, without a cartoon's line.
    """
    shapes = _shapes(thing, variant)
    fit = frame(shapes, drawing, 1024)
    size = np.array([fit.width, fit.height])
    boxes = {}
    for one in shapes:
        if one.part:
            edges = (np.array(one.box).reshape(2, 2) * fit.scale + (fit.dx, fit.dy)) / size
            left, top, right, bottom = np.clip(edges, 0, 1).ravel().tolist()
            boxes[one.part] = (left, top, right, bottom)
    return boxes


@lru_cache(maxsize=128)
def _shapes(thing: str, variant: str) -> tuple[Shape, ...]:
    if thing in _PLAIN:
        if variant:
            raise BadValue(f"variant {variant!r}: a {thing} has none")
        return tuple(_PLAIN[thing]())
    if thing not in _VARIED:
        raise BadValue(f"thing {thing!r} is not drawn in code: those are {', '.join(DRAWN)}")
    allowed = VARIANTS[thing]
    if variant and variant not in allowed:
        raise BadValue(f"variant {variant!r} of a {thing}: allowed are {', '.join(allowed)}")
    return tuple(_VARIED[thing](variant or allowed[0]))
