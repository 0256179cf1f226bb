"""Reads what a prompt plainly says: which things, how many, in which colours, in what surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from limner.draw.lexicon import UNKNOWN, Sense, lexicon, longest, split

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = re.compile(
    r"that says? [\w-]+|with the word [\w-]+ on (?:it|them)|reading [\w-]+|holding up [\w-]+ fingers?", re.I
)
"""What a sign says and a hand shows: words about a thing that no layout holds."""


class Piece(NamedTuple):
    """A phrase of the prompt as it stands there, and what it says; None where nothing is known."""

    words: tuple[str, ...]
    sense: Sense | None


@dataclass(slots=True)
class Mention:
    """A noun phrase: ``things`` that it may mean, ``count`` (None: left open) and ``color`` if one is
    said, with the color of its ``patches`` if it has some; ``size`` is "small", "large" or "". Among the
    pieces it reaches from ``start`` (its article left out) to its noun."""

    things: tuple[str, ...]
    count: int | None
    color: str | None
    start: int
    patches: str | None = None
    size: str = ""


@dataclass(slots=True)
class Said:
    """All of a prompt: its ``pieces`` in order, ``mentions``, ``facts`` on the whole by field, and the
    words that nothing is known of; ``relations`` hold between all that two
    mentions mean. ``last`` is the thing that was spoken of last, ``awaiting`` a relation of it whose
    object has not come yet, ``second`` one whose object comes behind an "and", ``sides`` things on a side
    of the picture without another on the other; ``listed`` things that are joined by nothing but "and" and
    commas, but for objects of relations, ``along`` those of which a relation that waits is told too,
    ``ahead`` the side of the picture that the next thing is on: "on the left a tree"; ``denied`` the piece of
    the last noun of what is not to be there."""

    pieces: list[Piece]
    mentions: list[Mention] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    relations: list[tuple[Mention, str, Mention]] = field(default_factory=list)
    last: Mention | None = None
    awaiting: tuple[Mention, str] | None = None
    second: tuple[Mention, str] | None = None
    sides: list[tuple[Mention, str]] = field(default_factory=list)
    listed: list[Mention] = field(default_factory=list)
    along: list[Mention] = field(default_factory=list)
    ahead: str | None = None
    denied: int | None = None


def read(text: str) -> Said:
    """What ``text`` says. A noun with "the" that was named before is not counted twice.

    >>> said = read("two red apples on a table at night")
    >>> [(one.things, one.count, one.color) for one in said.mentions], said.facts
    ([(('apple',), 2, 'red'), (('table',), 1, None)], {'time': 'night'})
    """
    said = Said(list(_pieces(split(text))))
    phrase = _Phrase()
    for index, (words, sense) in enumerate(said.pieces):
        if words in _OR and index - 1 == said.denied:
            phrase = _Phrase(absent=index)
        elif sense is None:
            said.unknown.append(" ".join(words))
            phrase = _passed(said, phrase, index)
        elif sense.kind == "thing":
            _named(said, phrase, sense, index)
            phrase = _Phrase()
        elif sense.kind == "absent":
            phrase = _Phrase(absent=index)
        elif sense == _AND and said.second is not None:
            said.awaiting, said.second = said.second, None
        elif sense.kind in _WITHIN and sense.values[-1:] != ("behind",):
            phrase.take(sense, index)
        else:
            _state(said.facts, sense.facts)
            _relate(said, sense, index)
            _color_last(said, _Phrase(color=sense.values[0]) if sense.kind == "color" else phrase)
            phrase = _Phrase()
    _color_last(said, phrase)
    _closed(said)
    return said


_WITHIN = ("article", "number", "color", "adjective", "modifier")
"""What stands before the noun of a phrase."""

_OR = (("or",), ("nor",))
"""Behind what is not to be there they tell of more of it: "no dogs or cats"."""

_AND, _COMMA = Sense("filler", ("and",)), Sense("filler", (",",))
_LISTING = (_AND, _COMMA)
_ENDS = (".", ";", ":", "!", "?", "with", "is", "are", "see")
"""What a clause may begin behind, beside commas and "and"."""

_JOINT = (("on",), ("left of",), ("right of",), ("next to",))
"""Relations that "a cat and a dog on a bench" tells of both."""


@dataclass(slots=True)
class _Phrase:
    """A noun phrase whose noun has not come yet."""

    number: str = ""
    color: str | None = None
    patches: str | None = None
    size: str = ""
    definite: bool = False
    start: int | None = None
    absent: int | None = None
    """The piece that says that there is no such thing."""

    def take(self, sense: Sense, index: int) -> None:
        """An article, a number, a colour or another adjective."""
        if sense.kind == "article":
            self.definite = sense.values[0] == "the"
            return
        if sense.kind == "number":
            self.number = sense.values[0]
        elif sense.kind == "color":
            self.color, self.patches = (*sense.values, None)[:2]
        elif sense.kind == "adjective" and sense.values:
            self.size = sense.values[0]
        self.start = index if self.start is None else self.start

    def closed(self, noun: Sense, at: int) -> Mention:
        """The whole phrase."""
        open_ = self.number == "few" or (not self.number and noun.many)
        count = None if open_ else int(self.number or 1)
        start = at if self.start is None else self.start
        return Mention(noun.values, count, self.color, start, self.patches, self.size)


def _named(said: Said, phrase: _Phrase, noun: Sense, index: int) -> None:
    """The noun of ``phrase`` has come. What is not to be there is passed over, with all that told of it."""
    if phrase.absent is None:
        _mention(said, phrase.closed(noun, index), definite=phrase.definite)
        return
    said.awaiting, said.denied = None, index
    _hide(said, phrase.absent, index)


def _passed(said: Said, phrase: _Phrase, index: int) -> _Phrase:
    """An unknown word has come; it ends a ``phrase`` on what is not to be there, unless its noun follows."""
    after = said.pieces[index + 1].sense if index + 1 < len(said.pieces) else None
    if phrase.absent is None or (after is not None and after.kind in (*_WITHIN, "thing")):
        return phrase
    _hide(said, phrase.absent, index - 1)
    return _Phrase()


def _hide(said: Said, start: int, end: int) -> None:
    """Leave the pieces from ``start`` to ``end`` out of what is told on."""
    for at in range(start, end + 1):
        said.pieces[at] = Piece(said.pieces[at].words, Sense("modifier"))


def _mention(said: Said, found: Mention, *, definite: bool) -> None:
    """Add ``found``, unless it speaks of what was named before."""
    same = (one for one in said.mentions if one.things == found.things and found.color in (None, one.color))
    known = next(same, None) if definite else None
    if known is None:
        said.mentions.append(found)
    said.last = known or found
    if said.ahead is not None:
        _aside(said, said.last, said.ahead)
    said.ahead = None
    if said.second is not None and said.last.count != 1:
        said.awaiting = said.second = None
    if said.awaiting is not None:
        one, kind = said.awaiting
        said.relations += [(subject, kind, said.last) for subject in (*said.along, one)]
        said.awaiting = None
        said.along.clear()
        said.listed.clear()
    else:
        said.listed.append(said.last)


def _relate(said: Said, sense: Sense, index: int) -> None:
    """A relation waits for its object, unless it looks back: "a table with a cup on it"."""
    _closed(said)
    if sense.values[-1:] == ("side",) and _leads(said.pieces, index):
        said.ahead = sense.values[0]
        return
    if sense in _LISTING:
        return
    listed, said.listed = said.listed, []
    if sense.kind != "relation" or said.last is None:
        return
    if sense.values[-1] == "side":
        _aside(said, said.last, sense.values[0])
    elif sense.values[-1] != "back":
        said.awaiting = said.last, sense.values[0]
        said.along = [one for one in listed[:-1] if one is not said.last] if sense.values in _JOINT else []
        said.second = (said.last, sense.values[1]) if sense.values[-1] == "between" else None
    elif len(said.mentions) > 1 and said.last is said.mentions[-1]:
        said.relations.append((said.last, sense.values[0], said.mentions[-2]))


def _leads(pieces: list[Piece], index: int) -> bool:
    """Whether a side is told of what comes after it: it begins a clause, and a thing follows in that."""
    before = pieces[index - 1] if index else Piece((",",), _COMMA)
    after = pieces[index + 1].sense if index + 1 < len(pieces) else None
    begins = before.sense in _LISTING or before.words[-1] in _ENDS
    return begins and after is not None and after.kind in (*_WITHIN, "thing")


def _aside(said: Said, one: Mention, side: str) -> None:
    """``one`` is on a ``side`` of the picture; two on two sides stand in a relation."""
    said.sides.append((one, side))
    (first, left), (last, right) = said.sides[0], said.sides[-1]
    if first is not last and left != right:
        said.relations.append((first, f"{left} of", last))
        said.sides.clear()


def _closed(said: Said) -> None:
    """No object came: "a box with a balloon behind" tells of the thing before."""
    if said.awaiting is not None and said.awaiting[1] == "behind" and said.last in said.mentions[1:]:
        said.relations.append((said.mentions[-1], "behind", said.mentions[-2]))
    said.awaiting = None


def _color_last(said: Said, phrase: _Phrase) -> None:
    """A colour without a noun of its own is that of the thing before it, "a cat, blue", or of as many of
    those as it says: "two cats, one black and one white"."""
    last = said.last
    if phrase.color is None or last is None or last.color is not None:
        return
    some = int(phrase.number) if phrase.number.isdigit() else 0
    if last.count is not None and 0 < some < last.count:
        last.count -= some
        part = replace(last, count=some, color=phrase.color, start=phrase.start or last.start)
        said.mentions.insert(said.mentions.index(last), part)
    else:
        last.color = phrase.color


def _state(facts: dict[str, str], found: tuple[tuple[str, str], ...]) -> None:
    """The first word on a field holds."""
    for name, word in found:
        facts.setdefault(name, word)


def _pieces(words: tuple[str, ...]) -> Iterator[Piece]:
    """The longest known phrases from left to right."""
    start, before = 0, ""
    while start < len(words):
        shown = _shown(words, start)
        piece = Piece(words[start : start + shown], Sense("filler")) if shown else _first(words[start:])
        start += len(piece.words)
        if piece.sense is not None and not shown:
            piece = Piece(piece.words, _meant(lexicon()[piece.words], words[start:], before))
        before = "" if piece.sense is None else piece.sense.kind
        yield piece


def _first(words: tuple[str, ...]) -> Piece:
    """The longest known phrase that ``words`` begin with, in its likeliest sense, else the first word."""
    for length in range(min(longest(), len(words)), 0, -1):
        phrase = words[:length]
        if phrase in lexicon() and not _of_a_measure(words, length):
            return Piece(phrase, lexicon()[phrase][0])
        if " ".join(phrase) in UNKNOWN or " ".join(phrase) in _UNKNOWN_MANY:
            return Piece(phrase, None)
    return Piece(words[:1], None)


def _of_a_measure(words: tuple[str, ...], length: int) -> bool:
    """Whether a number such as "a bunch of" is but the beginning of one "bunch of grapes"."""
    if words[0] != "a" or words[length - 1] != "of":
        return False
    noun = _first(words[1:])
    return len(noun.words) >= length and noun.sense is not None and noun.sense.kind == "thing"


_UNKNOWN_MANY = tuple(f"{name}s" for name in UNKNOWN)


def _shown(words: tuple[str, ...], start: int) -> int:
    """How many words from ``start`` on tell what a sign or a hand shows."""
    found = _SHOWN.match(" ".join(words[start : start + 7]))
    return len(found.group().split()) if found else 0


def _meant(senses: tuple[Sense, ...], after: tuple[str, ...], before: str) -> Sense:
    """Of a word that is a colour and a thing the colour, where a noun follows: "orange cat"; "on" and
    "in" are relations where they stand alone. ``before`` is the kind of the piece before."""
    kinds = {sense.kind: sense for sense in senses}
    if "color" in kinds and "thing" in kinds:
        return kinds["color"] if _noun_follows(after) else kinds["thing"]
    if "thing" in kinds and _tells_of_next(kinds["thing"], after, before):
        return Sense("modifier")
    return kinds.get("relation") or kinds.get("article") or senses[0]


def _noun_follows(after: tuple[str, ...]) -> bool:
    """Whether a noun comes next, behind adjectives at most, known or not."""
    while after:
        words, sense = _first(after)
        if sense is not None and sense.kind not in ("color", "adjective"):
            return sense.kind == "thing"
        if sense is None and words[-1].endswith("ing"):
            return False
        after = after[len(words) :]
    return False


def _tells_of_next(noun: Sense, after: tuple[str, ...], before: str) -> bool:
    """Whether ``noun`` but tells what the thing after it is like: "toy car", "a baby elephant", "a salmon
    fish". Animals and people beside each other are a list, unless one means the other or a phrase has begun
    before them."""
    following = _first(after).sense if after else None
    if noun.many or following is None or following.kind != "thing" or _is_color(after):
        return False
    if {*noun.values} & {*following.values}:
        return True
    one, other = _category(noun), _category(following)
    if one in _ANIMATE and other in _ANIMATE:
        return (one, other) == ("person", "animal") and before in _WITHIN
    return True


def _is_color(words: tuple[str, ...]) -> bool:
    """Whether a word that is a colour and a thing is the colour here: "apple orange car"."""
    phrase = _first(words).words
    return any(one.kind == "color" for one in lexicon()[phrase]) and _noun_follows(words[len(phrase) :])


_ANIMATE = ("person", "animal")


def _category(noun: Sense) -> str:
    from limner.world.things import THINGS

    return THINGS[noun.values[0]].category
