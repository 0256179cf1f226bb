"""Pictures packed with things: many names to learn for the price of one picture, and no words.

A composed scene shows two things on average, a heap about eight. Names, colours and boxes are
learned from heaps several times as fast; how things stand together, and words, from scenes.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.seed import derive
from limner.world.compose import COLORED_SHARE, compose
from limner.world.drawn.draw import VARIANTS
from limner.world.reserved import is_reserved
from limner.world.scene import Placed
from limner.world.vocabulary import COLORS

if TYPE_CHECKING:
    from limner.world.atlas import Atlas
    from limner.world.scene import Scene

CELLS = ((2, 0.35), (3, 0.5), (4, 0.15))
"""How many things stand along a side, and how often."""

SIZES = (0.75, 1.45)
"""The longest side of a thing, in cells."""

JITTER = 0.25
"""How far a thing stands from the middle of its cell at most, in cells."""


def heap(seed: int, atlas: Atlas, *, reserved: bool | None = False) -> Scene:
    """The heap of ``seed``: the surroundings of a composed scene and one thing in each cell.

    With ``reserved`` False a thing that would make a reserved combination is left out.
    """
    rng = random.Random(derive(seed, "heap"))  # noqa: S311
    scene = replace(compose(seed, atlas, aspect="1:1"), things=(), relations=())
    count = rng.choices([n for n, _ in CELLS], [share for _, share in CELLS])[0]
    things: tuple[Placed, ...] = ()
    for row in range(count):
        for column in range(count):
            more = (*things, _thing(rng, atlas, column, row, count))
            if reserved is None or is_reserved(replace(scene, things=more)) == reserved:
                things = more
    return replace(scene, things=things)


def _thing(rng: random.Random, atlas: Atlas, column: int, row: int, count: int) -> Placed:
    """Any thing, about the middle of its cell and inside the canvas."""
    size = rng.uniform(*SIZES) / count
    name = rng.choice(atlas.names)
    color = rng.choice(tuple(COLORS)) if rng.random() < COLORED_SHARE else None
    x = (column + 0.5 + rng.uniform(-JITTER, JITTER)) / count
    y = (row + 0.5 + rng.uniform(-JITTER, JITTER)) / count + size / 2
    return Placed(
        thing=name,
        color=color,
        x=min(max(x, size / 2), 1 - size / 2),
        y=min(max(y, size), 1.0),
        size=size,
        flipped=rng.random() < 0.5,
        variant=rng.choice(VARIANTS.get(name, ("",))),
    )
