"""A caption before it is text: a pattern with slots, and what stands in them.

Changing one part of a telling and writing it out again changes just that part of the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from limner.world.claims import Claim
from limner.world.phrases import FORMS, GROUND_TAILS, PLACE_NOUNS, PLACE_TAILS, PREPOSITIONS
from limner.world.thing import article

if TYPE_CHECKING:
    from limner.world.mentions import Mention

PHRASES: dict[str, tuple[str, ...]] = {
    kind: (*(f"{{a}} {said} {{b}}" for said in PREPOSITIONS[kind]), *FORMS[kind]) for kind in FORMS
}
"""Noun phrases that tell a relation; opposite kinds have theirs at the same index."""

SENTENCES: dict[str, tuple[str, ...]] = {
    kind: tuple(f"{{a}} {{is}} {said} {{b}}" for said in PREPOSITIONS[kind]) for kind in FORMS
}
"""Whole sentences, likewise."""


class Link(NamedTuple):
    """``mentions[subject]`` is ``kind`` ``mentions[object]``, in the words at ``form``; ``article``
    is "a", "d" or "b" (indefinite, definite, bare)."""

    subject: int
    kind: str
    object: int
    form: int
    sentence: bool = False
    article: str = "a"


class Place(NamedTuple):
    """The place in words. ``kind`` is "tail", "noun" or "word" and ``name`` a place, or "ground"
    and ``name`` a colour, or "ground word"."""

    kind: str
    name: str
    form: int

    def said(self) -> str:
        """The words."""
        if self.kind == "tail":
            return PLACE_TAILS[self.name][self.form]
        if self.kind == "noun":
            return PLACE_NOUNS[self.name][self.form]
        if self.kind == "word":
            return {"mars": "Mars"}.get(self.name, self.name)
        if self.kind == "ground word":
            return f"{self.name} background"
        return GROUND_TAILS[self.form].format(self.name, a=f"{article(self.name)} {self.name}")


@dataclass(frozen=True, slots=True)
class Telling:
    """``pattern`` has slots: ``a0`` the first mention with "a", ``d0`` with "the", ``b0`` bare,
    ``is0`` its verb, ``l0`` the first link, ``place``. ``told`` are the facts beyond mentions and
    links; ``capital`` makes sentences of it."""

    pattern: str
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    place: Place | None
    told: tuple[Claim, ...]
    capital: bool = False

    def text(self) -> str:
        """The caption."""
        words = self.pattern.format_map(_Slots(self))
        return _sentences(words) if self.capital else words

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Everything that the caption says."""
        things = tuple(mention.claim for mention in self.mentions)
        links = tuple(
            Claim("relation", (self.mentions[a].described, kind, self.mentions[b].described))
            for a, kind, b, *_ in self.links
        )
        return things + links + self._place_claims() + self.told

    def _place_claims(self) -> tuple[Claim, ...]:
        if self.place is None:
            return ()
        kind = "ground" if self.place.kind.startswith("ground") else "place"
        return (Claim(kind, (self.place.name,)),)


class _Slots(dict[str, str]):
    """The words of each slot, made when asked for."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def __missing__(self, key: str) -> str:
        if key == "place":
            assert self._telling.place is not None
            return self._telling.place.said()
        index = int(key[-1])
        if key[0] == "l":
            return self._link(self._telling.links[index])
        return _inflected(self._telling.mentions[index], key[:-1])

    def _link(self, link: Link) -> str:
        subject, target = self._telling.mentions[link.subject], self._telling.mentions[link.object]
        forms = (SENTENCES if link.sentence else PHRASES)[link.kind]
        many, it = target.plural, subject.plural
        return forms[link.form].format(
            a=_inflected(subject, link.article),
            b=_inflected(target, link.article),
            **{"is": "are" if it else "is"},
            its="their" if many else "its",
            it="them" if many else "it",
            them="them" if it else "it",
        )


def _inflected(mention: Mention, form: str) -> str:
    if form == "a":
        return mention.indefinite()
    if form == "d":
        return mention.definite()
    if form == "b":
        return mention.bare()
    return "are" if mention.plural else "is"


def _sentences(words: str) -> str:
    """A capital after every full stop, and a full stop at the end."""
    return ". ".join(part[0].upper() + part[1:] for part in words.split(". ")) + "."
