"""What a reader says of one picture: things with boxes, and the words for the whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scored:
    """A word and how sure the model is of it, 0-1."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class SeenThing:
    """A thing, its colour (None: the colour such a thing has by nature), and its box as fractions
    of the picture's width and height, half-open: left, top, right, bottom."""

    name: str
    score: float
    color: Scored | None
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """One picture. ``things`` are those that the model tells as facts, the surest first; ``place``, ``time``,
    ``weather`` and ``style`` list every word of the card's vocabulary, the likeliest first;
    ``familiar`` is the calibrated score that the picture lies in the model's world, 0-1."""

    things: tuple[SeenThing, ...]
    place: tuple[Scored, ...]
    time: tuple[Scored, ...]
    weather: tuple[Scored, ...]
    style: tuple[Scored, ...]
    familiar: float
