"""What a plan should make of a picture, on coarse grids: independent of the operations, and cheap.

A window of the result is followed back through the canvas steps to the window of the input that it
shows; that is read from the input's file at about the same density, and the steps are done to it
forwards by the rules of this package. Leaving one step out gives what its check compares with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from limner.core.color import Color
from limner.core.geometry import Size
from limner.core.steps.base import ExactStep, InBox, InMask, InPart, Scope
from limner.reason.checks import areas, colors, drawn
from limner.reason.checks.curves import CURVES
from limner.reason.checks.drawn import Pictures
from limner.reason.checks.places import Place, crop, place_of, still
from limner.reason.checks.reading import Reader, on_grid
from limner.reason.checks.scene import Floats, Scene, Window, luma

MAX_CELLS = 320
"""Cells a side that a scene has at most."""
_WHOLE = frozenset(("auto", "equalize", "clahe", "white_balance"))
_COLORS = {
    "saturation": colors.saturation, "vibrance": colors.vibrance, "hue": colors.hue,
    "grayscale": colors.grayscale, "threshold": colors.threshold, "sepia": colors.sepia,
    "duotone": colors.duotone, "replace_color": colors.replace_color,
}  # fmt: skip
_AREAS = {
    "blur": areas.blur, "sharpen": areas.sharpen, "kernel": areas.kernel, "median": areas.median,
    "denoise": areas.denoise, "glow": areas.glow, "edges": areas.edges, "emboss": areas.emboss,
}  # fmt: skip


class Unpredictable(Exception):
    """A step whose result only the picture can tell."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Steps, and where each puts the picture; ``learned`` are statistics found on the whole canvas.

    Scenes in between have at most ``cells`` a side.
    """

    start: Reader
    steps: tuple[ExactStep, ...]
    places: tuple[Place, ...]
    pictures: Pictures
    learned: dict[int, Any] = field(default_factory=dict)
    cells: int = MAX_CELLS

    @property
    def size(self) -> Size:
        """The size of the result."""
        return self.places[-1].size if self.places else self.start.size

    @property
    def slack(self) -> int:
        """By how many pixels the size may be off."""
        return max((place.slack for place in self.places), default=0)

    def size_before(self, index: int) -> Size:
        """The canvas that a step gets."""
        return self.places[index - 1].size if index else self.start.size

    def without(self, index: int) -> Course | None:
        """The same course without one step; None when the others cannot be done then."""
        from limner.core.errors import LimnerError

        steps = self.steps[:index] + self.steps[index + 1 :]
        try:
            return chart(self.start, steps, self.pictures)
        except (LimnerError, Unpredictable, ValueError):
            return None

    def scene(self, window: Window, shape: tuple[int, int]) -> Scene:
        """The part ``window`` of the result on a grid of ``shape`` (rows, columns)."""
        windows = self._windows(window, shape)
        scene = self.start.scene(*windows[0], self._frame())
        for index, step in enumerate(self.steps):
            if step.scope is Scope.CANVAS and step.op != "round_corners":
                scene = _onto(scene, self.places[index], *windows[index + 1])
            else:
                scene = self._done(scene, step, index)
        return scene.at(window, shape)

    def _frame(self) -> Window | None:
        """The part of the input that is kept, where it is kept upright and whole; None otherwise."""
        frame = Window.of(self.size)
        for index in reversed(range(len(self.places))):
            place, size = self.places[index], self.size_before(index)
            if not place.upright or not _whole_window(place, frame, size):
                return None
            frame = place.window(frame, size)
        return frame

    def _windows(self, window: Window, shape: tuple[int, int]) -> list[tuple[Window, tuple[int, int]]]:
        """The window and the grid before every step, and after the last."""
        found = [(window, shape)]
        for index in reversed(range(len(self.steps))):
            step, place, size = self.steps[index], self.places[index], self.size_before(index)
            window, shape = found[0]
            pitch = max(window.width / shape[1], window.height / shape[0])
            if step.op in _WHOLE and index not in self.learned:
                before = Window.of(size)
            elif step.scope is Scope.CANVAS and step.op != "round_corners":
                before = place.window(window, size)
                if place.upright and _whole_window(place, window, size):
                    found.insert(0, (before, shape))
                    continue
                pitch *= place.scale
                before = before if place.upright else before.grown(2 * pitch, size)
            else:
                before = window.grown(_reach(step), size)
                if before == window:
                    found.insert(0, (window, shape))
                    continue
            found.insert(0, (before, _grid(before, pitch, self.cells)))
        return found

    def _done(self, scene: Scene, step: ExactStep, index: int) -> Scene:
        """The step done to the scene, inside its region."""
        box = region_of(step, scene.size)
        if isinstance(step.where, InMask) and step.scope is Scope.REGION:
            kept = mask_box(self.pictures(step.where.mask), scene.size)
            box = Window(kept.left, kept.top, kept.right, kept.bottom)
        if step.op in drawn.BOXED:
            done = drawn.BOXED[step.op](scene, step, box or Window.of(scene.size))
        elif step.op in _WHOLE:
            done = self._by_statistics(scene, step, index, box)
        elif step.op == "overlay":
            done = drawn.overlay(scene, step, self.pictures)
        else:
            done = plainly(scene, step)
        if step.where is None or done is scene:
            return done
        return scene.mixed(done, weight(scene, step, self.pictures))

    def _by_statistics(self, scene: Scene, step: Any, index: int, box: Window | None) -> Scene:
        if index not in self.learned:
            inside = weight(scene, step, self.pictures) > 0.5 if box else scene.alpha > 0.5
            seen = scene.color[inside] if inside.any() else scene.color.reshape(-1, 3)
            self.learned[index] = _learn(step, seen)
        return _apply(scene, step, self.learned[index])


def chart(start: Reader, steps: Sequence[ExactStep], pictures: Pictures) -> Course:
    """Where every step puts the picture; Unpredictable for one that only the result can tell."""
    places: list[Place] = []
    for index, step in enumerate(steps):
        size = places[-1].size if places else start.size
        if step.scope is Scope.CANVAS and step.op != "round_corners":
            place = place_of(step, size) or _by_content(
                Course(start, tuple(steps[:index]), tuple(places), pictures), step, size
            )
        else:
            place = still(size)
        places.append(place)
    return Course(start, tuple(steps), tuple(places), pictures)


def _by_content(before: Course, step: ExactStep, size: Size) -> Place:
    from limner.core.geometry import Box
    from limner.core.steps.geometry import Crop, Montage

    if isinstance(step, Crop) and isinstance(step.where, InMask):
        mask = before.pictures(step.where.mask)
        return crop(step, size, mask_box(mask, size))
    if isinstance(step, Crop) and step.trim:
        whole = overview(size)
        scene = before.scene(Window.of(size), whole)
        left, top, right, bottom = _content(scene, step.tolerance)
        place = crop(step, size, Box(left, top, right, bottom))
        return replace(place, slack=math.ceil(2 * max(scene.pitch)) if max(scene.pitch) > 1 else 0)
    if isinstance(step, Montage):
        return montage(step, size, before.pictures)
    raise Unpredictable(step.op)


def mask_box(mask: Any, size: Size) -> Any:
    """The box of what is not black in a mask."""
    import numpy as np

    from limner.core.geometry import Box

    color, _ = on_grid(mask, Window.of(size), (size.height, size.width))
    rows, columns = np.nonzero(luma(color) >= 0.5)
    return Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def _content(scene: Scene, tolerance: float) -> tuple[int, int, int, int]:
    """The box of what differs from the border's colour: the top left pixel's, and the last one's."""
    import numpy as np

    shown = scene.shown
    across, down = scene.pitch

    def box(corner: Floats) -> tuple[int, int, int, int] | None:
        rows, columns = np.nonzero((np.abs(shown - corner) > tolerance).any(2))
        if not len(rows):
            return None
        return (
            math.floor(columns.min() * across), math.floor(rows.min() * down),
            math.ceil((columns.max() + 1) * across), math.ceil((rows.max() + 1) * down),
        )  # fmt: skip

    first, last = box(shown[0, 0]), box(shown[-1, -1])
    if first is None:
        raise Unpredictable("crop")
    right, bottom = (min(first[2], last[2]), min(first[3], last[3])) if last else first[2:]
    return first[0], first[1], right, bottom


