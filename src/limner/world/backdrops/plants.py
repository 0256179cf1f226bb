"""Trees, bushes, flowers and stones of the backdrops; all as regions of vegetation or ground."""

from __future__ import annotations

from limner.world.backdrops.canvas import Color, mix, scaled
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


def pine(stage: Stage, x: float, foot: float, height: float, color: Color, snow: Color | None = None) -> None:
    """A conifer of four tiers, its left side lit; ``snow`` lies on the tiers."""
    canvas, half = stage.canvas, height * 0.27
    trunk = mix(scaled(_BARK, stage.light.tint), color, 0.35)
    canvas.rectangle(x - height * 0.03, foot - height * 0.2, x + height * 0.03, foot, trunk, "vegetation")
    for tier in range(4):
        wide = half * (1 - 0.21 * tier)
        low = foot - height * (0.10 + 0.19 * tier)
        top = low - height * 0.33
        canvas.polygon(
            [(x - wide, low), (x + wide, low), (x, top)], scaled(color, 0.86 + 0.04 * tier), "vegetation"
        )
        lit = scaled(color, 1.08 + 0.05 * tier)
        canvas.polygon([(x - wide, low), (x - wide * 0.1, low - height * 0.03), (x, top)], lit)
        if snow is not None:
            deep = top + (low - top) * 0.5
            edge = wide * 0.5
            cap = [
                (x, top),
                (x + edge, deep),
                (x + edge * 0.3, deep - height * 0.03),
                (x - edge * 0.3, deep),
                (x - edge, deep),
            ]
            canvas.polygon(cap, snow)


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
    canvas = stage.canvas
    for dx, q in ((-0.8, 0.6), (0.8, 0.62), (0.0, 0.85)):
        canvas.disc(x + dx * size, foot - q * size * 0.55, q * size, scaled(color, 0.86), "vegetation")
    for dx, q in ((-0.85, 0.4), (0.7, 0.42), (-0.1, 0.6)):
        canvas.disc(x + dx * size, foot - q * size * 0.95, q * size, scaled(color, 1.06))


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
    """Small round blossoms between two heights, larger towards the viewer."""
    canvas, rng = stage.canvas, stage.rng
    kinds = [rng.choice(_PETALS) for _ in range(2)]
    for _ in range(round(count * canvas.right)):
        near = rng.random()
        x, y = rng.uniform(0, canvas.right), top + (bottom - top) * near
        size = 0.0045 + 0.0065 * near
        canvas.disc(x, y, size, stage.lit(rng.choice(kinds), by=4))
        canvas.disc(x, y, size * 0.4, stage.lit((250, 214, 90), by=0))


def stone(stage: Stage, x: float, foot: float, size: float, color: Color) -> None:
    """A rounded rock with a lit top."""
    canvas = stage.canvas
    outline = [(-1.0, 0.0), (-0.85, -0.5), (-0.3, -0.85), (0.4, -0.75), (0.9, -0.35), (1.0, 0.0)]
    canvas.polygon([(x + dx * size, foot + dy * size * 0.8) for dx, dy in outline], scaled(color, 0.8))
    top = [(-0.8, -0.45), (-0.3, -0.85), (0.4, -0.75), (0.1, -0.4), (-0.4, -0.3)]
    canvas.polygon([(x + dx * size, foot + dy * size * 0.8) for dx, dy in top], scaled(color, 1.1))
