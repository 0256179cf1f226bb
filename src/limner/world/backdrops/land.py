"""Open land: mountains, forest, desert, snow, meadow and garden."""

from __future__ import annotations

import numpy as np

from limner.world.backdrops import plants
from limner.world.backdrops.canvas import Array, Color, mix, scaled
from limner.world.backdrops.stage import Stage, below, crags, ridge


def mountains(stage: Stage) -> None:
    """Two snow-capped ranges behind green hills."""
    top = stage.horizon
    high = min(0.62, top * 0.8)
    for distance, reach, base, peaks in ((0.75, 0.95, 0.06, 4.0), (0.38, 0.78, 0.0, 2.6)):
        outline = crags(stage, top - base, high * reach, peaks, 0.03)
        rock = stage.lit((104, 112, 136), distance)
        below(stage, outline, rock, "mountain")
        snow = stage.lit((246, 249, 255), distance * 0.7, 2)
        _facets(stage, outline, top, rock, snow, near=distance < 0.5)
    hills = (112, 166, 88)
    below(stage, ridge(stage, top - 0.01, 0.07, 1.0), stage.lit((74, 124, 82), 0.3), "vegetation")
    for _ in range(round(stage.rng.randrange(5, 10) * stage.canvas.right)):
        x = stage.between(0, stage.canvas.right)
        plants.pine(
            stage,
            x,
            top + stage.between(-0.005, 0.012),
            stage.between(0.05, 0.1),
            stage.lit((58, 106, 78), 0.25),
        )
    below(stage, ridge(stage, top + 0.012, 0.03, 1.2), stage.lit(hills), "ground")
    below(stage, ridge(stage, top + 0.14, 0.05, 0.8), stage.lit(scaled(hills, 1.08)), "ground")


def _facets(stage: Stage, outline: Array, base: float, rock: Color, snow: Color, near: bool) -> None:
    """Snow caps of each summit of ``outline``, when ``near`` with shaded right slopes."""
    ys = outline[:, 1]
    summits = [k for k in range(3, len(ys) - 3) if ys[k] == ys[k - 3 : k + 4].min()]
    for k in summits:
        drop = base - float(ys[k])
        line = float(ys[k]) + drop * stage.between(0.26, 0.36)
        if near:
            _slope(stage, outline, k, drop, rock)
        _cap(stage, outline, k, line, snow, near)


def _slope(stage: Stage, outline: Array, k: int, drop: float, rock: Color) -> None:
    """The side of summit ``k`` that lies in shade, down to its foot ``drop`` below."""
    ys = outline[:, 1].tolist()
    last = min(k + 3, len(ys) - 1)
    while last < len(ys) - 1 and ys[last + 1] > ys[last] - 0.004:
        last += 1
    x, base = float(outline[k, 0]), ys[k] + drop
    fold = (
        (float(outline[last, 0]), base),
        (x + 0.16 * drop, base),
        (x + 0.02 * drop, base - drop * 0.42),
        (x + 0.09 * drop, base - drop * 0.7),
    )
    stage.canvas.polygon(np.concatenate((outline[k : last + 1], fold)), scaled(rock, 0.84))


