"""Fractal noise that shows the same pattern at every resolution, kept in small banks.

Sums of smooth random lattices (value noise; Perlin, "An image synthesizer", 1985): a lattice is
drawn once and interpolated to the size, and one finer than the pixels is left out. Nothing of a
bank may be written to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from random import Random

import cv2
import numpy as np

from limner.core.seed import generator
from limner.world.backdrops.canvas import Array

FIELDS = 16
"""Different fields of each kind; upside down they make as many again."""

_SMALL = 320 * 320
"""Pixels up to which a whole bank is kept; of larger fields only the last few are."""

_KEPT = 768
"""How many fields of a kind are kept: all of four shapes, 50 MB of plain ones at 128 pixels."""


def _banked(build: Callable[..., Array]) -> Callable[..., Array]:
    """Keep what ``build(index, width, height, ...)`` made."""
    small, large = lru_cache(maxsize=_KEPT)(build), lru_cache(maxsize=3)(build)

    @wraps(build)
    def kept(index: int, width: int, height: int, *rest: float) -> Array:
        return (small if width * height <= _SMALL else large)(index, width, height, *rest)

    return kept


@_banked
def field(index: int, width: int, height: int, cells: int = 3, roughness: float = 0.55) -> Array:
    """Noise (height, width) float32 of mean 0 and deviation about 1.

    ``cells`` is the coarsest lattice along the shorter side; each next one is twice as fine and
    ``roughness`` as strong.
    """
    total = np.zeros((height, width), np.float32)
    unit, strength, energy = min(width, height), 1.0, 0.0
    while cells <= unit:
        shape = (round(cells * height / unit) + 1, round(cells * width / unit) + 1)
        lattice = generator(index, f"lattice {cells}").standard_normal(shape).astype(np.float32)
        total += strength * cv2.resize(lattice, (width, height), interpolation=cv2.INTER_CUBIC)
        energy += strength**2
        cells, strength = cells * 2, strength * roughness
    total *= 1.6 / max(energy, 1e-6) ** 0.5
    return total


def _channels(plane: Array) -> Array:
    return np.repeat(plane[..., None], 3, axis=2)


def pick(rng: Random, width: int, height: int, cells: int = 3, roughness: float = 0.55) -> Array:
    """One field of the bank, perhaps upside down, (height, width)."""
    grain = field(rng.randrange(FIELDS), width, height, cells, roughness)
    return grain[::-1] if rng.random() < 0.5 else grain


@_banked
def _repeated(index: int, width: int, height: int, cells: int, roughness: float) -> Array:
    return _channels(field(index, width, height, cells, roughness))


def pick_channels(rng: Random, width: int, height: int, cells: int = 3, roughness: float = 0.55) -> Array:
    """The same for each of three channels, (height, width, 3)."""
    grain = _repeated(rng.randrange(FIELDS), width, height, cells, roughness)
    return grain[::-1] if rng.random() < 0.5 else grain


@lru_cache(maxsize=FIELDS)
def _tile(index: int) -> Array:
    return field(index, 512, 512, 6, 0.75)


@_banked
def _level(index: int, width: int, height: int) -> Array:
    """Soil seen at a slant, fine far away (row 0) and coarse near by, (height, width, 3)."""
    tile, side = _tile(index), 512
    down = (np.arange(height, dtype=np.float32) + 0.5) / height
    depth = 1 / (down + 0.16)
    across = (np.arange(width, dtype=np.float32) + 0.5) / width - 0.5
    columns = np.abs((side * (0.42 * depth[:, None] * across + 0.5)) % (2 * side) - side)
    lines = np.repeat(np.abs((0.30 * depth * side) % (2 * side) - side)[:, None], width, axis=1)
    grain = cv2.remap(tile, columns, lines, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    grain *= np.minimum(1, 0.35 + 2.5 * down)[:, None]
    return _channels(grain.astype(np.float32, copy=False))


def soil(rng: Random, width: int, height: int) -> Array:
    """The grain of level ground from the horizon (row 0) to the viewer, (height, width, 3), mean
    near 0, deviation about 1; ``height`` may be 0."""
    grain = _level(rng.randrange(FIELDS), width, max(8, -(-width // 2)))
    return np.asarray(cv2.resize(grain, (width, height)), np.float32) if height else grain[:0]


@_banked
def _relief(index: int, width: int, height: int) -> Array:
    """How steep folded rock turns towards light from the upper left, (height, width, 3)."""
    folds = -np.abs(field(index, width, max(8, height // 2), 4, 0.55))
    folds = cv2.resize(folds, (width, height), interpolation=cv2.INTER_CUBIC)
    shift = max(1, round(0.014 * min(width, height)))
    lit = folds - np.roll(folds, (shift // 2, shift), axis=(0, 1))
    return _channels((lit / max(float(lit.std()), 1e-6)).astype(np.float32, copy=False))


def relief(rng: Random, width: int, height: int) -> Array:
    """Light and shade on mountain sides, (height, width, 3), mean near 0, deviation 1."""
    return _relief(rng.randrange(FIELDS), width, height)


_SAMPLES, _LENGTH = 512, 8
"""Samples to a unit, and units, of a stored outline."""


@lru_cache(maxsize=2)
def _outlines(sharp: bool) -> Array:
    """Stored outlines, (FIELDS, _SAMPLES * _LENGTH): fractal, in folds if ``sharp``."""
    count = _SAMPLES * _LENGTH
    at = np.arange(count) / _SAMPLES
    total = np.zeros((FIELDS, count), np.float32)
    strength, cells = 1.0, 1.5
    while cells < _SAMPLES / 2:
        lattice = generator(FIELDS, f"outline {cells}").standard_normal((FIELDS, round(cells * _LENGTH) + 2))
        for k in range(FIELDS):
            part = np.interp(at * cells, np.arange(lattice.shape[1]), lattice[k])
            total[k] += strength * (1 - 2 * np.abs(part) if sharp else part)
        cells, strength = cells * 2, strength * 0.5
    total -= total.mean(axis=1, keepdims=True)
    return np.asarray(total / total.std(axis=1, keepdims=True), np.float32)


def outline(rng: Random, width: int, right: float, stretch: float = 1.0, sharp: bool = False) -> Array:
    """A fractal curve at ``width`` pixel columns over ``right`` units, mean near 0, deviation 1;
    ``stretch`` above 1 packs it closer."""
    stored = _outlines(sharp)[rng.randrange(FIELDS)]
    start = rng.uniform(0, _LENGTH - right * stretch)
    at = ((np.arange(width) + 0.5) * (right * stretch / width) + start) * _SAMPLES
    return np.asarray(np.interp(at, np.arange(len(stored)), stored), np.float32)
