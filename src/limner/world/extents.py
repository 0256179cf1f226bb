"""Where a placed thing reaches, before any pixel is drawn, and where one thing rests on another.

Lengths are in shorter sides of the canvas, so they are the same along both axes; ``y`` grows downwards.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limner.world.scene import ASPECTS
from limner.world.things import THINGS

if TYPE_CHECKING:
    from limner.world.atlas import Atlas
    from limner.world.scene import Placed, Scene
    from limner.world.thing import Thing

SINK = 0.2
"""The share of its height that a rider's mount or the rim of a container hides."""

COLUMNS = 24
"""In how many columns the upper outline of a figure is known."""

_REACH = 0.09


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


class Figure(NamedTuple):
    """A thing as it is drawn: ``outline`` says for `COLUMNS` columns, from left to right, where the
    solid part begins, as a fraction of the height from the top; 1.0 where there is none."""

    thing: Thing
    outline: tuple[float, ...]

    def turned(self) -> Figure:
        """The mirror image."""
        return self._replace(outline=self.outline[::-1])

    def top_at(self, share: float) -> float:
        """Where something stands that is put on it at ``share`` of its width, as a fraction of the
        height: the thing's own `Thing.top` where it has one, else the highest point around there."""
        if self.thing.top > 0:
            return self.thing.top
        return min(self._around(share))

    def slope_at(self, share: float) -> float:
        """How uneven the outline is around ``share`` of the width, fractions of the height."""
        if self.thing.top > 0:
            return 0.0
        around = self._around(share)
        return max(around) - min(around)

    def _around(self, share: float) -> tuple[float, ...]:
        first = max(0, min(COLUMNS - 1, int((share - _REACH) * COLUMNS)))
        last = max(first, min(COLUMNS - 1, int((share + _REACH) * COLUMNS)))
        return self.outline[first : last + 1]


@lru_cache(maxsize=8192)
def figure(name: str, drawing: str, variant: str, atlas: Atlas) -> Figure:
    """The thing ``name`` as ``atlas`` draws it, not flipped."""
    solid = atlas.sprite(name, drawing, None, 2 * COLUMNS, False, variant)[..., 3] > 127
    height, width = solid.shape
    first = np.where(solid.any(axis=0), solid.argmax(axis=0) / height, 1.0)
    columns = (
        np.array_split(first, COLUMNS)
        if width >= COLUMNS
        else [first[i * width // COLUMNS] for i in range(COLUMNS)]
    )
    return Figure(THINGS[name], tuple(float(np.min(column)) for column in columns))


def figures(scene: Scene, atlas: Atlas) -> tuple[Figure, ...]:
    """The things of ``scene`` as they are drawn there."""
    drawn = (figure(placed.thing, scene.drawing, placed.variant, atlas) for placed in scene.things)
    return tuple(
        one.turned() if placed.flipped else one for one, placed in zip(drawn, scene.things, strict=True)
    )


def resting_foot(
    kind: str, height: float, under: Extent, thing: Thing, top: float | None = None
) -> float | None:
    """Where the foot of something ``height`` high ends when it is ``kind`` ("on", "riding", "inside")
    the ``thing`` that reaches ``under``; ``top``, if known, is its `Figure.top_at`. None where it
    cannot be."""
    if kind == "on":
        return under.top + (thing.top if top is None else top) * under.height
    edge = {"riding": thing.seat, "inside": thing.bowl}[kind]
    if edge is None:
        return None
    brim = under.top + edge * under.height
    return brim + min(SINK * height, 0.6 * (under.bottom - brim))
