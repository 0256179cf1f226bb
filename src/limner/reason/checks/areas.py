"""What every step that looks around a pixel makes of a scene, and those that follow the canvas."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from limner.reason.checks.scene import Floats, Scene, luma

_KERNELS: dict[str, tuple[tuple[int, ...], float, float]] = {
    "blur": ((1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1), 16, 0),
    "contour": ((-1, -1, -1, -1, 8, -1, -1, -1, -1), 1, 255),
    "detail": ((0, -1, 0, -1, 10, -1, 0, -1, 0), 6, 0),
    "edge-enhance": ((-1, -1, -1, -1, 10, -1, -1, -1, -1), 2, 0),
    "edge-enhance-more": ((-1, -1, -1, -1, 9, -1, -1, -1, -1), 1, 0),
    "emboss": ((-1, 0, 0, 0, 1, 0, 0, 0, 0), 1, 128),
    "find-edges": ((-1, -1, -1, -1, 8, -1, -1, -1, -1), 1, 0),
    "sharpen": ((-2, -2, -2, -2, 32, -2, -2, -2, -2), 16, 0),
    "smooth": ((1, 1, 1, 1, 5, 1, 1, 1, 1), 13, 0),
    "smooth-more": ((1,) * 6 + (5, 5, 5, 1, 1, 5, 44, 5, 1, 1, 5, 5, 5) + (1,) * 6, 100, 0),
}
"""Weights by rows, divisor and offset, as Pillow's documentation of ``ImageFilter`` has them."""


def gaussian(scene: Scene, sigma: float) -> Floats:
    """(h, w, 4): what is shown, blurred by ``sigma`` pixels; edges repeated."""
    across, down = scene.pitch
    return _smooth(_smooth(scene.shown, sigma / down, 0), sigma / across, 1)


def _smooth(grid: Floats, sigma: float, axis: int) -> Floats:
    import numpy as np

    if sigma < 0.1:
        return grid
    reach = max(1, min(math.ceil(3 * sigma), 4 * grid.shape[axis]))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    return _weighted(grid, weights / weights.sum(), axis)


def _weighted(grid: Floats, weights: Floats, axis: int) -> Floats:
    import numpy as np

    reach = len(weights) // 2
    margins = [(reach, reach) if one == axis else (0, 0) for one in range(grid.ndim)]
    wide = np.pad(grid, margins, mode="edge")
    length = grid.shape[axis]
    total = np.zeros_like(grid)
    for shift, weight in enumerate(weights):
        part = wide[shift : shift + length] if axis == 0 else wide[:, shift : shift + length]
        total += np.float32(weight) * part
    return total


def moved(grid: Floats, scene: Scene, x: float, y: float) -> Floats:
    """``grid`` as seen ``x``, ``y`` pixels further: bilinear, edges repeated."""
    import numpy as np

    from limner.reason.checks.scene import bilinear

    rows, columns = grid.shape[:2]
    across, down = scene.pitch
    column, row = np.meshgrid(np.arange(columns) + x / across, np.arange(rows) + y / down)
    return bilinear(grid, column.astype(np.float32), row.astype(np.float32))


def from_shown(scene: Scene, shown: Floats) -> Scene:
    """The scene with the colours and the alpha that ``shown`` (h, w, 4) has."""
    alpha = (shown[:, :, 3] / 255).clip(0, 1)
    return replace(scene.with_color(shown[:, :, :3] / alpha[:, :, None].clip(1e-6)), alpha=alpha)


def blur(scene: Scene, step: Any) -> Scene:
    """Gaussian, box, disc or streak."""
    if step.kind == "gaussian":
        return from_shown(scene, gaussian(scene, step.radius))
    offsets = _offsets(step)
    total: Any = sum(moved(scene.shown, scene, x, y) for x, y in offsets)
    return from_shown(scene, total / len(offsets))


def _offsets(step: Any) -> list[tuple[float, float]]:
    """Places that a blur averages, evenly spread over its shape."""
    r = step.radius
    if step.kind == "motion":
        angle = math.radians(step.degrees)
        return [(r * t * math.cos(angle), r * t * math.sin(angle)) for t in _spread(15)]
    if step.kind == "box":
        half = max(1, int(r + 0.5)) + 0.5
        return [(half * x, half * y) for x in _spread(7) for y in _spread(7)]
    return [(r * x, r * y) for x in _spread(9) for y in _spread(9) if math.hypot(x, y) <= 1]


