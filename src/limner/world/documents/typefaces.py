"""Lines of text as masks, in the typefaces that Pillow and OpenCV carry: no font file is needed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from limner.core.errors import BadValue

if TYPE_CHECKING:
    import numpy.typing as npt
    from PIL import ImageFont

_HERSHEY = {
    "plain": cv2.FONT_HERSHEY_SIMPLEX,
    "duplex": cv2.FONT_HERSHEY_DUPLEX,
    "roman": cv2.FONT_HERSHEY_COMPLEX,
}

TYPEFACES = ("sans", "sans bold", *_HERSHEY)
"""``sans`` is Aileron, Pillow's own; the others are OpenCV's stroke fonts (A. V. Hershey, 1967).
They write ASCII only."""

_CAPITAL = 21.0
"""The height of a Hershey capital at scale 1, pixels."""


def line(text: str, size: float, face: str) -> npt.NDArray[np.uint8]:
    """(h, w) uint8 coverage of one line of text, tight to its ink in x.

    ``size`` is the height of a capital letter, pixels; the rows run from 0.4 of it above the
    capitals to 0.6 below the baseline, the same for every text, so that lines align.
    """
    if face not in TYPEFACES:
        raise BadValue(f"typeface {face!r}: allowed are {', '.join(TYPEFACES)}")
    if not text.strip() or not text.isascii() or not text.isprintable():
        raise BadValue(f"text {text!r}: allowed is one line of printable ASCII with ink in it")
    mask = _stroked(text, size, face) if face in _HERSHEY else _outlined(text, size, face == "sans bold")
    columns = np.flatnonzero(mask.any(axis=0))
    return mask[:, columns[0] : columns[-1] + 1]


def _outlined(text: str, size: float, bold: bool) -> npt.NDArray[np.uint8]:
    """Aileron: a capital is 0.716 of the em."""
    from PIL import Image, ImageDraw

    font = _aileron(size / 0.716)
    width = round(font.getlength(text) + 2 * size)
    canvas = Image.new("L", (width, round(2 * size)))
    stroke = size / 18 if bold else 0.0
    ImageDraw.Draw(canvas).text((size / 2, round(1.4 * size)), text, 255, font, "ls", stroke_width=stroke)
    return np.asarray(canvas)


@lru_cache(maxsize=64)
def _aileron(em: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    from PIL import ImageFont

    return ImageFont.load_default(em)


def _stroked(text: str, size: float, face: str) -> npt.NDArray[np.uint8]:
    """Drawn four times as large and averaged down: OpenCV puts strokes on whole pixels."""
    fine = 4
    thickness = max(1, round(fine * size / (8 if face == "plain" else 12)))
    scale = (fine * size - thickness) / _CAPITAL
    width, _ = cv2.getTextSize(text, _HERSHEY[face], scale, 1)[0]
    canvas = np.zeros((round(2 * size) * fine, width + round(2 * fine * size)), np.uint8)
    origin = (round(fine * size), round(1.4 * size) * fine)
    cv2.putText(canvas, text, origin, _HERSHEY[face], scale, 255, thickness, cv2.LINE_AA)
    return np.asarray(
        cv2.resize(canvas, None, fx=1 / fine, fy=1 / fine, interpolation=cv2.INTER_AREA), np.uint8
    )
