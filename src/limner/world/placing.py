"""Where one more thing can go in a scene that is there already, and whether all is still sound."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from limner.world.drawn.draw import VARIANTS
from limner.world.extents import Extent, canvas, extent, figures, overlap_x, overlap_y
from limner.world.phrases import pick
from limner.world.scene import Placed, Relation, Scene
from limner.world.things import THINGS
from limner.world.truth import extents, holds

if TYPE_CHECKING:
    import random

    from limner.world.atlas import Atlas

MARGIN = 0.02
"""What is kept free to the edge of the canvas, in shorter sides."""

MOST_HIDDEN = 0.4
"""The share of a thing's box that others painted later may cover."""

_SPOTS = 24
_FAR = 0.2
"""A thing that was moved has moved by a fifth of the width at least."""


def variant(rng: random.Random, name: str) -> str:
    """What a drawn thing shows, "" for those that have nothing to show."""
    return pick(rng, VARIANTS[name]) if name in VARIANTS else ""


def free_spot(scene: Scene, atlas: Atlas, rng: random.Random, name: str, color: str | None) -> Placed | None:
    """A thing of that name where it stands free of all others, on the ground or, if it may, in the
    air; None when no spot is found."""
    thing = THINGS[name]
    boxes = extents(scene, atlas)
    shown = variant(rng, name)
    flies = (thing.airborne or scene.place == "space") and rng.random() < 0.8
    for _ in range(_SPOTS):
        size = max(0.18, rng.uniform(0.22, 0.42) * math.sqrt(thing.scale))
        low, high = (0.1, 0.6) if flies else (min(scene.horizon + 0.05, 0.9), 0.97)
        placed = Placed(name, color, _rounded(rng, 0.1, 0.9), _rounded(rng, low, high), round(size, 4))
        placed = replace(placed, variant=shown)
        if _clear(extent(placed, scene, atlas), boxes, scene.aspect):
            return placed
    return None


def sideways(scene: Scene, atlas: Atlas, rng: random.Random, index: int, side: str) -> Placed | None:
    """``things[index]`` moved to that side at the same height, free of all others; None if it cannot."""
    placed = scene.things[index]
    boxes = extents(scene, atlas)
    others = boxes[:index] + boxes[index + 1 :]
    low, high = (0.08, placed.x - _FAR) if side == "left" else (placed.x + _FAR, 0.92)
    if low >= high:
        return None
    for _ in range(_SPOTS):
        moved = replace(placed, x=_rounded(rng, low, high))
        if _clear(extent(moved, scene, atlas), others, scene.aspect):
            return moved
    return None


def _rounded(rng: random.Random, low: float, high: float) -> float:
    return round(rng.uniform(low, high), 4)


def _clear(box: Extent, others: tuple[Extent, ...], aspect: str) -> bool:
    return _inside(box, aspect) and all(
        overlap_x(box, one) <= 0 or overlap_y(box, one) <= 0 for one in others
    )


def _inside(box: Extent, aspect: str, margin: float = MARGIN) -> bool:
    width, height = canvas(aspect)
    across = box.left >= margin and box.right <= width - margin
    return across and box.top >= margin and box.bottom <= height - margin


def still_true(scene: Scene, atlas: Atlas) -> tuple[Relation, ...]:
    """The relations of ``scene`` that hold."""
    drawn, boxes = figures(scene, atlas), extents(scene, atlas)
    return tuple(relation for relation in scene.relations if holds(relation, drawn, boxes))


def sound(scene: Scene, atlas: Atlas) -> bool:
    """Whether every thing is inside the canvas and shows enough, and every relation is true."""
    boxes = extents(scene, atlas)
    if not all(_inside(box, scene.aspect, -1e-3) for box in boxes):
        return False
    if any(_hidden(box, boxes[i + 1 :]) > MOST_HIDDEN for i, box in enumerate(boxes)):
        return False
    drawn = figures(scene, atlas) if scene.relations else ()
    return all(holds(relation, drawn, boxes) for relation in scene.relations)


def _hidden(box: Extent, later: tuple[Extent, ...]) -> float:
    covered = sum(max(0.0, overlap_x(box, one)) * max(0.0, overlap_y(box, one)) for one in later)
    return covered / (box.width * box.height)
