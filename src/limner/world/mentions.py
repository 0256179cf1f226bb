"""Noun phrases: which things are told of together, in which words, and how those are inflected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from limner.world.claims import COLORLESS, Claim, Described, color_of, matching
from limner.world.nouns import HYPERNYMS, NOUNS, SYNONYMS, Noun, scenery
from limner.world.phrases import NUMBERS, pick
from limner.world.thing import article
from limner.world.things import THINGS
from limner.world.truth import size_word

if TYPE_CHECKING:
    import random

    from limner.world.scene import Scene

_SIZE_WORDS = {"tiny": ("tiny", "very small"), "small": ("small", "little"), "large": ("large", "big")}
_SIZE_WORDS["huge"] = ("huge", "giant")
_FINGERS = "holding up {} fingers"


COMPLEXIONS = frozenset(("black", "white", "brown", "yellow", "red"))
"""Colours that would name a person's descent: "a girl all in black" instead."""


def is_person(thing: str) -> bool:
    """Whether a thing's name is a person's."""
    return bool(thing) and THINGS[thing].category == "person"


@dataclass(frozen=True, slots=True)
class Mention:
    """``count`` things told of by one phrase; ``things`` are their indices in the scene, ``thing``
    their own name ("" when they are of several kinds, told of by a wider word). ``number`` is "word"
    or "digit"; "" says "a" for one."""

    things: tuple[int, ...]
    thing: str
    noun: Noun
    count: int
    color: str | None = None
    size: str | None = None
    size_said: str = ""
    variant: str | None = None
    before: str = ""
    after: str = ""
    number: str = ""

    @property
    def described(self) -> Described:
        """The words as data."""
        return Described(self.noun.word, self.color, self.size, self.variant)

    @property
    def claim(self) -> Claim:
        """That there are exactly so many."""
        return Claim("things", (self.described, self.count))

    @property
    def plural(self) -> bool:
        """Whether the verb is "are"."""
        return self.count > 1

    def bare(self) -> str:
        """Without article: "blue potato", "two cats"."""
        words = self._phrase()
        return f"{self._number()} {words}" if self.plural or self.number else words

    def _phrase(self) -> str:
        """All but the number."""
        words = self.noun.many if self.plural else self.noun.one
        if self.color:
            clad = self.color in COMPLEXIONS and is_person(self.thing)
            words = f"{words} all in {self.color}" if clad else f"{self.color} {words}"
        if self.before:
            words = f"{self.before} {words}"
        if self.size_said:
            words = f"{self.size_said} {words}"
        if self.after:
            words = f"{words} {self.after}"
        return words

    def indefinite(self) -> str:
        """With article: "a blue potato", "two cats"."""
        words = self.bare()
        return words if self.plural or self.number else f"{article(words)} {words}"

    def definite(self) -> str:
        """Told of again: "the blue potato", "the two cats"."""
        return f"the {self.bare()}" if self.plural else f"the {self._phrase()}"

    def _number(self) -> str:
        return str(self.count) if self.number == "digit" else NUMBERS[self.count]

    def holds(self, scene: Scene) -> bool:
        """Whether the words fit just the things that they mean."""
        return matching(scene, self.described) == self.things


def mentions(scene: Scene, rng: random.Random, *, colored: bool = False) -> list[Mention]:
    """A noun phrase for each group of equal things, in painting order. A group is left out that no
    words single out exactly, or that the backdrop has more of (two trees in a forest). ``colored``
    keeps every colour that is seen."""
    around = scenery(scene)
    plain = [one for one in plain_mentions(scene) if not (one.plural and one.thing in around)]
    found = [reworded(scene, rng, one, colored=colored) for one in plain]
    if len(found) == 1 and rng.random() < 0.3:
        found[0] = _sized(scene, rng, found[0])
    if len(found) > 1 and not colored and rng.random() < 0.06:
        return _together(scene, rng, found)
    return found


def plain_mentions(scene: Scene) -> list[Mention]:
    """The same in the plainest words: the own name, a colour only where it is not the thing's own."""
    return [told for key, things in _groups(scene).items() if (told := _plain(scene, key[0], things))]


def _groups(scene: Scene) -> dict[tuple[str, str | None, str], tuple[int, ...]]:
    """Equal things together; kinds that come in several looks are split where each has a colour."""
    groups: dict[tuple[str, str | None, str], tuple[int, ...]] = {}
    for index, placed in enumerate(scene.things):
        key = (placed.thing, color_of(placed), placed.variant)
        groups[key] = (*groups.get(key, ()), index)
    names = [key[0] for key in groups]
    for name in {name for name in names if names.count(name) > 1}:
        looks = [key for key in groups if key[0] == name]
        if any(color is None for _, color, _ in looks) or scene.style in COLORLESS:
            merged = tuple(sorted(index for key in looks for index in groups.pop(key)))
            groups[name, None, ""] = merged
    return groups


