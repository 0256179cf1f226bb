"""Prompts as the models know them: other words for the same thing, open numbers decided, the rest named.

`rewrite` is a pure function of the words and the seed. It also says what a layout must hold, as far as
the words say so plainly (`core.demand`).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from limner.core.demand import Demand, Wanted
from limner.core.errors import BadValue, Unclear
from limner.core.layout_code import MOST
from limner.core.layout_code import WHOLE as LAID
from limner.core.seed import derive
from limner.draw.lexicon import lexicon, split
from limner.draw.looks import USUAL_STYLE
from limner.draw.reading import Said, read
from limner.draw.spelling import meant
from limner.world.phrases import NUMBERS
from limner.world.thing import article

if TYPE_CHECKING:
    from limner.draw.lexicon import Sense
    from limner.draw.reading import Mention, Piece

LONGEST = 2000
"""Of a prompt, in characters."""

OPEN_COUNTS = (2, 3, 3, 4)
"""What "cats" may stand for."""

EXAMPLES = ("a blue potato left of a cat on a beach at sunset", "three red apples, watercolor")

NEAR = 0.72
"""How like an unknown word a known one must be to be named beside it, 0-1 (`difflib`)."""

_MARKS = ",.;:!?"
_LINKS = ("of", "with", "in", "on", "at", "to", "from", "by", "as")
"""They are left out where all that they lead to is."""


class Relating(NamedTuple):
    """Everything that ``things[subject]`` of a demand wants is ``kind`` all of ``things[object]``."""

    subject: int
    kind: str
    object: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """``words`` for the models, ``demand`` for the planner of layouts, ``relations`` between what it
    demands, ``sizes`` of its things ("small", "large", "" where none is said); ``warnings`` name what was
    left out or taken for something else. ``changed`` where the words are not those given, ``scenic`` where
    they tell of land or sky that not every place has."""

    words: str
    demand: Demand
    relations: tuple[Relating, ...] = ()
    warnings: tuple[str, ...] = ()
    changed: bool = False
    sizes: tuple[str, ...] = ()
    scenic: bool = False

    def size_of(self, thing: str, color: str | None) -> str:
        """What is said of the size of a thing of a layout."""
        named = zip(self.demand.things or (), self.sizes, strict=False)
        return next((size for one, size in named if size and one.takes(thing, color)), "")


def rewrite(prompt: str, seed: int) -> Rewritten:
    """``prompt`` in words that the models know; ``seed`` decides numbers that are left open.

    Raises:
        BadValue: an empty prompt, or one of more than `LONGEST` characters.
        Unclear: not one word of it is known.

    >>> rewrite("a grey automobile", 0).words
    'a gray automobile'
    """
    if not prompt.strip():
        raise BadValue("the prompt is empty", hint=f'say what to draw: "{EXAMPLES[0]}"')
    if len(prompt) > LONGEST:
        raise BadValue(
            f"the prompt has {len(prompt):,} characters, more than {LONGEST:,}",
            hint="a sentence or two say all that a picture can hold",
        )
    given = read(prompt)
    mended, warnings = _mended(given)
    said = read(mended) if mended is not None else given
    if not said.mentions and not said.facts:
        raise _nothing(said, prompt)
    rng = random.Random(derive(seed, "rewrite"))  # noqa: S311
    decided = _settled(said, rng, warnings)
    warnings += [_unknown(word) for word in dict.fromkeys(said.unknown)]
    warnings += _run_together(said)
    words = _spoken(said, decided)
    changed = split(words) != split(prompt)
    relations = _relations(said, warnings)
    sizes = tuple(one.size for one in said.mentions if one.count)
    scenic = not {"feature", "sky"}.isdisjoint(said.facts)
    return Rewritten(words, _demand(said, warnings), relations, tuple(warnings), changed, sizes, scenic)


def _nothing(said: Said, prompt: str) -> Unclear:
    """Why a prompt without a thing and a place cannot be drawn."""
    if said.denied is not None:
        return Unclear(
            f"the prompt says only what is not to be there: {_short(prompt)}",
            examples=EXAMPLES,
            hint='say also what to draw, "a beach, no dogs", or give --negative beside it',
        )
    return Unclear(
        f"not one word of the prompt is known: {_short(prompt)}",
        examples=EXAMPLES,
        hint=f'name things in English, for example "{EXAMPLES[0]}"',
    )


def _run_together(said: Said) -> list[str]:
    """Names of two things that may be meant for one: "lion king"."""
    from limner.world.things import THINGS

    found = []
    for one, other in pairwise(said.pieces):
        names = [
            piece.sense.values[0] for piece in (one, other) if piece.sense and piece.sense.kind == "thing"
        ]
        if [THINGS[name].category for name in names] == ["animal", "person"]:
            words = " ".join((*one.words, *other.words))
            found.append(f'"{words}" is not known as one thing: drawn as two, {names[0]} and {names[1]}')
    return found


def _mended(said: Said) -> tuple[str | None, list[str]]:
    """The prompt with misspelt words spelt right, None where there are none."""
    known = sorted({word for phrase in lexicon() for word in phrase if len(word) > 3})
    words, warnings = [], []
    for piece in said.pieces:
        word = " ".join(piece.words)
        right = meant(word, known) if _mendable(piece) and word not in known else None
        if right:
            warnings.append(f'"{word}" was read as "{right}"')
        words.append(right or word)
    return (" ".join(words) if warnings else None), warnings


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def _mendable(piece: Piece) -> bool:
    return piece.sense is None and len(piece.words) == 1


def _settled(said: Said, rng: random.Random, warnings: list[str]) -> dict[int, int]:
    """Decide the numbers that are open, and keep to what a layout can hold, one of each kind at least where
    there is room for that. The decided numbers by the piece that they stand before."""
    decided = {}
    room, waiting = MOST, len(said.mentions)
    for one in said.mentions:
        waiting -= 1
        wanted = one.count or rng.choice(OPEN_COUNTS)
        most = min(room, max(1, room - waiting))
        if one.count is None or wanted > most:
            decided[one.start] = min(wanted, most)
        one.count = min(wanted, most)
        if wanted > most:
            asked = f"{wanted} are" if wanted > 1 else f"a {one.things[0]} is"
            warnings.append(f"{asked} asked for, {one.count or 'none'} drawn: a picture holds {MOST} things")
        room -= one.count
    return decided


def _unknown(word: str) -> str:
    nouns = sorted(" ".join(words) for words, senses in lexicon().items() if _is_one_thing(senses[0]))
    near = get_close_matches(word, nouns, n=3, cutoff=NEAR)
    known = f"; known and near: {', '.join(near)}" if near else ""
    return f'"{word}" is not known and was left out{known}'


def _is_one_thing(sense: Sense) -> bool:
    return sense.kind == "thing" and not sense.many


def _spoken(said: Said, decided: dict[int, int]) -> str:
    """The prompt in known words, with the ``decided`` numbers."""
    words: list[str] = []
    for index, (given, sense) in enumerate(said.pieces):
        if index in decided:
            words.append(NUMBERS[decided[index]])
        if sense is None or sense.kind == "modifier" or (index in decided and sense.kind == "number"):
            continue
        if (sense.kind == "article" or given[-1] in _LINKS) and _without_noun(said, index, len(words)):
            continue
        if sense.kind == "article" and index + 1 in decided and sense.values != ("the",):
            continue
        words += (sense.said or " ".join(given)).split()
    text = " ".join(_with_articles(words))
    for mark in _MARKS:
        text = text.replace(f" {mark}", mark)
    return text.strip(" ,;:").removesuffix(" and")


def _without_noun(said: Said, index: int, spoken: int) -> bool:
    """Whether the article or the link at ``index`` stood before words that are left out, and before nothing
    else; a link also where nothing was ``spoken`` before it."""
    piece, after = said.pieces[index], said.pieces[index + 1 :]
    link = piece.words[-1] in _LINKS
    if link and (piece.sense is None or piece.sense.kind != "filler"):
        return False
    if link and not spoken:
        return piece.words == ("of",)
    while link and after and after[0].sense is not None and after[0].sense.kind == "article":
        after = after[1:]
    if not after or after[0].sense is not None:
        return False
    known = next((one.sense for one in after if one.sense is not None), None)
    return known is None or known.kind not in ("thing", "color", "adjective", "number")


def _with_articles(words: list[str]) -> list[str]:
    """ "a" or "an" as the next word wants it."""
    following = [*words[1:], ""]
    return [
        article(after) if one in ("a", "an") else one for one, after in zip(words, following, strict=True)
    ]


def _demand(said: Said, warnings: list[str]) -> Demand:
    """What a layout must hold. Surroundings that its place cannot show are left open."""
    from limner.world.surroundings import PHOTO_PLACES
    from limner.world.vocabulary import AIRLESS, INDOORS

    facts = {name: word for name, word in said.facts.items() if name in LAID}
    place = facts.get("place")
    if place in (*AIRLESS, *INDOORS):
        facts.pop("weather", None)
    if place in ("plain", "space"):
        facts.pop("time", None)
    if facts.get("style") == "photo" and place is not None and place not in PHOTO_PLACES:
        facts["style"] = USUAL_STYLE
        warnings.append(f"there are no photos of this place ({place}): drawn in {USUAL_STYLE}")
    own = {one.things[0] for one in said.mentions if len(one.things) == 1}
    warnings += [
        f"a {one.things[0]} is drawn in one color: {one.color}, without {one.patches}"
        for one in said.mentions
        if one.patches is not None and not _patched(one)
    ]
    aloft = [id(one) for one, kind, _ in said.relations if kind == "above"]
    asked = (_wanted(one, own, aloft=id(one) in aloft) for one in said.mentions if one.count)
    return Demand(tuple(asked), **facts)


def _relations(said: Said, warnings: list[str]) -> tuple[Relating, ...]:
    """The relations between things that are drawn, by their place in the demand."""
    kept = [one for one in said.mentions if one.count]
    places = {id(one): place for place, one in enumerate(kept)}
    found = []
    for one, kind, other in said.relations:
        if id(one) in places and id(other) in places and one is not other:
            possible = _possible(kind, other)
            if possible != kind:
                thing = f"{article(other.things[0])} {other.things[0]}"
                warnings.append(f'nothing is drawn "{kind}" {thing}: taken for "{possible}"')
            found.append(Relating(places[id(one)], possible, places[id(other)]))
    return tuple(found)


def _possible(kind: str, target: Mention) -> str:
    """``kind``, or what comes nearest where no ``target`` has a seat or is open at its top."""
    from limner.world.things import THINGS

    needed = {"riding": "seat", "inside": "bowl"}.get(kind)
    if needed is None or any(getattr(THINGS[name], needed) is not None for name in target.things):
        return kind
    return {"riding": "on", "inside": "in front of"}[kind]


def _patched(one: Mention) -> bool:
    """Whether it is said to have two colours, and all that it may mean have both by nature."""
    from limner.world.things import THINGS

    pair = {one.color, one.patches}
    return one.patches is not None and all(pair <= {*THINGS[name].natural} for name in one.things)


def _wanted(one: Mention, own: set[str], *, aloft: bool = False) -> Wanted:
    """A colour by nature is that colour, and a thing whose colour is not said has its own. A wider word
    means none of the things that are said by their ``own`` names beside it, and ``aloft`` those that fly."""
    from limner.world.things import THINGS

    colors: tuple[str | None, ...] = (one.color,)
    if _patched(one):
        colors = (None,)
    elif one.color is not None and all(THINGS[name].natural == (one.color,) for name in one.things):
        colors = (one.color, None)
    things = one.things if len(one.things) == 1 else tuple(name for name in one.things if name not in own)
    flying = tuple(name for name in things if THINGS[name].airborne) if aloft else ()
    return Wanted(flying or things or one.things, colors, one.count or 1)
