"""Fractal noise that shows the same pattern at every resolution, kept in small banks.

Sums of smooth random lattices (value noise; Perlin, "An image synthesizer", 1985): a lattice is
drawn once and interpolated to the size, and one finer than the pixels is left out.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random

import cv2
import numpy as np

from limner.core.seed import generator
from limner.world.backdrops.canvas import Array

FIELDS = 12
"""Different fields of each kind; flips make four of each."""


@lru_cache(maxsize=256)
def field(index: int, width: int, height: int, cells: int = 3, roughness: float = 0.55) -> Array:
    """Noise (height, width) float32 of mean 0 and deviation about 1, never to be written to.

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
    total.flags.writeable = False
    return total


@lru_cache(maxsize=128)
def _repeated(index: int, width: int, height: int, cells: int, roughness: float) -> Array:
    grain = np.repeat(field(index, width, height, cells, roughness)[..., None], 3, axis=2)
    grain.flags.writeable = False
    return grain


def pick(rng: Random, width: int, height: int, cells: int = 3, roughness: float = 0.55) -> Array:
    """One field of the bank, perhaps flipped, for each of three channels: (height, width, 3)."""
    grain = _repeated(rng.randrange(FIELDS), width, height, cells, roughness)
    flip = rng.randrange(4)
    rows = slice(None, None, -1 if flip & 1 else 1)
    columns = slice(None, None, -1 if flip & 2 else 1)
    return grain[rows, columns]
