"""The pictures of all things in all drawings, at any size and in any colour.

Pictograms come from one file that `limner.train.sprites` writes: a ``small`` level with a longest
side of 96 pixels, held as pixels, and a ``large`` level of up to 320, held as WebP and decoded when
first asked for. The other things are drawn in code.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile

import cv2
import numpy as np

from limner.core.errors import BadValue, WeightsCorrupt, WeightsMissing
from limner.world.drawn.draw import DRAWN, draw
from limner.world.recolor import middle_tone, recolored
from limner.world.things import NAMES
from limner.world.vocabulary import COLORS, DRAWINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import numpy.typing as npt

FORMAT = 1
SMALL, LARGE = 96, 320
LARGE_KEPT = 1024
"""How many large pictures stay decoded: every one, about 300 MB once all were asked for. Decoding one
takes longer than painting a scene."""

REBUILD = "run `limner train sprites`"


class Pictogram(NamedTuple):
    """One thing in one drawing: premultiplied RGBA at most `SMALL` pixels, and the WebP of at most
    `LARGE` with straight alpha, b"" in a file without the large level."""

    small: npt.NDArray[np.uint8]
    large: bytes


class Atlas:
    """Sprites by thing and drawing. Open one with `load` or `drawn`."""

    def __init__(self, pictograms: Mapping[tuple[str, str], Pictogram]) -> None:
        self._pictograms = dict(pictograms)
        complete = {name for name in NAMES if all((name, drawing) in pictograms for drawing in DRAWINGS)}
        self.names: tuple[str, ...] = tuple(name for name in NAMES if name in complete or name in DRAWN)
        self._half = lru_cache(maxsize=4096)(self._read_half)
        self._large = lru_cache(maxsize=LARGE_KEPT)(self._read_large)
        self._middle = lru_cache(maxsize=8192)(self._read_middle)
        self._proportions = lru_cache(maxsize=8192)(self._read_proportions)

    @classmethod
    def drawn(cls) -> Atlas:
        """The things that are drawn in code alone: no file is needed."""
        return cls({})

    @classmethod
    def load(cls, path: Path) -> Atlas:
        """The atlas of one file.

        Raises:
            WeightsMissing: there is no such file.
            WeightsCorrupt: it is no atlas of this format.
        """
        if not path.is_file():
            raise WeightsMissing(f"the pictograms are not at {path}", hint=REBUILD)
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
                return cls(_unpacked({key: file[key] for key in file.files}))
        except (OSError, ValueError, KeyError, EOFError, TypeError, BadZipFile, zlib.error) as error:
            raise WeightsCorrupt(f"{path} is not an atlas that can be read: {error}", hint=REBUILD) from error

    def proportions(self, thing: str, drawing: str, variant: str = "") -> tuple[float, float]:
        """Width and height as fractions of the longer of the two."""
        return self._proportions(thing, drawing, variant)

    def _read_proportions(self, thing: str, drawing: str, variant: str) -> tuple[float, float]:
        height, width = self._small(thing, drawing, variant).shape[:2]
        longest = max(height, width)
        return width / longest, height / longest

    def sprite(
        self,
        thing: str,
        drawing: str,
        color: str | None,
        side: int,
        flipped: bool = False,
        variant: str = "",
    ) -> npt.NDArray[np.uint8]:
        """(h, w, 4) uint8 premultiplied RGBA, tight to its alpha, its longer side ``side`` pixels.

        Raises:
            BadValue: the atlas has no such thing, drawing or color, or ``side`` is not positive.
        """
        if side < 1 or (color is not None and color not in COLORS):
            raise BadValue(
                f"side {side} and color {color} were given; allowed: side >= 1, {', '.join(COLORS)}"
            )
        width, height = self.proportions(thing, drawing, variant)
        size = max(1, round(width * side)), max(1, round(height * side))
        pixels = _resized(self._level(side)(thing, drawing, variant), size)
        if flipped:
            pixels = cv2.flip(pixels, 1)  # type: ignore[assignment]
        if color is None:
            return pixels
        return recolored(pixels, COLORS[color], self._middle(thing, drawing, variant))

    def _level(self, side: int) -> Callable[[str, str, str], npt.NDArray[np.uint8]]:
        if side > SMALL:
            return self._large
        return self._small if side > SMALL // 2 else self._half

    def _small(self, thing: str, drawing: str, variant: str) -> npt.NDArray[np.uint8]:
        pictogram = self._pictogram(thing, drawing)
        return pictogram.small if pictogram else _drawn_small(thing, drawing, variant)

    def _read_half(self, thing: str, drawing: str, variant: str) -> npt.NDArray[np.uint8]:
        return fitted(self._small(thing, drawing, variant), SMALL // 2)

    def _read_large(self, thing: str, drawing: str, variant: str) -> npt.NDArray[np.uint8]:
        pictogram = self._pictogram(thing, drawing)
        if pictogram is None:
            return trimmed(premultiplied(draw(thing, drawing, LARGE, variant)))
        if not pictogram.large:
            return pictogram.small
        decoded = cv2.imdecode(np.frombuffer(pictogram.large, np.uint8), cv2.IMREAD_UNCHANGED)
        return premultiplied(cv2.cvtColor(decoded, cv2.COLOR_BGRA2RGBA))  # type: ignore[arg-type]

    def _read_middle(self, thing: str, drawing: str, variant: str) -> float:
        return middle_tone(self._small(thing, drawing, variant))

    def _pictogram(self, thing: str, drawing: str) -> Pictogram | None:
        """None when the thing is drawn in code."""
        pictogram = self._pictograms.get((thing, drawing))
        if drawing not in DRAWINGS or (pictogram is None and thing not in DRAWN):
            raise BadValue(
                f'this atlas has no "{thing}" drawn "{drawing}"; it has {len(self.names)} things '
                f"in the drawings {', '.join(DRAWINGS)}",
                hint=REBUILD,
            )
        return pictogram


@lru_cache(maxsize=2048)
def _drawn_small(thing: str, drawing: str, variant: str) -> npt.NDArray[np.uint8]:
    return trimmed(premultiplied(draw(thing, drawing, SMALL, variant)))


def premultiplied(straight: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Straight RGBA (h, w, 4) with its colours multiplied by alpha."""
    red, green, blue, alpha = cv2.split(straight)
    colors = (cv2.multiply(plane, alpha, scale=1 / 255) for plane in (red, green, blue))
    return np.asarray(cv2.merge([*colors, alpha]), np.uint8)


