"""Skies: the gradient, the sun or the moon, stars and clouds."""

from __future__ import annotations

from functools import lru_cache
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from limner.world.backdrops import noise
from limner.world.backdrops.canvas import SHIFT, Array, across, mix, scaled
from limner.world.backdrops.stage import Stage

Indices = npt.NDArray[np.intp]

_GRID = 48
"""The smooth part of a sky is worked out on this many rows and columns."""

_STEPS = np.linspace(0, 1, _GRID)

_GLOWS = {"day": (0.10, 0.30), "sunrise": (0.22, 0.26), "sunset": (0.30, 0.42), "night": (0.12, 0.22)}
"""Reach (canvas units) and strength of the light around the sun or the moon."""


def paint_sky(stage: Stage) -> None:
    """Paint the whole canvas as sky, to be covered from the horizon down."""
    sun = stage.stream("sun")
    _place_sun(stage, sun)
    canvas, overcast = stage.canvas, stage.scene.weather != "clear"
    smooth = _gradient(stage)
    if stage.sun is not None:
        smooth += _glow(stage, *stage.sun)
    pixels: Array = cv2.resize(smooth, (canvas.width, canvas.height)).astype(np.float32, copy=False)
    photo = stage.scene.style == "photo"
    if stage.scene.sky == "dramatic" or overcast or photo:
        pixels = _cloud_banks(stage, pixels)
    canvas.pixels[:] = np.clip(pixels, 0, 255, out=pixels)
    if stage.light.dark and not overcast:
        _stars(stage)
    if stage.sun is not None and stage.scene.sky == "dramatic" and not stage.light.dark:
        _shafts(stage, stage.stream("shafts"), *stage.sun)
    if stage.sun is not None:
        _disc(stage, sun, *stage.sun)
    if stage.scene.sky == "calm" and not overcast and not photo:
        clouds = stage.stream("clouds")
        for _ in range(clouds.choice((0, 1, 2, 2, 3))):
            _puff(stage, clouds)


def _place_sun(stage: Stage, rng: Random) -> None:
    x = rng.uniform(0.12, 0.88) * stage.canvas.right
    high, low = rng.uniform(0.12, 0.36), rng.uniform(0.04, 0.16)
    if stage.scene.weather != "clear":
        stage.sun = None
    elif stage.light.time in ("sunrise", "sunset"):
        stage.sun = (x, stage.horizon * (1 - low) - 0.04)
    else:
        stage.sun = (x, stage.horizon * high)


def _gradient(stage: Stage) -> Array:
    """The sky without sun and clouds, (_GRID, _GRID, 3)."""
    rng = stage.stream("gradient")
    stops = np.array(stage.light.sky, np.float32) + [rng.uniform(-5, 5) for _ in range(3)]
    if stage.scene.sky == "dramatic":
        stops[:2] *= 0.8
    last = len(stops) - 1
    at = np.clip(_STEPS * (last * stage.canvas.bottom / max(stage.horizon, 0.05)), 0, last - 1e-4)
    low = at.astype(np.intp)
    column = stops[low] + (at - low)[:, None] * (stops[low + 1] - stops[low])
    return np.repeat(column[:, None], _GRID, axis=1).astype(np.float32)


def _glow(stage: Stage, x: float, y: float) -> Array:
    """Light around the sun or the moon, to be added, (_GRID, _GRID, 3)."""
    at = (np.arange(_GRID, dtype=np.float32) + 0.5) / _GRID
    ys, xs = at * stage.canvas.bottom - y, at * stage.canvas.right - x
    reach, strength = _GLOWS[stage.light.time]
    down, sideways = np.exp(-((ys / reach) ** 2)), np.exp(-0.6 * (xs / reach) ** 2)
    warm = (1.0, 1.0, 1.0) if stage.light.dark else (1.0, 0.8, 0.45)
    color = np.array(scaled(scaled(stage.light.glow, warm), strength), np.float32)
    spread = down[:, None] * sideways
    return np.asarray(cv2.merge([spread * channel for channel in color]), np.float32)


def _disc(stage: Stage, rng: Random, x: float, y: float) -> None:
    canvas, glow = stage.canvas, stage.light.glow
    if stage.light.dark:
        radius = rng.uniform(0.045, 0.075)
        canvas.disc(x, y, radius, (246, 242, 216))
        for _ in range(3):
            dx, dy = rng.uniform(-0.5, 0.5) * radius, rng.uniform(-0.5, 0.5) * radius
            canvas.disc(x + dx, y + dy, radius * 0.17, (228, 222, 198))
        return
    radius = rng.uniform(0.05, 0.07) * (1.0 if stage.light.time == "day" else 1.35)
    if stage.scene.style == "photo":
        _bloom(stage, x, y, 0.55 * radius)
        return
    if stage.scene.sky == "calm":
        canvas.disc(x, y, radius * 1.18, mix(canvas.at(x, y), glow, 0.5))
    canvas.disc(x, y, radius, mix(glow, (255, 255, 245), 0.4))


