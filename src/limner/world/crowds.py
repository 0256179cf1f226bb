"""Two or three kinds of things in numbers, which composed scenes seldom show: three cats and two dogs."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.seed import derive
from limner.world import arrange
from limner.world.arrange import Actor, DoesNotFit, Stage
from limner.world.compose import COLORED_SHARE, compose
from limner.world.drawn.draw import VARIANTS
from limner.world.extents import figure
from limner.world.placing import sound
from limner.world.reserved import is_reserved
from limner.world.scene import Placed
from limner.world.vocabulary import COLORS

if TYPE_CHECKING:
    from limner.world.arrange import Group
    from limner.world.atlas import Atlas
    from limner.world.scene import Scene

NUMBERS = (
    (1, 2),
    (2, 1),
    (2, 2),
    (3, 1),
    (1, 3),
    (3, 2),
    (2, 3),
    (4, 1),
    (1, 4),
    (2, 1, 1),
    (1, 2, 2),
    (3, 3),
)
"""How many there are of each kind."""

SAME_SHARE = 0.15
"""How often the kinds are one kind in two colours: three red and two blue cars."""

_TRIES = 12


def crowd(seed: int, atlas: Atlas, *, reserved: bool | None = False) -> Scene | None:
    """The crowd of ``seed`` in the surroundings of a composed scene; None when none was found."""
    rng = random.Random(derive(seed, "crowd"))  # noqa: S311
    empty = replace(compose(seed, atlas, aspect="1:1", kind="landscape"), style=_style(rng))
    if rng.random() < 0.3:
        ground = rng.choice(("white", "gray", "blue", "green", "pink", "yellow"))
        bare = {"time": "day", "weather": "clear", "features": (), "sky": "calm"}
        empty = replace(empty, place="plain", ground=ground, **bare)  # type: ignore[arg-type]
    for _ in range(_TRIES):
        scene = _filled(rng, empty, atlas)
        if scene is not None and (reserved is None or is_reserved(scene) == reserved):
            return scene
    return None


def _style(rng: random.Random) -> str:
    return rng.choice(
        ("3d", "3d", "flat", "flat", "cartoon", "cartoon", "watercolor", "oil painting", "pixel art")
    )


def _filled(rng: random.Random, empty: Scene, atlas: Atlas) -> Scene | None:
    stage = Stage(1.0, 1.0, empty.horizon, empty.place == "space", empty.place == "plain")
    try:
        group = _group(rng, stage, _actors(rng, empty, atlas))
    except DoesNotFit:
        return None
    things = tuple(
        Placed(
            spot.actor.thing.name,
            spot.actor.color,
            round(spot.x, 4),
            round(spot.foot, 4),
            round(spot.size, 4),
            spot.actor.flipped,
            spot.actor.variant,
        )
        for spot in group.spots
    )
    scene = replace(empty, things=things)
    return scene if sound(scene, atlas) else None


def _actors(rng: random.Random, scene: Scene, atlas: Atlas) -> tuple[Actor, ...]:
    numbers = rng.choice(NUMBERS)
    names = rng.sample(atlas.names, len(numbers))
    colors: list[str | None] = [
        rng.choice(tuple(COLORS)) if rng.random() < COLORED_SHARE else None for _ in numbers
    ]
    if rng.random() < SAME_SHARE:
        names = names[:1] * len(numbers)
        colors = list(rng.sample(tuple(COLORS), len(numbers)))
    drawing = scene.style if scene.style in ("3d", "flat", "cartoon") else scene.drawing
    actors: list[Actor] = []
    for name, color, number in zip(names, colors, numbers, strict=True):
        variant = rng.choice(VARIANTS[name]) if name in VARIANTS else ""
        width, height = atlas.proportions(name, drawing, variant)
        drawn = figure(name, drawing, variant, atlas)
        actors += [Actor(drawn, color, variant, False, width, height)] * number
    return tuple(actors)


def _group(rng: random.Random, stage: Stage, actors: tuple[Actor, ...]) -> Group:
    """Here and there, or in a row where few things stand kind by kind."""
    if len(actors) <= 4 and rng.random() < 0.4:
        return arrange.row(rng, stage, actors)
    return arrange.scatter(rng, stage, actors)
