"""Paint the place of a scene: `backdrop` before the things are pasted, `veil` after."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np

from limner.core.seed import derive
from limner.world.backdrops import airless, features, indoors, land, noise, shore, town
from limner.world.backdrops.canvas import Array, Canvas, across, scaled
from limner.world.backdrops.light import light
from limner.world.backdrops.photo import PLACES as PHOTOGRAPHED
from limner.world.backdrops.photo import photograph
from limner.world.backdrops.sky import paint_sky
from limner.world.backdrops.stage import Stage
from limner.world.backdrops.veil import mist, veil
from limner.world.scene import REGIONS, Backdrop, Scene
from limner.world.vocabulary import AIRLESS, INDOORS

__all__ = ["backdrop", "veil"]

_GRAIN = {"room": 0.012, "kitchen": 0.006, "snow": 0.014, "sea": 0.02, "city": 0.02}
"""How strongly the ground varies in brightness where it is not the usual 0.035."""

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
    photo = photographed(scene)
    if photo:
        photograph(stage)
    else:
        _PLACES[scene.place](stage)
        features.upon(stage)
    pixels = _textured(stage, grainy=not photo)
    tint = indoors.indoor_light(scene.time) if scene.place in INDOORS else stage.light.on_things
    return Backdrop(pixels, stage.canvas.regions, np.asarray(tint, np.float32))


def photographed(scene: Scene) -> bool:
    """Whether ``scene`` gets a near-photographic backdrop."""
    return scene.style == "photo" and scene.place in PHOTOGRAPHED


def _stage(scene: Scene, width: int, height: int) -> Stage:
    canvas = Canvas(width, height)
    weather = "clear" if scene.place in AIRLESS else scene.weather
    rng = Random(derive(scene.seed, "backdrop"))  # noqa: S311 - a picture, not a secret
    return Stage(scene, canvas, rng, light(scene.time, weather), scene.horizon * canvas.bottom)


def _settle(stage: Stage, pixels: Array, row: int) -> None:
    """Let fresh snow lie on the ground in patches, from ``row`` down, in place."""
    canvas = stage.canvas
    patches = noise.soil(stage.stream("snow"), canvas.width, canvas.height - row)
    share = np.clip(0.5 + 0.3 * patches, 0.15, 0.85)
    share[canvas.regions[row:] != REGIONS.index("ground")] = 0
    white = across(scaled((244, 248, 255), stage.light.tint), canvas.width)
    pixels[row:] += share * (white - pixels[row:])


def _textured(stage: Stage, grainy: bool) -> Array:
    """The canvas as float32, with the grain of soil from the horizon down and mist at sunrise."""
    canvas, place = stage.canvas, stage.scene.place
    pixels = canvas.pixels.astype(np.float32)
    row = canvas.row(stage.horizon)
    if grainy and row < canvas.height and place != "plain":
        grain = noise.soil(stage.rng, canvas.width, canvas.height - row)
        grain *= _GRAIN.get(place, 0.035)
        grain += 1
        pixels[row:] *= grain
    if stage.scene.weather == "snowfall" and place not in INDOORS and row < canvas.height:
        _settle(stage, pixels, row)
    if stage.light.time == "sunrise" and place not in (*AIRLESS, *INDOORS):
        mist(pixels, stage.scene.horizon, stage.stream("mist"), stage.light.haze)
    return np.clip(pixels, 0, 255, out=pixels)
