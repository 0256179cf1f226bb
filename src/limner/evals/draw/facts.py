"""What a prompt says of a picture, and whether a reading of that picture agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from limner.world.nouns import NOUNS
from limner.world.things import THINGS

if TYPE_CHECKING:
    from limner.core.reading import Reading, SeenThing

Side = Literal["left of", "right of", "above", "below"]
Head = Literal["place", "time", "weather", "style"]

MARGIN = 0.1
"""How far apart two centres must lie, as a share of the canvas, for one to be on a side of the other."""


@dataclass(frozen=True, slots=True)
class Shows:
    """There is a ``thing``, of that ``color`` if one is said; with ``count`` exactly so many such."""

    thing: str
    color: str | None = None
    count: int | None = None

    def holds(self, reading: Reading) -> bool:
        """Whether the reading agrees."""
        found = [
            one for one in named(reading, self.thing) if self.color is None or _has_color(one, self.color)
        ]
        return bool(found) if self.count is None else len(found) == self.count

    def __str__(self) -> str:
        many = self.count is not None and self.count > 1
        noun = NOUNS[self.thing].many if many else NOUNS[self.thing].one
        number = "" if self.count is None else str(self.count)
        return " ".join(filter(None, (number, self.color, noun)))


@dataclass(frozen=True, slots=True)
class Lies:
    """One ``subject`` lies on a ``side`` of one ``object``."""

    subject: str
    side: Side
    object: str

    def holds(self, reading: Reading) -> bool:
        """Whether the surest of each lie so."""
        subjects, objects = named(reading, self.subject), named(reading, self.object)
        if not subjects or not objects:
            return False
        (x, y), (u, v) = _centre(subjects[0]), _centre(objects[0])
        apart = {"left of": u - x, "right of": x - u, "above": v - y, "below": y - v}
        return apart[self.side] > MARGIN

    def __str__(self) -> str:
        return f"{NOUNS[self.subject].one} {self.side} {NOUNS[self.object].one}"


@dataclass(frozen=True, slots=True)
class Is:
    """The whole picture is of that ``word``."""

    head: Head
    word: str

    def holds(self, reading: Reading) -> bool:
        """Whether it is the likeliest word."""
        words = getattr(reading, self.head)
        return bool(words) and words[0].name == self.word

    def __str__(self) -> str:
        return self.word


Fact: TypeAlias = Shows | Lies | Is


def named(reading: Reading, thing: str) -> list[SeenThing]:
    """The things of that name, the surest first."""
    return [one for one in reading.things if one.name == thing]


def _has_color(one: SeenThing, color: str) -> bool:
    """A thing without a colour of its own has those of its nature."""
    if one.color is None or one.color.name == "natural":
        return color in THINGS[one.name].natural
    return one.color.name == color


def _centre(one: SeenThing) -> tuple[float, float]:
    left, top, right, bottom = one.box
    return (left + right) / 2, (top + bottom) / 2
