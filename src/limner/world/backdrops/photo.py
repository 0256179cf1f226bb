"""Near-photographic landscapes: fractal relief, haze with distance, textured ground, mirrored water."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from limner.world.backdrops import features, noise
from limner.world.backdrops.canvas import Array, Color, mix, scaled
from limner.world.backdrops.frame import Frame
from limner.world.backdrops.stage import Stage, strip
from limner.world.scene import REGIONS

_GRASS: tuple[tuple[Color, Color], ...] = (
    ((58, 84, 34), (128, 148, 64)),
    ((70, 88, 40), (150, 156, 78)),
    ((48, 82, 40), (108, 142, 62)),
)
_CONIFERS: Color = (44, 66, 46)
_LEAVES: Color = (70, 92, 44)
_ROCK: Color = (118, 114, 114)


def photograph(stage: Stage) -> None:
    """Paint the place of ``stage`` as a photograph would show it, over its sky."""
    frame = Frame(stage, stage.canvas.pixels.astype(np.float32))
    PLACES[stage.scene.place](frame)
    wanted = features.wanted(stage)
    if "path" in wanted:
        _path(frame)
    if "lake" in wanted:
        _pond(frame)
    np.clip(frame.pixels, 0, 255, out=frame.pixels)
    stage.canvas.pixels[:] = frame.pixels


def _path(frame: Frame) -> None:
    middle, ys, half = features.course(frame.stage)
    earth = frame.textured(features.earth(frame.stage.scene.place), frame.grain(40, 0.9), 0.10)
    frame.fill(strip(middle, ys, half * 1.15), earth * np.float32(0.8), "ground")
    frame.fill(strip(middle, ys, half), earth, "ground")


def _pond(frame: Frame) -> None:
    lake = features.pond(frame.stage)
    outline = lake.outline()
    frame.fill(lake.outline(0.002, 0.012, 0.006), frame.hazed((96, 86, 66), 0.0), "ground")
    line = float(outline[:, 1].min())
    frame.fill(outline, frame.water(line, frame.hazed((52, 88, 104), 0.0), 0.75), "water")


def _trees(frame: Frame, foot: float, height: float, count: float, distance: float, broad: bool) -> None:
    """A row of trees, pointed or round when ``broad``, lit from the left, dark at the foot."""
    stage, rng, right = frame.stage, frame.stage.rng, frame.stage.canvas.right
    number = max(2, round(count * right))
    xs = (np.arange(stage.canvas.width, dtype=np.float32) + 0.5) / stage.canvas.unit
    at = np.array([(k + rng.uniform(0, 1)) / number * (right + 0.2) - 0.1 for k in range(number)], np.float32)
    tall = np.array([height * rng.uniform(0.55, 1.1) for _ in range(number)], np.float32)
    away = (xs - at[:, None]) / (tall[:, None] * (0.45 if broad else 0.24))
    body = np.clip(1 - away**2, 0, 1) ** 0.5 if broad else np.clip(1 - np.abs(away), 0, 1) ** 0.9
    crowns = body * tall[:, None]
    front = crowns.argmax(axis=0)
    columns = np.arange(len(xs))
    edge = foot - crowns[front, columns] * (1 + 9 * frame.curve(0.02, 7.0)) - 0.15 * height
    side = np.clip(1.02 - 0.22 * np.clip(away[front, columns], -1, 1), 0.7, 1.3)
    up = np.clip((foot - frame.heights) / height, 0, 1)
    shade = (0.72 + 0.4 * up)[:, None] * side
    leaves = frame.textured(_LEAVES if broad else _CONIFERS, frame.grain(40, 0.95), 0.16, distance)
    leaves += (1 - distance) * (cv2.merge([shade, shade, shade]).astype(np.float32) - 1) * leaves
    frame.lay(edge.astype(np.float32), leaves, "vegetation")


def _hills(frame: Frame, base: float, rise: float, color: Color, distance: float, region: str) -> None:
    cover = frame.textured(color, frame.grain(10, 0.8), 0.16, distance)
    frame.lay(base + frame.curve(rise, 0.8), cover, region)


def _range(frame: Frame, base: float, rise: float, distance: float, snow: float) -> None:
    """A mountain range; ``snow`` is the share of its height that snow covers."""
    stage = frame.stage
    crest = base - rise * np.clip(0.62 + 0.75 * frame.curve(0.6, 1.0, sharp=True), 0.1, 1.15)
    light = noise.relief(stage.rng, stage.canvas.width, stage.canvas.height)
    rock = frame.textured(_ROCK, light, 0.20, distance)
    if snow > 0:
        line = base - rise * (1 - snow)
        depth = (line - frame.heights)[:, None, None] / (0.35 * rise)
        share = np.clip(depth + 0.35 * light + 0.2, 0, 1)
        white = frame.textured((236, 240, 248), light, 0.11, distance)
        rock += share * (white - rock)
    frame.lay(crest.astype(np.float32), rock, "mountain")


def _turf(frame: Frame, top: Array | float, line: float, blossoms: bool = False) -> None:
    """Grass with clumps and blades, at times in flower."""
    first, second = frame.stage.rng.choice(_GRASS)
    clumps = frame.soil(line)
    surface = frame.mottled(first, second, 0.6 * clumps + 0.9 * frame.grain(64, 0.95), 0.26)
    if blossoms:
        _sprinkle(frame, surface, line)
    frame.lay(top, surface, "ground")


def _sprinkle(frame: Frame, surface: Array, line: float) -> None:
    """Scatter many small flowers over ``surface``, in place."""
    stage, canvas, rng = frame.stage, frame.stage.canvas, frame.stage.rng
    colors = [
        stage.lit(rng.choice(((240, 236, 226), (222, 176, 60), (196, 74, 84), (150, 110, 190))))
        for _ in range(2)
    ]
    for _ in range(round(70 * canvas.right)):
        near = rng.random() ** 0.6
        x, y = rng.uniform(0, canvas.right), line + (canvas.bottom - line) * near
        at = (int(x * canvas.unit * 16), int(y * canvas.unit * 16))
        cv2.circle(surface, at, int((0.002 + 0.005 * near) * canvas.unit * 16), rng.choice(colors), -1, 8, 4)


def _mountains(frame: Frame) -> None:
    top = frame.stage.horizon
    _range(frame, top, min(0.34, 0.6 * top), 0.62, 0.3)
    _range(frame, top, min(0.46, 0.75 * top), 0.34, 0.55)
    _hills(frame, top - 0.02, 0.05, (62, 82, 50), 0.3, "vegetation")
    _trees(frame, top + 0.01, 0.07, 26, 0.18, broad=False)
    _turf(frame, top + 0.012 + frame.curve(0.012), top)


def _forest(frame: Frame) -> None:
    top, rng = frame.stage.horizon, frame.stage.rng
    broad = rng.random() < 0.4
    for distance, height, count, foot in (
        (0.75, 0.36, 15, -0.02),
        (0.45, 0.40, 10, 0.0),
        (0.12, 0.52, 6, 0.02),
    ):
        _trees(frame, top + foot, height, count, distance, broad)
    _trunks(frame, top + 0.05)
    _turf(frame, top + 0.03 + frame.curve(0.02), top)


def _trunks(frame: Frame, foot: float) -> None:
    """A few dark stems that rise out of the frame."""
    stage, rng = frame.stage, frame.stage.rng
    bark = frame.textured((74, 60, 48), frame.grain(40, 0.9), 0.16, 0.08)
    for _ in range(round(rng.randrange(2, 5) * stage.canvas.right)):
        x, half, lean = rng.uniform(0, stage.canvas.right), rng.uniform(0.012, 0.03), rng.uniform(-0.03, 0.03)
        stem = [
            (x - half, foot),
            (x + half, foot),
            (x + lean + 0.7 * half, -0.05),
            (x + lean - 0.7 * half, -0.05),
        ]
        frame.fill(np.array(stem, np.float32), bark, "vegetation")


def _desert(frame: Frame) -> None:
    top = frame.stage.horizon
    if frame.stage.rng.random() < 0.5:
        _range(frame, top, 0.1, 0.6, 0.0)
    for step, distance in ((0.0, 0.35), (0.07, 0.15), (0.2, 0.0)):
        edge = top + step + frame.curve(0.05 + 0.1 * step, 0.7)
        sand = frame.textured((206, 164, 112), frame.soil(top), 0.05, distance)
        slope = np.gradient(cv2.blur(edge[None], (max(1, frame.stage.canvas.unit // 12), 1))[0])
        shade = 1 - np.clip(slope * 1.4 * frame.stage.canvas.unit * 0.35, -0.12, 0.22)
        fade = np.exp(-np.clip(frame.heights[:, None] - edge, 0, 1) / 0.12)
        slopes = 1 + fade * (shade - 1)
        sand *= cv2.merge([slopes, slopes, slopes])
        frame.lay(edge, sand, "ground")


def _snow(frame: Frame) -> None:
    top = frame.stage.horizon
    _range(frame, top, 0.24, 0.6, 0.8)
    _trees(frame, top + 0.005, 0.13, 18, 0.5, broad=False)
    _trees(frame, top + 0.02, 0.2, 7, 0.2, broad=False)
    frost = np.array(frame.hazed((232, 238, 246), 0.1), np.float32)
    row = frame.stage.canvas.row(top - 0.25)
    white = np.clip(frame.grain(40, 0.9)[row:] * 0.6 - 0.15, 0, 0.8)
    white[frame.stage.canvas.regions[row:] != REGIONS.index("vegetation")] = 0
    frame.pixels[row:] += white * (frost - frame.pixels[row:])
    cover = frame.mottled((206, 218, 240), (246, 248, 252), frame.soil(top), 0.22)
    frame.lay(top + 0.015 + frame.curve(0.02, 0.6), cover, "ground")


def _meadow(frame: Frame) -> None:
    top, rng = frame.stage.horizon, frame.stage.rng
    _hills(frame, top - 0.06, 0.10, (92, 108, 74), 0.62, "vegetation")
    _hills(frame, top - 0.02, 0.06, (94, 116, 56), 0.35, "vegetation")
    _trees(frame, top + 0.012, rng.uniform(0.05, 0.1), 9, 0.25, broad=True)
    _turf(frame, top + 0.015 + frame.curve(0.012, 0.7), top, blossoms=True)


def _garden(frame: Frame) -> None:
    top = frame.stage.horizon
    _trees(frame, top - 0.04, 0.34, 5, 0.3, broad=True)
    _trees(frame, top + 0.01, 0.14, 12, 0.08, broad=True)
    _turf(frame, top + 0.01, top)
    stage, canvas, rng = frame.stage, frame.stage.canvas, frame.stage.rng
    colors = [
        stage.lit(rng.choice(((214, 64, 84), (236, 196, 70), (240, 232, 226), (170, 90, 180))))
        for _ in range(3)
    ]
    for _ in range(round(120 * canvas.right)):
        x, y = rng.uniform(0, canvas.right), top + rng.uniform(-0.02, 0.035)
        at = (int(x * canvas.unit * 16), int(y * canvas.unit * 16))
        cv2.circle(
            frame.pixels, at, int(rng.uniform(0.004, 0.008) * canvas.unit * 16), rng.choice(colors), -1, 8, 4
        )


def _sea_color(frame: Frame) -> Color:
    return mix(frame.hazed((40, 88, 112), 0.0), frame.stage.light.sky[2], 0.15)


def _sparkle(frame: Frame, line: float, foot: float) -> None:
    """The sun's or the moon's path over the water between two heights."""
    stage = frame.stage
    if stage.sun is None:
        return
    canvas = stage.canvas
    xs = (np.arange(canvas.width, dtype=np.float32) + 0.5) / canvas.unit - stage.sun[0]
    down = np.clip((frame.heights - line) / max(0.05, foot - line), 0, 1)[:, None]
    path = np.exp(-((xs / (0.03 + 0.10 * down)) ** 2)) * (down > 0)
    row = min(canvas.row(line), canvas.height - 1)
    glints = np.zeros_like(path)
    ripples = noise.soil(stage.stream("glitter"), canvas.width, canvas.height - row)[..., 0]
    glints[row:] = np.clip(ripples * 0.8 + 0.25, 0, 1.4)
    strength = 0.55 if stage.light.time == "day" else 0.9
    frame.cover(np.clip(path * glints * strength, 0, 1).astype(np.float32), stage.light.glow)


def _sea(frame: Frame) -> None:
    line, bottom = frame.stage.horizon, frame.stage.canvas.bottom
    frame.lay(line, frame.water(line, _sea_color(frame), 0.55), "water")
    row = frame.stage.canvas.row(line)
    swell = noise.soil(frame.stage.rng, frame.stage.canvas.width, frame.stage.canvas.height - row)
    frame.pixels[row:] *= 1 + 0.06 * swell
    _sparkle(frame, line, bottom)


def _beach(frame: Frame) -> None:
    shore, stage = frame.stage.horizon, frame.stage
    line = shore - stage.between(0.13, 0.19)
    frame.lay(line, frame.water(line, _sea_color(frame), 0.5), "water")
    _sparkle(frame, line, shore)
    edge = shore + frame.curve(0.02, 0.6)
    foam = frame.textured((238, 242, 244), frame.grain(30, 0.9), 0.06)
    shallow = frame.textured((112, 164, 164), frame.grain(20, 0.8), 0.05)
    frame.lay(edge - 0.05 + 0.4 * frame.curve(0.02), shallow, "water")
    frame.lay(edge - 0.024 + 0.3 * frame.curve(0.03, 2.0), foam, "water")
    sand = frame.textured((212, 190, 152), frame.soil(shore) + 0.4 * frame.grain(64, 0.9), 0.06)
    frame.lay(edge - 0.012, sand * np.float32(0.74), "ground")
    frame.lay(edge + 0.012 + 0.3 * frame.curve(0.02), sand, "ground")


def _lake(frame: Frame) -> None:
    shore, stage = frame.stage.horizon, frame.stage
    line = shore - stage.between(0.16, 0.24)
    _range(frame, line, min(0.34, 0.7 * line), 0.5, 0.4)
    _hills(frame, line - 0.03, 0.06, (58, 80, 54), 0.4, "vegetation")
    _trees(frame, line + 0.002, 0.07, 26, 0.25, broad=False)
    frame.lay(line, frame.water(line, frame.hazed((38, 66, 78), 0.0), 0.85), "water")
    _sparkle(frame, line, shore)
    _turf(frame, shore + 0.01 + frame.curve(0.03, 0.8), shore)


def _river(frame: Frame) -> None:
    top, rng = frame.stage.horizon, frame.stage.rng
    right, bottom = frame.stage.canvas.right, frame.stage.canvas.bottom
    _range(frame, top, 0.2, 0.55, 0.3)
    _trees(frame, top + 0.01, 0.08, 22, 0.25, broad=rng.random() < 0.5)
    _turf(frame, top + 0.01 + frame.curve(0.01), top)
    near = np.linspace(0, 1, 40, dtype=np.float32)
    ys = top + 0.02 + (bottom + 0.05 - top) * near**1.5
    end = rng.choice((0.15, 0.85)) * right
    xs = (
        0.5 * right
        + (end - 0.5 * right) * near
        + 0.14 * right * np.sin(rng.uniform(0, 6.28) + 7 * near**0.8) * near
    )
    half = 0.012 + 0.2 * near**1.6
    water = frame.water(top, frame.hazed((52, 84, 96), 0.0), 0.75)
    frame.fill(
        strip(xs, ys, half * 1.12),
        frame.textured((120, 106, 82), frame.grain(40, 0.9), 0.2),
        "ground",
    )
    frame.fill(strip(xs, ys, half), water, "water")


def _road(frame: Frame) -> None:
    top, rng = frame.stage.horizon, frame.stage.rng
    right, bottom = frame.stage.canvas.right, frame.stage.canvas.bottom
    _range(frame, top, 0.16, 0.6, 0.0)
    _hills(frame, top - 0.01, 0.05, (96, 112, 70), 0.4, "vegetation")
    _trees(frame, top + 0.012, 0.07, 8, 0.25, broad=True)
    _turf(frame, top + 0.005, top)
    share = np.linspace(0, 1, 30, dtype=np.float32) ** 1.6
    ys = top + 0.006 + (bottom + 0.02 - top) * share
    middle = rng.uniform(0.35, 0.65) * right * (1 - share) + rng.uniform(0.42, 0.58) * right * share
    half = 0.01 + 0.4 * share
    tar = frame.textured((96, 96, 100), frame.soil(top) + 0.5 * frame.grain(64, 0.9), 0.06)
    frame.fill(strip(middle, ys, half * 1.1), scaled(frame.hazed((150, 138, 112), 0.0), 0.9), "ground")
    frame.fill(strip(middle, ys, half), tar, "ground")
    paint = frame.hazed((214, 206, 186), 0.0)
    for side in (-0.92, 0.92):
        frame.fill(strip(middle + side * half, ys, 0.018 * half), paint, strength=0.8)
    for k in range(4, 28, 4):
        dash = slice(k, k + 3)
        frame.fill(strip(middle[dash], ys[dash], 0.03 * half[dash]), paint, strength=0.85)


PLACES: dict[str, Callable[[Frame], None]] = {
    "mountains": _mountains,
    "forest": _forest,
    "desert": _desert,
    "snow": _snow,
    "meadow": _meadow,
    "garden": _garden,
    "sea": _sea,
    "beach": _beach,
    "lake": _lake,
    "river": _river,
    "road": _road,
}
"""The places that can be a photograph; the others are drawn."""
