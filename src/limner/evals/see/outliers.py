"""Pictures that are none of our world, made without any photograph: what strangeness is learned from.

Photographs are kept for measuring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from limner.core.seed import generator

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]


def outliers(seed: int, count: int, scenes: Sequence[Pixels], side: int) -> Iterator[tuple[str, Pixels]]:
    """``count`` pictures (side, side, 3) with the kind of each, the kinds in turn.

    ``scenes`` are squares of our world, from which some kinds are made.
    """
    for index in range(count):
        kind = KINDS[index % len(KINDS)]
        yield kind, _MAKERS[kind](generator(seed, f"outliers/{index}"), scenes, side)


def _texture(rng: np.random.Generator, scenes: Sequence[Pixels], side: int) -> Pixels:
    """Coloured noise with a spectrum of 1/f^a, as photographs have (Field 1987), a from 0.5 to 2."""
    import numpy as np

    frequencies = np.hypot(*np.meshgrid(np.fft.fftfreq(side), np.fft.fftfreq(side)))
    falloff = 1 / np.maximum(frequencies, 1 / side) ** rng.uniform(0.5, 2)
    planes = np.fft.ifft2(np.fft.fft2(rng.normal(size=(3, side, side))) * falloff).real
    mixed = np.tensordot(rng.normal(0.4, 0.4, (3, 3)), planes, 1).transpose(1, 2, 0)
    scaled = (mixed - mixed.mean()) / mixed.std() * rng.uniform(25, 65) + rng.uniform(70, 185)
    return np.asarray(np.clip(scaled, 0, 255), np.uint8)


def _shuffled(rng: np.random.Generator, scenes: Sequence[Pixels], side: int) -> Pixels:
    """A scene cut into 16 or 64 squares that changed places."""
    import numpy as np

    cuts = int(rng.choice((4, 8)))
    step = side // cuts
    tiles = [
        _any(rng, scenes)[y : y + step, x : x + step]
        for y in range(0, step * cuts, step)
        for x in range(0, step * cuts, step)
    ]
    order = rng.permutation(len(tiles))
    rows = [
        np.concatenate([tiles[i] for i in order[row : row + cuts]], 1) for row in range(0, len(tiles), cuts)
    ]
    return np.concatenate(rows, 0)


def _blended(rng: np.random.Generator, scenes: Sequence[Pixels], side: int) -> Pixels:
    """Two scenes laid over each other, one upside down."""
    import numpy as np

    share = rng.uniform(0.35, 0.65)
    mixed = share * _any(rng, scenes) + (1 - share) * _any(rng, scenes)[::-1]
    return mixed.astype(np.uint8)


def _negative(rng: np.random.Generator, scenes: Sequence[Pixels], side: int) -> Pixels:
    """A scene with its tones turned round and its channels exchanged."""
    import numpy as np

    return np.ascontiguousarray(255 - _any(rng, scenes)[..., rng.permutation(3)])


def _document(rng: np.random.Generator, scenes: Sequence[Pixels], side: int) -> Pixels:
    """A chart, a receipt or a screen."""
    import cv2
    import numpy as np

    from limner.world.documents.document import document

    page = document(int(rng.integers(2**31)), 2 * side).pixels
    return np.asarray(cv2.resize(page, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _shapes(rng: np.random.Generator, scenes: Sequence[Pixels], side: int) -> Pixels:
    """Shaded blobs and cylinders on a noisy ground under one light: close things out of focus."""
    import cv2
    import numpy as np

    canvas = _texture(rng, scenes, side).astype(np.float32)
    rows, columns = np.mgrid[0:side, 0:side].astype(np.float32)
    for _ in range(int(rng.integers(2, 9))):
        x, y = rng.uniform(0, side, 2)
        wide, high = rng.uniform(0.08, 0.5, 2) * side
        inside = ((columns - x) / wide) ** 2 + ((rows - y) / high) ** 2
        light = np.clip(1.1 - inside - (columns - x) / wide * rng.uniform(-0.5, 0.5), 0.1, 1.2)[..., None]
        canvas = np.where((inside < 1)[..., None], light * rng.uniform(30, 240, 3), canvas)
    soft = cv2.GaussianBlur(canvas, (0, 0), float(rng.uniform(0.4, 2.5)))
    grainy = soft + rng.normal(0, rng.uniform(0, 9), soft.shape)
    return np.asarray(np.clip(grainy, 0, 255), np.uint8)


def _any(rng: np.random.Generator, scenes: Sequence[Pixels]) -> Pixels:
    return scenes[int(rng.integers(len(scenes)))]


_MAKERS: dict[str, Callable[[np.random.Generator, Sequence[Pixels], int], Pixels]] = {
    "texture": _texture,
    "shuffled": _shuffled,
    "blended": _blended,
    "negative": _negative,
    "document": _document,
    "shapes": _shapes,
}
KINDS = tuple(_MAKERS)
