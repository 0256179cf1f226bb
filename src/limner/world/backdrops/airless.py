"""Places without weather: a plain colour, the surface of a moon in space, Mars."""

from __future__ import annotations

import cv2
import numpy as np

from limner.world.backdrops import noise, plants
from limner.world.backdrops.canvas import Color, across, mix, scaled
from limner.world.backdrops.stage import Stage, below, crags, ridge
from limner.world.scene import REGIONS
from limner.world.vocabulary import PLAIN_COLORS

_WORLDS: tuple[Color, ...] = (
    (92, 142, 220),
    (214, 156, 104),
    (190, 120, 110),
    (136, 190, 180),
    (172, 140, 210),
)


def plain(stage: Stage) -> None:
    """One colour, lighter around the middle, with a faint ground."""
    canvas = stage.canvas
    color = stage.varied(PLAIN_COLORS[stage.scene.ground or "white"], 6)
    tint = mix(stage.light.tint, (1.0, 1.0, 1.0), 0.6)
    xs = np.linspace(-1, 1, 33, dtype=np.float32)
    bright = 1.04 - 0.1 * (xs[:, None] ** 2 + xs[None] ** 2)
    if stage.rng.random() < 0.5:
        row = round(33 * stage.scene.horizon)
        bright[row:] *= np.linspace(0.965, 1.0, 33 - row)[:, None]
    smooth = bright[..., None] * np.asarray(scaled(color, tint), np.float32)
    pixels = cv2.resize(
        smooth.astype(np.float32), (canvas.width, canvas.height), interpolation=cv2.INTER_LINEAR
    )
    canvas.pixels[:] = np.clip(pixels, 0, 255)
    canvas.regions[:] = REGIONS.index("other")


def space(stage: Stage) -> None:
    """Stars, a nebula and other worlds over the grey ground of a moon."""
    canvas, rng, top = stage.canvas, stage.rng, stage.horizon
    cloud = noise.pick_channels(rng, canvas.width, canvas.height, 2, 0.6)
    hue = rng.choice(((92, 40, 150), (40, 70, 160), (150, 46, 110), (30, 110, 130)))
    deep = np.clip(cloud * 0.26 + 0.12, 0, 0.8)
    deep *= across(hue, canvas.width)
    deep += across((8, 8, 24), canvas.width)
    canvas.pixels[:] = np.clip(deep, 0, 255)
    for _ in range(round(60 * canvas.right)):
        bright = rng.random() ** 2
        x, y = rng.uniform(0, canvas.right), rng.uniform(0, canvas.bottom)
        canvas.disc(x, y, 0.002 + 0.004 * bright, scaled((255, 250, 240), 0.4 + 0.6 * bright))
    _planet(stage)
    _dawn(stage)
    ground = stage.lit((176, 178, 188), 0.0)
    below(stage, ridge(stage, top + 0.01, 0.04, 0.8), scaled(ground, 0.86), "ground")
    below(stage, ridge(stage, top + 0.09, 0.04, 0.7), ground, "ground")
    _craters(stage, ground)


def _planet(stage: Stage) -> None:
    canvas, rng = stage.canvas, stage.rng
    x, y, radius = (
        rng.uniform(0.1, 0.9) * canvas.right,
        rng.uniform(0.1, 0.4) * stage.horizon / 0.7,
        rng.uniform(0.07, 0.15),
    )
    color = stage.varied(rng.choice(_WORLDS), 12)
    canvas.disc(x, y, radius * 1.1, mix((16, 16, 40), color, 0.25))
    canvas.disc(x, y, radius, scaled(color, 0.5))
    for k in range(5):
        share = (k + 1) / 5
        canvas.disc(
            x - radius * 0.1 * share,
            y - radius * 0.1 * share,
            radius * (1 - 0.13 * share),
            scaled(color, 0.55 + 0.5 * share),
        )
    if rng.random() < 0.4:
        box = (
            (x * canvas.unit, y * canvas.unit),
            (radius * 3.6 * canvas.unit, radius * 0.8 * canvas.unit),
            -18,
        )
        cv2.ellipse(
            canvas.pixels, box, tuple(scaled(color, 1.15)), max(1, round(0.012 * canvas.unit)), cv2.LINE_AA
        )
        half = [(x + radius * np.cos(a), y + radius * np.sin(a)) for a in np.linspace(2.83, 5.97, 24)]
        canvas.polygon(half, scaled(color, 0.98))


