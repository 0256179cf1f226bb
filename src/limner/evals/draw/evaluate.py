"""Draw every prompt, have every picture read, and see which facts hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from limner.evals.draw.facts import Fact
from limner.evals.draw.prompts import Prompt

if TYPE_CHECKING:
    from limner.core.image import Image
    from limner.core.reading import Reading

BATCH = 16
"""Pictures drawn and read at once."""

Draw = Callable[[Sequence[Prompt]], Sequence["Image"]]


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

    @property
    def missing(self) -> list[Fact]:
        """The facts that do not hold."""
        return [fact for fact, held in zip(self.prompt.facts, self.held, strict=True) if not held]


def evaluate(prompts: Iterable[Prompt], draw: Draw, judge: Judge) -> Iterator[Verdict]:
    """The verdicts in order, a batch of pictures at a time."""
    asked = list(prompts)
    for start in range(0, len(asked), BATCH):
        some = asked[start : start + BATCH]
        images = draw(some)
        for prompt, image, reading in zip(some, images, judge.read(images), strict=True):
            yield Verdict(prompt, image, reading, tuple(fact.holds(reading) for fact in prompt.facts))
