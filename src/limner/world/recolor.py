"""Another colour for a thing, by luminance: light and shade stay, so a blue potato still looks round.

All arrays are premultiplied RGBA uint8. The map from luminance to colour is piecewise linear and
homogeneous in (luminance, alpha), so it needs no division by alpha and holds after a resize as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

LUMA = np.array([0.30, 0.59, 0.11], np.float32)
SHADE = 0.22
"""The darkest tone of a colour, as a share of it."""
SHINE = 0.75
"""How far the lightest tone goes from the colour to white."""
KEPT = 0.12
"""How much of the thing's own colour stays."""
CENTERING = 0.8
"""How much of the way the thing's middle tone is moved onto the colour itself."""


def middle_tone(pixels: npt.NDArray[np.uint8]) -> float:
    """The median luminance of the opaque pixels, 0-1; 0.5 where nothing is opaque."""
    opaque = pixels[pixels[..., 3] > 128]
    return float(np.median(opaque[:, :3] @ LUMA) / 255) if len(opaque) else 0.5


def recolored(
    pixels: npt.NDArray[np.uint8], color: tuple[int, int, int], middle: float
) -> npt.NDArray[np.uint8]:
    """``pixels`` (h, w, 4) in ``color``; ``middle`` is the `middle_tone` of the whole thing."""
    source = pixels.reshape(-1, 4).astype(np.float32)
    alpha = source[:, 3]
    light = source[:, :3] @ LUMA
    light += (0.5 - middle) * CENTERING * alpha
    light -= 0.5 * alpha
    half = 0.5 * alpha
    tones = np.empty((len(source), 6), np.float32)
    tones[:, 0] = alpha
    np.clip(light, -half, 0, out=tones[:, 1])
    np.clip(light, 0, half, out=tones[:, 2])
    tones[:, 3:] = source[:, :3]
    result = np.empty(pixels.shape, np.uint8)
    mixed = tones @ _tone_matrix(color)
    np.clip(mixed, 0, alpha[:, None], out=mixed)
    mixed += 0.5
    result[..., :3] = mixed.reshape(*pixels.shape[:2], 3)
    result[..., 3] = pixels[..., 3]
    return result


def _tone_matrix(color: tuple[int, int, int]) -> npt.NDArray[np.float32]:
    """(6, 3): alpha, darker, lighter and the old red, green, blue to the new red, green, blue."""
    target = np.array(color, np.float32) / 255
    matrix = np.zeros((6, 3), np.float32)
    matrix[0] = target
    matrix[1] = 2 * target * (1 - SHADE)
    matrix[2] = 2 * (1 - target) * SHINE
    matrix[:3] *= 1 - KEPT
    matrix[3:] = KEPT * np.eye(3)
    return matrix
