"""Words drawn on photographs, to measure how often they are found."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

WORDS = (
    "EXIT", "Market", "open today", "No parking", "COFFEE", "Platform 7", "Welcome", "SALE 50%", "Bakery",
    "Museum", "please wait", "Hotel", "24 hours", "Library", "Danger", "harbour", "Room 318", "STOP",
)  # fmt: skip
SHARES = (0.05, 0.12)
"""The size of the letters, as a share of the picture's shorter side."""
LEAST_CONTRAST = 70


def lettered(
    luma: npt.NDArray[np.uint8], rng: random.Random
) -> tuple[npt.NDArray[np.uint8], tuple[int, int, int, int]]:
    """(H, W) luma with a word on it, and the word's box: left, top, right, bottom.

    The letters differ from the mean of what lies under them by at least 70 levels, and are a little
    soft, as a lens makes them.
    """
    import cv2
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    height, width = luma.shape
    word = rng.choice(WORDS)
    font = ImageFont.load_default(max(10, round(rng.uniform(*SHARES) * min(luma.shape))))
    left, top, right, bottom = (round(part) for part in font.getbbox(word))
    x, y = rng.randrange(max(1, width - right)), rng.randrange(max(1, height - bottom))
    box = (x + left, y + top, min(width, x + right), min(height, y + bottom))
    tone = _tone(float(luma[box[1] : box[3], box[0] : box[2]].mean()), rng)
    stencil = Image.new("L", (width, height))
    ImageDraw.Draw(stencil).text((x, y), word, fill=255, font=font)
    alpha = cv2.GaussianBlur(np.asarray(stencil), (0, 0), 0.6).astype(np.float32) / 255
    written = luma * (1 - alpha) + tone * alpha
    return np.asarray(written.round(), np.uint8), box


def _tone(mean: float, rng: random.Random) -> float:
    """Dark or light, at least `LEAST_CONTRAST` from ``mean``."""
    tones = []
    if mean >= LEAST_CONTRAST:
        tones.append(rng.uniform(0, mean - LEAST_CONTRAST))
    if mean <= 255 - LEAST_CONTRAST:
        tones.append(rng.uniform(mean + LEAST_CONTRAST, 255))
    return rng.choice(tones)
