"""A reader without weights, for tests and for trying things out: the same answers everywhere.

Pictures and texts become histograms over the same eleven colours, so that a red picture lies near
the word "red"; other words only lie near themselves.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from limner.core.card import Card
from limner.core.image import Image
from limner.core.reading import Reading, Scored, SeenThing
from limner.models.pixels import squares

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

COLORS = {
    "red": (220, 40, 40),
    "orange": (245, 140, 30),
    "yellow": (250, 215, 50),
    "green": (60, 175, 70),
    "blue": (50, 110, 230),
    "purple": (150, 70, 200),
    "pink": (250, 130, 180),
    "white": (240, 240, 240),
    "gray": (150, 152, 158),
    "black": (55, 55, 60),
    "brown": (140, 90, 50),
}
_SIDE = 16
_WORDS = 48  # dimensions that words other than colours are hashed into
_FAINT = 0.2
_TOLD = 0.5  # the least score of a thing that is told

CARD = Card(
    id="fake",
    kind="encoder",
    files=(),
    licence="Apache-2.0",
    source="no weights: counts colours",
    resolution=_SIDE,
    dimension=len(COLORS) + 1 + _WORDS,
    vocabulary={
        "things": ("nothing", "patch"),
        "colors": ("natural", *COLORS),
        "place": ("plain", "busy"),
        "time": ("day", "night"),
        "weather": ("clear",),
        "style": ("flat", "photo"),
    },
    calibration={"logit_scale": 20.0, "logit_bias": 0.0, "familiar_threshold": 0.5},
)


class FakeReader:
    """Answers everything that a reader is asked, from colours alone."""

    card = CARD
    logit_scale = 20.0
    logit_bias = 0.0

    def image_vectors(self, images: Sequence[Image]) -> Floats:
        """(N, D) float32 of length 1: the square roots of the shares of the colours."""
        import numpy as np

        shares = np.zeros((len(images), CARD.dimension), np.float32)
        for row, pixels in zip(shares, squares(images, _SIDE), strict=True):
            row[: len(COLORS)] = np.sqrt(np.bincount(_nearest(pixels).ravel(), minlength=len(COLORS)))
        return _unit(shares)

    def text_vectors(self, texts: Sequence[str]) -> Floats:
        """(N, D) float32 of length 1: the colours named, and faintly every other word by its hash."""
        import numpy as np

        counts = np.zeros((len(texts), CARD.dimension), np.float32)
        for row, text in zip(counts, texts, strict=True):
            row[len(COLORS)] = _FAINT / 10  # a text without words is a text too
            for word in re.findall(r"\w+", text.lower()):
                row[_place_of(word)] += 1 if word in COLORS else _FAINT
        return _unit(counts)

    def read(self, images: Sequence[Image]) -> list[Reading]:
        """One reading a picture: the commonest colour but the backdrop's is its one thing."""
        return [_reading(pixels) for pixels in squares(images, _SIDE)]


def _reading(pixels: npt.NDArray[np.uint8]) -> Reading:
    import numpy as np

    names = tuple(COLORS)
    nearest = _nearest(pixels)
    counts = np.bincount(nearest.ravel(), minlength=len(names))
    backdrop, second = np.argsort(-counts, kind="stable")[:2]
    things: tuple[SeenThing, ...] = ()
    if counts[second]:
        rows, columns = np.nonzero(nearest == second)
        left, top, right, bottom = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
        box = (float(left / _SIDE), float(top / _SIDE), float(right / _SIDE), float(bottom / _SIDE))
        score = float(counts[second] / ((right - left) * (bottom - top)))
        if score >= _TOLD:
            things = (SeenThing("patch", score, Scored(names[second], score), box),)
    plain = float(counts[backdrop] / counts.sum())
    light = float(pixels.mean() / 255)
    return Reading(
        things=things,
        place=_either("plain", "busy", plain),
        time=_either("day", "night", light),
        weather=(Scored("clear", 1.0),),
        style=_either("flat", "photo", plain),
        familiar=plain,
    )


def _either(first: str, second: str, share: float) -> tuple[Scored, ...]:
    both = (Scored(first, share), Scored(second, 1 - share))
    return tuple(sorted(both, key=lambda word: -word.score))


def _nearest(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.intp]:
    """(H, W) the index of the nearest of the eleven colours."""
    import numpy as np

    table = np.array(list(COLORS.values()), np.int64)
    distances = ((pixels[:, :, None].astype(np.int64) - table) ** 2).sum(-1)
    return np.asarray(distances.argmin(-1), np.intp)


def _place_of(word: str) -> int:
    if word in COLORS:
        return list(COLORS).index(word)
    digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
    return len(COLORS) + 1 + int.from_bytes(digest, "big") % _WORDS


def _unit(rows: Floats) -> Floats:
    import numpy as np

    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
