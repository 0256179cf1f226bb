"""The curves of a run as a picture, drawn with OpenCV alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limner.train.journal import rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

PANEL = (220, 320)
"""Height and width of one curve's panel, pixels."""

COLUMNS = 4
MARGIN = 34
INK, PAPER = (60, 60, 60), 255
LINES = ((200, 90, 30), (40, 130, 40), (40, 40, 210))
"""Blue, green and red, as OpenCV orders channels."""


Points = list[tuple[float, float]]


def draw(folder: Path, path: Path) -> None:
    """Every loss and every measured figure of the run in ``folder`` against pictures seen."""
    series = _series(folder, "pictures")
    _sheet([_panel(name, {"": points}, "k pictures", 1000) for name, points in series.items()], path)


def compare(
    folders: dict[str, Path], path: Path, losses: Sequence[str], figures: dict[str, dict[str, float]]
) -> None:
    """The named ``losses`` of several runs against minutes, a line a run, and ``figures``, by run and then
    by name, as bars."""
    series = {run: _series(folder, "seconds") for run, folder in folders.items()}
    panels = [
        _panel(name, {run: found[f"losses {name}"] for run, found in series.items()}, " minutes", 60)
        for name in losses
    ]
    names = next(iter(figures.values()))
    _sheet([*panels, *(_bars(name, {run: of[name] for run, of in figures.items()}) for name in names)], path)


def _sheet(panels: list[npt.NDArray[np.uint8]], path: Path) -> None:
    import cv2
    import numpy as np

    if not panels:
        return
    blank = np.full((*PANEL, 3), PAPER, np.uint8)
    panels = [*panels, *[blank] * (-len(panels) % COLUMNS)]
    lines = [np.hstack(panels[i : i + COLUMNS]) for i in range(0, len(panels), COLUMNS)]
    cv2.imwrite(str(path), np.vstack(lines))


def _series(folder: Path, axis: str) -> dict[str, Points]:
    """What the log has of losses and figures, by name, against its column ``axis``: finite ones."""
    series: dict[str, Points] = {}
    for row in rows(folder):
        place = row.get(axis)
        if not isinstance(place, int | float):
            continue
        for kind in ("losses", "measured"):
            values = row.get(kind)
            for name, value in values.items() if isinstance(values, dict) else ():
                if math.isfinite(value):
                    series.setdefault(f"{kind} {name}", []).append((float(place), float(value)))
    return series


def _panel(name: str, tracks: dict[str, Points], unit: str, per: int) -> npt.NDArray[np.uint8]:
    """One panel with a line for each of ``tracks``; the axis below counts ``per`` as one ``unit``."""
    import cv2
    import numpy as np

    height, width = PANEL
    panel = np.full((height, width, 3), PAPER, np.uint8)
    x, y = np.array([point for points in tracks.values() for point in points], float).T
    low, high = float(y.min()), float(np.percentile(y, 98))
    left, bottom = MARGIN, height - MARGIN
    for (label, points), color in zip(tracks.items(), LINES, strict=False):
        across, up = np.array(points, float).T
        across = left + (across - x.min()) / max(np.ptp(x), 1e-9) * (width - 1.5 * MARGIN)
        up = bottom - np.clip((up - low) / max(high - low, 1e-9), 0, 1.05) * (height - 2 * MARGIN)
        track = np.stack([across, up], -1).round().astype(np.int32)
        cv2.polylines(panel, [track], False, color, 1, cv2.LINE_AA)
        if label:
            _write(panel, label, (width - 110, MARGIN + 14 * list(tracks).index(label)), color)
    last = f": {y[-1]:.4g}" if len(tracks) == 1 else ""
    for words, place in (
        (f"{name}{last}", (left, 18)),
        (f"{high:.3g}", (2, MARGIN)),
        (f"{low:.3g}", (2, bottom)),
        (f"{x.max() / per:.0f}{unit}", (left, height - 10)),
    ):
        _write(panel, words, place, INK)
    return panel


def _bars(name: str, values: dict[str, float]) -> npt.NDArray[np.uint8]:
    """One panel with a bar for each run, from 0 to 1."""
    import cv2
    import numpy as np

    panel = np.full((*PANEL, 3), PAPER, np.uint8)
    _write(panel, name, (MARGIN, 18), INK)
    for row, ((label, value), color) in enumerate(zip(values.items(), LINES, strict=False)):
        top = MARGIN + 50 * row
        end = MARGIN + round(value * (PANEL[1] - 2 * MARGIN))
        cv2.rectangle(panel, (MARGIN, top + 18), (end, top + 36), color, -1)
        _write(panel, f"{label} {value:.3f}", (MARGIN, top + 13), color)
    return panel


def _write(
    panel: npt.NDArray[np.uint8], words: str, place: tuple[int, int], color: tuple[int, int, int]
) -> None:
    import cv2

    cv2.putText(panel, words, place, cv2.FONT_HERSHEY_SIMPLEX, 0.38, color, 1, cv2.LINE_AA)
