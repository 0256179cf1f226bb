"""Where a placed thing reaches, before any pixel is drawn, and where one thing rests on another.

Lengths are in shorter sides of the canvas, so they are the same along both axes; ``y`` grows downwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limner.world.scene import ASPECTS

if TYPE_CHECKING:
    from limner.world.atlas import Atlas
    from limner.world.scene import Placed, Scene
    from limner.world.thing import Thing

SINK = 0.2
"""The share of its height that a rider's mount or the rim of a container hides."""


class Extent(NamedTuple):
    """The box of a whole thing, in shorter sides."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def center_x(self) -> float:
        """Half-way from left to right."""
        return (self.left + self.right) / 2

    @property
    def center_y(self) -> float:
        """Half-way from top to bottom."""
        return (self.top + self.bottom) / 2


def overlap_x(a: Extent, b: Extent) -> float:
    """The width that both have in common; negative: the gap between them."""
    return min(a.right, b.right) - max(a.left, b.left)


def overlap_y(a: Extent, b: Extent) -> float:
    """The height that both have in common; negative: the gap between them."""
    return min(a.bottom, b.bottom) - max(a.top, b.top)


def canvas(aspect: str) -> tuple[float, float]:
    """Width and height of a canvas in its shorter sides: (1.5, 1.0) for 3:2."""
    width, height = ASPECTS[aspect]
    shorter = min(width, height)
    return width / shorter, height / shorter


def extent(placed: Placed, scene: Scene, atlas: Atlas) -> Extent:
    """The box of ``placed`` in ``scene``, also where it leaves the canvas."""
    width, height = canvas(scene.aspect)
    wide, high = atlas.proportions(placed.thing, scene.drawing, placed.variant)
    x, foot = placed.x * width, placed.y * height
    half = placed.size * wide / 2
    return Extent(x - half, foot - placed.size * high, x + half, foot)


def resting_foot(kind: str, height: float, under: Extent, thing: Thing) -> float | None:
    """Where the foot of something ``height`` high ends when it is ``kind`` ("on", "riding", "inside")
    the ``thing`` that reaches ``under``; None where it cannot be."""
    if kind == "on":
        return under.top + thing.top * under.height
    edge = {"riding": thing.seat, "inside": thing.bowl}[kind]
    if edge is None:
        return None
    brim = under.top + edge * under.height
    return brim + min(SINK * height, 0.6 * (under.bottom - brim))
