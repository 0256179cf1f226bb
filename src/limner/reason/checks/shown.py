"""Place, turn and effect of every step, measured on the written picture at two distances.

The overview is the whole picture on a coarse grid; a detail is a small window at full size, where
it shows most or where the step acts. What is printed is the share of the step's change that is
there: 100 % is all of it, 0 % is a step that was not done.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from limner.core.result import Check
from limner.core.steps.base import ExactStep, Scope
from limner.reason.checks.compare import TURNS, distance, effect, likeness, shift, turns
from limner.reason.checks.predict import Course, overview, region_of
from limner.reason.checks.reading import Reader
from limner.reason.checks.scene import Scene, Window, luma

_DETAIL = 128
"""Pixels a side of a detail."""
_FURTHEST = 40.0
"""Pixels around the detail that may be read for it: beyond, the overview shows a step better."""
_AREAS = frozenset(("blur", "sharpen", "kernel", "median", "denoise", "glow", "edges", "emboss"))
_ROUGH = frozenset((
    "threshold", "posterize", "auto", "equalize", "clahe", "white_balance", "denoise", "edges", "emboss",
    "median", "replace_color", "arrow", "text", "grain", "icc", "montage", "kernel",
))  # fmt: skip
_CHANGES = frozenset(("text", "grain", "icc"))
"""Steps of which only is told that they changed something, and how much."""
_SEEN = 0.4
"""A change that is smaller than this (root mean square, 0-255) cannot be told from rounding."""


class Views:
    """A course and the picture that came of it, side by side at the same places."""

    def __init__(self, course: Course, end: Reader, *, flat: bool) -> None:
        self.course = course
        self.end = end
        self.flat = flat
        self._found: dict[tuple[Window, tuple[int, int]], Scene] = {}

    @cached_property
    def rough(self) -> bool:
        """Whether a step is predicted only roughly, so that others are seen through it."""
        return any(step.op in _ROUGH for step in self.course.steps)

    @cached_property
    def grid(self) -> tuple[int, int]:
        """The overview's grid."""
        return overview(self.course.size)

    @cached_property
    def whole(self) -> Window:
        """The overview's window."""
        return Window.of(self.course.size)

    def wanted(self, course: Course, window: Window, shape: tuple[int, int]) -> Scene:
        """What a course should give there; on white where the file keeps no alpha."""
        scene = course.scene(window, shape)
        if not self.flat:
            return scene
        shown = scene.color * scene.alpha[:, :, None] + 255 * (1 - scene.alpha[:, :, None])
        return replace(scene, color=shown, alpha=scene.alpha * 0 + 1)

    def found(self, window: Window, shape: tuple[int, int]) -> Scene:
        """What the written file shows there."""
        key = (window, shape)
        if key not in self._found:
            wide, high = (
                self.end.size.width / self.course.size.width,
                self.end.size.height / self.course.size.height,
            )
            there = Window(window.left * wide, window.top * high, window.right * wide, window.bottom * high)
            self._found[key] = replace(self.end.scene(there, shape), size=self.course.size, window=window)
        return self._found[key]

    @cached_property
    def planned(self) -> Scene:
        """The overview as planned."""
        return self.wanted(self.course, self.whole, self.grid)

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
    elif box is not None:
        at = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    else:
        return None
    point = np.array([*at, 1.0])
    for place in course.places[index:]:
        point = np.linalg.inv(place.back) @ point
        point = point / point[2]
    return float(point[0]), float(point[1])


def check_place(views: Views) -> Iterator[Check]:
    """The turn, and the place to a fraction of a pixel."""
    scores = turns(views.planned, views.written)
    best = max(scores, key=lambda name: (scores[name], name == TURNS[0]))
    planned, others = scores[TURNS[0]], max(scores[name] for name in TURNS[1:])
    passed = planned >= others - 0.02
    told = f"as planned, likeness {planned:.2f} (next {others:.2f})" if passed else best
    if passed and planned - others < 0.02:
        told = f"as planned, though it looks alike in another turn (likeness {planned:.2f})"
    yield Check(name="turn", wanted="as planned", measured=told, passed=passed)
    if views.detailed:
        yield _check_shift(views)
    if not views.rough:
        yield _check_likeness(views)


def _check_shift(views: Views) -> Check:
    window = views.lively
    shape = round(window.height), round(window.width)
    off = shift(views.wanted(views.course, window, shape), views.found(window, shape))
    allowed = 0.75 + views.course.slack
    if off is None:
        return Check(name="place", wanted="no shift", measured="nothing there to tell it by", passed=True)
    return Check(
        name="place",
        wanted=f"no shift beyond {allowed:g} pixels",
        measured=f"({off[0]:+.2f}, {off[1]:+.2f}) pixels",
        passed=max(map(abs, off)) <= allowed
        or (views.rough and likeness(views.planned, views.written) < 0.5),
    )


def _check_likeness(views: Views) -> Check:
    apart = distance(views.planned, views.written)
    return Check(
        name="picture",
        wanted="within 10 levels of what the plan gives (RMS, 0-255)",
        measured=f"{apart:.1f}",
        passed=apart <= 10,
    )