def _cap(stage: Stage, outline: Array, k: int, line: float, snow: Color, near: bool) -> None:
    """Snow from the summit ``k`` down to the ragged ``line``, its right half in shade when ``near``."""
    first = last = k
    while first > 0 and outline[first - 1, 1] < line:
        first -= 1
    while last < len(outline) - 1 and outline[last + 1, 1] < line:
        last += 1
    if last - first < 2:
        return
    upper = outline[first : last + 1]
    count = max(5, (last - first) | 1)
    xs = np.linspace(upper[-1, 0], upper[0, 0], count)
    deep = [line + (0.028 if j % 2 else -0.02) * stage.between(0.5, 1.3) for j in range(count)]
    deep[0], deep[-1] = float(upper[-1, 1]), float(upper[0, 1])
    lower = np.stack((xs, np.maximum(deep, np.interp(xs, upper[:, 0], upper[:, 1]))), 1)
    stage.canvas.polygon(np.concatenate((upper, lower)).astype(np.float32), snow)
    if not near:
        return
    split = float(outline[k, 0])
    dark = [
        (x, y) for x, y in np.concatenate((outline[k : last + 1], lower[: max(2, count // 2)])) if x >= split
    ]
    if len(dark) > 2:
        stage.canvas.polygon(dark, mix(snow, stage.light.haze, 0.35))


def forest(stage: Stage) -> None:
    """Rows of trees, the farthest lost in the haze."""
    top, rng = stage.horizon, stage.rng
    leafy = rng.random() < 0.4
    green = rng.choice(((62, 122, 76), (76, 132, 66), (52, 110, 84)))
    row = plants.leafy_row if leafy else plants.pine_row
    row(stage, top, 0.34, 9, stage.lit(scaled(green, 0.9), 0.85))
    row(stage, top, 0.24, 12, stage.lit(scaled(green, 0.9), 0.6))
    below(stage, ridge(stage, top, 0.03), stage.lit((84, 134, 74), 0.35), "ground")
    for distance, height, count, foot in ((0.32, 0.36, 6, -0.005), (0.06, 0.48, 4, 0.03)):
        _grove(stage, top + foot, height, count, stage.lit(scaled(green, 0.9), distance), leafy)
    below(stage, ridge(stage, top + 0.03, 0.03), stage.lit((88, 146, 74)), "ground")
    plants.tufts(stage, 12, top + 0.06, stage.lit((70, 124, 62)))


def _grove(stage: Stage, foot: float, height: float, density: float, color: Color, leafy: bool) -> None:
    """One row of single trees across the picture."""
    rng, right = stage.rng, stage.canvas.right
    shift, count = rng.random(), round(density * right)
    for k in range(count):
        x = (k + shift + rng.uniform(-0.35, 0.35)) / count * (right + 0.2) - 0.1
        shade, tall = scaled(color, rng.uniform(0.9, 1.1)), height * rng.uniform(0.8, 1.2)
        if leafy:
            plants.round_tree(stage, x, foot, tall, shade)
        else:
            plants.pine(stage, x, foot, tall, shade)


def desert(stage: Stage) -> None:
    """Dunes with shaded slopes, at times flat-topped rocks far away."""
    top, rng = stage.horizon, stage.rng
    if rng.random() < 0.6:
        for _ in range(rng.randrange(1, 4)):
            _mesa(stage, stage.between(0.05, 0.95) * stage.canvas.right, top, stage.between(0.1, 0.2))
    sand = rng.choice(((236, 196, 132), (230, 182, 120), (240, 206, 150)))
    for step, distance in ((0.0, 0.4), (0.06, 0.2), (0.16, 0.06), (0.32, 0.0)):
        outline = ridge(stage, top + step * (1.0 + 0.2 * step), 0.03 + 0.12 * step, 1.3 - step * 2)
        color = scaled(stage.lit(sand, distance), 0.93 + 0.25 * step)
        below(stage, outline, color, "ground")
        _lee(stage, outline, color)


def _lee(stage: Stage, outline: Array, color: Color) -> None:
    """The shaded side of a dune: from its crest down to the right, along a curve."""
    crest = int(outline[:, 1].argmin())
    end = min(crest + stage.rng.randrange(7, 12), len(outline) - 1)
    if end - crest < 3:
        return
    edge = outline[crest : end + 1]
    share = np.linspace(0.99, 0.01, len(edge), dtype=np.float32)
    back = edge[::-1].copy()
    back[:, 1] += 0.07 * np.sin(share * 3.1416)
    stage.canvas.polygon(np.concatenate((edge, back)), scaled(color, 0.9))


def _mesa(stage: Stage, x: float, foot: float, high: float) -> None:
    wide = high * stage.between(0.6, 1.3)
    rock = stage.lit((196, 120, 84), 0.35)
    body = [
        (x - wide * 1.3, foot + 0.02),
        (x - wide, foot - high),
        (x + wide, foot - high * 0.96),
        (x + wide * 1.35, foot + 0.02),
    ]
    stage.canvas.polygon(body, rock, "mountain")
    side = [(x + wide * 0.3, foot + 0.02), (x + wide * 0.4, foot - high * 0.97), body[2], body[3]]
    stage.canvas.polygon(side, scaled(rock, 0.84))
    for level in (0.3, 0.55):
        y = foot - high * level
        stage.canvas.line((x - wide * 1.1, y), (x + wide * 1.1, y), 0.006, scaled(rock, 0.9))


def snow(stage: Stage) -> None:
    """White hills and snow-laden pines."""
    top, rng, right = stage.horizon, stage.rng, stage.canvas.right
    white = (238, 244, 252)
    below(stage, ridge(stage, top - 0.06, 0.14, 0.8), stage.lit((206, 222, 242), 0.35), "ground")
    below(stage, ridge(stage, top - 0.02, 0.08, 1.1), stage.lit((222, 234, 248), 0.2), "ground")
    cap = stage.lit((250, 252, 255), 0.0, 2)
    for k in range(round(rng.randrange(4, 8) * right)):
        far = k % 2
        x, foot = rng.uniform(0, right), top + (rng.uniform(-0.02, 0.0) if far else rng.uniform(0.02, 0.035))
        height = rng.uniform(0.12, 0.2) if far else rng.uniform(0.22, 0.36)
        plants.pine(stage, x, foot, height, stage.lit((66, 112, 104), 0.3 if far else 0.05), cap)
    below(stage, ridge(stage, top + 0.03, 0.05, 0.9), stage.lit(white), "ground")
    below(stage, ridge(stage, top + 0.2, 0.06, 0.7), stage.lit((246, 250, 255), 0.0, 3), "ground")


def meadow(stage: Stage) -> None:
    """Rolling green hills with a few trees, grass and flowers."""
    top, rng, right = stage.horizon, stage.rng, stage.canvas.right
    green = rng.choice(((118, 186, 88), (132, 192, 92), (108, 178, 96)))
    below(stage, ridge(stage, top - 0.05, 0.13, 0.8), stage.lit(scaled(green, 0.94), 0.55), "vegetation")
    below(stage, ridge(stage, top - 0.015, 0.08, 1.0), stage.lit(scaled(green, 0.9), 0.28), "vegetation")
    for _ in range(round(rng.randrange(1, 5) * right)):
        x = rng.uniform(0, right)
        plants.round_tree(stage, x, top + 0.005, rng.uniform(0.08, 0.15), stage.lit((74, 136, 70), 0.2))
    below(stage, ridge(stage, top + 0.012, 0.035, 1.1), stage.lit(green), "ground")
    below(stage, ridge(stage, top + 0.15, 0.05, 0.8), stage.lit(scaled(green, 1.07)), "ground")
    plants.tufts(stage, 14, top + 0.08, stage.lit(scaled(green, 0.85)))
    plants.flowers(stage, rng.randrange(14, 34), top + 0.07, stage.canvas.bottom)


def garden(stage: Stage) -> None:
    """A mown lawn before a hedge and a picket fence, flower beds along it."""
    top, rng, right = stage.horizon, stage.rng, stage.canvas.right
    for _ in range(round(rng.randrange(2, 4) * right)):
        x = rng.uniform(0, right)
        plants.round_tree(stage, x, top - 0.04, rng.uniform(0.3, 0.42), stage.lit((96, 160, 82), 0.2))
    hedge = stage.lit((70, 132, 66), 0.08)
    count = round(9 * right)
    for k in range(count + 1):
        plants.bush(
            stage,
            k / count * right,
            top - 0.02,
            0.085 * rng.uniform(0.85, 1.15),
            scaled(hedge, rng.uniform(0.92, 1.08)),
        )
    stage.canvas.rectangle(0, top - 0.06, right, top + 0.02, scaled(hedge, 0.86), "vegetation")
    if rng.random() < 0.6:
        _fence(stage, top)
    stage.canvas.rectangle(
        0, top, right + 0.1, stage.canvas.bottom + 0.1, stage.lit((126, 194, 90)), "ground"
    )
    stage.canvas.rectangle(0, top, right + 0.1, top + 0.035, stage.lit((134, 98, 70)), "ground")
    plants.bed(stage, top + 0.03, 18)
    plants.flowers(stage, 36, top - 0.012, top + 0.032)
    for k in range(1, 6, 2):
        low = top + 0.035 + (stage.canvas.bottom - top) * (k / 6) ** 1.5
        high = top + 0.035 + (stage.canvas.bottom - top) * ((k + 1) / 6) ** 1.5
        stage.canvas.rectangle(0, low, right + 0.1, high, stage.lit((136, 202, 98), 0.0, 2))
    plants.flowers(stage, 5, top + 0.1, stage.canvas.bottom)


def _fence(stage: Stage, foot: float) -> None:
    white = stage.lit((246, 244, 238), 0.05, 2)
    high = stage.between(0.09, 0.12)
    canvas = stage.canvas
    for level in (0.35, 0.72):
        canvas.rectangle(
            0, foot - high * level, canvas.right + 0.1, foot - high * level + 0.012, scaled(white, 0.92)
        )
    for k in range(round(13 * canvas.right) + 1):
        x, wide = k / 13, 0.017
        top = foot - high
        pale = [(x - wide, foot), (x - wide, top), (x, top - 0.02), (x + wide, top), (x + wide, foot)]
        canvas.polygon(pale, white, "other")
