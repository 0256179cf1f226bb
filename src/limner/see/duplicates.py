"""Pictures that are the same picture: equal files, equal pixels, or near enough by eye and by model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from limner.core.image import Image
from limner.core.vips import computing
from limner.ops.pixels import as_rgb, split_alpha

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Kind = Literal["same file", "same pixels", "near"]

NEAR_BITS = 10
"""The most of 64 perceptual bits in which near duplicates differ."""
NEAR_COSINE = 0.95
"""The least cosine of a model's vectors for near duplicates."""
_SIDE = 32
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Print:
    """What pictures are compared by: hashes of the file and of the pixels as decoded, 64 perceptual
    bits, and the model's vector (None without a model)."""

    file: str
    pixels: bytes
    bits: int
    vector: npt.NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures by their places in the list; ``bits`` is how many of 64 perceptual bits differ."""

    one: int
    other: int
    kind: Kind
    bits: int
    cosine: float | None


def print_of(image: Image, vector: npt.NDArray[np.float32] | None = None) -> Print:
    """The print of a picture; for a JPEG a scaled copy does, the same for both."""
    from hashlib import blake2b

    samples = image.to_array()
    pixels = blake2b(repr(samples.shape).encode() + samples.tobytes(), digest_size=16).digest()
    file = image.origin.sha256 if image.origin else ""
    return Print(file, pixels, perceptual_bits(image), vector)


def perceptual_bits(image: Image) -> int:
    """64 bits that a change of size, format or quality leaves nearly alone (pHash: Zauner 2010, 3.2.1).

    The lowest 8x8 frequencies of a 32x32 luma copy, each told from their median.
    """
    import cv2
    import numpy as np

    color, _ = split_alpha(as_rgb(image))
    with computing():
        luma = color.recomb([[0.299, 0.587, 0.114]]) / (image.peak / 255)
        small = luma.thumbnail_image(_SIDE, height=_SIDE, size="force").numpy()
    low = cv2.dct(small.reshape(_SIDE, _SIDE).astype(np.float32))[:_KEPT, :_KEPT].ravel()
    bits = low > np.median(low[1:])
    return int("".join("1" if bit else "0" for bit in bits), 2)


def pairs(prints: Sequence[Print]) -> list[Pair]:
    """Every pair of duplicates, the surest first; a vector alone never makes one.

    Equal files and equal pixels are duplicates by themselves; "near" takes few different bits and,
    where both have vectors, a high cosine too.
    """
    found = []
    for one, first in enumerate(prints):
        for other in range(one + 1, len(prints)):
            pair = _compare(one, other, first, prints[other])
            if pair is not None:
                found.append(pair)
    order = {"same file": 0, "same pixels": 1, "near": 2}
    return sorted(found, key=lambda pair: (order[pair.kind], pair.bits, -(pair.cosine or 0)))


def _compare(one: int, other: int, first: Print, second: Print) -> Pair | None:
    bits = (first.bits ^ second.bits).bit_count()
    if bits > NEAR_BITS:
        return None
    cosine = None
    if first.vector is not None and second.vector is not None:
        cosine = float(first.vector @ second.vector)
    if first.file and first.file == second.file:
        return Pair(one, other, "same file", bits, cosine)
    if first.pixels == second.pixels:
        return Pair(one, other, "same pixels", bits, cosine)
    near = cosine is None or cosine >= NEAR_COSINE
    return Pair(one, other, "near", bits, cosine) if near else None
