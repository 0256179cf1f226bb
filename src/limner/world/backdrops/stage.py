"""What every place is painted with: the canvas, the light, the random numbers, the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np

from limner.core.seed import derive
from limner.world.backdrops.canvas import Array, Canvas, Color, Point, mix, scaled
from limner.world.backdrops.light import Light
from limner.world.scene import Scene


@dataclass(slots=True)
class Stage:
    """One backdrop in the making. ``horizon`` is in canvas units; ``sun`` is where the sun or the
    moon stands, None when clouds hide it."""

    scene: Scene
    canvas: Canvas
    rng: Random
    light: Light
    horizon: float
    sun: Point | None = None

    def stream(self, name: str) -> Random:
        """Random numbers of their own for a part that comes and goes with the hour or the weather,
        so that everything else stays where it is."""
        return Random(derive(self.scene.seed, f"backdrop {name}"))  # noqa: S311 - a picture

    def varied(self, color: Color, by: float = 8.0) -> Color:
        """``color`` with each channel moved by up to ``by``."""
        move = self.rng.uniform
        return (color[0] + move(-by, by), color[1] + move(-by, by), color[2] + move(-by, by))

    def lit(self, color: Color, distance: float = 0.0, by: float = 6.0) -> Color:
        """A surface's colour in this light, ``distance`` 0 (near) to 1 (far away)."""
        share = 1.0 - (1.0 - 0.75 * distance) ** self.light.thickness
        return mix(scaled(self.varied(color, by), self.light.tint), self.light.haze, share)

    def between(self, low: float, high: float) -> float:
        """A random number from ``low`` to ``high``."""
        return self.rng.uniform(low, high)


_OCTAVES = np.array((1.0, 2.1, 3.9), np.float32)
_STRENGTHS = np.array((0.3, 0.14, 0.06), np.float32)


@lru_cache(maxsize=64)
def _across(right: float, count: int) -> Array:
    """``count`` places from a little left of the canvas to a little right of it."""
    return np.linspace(-0.05, right + 0.05, count, dtype=np.float32)


def ridge(stage: Stage, base: float, rise: float, waves: float = 1.5) -> Array:
    """The outline of rolling hills, (N, 2): up to ``rise`` above ``base``, ``waves`` to a unit."""
    xs, rng = _across(stage.canvas.right, 41), stage.rng
    jitter = np.array([(0.7 + 0.5 * rng.random(), rng.random()) for _ in _OCTAVES], np.float32) * 6.2832
    turns = (waves * _OCTAVES * jitter[:, 0])[:, None]
    height = _STRENGTHS @ np.sin(turns * xs + jitter[:, 1:])
    return np.stack((xs, base - rise * (0.5 + height)), 1)


def crags(stage: Stage, base: float, rise: float, peaks: float, rough: float = 0.05) -> Array:
    """The outline of a mountain range, (N, 2), with ``peaks`` summits to a unit, up to ``rise`` high."""
    right, rng = stage.canvas.right, stage.rng
    count = max(2, round(peaks * right))
    step = right / count
    turns, heights = [-0.3], [rng.uniform(0.1, 0.5)]
    for k in range(count):
        summit = (k + rng.uniform(0.25, 0.75)) * step
        turns += [summit, (k + 1) * step + rng.uniform(-0.12, 0.12) * step]
        heights += [rng.uniform(0.55, 1.0), rng.uniform(0.08, 0.35)]
    xs = _across(right, round(48 * right) + 1)
    ys = np.interp(xs, turns, heights)
    ys += np.array([rng.uniform(-rough, rough) for _ in xs])
    return np.stack((xs, base - rise * ys), 1).astype(np.float32)


def below(stage: Stage, outline: Array, color: Color, region: str) -> None:
    """Fill everything under ``outline``."""
    right, bottom = stage.canvas.right + 0.05, stage.canvas.bottom + 0.05
    corners = ((right, bottom), (-0.05, bottom))
    stage.canvas.polygon(np.concatenate((outline, corners)), color, region)


def strip(middle: Array, ys: Array, half: Array) -> Array:
    """The outline, (2 N, 2), of a strip that winds along ``middle`` and is twice ``half`` wide."""
    left = np.stack((middle - half, ys), 1)
    return np.concatenate((left, np.stack((middle + half, ys), 1)[::-1]))
