"""Extras that a land place can have: a lake, a path, a rainbow."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from limner.world.backdrops.canvas import Array, Color, mix, scaled
from limner.world.backdrops.stage import Stage, strip

_LAND = ("lake", "rainbow", "path")
ALLOWED: dict[str, tuple[str, ...]] = {
    "mountains": _LAND,
    "forest": _LAND,
    "desert": _LAND,
    "snow": _LAND,
    "meadow": _LAND,
    "garden": _LAND,
    "road": ("rainbow",),
    "river": ("rainbow", "path"),
    "lake": ("rainbow", "path"),
    "beach": ("rainbow", "path"),
    "city": ("rainbow",),
    "sea": ("rainbow",),
    "mars": ("path",),
}
"""The features that each place can have; a place that is not named has none."""

_BOW: tuple[Color, ...] = (
    (232, 60, 60),
    (246, 148, 50),
    (250, 224, 80),
    (98, 200, 96),
    (76, 150, 236),
    (92, 88, 200),
    (160, 90, 200),
)
_DIRT: dict[str, Color] = {
    "snow": (206, 214, 230),
    "desert": (178, 132, 86),
    "beach": (178, 144, 100),
    "mars": (214, 134, 96),
}


def behind(stage: Stage) -> None:
    """Paint the features that stand in the sky, before the land."""
    if "rainbow" in wanted(stage):
        _rainbow(stage)


def upon(stage: Stage) -> None:
    """Paint the features that lie on the land."""
    present = wanted(stage)
    if "path" in present:
        _path(stage)
    if "lake" in present:
        _pond(stage)


def wanted(stage: Stage) -> tuple[str, ...]:
    """The features of the scene that its place can have."""
    allowed = ALLOWED.get(stage.scene.place, ())
    return tuple(feature for feature in stage.scene.features if feature in allowed)


def _rainbow(stage: Stage) -> None:
    canvas, rng = stage.canvas, stage.stream("rainbow")
    outer = rng.uniform(0.40, 0.50) * max(1.0, 0.8 * canvas.right)
    outer = min(outer, stage.horizon * 0.86)
    x, y = rng.uniform(0.3, 0.7) * canvas.right, stage.horizon + 0.03
    width = 0.017 * (outer / 0.45)
    above = canvas.pixels.copy()
    for k, color in enumerate(_BOW):
        canvas.disc(x, y, outer - k * width, mix(color, stage.light.haze, 0.1))
    inner = canvas.pixels.copy()
    canvas.pixels[:] = above
    hole = np.zeros(canvas.pixels.shape[:2], np.uint8)
    for radius, value in ((outer, 150), (outer - len(_BOW) * width, 0)):
        centre = (int(x * canvas.unit * 16 - 8), int(y * canvas.unit * 16 - 8))
        cv2.circle(hole, centre, int(radius * canvas.unit * 16), value, -1, cv2.LINE_AA, 4)
    share = cv2.merge([hole, hole, hole]).astype(np.float32) / 255
    if stage.light.dark:
        share *= 0.6
    canvas.pixels[:] = above + share * (inner.astype(np.float32) - above)


class Pond(NamedTuple):
    """A round of water: its middle, half axes, and the phases of its bays."""

    x: float
    y: float
    across: float
    down: float
    bays: tuple[float, float]

    def outline(self, sink: float = 0.0, across: float = 0.0, down: float = 0.0) -> Array:
        """The shore, (48, 2), moved down by ``sink`` and grown by ``across`` and ``down``."""
        turn = np.linspace(0, 6.2832, 48, endpoint=False, dtype=np.float32)
        reach = 1 + 0.10 * np.sin(2 * turn + self.bays[0]) + 0.06 * np.sin(3 * turn + self.bays[1])
        xs = self.x + (self.across + across) * reach * np.cos(turn)
        return np.stack((xs, self.y + sink + (self.down + down) * reach * np.sin(turn)), 1)


def pond(stage: Stage) -> Pond:
    """Where the scene's lake lies."""
    canvas, rng = stage.canvas, stage.stream("lake")
    span = canvas.bottom - stage.horizon
    across, down = rng.uniform(0.30, 0.42) * canvas.right, span * rng.uniform(0.15, 0.21)
    x, y = rng.uniform(0.25, 0.75) * canvas.right, stage.horizon + span * rng.uniform(0.30, 0.40)
    return Pond(x, y, across, down, (rng.uniform(0, 6.28), rng.uniform(0, 6.28)))


def _pond(stage: Stage) -> None:
    canvas, rng, light = stage.canvas, stage.stream("ripples"), stage.light
    lake = pond(stage)
    frozen = stage.scene.place == "snow"
    water = scaled((168, 206, 232) if frozen else (62, 148, 204), light.tint)
    shore = scaled((226, 236, 248) if frozen else (178, 158, 116), light.tint)
    near, far = mix(water, light.sky[1], 0.15), mix(water, light.sky[3], 0.5)
    canvas.polygon(lake.outline(0.0, 0.016, 0.010), scaled(shore, 0.9), "ground")
    canvas.polygon(lake.outline(0.003, 0.006, 0.003), scaled(shore, 0.7), "ground")
    canvas.polygon(lake.outline(), far, "water")
    for k in range(1, 5):
        share = k / 4
        inner = lake.outline(0.24 * share * lake.down, -0.12 * share * lake.across, -0.26 * share * lake.down)
        canvas.polygon(inner, mix(far, near, share))
    for _ in range(7):
        x, y = lake.x + rng.uniform(-0.6, 0.6) * lake.across, lake.y + rng.uniform(-0.55, 0.6) * lake.down
        long = rng.uniform(0.08, 0.22) * lake.across
        canvas.ellipse(x, y, long, 0.0022, mix(far, (255, 255, 255), 0.35 * light.tint[0]))


def course(stage: Stage) -> tuple[Array, Array, Array]:
    """How the scene's path runs, from far to near: its middle, its heights, half its width, (32,)."""
    canvas, rng = stage.canvas, stage.stream("path")
    share = np.linspace(0, 1, 32, dtype=np.float32)
    top = stage.horizon + 0.03
    ys = top + (canvas.bottom + 0.04 - top) * share**1.4
    start, end = rng.uniform(0.3, 0.7) * canvas.right, rng.uniform(0.35, 0.65) * canvas.right
    bend, phase = rng.uniform(0.06, 0.12) * canvas.right, rng.uniform(0, 6.28)
    middle = start + (end - start) * share + bend * np.sin(phase + 6.5 * share**0.8) * (0.3 + 0.7 * share)
    return middle, ys, 0.008 + 0.11 * share**1.5


def earth(place: str) -> Color:
    """What a path is made of there, in white light."""
    return _DIRT.get(place, (206, 178, 132))


def _path(stage: Stage) -> None:
    canvas, rng = stage.canvas, stage.stream("pebbles")
    dirt = scaled(earth(stage.scene.place), stage.light.tint)
    middle, ys, half = course(stage)
    canvas.polygon(strip(middle, ys, half * 1.12), scaled(dirt, 0.84), "ground")
    canvas.polygon(strip(middle, ys, half), dirt, "ground")
    canvas.polygon(strip(middle - half * 0.15, ys, half * 0.55), scaled(dirt, 1.07))
    for _ in range(12):
        k = rng.randrange(6, 31)
        x = float(middle[k] + half[k] * rng.uniform(-0.8, 0.8))
        size = 0.003 + 0.0003 * k * rng.random()
        canvas.ellipse(x, float(ys[k]), size, size * 0.6, scaled(dirt, rng.choice((0.82, 1.12))))
