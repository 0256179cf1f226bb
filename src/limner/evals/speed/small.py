"""Every operation on a 64x64 picture beside the bare library calls that do the same work.

What is counted is the overhead: our whole call, from a picture in memory to an array of samples, less
the same done by hand with pyvips, OpenCV, NumPy or Pillow, tables and kernels made beforehand.
Operations without a peer here are counted whole, which is more than their overhead.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.uint8]
    Call = Callable[[], Samples]

SIDE = 64
BOX = {"left": 10, "top": 10, "right": 50, "bottom": 40}
FIELDS: dict[str, dict[str, Any]] = {
    "crop": {"width": 32, "height": 32},
    "zoom": {"factor": 2},
    "resize": {"width": 32},
    "rotate": {"degrees": 90},
    "straighten": {"degrees": 3},
    "perspective": {"corners": [(5, 4), (60, 6), (58, 60), (3, 55)]},
    "shear": {"x": 10},
    "pad": {"aspect": "2:1"},
    "border": {"width": 6},
    "montage": {"pictures": ["other"]},
    "color_overlay": {"color": "red"},
    "replace_color": {"old": "#ff0000", "new": "blue"},
    "blur": {"radius": 2},
    "median": {"size": 5},
    "pixelate": {"size": 8},
    "overlay": {"picture": "logo"},
    "text": {"text": "Hello"},
    "rectangle": {"box": BOX},
    "ellipse": {"box": BOX},
    "line": {"start": (1, 1), "end": (40, 60)},
    "arrow": {"start": (1, 1), "end": (40, 60)},
    "convert": {"format": "webp"},
    "compress": {"quality": 50},
    "icc": {"profile": "p3"},
}
"""What a step needs beside its name; all others have their defaults."""
LEFT_OUT = frozenset(("frame",))
"""Steps that need a file."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Our call and the library's, None where there is no peer; ``apart`` is how far their samples may lie."""

    name: str
    ours: Call
    library: Call | None
    apart: int = 0


def pairs() -> list[Pair]:
    """Every exact operation, in the order of `limner ops`."""
    from limner.core.plan import step_types
    from limner.core.steps.base import ExactStep
    from limner.evals.speed.peers import APART, peers

    by_hand = peers(noise(0), noise(1))
    return [
        Pair(op, _ours(op), by_hand.get(op), APART.get(op, 0))
        for op, kind in step_types().items()
        if issubclass(kind, ExactStep) and op not in LEFT_OUT
    ]


def noise(seed: int) -> Samples:
    """The picture: 64x64 RGB."""
    import numpy as np

    return np.random.default_rng(seed).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)


def _ours(op: str) -> Call:
    """As a program that uses limner would call it, its arguments made beforehand."""
    import numpy as np

    from limner import ops
    from limner.core.image import Image
    from limner.core.plan import step_types
    from limner.edit.exact import arguments

    logo = np.random.default_rng(2).integers(0, 256, (20, 20, 4), dtype=np.uint8)
    beside = {"logo": Image.from_array(logo), "other": Image.from_array(noise(1))}
    step: Any = step_types()[op].model_validate({"op": op, **FIELDS.get(op, {})})
    fields, image, operation = (
        arguments(step, beside.__getitem__),
        Image.from_array(noise(0)),
        getattr(ops, op),
    )
    return lambda: operation(image, **fields).to_array()


def fastest(calls: list[Call], runs: int) -> list[float]:
    """Seconds of processor time of the fastest of ``runs`` runs of each, taken in turn."""
    best = [float("inf")] * len(calls)
    for turn in range(runs + 2):
        for index, call in enumerate(calls):
            start = time.process_time()
            call()
            taken = time.process_time() - start
            if turn > 1:
                best[index] = min(best[index], taken)
    return best
