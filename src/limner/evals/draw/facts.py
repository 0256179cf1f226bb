"""What a prompt says of a picture, and whether a reading of that picture agrees."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Literal, TypeAlias

from limner.world.nouns import NOUNS, pluralize
from limner.world.things import THINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limner.core.reading import Reading, SeenThing

Side = Literal["left of", "right of", "above", "below"]
Head = Literal["place", "time", "weather", "style"]

MARGIN = 0.1
"""How far apart two centres must lie for one to be on a side of the other: as a share of the canvas, and by
`sides` as a share of both things' lengths."""


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


@dataclass(frozen=True, slots=True)
class Clause:
    """What a prompt of a benchmark includes, by the rules of GenEval (Ghosh et al. 2023, section 3): of all
    that may be called ``word`` the surest ``count`` are there, each of ``color`` if one is said, each on
    ``side`` of each that ``other`` includes."""

    word: str
    things: tuple[str, ...]
    count: int = 1
    color: str | None = None
    side: Side | None = None
    other: Clause | None = None

    def holds(self, reading: Reading) -> bool:
        """Whether the reading agrees."""
        return self._found(reading) is not None

    def _found(self, reading: Reading) -> list[SeenThing] | None:
        """What the clause speaks of; None where it does not hold."""
        found = called(reading, self.things)[: self.count]
        if len(found) < self.count or not all(
            self.color is None or _has_color(one, self.color) for one in found
        ):
            return None
        if self.other is None or self.side is None:
            return found
        others = self.other._found(reading)
        if others is None or not all(self.side in sides(one, other) for one in found for other in others):
            return None
        return found

    def __str__(self) -> str:
        number, noun = ("", self.word) if self.count == 1 else (f"{self.count}", many(self.word))
        where = f"{self.side} {self.other.word}" if self.side and self.other else ""
        return " ".join(filter(None, (number, self.color, noun, where)))


@dataclass(frozen=True, slots=True)
class Fewer:
    """There are fewer than ``count`` of all that may be called ``word``."""

    word: str
    things: tuple[str, ...]
    count: int

    def holds(self, reading: Reading) -> bool:
        """Whether the reading agrees."""
        return len(called(reading, self.things)) < self.count

    def __str__(self) -> str:
        return f"fewer than {self.count} {self.word if self.count == 1 else many(self.word)}"


Fact: TypeAlias = Shows | Lies | Is | Clause | Fewer


def named(reading: Reading, thing: str) -> list[SeenThing]:
    """The things of that name, the surest first."""
    return called(reading, (thing,))


def called(reading: Reading, things: Sequence[str]) -> list[SeenThing]:
    """The things of any of those names, the surest first."""
    return [one for one in reading.things if one.name in things]


def sides(one: SeenThing, other: SeenThing) -> set[Side]:
    """On which sides of ``other`` the centre of ``one`` lies, once each way is shortened by `MARGIN` of both
    lengths: none where they are too near, two where it lies between (GenEval's ``relative_position``)."""
    (x, y), (u, v) = _centre(one), _centre(other)
    apart = hypot(x - u, y - v)
    if not apart:
        return set()
    lengths = [one.box[edge + 2] - one.box[edge] + other.box[edge + 2] - other.box[edge] for edge in (0, 1)]
    across, down = (
        max(abs(way) - MARGIN * length, 0.0) * (1 if way > 0 else -1) / apart
        for way, length in zip((x - u, y - v), lengths, strict=True)
    )
    reach: dict[Side, float] = {"left of": -across, "right of": across, "above": -down, "below": down}
    return {side for side, far in reach.items() if far > 0.5}


def many(word: str) -> str:
    """What several of a thing are called, which need not be one of the world's.

    >>> many("tomato"), many("cell phone")
    ('tomatoes', 'cell phones')
    """
    return NOUNS[word].many if word in NOUNS else pluralize(word)


def _has_color(one: SeenThing, color: str) -> bool:
    """A thing without a colour of its own has those of its nature."""
    if one.color is None or one.color.name == "natural":
        return color in THINGS[one.name].natural
    return one.color.name == color


def _centre(one: SeenThing) -> tuple[float, float]:
    left, top, right, bottom = one.box
    return (left + right) / 2, (top + bottom) / 2
