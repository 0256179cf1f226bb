"""Finishes laid over a whole picture: watercolor, oil painting, pencil sketch, pixel art.

Each takes and gives (H, W, 3) uint8, keeps every outline where it is, and scales its brush with the
shorter side, so that a scene looks the same at 128 and at 1024. Textures are made once for a size.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from limner.core.seed import derive

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]
    Plane = npt.NDArray[np.float32]

PIXEL_ROWS = 64
"""Pixel art has so many squares along its shorter side."""

_TEXTURES = 3


def _unit(pixels: Pixels) -> float:
    """Pixels in 1/128 of the shorter side."""
    height, width = pixels.shape[:2]
    return float(min(height, width)) / 128


def _odd(length: float) -> int:
    return 2 * round((length - 1) / 2) + 1


def _noise(rng: np.random.Generator, height: int, width: int, cell: float, stretch: float = 1.0) -> Plane:
    """Smooth noise of zero mean and unit spread; ``cell`` pixels a bump, ``stretch`` times as wide."""
    rows = max(2, round(height / cell))
    columns = max(2, round(width / (cell * stretch)))
    small = rng.standard_normal((rows, columns)).astype(np.float32)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def _dial(seed: int, name: str) -> int:
    """Which of the few textures ``seed`` takes."""
    return derive(seed, name) % _TEXTURES


@lru_cache(maxsize=24)
def _paper(height: int, width: int, which: int) -> Pixels:
    """How much a watercolor keeps of each pixel's pigment, of 255: grain and blotches."""
    rng = np.random.default_rng(which)
    unit = min(height, width) / 128
    grain = 0.55 * _noise(rng, height, width, max(1.0, 1.1 * unit))
    blotches = _noise(rng, height, width, 22 * unit) + 0.6 * _noise(rng, height, width, 9 * unit)
    pigment = 222 + 5 * grain + 9 * blotches
    return np.repeat(np.clip(pigment, 150, 255).astype(np.uint8)[..., None], 3, axis=2)


@lru_cache(maxsize=24)
def _border(height: int, width: int, which: int) -> Pixels:
    """Pigment that is left towards the ragged edge of a watercolor, of 255."""
    rng = np.random.default_rng(which + 100)
    unit = min(height, width) / 128
    rows = np.minimum(np.arange(height), np.arange(height)[::-1])[:, None]
    columns = np.minimum(np.arange(width), np.arange(width)[::-1])[None]
    inset = np.minimum(rows, columns).astype(np.float32) / unit
    ragged = inset + 1.3 * _noise(rng, height, width, 8 * unit) + 0.6 * _noise(rng, height, width, 3 * unit)
    mask = (np.clip((ragged - 0.8) / 2.2, 0, 1) * 255).astype(np.uint8)
    return np.repeat(mask[..., None], 3, axis=2)


def watercolor(pixels: Pixels, seed: int) -> Pixels:
    """Flat washes with darker rims on grainy paper, left white at a ragged border."""
    unit, (height, width) = _unit(pixels), pixels.shape[:2]
    wash = cv2.medianBlur(pixels, max(3, _odd(3 * unit)))
    reach = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (max(3, _odd(2.2 * unit)),) * 2)
    rim = cv2.morphologyEx(wash, cv2.MORPH_GRADIENT, reach)
    rim = cv2.blur(rim, (max(3, _odd(1.5 * unit)),) * 2)
    wash = cv2.addWeighted(wash, 1.0, rim, -0.34, 4.0)
    which = _dial(seed, "paper")
    pigment = cv2.multiply(cv2.bitwise_not(wash), _paper(height, width, which), scale=1 / 255)
    pigment = cv2.multiply(pigment, _border(height, width, which), scale=1 / 255)
    return np.asarray(cv2.bitwise_not(pigment), np.uint8)


@lru_cache(maxsize=24)
def _strokes(height: int, width: int, which: int) -> Plane:
    """Relief of brush strokes that follow a slowly turning direction, unit spread."""
    rng = np.random.default_rng(which + 200)
    unit = min(height, width) / 128
    layers = np.stack(
        [
            _noise(rng, height, width, 1.3 * unit, 5.0),
            _noise(rng, width, height, 1.3 * unit, 5.0).T,
            _slanted(_noise(rng, height, width, 1.3 * unit, 5.0)),
        ]
    )
    votes = np.stack([_noise(rng, height, width, 15 * unit) for _ in layers])
    weights = np.exp(3 * votes)
    relief = (layers * weights).sum(0) / weights.sum(0)
    return np.repeat(relief.astype(np.float32)[..., None], 3, axis=2)