def _dawn(stage: Stage) -> None:
    """The sun over the edge of the moon: white by day, pink or orange at its rise and set."""
    time, canvas = stage.light.time, stage.canvas
    if time == "night":
        return
    color = {"day": (255, 250, 236), "sunrise": (255, 176, 190), "sunset": (255, 120, 50)}[time]
    low = time != "day"
    rng = stage.stream("sun")
    x = rng.uniform(0.15, 0.85) * canvas.right
    y = stage.horizon - (0.03 if low else stage.horizon * rng.uniform(0.5, 0.8))
    ys = (np.arange(64, dtype=np.float32) + 0.5) / 64 * canvas.bottom - y
    xs = (np.arange(64, dtype=np.float32) + 0.5) / 64 * canvas.right - x
    reach = np.exp(
        -np.sqrt(ys[:, None] ** 2 * (4 if low else 1) + xs[None] ** 2 * 0.8) / (0.16 if low else 0.05)
    )
    light = cv2.resize(reach[..., None] * np.asarray(color, np.float32), (canvas.width, canvas.height))
    canvas.pixels[:] = np.clip(canvas.pixels + light, 0, 255)
    canvas.disc(x, y, 0.05, mix(color, (255, 255, 255), 0.6))


def _craters(stage: Stage, ground: Color) -> None:
    canvas, rng = stage.canvas, stage.rng
    top, span = stage.horizon + 0.05, stage.canvas.bottom - stage.horizon - 0.05
    for _ in range(round(8 * canvas.right)):
        near = rng.random() ** 0.8
        x, y, wide = (
            rng.uniform(0, canvas.right),
            top + span * near,
            (0.02 + 0.06 * near) * rng.uniform(0.6, 1.2),
        )
        canvas.ellipse(x, y, wide, wide * 0.34, scaled(ground, 1.1))
        canvas.ellipse(x, y - wide * 0.04, wide * 0.9, wide * 0.28, scaled(ground, 0.72))
        canvas.ellipse(x, y + wide * 0.05, wide * 0.76, wide * 0.2, scaled(ground, 0.86))


def mars(stage: Stage) -> None:
    """Rust-coloured plains, far mesas and stones under a dusty sky."""
    top, rng, right = stage.horizon, stage.rng, stage.canvas.right
    dust, warm = across((1.12, 0.80, 0.62), stage.canvas.width), across((26, 10, 0), stage.canvas.width)
    stage.canvas.pixels[:] = np.clip(stage.canvas.pixels * dust + warm.astype(np.float64), 0, 255)
    haze = mix(scaled(stage.light.haze, (1.1, 0.78, 0.6)), (200, 120, 80), 0.3)
    red = rng.choice(((190, 96, 62), (178, 84, 56), (200, 110, 74)))
    for distance, rise, base in ((0.6, 0.2, 0.0), (0.3, 0.1, 0.01)):
        range_ = crags(stage, top + base, rise, 2.4, 0.02)
        below(stage, range_, mix(stage.lit(scaled(red, 0.82)), haze, distance * 0.7), "mountain")
    ground = stage.lit(red)
    below(stage, ridge(stage, top + 0.012, 0.025, 1.1), scaled(ground, 0.96), "ground")
    below(stage, ridge(stage, top + 0.14, 0.05, 0.8), scaled(ground, 1.06), "ground")
    _craters(stage, ground)
    for _ in range(round(rng.randrange(6, 11) * right)):
        near = rng.random()
        y = top + 0.05 + (stage.canvas.bottom - top - 0.05) * near
        plants.stone(
            stage, rng.uniform(0, right), y, 0.008 + 0.022 * near * rng.random(), scaled(ground, 0.8)
        )