def trimmed(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """``pixels`` cut to where alpha is above 16; as they are where it nowhere is."""
    rows = np.flatnonzero(pixels[..., 3].max(axis=1) > 16)
    columns = np.flatnonzero(pixels[..., 3].max(axis=0) > 16)
    if not len(rows):
        return pixels
    return np.ascontiguousarray(pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def fitted(pixels: npt.NDArray[np.uint8], side: int) -> npt.NDArray[np.uint8]:
    """Premultiplied RGBA resized so that its longer side is ``side`` pixels."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    return _resized(pixels, (max(1, round(width * scale)), max(1, round(height * scale))))


def _resized(pixels: npt.NDArray[np.uint8], size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    if size == (width, height):
        return pixels.copy()
    if size[0] <= width and size[1] <= height:
        return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]
    larger = cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
    return np.minimum(larger, larger[..., 3:])  # cubic overshoot would leave colour above alpha


def pack(
    pictograms: Mapping[tuple[str, str], Pictogram], *, large: bool = True
) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of an atlas file, for ``numpy.savez_compressed``; without the ``large`` level it is
    what a training machine takes along."""
    keys = sorted(pictograms)
    images = [pictograms[key].small for key in keys]
    webps = [pictograms[key].large if large else b"" for key in keys]
    return {
        "format": np.array(FORMAT),
        "keys": np.array(keys, dtype=np.str_),
        "shapes": np.array([image.shape[:2] for image in images], np.uint16),
        "small": np.concatenate([image.reshape(-1) for image in images]),
        "lengths": np.array([len(webp) for webp in webps], np.uint32),
        "large": np.frombuffer(b"".join(webps), np.uint8),
    }


def _unpacked(arrays: Mapping[str, npt.NDArray[np.generic]]) -> dict[tuple[str, str], Pictogram]:
    """What `pack` packed.

    Raises:
        ValueError: another format.
    """
    if int(arrays["format"]) != FORMAT:
        raise ValueError(f"format {arrays['format']}, this version reads {FORMAT}")
    large = arrays["large"].tobytes()
    pictograms = {}
    pixel = byte = 0
    for (name, drawing), (height, width), length in zip(
        arrays["keys"].tolist(), arrays["shapes"].tolist(), arrays["lengths"].tolist(), strict=True
    ):
        count = height * width * 4
        small = arrays["small"][pixel : pixel + count].reshape(height, width, 4)
        pictograms[name, drawing] = Pictogram(small, large[byte : byte + length])  # type: ignore[arg-type]
        pixel, byte = pixel + count, byte + length
    return pictograms
