"""The curves of a run as a picture, drawn with OpenCV alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.train.journal import rows

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

PANEL = (220, 320)
"""Height and width of one curve's panel, pixels."""

COLUMNS = 4
MARGIN = 34
INK, LINE, PAPER = (60, 60, 60), (200, 90, 30), 255


def draw(folder: Path, path: Path) -> None:
    """Every loss and every measured figure of the run in ``folder`` against pictures seen."""
    import cv2
    import numpy as np

    series = _series(folder)
    if not series:
        return
    panels = [_panel(name, points) for name, points in series.items()]
    while len(panels) % COLUMNS:
        panels.append(np.full((*PANEL, 3), PAPER, np.uint8))
    lines = [np.hstack(panels[i : i + COLUMNS]) for i in range(0, len(panels), COLUMNS)]
    cv2.imwrite(str(path), np.vstack(lines))


def _series(folder: Path) -> dict[str, list[tuple[float, float]]]:
    series: dict[str, list[tuple[float, float]]] = {}
    for row in rows(folder):
        pictures = row.get("pictures")
        if not isinstance(pictures, int):
            continue
        for kind in ("losses", "measured"):
            values = row.get(kind)
            for name, value in values.items() if isinstance(values, dict) else ():
                series.setdefault(f"{kind} {name}", []).append((float(pictures), float(value)))
    return series


def _panel(name: str, points: list[tuple[float, float]]) -> npt.NDArray[np.uint8]:
    import cv2
    import numpy as np

    height, width = PANEL
    panel = np.full((height, width, 3), PAPER, np.uint8)
    x, y = np.array(points, float).T
    low, high = float(np.percentile(y, 0)), float(np.percentile(y, 98))
    left, bottom = MARGIN, height - MARGIN
    across = left + (x - x.min()) / max(np.ptp(x), 1e-9) * (width - 1.5 * MARGIN)
    up = bottom - np.clip((y - low) / max(high - low, 1e-9), 0, 1.05) * (height - 2 * MARGIN)
    track = np.stack([across, up], -1).round().astype(np.int32)
    cv2.polylines(panel, [track], False, LINE, 1, cv2.LINE_AA)
    for words, place in (
        (f"{name}: {y[-1]:.4g}", (left, 18)),
        (f"{high:.3g}", (2, MARGIN)),
        (f"{low:.3g}", (2, bottom)),
        (f"{x[-1] / 1000:.0f}k pictures", (left, height - 10)),
    ):
        cv2.putText(panel, words, place, cv2.FONT_HERSHEY_SIMPLEX, 0.38, INK, 1, cv2.LINE_AA)
    return panel