def _bloom(stage: Stage, x: float, y: float, radius: float) -> None:
    """The sun as a camera sees it: no edge, light that spills over."""
    canvas = stage.canvas
    rows = slice(canvas.row(y - 5 * radius), canvas.row(y + 5 * radius))
    columns = slice(canvas.column(x - 5 * radius), canvas.column(x + 5 * radius))
    ys = ((np.arange(rows.start, rows.stop) + 0.5) / canvas.unit - y) / radius
    xs = ((np.arange(columns.start, columns.stop) + 0.5) / canvas.unit - x) / radius
    away = ys[:, None] ** 2 + xs[None] ** 2
    light = np.exp(-(away**3)) + 0.45 * np.exp(-away / 4)
    added = light[..., None] * mix(stage.light.glow, (255, 255, 245), 0.4)
    canvas.pixels[rows, columns] = np.clip(canvas.pixels[rows, columns] + added, 0, 255)


def _stars(stage: Stage) -> None:
    rng, canvas = stage.stream("stars"), stage.canvas
    for _ in range(round(rng.randrange(26, 56) * canvas.right)):
        x, y = rng.uniform(0, canvas.right), rng.uniform(0, stage.horizon)
        bright = rng.uniform(0.35, 1.0) * (1 - 0.4 * y / max(stage.horizon, 0.05))
        canvas.disc(x, y, 0.0022 + 0.0028 * bright**2, scaled((255, 250, 235), bright))


def _puff(stage: Stage, rng: Random) -> None:
    """A small cloud of round lobes on a flat base."""
    canvas = stage.canvas
    size = rng.uniform(0.035, 0.065)
    x, y = rng.uniform(0, canvas.right), rng.uniform(0.12, 0.62) * stage.horizon
    light, shade = stage.light.cloud, stage.light.shade
    lobes = [(-1.5, 0.55), (-0.75, 0.85), (0.1, 1.0), (0.95, 0.75), (1.6, 0.45)]
    placed = [
        (x + (dx + rng.uniform(-0.2, 0.2)) * size, q * size * rng.uniform(0.85, 1.1)) for dx, q in lobes
    ]
    for lobe, radius in placed:
        canvas.disc(lobe, y - radius * 0.55, radius, mix(shade, light, 0.25))
    canvas.ellipse(x, y - size * 0.1, size * 1.9, size * 0.36, shade)
    for lobe, radius in placed:
        canvas.disc(lobe - 0.1 * size, y - radius * 0.7, radius * 0.84, light)


def _cloud_banks(stage: Stage, pixels: Array) -> Array:
    """Clouds over the whole smooth sky, flatter towards the horizon: wisps in clear weather, soft and
    even in any other, with dark hearts and bright rims when dramatic."""
    canvas, light, rng = stage.canvas, stage.light, stage.stream("banks")
    dramatic = stage.scene.sky == "dramatic"
    rows = max(1, canvas.row(stage.horizon + 0.02))
    slant = _slant(canvas.height, rows)
    mass = noise.pick(rng, canvas.width, canvas.height, 2, 0.55)[slant]
    body = noise.pick(rng, canvas.width, canvas.height, 3, 0.62)[slant]
    if dramatic:
        thick = mass + 0.3 * body + rng.uniform(-0.1, 0.35)
        alpha, heart = np.clip(thick * 1.5, 0, 0.96), np.clip(thick, 0, 1) * np.clip(0.72 + 0.3 * body, 0, 1)
        rim, deep = mix(light.cloud, light.glow, 0.35), scaled(light.shade, 0.5)
        if stage.sun is None:
            rim = light.cloud
    elif stage.scene.weather == "clear":
        alpha, heart = np.clip((mass + 0.3 * body) * 0.4 - 0.05, 0, 0.7), np.clip(0.3 - 0.3 * body, 0, 1)
        rim, deep = light.cloud, light.shade
    else:
        alpha, heart = np.clip((mass + 1.1) * 0.55, 0.1, 0.85), np.clip(0.5 - 0.3 * body, 0, 1)
        rim, deep = light.cloud, light.shade
    lit = across(rim, canvas.width)
    clouds = cv2.merge([heart, heart, heart])
    clouds *= across(deep, canvas.width) - lit
    clouds += lit
    clouds -= pixels[:rows]
    clouds *= cv2.merge([alpha, alpha, alpha])
    pixels[:rows] += clouds
    return pixels


@lru_cache(maxsize=64)
def _slant(height: int, rows: int) -> Indices:
    """Which row of a noise field each row of a sky shows, so that clouds lie flatter far away."""
    down = (np.arange(rows) + 0.5) / rows
    return np.clip(rows * (0.7 * down + 0.6 * down**2), 0, height - 1).astype(np.intp)


def _shafts(stage: Stage, rng: Random, x: float, y: float) -> None:
    """Rays that fan out from the sun behind the clouds."""
    canvas = stage.canvas
    rays = canvas.pixels.copy()
    for k in range(9):
        middle, half = k / 9 * 6.2832 + rng.uniform(-0.2, 0.2), rng.uniform(0.03, 0.10)
        ends = [(x + 2.5 * np.cos(turn), y + 2.5 * np.sin(turn)) for turn in (middle - half, middle + half)]
        cv2.fillPoly(rays, canvas.fixed([(x, y), *ends]), stage.light.glow, cv2.LINE_AA, SHIFT)
    cv2.addWeighted(rays, 0.12, canvas.pixels, 0.88, 0, dst=canvas.pixels)
