"""An artist on prompts, read by a judge; the pictures as a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.core.progress import finish
from limner.draw.generate import batches
from limner.evals.draw.apart import apart
from limner.evals.draw.evaluate import evaluate
from limner.evals.draw.prompts import prompts, repeated
from limner.evals.draw.report import Report
from limner.evals.draw.stated import stated
from limner.evals.spread import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    from limner.core.image import Image
    from limner.core.protocols import Encoder
    from limner.evals.draw.evaluate import Judge, Verdict
    from limner.evals.draw.prompts import Prompt, Words
    from limner.evals.draw.setting import Setting
    from limner.session.drawing import Artist

    Pixels = npt.NDArray[np.uint8]

COLUMNS, MOST = 6, 60
"""Of a sheet."""


def asked(words: str, seed: int, each: int, seeds: int, vocabulary: Words) -> tuple[list[Prompt], list[str]]:
    """What to draw, and notes on it: ``words`` on ``seeds`` seeds from ``seed`` on; without any, ``each``
    prompts of every skill, on as many seeds each, of a ``vocabulary`` or else the world's."""
    from limner.world.laying import VOCABULARY

    if words:
        return stated(words, range(seed, seed + seeds))
    return repeated(prompts(seed, each, vocabulary or VOCABULARY), seeds), []


def given(
    source: str, seed: int, each: int | None, seeds: int, vocabulary: Words
) -> tuple[list[Prompt], list[str]]:
    """The prompts of ``source``, a set of `templates.SETS` or a file of `metadata`, on ``seeds`` seeds each:
    ``each`` of every tag at most, left out `templates.EACH` of a set and all of a file. And notes on those
    that were left out. BadValue for what is neither."""
    from limner.evals.draw import metadata, templates
    from limner.world.laying import VOCABULARY

    known = vocabulary or VOCABULARY
    if source in templates.SETS:
        found = templates.items(source, seed, each or templates.EACH, known)
    elif not Path(source).expanduser().exists():
        raise BadValue(
            f"there are no prompts {source!r}: neither a file nor a set that is made here",
            hint=f"give one of {', '.join(templates.SETS)}, or a file of lines like {metadata.EXAMPLE}",
        )
    else:
        found = metadata.read(Path(source))
    told, notes = metadata.prompts(found, seed, known, each)
    return repeated(told, seeds), notes


def measure(
    artist: Artist,
    judge: Judge,
    setting: Setting,
    asked: Sequence[Prompt],
    encoder: Encoder | None = None,
    on_prompt: Callable[[], None] = lambda: None,
) -> Report:
    """Every prompt drawn as the ``setting`` says; ``encoder`` tells how far apart the seeds of one are."""
    able = setting.artist(artist)

    def draw(some: Sequence[Prompt]) -> list[Image]:
        images = []
        for batch in batches([able.plan(setting.request(one)) for one in some]):
            images += [one.image for one in finish(able.draw_all(batch))]
            for _ in batch:
                on_prompt()
        return images

    verdicts = tuple(evaluate(asked, draw, judge))
    if encoder is None:
        return Report(verdicts)
    vectors = encoder.image_vectors([one.image for one in verdicts])
    return Report(verdicts, apart([one.prompt.text for one in verdicts], vectors))


def mistakes(report: Report) -> Pixels | None:
    """Pictures of every skill that are not as asked, each under its prompt and what is missing; None
    where all are right."""
    chosen = spread(report.misses(), MOST, lambda one: one.prompt.skill)
    return _sheet(chosen, [one.prompt.text for one in chosen]) if chosen else None


def pictures(report: Report) -> Pixels:
    """The pictures of one prompt, right and wrong, up to `MOST`, each under its seed and what is missing."""
    shown = report.verdicts[:MOST]
    return _sheet(shown, [f"seed {one.prompt.seed}" for one in shown])


def _sheet(verdicts: Sequence[Verdict], names: Sequence[str]) -> Pixels:
    import numpy as np

    from limner.draw.sheet import sheet
    from limner.models.pixels import srgb

    labels = [_label(one, name) for one, name in zip(verdicts, names, strict=True)]
    cells = [*zip((srgb(one.image) for one in verdicts), labels, strict=True)]
    rows = [cells[start : start + COLUMNS] for start in range(0, len(cells), COLUMNS)]
    parts = [sheet([[pixels for pixels, _ in row]], [""], [label for _, label in row]) for row in rows]
    wide = max(part.shape[1] for part in parts)
    padded = [
        np.pad(part, ((0, 0), (0, wide - part.shape[1]), (0, 0)), constant_values=250) for part in parts
    ]
    return np.concatenate(padded)


def _label(one: Verdict, name: str) -> str:
    missing = ", ".join(f"no {fact}" for fact in one.missing)
    return f"{name}: {missing}" if missing else name
