"""Skies: the gradient, the sun or the moon, stars and clouds."""

from __future__ import annotations

import cv2
import numpy as np

from limner.world.backdrops import noise
from limner.world.backdrops.canvas import Array, mix, scaled
from limner.world.backdrops.stage import Stage

_GRID = 64
"""The smooth part of a sky is worked out on this many rows and columns."""


def paint_sky(stage: Stage) -> None:
    """Paint the whole canvas as sky, to be covered from the horizon down."""
    _place_sun(stage)
    canvas = stage.canvas
    smooth = _gradient(stage)
    if stage.sun is not None:
        smooth += _glow(stage, *stage.sun)
    size = (canvas.width, canvas.height)
    pixels = cv2.resize(smooth, size, interpolation=cv2.INTER_LINEAR)
    overcast = stage.scene.weather != "clear"
    if stage.scene.sky == "dramatic" or overcast:
        pixels = _cloud_banks(stage, pixels)
    canvas.pixels[:] = np.clip(pixels, 0, 255)
    if stage.light.dark and not overcast:
        _stars(stage)
    if stage.sun is not None:
        _disc(stage, *stage.sun)
    if stage.scene.sky == "calm" and not overcast:
        for _ in range(stage.rng.choice((0, 1, 2, 2, 3))):
            _puff(stage)


def _place_sun(stage: Stage) -> None:
    x = stage.between(0.12, 0.88) * stage.canvas.right
    high = stage.between(0.12, 0.36)
    low = stage.between(0.04, 0.16)
    if stage.scene.weather != "clear":
        stage.sun = None
    elif stage.light.time in ("sunrise", "sunset"):
        stage.sun = (x, stage.horizon * (1 - low) - 0.04)
    else:
        stage.sun = (x, stage.horizon * high)


def _gradient(stage: Stage) -> Array:
    """The sky without sun and clouds, (_GRID, _GRID, 3)."""
    stops = np.array([stage.varied(color, 5) for color in stage.light.sky], np.float32)
    if stage.scene.sky == "dramatic":
        stops[:2] *= 0.8
    at = np.linspace(0, stage.canvas.bottom / max(stage.horizon, 0.05), _GRID) * (len(stops) - 1)
    rows = [np.interp(at, range(len(stops)), stops[:, channel]) for channel in range(3)]
    column = np.stack(rows, 1).astype(np.float32)
    return np.repeat(column[:, None], _GRID, axis=1)


def _glow(stage: Stage, x: float, y: float) -> Array:
    """Light around the sun or the moon, to be added."""
    ys = (np.arange(_GRID, dtype=np.float32) + 0.5) / _GRID * stage.canvas.bottom - y
    xs = (np.arange(_GRID, dtype=np.float32) + 0.5) / _GRID * stage.canvas.right - x
    reach, strength = {"day": (0.10, 0.30), "night": (0.12, 0.22)}.get(stage.light.time, (0.30, 0.42))
    wide = np.exp(-(ys[:, None] ** 2 + 0.6 * xs[None] ** 2) / reach**2)
    color = np.asarray(stage.light.glow, np.float32) * strength
    return wide[..., None] * color * (1.0, 0.8, 0.45) if not stage.light.dark else wide[..., None] * color


def _disc(stage: Stage, x: float, y: float) -> None:
    canvas, glow = stage.canvas, stage.light.glow
    if stage.light.dark:
        radius = stage.between(0.045, 0.075)
        canvas.disc(x, y, radius, (246, 242, 216))
        for _ in range(3):
            turn = stage.between(-0.5, 0.5)
            canvas.disc(
                x + turn * radius, y + stage.between(-0.5, 0.5) * radius, radius * 0.17, (226, 220, 196)
            )
        return
    radius = stage.between(0.05, 0.07) if stage.light.time == "day" else stage.between(0.07, 0.11)
    under = canvas.pixels[min(canvas.row(y), canvas.height - 1), min(canvas.column(x), canvas.width - 1)]
    around = (float(under[0]), float(under[1]), float(under[2]))
    canvas.disc(x, y, radius * 1.18, mix(around, glow, 0.5))
    canvas.disc(x, y, radius, mix(glow, (255, 255, 250), 0.35))


def _stars(stage: Stage) -> None:
    rng, canvas = stage.rng, stage.canvas
    for _ in range(round(rng.randrange(26, 56) * canvas.right)):
        x, y = rng.uniform(0, canvas.right), rng.uniform(0, stage.horizon)
        bright = rng.uniform(0.35, 1.0) * (1 - 0.4 * y / max(stage.horizon, 0.05))
        canvas.disc(x, y, 0.0022 + 0.0028 * bright**2, scaled((255, 250, 235), bright))


def _puff(stage: Stage) -> None:
    """A small cloud of round lobes on a flat base."""
    rng, canvas = stage.rng, stage.canvas
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
    """Soft masses of cloud over the smooth sky; ragged and lit from the side when dramatic."""
    canvas, light = stage.canvas, stage.light
    dramatic = stage.scene.sky == "dramatic"
    rows = canvas.row(stage.horizon) or 1
    mass = noise.pick(stage.rng, canvas.width, canvas.height, 2, 0.6)[:rows]
    body = noise.pick(stage.rng, canvas.width, canvas.height, 3, 0.62)[:rows]
    cover = stage.between(-0.1, 0.25) if dramatic else 0.8
    alpha = np.clip((mass + cover) * (1.3 if dramatic else 0.6), 0, 1)
    bright = np.clip(body * (0.5 if dramatic else 0.28) + 0.5, 0, 1)
    deep = np.asarray(scaled(light.shade, 0.62 if dramatic else 1.0), np.float32)
    lit = np.asarray(light.cloud, np.float32)
    clouds = deep + bright * (lit - deep)
    pixels[:rows] += alpha * (0.95 if dramatic else 0.8) * (clouds - pixels[:rows])
    return pixels
