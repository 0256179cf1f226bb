"""Paint the place of a scene: `backdrop` before the things are pasted, `veil` after."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np

from limner.core.seed import derive
from limner.world.backdrops import airless, features, indoors, land, noise, shore, town
from limner.world.backdrops.canvas import Array, Canvas
from limner.world.backdrops.light import light
from limner.world.backdrops.sky import paint_sky
from limner.world.backdrops.stage import Stage
from limner.world.backdrops.veil import mist, veil
from limner.world.scene import Backdrop, Scene
from limner.world.vocabulary import AIRLESS, INDOORS

__all__ = ["HORIZONS", "backdrop", "veil"]

HORIZONS: dict[str, tuple[float, float]] = {
    "plain": (0.55, 0.70),
    "beach": (0.58, 0.68),
    "mountains": (0.56, 0.66),
    "lake": (0.60, 0.70),
    "forest": (0.55, 0.64),
    "desert": (0.50, 0.60),
    "city": (0.60, 0.68),
    "road": (0.46, 0.56),
    "room": (0.60, 0.70),
    "kitchen": (0.60, 0.70),
    "snow": (0.54, 0.64),
    "meadow": (0.50, 0.62),
    "garden": (0.50, 0.60),
    "sea": (0.42, 0.54),
    "river": (0.46, 0.56),
    "space": (0.64, 0.76),
    "mars": (0.52, 0.64),
}
"""For each place, where its ground may begin: the range of `Scene.horizon`."""

_PLACES: dict[str, Callable[[Stage], None]] = {
    "plain": airless.plain,
    "beach": shore.beach,
    "mountains": land.mountains,
    "lake": shore.lake,
    "forest": land.forest,
    "desert": land.desert,
    "city": town.city,
    "road": town.road,
    "room": indoors.room,
    "kitchen": indoors.kitchen,
    "snow": land.snow,
    "meadow": land.meadow,
    "garden": land.garden,
    "sea": shore.sea,
    "river": shore.river,
    "space": airless.space,
    "mars": airless.mars,
}


def backdrop(scene: Scene, width: int, height: int) -> Backdrop:
    """The place, hour and weather of ``scene`` without its things, ``width`` x ``height`` pixels.

    The same scene shows the same composition at every resolution of one shape.
    """
    stage = _stage(scene, width, height)
    if scene.place not in ("plain", "space"):
        paint_sky(stage)
        features.behind(stage)
    _PLACES[scene.place](stage)
    features.upon(stage)
    pixels = _textured(stage)
    tint = indoors.indoor_light(scene.time) if scene.place in INDOORS else stage.light.tint
    return Backdrop(pixels, stage.canvas.regions, np.asarray(tint, np.float32))


def _stage(scene: Scene, width: int, height: int) -> Stage:
    canvas = Canvas(width, height)
    weather = "clear" if scene.place in AIRLESS else scene.weather
    rng = Random(derive(scene.seed, "backdrop"))  # noqa: S311 - a picture, not a secret
    return Stage(scene, canvas, rng, light(scene.time, weather), scene.horizon * canvas.bottom)


def _textured(stage: Stage) -> Array:
    """The canvas as float32, with the grain of air above the horizon and of soil below it."""
    canvas = stage.canvas
    grain = noise.pick(stage.rng, canvas.width, canvas.height, 5, 0.8)
    pixels = canvas.pixels.astype(np.float32)
    row = canvas.row(stage.horizon)
    soft = 0.008 if stage.scene.place in ("plain", *INDOORS) else 0.028
    pixels[:row] *= 1 + 0.006 * grain[:row]
    pixels[row:] *= 1 + soft * grain[row:]
    if stage.light.time == "sunrise" and stage.scene.place not in (*AIRLESS, *INDOORS):
        mist(pixels, stage.scene.horizon, stage.stream("mist"), stage.light.haze)
    return np.clip(pixels, 0, 255, out=pixels)
