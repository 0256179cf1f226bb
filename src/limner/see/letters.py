"""Whether a picture holds text, and where: rows of letter-like blobs. No model, and no reading.

Letters of one line are maximally stable regions (Matas et al., BMVC 2002) of one height and tone with
strokes of one width (the measure of Epshtein et al., CVPR 2010), side by side. `limner eval see`
prints how often a drawn word is found and how often a photograph without text is said to have some.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Rectangle = tuple[int, int, int, int]

_LEAST_SIDE = 6
"""Pixels: no letter that is looked for is lower, and OpenCV's search fails where a side is under 3."""
_LEAST_LETTERS = 4
_STROKE_SPREAD = 0.5
"""The most that a letter's stroke widths may spread: standard deviation over mean."""
_STROKE_RATIO = 1.7
_TONE_STEP = 28
"""How far strokes and tones of neighbouring letters may lie apart: a factor, and levels."""
_CONTRAST = 35
"""The least step in levels from a letter to what surrounds it."""


_SOFTENED = 0.45  # pixels: the blur that keeps single pixels from being letters
_BASE, _STANDING = 0.15, 0.7


class Letter(NamedTuple):
    """A blob that could be a letter: its box, the width of its strokes in pixels, its mean luma."""

    box: Rectangle
    stroke: float
    tone: float


def lines(luma: npt.NDArray[np.uint8]) -> tuple[Rectangle, ...]:
    """Lines of text in (H, W) luma: left, top, right, bottom in its pixels, from the top."""
    import cv2

    if min(luma.shape) < _LEAST_SIDE:
        return ()
    soft = cv2.GaussianBlur(luma, (0, 0), _SOFTENED)
    rows = (row for row in _rows(list(_letters(soft))) if _level(row))  # type: ignore[arg-type]
    return tuple(sorted(_merged([_around(row) for row in rows]), key=lambda box: (box[1], box[0])))


def _letters(luma: npt.NDArray[np.uint8]) -> Iterator[Letter]:
    """The blobs that could be letters, each place once."""
    import cv2
    import numpy as np

    height, width = luma.shape
    finder = cv2.MSER.create(delta=8, min_area=12, max_area=height * width // 20, max_variation=0.2)
    places = set()
    for region in finder.detectRegions(luma)[0]:
        points = np.asarray(region)
        left, top, wide, high = cv2.boundingRect(points)
        if not _letter_shaped(wide, high, len(points), height):
            continue
        place = ((left + wide // 2) // 4, (top + high // 2) // 4)
        letter = None if place in places else _letter(luma, points, (left, top, left + wide, top + high))
        if letter is not None:
            places.add(place)
            yield letter


def _letter_shaped(wide: int, high: int, area: int, height: int) -> bool:
    size = _LEAST_SIDE <= high <= height / 3
    return size and 0.08 <= wide / high <= 1.6 and 0.12 <= area / (wide * high) <= 0.95


def _letter(luma: npt.NDArray[np.uint8], points: npt.NDArray[np.int32], box: Rectangle) -> Letter | None:
    """The blob as a letter; None when its strokes are uneven or thick, or it hardly stands out."""
    import cv2
    import numpy as np

    left, top, right, bottom = box
    mask = np.zeros((bottom - top + 2, right - left + 2), np.uint8)
    mask[points[:, 1] - top + 1, points[:, 0] - left + 1] = 255
    depth = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    ridge = depth[(depth > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)))]
    stroke = 2 * float(ridge.mean()) if ridge.size else 0.0
    if not stroke or ridge.std() > _STROKE_SPREAD * ridge.mean() or stroke > 0.5 * (bottom - top):
        return None
    inner = mask[1:-1, 1:-1] > 0
    around = luma[top:bottom, left:right][~inner]
    tone = float(luma[points[:, 1], points[:, 0]].mean())
    if not around.size or abs(tone - float(np.median(around))) < _CONTRAST:
        return None
    return Letter(box, stroke, tone)


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    """Letters that follow each other on a line, from the left, at least four."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters):
        row = next((row for row in rows if _follows(row[-1], letter)), None)
        if row is None:
            rows.append([letter])
        else:
            row.append(letter)
    return [row for row in rows if len(row) >= _LEAST_LETTERS]


def _follows(last: Letter, letter: Letter) -> bool:
    """Whether ``letter`` comes next after ``last``: near, as high, on the same line, of the same pen."""
    one, other = last.box, letter.box
    tall = max(one[3] - one[1], other[3] - other[1])
    small = min(one[3] - one[1], other[3] - other[1])
    gap = other[0] - one[2]
    middle = abs((one[1] + one[3]) - (other[1] + other[3])) / 2
    aligned = small >= 0.5 * tall and -0.3 * tall <= gap <= 1.2 * tall and middle <= 0.35 * tall
    pen = max(last.stroke, letter.stroke) <= _STROKE_RATIO * min(last.stroke, letter.stroke)
    return aligned and pen and abs(last.tone - letter.tone) <= _TONE_STEP


def _level(row: list[Letter]) -> bool:
    """Whether most letters stand on one base line: a fifth of their height apart at most."""
    bottoms = sorted(letter.box[3] for letter in row)
    heights = sorted(letter.box[3] - letter.box[1] for letter in row)
    middle, tall = bottoms[len(row) // 2], heights[len(row) // 2]
    return sum(abs(bottom - middle) <= _BASE * tall for bottom in bottoms) >= _STANDING * len(row)


def _merged(boxes: list[Rectangle]) -> list[Rectangle]:
    """Boxes of one line that overlap, as one: dots and small letters can make a row of their own."""
    lines: list[Rectangle] = []
    for box in sorted(boxes):
        last = next((line for line in lines if _touch(line, box)), None)
        if last is None:
            lines.append(box)
        else:
            lines[lines.index(last)] = (
                min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])
            )  # fmt: skip
    return lines


def _touch(line: Rectangle, box: Rectangle) -> bool:
    shared = min(line[3], box[3]) - max(line[1], box[1])
    return box[0] <= line[2] and shared >= 0.5 * min(line[3] - line[1], box[3] - box[1])


def _around(row: list[Letter]) -> Rectangle:
    boxes = [letter.box for letter in row]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
