"""Trees, bushes, flowers and stones of the backdrops; all as regions of vegetation or ground."""

from __future__ import annotations

import numpy as np

from limner.world.backdrops.canvas import Array, Color, mix, scaled
from limner.world.backdrops.stage import Stage

_BARK = (98, 68, 48)
_PETALS: tuple[Color, ...] = (
    (255, 255, 255),
    (252, 216, 84),
    (240, 128, 160),
    (226, 84, 84),
    (164, 124, 220),
    (250, 160, 70),
)


def _conifer() -> tuple[Array, Array, Array]:
    """Outline, lit side and snow of a conifer of height 1 that stands on (0, 0)."""
    right, lit, snow = [], [], [(0.0, -1.0)]
    for tier in range(4):
        low, wide = -0.08 - 0.21 * tier, 0.27 - 0.055 * tier
        right += [(wide, low), (0.46 * wide, low - 0.17)]
        lit += [(-wide, low), (-0.12 * wide, low - 0.035), (-0.4 * wide, low - 0.17)]
        snow += [(0.62 * wide, low - 0.09), (0.16 * wide, low - 0.10)]
    right[-1] = lit[-1] = (0.0, -1.0)
    outline = right + [(-x, y) for x, y in right[-2::-1]]
    snow = snow[:1] + [(x, y) for x, y in sorted(snow[1:], key=lambda point: point[1])]
    cover = [(-0.92 * x, y - 0.01) for x, y in snow[::-1]] + snow[1:]
    return tuple(np.array(points, np.float32) for points in (outline, lit, cover))  # type: ignore[return-value]


_OUTLINE, _LIT, _SNOW = _conifer()


def pine(stage: Stage, x: float, foot: float, height: float, color: Color, snow: Color | None = None) -> None:
    """A conifer of four tiers, its left side lit; ``snow`` lies on the tiers."""
    canvas, at = stage.canvas, (x, foot)
    trunk = mix(scaled(_BARK, stage.light.tint), color, 0.35)
    canvas.rectangle(x - height * 0.03, foot - height * 0.1, x + height * 0.03, foot, trunk, "vegetation")
    canvas.polygon(_OUTLINE * height + at, scaled(color, 0.9), "vegetation")
    canvas.polygon(_LIT * height + at, scaled(color, 1.12))
    if snow is not None:
        canvas.polygon(_SNOW * height + at, snow)


def pine_row(stage: Stage, foot: float, height: float, count: float, color: Color) -> None:
    """A far row of conifers as one silhouette, about ``count`` to a unit."""
    rng, right = stage.rng, stage.canvas.right
    number = round(count * right)
    rise = np.array([rng.uniform(0.6, 1.15) for _ in range(number)], np.float32)
    lean = np.array([rng.uniform(-0.3, 0.3) for _ in range(number)], np.float32)
    centre = (np.arange(number) + 0.5 + lean) / number * (right + 0.1) - 0.05
    points = np.empty((number, 7, 2), np.float32)
    for k, (dx, dy) in enumerate(
        ((-0.9, 0.1), (-0.4, 0.42), (-0.52, 0.44), (0, 1.0), (0.52, 0.44), (0.4, 0.42), (0.9, 0.1))
    ):
        points[:, k, 0] = centre + dx * height * 0.26
        points[:, k, 1] = foot - dy * height * rise
    ends = ((right + 0.1, foot + 0.05), (-0.1, foot + 0.05))
    stage.canvas.polygon(np.concatenate((points.reshape(-1, 2), ends)), color, "vegetation")


def round_tree(stage: Stage, x: float, foot: float, height: float, color: Color) -> None:
    """A broad-leaved tree: a trunk under a lobed crown lit from the upper left."""
    canvas, size = stage.canvas, height * 0.27
    trunk = mix(scaled(_BARK, stage.light.tint), color, 0.25)
    canvas.polygon(
        [
            (x - height * 0.045, foot),
            (x - height * 0.03, foot - height * 0.5),
            (x + height * 0.03, foot - height * 0.5),
            (x + height * 0.045, foot),
        ],
        trunk,
        "vegetation",
    )
    middle = foot - height * 0.62
    lobes = ((-0.75, 0.25, 0.72), (0.75, 0.25, 0.72), (0.0, -0.45, 0.95), (0.0, 0.25, 0.85))
    for dx, dy, q in lobes:
        canvas.disc(x + dx * size, middle + dy * size, q * size, scaled(color, 0.84), "vegetation")
    for dx, dy, q in lobes:
        canvas.disc(x + (dx - 0.14) * size, middle + (dy - 0.16) * size, q * size * 0.76, color)
    canvas.disc(x - 0.25 * size, middle - 0.62 * size, size * 0.45, scaled(color, 1.12))


