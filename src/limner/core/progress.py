"""How far a piece of work is: what a bar, a preview, a stream and a cancel button all read."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Latents = npt.NDArray[np.float32]

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What a generator computed in one step, latents (C, h, w) each: ``x`` after the step, the clean
    estimate ``denoised`` that led there, and what that was made of: the estimate with the words
    (``cond``) and without (``uncond``, None where no guidance was wanted)."""

    x: Latents
    denoised: Latents
    cond: Latents
    uncond: Latents | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Step ``step`` of ``steps`` is done, ``seconds`` after the start; ``doing`` says what is next.

    A generator also tells how much of the picture is still noise, ``t`` = sigma / (alpha + sigma), from
    1 to 0; a ``preview`` (h, w, 3) uint8 by a fixed linear map, no larger than the latents; and, where
    that was asked for, what it ``watched``.
    """

    step: int
    steps: int
    seconds: float
    doing: str = ""
    t: float | None = None
    preview: npt.NDArray[np.uint8] | None = field(default=None, repr=False, compare=False)
    watched: Watched | None = field(default=None, repr=False, compare=False)


Running: TypeAlias = Generator[Progress, Any, Result]
"""Work that yields progress after every step and returns its result; closing it stops the work."""


def in_turn(works: Iterable[Running[Result]]) -> Running[list[Result]]:
    """One work after the other, with the progress of each; then all results."""
    results = []
    for work in works:
        results.append((yield from work))  # noqa: PERF401  (a comprehension cannot yield)
    return results


def finish(running: Running[Result], on_progress: Callable[[Progress], object] | None = None) -> Result:
    """Run to the end, telling ``on_progress`` on the way; whatever that raises stops the work."""
    try:
        while True:
            progress = next(running)
            if on_progress is not None:
                on_progress(progress)
    except StopIteration as done:
        result: Result = done.value
        return result
    finally:
        running.close()
