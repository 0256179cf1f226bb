"""An artist on the prompts of a seed, read by a judge; its mistakes as a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.progress import finish
from limner.draw.request import DrawRequest
from limner.evals.draw.evaluate import Report, evaluate
from limner.evals.draw.prompts import prompts

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from limner.core.image import Image
    from limner.evals.draw.evaluate import Judge
    from limner.evals.draw.prompts import Prompt
    from limner.session.drawing import Artist

COLUMNS, MOST = 6, 60
"""Of a sheet of mistakes."""


def measure(
    artist: Artist,
    judge: Judge,
    seed: int,
    each: int,
    asked: DrawRequest,
    on_prompt: Callable[[], None] = lambda: None,
) -> Report:
    """``each`` prompts of every skill, drawn as ``asked`` says (its steps, guidance, sampler, size)."""
    from limner.world.laying import VOCABULARY

    def draw(prompt: Prompt) -> Image:
        on_prompt()
        return finish(artist.draw(replace(asked, words=prompt.text, seed=prompt.seed))).image

    vocabulary = artist.generator.card.vocabulary or VOCABULARY
    return evaluate(prompts(seed, each, vocabulary), draw, judge)


def mistakes(report: Report) -> npt.NDArray[np.uint8] | None:
    """Pictures that are not as asked, each under its prompt; None where all are right."""
    import numpy as np

    from limner.draw.sheet import sheet
    from limner.models.pixels import srgb

    missed = report.misses()[:MOST]
    if not missed:
        return None
    rows = [missed[start : start + COLUMNS] for start in range(0, len(missed), COLUMNS)]
    parts = [
        sheet([[srgb(one.image) for one in row]], [""], [one.prompt.text for one in row]) for row in rows
    ]
    wide = max(part.shape[1] for part in parts)
    padded = [
        np.pad(part, ((0, 0), (0, wide - part.shape[1]), (0, 0)), constant_values=250) for part in parts
    ]
    return np.concatenate(padded)