def _slanted(plane: Plane) -> Plane:
    height, width = plane.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 45, 1.5)
    slanted = cv2.warpAffine(plane, turn, (width, height), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(slanted, np.float32)


def _kuwahara(pixels: Pixels, radius: int) -> Pixels:
    """Each pixel becomes the mean of the calmest of the four squares that meet in it.

    Kuwahara et al. 1976; squares of ``radius + 1`` pixels.
    """
    side = radius + 1
    padded = cv2.copyMakeBorder(pixels, radius, radius, radius, radius, cv2.BORDER_REFLECT_101)
    gray = cv2.cvtColor(padded, cv2.COLOR_RGB2GRAY)
    mean = cv2.boxFilter(padded, -1, (side, side), anchor=(0, 0))
    level = cv2.boxFilter(gray, cv2.CV_32F, (side, side), anchor=(0, 0))
    spread = cv2.sqrBoxFilter(gray, cv2.CV_32F, (side, side), anchor=(0, 0)) - level * level
    height, width = pixels.shape[:2]
    corners = [(0, 0), (0, radius), (radius, 0), (radius, radius)]
    best = spread[:height, :width].copy()
    result = mean[:height, :width].copy()
    for top, left in corners[1:]:
        other = spread[top : top + height, left : left + width]
        calmer = cv2.compare(other, best, cv2.CMP_LT)
        cv2.copyTo(mean[top : top + height, left : left + width], calmer, result)
        cv2.min(best, other, best)
    return np.asarray(result, np.uint8)


def oil_painting(pixels: Pixels, seed: int) -> Pixels:
    """Daubs of strong colour with the relief of a brush."""
    unit, (height, width) = _unit(pixels), pixels.shape[:2]
    daubs = _kuwahara(pixels, max(2, round(2.2 * unit)))
    relief = _strokes(height, width, _dial(seed, "strokes"))
    gray = cv2.cvtColor(cv2.cvtColor(daubs, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    vivid = cv2.addWeighted(daubs, 1.22, gray, -0.22, 0.0)
    return np.asarray(cv2.addWeighted(vivid, 1.0, relief, 8.0, 0.0, dtype=cv2.CV_8U), np.uint8)


@lru_cache(maxsize=24)
def _hatching(height: int, width: int, which: int) -> Pixels:
    """Pencil lines in one direction, 0 = bare paper to 255 = lead."""
    rng = np.random.default_rng(which + 300)
    unit = min(height, width) / 128
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / unit
    wobble = 1.2 * _noise(rng, height, width, 14 * unit)
    waves = np.sin((x + y * 1.25) * 2.1 + wobble * 2.0)
    grain = _noise(rng, height, width, max(1.0, unit))
    return _ramp(255 * (0.5 + 0.5 * waves + 0.28 * grain))


def pencil_sketch(pixels: Pixels, seed: int) -> Pixels:
    """Lines where any colour is darker than around it, hatched in the shade, a light wash of colour.

    The wash keeps colours nameable, so that words about them stay true.
    """
    unit, (height, width) = _unit(pixels), pixels.shape[:2]
    calm = cv2.medianBlur(pixels, max(3, _odd(1.6 * unit)))
    around = cv2.GaussianBlur(calm, (0, 0), 1.7 * unit)
    shares = cv2.divide(cv2.add(calm, _FLOOR), cv2.add(around, _FLOOR), scale=250.0)
    red, green, blue = cv2.split(shares)
    lines = cv2.LUT(cv2.min(cv2.min(red, green), blue), _STEEP)
    gray = cv2.cvtColor(calm, cv2.COLOR_RGB2GRAY)
    hatching = _hatching(height, width, _dial(seed, "hatching"))
    hatch = cv2.multiply(cv2.LUT(gray, _SHADE), hatching, scale=1 / 255)
    tone = cv2.cvtColor(cv2.subtract(lines, hatch), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.multiply(tone, cv2.LUT(calm, _WASH), scale=1 / 255), np.uint8)


def _ramp(values: npt.NDArray[np.floating]) -> Pixels:
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


_LEVELS = np.arange(256) / 255.0
_FLOOR = np.array([20.0, 20.0, 20.0, 0.0])
_STEEP = _ramp(255 * np.clip(_LEVELS * 1.045, 0, 1) ** 3.2)
_SHADE = _ramp(92 * np.clip(1 - _LEVELS * 1.1, 0, 1) ** 1.4)
_WASH = _ramp(250 * (0.5 + 0.5 * _LEVELS**0.8))
_LADDER = 15
_STEPS = _ramp(np.floor(_LEVELS * _LADDER + 0.5) / _LADDER * 255)
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) / 16 - 0.46875


@lru_cache(maxsize=8)
def _dither(height: int, width: int) -> Plane:
    """Bayer's ordered pattern, within half a step of the palette either way."""
    tiled = np.tile(_BAYER, (-(-height // 4), -(-width // 4)))[:height, :width]
    return np.repeat((tiled * 255 / _LADDER * 0.6).astype(np.float32)[..., None], 3, axis=2)


def pixel_art(pixels: Pixels, seed: int) -> Pixels:
    """A small palette, dithered; each square is one pixel here and is enlarged by the painter."""
    del seed
    gray = cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    vivid = cv2.addWeighted(pixels, 1.15, gray, -0.15, 0.0)
    dithered = cv2.add(vivid, _dither(*pixels.shape[:2]), dtype=cv2.CV_8U)
    return np.asarray(cv2.LUT(dithered, _STEPS), np.uint8)


FINISHES: dict[str, Callable[[Pixels, int], Pixels]] = {
    "watercolor": watercolor,
    "oil painting": oil_painting,
    "pencil sketch": pencil_sketch,
    "pixel art": pixel_art,
}
"""By the name of the style; a style that is not here needs no finish."""
