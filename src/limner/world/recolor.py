"""Another colour for a thing, by luminance: light and shade stay, so a blue potato still looks round.

All arrays are premultiplied RGBA uint8. The map from luminance to colour is piecewise linear and
homogeneous in (luminance, alpha), so it needs no division by alpha and holds after a resize as well.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

LUMA = np.array([0.30, 0.59, 0.11], np.float32)
SHADE = 0.22
"""The tone that black becomes, as a share of the colour."""
SHINE = 0.75
"""How far from the colour to white the tone lies that white becomes."""
KEPT = 0.12
"""How much of the thing's own colour stays under a vivid colour; under a grey one, nothing."""
CENTERING = 0.95
"""How much of the way the thing's middle tone is moved onto the colour itself."""


class ToneMap(NamedTuple):
    """new = ``linear`` @ old + ``bend`` * max(0, ``light`` @ old), for old and new RGBA columns."""

    linear: npt.NDArray[np.float32]
    light: npt.NDArray[np.float32]
    bend: npt.NDArray[np.float32]


def middle_tone(pixels: npt.NDArray[np.uint8]) -> float:
    """The median luminance of the opaque pixels, 0-1; 0.5 where nothing is opaque."""
    opaque = pixels[pixels[..., 3] > 128]
    return float(np.median(opaque[:, :3] @ LUMA) / 255) if len(opaque) else 0.5


def recolored(
    pixels: npt.NDArray[np.uint8], color: tuple[int, int, int], middle: float
) -> npt.NDArray[np.uint8]:
    """``pixels`` (h, w, 4) in ``color``; ``middle`` is the `middle_tone` of the whole thing."""
    tones = tone_map(color, round(middle, 3))
    source = pixels.astype(np.float32)
    lit = np.maximum(cv2.transform(source, tones.light), 0)
    bent = cv2.transform(lit, tones.bend)
    mixed = cv2.add(cv2.transform(source, tones.linear), bent, dtype=cv2.CV_8U)
    return cv2.min(mixed, cv2.transform(pixels, _ALPHA))  # type: ignore[return-value]


@lru_cache(maxsize=8192)
def tone_map(color: tuple[int, int, int], middle: float) -> ToneMap:
    """The luminance ``middle`` becomes (nearly) ``color``, darker and lighter tones follow."""
    target = np.array(color, np.float32) / 255
    kept = KEPT * min(1.0, 2 * float(target.max() - target.min()))
    darker, lighter = 2 * target * (1 - SHADE), 2 * (1 - target) * SHINE
    light = np.append(LUMA, (0.5 - middle) * CENTERING - 0.5).astype(np.float32)
    linear = np.zeros((4, 4), np.float32)
    linear[:3] = (1 - kept) * np.outer(darker, light)
    linear[:3, 3] += (1 - kept) * target
    linear[:3, :3] += kept * np.eye(3, dtype=np.float32)
    linear[3, 3] = 1
    bend = np.append((1 - kept) * (lighter - darker), 0).astype(np.float32)
    return ToneMap(linear, light[None], bend[:, None])


_ALPHA = np.zeros((4, 4), np.float32)
_ALPHA[:, 3] = 1
"""Alpha in all four channels: no premultiplied colour is above it."""
