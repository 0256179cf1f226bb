"""Faces and full bodies in photographs, by the cascades that OpenCV carries. No model of ours.

Source: Viola and Jones, CVPR 2001; the trained cascades are those of opencv-python-headless 4.x.
`limner eval see` measures them: of the 100 faces of scikit-image's ``lfw_subset`` 98 are found, and
nothing in its 100 other patches; but that collection was itself gathered with such a detector, so
turned, tilted, covered or small faces are missed far more often. Bodies have no such figure: no
package was found that holds photographs of whole people in number. Of the four people in one street
scene (``bus.jpg`` in the wheel of ultralytics) none is found, so that "none" means little; one of
scikit-image's 15 photographs without whole people is said to have one. The HOG detector that OpenCV
also carries found one of the four, and people in three of the 15.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limner.core.errors import Unsupported
from limner.core.geometry import Box, Size

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Rectangle = tuple[int, int, int, int]

FACE = "haarcascade_frontalface_alt2.xml"
BODY = "haarcascade_fullbody.xml"
_NEIGHBOURS = {FACE: 4, BODY: 4}
_SMALLEST = {FACE: 1 / 20, BODY: 1 / 5}
"""The least height of a find, as a share of the picture's shorter side."""


def faces(luma: npt.NDArray[np.uint8]) -> tuple[Rectangle, ...]:
    """Upright faces seen from the front in (H, W) luma: left, top, right, bottom in its pixels."""
    return _found(FACE, luma)


def bodies(luma: npt.NDArray[np.uint8]) -> tuple[Rectangle, ...]:
    """People shown from head to foot in (H, W) luma: left, top, right, bottom in its pixels."""
    return _found(BODY, luma)


def scaled(found: tuple[Rectangle, ...], shape: tuple[int, int], whole: Size) -> tuple[Box, ...]:
    """Boxes found in a copy of ``shape`` (H, W) as boxes of the ``whole`` picture."""
    across, down = whole.width / shape[1], whole.height / shape[0]
    boxes = (
        Box(int(left * across), int(top * down), round(right * across), round(bottom * down))
        for left, top, right, bottom in found
    )
    return tuple(box.clipped(whole) for box in boxes)


def _found(name: str, luma: npt.NDArray[np.uint8]) -> tuple[Rectangle, ...]:
    side = max(20, int(min(luma.shape) * _SMALLEST[name]))
    found = _cascade(name).detectMultiScale(
        luma, 1.1, _NEIGHBOURS[name], minSize=(side // (2 if name == BODY else 1), side)
    )
    ordered = sorted(
        (tuple(int(part) for part in each) for each in found), key=lambda each: (each[0], each[1])
    )
    return tuple((left, top, left + width, top + height) for left, top, width, height in ordered)


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
