"""Draw every prompt, have every picture read, and count the facts that hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from limner.evals.draw.prompts import Prompt
from limner.evals.score import Score, score

if TYPE_CHECKING:
    from limner.core.image import Image
    from limner.core.reading import Reading

BATCH = 16
"""Pictures read at once."""

Draw = Callable[[Prompt], "Image"]


class Judge(Protocol):
    """Reads pictures for an evaluation; never one that a generator was trained with."""

    def read(self, images: Sequence[Image]) -> list[Reading]:
        """One reading a picture."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """A prompt's picture, what was read in it, and which of the prompt's facts hold."""

    prompt: Prompt
    image: Image = field(repr=False)
    reading: Reading = field(repr=False)
    held: tuple[bool, ...]

    @property
    def right(self) -> bool:
        """Whether every fact holds."""
        return all(self.held)


@dataclass(frozen=True, slots=True)
class Report:
    """``verdicts`` on everything that was asked."""

    verdicts: tuple[Verdict, ...]

    @property
    def skills(self) -> dict[str, Score]:
        """Right pictures by skill, in the order of the prompts."""
        names = dict.fromkeys(one.prompt.skill for one in self.verdicts)
        return {name: score(one.right for one in self.verdicts if one.prompt.skill == name) for name in names}

    @property
    def overall(self) -> Score:
        """Right pictures of all that ask for nothing that is kept out of training."""
        return score(one.right for one in self.verdicts if not one.prompt.skill.startswith("reserved"))

    @property
    def facts(self) -> Score:
        """Facts that hold, of all."""
        return score(held for one in self.verdicts for held in one.held)

    def misses(self) -> list[Verdict]:
        """The pictures that are not as asked."""
        return [one for one in self.verdicts if not one.right]

    def to_text(self) -> str:
        """One line a skill: share, 95 % interval, hits of total."""
        rows = {**self.skills, "overall": self.overall, "facts": self.facts}
        return "\n".join(f"{name:18s} {value}" for name, value in rows.items())

    def to_json(self) -> dict[str, dict[str, float]]:
        """The same as data."""
        rows = {**self.skills, "overall": self.overall, "facts": self.facts}
        return {name: value.to_json() for name, value in rows.items()}


def evaluate(prompts: Iterable[Prompt], draw: Draw, judge: Judge) -> Report:
    """Draw and read every prompt."""
    return Report(tuple(judged(prompts, draw, judge)))


def judged(prompts: Iterable[Prompt], draw: Draw, judge: Judge) -> Iterator[Verdict]:
    """The verdicts in order, a batch of pictures at a time."""
    waiting: list[tuple[Prompt, Image]] = []
    for prompt in prompts:
        waiting.append((prompt, draw(prompt)))
        if len(waiting) == BATCH:
            yield from _verdicts(waiting, judge)
            waiting = []
    yield from _verdicts(waiting, judge)


def _verdicts(drawn: list[tuple[Prompt, Image]], judge: Judge) -> Iterator[Verdict]:
    readings = judge.read([image for _, image in drawn]) if drawn else []
    for (prompt, image), reading in zip(drawn, readings, strict=True):
        yield Verdict(prompt, image, reading, tuple(fact.holds(reading) for fact in prompt.facts))
