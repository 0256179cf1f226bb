"""Places by the water: beach, lake, sea and river."""

from __future__ import annotations

import cv2
import numpy as np

from limner.world.backdrops import plants
from limner.world.backdrops.canvas import Color, mix, scaled
from limner.world.backdrops.stage import Stage, below, crags, ridge, strip
from limner.world.scene import REGIONS

_SKY_ON_WATER = {"day": 0.18, "sunrise": 0.4, "sunset": 0.55, "night": 0.25}
"""How much of the sky's colour open water shows."""

_DOWN = np.array((0, 1), np.float32)


def beach(stage: Stage) -> None:
    """Sand, a foaming edge and the sea behind it up to its own horizon."""
    shore = stage.horizon
    line = shore - stage.between(0.13, 0.19)
    _far_coast(stage, line)
    _open_water(stage, line, shore + 0.1, (34, 118, 184), (92, 198, 208))
    _waves(stage, line + 0.02, shore - 0.02, 16)
    outline = ridge(stage, shore + 0.01, 0.05, 1.0)
    foam = stage.lit((240, 248, 252), 0.0, 2)
    sand = stage.lit((240, 214, 164))
    for lift, color, region in (
        (-0.034, mix(foam, stage.lit((92, 198, 208)), 0.55), "water"),
        (-0.022, foam, "water"),
        (-0.008, scaled(sand, 0.82), "ground"),
        (0.012, sand, "ground"),
    ):
        below(stage, outline + np.array((0, lift), np.float32), color, region)
    for _ in range(round(14 * stage.canvas.right)):
        x, y = stage.between(0, stage.canvas.right), stage.between(shore + 0.06, stage.canvas.bottom)
        stage.canvas.ellipse(x, y, 0.006, 0.003, scaled(sand, stage.rng.choice((0.85, 1.06))))


def sea(stage: Stage) -> None:
    """Open water from the horizon down, with swell."""
    line, share = stage.horizon, _SKY_ON_WATER[stage.light.time]
    _far_coast(stage, line)
    _open_water(stage, line, stage.canvas.bottom + 0.1, (30, 104, 172), (26, 128, 178))
    span = stage.canvas.bottom - line
    for k in range(6):
        depth = ((k + 0.4) / 6) ** 1.6
        crest = ridge(stage, line + 0.03 + span * depth, 0.02 + 0.06 * depth, 4.0 - 2.6 * depth)
        body = mix(
            stage.lit((20 + 5 * k, 112 + 6 * k, 180), 0.3 * (1 - depth), 5), stage.light.sky[2], share * 0.7
        )
        below(stage, crest, mix(body, stage.light.sky[3], 0.3), "water")
        below(stage, crest + _DOWN * (0.006 + 0.008 * depth), body, "water")
    if stage.sun is not None:
        _glitter(stage, stage.sun[0], line, line + 0.6 * span)
    _waves(stage, line + 0.02, stage.canvas.bottom, 11)


def lake(stage: Stage) -> None:
    """Still water that mirrors the hills, seen from a green shore."""
    shore, rng = stage.horizon, stage.rng
    line = shore - stage.between(0.16, 0.24)
    below(
        stage,
        crags(stage, line, min(0.26, line * 0.5), 2.5, 0.02),
        stage.lit((116, 134, 156), 0.6),
        "mountain",
    )
    below(stage, ridge(stage, line - 0.01, 0.11, 0.9), stage.lit((92, 140, 104), 0.4), "vegetation")
    below(stage, ridge(stage, line, 0.05, 1.4), stage.lit((72, 124, 82), 0.25), "vegetation")
    for _ in range(round(rng.randrange(6, 12) * stage.canvas.right)):
        x = rng.uniform(0, stage.canvas.right)
        plants.pine(stage, x, line + 0.004, rng.uniform(0.05, 0.11), stage.lit((54, 104, 76), 0.25))
    _mirror(stage, line, shore + 0.06, stage.lit((64, 138, 188)))
    _waves(stage, line + 0.015, shore - 0.01, 14)
    outline = ridge(stage, shore + 0.015, 0.05, 1.0)
    green = stage.lit((112, 172, 84))
    for lift, color in ((-0.012, scaled(green, 0.72)), (0.0, green), (0.13, scaled(green, 1.06))):
        below(stage, outline + np.array((0, lift), np.float32), color, "ground")
    plants.tufts(stage, 14, shore + 0.04, scaled(green, 0.82))
    plants.flowers(stage, 5, shore + 0.08, stage.canvas.bottom)


