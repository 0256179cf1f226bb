"""What a generator computed on its way from noise to a picture, as one picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from limner.core.errors import Unsupported
from limner.draw.sheet import sheet

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.progress import Progress

ROWS = {"x": "noisy", "denoised": "denoised", "cond": "with words", "uncond": "without"}
"""Fields of `Watched` from top to bottom, and their labels."""

MOST = 9
"""Columns; of more steps some are left out, never the first and the last."""


def film(
    told: Sequence[Progress], decode: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.uint8]]
) -> npt.NDArray[np.uint8]:
    """(H, W, 3) uint8: a column for each of the steps ``told`` with its share of noise, a row for each
    estimate that was made. Unsupported where nothing was watched."""
    import numpy as np

    steps = [one for one in told if one.watched is not None]
    if not steps:
        raise Unsupported("this model does not tell what it computes", hint="draw without --watch")
    chosen = [steps[round(place)] for place in np.linspace(0, len(steps) - 1, min(MOST, len(steps)))]
    names = [name for name in ROWS if all(getattr(one.watched, name) is not None for one in chosen)]
    rows = [list(decode(np.stack([getattr(one.watched, name) for one in chosen]))) for name in names]
    return sheet(rows, [ROWS[name] for name in names], [f"{one.t or 0:.0%} noise" for one in chosen])
