from __future__ import annotations

import numpy as np
import pytest

from limner.core.errors import Unsupported
from limner.core.progress import Progress, Watched
from limner.draw.sheet import GAP
from limner.draw.watching import MOST, film


def _latents(value: float) -> np.ndarray:
    return np.full((1, 1, 1), value, np.float32)


def _decode(latents: np.ndarray) -> np.ndarray:
    return np.full((len(latents), 40, 40, 3), 0, np.uint8) + latents.astype(np.uint8)


def test_a_row_for_each_estimate_and_a_column_for_each_step_up_to_the_last() -> None:
    told = [
        Progress(
            step,
            30,
            0.0,
            t=1 - step / 30,
            watched=Watched(_latents(step), _latents(100 + step), _latents(200)),
        )
        for step in range(1, 31)
    ]
    pixels = film(told, _decode)
    top = pixels.shape[0] - 3 * (40 + GAP)
    columns = [pixels.shape[1] - (MOST - place) * (40 + GAP) for place in range(MOST)]
    noisy = [int(pixels[top, left, 0]) for left in columns]
    assert noisy[0] == 1
    assert noisy[-1] == 30
    assert noisy == sorted(set(noisy))
    assert int(pixels[top + 40 + GAP, columns[-1], 0]) == 130
    assert int(pixels[top + 2 * (40 + GAP), columns[0], 0]) == 200


def test_a_model_that_nobody_can_watch_is_said_to_be_one() -> None:
    with pytest.raises(Unsupported, match="does not tell"):
        film([Progress(1, 1, 0.0)], _decode)
