"""What the steps that draw, or that follow the canvas, make of a scene: written from their descriptions."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from limner.core.color import Color
from limner.core.image import Image
from limner.reason.checks.areas import from_shown
from limner.reason.checks.scene import Floats, Scene, Window

Pictures = Callable[[str], Image]


def vignette(scene: Scene, step: Any, box: Window) -> Scene:
    """Darker (or lighter) by the square of the distance from the middle of ``box``."""
    x, y = scene.places
    across, down = x - (box.left + box.right) / 2, y - (box.top + box.bottom) / 2
    square = (across**2 + down**2) / ((box.width / 2) ** 2 + (box.height / 2) ** 2)
    share = (square * abs(step.percent) / 100)[:, :, None]
    if step.percent >= 0:
        return scene.with_color(scene.color * (1 - share))
    return scene.with_color(scene.color + (255 - scene.color) * share)


def pixelate(scene: Scene, step: Any, box: Window) -> Scene:
    """Means of blocks that begin at the top left of ``box``; blocks that are cut off are not known."""
    import numpy as np

    x, y = scene.places
    column = np.floor((x[0] - box.left) / step.size).astype(int)
    row = np.floor((y[:, 0] - box.top) / step.size).astype(int)
    shown = _block_means(_block_means(scene.shown, row, 0), column, 1)
    whole = _is_whole(column, box.left, step.size, scene.window.left, scene.window.right, box.right)
    high = _is_whole(row, box.top, step.size, scene.window.top, scene.window.bottom, box.bottom)
    done = from_shown(scene, shown)
    return replace(done, known=scene.known * (high[:, None] & whole[None, :]))


def _block_means(grid: Floats, block: Floats, axis: int) -> Floats:
    import numpy as np

    first = block - block.min()
    counts = np.bincount(first).clip(1)
    sums = np.zeros((len(counts), *np.delete(grid.shape, axis)), np.float64)
    np.add.at(sums, first, np.moveaxis(grid, axis, 0))
    means = sums / counts.reshape(-1, *([1] * (grid.ndim - 1)))
    found: Floats = np.moveaxis(means[first], 0, axis).astype(np.float32)
    return found


def _is_whole(block: Floats, start: float, size: int, low: float, high: float, end: float) -> Floats:
    """Whether the scene holds all of a block (as far as the region goes)."""
    import numpy as np

    first, last = start + block * size, np.minimum(start + (block + 1) * size, end)
    found: Floats = (np.maximum(first, start) >= low - 0.51) & (last <= high + 0.51)
    return found


def round_corners(scene: Scene, step: Any, box: Window) -> Scene:
    """Transparent outside quarter ellipses."""
    import numpy as np

    percent = step.unit == "percent"
    a = min(step.radius * box.width / 100 if percent else step.radius, box.width / 2)
    b = min(step.radius * box.height / 100 if percent else step.radius, box.height / 2)
    x, y = scene.places
    u = np.maximum(np.abs(x - (box.left + box.right) / 2) - (box.width / 2 - a), 0) / a
    v = np.maximum(np.abs(y - (box.top + box.bottom) / 2) - (box.height / 2 - b), 0) / b
    pitch = max(scene.pitch)
    inside = np.clip((1 - np.hypot(u, v)) * min(a, b) / pitch + 0.5, 0, 1)
    return replace(scene, alpha=(scene.alpha * inside).astype(np.float32))


def rectangle(scene: Scene, step: Any, box: Window) -> Scene:
    """A rectangle, filled or drawn inwards."""
    import numpy as np

    frame = _frame(step, box)
    half = frame.width / 2, frame.height / 2

    def distance(x: Floats, y: Floats, inset: float) -> Floats:
        found: Floats = np.maximum(np.abs(x) - half[0] + inset, np.abs(y) - half[1] + inset)
        return found

    return _outlined(scene, step, frame, distance)


def ellipse(scene: Scene, step: Any, box: Window) -> Scene:
    """An ellipse, filled or drawn inwards."""
    import numpy as np

    frame = _frame(step, box)

    def distance(x: Floats, y: Floats, inset: float) -> Floats:
        a, b = frame.width / 2 - inset, frame.height / 2 - inset
        level = np.hypot(x / a, y / b)
        slope = np.hypot(x / a**2, y / b**2).clip(1e-9)
        return np.where(level < 0.1, -min(a, b), level * (level - 1) / slope)

    return _outlined(scene, step, frame, distance)


def _frame(step: Any, box: Window) -> Window:
    if step.box is None:
        return box
    return Window(
        box.left + step.box.left, box.top + step.box.top, box.left + step.box.right, box.top + step.box.bottom
    )


def _outlined(
    scene: Scene, step: Any, frame: Window, distance: Callable[[Floats, Floats, float], Floats]
) -> Scene:
    x, y = scene.places
    x, y = x - (frame.left + frame.right) / 2, y - (frame.top + frame.bottom) / 2
    cover = _covered(distance(x, y, 0), scene)
    if not step.fill and 2 * step.width < min(frame.width, frame.height):
        cover = cover * (1 - _covered(distance(x, y, step.width), scene))
    return painted(scene, step.color, cover)


def _covered(distance: Floats, scene: Scene) -> Floats:
    import numpy as np

    found: Floats = np.clip(0.5 - distance / max(1.0, *scene.pitch), 0, 1)
    return found


def line(scene: Scene, step: Any, box: Window) -> Scene:
    """A straight line between the centres of two pixels."""
    return painted(scene, step.color, _covered(_along(scene, step)[0] - step.width / 2, scene))


def arrow(scene: Scene, step: Any, box: Window) -> Scene:
    """A line; what its head covers is not known."""
    import numpy as np

    off, along, length = _along(scene, step)
    head = max(8.0, 5.0 * step.width)
    done = painted(scene, step.color, _covered(off - step.width / 2, scene))
    near = (along > length - head - 2) & (off < head)
    return replace(done, known=np.where(near, 0, done.known).astype(np.float32))


def _along(scene: Scene, step: Any) -> tuple[Floats, Floats, float]:
    """Distance from the segment, and how far along it."""
    import numpy as np

    x, y = scene.places
    dx, dy = step.end[0] - step.start[0], step.end[1] - step.start[1]
    length = max(math.hypot(dx, dy), 1e-6)
    u, v = x - 0.5 - step.start[0], y - 0.5 - step.start[1]
    along = (u * dx + v * dy) / length
    near = np.clip(along, 0, length)
    off = np.hypot(u - near * dx / length, v - near * dy / length)
    return off, along, length


def painted(scene: Scene, name: str, cover: Floats) -> Scene:
    """A colour laid over the scene where ``cover`` (h, w) says so."""
    import numpy as np

    paint = Color.parse(name)
    return laid(scene, np.array(paint.rgb, np.float32), cover * (paint.alpha / 255), lambda under, over: over)


def laid(scene: Scene, color: Floats, cover: Floats, mode: Callable[[Floats, Floats], Floats]) -> Scene:
    """Source over with a blend mode (W3C, Compositing and Blending Level 1); modes work on [0, 1]."""
    import numpy as np

    under, over = scene.color / 255, np.broadcast_to(color / 255, scene.color.shape)
    seen, laid_on = scene.alpha[:, :, None], cover[:, :, None]
    alpha = laid_on + seen * (1 - laid_on)
    mixed = laid_on * (1 - seen) * over + laid_on * seen * mode(under, over) + (1 - laid_on) * seen * under
    done = scene.with_color(mixed / alpha.clip(1e-6) * 255)
    return replace(done, alpha=alpha[:, :, 0].astype(np.float32))


def _burn(b: Floats, s: Floats) -> Floats:
    import numpy as np

    return np.where(b >= 1, 1.0, 1 - np.minimum(1, (1 - b) / s.clip(1e-6)))


def _dodge(b: Floats, s: Floats) -> Floats:
    import numpy as np

    return np.where(b <= 0, 0.0, np.minimum(1, b / (1 - s).clip(1e-6)))


def _hard(b: Floats, s: Floats) -> Floats:
    import numpy as np

    found: Floats = np.where(s <= 0.5, 2 * b * s, 1 - 2 * (1 - b) * (1 - s))
    return found


def _soft(b: Floats, s: Floats) -> Floats:
    import numpy as np

    root = np.where(b <= 0.25, ((16 * b - 12) * b + 4) * b, np.sqrt(b.clip(0)))
    found: Floats = np.where(s <= 0.5, b - (1 - 2 * s) * b * (1 - b), b + (2 * s - 1) * (root - b))
    return found


_MODES: dict[str, Callable[[Floats, Floats], Floats]] = {
    "normal": lambda b, s: s,
    "multiply": lambda b, s: b * s,
    "screen": lambda b, s: b + s - b * s,
    "overlay": lambda b, s: _hard(s, b),
    "darken": lambda b, s: (b + s - abs(b - s)) / 2,
    "lighten": lambda b, s: (b + s + abs(b - s)) / 2,
    "color-dodge": _dodge,
    "color-burn": _burn,
    "hard-light": _hard,
    "soft-light": _soft,
    "difference": lambda b, s: abs(b - s),
    "exclusion": lambda b, s: b + s - 2 * b * s,
    "add": lambda b, s: (b + s).clip(0, 1),
}


def overlay(scene: Scene, step: Any, pictures: Pictures) -> Scene:
    """Another picture, scaled, at its place, once or all over."""
    import numpy as np

    picture = pictures(step.picture)
    wide = step.width or (max(1, int(scene.size.width * step.percent / 100 + 0.5)) if step.percent else None)
    factor = (wide or picture.width) / picture.width
    width, height = wide or picture.width, max(1, math.floor(picture.height * factor + 0.5))
    left, top = _corner(step, (width, height), scene)
    x, y = scene.places
    x, y = np.broadcast_arrays(x - left, y - top)
    if step.tile:
        x, y = x % (width + step.margin), y % (height + step.margin)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    color, alpha = _looked_up(picture, x / width, y / height, scene, width)
    return laid(scene, color, alpha * inside * step.opacity, _MODES[step.blend])


def _corner(step: Any, size: tuple[int, int], scene: Scene) -> tuple[float, float]:
    if step.at is not None:
        return math.floor(step.at[0] + 0.5), math.floor(step.at[1] + 0.5)
    margin = 0 if step.tile else step.margin
    spare = scene.size.width - size[0], scene.size.height - size[1]
    names = ("left", "right"), ("top", "bottom")
    return tuple(  # type: ignore[return-value]
        margin if low in step.anchor else over - margin if high in step.anchor else over // 2
        for over, (low, high) in zip(spare, names, strict=True)
    )


def _looked_up(picture: Image, u: Floats, v: Floats, scene: Scene, width: int) -> tuple[Floats, Floats]:
    """The picture's colour and alpha at shares of its size, averaged to about the scene's pitch."""
    from limner.reason.checks.reading import on_grid

    columns = max(1, min(picture.width, round(width / scene.pitch[0])))
    rows = max(1, min(picture.height, round(columns * picture.height / picture.width)))
    whole = Window.of(picture.size)
    color, alpha = on_grid(picture, whole, (rows, columns))
    grid = Scene(picture.size, whole, color, alpha, alpha * 0 + 1)
    found, opacity, _ = grid.sampled(u * picture.width, v * picture.height)
    return found, opacity


BOXED: dict[str, Callable[[Scene, Any, Window], Scene]] = {
    "vignette": vignette, "pixelate": pixelate, "round_corners": round_corners, "rectangle": rectangle,
    "ellipse": ellipse, "line": line, "arrow": arrow,
}  # fmt: skip
