"""Questions about a picture with short answers; every "yes" has its "no"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.world.asked import Asked, Question
from limner.world.open_questions import OPEN
from limner.world.phrases import pick
from limner.world.polar_questions import POLAR

if TYPE_CHECKING:
    import random

    from limner.world.scene import Picture

__all__ = ["Question", "questions"]

_PATIENCE = 8


def questions(picture: Picture, rng: random.Random, count: int) -> list[Question]:
    """``count`` different questions about ``picture`` (fewer where it has no more), kinds mixed.

    Two in five are answered by "yes" or "no", each about as often.
    """
    asked = Asked(picture, rng)
    found: dict[str, Question] = {}
    for _ in range(_PATIENCE * count):
        if len(found) == count:
            break
        ask = pick(rng, POLAR if rng.random() < 0.4 else OPEN)
        question = ask(asked)
        if question is not None:
            found.setdefault(question.text, question)
    return list(found.values())