def river(stage: Stage) -> None:
    """A winding river that comes down from the hills to the viewer."""
    top, rng, right, bottom = stage.horizon, stage.rng, stage.canvas.right, stage.canvas.bottom
    green = rng.choice(((116, 180, 88), (104, 170, 92)))
    below(
        stage, crags(stage, top, min(0.2, top * 0.4), 2.5, 0.02), stage.lit((112, 132, 150), 0.6), "mountain"
    )
    below(stage, ridge(stage, top - 0.01, 0.09, 1.0), stage.lit(scaled(green, 0.85), 0.4), "vegetation")
    below(stage, ridge(stage, top + 0.01, 0.025, 1.2), stage.lit(green), "ground")
    start, end = (
        rng.uniform(0.3, 0.7) * right,
        rng.choice((rng.uniform(0.0, 0.3), rng.uniform(0.7, 1.0))) * right,
    )
    bend, phase = rng.uniform(0.10, 0.2) * right, rng.uniform(0, 6.28)
    near = np.linspace(0, 1, 40, dtype=np.float32)
    ys = top + 0.012 + (bottom + 0.05 - top) * near**1.5
    xs = start + (end - start) * near + bend * np.sin(phase + 7.5 * near**0.8) * (0.25 + 0.75 * near)
    half = 0.012 + 0.2 * near**1.6
    bank = mix(stage.lit((150, 128, 92)), stage.lit(scaled(green, 0.7)), 0.5)
    water = mix(scaled((62, 146, 200), mix(stage.light.tint, (1, 1, 1), 0.3)), stage.light.sky[2], 0.2)
    stage.canvas.polygon(strip(xs, ys, half * 1.15), bank, "ground")
    stage.canvas.polygon(strip(xs, ys, half), water, "water")
    stage.canvas.polygon(strip(xs, ys, half * 0.62), scaled(water, 1.07))
    for k in range(4, 38, 2):
        x, y, wide = float(xs[k]), float(ys[k]), float(half[k])
        at = x + rng.uniform(-0.6, 0.3) * wide
        stage.canvas.line(
            (at, y), (at + wide * rng.uniform(0.2, 0.5), y), 0.004, mix(water, stage.light.sky[3], 0.45)
        )
    for _ in range(round(rng.randrange(2, 6) * right)):
        plants.round_tree(
            stage, rng.uniform(0, right), top + 0.005, rng.uniform(0.07, 0.13), stage.lit((72, 132, 70), 0.2)
        )
    plants.tufts(stage, 10, top + 0.1, stage.lit(scaled(green, 0.84)))


def _far_coast(stage: Stage, line: float) -> None:
    """At times hills across the water."""
    if stage.rng.random() < 0.45:
        side, right = stage.rng.random() < 0.5, stage.canvas.right
        wide, high = stage.between(0.3, 0.6) * right, stage.between(0.03, 0.08)
        xs = np.linspace(0, wide, 24, dtype=np.float32)
        ys = line - high * (1 - (xs / wide) ** 1.5) * (1 + 0.25 * np.sin(xs * 17 + stage.between(0, 6)))
        points = np.stack((xs if side else right - xs, ys), 1)
        edge = -0.05 if side else right + 0.05
        foot = np.array(
            [(xs[-1] if side else right - wide, line + 0.01), (edge, line + 0.01), (edge, ys[0])], np.float32
        )
        stage.canvas.polygon(np.concatenate((points, foot)), stage.lit((110, 136, 142), 0.6), "mountain")


def _open_water(stage: Stage, line: float, foot: float, far: Color, near: Color) -> None:
    """Water rows from ``far`` to ``near``, with some of the sky and the sun's path on them."""
    share = _SKY_ON_WATER[stage.light.time]
    distant = mix(stage.lit(far, 0.25), stage.light.sky[2], share)
    stage.canvas.rows(line, foot, distant, mix(stage.lit(near), stage.light.sky[1], share * 0.8), "water")
    if stage.sun is not None:
        _glitter(stage, stage.sun[0], line, foot)


def _glitter(stage: Stage, x: float, line: float, foot: float) -> None:
    """The sun's or the moon's broken reflection."""
    rng, canvas = stage.stream("glitter"), stage.canvas
    strength = 0.45 if stage.light.time == "day" else 0.85
    for k in range(16):
        near = ((k + rng.random()) / 16) ** 1.3
        y = line + 0.006 + (foot - line) * near
        wide = (0.02 + 0.07 * near) * rng.uniform(0.4, 1.0)
        shift = rng.uniform(-0.5, 0.5) * (0.03 + 0.05 * near)
        color = mix(canvas.at(x, y), stage.light.glow, strength * rng.uniform(0.5, 1))
        canvas.ellipse(x + shift, y, wide, 0.0035 + 0.003 * near, color)


def _waves(stage: Stage, top: float, bottom: float, count: int) -> None:
    """Short bright and dark strokes on water, longer towards the viewer."""
    rng, canvas = stage.rng, stage.canvas
    for _ in range(round(count * canvas.right)):
        near = rng.random()
        x, y = rng.uniform(-0.05, canvas.right), top + (bottom - top) * near
        long = rng.uniform(0.03, 0.09) * (0.5 + near)
        canvas.ellipse(x, y, long / 2, 0.0022, scaled(canvas.at(x, y), rng.choice((0.92, 1.08, 1.14))))


def _mirror(stage: Stage, line: float, foot: float, water: Color) -> None:
    """Water rows that mirror what stands above ``line``, mixed with their own colour."""
    canvas = stage.canvas
    first, last = canvas.row(line), canvas.row(foot)
    depth = min(last - first, first)
    if depth <= 0:
        return
    above = canvas.pixels[first - depth : first][::-1]
    smooth = cv2.blur(above, (max(1, round(0.012 * canvas.unit)), max(1, round(0.03 * canvas.unit))))
    share = np.linspace(0.3, 0.75, depth, dtype=np.float32)[:, None, None]
    mixed = smooth * (1 - share) + np.asarray(water, np.float32) * share
    canvas.pixels[first : first + depth] = np.clip(mixed, 0, 255)
    canvas.pixels[first + depth : last] = np.clip(water, 0, 255)
    canvas.regions[first:last] = REGIONS.index("water")