def montage(step: Any, size: Size, pictures: Pictures) -> Place:
    """This picture first, the others after it in cells of its height, its width, or its size."""
    sizes = [size, *(pictures(name).size for name in step.pictures)]
    gap, count = step.gap, len(sizes)
    import numpy as np

    if step.layout == "grid":
        columns = step.columns or math.ceil(math.sqrt(count))
        rows = math.ceil(count / columns)
        columns = min(columns, count)
        width, height = columns * (size.width + gap) - gap, rows * (size.height + gap) - gap
    elif step.layout == "column":
        heights = [max(1, math.floor(one.height * size.width / one.width + 0.5)) for one in sizes]
        width, height = size.width, sum(heights) + gap * (count - 1)
    else:
        widths = [max(1, math.floor(one.width * size.height / one.height + 0.5)) for one in sizes]
        width, height = sum(widths) + gap * (count - 1), size.height
    return Place(Size(width, height), np.eye(3), "unknown")


def overview(size: Size, cells: int = 192) -> tuple[int, int]:
    """A grid (rows, columns) for a whole canvas: at most ``cells`` a side, none smaller than a pixel."""
    return _grid(Window.of(size), max(1.0, max(size.width, size.height) / cells))


def _grid(window: Window, pitch: float, most: int = MAX_CELLS) -> tuple[int, int]:
    def cells(length: float) -> int:
        return max(1, min(most, round(length / pitch), math.ceil(length)))

    return cells(window.height), cells(window.width)


