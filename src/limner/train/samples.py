"""What a model makes of held-out pictures, drawn on them: labels are looked at, not trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from limner.nets.vit import normalise
from limner.train.targets import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy.typing as npt
    from torch import Tensor

    from limner.nets.reader import Read
    from limner.train.recipe import Batch

COLUMNS, ROWS, SCALE = 6, 4, 2
SURE = 0.5


def sheet(model: Callable[[Tensor], Read], batch: Batch, path: Path) -> None:
    """The first pictures of ``batch``, each with the boxes and the words that the model gives."""
    count = min(COLUMNS * ROWS, len(batch["pixels"]))
    read = model(normalise(batch["pixels"][:count]))
    shares = read.things.softmax(-1)
    peaks = (shares[..., 0] < 1 - SURE) & (read.centredness.sigmoid() > SURE)
    found = [
        [
            (int(read.things[i, p].argmax()), int(read.colors[i, p].argmax()), read.boxes[i, p].numpy())
            for p in peaks[i].nonzero()[:, 0].tolist()
        ]
        for i in range(count)
    ]
    _write(batch["pixels"][:count].numpy(), found, path)


def _write(
    pixels: npt.NDArray[np.uint8],
    found: list[list[tuple[int, int, npt.NDArray[np.float32]]]],
    path: Path,
) -> None:
    """One sheet: boxes and words over pictures ``SCALE`` times their size."""
    tiles = []
    for picture, things in zip(pixels, found, strict=True):
        tile = np.repeat(np.repeat(picture, SCALE, 0), SCALE, 1)[..., ::-1].copy()
        side = tile.shape[0]
        for thing, color, box in things:
            left, top, right, bottom = (round(float(v) * side) for v in box)
            cv2.rectangle(tile, (left, top), (right, bottom), (0, 0, 255), 1)
            words = f"{VOCABULARY['colors'][color]} {VOCABULARY['things'][thing]}"
            cv2.putText(tile, words, (left + 2, top + 10), 0, 0.35, (255, 255, 255), 2, cv2.LINE_AA)
            cv2.putText(tile, words, (left + 2, top + 10), 0, 0.35, (0, 0, 0), 1, cv2.LINE_AA)
        tiles.append(tile)
    while len(tiles) % COLUMNS:
        tiles.append(np.zeros_like(tiles[0]))
    rows = [np.hstack(tiles[i : i + COLUMNS]) for i in range(0, len(tiles), COLUMNS)]
    cv2.imwrite(str(path), np.vstack(rows))
