"""Drawing layouts from a network that says what comes next, one token at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.demand import allowed
from limner.core.layout_code import EACH, END, LENGTH, START, field_at
from limner.core.seed import generator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    from limner.core.demand import Demand
    from limner.core.layout_code import LayoutCode

    Step = Callable[[npt.NDArray[np.int64], int], npt.NDArray[np.float32]]
    """Tokens (N,) at a position to the logits (N, V) of what follows each."""


@dataclass(frozen=True, slots=True)
class Freedom:
    """How far a draw may stray from the likeliest. Of the likeliest tokens that together reach the
    given probability one is drawn (nucleus sampling, Holtzman et al. 2020): ``words`` for names,
    colours and surroundings, ``edges`` for boxes; 0 always takes the likeliest."""

    words: float = 0.9
    edges: float = 0.9


def sample(
    code: LayoutCode,
    step: Step,
    seeds: Sequence[int],
    freedom: Freedom,
    demands: Sequence[Demand],
) -> list[list[int]]:
    """One sequence a seed, each within the grammar of ``code`` and its own demand; the same seed and
    logits give the same sequence, whatever stands beside it."""
    import numpy as np

    numbers = [generator(seed, "layout") for seed in seeds]
    found: list[list[int]] = [[] for _ in seeds]
    last = np.full(len(seeds), START, np.int64)
    for position in range(LENGTH):
        logits = step(last, position)
        field = field_at(position)
        share = freedom.edges if field in EACH[2:] else freedom.words
        for row, tokens in enumerate(found):
            dice = float(numbers[row].random())
            if last[row] != END:
                last[row] = _drawn(logits[row], allowed(demands[row], code, tokens), share, dice)
                tokens.append(int(last[row]))
        if (last == END).all():
            break
    return found


def _drawn(logits: npt.NDArray[np.float32], possible: Sequence[int], share: float, dice: float) -> int:
    """One of the ``possible`` tokens by ``dice`` in [0, 1), among the likeliest that reach ``share``."""
    import numpy as np

    ids = np.asarray(possible)
    scores = logits[ids].astype(np.float64)
    order = np.argsort(-scores, kind="stable")
    weights = np.exp(scores[order] - scores[order[0]])
    reached = np.cumsum(weights) / weights.sum()
    kept = min(int(np.searchsorted(reached, share)) + 1, len(ids)) if share > 0 else 1
    within = min(int(np.searchsorted(reached[:kept], dice * reached[kept - 1], "right")), kept - 1)
    return int(ids[order[within]])