def check_step(views: Views, index: int, number: int) -> Check:
    """Whether the written picture shows what the step makes, and not what it would be without."""
    step = views.course.steps[index]
    without = views.course.without(index)
    if step.op == "frame":
        return _check_frame(views, step, number)
    if step.op in _CHANGES:
        return _check_change(views, without or views.course, index, number)
    if step.scope is Scope.CANVAS and step.op != "round_corners":
        return _check_canvas(views, without, step, number)
    if without is None:
        return _told(step.op, number, "its effect", "cannot be told apart from a later step", passed=True)
    return _check_effect(views, without, index, number)


def _told(name: str, number: int, wanted: str, measured: str, *, passed: bool) -> Check:
    return Check(name=name, wanted=wanted, measured=measured, passed=passed, step=number)


def _check_frame(views: Views, step: Any, number: int) -> Check:
    near = likeness(views.planned, views.written)
    return _told("frame", number, f"shows frame {step.number}", f"likeness {near:.2f}", passed=near > 0.5)


def _check_canvas(views: Views, without: Course | None, step: ExactStep, number: int) -> Check:
    size, found = views.course.size, views.end.size
    off = max(abs(size.width - found.width), abs(size.height - found.height))
    near = likeness(views.planned, views.written)
    apart = distance(views.planned, views.written)
    passed = off <= views.course.slack and (near >= (0.3 if views.rough else 0.7) or apart <= 8)
    told = f"{found}, likeness {near:.2f}"
    if passed and without is not None and without.size == size:
        other = views.wanted(without, views.whole, views.grid)
        done = effect(views.planned, other, views.written)
        low, high = (0.2, 3.0) if views.rough else (0.6, 1.6)
        if done.size >= _SEEN:
            passed = low <= done.share <= high
            told = f"{told}, {done.share:.0%} of the change"
    return _told(step.op, number, f"{size}, showing what the plan says", told, passed=passed)


def _check_effect(views: Views, without: Course, index: int, number: int) -> Check:
    step = views.course.steps[index]
    done, view = None, "the whole"
    if step.op not in _AREAS or not views.detailed:
        other = views.wanted(without, views.whole, views.grid)
        done = effect(views.planned, other, views.written)
    if views.detailed and (done is None or done.size < 4 * _SEEN):
        window = views.focus(index)
        shape = round(window.height), round(window.width)
        near = effect(
            views.wanted(views.course, window, shape),
            views.wanted(without, window, shape),
            views.found(window, shape),
        )
        if done is None or near.size > done.size:
            done, view = near, f"{shape[1]}x{shape[0]} at ({window.left:g}, {window.top:g})"
    assert done is not None
    low, high = _bounds(step.op, views)
    wanted = f"100% of its change ({done.size:.1f} levels RMS), {low:.0%} to {high:.0%}"
    if done.size < _SEEN:
        return _told(step.op, number, "no visible change here", f"{done.size:.2f} levels", passed=True)
    return _told(step.op, number, wanted, f"{done.share:.0%}, on {view}", passed=low <= done.share <= high)


def _bounds(op: str, views: Views) -> tuple[float, float]:
    if op in _ROUGH:
        return 0.15, 5.0
    if op in _AREAS or views.rough:
        return 0.5, 2.0
    return 0.75, 1.3


def _check_change(views: Views, without: Course, index: int, number: int) -> Check:
    """That something changed, for what is not predicted: by how much, and where most."""
    import numpy as np

    step: Any = views.course.steps[index]
    if step.op == "icc":
        return _told("icc", number, "another profile", "see the profile", passed=True)
    if step.op == "grain":
        window = views.focus(index)
        shape = round(window.height), round(window.width)
        rest = views.found(window, shape).color - views.wanted(without, window, shape).color
        noise = luma(rest)
        fine = float((noise[1:, 1:] - noise[:-1, 1:] - noise[1:, :-1] + noise[:-1, :-1]).std() / 2)
        return _told(
            "grain",
            number,
            f"noise of about {step.amount:g} levels",
            f"{fine:.1f}",
            passed=fine >= 0.3 * step.amount,
        )
    before = views.wanted(without, views.whole, views.grid)
    change = np.abs(views.written.shown - before.shown).max(2)
    usual, most = float(np.median(change)), float(np.quantile(change, 0.999))
    passed = most >= usual * 4 + 6
    return _told(
        step.op,
        number,
        "letters that stand out",
        f"{most:.0f} levels at most, {usual:.0f} elsewhere",
        passed=passed,
    )


def check_unpredicted(
    start: Reader, end: Reader, steps: tuple[ExactStep, ...], first: int, cause: str
) -> Iterator[Check]:
    """For a plan whose course only the picture could tell: every step changed something, as far as is seen."""
    grid = overview(end.size)
    before = start.scene(Window.of(start.size), grid)
    after = end.scene(Window.of(end.size), grid)
    apart = distance(replace(before, window=after.window, size=after.size), after)
    for index, step in enumerate(steps):
        if step.route == "exact" and step.scope is not Scope.FILE:
            yield _told(
                step.op,
                first + index,
                "a change of the picture",
                f"{apart:.1f} levels RMS from the input, {start.size} to {end.size}",
                passed=apart >= _SEEN or start.size != end.size,
            )
