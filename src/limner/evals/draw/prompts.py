"""Prompts by skill, drawn from the world's words on seeds that no training uses."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from limner.core.errors import BadValue
from limner.core.seed import derive
from limner.evals.draw.facts import Fact, Is, Lies, Shows, Side
from limner.world.mentions import is_person
from limner.world.nouns import NOUNS, SCENERY, alike
from limner.world.phrases import NUMBERS, PLACE_TAILS, PREPOSITIONS, STYLE_FRAMES
from limner.world.reserved import Kind, reserved
from limner.world.thing import article
from limner.world.things import THINGS
from limner.world.vocabulary import COLORS, PLACES, STYLES

T = TypeVar("T")
Words = Mapping[str, tuple[str, ...]]

SIDES: tuple[Side, ...] = ("left of", "right of", "above", "below")
MOST_FACTS = 5
RESERVED = "reserved "
"""Before the kind of a combination that is kept out of training: the skill of prompts that ask for one."""
TRIES = 1000
"""Draws until a combination fits."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """``text`` says ``facts``, all of one ``skill``; ``seed`` is the one to draw it with."""

    name: str
    skill: str
    text: str
    facts: tuple[Fact, ...]
    seed: int


class Maker:
    """Makes prompts of the words in ``vocabulary``, which is a generator's: "things", "colors" and so on.

    With ``kept`` they show a combination of that kind that is kept out of training, else none.
    """

    def __init__(self, rng: random.Random, vocabulary: Words, kept: Kind | None = None) -> None:
        self.rng, self.kept = rng, kept
        self.things = [name for name in vocabulary["things"] if name in THINGS]
        self.colors = [name for name in vocabulary["colors"] if name in COLORS]
        self.places = [name for name in vocabulary["place"] if name in PLACES and name != "plain"]
        self.styles = [name for name in vocabulary["style"] if name in STYLES]

    def thing(self) -> tuple[str, list[Fact]]:
        """One thing, nothing else said."""
        name = self.rng.choice(self.things)
        return _one(name), [Shows(name)]

    def two(self) -> tuple[str, list[Fact]]:
        """Two different things."""
        one, other = self._pair()
        return f"{_one(one)} and {_one(other)}", [Shows(one), Shows(other)]

    def count(self) -> tuple[str, list[Fact]]:
        """One to four of a thing, exactly."""
        number = self.rng.randint(2 if self.kept else 1, 4)
        name = self._fitting(
            lambda: self.rng.choice(self.things), lambda one: self._open("count", one, str(number))
        )
        words = _one(name) if number == 1 else f"{NUMBERS[number]} {NOUNS[name].many}"
        return words, [Shows(name, count=number)]

    def color(self) -> tuple[str, list[Fact]]:
        """A thing in a colour."""
        name, color = self._colored()
        return _colored(name, color), [Shows(name, color)]

    def binding(self) -> tuple[str, list[Fact]]:
        """Two things in two colours."""
        (one, tint), (other, shade) = self._fitting(
            lambda: (self._colored(), self._colored()),
            lambda two: two[0][1] != two[1][1] and not alike(two[0][0], two[1][0]),
        )
        words = f"{_colored(one, tint)} and {_colored(other, shade)}"
        return words, [Shows(one, tint), Shows(other, shade)]

    def position(self) -> tuple[str, list[Fact]]:
        """One thing on a side of another."""
        side = self.rng.choice(SIDES)
        one, other = self._fitting(self._pair, lambda two: self._open("relation", two[0], side, two[1]))
        words = f"{_one(one)} {self.rng.choice(PREPOSITIONS[side])} {_one(other)}"
        return words, [Shows(one), Shows(other), Lies(one, side, other)]

    def place(self) -> tuple[str, list[Fact]]:
        """A thing somewhere."""
        name, place = self._placed()
        return f"{_one(name)} {self.rng.choice(PLACE_TAILS[place])}", [Shows(name), Is("place", place)]

    def style(self) -> tuple[str, list[Fact]]:
        """A thing in a style."""
        name, style = self.rng.choice(self.things), self.rng.choice(self.styles)
        return self.rng.choice(STYLE_FRAMES[style]).format(_one(name)), [Shows(name), Is("style", style)]

    def facts(self, number: int) -> tuple[str, list[Fact]]:
        """So many facts, 1 to `MOST_FACTS`: a thing, its colour, a second thing on a side, the place."""
        (one, tint), (other, shade) = self._fitting(
            lambda: (self._colored(), self._colored()), lambda two: not alike(two[0][0], two[1][0])
        )
        side = self.rng.choice(SIDES[:2])
        place = self._fitting(
            lambda: self.rng.choice(self.places),
            lambda where: not {one, other} & SCENERY[where] and not reserved("place", one, where),
        )
        tail = PLACE_TAILS[place][0]
        first, second = _colored(one, tint), _colored(other, shade)
        told: dict[int, tuple[str, list[Fact]]] = {
            1: (_one(one), [Shows(one)]),
            2: (f"{_one(one)} {tail}", [Shows(one), Is("place", place)]),
            3: (f"{first} {tail}", [Shows(one), Shows(one, tint), Is("place", place)]),
            4: (f"{first} and {second}", [Shows(one), Shows(one, tint), Shows(other), Shows(other, shade)]),
            5: (
                f"{first} {side} {second}",
                [Shows(one), Shows(one, tint), Shows(other), Shows(other, shade), Lies(one, side, other)],
            ),
        }
        return told[number]

    def _pair(self) -> tuple[str, str]:
        return self._fitting(
            lambda: (self.rng.choice(self.things), self.rng.choice(self.things)),
            lambda two: not alike(*two) and (self.kept == "relation" or not _left_right_kept(*two)),
        )

    def _colored(self) -> tuple[str, str]:
        return self._fitting(
            lambda: (self.rng.choice(self.things), self.rng.choice(self.colors)),
            lambda both: not is_person(both[0]) and self._open("color", *both),
        )

    def _placed(self) -> tuple[str, str]:
        return self._fitting(
            lambda: (self.rng.choice(self.things), self.rng.choice(self.places)),
            lambda both: both[0] not in SCENERY[both[1]] and self._open("place", *both),
        )

    def _open(self, kind: Kind, *parts: str) -> bool:
        """Whether a combination is one to ask for: kept out of training just where that is wanted."""
        return reserved(kind, *parts) == (self.kept == kind)

    def _fitting(self, make: Callable[[], T], fits: Callable[[T], bool]) -> T:
        for _ in range(TRIES):
            made = make()
            if fits(made):
                return made
        raise BadValue("this vocabulary has too few words for these prompts", hint="give one of more things")


SKILLS: dict[str, Callable[[Maker], tuple[str, list[Fact]]]] = {
    "one thing": Maker.thing,
    "two things": Maker.two,
    "count": Maker.count,
    "color": Maker.color,
    "binding": Maker.binding,
    "position": Maker.position,
    "place": Maker.place,
    "style": Maker.style,
}
KEPT: dict[Kind, str] = {"color": "color", "place": "place", "relation": "position", "count": "count"}
"""The kinds of combinations that are kept out of training, each with the skill that it belongs to."""
RESERVED_SKILLS = {f"{RESERVED}{kind}": skill for kind, skill in KEPT.items()}
"""The same by the skills of their own prompts."""


def prompts(seed: int, each: int, vocabulary: Words) -> list[Prompt]:
    """``each`` prompts of every skill, of every number of facts, and of every kind of combination that is
    kept out of training and that ``vocabulary`` has; the same for a seed."""
    found = [
        _prompt(seed, skill, index, vocabulary, make)
        for skill, make in SKILLS.items()
        for index in range(each)
    ]
    for number in range(1, MOST_FACTS + 1):
        skill = f"{number} fact{'' if number == 1 else 's'}"
        found += [
            _prompt(seed, skill, index, vocabulary, lambda maker, n=number: maker.facts(n))  # type: ignore[misc]
            for index in range(each)
        ]
    for kind, skill in KEPT.items():
        with suppress(BadValue):  # a small vocabulary may have no such combination
            found += [
                _prompt(seed, f"{RESERVED}{kind}", index, vocabulary, SKILLS[skill], kind)
                for index in range(each)
            ]
    return found


def repeated(asked: Iterable[Prompt], seeds: int) -> list[Prompt]:
    """Each of them on ``seeds`` seeds in a row, its own first."""
    return [replace(one, seed=one.seed + step) for one in asked for step in range(seeds)]


def _prompt(
    seed: int,
    skill: str,
    index: int,
    vocabulary: Words,
    make: Callable[[Maker], tuple[str, list[Fact]]],
    kept: Kind | None = None,
) -> Prompt:
    name = f"eval/draw/{skill}/{index}"
    rng = random.Random(derive(seed, name))  # noqa: S311
    text, facts = make(Maker(rng, vocabulary, kept))
    return Prompt(name, skill, text, tuple(facts), derive(seed, f"{name}/seed") % 2**31)


def _left_right_kept(one: str, other: str) -> bool:
    """Whether either may only stand on one side of the other: a picture of both might show what is kept."""
    return reserved("relation", one, "left of", other) or reserved("relation", other, "left of", one)


def _one(name: str) -> str:
    word = NOUNS[name].one
    return f"{article(word)} {word}"


def _colored(name: str, color: str) -> str:
    return f"{article(color)} {color} {NOUNS[name].one}"
