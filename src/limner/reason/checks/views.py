"""A planned picture and what came of it, side by side at two distances.

The overview is the whole picture on a coarse grid; a detail is a small window at full size, where
the picture shows most or where a step acts.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import Any

from limner.reason.checks.compare import Effect, effects, fineness
from limner.reason.checks.predict import Course, overview, region_of
from limner.reason.checks.reading import Reader
from limner.reason.checks.scene import Scene, Window, luma

_DETAIL = 128
"""Pixels a side of a detail."""
_FURTHEST = 40.0
"""Pixels around the detail that may be read for it: beyond, the overview shows a step better."""
ROUGH = frozenset((
    "threshold", "posterize", "auto", "equalize", "clahe", "white_balance", "denoise", "edges", "emboss",
    "median", "replace_color", "arrow", "text", "grain", "icc", "montage", "kernel",
))  # fmt: skip
"""Steps that are predicted in kind but not in every number."""
Grid = tuple[int, int]


class Views:
    """A course and the picture that came of it, side by side at the same places."""

    def __init__(self, course: Course, *, flat: bool) -> None:
        self.course = course
        self.flat = flat
        self.end: Reader = course.start
        self._wanted: dict[tuple[int | None, Window, Grid], Scene] = {}
        self._found: dict[tuple[Window, Grid], Scene] = {}
        self._effects: dict[tuple[Window, Grid], list[Effect | None]] = {}

    @cached_property
    def rough(self) -> bool:
        """Whether a step is predicted only roughly, so that others are seen through it."""
        return any(step.op in ROUGH for step in self.course.steps)

    @property
    def lossy(self) -> bool:
        """Whether the file that was written keeps less than its samples."""
        return self.end.origin.format in ("jpeg", "webp", "avif", "heic", "gif")

    @cached_property
    def without(self) -> tuple[Course | None, ...]:
        """The course with each step in turn left out; None where the others cannot be done then."""
        return tuple(self.course.without(index) for index in range(len(self.course.steps)))

    def effects(self, window: Window, shape: Grid) -> list[Effect | None]:
        """What each step should change there, and how much of it did; None for another canvas."""
        key = (window, shape)
        if key not in self._effects:
            without = [self.planned_in(index, *key) for index in range(len(self.course.steps))]
            self._effects[key] = effects(self.wanted(*key), without, self.found(*key))
        return self._effects[key]

    def fine_share(self, index: int, window: Window, shape: Grid) -> float | None:
        """How far the finest detail went from what it is without the step (0) to what it should be (1)."""
        left_out = self.planned_in(index, window, shape)
        if left_out is None:
            return None
        scenes = self.wanted(window, shape), left_out, self.found(window, shape)
        wanted, without, found = map(fineness, scenes)
        change = wanted - without
        return None if abs(change) < 0.1 * without + 0.05 else (found - without) / change

    @cached_property
    def grid(self) -> Grid:
        """The overview's grid."""
        return overview(self.course.size)

    @cached_property
    def whole(self) -> Window:
        """The overview's window."""
        return Window.of(self.course.size)

    def prepare(self) -> None:
        """Compute all that needs the input alone."""
        steps = range(len(self.course.steps))
        for index in steps:
            for view in [(self.whole, self.grid), *([self.view(index)] if self.detailed else [])]:
                for left_out in (None, *steps):
                    self.planned_in(left_out, *view)

    def planned_in(self, left_out: int | None, window: Window, shape: Grid) -> Scene | None:
        """What the plan, or the plan without one step, gives there; None where that has another canvas."""
        key = left_out, window, shape
        if key in self._wanted:
            return self._wanted[key]
        course = self.course if left_out is None else self.without[left_out]
        if course is None or course.size != self.course.size:
            return None
        self._wanted[key] = self._on_white(course.scene(window, shape))
        return self._wanted[key]

    def wanted(self, window: Window, shape: Grid) -> Scene:
        """What the plan gives there."""
        scene = self.planned_in(None, window, shape)
        assert scene is not None
        return scene

    def wanted_without(self, index: int, window: Window, shape: Grid) -> Scene:
        """What the plan gives there without a step, or with it where it changes the canvas."""
        return self.planned_in(index, window, shape) or self.wanted(window, shape)

    def _on_white(self, scene: Scene) -> Scene:
        """The scene as a file shows it: on white where the format keeps no alpha."""
        if not self.flat:
            return scene
        shown = scene.color * scene.alpha[:, :, None] + 255 * (1 - scene.alpha[:, :, None])
        return replace(scene, color=shown, alpha=scene.alpha * 0 + 1)

    def found(self, window: Window, shape: Grid) -> Scene:
        """What the written file shows there."""
        key = (window, shape)
        if key not in self._found:
            planned, written = self.course.size, self.end.size
            wide, high = written.width / planned.width, written.height / planned.height
            there = Window(window.left * wide, window.top * high, window.right * wide, window.bottom * high)
            self._found[key] = replace(self.end.scene(there, shape), size=self.course.size, window=window)
        return self._found[key]

    def noise_left(self, scene: Scene, amount: float) -> float:
        """The deviation of noise of ``amount`` levels on the scene once it is written: here, all of it."""
        return amount

    @cached_property
    def planned(self) -> Scene:
        """The overview as planned."""
        return self.wanted(self.whole, self.grid)

    @cached_property
    def written(self) -> Scene:
        """The overview as written."""
        return self.found(self.whole, self.grid)

    @cached_property
    def lively(self) -> Window:
        """The detail where the planned picture shows most; the upper ones are read sooner."""
        import numpy as np

        pattern = luma(self.planned.color)
        change = np.abs(np.diff(pattern, axis=0, append=pattern[-1:])) + np.abs(
            np.diff(pattern, axis=1, append=pattern[:, -1:])
        )
        across, down = self.planned.pitch
        best, at = -1.0, (self.course.size.width / 2, self.course.size.height / 2)
        for row, column in np.ndindex(6, 6):
            rows, columns = change.shape
            part = change[
                row * rows // 6 : max(row * rows // 6 + 1, (row + 1) * rows // 6),
                column * columns // 6 : max(column * columns // 6 + 1, (column + 1) * columns // 6),
            ]
            score = float(part.mean()) * (1.5 - row / 6)
            if score > best:
                best, at = score, ((column + 0.5) * columns / 6 * across, (row + 0.5) * rows / 6 * down)
        return self.around(*at)

    def around(self, x: float, y: float) -> Window:
        """The detail around a place of the result, on whole pixels."""
        size = self.course.size
        width, height = min(_DETAIL, size.width), min(_DETAIL, size.height)
        left = min(max(0, math.floor(x - width / 2)), size.width - width)
        top = min(max(0, math.floor(y - height / 2)), size.height - height)
        return Window(left, top, left + width, top + height)

    def focus(self, index: int) -> Window:
        """The detail that shows the step best."""
        at = _acts_at(self.course, index)
        return self.lively if at is None else self.around(*at)

    @cached_property
    def detailed(self) -> bool:
        """Whether no step reads so far around a pixel that a detail would have to be large."""
        return all(_radius(step) <= _FURTHEST for step in self.course.steps)

    def view(self, index: int) -> tuple[Window, Grid]:
        """The detail that shows the step best, and its grid."""
        window = self.focus(index)
        return window, (round(window.height), round(window.width))


def _radius(step: Any) -> float:
    return 3 * step.radius if step.op in ("blur", "sharpen", "glow") else getattr(step, "size", None) or 0.0


def _acts_at(course: Course, index: int) -> tuple[float, float] | None:
    """The place on the result where a step with a region or a place of its own acts."""
    import numpy as np

    step: Any = course.steps[index]
    box = region_of(step, course.size_before(index))
    if step.op in ("rectangle", "ellipse") and step.box is not None:
        at = float(step.box.left), float(step.box.top)
        at = (at[0] + box.left, at[1] + box.top) if box else at
    elif step.op in ("line", "arrow"):
        at = step.start
    elif getattr(step, "at", None) is not None:
        at = step.at
    elif box is not None:
        at = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    elif step.op in ("text", "overlay"):
        size = course.size_before(index)
        across = 0.15 if "left" in step.anchor else 0.85 if "right" in step.anchor else 0.5
        down = 0.07 if "top" in step.anchor else 0.93 if "bottom" in step.anchor else 0.5
        at = size.width * across, size.height * down
    else:
        return None
    point = np.array([*at, 1.0])
    for place in course.places[index:]:
        point = np.linalg.inv(place.back) @ point
        point = point / point[2]
    return float(point[0]), float(point[1])
