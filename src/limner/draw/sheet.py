"""Pictures in rows and columns with their labels, as one picture."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

PAPER, INK = (250, 250, 248), (60, 60, 66)
GAP = 6
MOST = 512
"""The longest side of a picture on the sheet, pixels."""


def sheet(rows: Sequence[Sequence[Pixels]], down: Sequence[str], along: Sequence[str]) -> Pixels:
    """(H, W, 3) uint8: the pictures (h, w, 3), shrunk where they are large, with the labels ``down`` left of
    the rows and ``along`` above the columns; a side without labels has no margin."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    small = [[_shrunk(pixels) for pixels in row] for row in rows]
    wide = max(picture.width for row in small for picture in row)
    high = max(picture.height for row in small for picture in row)
    size = max(10, min(wide, high) // 16)
    font = ImageFont.load_default(size)
    margin = _margin(down, font, wide)
    lines = [textwrap.wrap(text, max(6, int(wide / (size * 0.55)))) for text in along]
    head = max(map(len, lines), default=0) * (size + 3) + (GAP if any(along) else 0)
    canvas = Image.new(
        "RGB", (margin + len(along) * (wide + GAP) + GAP, head + len(small) * (high + GAP) + GAP), PAPER
    )
    pen = ImageDraw.Draw(canvas)
    for column, told in enumerate(lines):
        pen.multiline_text((margin + GAP + column * (wide + GAP), GAP), "\n".join(told), fill=INK, font=font)
    for index, row in enumerate(small):
        top = head + GAP + index * (high + GAP)
        label = "\n".join(textwrap.wrap(down[index], max(6, int(margin / (size * 0.55)))))
        pen.multiline_text((GAP, top + high // 3), label, fill=INK, font=font)
        for column, picture in enumerate(row):
            canvas.paste(picture, (margin + GAP + column * (wide + GAP), top))
    return np.asarray(canvas, np.uint8)


def _margin(down: Sequence[str], font: Any, wide: int) -> int:
    """The room for the rows' labels: no more than a picture is wide."""
    widest = max((font.getlength(text) for text in down), default=0.0)
    return min(round(widest) + 2 * GAP, wide) if widest else 0


def _shrunk(pixels: Pixels) -> Any:
    from PIL import Image

    picture = Image.fromarray(pixels)
    scale = MOST / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BOX)
