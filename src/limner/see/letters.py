"""Whether a picture holds text, and where: rows of letter-like blobs. No model, and no reading.

Letters of one line are maximally stable regions (Matas et al., BMVC 2002) of one height with strokes
of one width (the measure of Epshtein et al., CVPR 2010), side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_LEAST_LETTERS = 4
_STROKE_SPREAD = 0.55
"""The most that a letter's stroke widths may spread: standard deviation over mean."""

Rectangle = tuple[int, int, int, int]


def lines(luma: npt.NDArray[np.uint8]) -> tuple[Rectangle, ...]:
    """Lines of text in (H, W) luma: left, top, right, bottom in its pixels, from the top."""
    boxes = _letters(luma)
    return tuple(sorted((_around(row) for row in _rows(boxes)), key=lambda box: (box[1], box[0])))


def _letters(luma: npt.NDArray[np.uint8]) -> list[Rectangle]:
    """Boxes of the blobs that could be letters, each place once."""
    import cv2
    import numpy as np

    height, width = luma.shape
    finder = cv2.MSER.create(delta=8, min_area=12, max_area=height * width // 20, max_variation=0.2)
    regions, boxes = finder.detectRegions(luma)
    kept: dict[tuple[int, int], Rectangle] = {}
    for region, (left, top, wide, high) in zip(regions, boxes, strict=True):
        points = np.asarray(region)
        if _letter_shaped(wide, high, len(points), height) and _even_strokes(points, left, top, wide, high):
            place = ((left + wide // 2) // 4, (top + high // 2) // 4)
            kept.setdefault(place, (left, top, left + wide, top + high))
    return list(kept.values())


def _letter_shaped(wide: int, high: int, area: int, height: int) -> bool:
    return 6 <= high <= height / 3 and 0.08 <= wide / high <= 1.6 and 0.12 <= area / (wide * high) <= 0.95


def _even_strokes(points: npt.NDArray[np.int32], left: int, top: int, wide: int, high: int) -> bool:
    """Whether the blob is made of strokes of one width, narrow against its height."""
    import cv2
    import numpy as np

    mask = np.zeros((high + 2, wide + 2), np.uint8)
    mask[points[:, 1] - top + 1, points[:, 0] - left + 1] = 255
    depth = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    ridge = depth[(depth > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)))]
    return bool(
        ridge.size and ridge.std() <= _STROKE_SPREAD * ridge.mean() and 2 * ridge.mean() <= 0.6 * high
    )


def _rows(boxes: list[Rectangle]) -> list[list[Rectangle]]:
    """Boxes that follow each other on a line, from the left, at least four."""
    rows: list[list[Rectangle]] = []
    for box in sorted(boxes):
        row = next((row for row in rows if _follows(row[-1], box)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    return [row for row in rows if len(row) >= _LEAST_LETTERS]


def _follows(last: Rectangle, box: Rectangle) -> bool:
    """Whether ``box`` is the next letter after ``last``: near, as high, on the same line."""
    tall = max(last[3] - last[1], box[3] - box[1])
    small = min(last[3] - last[1], box[3] - box[1])
    gap = box[0] - last[2]
    middle = abs((last[1] + last[3]) - (box[1] + box[3])) / 2
    return small >= 0.5 * tall and -0.3 * tall <= gap <= 1.2 * tall and middle <= 0.35 * tall


def _around(row: list[Rectangle]) -> Rectangle:
    return (
        min(box[0] for box in row),
        min(box[1] for box in row),
        max(box[2] for box in row),
        max(box[3] for box in row),
    )