def _whole_window(place: Place, window: Window, size: Size) -> bool:
    """Whether everything that the window shows lies on the old canvas, so that only names change."""
    import numpy as np

    u, v = place.to_old(np.array([window.left, window.right]), np.array([window.top, window.bottom]))
    tiny = 1e-6
    return bool(min(u[0], v[0]) >= -tiny and u[1] <= size.width + tiny and v[1] <= size.height + tiny)


def _reach(step: Any) -> float:
    """How many pixels around a pixel the step reads."""
    match step.op:
        case "blur" | "sharpen" | "glow":
            return float(math.ceil(3 * step.radius) + 1)
        case "median":
            return float(step.size)
        case "kernel" | "edges" | "emboss" | "denoise":
            return 6.0
        case "pixelate":
            return float(step.size)
    return 0.0


def _onto(scene: Scene, place: Place, window: Window, shape: tuple[int, int]) -> Scene:
    """The scene on the next canvas."""
    import numpy as np

    blank = np.zeros(shape, np.float32)
    target = Scene(place.size, window, blank[:, :, None], blank, blank)
    x, y = target.places
    u, v = place.to_old(x.astype(np.float64), y.astype(np.float64))
    width, height = scene.size.width, scene.size.height
    reach = place.scale * max(target.pitch) / 2
    inside = _share_inside(u, width, reach) * _share_inside(v, height, reach)
    if place.outside == "tile":
        u, v, inside = u % width, v % height, np.ones(shape)
    elif place.outside == "mirror":
        u, v = width - np.abs(u % (2 * width) - width), height - np.abs(v % (2 * height) - height)
    color, alpha, known = scene.sampled(u, v)
    found = Scene(place.size, window, color.astype(np.float32), alpha.astype(np.float32), known)
    if place.outside == "unknown":
        return replace(found, known=known * (inside == 1))
    if place.outside != "color" or (inside == 1).all():
        return found
    return found.mixed(_background(found, place.paint), (1 - inside).astype(np.float32))


def _share_inside(place: Floats, length: float, reach: float) -> Floats:
    """How much of a cell that reaches that far to both sides lies on the old canvas."""
    import numpy as np

    overlap = np.minimum(place + reach, length) - np.maximum(place - reach, 0)
    found: Floats = np.clip(overlap / (2 * reach), 0, 1)
    return np.where(found > 0.999, 1.0, found)


