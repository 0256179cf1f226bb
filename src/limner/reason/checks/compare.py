"""How two scenes agree: in likeness, in the turn, in the place, and in the shares of changes."""

from __future__ import annotations

from typing import NamedTuple

from limner.reason.checks.scene import Floats, Scene, luma

FLAT = 1.0
"""Deviation of luma (0-255) below which a picture shows nothing that could be placed."""


class Effect(NamedTuple):
    """``share`` of the change that a step should make which a result shows: 1 = all of it, 0 = none.

    ``size`` is that change, ``rest`` what no step explains: root mean square, 0-255.
    """

    share: float
    size: float
    rest: float


def effects(wanted: Scene, without: list[Scene | None], found: Scene) -> list[Effect | None]:
    """The share of every step's change that is there, told apart from the others'.

    ``without`` are the plans with one step left out each. With the changes d_i = wanted - without_i,
    found - wanted = sum of a_i d_i + rest is solved by least squares (with a small ridge, as changes
    may be alike), and the share of step i is 1 + a_i.
    """
    import numpy as np

    known = wanted.known.copy()
    for scene in without:
        known = known if scene is None else known * scene.known
    weight = known[:, :, None]
    shown = wanted.shown
    changes = [None if scene is None else ((shown - scene.shown) * weight).ravel() for scene in without]
    used = [index for index, change in enumerate(changes) if change is not None and change.any()]
    off = ((found.shown - shown) * weight).ravel()
    count = max(1.0, float(known.sum()) * 4)
    results: list[Effect | None] = [None if change is None else Effect(1.0, 0.0, 0.0) for change in changes]
    if not used:
        return results
    rows = np.stack([np.asarray(changes[index]) for index in used])
    gram = rows @ rows.T
    parts = np.linalg.solve(gram + np.diag(gram.diagonal() * 0.01), rows @ off)
    rest = float(np.sqrt(((off - parts @ rows) ** 2).sum() / count))
    for index, part, power in zip(used, parts, gram.diagonal(), strict=True):
        results[index] = Effect(1 + float(part), float(np.sqrt(power / count)), rest)
    return results


def fineness(scene: Scene) -> float:
    """The deviation of luma from cell to cell (mixed second difference), robust to a few edges.

    Half of it is the deviation of white noise.
    """
    import numpy as np

    grid = luma(scene.color)
    mixed = grid[1:, 1:] - grid[:-1, 1:] - grid[1:, :-1] + grid[:-1, :-1]
    return float(np.abs(mixed).mean() / 0.798 / 2) if mixed.size else 0.0


def distance(wanted: Scene, found: Scene) -> float:
    """Root mean square difference of what is known, 0-255."""
    import numpy as np

    known = wanted.known[:, :, None]
    count = max(1.0, float(known.sum()) * 4)
    return float(np.sqrt((((wanted.shown - found.shown) * known) ** 2).sum() / count))


def likeness(wanted: Scene, found: Scene) -> float:
    """Correlation of luma where it is known, -1 to 1; 1 for two flat pictures."""
    return _correlation(wanted.pattern, found.pattern, wanted.known)


def _correlation(one: Floats, other: Floats, known: Floats) -> float:
    import numpy as np

    total = max(1.0, float(known.sum()))
    a, b = ((x - (x * known).sum() / total) * known for x in (one, other))
    power = float(np.sqrt((a**2).sum() * (b**2).sum()))
    if power < FLAT**2 * total:
        return 1.0 if (a**2).sum() < FLAT**2 * total and (b**2).sum() < FLAT**2 * total else 0.0
    return float((a * b).sum() / power)


TURNS = (
    "as planned", "turned by 90", "turned by 180", "turned by 270",
    "mirrored", "mirrored and turned by 90", "mirrored and turned by 180", "mirrored and turned by 270",
)  # fmt: skip


def turns(wanted: Scene, found: Scene) -> dict[str, float]:
    """Likeness of the result to the planned picture in all eight orientations."""
    import numpy as np

    side = min(found.alpha.shape)
    one, other, known = (_square(x, side) for x in (wanted.pattern, found.pattern, wanted.known))
    scores = {}
    for number, name in enumerate(TURNS):
        turned, sure = (np.rot90(x[:, ::-1] if number > 3 else x, -(number % 4)) for x in (one, known))
        scores[name] = _correlation(turned, other, sure)
    return scores


def _square(grid: Floats, side: int) -> Floats:
    """Nearest cells on a square grid, so that quarter turns can be compared."""
    import numpy as np

    rows, columns = (((np.arange(side) + 0.5) * length / side).astype(int) for length in grid.shape)
    found: Floats = grid[rows][:, columns]
    return found


def shift(wanted: Scene, found: Scene) -> tuple[float, float] | None:
    """By how many pixels of the canvas the result lies to the right and below the plan; None when flat.

    Phase correlation (Kuglin and Hines 1975) under a Hann window, with a parabola for the fraction.
    """
    import numpy as np

    one, other = wanted.pattern, found.pattern
    if min(one.shape) < 8 or min(one.std(), other.std()) < FLAT or wanted.known.mean() < 0.9:
        return None
    hann = np.outer(*(np.hanning(length + 2)[1:-1] for length in one.shape))
    a, b = (np.fft.rfft2((x - x.mean()) * hann) for x in (one, other))
    cross = b * np.conj(a)
    size = np.abs(cross)
    surface = np.fft.irfft2(cross / (size + 0.02 * size.max()), s=one.shape)
    row, column = np.unravel_index(int(surface.argmax()), surface.shape)
    down = _fraction(surface[:, column], int(row))
    across = _fraction(surface[row], int(column))
    return across * found.pitch[0], down * found.pitch[1]


def steepness(scene: Scene) -> float:
    """Root mean square difference of luma from cell to cell, the larger of both directions."""
    import numpy as np

    grid = scene.pattern
    changes = [np.diff(grid, axis=axis) for axis in (0, 1)]
    return max(float(np.sqrt((change**2).sum() / max(1, change.size))) for change in changes)


def _fraction(line: Floats, peak: int) -> float:
    """The place of the peak of a periodic line, between samples, in [-n/2, n/2)."""
    count = len(line)
    before, top, after = (float(line[(peak + step) % count]) for step in (-1, 0, 1))
    bend = before - 2 * top + after
    place = peak + (0.5 * (before - after) / bend if bend < 0 else 0.0)
    return place - count if place >= count / 2 else place
