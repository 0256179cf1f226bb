"""Faces and full bodies in photographs, by detectors that OpenCV carries. No model of ours.

Sources: faces by Viola and Jones, CVPR 2001, with a cascade of opencv-python-headless 4.x; bodies by Dalal
and Triggs, CVPR 2005 (histograms of oriented gradients), with the weights that OpenCV carries.

`limner eval see` measures them. Of the 100 faces of scikit-image's ``lfw_subset`` 98 are found, and
nothing in its 100 other patches; but that collection was itself gathered with such a detector, so
turned, tilted, covered or small faces are missed far more often. Of 46 times that people walk through one
street (OpenCV's ``vtest.avi``, nobody half hidden, each a third to three quarters of the picture's height)
42 are found with an overlap (IoU) of half and more, and no one in 15 photographs without whole people.
Who is smaller than a fifth of the shorter side is not found (4 of the 46 in the uncut frames); a footballer
lying in the air (``messi5.jpg``) is not either, and of three people close together (``bus.jpg`` in the wheel
of ultralytics) one. OpenCV's full-body cascade found 9 of 46, and 22 with its boxes trimmed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limner.core.errors import Unsupported
from limner.core.geometry import Box, Size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

Rectangle = tuple[int, int, int, int]

FACE = "haarcascade_frontalface_alt2.xml"
_NEIGHBOURS = 4
_SMALLEST_FACE = 1 / 20
"""The least height of a face, as a share of the picture's shorter side."""

_WINDOW = (64, 128)
"""Width and height in pixels of what the detector of bodies was trained on."""
_SURE = 0.5
"""The least distance from its decision plane, chosen on every other frame of ``vtest.avi``."""
_RIM_ACROSS, _RIM_DOWN = 0.18, 0.1
"""How much of its window lies left and right of a person, and above and below, each side."""


def faces(luma: npt.NDArray[np.uint8]) -> tuple[Rectangle, ...]:
    """Upright faces seen from the front in (H, W) luma: left, top, right, bottom in its pixels."""
    side = max(20, int(min(luma.shape) * _SMALLEST_FACE))
    found = _cascade(FACE).detectMultiScale(luma, 1.1, _NEIGHBOURS, minSize=(side, side))
    ordered = sorted(
        (tuple(int(part) for part in each) for each in found), key=lambda each: (each[0], each[1])
    )
    return tuple((left, top, left + width, top + height) for left, top, width, height in ordered)


def bodies(luma: npt.NDArray[np.uint8]) -> tuple[Rectangle, ...]:
    """Upright people shown from head to foot in (H, W) luma, at least 102 pixels tall: left, top, right,
    bottom in its pixels."""
    import numpy as np

    if luma.shape[0] < _WINDOW[1] or luma.shape[1] < _WINDOW[0]:
        return ()
    windows, weights = _walkers().detectMultiScale(luma, winStride=(8, 8), padding=(32, 32), scale=1.1)
    sure = (
        window for window, weight in zip(windows, np.ravel(weights), strict=True) if float(weight) >= _SURE
    )
    return tuple(sorted(_trimmed(window, luma.shape) for window in sure))


def _trimmed(window: Sequence[int], shape: tuple[int, ...]) -> Rectangle:
    """The person in a ``window`` (left, top, width, height) that the detector found, within a picture of
    ``shape`` (H, W)."""
    left, top, width, height = (int(part) for part in window)
    across, down = round(width * _RIM_ACROSS), round(height * _RIM_DOWN)
    return (
        max(0, left + across),
        max(0, top + down),
        min(shape[1], left + width - across),
        min(shape[0], top + height - down),
    )


def scaled(found: tuple[Rectangle, ...], shape: tuple[int, int], whole: Size) -> tuple[Box, ...]:
    """Boxes found in a copy of ``shape`` (H, W) as boxes of the ``whole`` picture."""
    across, down = whole.width / shape[1], whole.height / shape[0]
    boxes = (
        Box(int(left * across), int(top * down), round(right * across), round(bottom * down))
        for left, top, right, bottom in found
    )
    return tuple(box.clipped(whole) for box in boxes)


@cache
def _cascade(name: str) -> Any:
    import cv2

    path = Path(cv2.__file__).parent / "data" / name
    if not hasattr(cv2, "CascadeClassifier") or not path.exists():
        raise Unsupported(
            f"this OpenCV ({cv2.__version__}) does not carry the cascade {name}",
            hint='install "opencv-python-headless>=4.10,<5"',
        )
    return cv2.CascadeClassifier(str(path))


@cache
def _walkers() -> Any:
    import cv2
    import numpy as np

    detector = cv2.HOGDescriptor()
    detector.setSVMDetector(np.asarray(cv2.HOGDescriptor.getDefaultPeopleDetector(), np.float32))
    return detector
