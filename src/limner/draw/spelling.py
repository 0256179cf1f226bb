"""Which known word a misspelt one stands for: a slip of the finger, or a letter that sounds the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 5
"""Of a word that may be misspelt; shorter ones are too near to too many others."""

SUBSTITUTED = 7
"""Letters from which on one of them may be another: "chain" is no chair, "crocadile" a crocodile."""

# fmt: off
ENGLISH = frozenset((
    "angle", "angles", "applies", "backed", "backward", "batch", "beats", "besides", "blank", "bleach",
    "boost", "breach", "cache", "cards", "cares", "caring", "carts", "casts", "causes", "cells", "chart",
    "charts", "chats", "chopped", "class", "classes", "clause", "clone", "cloned", "clones", "comes",
    "contained", "copper", "creates", "crops", "dance", "defective", "defer", "donor", "donors", "dragging",
    "eighth", "elegant", "facet", "facets", "factor", "failing", "fairly", "falls", "farther", "filed",
    "files", "filling", "fired", "fleet", "float", "flood", "flour", "focal", "folds", "freed", "friend",
    "gives", "grown", "halve", "hatched", "hatches", "hears", "helps", "inferior", "injects", "inserts",
    "inset", "inspect", "intro", "kinds", "laying", "leader", "leading", "leaking", "learning", "leave",
    "leaving", "likes", "linear", "linen", "lines", "linger", "lives", "locking", "locks", "logos", "longs",
    "looks", "makes", "marks", "means", "meant", "meets", "metal", "month", "months", "noise", "others",
    "overt", "packaged", "paints", "patch", "peers", "pings", "place", "places", "plans", "plots", "plotted",
    "pointed", "pointer", "pointing", "ports", "pound", "preset", "prevent", "prevents", "price", "printed",
    "printer", "printing", "raises", "raising", "rates", "ridge", "roots", "ruins", "scanner",
    "seats", "setting", "settings", "shade", "shipping", "sites", "slide", "sliders", "slowing", "sorts",
    "spanned", "spawns", "speaker", "speakers", "spectacle", "spinner", "splice", "sport", "squared", "stage",
    "stages", "stairs", "stand", "start", "starts", "state", "states", "station", "status",
    "statute", "steal", "steals", "stopping", "streak", "suffer", "suits", "tablet", "tenets", "theme",
    "thirsty", "thorough", "though", "tiles", "times", "tries", "trunk", "waiter", "watched", "watcher",
    "watchers", "where", "width", "winner",
))
# fmt: on
"""Words of their own that are as near to one of ours as a slip."""

_ENDINGS = ("y", "d", "n", "r", "s")
"""What makes another word of one: who writes "wooden" does not mean wood."""

_ALIKE = (("ph", "f"), ("ck", "k"), ("y", "i"))
"""Letters that sound alike; doubled ones sound like one."""


def meant(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``word``, which is not among them, is a slip away from, the shortest first;
    None where there is none, and for what is a word of its own.

    >>> meant("elefant", ["elephant", "giraffe"]), meant("girrafe", ["elephant", "giraffe"])
    ('elephant', 'giraffe')
    >>> meant("elegant", ["elephant"])
    """
    if len(word) < SHORTEST or word in ENGLISH:
        return None
    near = (one for one in known if one[0] == word[0] and abs(len(one) - len(word)) <= 2)
    return min(
        (one for one in near if not _derived(word, one) and _slipped(word, one)), key=len, default=None
    )


def _slipped(word: str, one: str) -> bool:
    """Whether one slip is between them as they are written, or they sound alike; a slip in what is heard is
    one too many: "funny" is no fungi."""
    return _heard(word) == _heard(one) or _slip(word, one, len(word))


def _derived(word: str, one: str) -> bool:
    return any(word == one + ending for ending in _ENDINGS)


def _heard(word: str) -> str:
    for letters, alike in _ALIKE:
        word = word.replace(letters, alike)
    return re.sub(r"(.)\1", r"\1", word)


def _slip(a: str, b: str, length: int) -> bool:
    """Whether one letter too many, two in the wrong order, or in a long word a wrong one, is between them."""
    if len(a) != len(b):
        short, long = sorted((a, b), key=len)
        return len(long) - len(short) == 1 and any(
            long[:i] + long[i + 1 :] == short for i in range(len(long))
        )
    apart = [place for place, (one, other) in enumerate(zip(a, b, strict=True)) if one != other]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and a[first] == b[second] and a[second] == b[first]
    return not apart or (len(apart) == 1 and length >= SUBSTITUTED)
