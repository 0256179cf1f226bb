"""A second look where the coarse one finds something wrong: full size, and through the encoder.

A cell's mean hides what a table makes of black and white dots inside it, and a lossy encoder changes
fine detail by more than a step may. Both are left out of account by predicting every pixel of a
window and writing the prediction as the file was written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from limner.core.image import Image, Saving
from limner.core.result import Recipe
from limner.reason.checks.marks import fineness_of
from limner.reason.checks.reading import Reader
from limner.reason.checks.scene import Scene, Window, luma
from limner.reason.checks.views import Grid, Views

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from limner.core.result import Check

    Samples = npt.NDArray[Any]

_SIDE = 1024
"""Pixels a side that are looked at: most pictures whole that are made of dots."""
_TOLD_NOTHING = "no visible change here"
_TINY = 8


class Closer(Views):
    """Views of one window at full size, which stands for the whole, as the encoder leaves it."""

    def __init__(self, views: Views, recipe: Recipe, focus: Window) -> None:
        course = replace(views.course, learned={}, cells=_SIDE)
        super().__init__(course, flat=views.flat)
        self.end, self._recipe = views.end, recipe
        self.__dict__["whole"] = _window(focus, views)
        self.__dict__["grid"] = round(self.whole.height), round(self.whole.width)
        self.__dict__["without"] = tuple(
            None if one is None else replace(one, learned={}, cells=_SIDE) for one in views.without
        )

    @property
    def complete(self) -> bool:
        """Whether the window is the whole picture."""
        return self.whole == Window.of(self.course.size)

    def view(self, index: int) -> tuple[Window, Grid]:
        """The same window for every step."""
        return self.whole, self.grid

    @property
    def lively(self) -> Window:
        """The window."""
        return self.whole

    def planned_in(self, left_out: int | None, window: Window, shape: Grid) -> Scene | None:
        """What the file would show of it."""
        known = (left_out, window, shape) in self._wanted
        scene = super().planned_in(left_out, window, shape)
        if scene is None or known or not (self.lossy or _max_bytes(self._recipe)):
            return scene
        self._wanted[left_out, window, shape] = self._written(scene)
        return self._wanted[left_out, window, shape]

    def noise_left(self, scene: Scene, amount: float) -> float:
        """What the encoder leaves of noise of ``amount`` levels on the scene."""
        import numpy as np

        noise = np.random.default_rng(0).normal(0, amount, scene.alpha.shape).astype(np.float32)
        written = self._written(scene.with_color(scene.color + noise[:, :, None]))
        return fineness_of(luma(written.color - scene.color))

    def _written(self, scene: Scene) -> Scene:
        import numpy as np

        shown = np.dstack([scene.color, scene.alpha * 255])
        shown = shown if float(scene.alpha.min()) < 0.999 else shown[:, :, :3]
        scale, kind = self.end.peak / 255, np.uint8 if self.end.peak == 255 else np.uint16
        samples = np.clip(np.floor(shown * scale + 0.5), 0, self.end.peak).astype(kind)
        limit = _max_bytes(self._recipe) if self.complete else None
        read = through_encoder(samples, self.end, self._recipe, limit)
        found = read * np.float32(255 / np.iinfo(read.dtype).max)
        if found.shape[:2] != scene.alpha.shape:
            return scene
        bands = found.shape[2]
        alpha = found[:, :, -1] / 255 if bands in (2, 4) else scene.alpha * 0 + 1
        color = found[:, :, :1].repeat(3, axis=2) if bands < 3 else found[:, :, :3]
        return replace(scene, color=color, alpha=alpha)


def through_encoder(samples: Samples, end: Reader, recipe: Recipe, limit: int | None = None) -> Samples:
    """Samples (h, w, n) of 8 or 16 bits written as the file was and read again."""
    import numpy as np
    import pyvips

    from limner.core.image import interpretation
    from limner.ops.decode import decode
    from limner.ops.encode import encode

    meant = interpretation("gray" if samples.shape[2] < 3 else "rgb", 8 * samples.itemsize)
    image = Image(pyvips.Image.new_from_array(samples).copy(interpretation=meant))
    saving = Saving(quality=end.origin.jpeg_quality or recipe.quality, max_bytes=limit)
    if limit is None and saving.quality is None:
        return samples
    found = decode(encode(replace(image, saving=saving), recipe.format).data).to_array()
    return np.atleast_3d(found)


def second_look(
    check: Check, views: Views, recipe: Recipe, index: int | None, again: Callable[[Views], Check | None]
) -> Check:
    """The check, or what a closer look finds where it was not met."""
    if check.passed or views.end.size != views.course.size:
        return check
    if min(views.course.size.width, views.course.size.height) < _TINY:
        told = f"{check.measured}: too few pixels to tell"
        return check.model_copy(update={"measured": told, "passed": True})
    if not views.detailed:
        return check
    focus = views.lively if index is None else views.focus(index)
    closer = Closer(views, recipe, focus)
    found = again(closer)
    if found is None or not (closer.complete or found.wanted != _TOLD_NOTHING):
        return check
    return found


def _window(focus: Window, views: Views) -> Window:
    """At most _SIDE pixels around ``focus``, from where an encoder's blocks begin."""
    size = views.course.size

    def span(low: float, high: float, length: int) -> tuple[int, int]:
        first = int(min(max(0.0, (low + high - _SIDE) / 2), max(0, length - _SIDE))) // 16 * 16
        return first, min(length, first + _SIDE)

    left, right = span(focus.left, focus.right, size.width)
    top, bottom = span(focus.top, focus.bottom, size.height)
    return Window(left, top, right, bottom)


def _max_bytes(recipe: Recipe) -> int | None:
    asked: list[Any] = [step.parameters()["max_bytes"] for step in recipe.plan.steps if step.op == "compress"]
    return asked[-1] if asked else None
