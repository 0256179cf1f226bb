"""A reading in words: one caption, made of the parts that the model is sure of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from limner.core.reading import Reading, Scored, SeenThing
from limner.see.relations import relation
from limner.world import phrases
from limner.world.thing import article, regular_plural
from limner.world.things import THINGS

SURE_WORD = 0.6
"""The least score of a colour, and of a word for the whole picture, that is said as a fact."""
_MOST = 4
_STYLES = {"3d": "3d render", "flat": "flat illustration"}
_TURNED = {"right of": "left of", "under": "on", "below": "above", "behind": "in front of"}
_SILENT = {"time": "day", "weather": "clear"}


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one name and colour, the largest first."""

    things: tuple[SeenThing, ...]

    @property
    def area(self) -> float:
        """The share of the picture that the boxes cover, added up."""
        return sum(_area(thing) for thing in self.things)

    @property
    def words(self) -> str:
        """ "a blue potato", "three red apples"."""
        first, count = self.things[0], len(self.things)
        color = f"{first.color.name} " if first.color else ""
        if count > 1:
            number = phrases.NUMBERS[count] if count < len(phrases.NUMBERS) else str(count)
            return f"{number} {color}{_plural(first.name)}"
        noun = color + first.name
        if _plural(first.name) in (first.name, f"pairs of {first.name}") and noun.endswith("s"):
            return noun
        return f"{article(noun)} {noun}"


def sure_things(reading: Reading) -> tuple[SeenThing, ...]:
    """The things as they are said, the surest first: an unsure colour is left out."""
    return tuple(
        thing
        if thing.color is None or thing.color.score >= SURE_WORD
        else SeenThing(thing.name, thing.score, None, thing.box)
        for thing in reading.things
    )


def sure_word(words: Sequence[Scored]) -> Scored | None:
    """The likeliest word, None when the model is not sure of it."""
    return words[0] if words and words[0].score >= SURE_WORD else None


def caption(reading: Reading, aspect: float = 1.0) -> str:
    """The picture in one phrase, "a blue potato left of a cat on a beach at sunset, watercolor".

    ``aspect`` is the picture's width over its height. What goes without saying (day, clear
    weather) is not said; "" when nothing is sure.
    """
    groups = grouped(sure_things(reading))
    place = sure_word(reading.place)
    parts = [_things(groups, aspect)] if groups else []
    if place is not None and place.name in phrases.PLACE_TAILS:
        table = phrases.PLACE_TAILS if groups else phrases.PLACE_NOUNS
        parts.append(table[place.name][0])
    for head, tails in (("time", phrases.TIME_TAILS), ("weather", phrases.WEATHER_TAILS)):
        word = sure_word(getattr(reading, head))
        if parts and word is not None and word.name in tails and word.name != _SILENT[head]:
            parts.append(tails[word.name][0])
    style = sure_word(reading.style)
    if style is None or not parts:
        return " ".join(parts)
    return f"{' '.join(parts)}, {_STYLES.get(style.name, style.name)}"


def grouped(things: Sequence[SeenThing]) -> list[Group]:
    """Things of one name and colour together, the groups that cover most first."""
    members: dict[tuple[str, str], list[SeenThing]] = {}
    for thing in things:
        members.setdefault((thing.name, thing.color.name if thing.color else ""), []).append(thing)
    groups = [Group(tuple(sorted(each, key=_area, reverse=True))) for each in members.values()]
    return sorted(groups, key=lambda group: -group.area)


def _things(groups: Sequence[Group], aspect: float) -> str:
    """The groups as a phrase; the first two by how they stand to each other."""
    first, *others = groups[:_MOST]
    said = first.words
    if others:
        said, others = _pair(first, others[0], aspect), others[1:]
    words = [said, *(each.words for each in others)]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else said


def _pair(first: Group, second: Group, aspect: float) -> str:
    """Two groups by how they stand to each other, told from the one that makes the plainer phrase."""
    if len(first.things) > 1 or len(second.things) > 1:
        return f"{first.words} and {second.words}"
    kind = relation(first.things[0], second.things[0], aspect)
    if kind in _TURNED:
        return f"{second.words} {_TURNED[kind]} {first.words}"
    return f"{first.words} {kind or 'next to'} {second.words}"


def _plural(name: str) -> str:
    return THINGS[name].plural if name in THINGS else regular_plural(name)


def _area(thing: SeenThing) -> float:
    left, top, right, bottom = thing.box
    return (right - left) * (bottom - top)