def _plain(scene: Scene, thing: str, things: tuple[int, ...]) -> Mention | None:
    first = scene.things[things[0]]
    plain = Mention(things, thing, NOUNS[thing], len(things))
    visible = None if scene.style in COLORLESS else color_of(first)
    if visible in plain.noun.one.split():
        visible = None
    if first.color is not None and visible is not None:
        colored = replace(plain, color=visible)
        if colored.holds(scene):
            return colored
    if plain.holds(scene):
        return plain
    colored = replace(plain, color=visible)
    return colored if colored.holds(scene) else None


def reworded(scene: Scene, rng: random.Random, plain: Mention, *, colored: bool) -> Mention:
    """Other words for the same things, where they are as exact; ``colored`` keeps a seen colour."""
    told = plain
    chance = rng.random()
    if chance < 0.18 and SYNONYMS[told.thing]:
        told = replace(told, noun=pick(rng, SYNONYMS[told.thing]))
    elif chance < 0.26 and HYPERNYMS[told.thing]:
        told = replace(told, noun=pick(rng, HYPERNYMS[told.thing]))
    if told is not plain and not told.holds(scene):
        told = plain
    told = _colored(scene, rng, told, always=colored)
    number = rng.random()
    if told.plural or (number < 0.03 and told.thing not in scenery(scene)):
        told = replace(told, number="digit" if number < (0.25 if told.plural else 0.006) else "word")
    return _varied(scene, rng, told)


def _colored(scene: Scene, rng: random.Random, told: Mention, *, always: bool) -> Mention:
    """Colour left out at times, and a natural one told at times."""
    if scene.style in COLORLESS:
        return told
    first = scene.things[told.things[0]]
    own = color_of(first)
    if told.color and not always and (first.color is None or rng.random() < 0.15):
        changed = replace(told, color=None)
    elif told.color is None and own and own not in told.noun.one and (always or rng.random() < 0.15):
        changed = replace(told, color=own)
    else:
        return told
    return changed if changed.holds(scene) else told


def _varied(scene: Scene, rng: random.Random, told: Mention) -> Mention:
    """What a sign says, how many fingers a hand holds up, how a face looks."""
    variant = scene.things[told.things[0]].variant
    if not variant or rng.random() < 0.1 or told.noun.word not in ("sign", "signboard", "hand", "face"):
        return told
    changed = vary(replace(told, variant=variant), rng.random())
    return changed if changed.holds(scene) else told


def vary(told: Mention, dice: float) -> Mention:
    """``told`` with its variant in words; ``dice`` in [0, 1) chooses among them."""
    variant = told.variant or ""
    if told.thing == "face":
        return replace(told, before={"happy": "smiling"}.get(variant, variant) if dice < 0.5 else variant)
    if told.thing == "hand":
        return replace(told, after=_fingers(variant, dice < 0.3))
    many = told.plural
    says = (
        f"that {'say' if many else 'says'} {variant}",
        f"with the word {variant} on {'them' if many else 'it'}",
        f"reading {variant}",
    )
    return replace(told, after=says[int(dice * 3)])


def _fingers(variant: str, digits: bool) -> str:
    count = int(variant)
    if count == 0:
        return "holding up no fingers"
    said = str(count) if digits else NUMBERS[count]
    return _FINGERS.format(said) if count > 1 else f"holding up {said} finger"


def _sized(scene: Scene, rng: random.Random, told: Mention) -> Mention:
    """The size, when all of the things share it and it is out of the ordinary."""
    word = size_word(scene.things[told.things[0]].size)
    if word not in _SIZE_WORDS:
        return told
    changed = replace(told, size=word, size_said=pick(rng, _SIZE_WORDS[word]))
    return changed if changed.holds(scene) else told


def _together(scene: Scene, rng: random.Random, found: list[Mention]) -> list[Mention]:
    """All things under one wider word: "three animals" for two cats and a dog."""
    everything = tuple(range(len(scene.things)))
    shared = [noun for noun in HYPERNYMS[found[0].thing] if noun.many != noun.one]
    for noun in shared:
        told = Mention(
            everything, "", noun, len(everything), number="digit" if rng.random() < 0.25 else "word"
        )
        if told.holds(scene):
            return [told]
    return found