def bush(stage: Stage, x: float, foot: float, size: float, color: Color) -> None:
    """A low shrub of three lobes."""
    canvas, dark, lit = stage.canvas, scaled(color, 0.86), scaled(color, 1.06)
    for dx, q in ((-0.8, 0.6), (0.8, 0.62), (0.0, 0.85)):
        canvas.disc(x + dx * size, foot - q * size * 0.55, q * size, dark, "vegetation")
    for dx, q in ((-0.85, 0.4), (0.7, 0.42), (-0.1, 0.6)):
        canvas.disc(x + dx * size, foot - q * size * 0.95, q * size, lit)


def bed(stage: Stage, foot: float, count: float) -> None:
    """A row of leaves that flowers grow from, ``count`` to a unit."""
    number = round(count * stage.canvas.right)
    leaf = stage.lit((86, 150, 74))
    shades = [scaled(leaf, share) for share in (0.85, 1.0, 1.12)]
    for k in range(number):
        x = (k + stage.rng.random()) / count
        stage.canvas.disc(x, foot - 0.008, 0.014, shades[k % 3], "vegetation")


def leafy_row(stage: Stage, foot: float, height: float, count: float, color: Color) -> None:
    """A far row of round crowns as one silhouette, about ``count`` to a unit."""
    canvas, rng = stage.canvas, stage.rng
    number = round(count * canvas.right)
    canvas.rectangle(0, foot - height * 0.45, canvas.right + 0.1, foot + 0.03, color, "vegetation")
    for k in range(number + 1):
        size = height * rng.uniform(0.34, 0.52)
        x = (k + rng.uniform(-0.3, 0.3)) / number * canvas.right
        canvas.disc(x, foot - height * 0.5, size, color, "vegetation")


def tufts(stage: Stage, count: int, top: float, color: Color) -> None:
    """Blades of grass in threes below ``top``, larger towards the viewer."""
    canvas, rng = stage.canvas, stage.rng
    span = canvas.bottom - top
    for _ in range(round(count * canvas.right)):
        near = rng.random() ** 0.7
        x, y = rng.uniform(0, canvas.right), top + span * near
        high = 0.012 + 0.022 * near
        blade = scaled(color, rng.uniform(0.82, 1.16))
        for lean in (-0.5, 0.05, 0.55):
            canvas.line((x, y), (x + lean * high, y - high), 0.0035, blade)


def flowers(stage: Stage, count: int, top: float, bottom: float) -> None:
    """Small round blossoms of two kinds between two heights, larger towards the viewer."""
    disc, rng, right = stage.canvas.disc, stage.rng, stage.canvas.right
    kinds = [stage.lit(rng.choice(_PETALS), by=4) for _ in range(2)]
    middle = stage.lit((250, 214, 90), by=0)
    for _ in range(round(count * right)):
        near = rng.random()
        x, y = right * rng.random(), top + (bottom - top) * near
        size = 0.0045 + 0.0065 * near
        disc(x, y, size, kinds[rng.random() < 0.5])
        disc(x, y, size * 0.4, middle)


def stone(stage: Stage, x: float, foot: float, size: float, color: Color) -> None:
    """A rounded rock with a lit top."""
    canvas = stage.canvas
    outline = [(-1.0, 0.0), (-0.85, -0.5), (-0.3, -0.85), (0.4, -0.75), (0.9, -0.35), (1.0, 0.0)]
    canvas.polygon([(x + dx * size, foot + dy * size * 0.8) for dx, dy in outline], scaled(color, 0.8))
    top = [(-0.8, -0.45), (-0.3, -0.85), (0.4, -0.75), (0.1, -0.4), (-0.4, -0.3)]
    canvas.polygon([(x + dx * size, foot + dy * size * 0.8) for dx, dy in top], scaled(color, 1.1))
