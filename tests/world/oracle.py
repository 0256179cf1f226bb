"""Scenes of anything anywhere, and a reader of captions that knows only the lists of words.

The reader shares no code with the writer: it looks for words in the text and asks the scene.
"""

from __future__ import annotations

import random
import re
from functools import cache

from limner.world.scene import Placed, Relation, Scene
from limner.world.things import NAMES, THINGS
from limner.world.vocabulary import AIRLESS, COLORS, INDOORS, PLACES, PLAIN_COLORS, STYLES, TIMES, WEATHERS

NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
IRREGULAR = {"people": "person", "children": "child", "snowmen": "snowman", "leaves": "leaf"}


def staged(seed: int) -> Scene:
    """Up to four kinds of things, some of them several times, from left to right."""
    rng = random.Random(seed)
    kinds = rng.sample(NAMES, rng.choice((0, 1, 1, 2, 2, 2, 3, 4)))
    things: list[Placed] = []
    for name in kinds:
        color = rng.choice(tuple(COLORS)) if rng.random() < 0.5 else None
        variant = {"hand": "3", "sign": "OPEN", "face": "happy"}.get(name, "")
        again = Placed(name, color, 0.0, 0.9, 0.3, variant=variant)
        things += [again] * rng.choice((1, 1, 1, 2, 3))
    if rng.random() < 0.2 and things:
        things.append(Placed(things[0].thing, rng.choice(tuple(COLORS)), 0.0, 0.9, 0.3))
    things = things[:6]
    rng.shuffle(things)
    count = len(things)
    spread = tuple(
        Placed(one.thing, one.color, (i + 0.5) / count, 0.9, 0.9 / count, variant=one.variant)
        for i, one in enumerate(things)
    )
    return surrounded(rng, spread, _some_relations(rng, count))


def _some_relations(rng: random.Random, count: int) -> tuple[Relation, ...]:
    kinds = ("on", "riding", "inside", "above", "in front of", "next to", "left of")
    return (Relation(0, rng.choice(kinds), 1),) if count > 1 and rng.random() < 0.6 else ()


def surrounded(rng: random.Random, things: tuple[Placed, ...], relations: tuple[Relation, ...] = ()) -> Scene:
    """The things in a place, at a time, in a weather and a style that are drawn."""
    place = rng.choice(PLACES)
    bare = place in AIRLESS or place in INDOORS
    features = () if bare or rng.random() < 0.7 else (rng.choice(("lake", "rainbow", "path")),)
    return Scene(
        seed=rng.getrandbits(32),
        place=place,
        time=rng.choice(TIMES),
        weather="clear" if bare else rng.choice(WEATHERS),
        drawing="flat",
        style=rng.choice(STYLES),
        aspect=rng.choice(("1:1", "3:2", "16:9")),
        horizon=0.6,
        things=things,
        relations=relations,
        ground=rng.choice(tuple(PLAIN_COLORS)) if place == "plain" else None,
        features=features,
        sky="dramatic" if not bare and rng.random() < 0.2 else "calm",
    )


MEASURES = {
    "loaves": "loaf",
    "ears": "ear",
    "heads": "head",
    "stacks": "stack",
    "pieces": "piece",
    "portions": "portion",
    "bowls": "bowl",
    "boxes": "box",
    "cups": "cup",
    "glasses": "glass",
    "pairs": "pair",
}


@cache
def _forms() -> dict[str, tuple[str, bool]]:
    """What is said -> (dictionary word, many), of all names, synonyms and hypernyms."""
    forms: dict[str, tuple[str, bool]] = {}
    for thing in THINGS.values():
        for word in (*thing.hypernyms, *thing.synonyms, thing.name):
            forms[_many(word).lower()] = (word, True)
            forms[word.lower()] = (word, False)
        forms.setdefault(thing.plural.lower(), (thing.name, True))
        measure, of, rest = thing.plural.partition(" of ")
        if of:
            forms[f"{MEASURES[measure]} of {rest}"] = (thing.name, False)
    for word in ("furniture", "clothing", "jewelry", "grapes", "maize"):
        measure = {"grapes": "bunch", "maize": "ear"}.get(word, "piece")
        forms[f"{measure} of {word}"] = (word, False)
        forms[f"{_many(measure)} of {word}"] = (word, True)
    return forms


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_forms(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _many(word: str) -> str:
    if " of " in word:
        head, _, rest = word.partition(" of ")
        return f"{_many(head)} of {rest}"
    for many, one in IRREGULAR.items():
        if word.endswith(one):
            return word[: -len(one)] + many
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("craft", "sheep", "deer", "fish")):
        return word
    return word + "s"


def things_in(text: str) -> list[tuple[int, str, bool]]:
    """Where which word for a thing stands in ``text``: (position, dictionary word, many)."""
    return [(match.start(), *_forms()[match[0]]) for match in _pattern().finditer(text.lower())]


def called(placed: Placed) -> set[str]:
    """All that the thing may be called by its own description."""
    thing = THINGS[placed.thing]
    return {thing.name, *thing.synonyms, *thing.hypernyms}


def colors_in(text: str) -> set[str]:
    """The colour words; the fruit is none."""
    bare = re.sub(r"\b(an?|one|two|three|\d|other|the) oranges?\b(?! \w)", "", text.lower())
    return {color for color in COLORS if re.search(rf"\b{color}\b", bare)}
