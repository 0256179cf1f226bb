"""Patterns that are compiled when a text first holds a word that they need.

A request meets some two hundred patterns, and most of them need a word that it does not hold
("give ", "watermark"): such a pattern cannot match, and Python spends a tenth of a short command on
compiling patterns (`limner bench cold`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Any

_PART = re.compile(
    r"\\."  # an escape
    r"|\[\^?\]?(?:[^\]\\]|\\.)*\]"  # a set
    r"|\(\?P?<\w+>|\(\?(?:[:=!]|<[=!])|\(\?[a-z]+\)|\("  # how a group opens; flags for the whole
    r"|[|)]"
    r"|(?:[*?+]|\{\d*,?\d*\})[?+]?"  # how often
    r"|[.^$]"
    r"|[^\\\[(|)*?+{.^$]+"  # letters as they are
)
_STRANGE = re.compile(r"\(\?(?!P?<\w|[:=!]|<[=!]|i\))")
_ASIDE = frozenset(("(?!", "(?<!"))
_MOST = 400
"""Words to look for that cost less than compiling."""

Words = tuple[str, ...]
"""One of them must be in a text that matches; none: nothing is known."""

Recast = Callable[[re.Match[str]], "str | None"]
"""A match said in plain words; None where it does not mean that after all."""


@cache
def rx(pattern: str) -> Pattern:
    """The pattern, compiled when a text may match it, and once."""
    return Pattern(pattern)


class Pattern:
    """A regular expression with the methods of :class:`re.Pattern` that are used here, and their results."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def needed(self) -> Words:
        """One of these words is in every text that matches; none when nothing is known."""
        return needed_words(self.pattern)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def _for(self, text: str) -> re.Pattern[str] | None:
        """The compiled pattern; None where no part of the text can match."""
        if "_compiled" not in self.__dict__ and self.needed and not _holds(text, self.needed):
            return None
        return self._compiled

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the start of the text."""
        found = self._for(text)
        return found.match(text) if found else None

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text."""
        found = self._for(text)
        return found.search(text) if found else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match of the whole text."""
        found = self._for(text)
        return found.fullmatch(text) if found else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in the text."""
        found = self._for(text)
        return found.finditer(text) if found else iter(())

    def findall(self, text: str) -> list[Any]:
        """Every match in the text, as :meth:`re.Pattern.findall` gives it."""
        found = self._for(text)
        return found.findall(text) if found else []

    def split(self, text: str) -> list[str]:
        """The text between the matches."""
        found = self._for(text)
        return found.split(text) if found else [text]

    def sub(self, plain: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """The text with its matches replaced."""
        found = self._for(text)
        return found.sub(plain, text, count) if found else text


def _holds(text: str, words: Words) -> bool:
    """Whether a word is in the text, in capitals or not; beyond ASCII, letters have other cases."""
    if not text.isascii():
        return True
    text = text.lower()
    return any(word in text for word in words)


def needed_words(pattern: str) -> Words:
    """Words in lower case, one of which every text holds that the pattern matches.

    >>> needed_words(r"^give (?:it|this) (?:more|less) \\w+$")
    ('give ',)
    >>> needed_words(r"^(?:make it )?(?:brighter|darker)$")
    ('brighter', 'darker')
    >>> needed_words(r"(?:please )?\\d+ ?px")
    ('px',)
    >>> needed_words(r"\\d+|half")
    ()
    """
    if _STRANGE.search(pattern):
        return ()
    return _Needs(_PART.findall(pattern)).alternatives()


class _Needs:
    """A walk over the parts of a pattern."""

    def __init__(self, parts: list[str]) -> None:
        self._parts = parts
        self._place = 0

    def alternatives(self) -> Words:
        """What one of the alternatives up to the end of the group needs."""
        words, known = self._sequence()
        while self._place < len(self._parts) and self._parts[self._place] == "|":
            self._place += 1
            more, told = self._sequence()
            words, known = words + more, known and told
        self._place += 1
        return words if known and len(words) <= _MOST else ()

    def _sequence(self) -> tuple[Words, bool]:
        """What the parts up to the next bar or bracket need, and whether that is anything."""
        best: Words = ()
        while self._place < len(self._parts) and self._parts[self._place] not in ("|", ")"):
            words = self._element()
            if words and (not best or _worth(words) > _worth(best)):
                best = words
        return best, bool(best)

    def _element(self) -> Words:
        part = self._parts[self._place]
        self._place += 1
        if part.startswith("("):
            words = () if part.endswith(")") else self.alternatives()
            words = () if part in _ASIDE else words
            return () if self._may_be_missing() else words
        if part[0] == "\\":
            return () if part[1].isalnum() or self._may_be_missing() else (part[1],)
        if part[0] in "[.^$*?+{":
            return ()
        if self._may_be_missing():
            part = part[:-1]
        part = part.lower()
        return (part,) if part.strip() and part.isascii() else ()

    def _may_be_missing(self) -> bool:
        """Whether what was just read need not be there; goes past the sign that says how often."""
        if self._place >= len(self._parts):
            return False
        following = self._parts[self._place]
        return following[0] in "*?" or (following[0] == "{" and not following[1:2].strip("{0,}").isdigit())


def _worth(words: Words) -> float:
    """Long words are rarer, and few are looked for sooner."""
    return min(len(word.strip()) for word in words) - len(words) / 20
