"""One question to a model, its answer, and whether that is right; scores are counted from these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.image import Image
from limner.evals.score import Score, score

if TYPE_CHECKING:
    from limner.evals.see.cases import Case


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """``said`` was answered where ``wanted`` is true; ``case`` is None for a question about words.
    ``extent`` is the root of the share of the picture that a thing's box covers, where one is asked for."""

    metric: str
    right: bool
    said: str
    wanted: str
    case: Case | None = None
    extent: float | None = None


def scores(answers: Iterable[Answer]) -> dict[str, Score]:
    """Right answers of all, by metric, in the order in which the metrics first come."""
    byname: dict[str, list[bool]] = {}
    for answer in answers:
        byname.setdefault(answer.metric, []).append(answer.right)
    return {metric: score(results) for metric, results in byname.items()}


def images(cases: Sequence[Case]) -> list[Image]:
    """The pictures as a model takes them."""
    return [Image.from_array(case.pixels) for case in cases]
