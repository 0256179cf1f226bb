"""Built places: a city street with its skyline, a country road."""

from __future__ import annotations

import cv2
import numpy as np

from limner.world.backdrops import plants
from limner.world.backdrops.canvas import Color, mix, scaled
from limner.world.backdrops.stage import Stage, below, crags, ridge, strip

_WALLS: tuple[Color, ...] = (
    (152, 164, 186),
    (186, 152, 138),
    (132, 150, 172),
    (204, 190, 168),
    (170, 130, 120),
    (120, 136, 160),
    (214, 206, 196),
)


def city(stage: Stage) -> None:
    """A skyline in three depths behind a pavement and a street."""
    top, right, bottom = stage.horizon, stage.canvas.right, stage.canvas.bottom
    for distance, tall in ((0.8, 0.62), (0.48, 0.5), (0.12, 0.36)):
        x = -stage.between(0.02, 0.12)
        while x < right:
            wide = stage.between(0.1, 0.19)
            high = tall * stage.between(0.5, 1.0) * min(1.0, top / 0.65)
            _house(stage, x, top, wide, high, distance)
            x += wide + (stage.between(-0.01, 0.02) if distance > 0.2 else 0.0)
    canvas = stage.canvas
    kerb = top + (bottom - top) * 0.26
    canvas.rectangle(0, top, right + 0.1, bottom + 0.1, stage.lit((108, 112, 122)), "ground")
    canvas.rectangle(0, top, right + 0.1, kerb, stage.lit((192, 190, 186)), "ground")
    for k in range(-2, round(9 * right) + 3):
        x = k / 9
        canvas.line((x, top), (x + (x - right / 2) * 0.25, kerb), 0.003, stage.lit((168, 166, 162), 0, 0))
    canvas.rectangle(0, kerb - 0.012, right + 0.1, kerb, stage.lit((160, 158, 156)), "ground")
    low = kerb + (bottom - kerb) * 0.48
    paint = stage.lit((242, 230, 164), 0.0, 3)
    for k in range(-1, round(4 * right) + 1):
        x, thick = k / 4 + 0.05, 0.022
        canvas.polygon([(x, low), (x + 0.13, low), (x + 0.12, low + thick), (x - 0.012, low + thick)], paint)


def _house(stage: Stage, x: float, foot: float, wide: float, high: float, distance: float) -> None:
    canvas, rng = stage.canvas, stage.rng
    wall = stage.lit(rng.choice(_WALLS), distance)
    roof = foot - high
    canvas.rectangle(x, roof, x + wide, foot, wall, "building")
    canvas.rectangle(x + wide * 0.72, roof, x + wide, foot, scaled(wall, 0.88), "building")
    if rng.random() < 0.4:
        canvas.rectangle(x + wide * 0.25, roof - 0.025, x + wide * 0.6, roof, scaled(wall, 0.94), "building")
    if distance > 0.6:
        return
    _windows(stage, x, roof, wide, foot, wall, distance)


def _windows(
    stage: Stage, x: float, roof: float, wide: float, foot: float, wall: Color, distance: float
) -> None:
    """Rows of windows, some of them lit, on one house front."""
    canvas, rng = stage.canvas, stage.rng
    share = {"night": 0.55, "sunset": 0.3, "sunrise": 0.12}.get(stage.light.time, 0.0)
    dark = mix(scaled(wall, 0.62), stage.light.sky[1], 0.25)
    lamp = mix((255, 222, 128), stage.light.haze, distance * 0.6)
    columns, floors = max(2, round(wide / 0.05)), int((foot - roof - 0.05) / 0.052)
    step = wide / columns
    lefts = [canvas.column(x + (k + 0.28) * step) for k in range(columns)]
    rights = [max(canvas.column(x + (k + 0.73) * step), left + 1) for k, left in enumerate(lefts)]
    for floor in range(floors):
        y = roof + 0.03 + floor * 0.052
        top, bottom = canvas.row(y), canvas.row(y + 0.026) - 1
        for left, right in zip(lefts, rights, strict=True):
            color = lamp if rng.random() < share else dark
            cv2.rectangle(canvas.pixels, (left, top), (right - 1, max(top, bottom)), color, -1)


def road(stage: Stage) -> None:
    """A country road that runs to the horizon."""
    top, rng, right, bottom = stage.horizon, stage.rng, stage.canvas.right, stage.canvas.bottom
    green = rng.choice(((124, 178, 92), (150, 182, 96), (190, 178, 112)))
    below(
        stage, crags(stage, top, min(0.2, top * 0.4), 2.5, 0.02), stage.lit((116, 132, 156), 0.65), "mountain"
    )
    below(stage, ridge(stage, top - 0.005, 0.08, 1.0), stage.lit(scaled(green, 0.88), 0.42), "vegetation")
    for _ in range(round(rng.randrange(3, 8) * right)):
        plants.round_tree(
            stage, rng.uniform(0, right), top + 0.006, rng.uniform(0.07, 0.14), stage.lit((82, 138, 74), 0.25)
        )
    stage.canvas.rectangle(0, top, right + 0.1, bottom + 0.1, stage.lit(green), "ground")
    far, near = rng.uniform(0.3, 0.7) * right, rng.uniform(0.42, 0.58) * right
    bend = rng.uniform(-0.08, 0.08)
    share = np.linspace(0, 1, 30, dtype=np.float32) ** 1.6
    ys = top + (bottom + 0.02 - top) * share
    middle = far + (near - far) * share + bend * np.sin(share * 3.1416)
    half = 0.012 + 0.40 * share
    tar = stage.lit((112, 114, 122), 0.0, 0)
    for grow, color in (
        (1.14, stage.lit((206, 196, 168))),
        (1.0, tar),
        (0.94, stage.lit((236, 234, 226))),
        (0.90, tar),
    ):
        stage.canvas.polygon(strip(middle, ys, half * grow), color, "ground")
    paint = stage.lit((244, 224, 130), 0.0, 3)
    for k in range(4, 28, 4):
        dash = slice(k, k + 3)
        stage.canvas.polygon(strip(middle[dash], ys[dash], 0.035 * half[dash]), paint)