def _background(scene: Scene, name: str) -> Scene:
    """One colour all over, known everywhere."""
    import numpy as np

    paint = Color.parse(name)
    color = np.broadcast_to(np.array(paint.rgb, np.float32), scene.color.shape)
    alpha = np.full_like(scene.alpha, paint.alpha / 255)
    return replace(scene, color=color, alpha=alpha, known=np.ones_like(scene.known))


def plainly(scene: Scene, step: ExactStep) -> Scene:
    """A step that needs nothing but the scene; one that is not predicted leaves it as it is."""
    import numpy as np

    if step.op in CURVES:
        return scene.with_color(np.asarray(CURVES[step.op](scene.color, step), np.float32))
    if step.op in _COLORS:
        return _COLORS[step.op](scene, step)
    if step.op in _AREAS:
        return _AREAS[step.op](scene, step)
    if step.op == "opacity":
        return replace(scene, alpha=scene.alpha * np.float32(step.parameters()["percent"] / 100))
    return scene


def _learn(step: Any, seen: Floats) -> Any:
    """What a step by statistics finds in the samples (n, 3) that it sees."""
    import numpy as np

    match step.op:
        case "white_balance":
            return colors.white_balance_gains(seen, step)
        case "auto":
            values = seen if step.channels == "each" else seen.reshape(-1, 1)
            black, white = (np.percentile(values, p, axis=0) for p in (step.clip, 100 - step.clip))
            black, white = np.where(white > black, black, 0), np.where(white > black, white, 255)
            return np.broadcast_to(black, 3), np.broadcast_to(white, 3)
        case "equalize":
            return np.sort(luma(seen))
    return None


def _apply(scene: Scene, step: Any, learned: Any) -> Scene:
    import numpy as np

    match step.op:
        case "white_balance":
            return colors.relit(scene, learned)
        case "auto":
            black, white = learned
            return scene.with_color((scene.color - black) / np.maximum(white - black, 1) * 255)
        case "equalize":
            gray = luma(scene.color)
            darkest = np.searchsorted(learned, learned[0] + 0.5)
            if darkest == len(learned):
                return scene
            rank = (np.searchsorted(learned, gray + 0.5) - darkest) / (len(learned) - darkest) * 255
            return scene.with_color(scene.color + (rank - gray)[:, :, None])
    side = min(scene.size.width, scene.size.height)
    return areas.local_contrast(scene, 0.5, side / (2 * step.tiles))


def region_of(step: ExactStep, size: Size) -> Window | None:
    """The box of the step's region; None for the whole canvas and for masks."""
    if isinstance(step.where, InBox):
        box = step.where.box.clipped(size)
        return Window(box.left, box.top, box.right, box.bottom)
    if isinstance(step.where, InPart):
        part = step.where
        wide, high = size.width, size.height
        edges = part.left * wide, part.top * high, part.right * wide, part.bottom * high
        left, top, right, bottom = (math.floor(edge + 0.5) for edge in edges)
        return Window(left, top, max(right, left + 1), max(bottom, top + 1))
    return None


def weight(scene: Scene, step: ExactStep, pictures: Pictures) -> Floats:
    """(h, w): the share of every cell that the step may touch."""
    import numpy as np

    if isinstance(step.where, InMask):
        color, _ = on_grid(pictures(step.where.mask), scene.window, scene.alpha.shape)
        found: Floats = luma(color) / 255
        return found
    box = region_of(step, scene.size)
    if box is None:
        return np.ones(scene.alpha.shape, np.float32)
    (x, y), (across, down) = scene.places, scene.pitch

    def share(centre: Floats, pitch: float, low: float, high: float) -> Floats:
        overlap = np.minimum(centre + pitch / 2, high) - np.maximum(centre - pitch / 2, low)
        return np.clip(overlap / pitch, 0, 1)

    return share(x, across, box.left, box.right) * share(y, down, box.top, box.bottom)