def _spread(count: int) -> list[float]:
    return [(2 * index + 1) / count - 1 for index in range(count)]


def sharpen(scene: Scene, step: Any) -> Scene:
    """Away from its own blur."""
    import numpy as np

    soft = from_shown(scene, gaussian(scene, step.radius)).color
    detail = scene.color - soft
    strong = np.abs(detail) > step.threshold if step.threshold else np.ones_like(detail)
    return scene.with_color(scene.color + detail * strong * (step.percent / 100))


def kernel(scene: Scene, step: Any) -> Scene:
    """Weighted neighbours, one pixel apart, the first row of weights below the pixel, as Pillow has it; a
    see-through one counts as the pixel itself."""
    weights, divisor, offset = _KERNELS[step.name]
    side = math.isqrt(len(weights))
    alpha = scene.alpha[:, :, None]

    def neighbour(x: int, y: int) -> Floats:
        there, seen = moved(scene.color, scene, x, y), moved(alpha, scene, x, y)
        mixed: Floats = scene.color + (there - scene.color) * seen
        return mixed

    total: Any = sum(
        (weight / divisor) * neighbour(index % side - side // 2, side // 2 - index // side)
        for index, weight in enumerate(weights)
        if weight
    )
    return scene.with_color(total + offset)


def median(scene: Scene, step: Any) -> Scene:
    """The middle one of a square; of up to 49 of its pixels."""
    import numpy as np

    reach = (step.size - 1) / 2
    places = np.linspace(-reach, reach, min(step.size, 7))
    stack = [moved(scene.shown, scene, float(x), float(y)) for x in places for y in places]
    return from_shown(scene, np.median(np.stack(stack), axis=0).astype(np.float32))


def denoise(scene: Scene, step: Any) -> Scene:
    """Nearer to a blur where the difference is no more than noise."""
    import numpy as np

    soft = from_shown(scene, gaussian(scene, 1.5)).color
    apart = luma(np.abs(scene.color - soft))[:, :, None]
    return scene.with_color(scene.color + (soft - scene.color) * np.exp(-((apart / step.strength) ** 2)))


def glow(scene: Scene, step: Any) -> Scene:
    """Screened by its own blur."""
    soft = gaussian(scene, step.radius)[:, :, :3]
    return scene.with_color(scene.color + step.amount * soft * (1 - scene.color / 255))


def edges(scene: Scene, step: Any) -> Scene:
    """The size of Sobel's gradient; thin lines are told by a soft threshold of it."""
    import numpy as np

    right, down = _gradient(scene)
    size = np.hypot(right, down) / 4
    if step.method == "canny":
        size = 255 * np.clip((size - 13) / 50, 0, 1)
    return scene.with_color(size[:, :, None].repeat(3, axis=2))


def emboss(scene: Scene, step: Any) -> Scene:
    """The slope along the light, around 128."""
    right, down = _gradient(scene)
    angle = math.radians(step.degrees)
    slope = (right * math.sin(angle) - down * math.cos(angle)) / 4
    return scene.with_color((128 + slope)[:, :, None].repeat(3, axis=2))


def _gradient(scene: Scene) -> tuple[Floats, Floats]:
    bright = luma(scene.shown[:, :, :3])[:, :, None]
    near = {(x, y): moved(bright, scene, x, y)[:, :, 0] for x in (-1, 0, 1) for y in (-1, 0, 1)}
    right = sum((2 - abs(y)) * (near[1, y] - near[-1, y]) for y in (-1, 0, 1))
    down = sum((2 - abs(x)) * (near[x, 1] - near[x, -1]) for x in (-1, 0, 1))
    return right, down  # type: ignore[return-value]


def local_contrast(scene: Scene, strength: float, sigma: float) -> Scene:
    """Further from its surroundings: the direction in which CLAHE goes."""
    soft = from_shown(scene, gaussian(scene, sigma)).color
    return scene.with_color(scene.color + (scene.color - soft) * strength)
