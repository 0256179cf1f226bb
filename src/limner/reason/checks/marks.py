"""Steps whose samples are not predicted: letters, grain, and what only the picture can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from limner.core.color import Color
from limner.core.result import Check
from limner.core.steps.base import ExactStep, Scope
from limner.reason.checks.compare import distance
from limner.reason.checks.predict import overview
from limner.reason.checks.reading import Reader
from limner.reason.checks.scene import Floats, Scene, Window, luma

if TYPE_CHECKING:
    from limner.reason.checks.views import Views

_NEARER = 40.0
"""Levels by which a cell must come nearer to a letter's colour to count."""
_CELLS = 6
_NO_NOISE = 0.3
"""Levels below which an encoder has left nothing of the noise."""
_FLAT = 0.3
"""Levels of local contrast below which there is nothing to raise."""
_CHANGED = 3.0
"""Levels (root mean square) of a change that is more than resampling and encoding make."""


def check_text(views: Views, index: int, number: int) -> Check:
    """That cells came nearer to the letters' colour (or their outline's), in the whole or at their place."""
    step: Any = views.course.steps[index]
    paints = [name for name in (step.color, step.outline) if name is not None]
    best, seen = 0, 0
    for window, shape in ((views.whole, views.grid), views.view(index)):
        before, found = views.wanted_without(index, window, shape), views.found(window, shape)
        best = max(best, *(_nearer(before, found, paint, step.opacity) for paint in paints))
        seen = max(seen, *(_apart(before, paint) for paint in paints))
    return Check(
        name="text",
        wanted=f"letters in {' and '.join(paints)}: at least {_CELLS} cells nearer to it",
        measured=f"{best} cells" if seen >= _CELLS else "the picture has that colour already",
        passed=best >= _CELLS or seen < _CELLS,
        step=number,
    )


def _apart(scene: Scene, paint: str) -> int:
    """How many cells could come nearer to a colour."""
    import numpy as np

    target = np.array(Color.parse(paint).rgb, np.float32)
    return int((np.abs(scene.color - target).mean(2) > _NEARER).sum())


def _nearer(before: Scene, found: Scene, paint: str, opacity: float) -> int:
    """How many cells are clearly nearer to a colour than they were."""
    import numpy as np

    color = Color.parse(paint)
    target = np.array(color.rgb, np.float32)
    was, now = (np.abs(scene.color - target).mean(2) for scene in (before, found))
    strength = opacity * color.alpha / 255
    usual = float(np.quantile(np.abs(was - now), 0.5))
    return int((was - now > _NEARER * strength + 2 * usual).sum())


def check_grain(views: Views, index: int, number: int) -> Check:
    """The deviation of what is left when the picture without grain is taken away, its finest part."""
    step: Any = views.course.steps[index]
    window, shape = views.view(index)
    before = views.wanted_without(index, window, shape)
    fine = fineness_of(luma(views.found(window, shape).color - before.color))
    shrunk = 1.0
    for place in views.course.places[index:]:
        shrunk *= max(1.0, place.scale)
    wanted = views.noise_left(before, step.amount / shrunk)
    share = 0.15 if _at_the_ends(before, step.amount) > 0.3 else 0.55  # half of it is clipped there
    return Check(
        name="grain",
        wanted=f"noise of {wanted:.1f} levels, at least {share * wanted:.1f}",
        measured=f"{fine:.1f}",
        passed=fine >= share * wanted or wanted < _NO_NOISE,
        step=number,
    )


def check_local_contrast(views: Views, index: int, number: int) -> Check:
    """That near cells differ more than they did without the step."""
    before = views.wanted_without(index, views.whole, views.grid)
    was, now = map(_local_deviation, (before, views.written))
    least = was * 1.02 + 0.05
    full = _at_the_ends(before, 8) > 0.5
    return Check(
        name=views.course.steps[index].op,
        wanted=f"local contrast of at least {least:.1f} levels ({was:.1f} before)",
        measured=f"{now:.1f} levels" + (", already black and white" if full else ""),
        passed=now >= least or was < _FLAT or full,
        step=number,
    )


def _at_the_ends(scene: Scene, near: float) -> float:
    """The share of cells whose luma is near black or white."""
    gray = luma(scene.color)
    return float(((gray <= near) | (gray >= 255 - near)).mean())


def _local_deviation(scene: Scene) -> float:
    """The mean deviation of luma within blocks of eight cells."""
    grid = luma(scene.color)
    rows, columns = (max(1, length // 8) for length in grid.shape)
    high, wide = grid.shape[0] // rows, grid.shape[1] // columns
    blocks = grid[: rows * high, : columns * wide].reshape(rows, high, columns, wide)
    return float(blocks.std(axis=(1, 3)).mean())


def fineness_of(noise: Floats) -> float:
    """The deviation of white noise as the second mixed difference shows it, robust to a few edges."""
    import numpy as np

    mixed = noise[1:, 1:] - noise[:-1, 1:] - noise[1:, :-1] + noise[:-1, :-1]
    return float(np.median(np.abs(mixed)) / 0.6745 / 2)


def check_unpredicted(
    start: Reader, end: Reader, steps: tuple[ExactStep, ...], first: int, cause: str
) -> Iterator[Check]:
    """For a plan with a step that follows what the picture shows: only that the picture changed."""
    grid = overview(end.size)
    before = start.scene(Window.of(start.size), grid)
    after = end.scene(Window.of(end.size), grid)
    apart = distance(replace(before, window=after.window, size=after.size), after)
    for index, step in enumerate(steps):
        if step.scope is not Scope.FILE:
            yield Check(
                name=step.op,
                wanted=f"a change of the picture ({cause} follows what it shows)",
                measured=f"{apart:.1f} levels RMS from the input, {start.size} to {end.size}",
                passed=apart >= _CHANGED,
                step=first + index,
            )
