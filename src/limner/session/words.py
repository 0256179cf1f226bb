"""Words about the history: "undo the crop", "go back two", "do it again but darker", "redo".

A small grammar of its own, apart from the planner's: these words speak of what was done, not
of the picture. Numbers may be words; politeness and punctuation do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from limner.core.errors import Unclear


@dataclass(frozen=True, slots=True)
class Back:
    """Go back ``steps`` pictures (at least 1); None: all the way, to the original."""

    steps: int | None = 1


@dataclass(frozen=True, slots=True)
class Forward:
    """Take back ``steps`` undos (at least 1)."""

    steps: int = 1


@dataclass(frozen=True, slots=True)
class Without:
    """Everything but the step that ``words`` name; ``ops`` are the ops that they may mean."""

    words: str
    ops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """The last run once more, changed as ``words`` say ("darker", "in blue"); "" = as it was."""

    words: str = ""


HistoryRequest = Back | Forward | Without | Again

_EXAMPLES = ("undo the crop", "go back two", "do it again but darker", "redo")
_POLITE = re.compile(
    r"\b(?:please|pls|plz|kindly|thanks|thank you|(?:can|could|would) you|i(?: want|'d like) to|let'?s|just"
    r"|actually|okay|ok|hey|oh|oops|sorry|no)\b,?",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"(?:(?:do|try|make|run|apply|repeat|redo) (?:it|that|this|(?:the )?same)(?: thing)?"
    r"(?: (?:again|once more|over|over again|one more time))?"
    r"|(?:try |do )?again|once more|one more time|repeat|(?:the )?same(?: thing| again)?)"
    r"(?:,? (?:but|only|except|and)(?: this time)?(?: make it| do it)? (?P<changed>.+)"
    r"|,? (?P<kept>(?:in|with|at|without) .+)|, (?P<rest>.+))?",
    re.IGNORECASE,
)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "once": 1, "twice": 2, "thrice": 3, "couple": 2, "few": 3,
}  # fmt: skip
_FILLER = frozenset((
    "a", "an", "the", "my", "your", "it", "that", "this", "them", "you", "i", "me", "of", "by", "did",
    "made", "added", "more", "last", "latest", "previous", "recent", "earlier", "ago", "time", "times",
    "step", "steps", "edit", "edits", "change", "changes", "thing", "things", "version", "versions",
    "picture", "pictures", "image", "photo", "file", "effect", "adjustment",
))  # fmt: skip
_BACK = frozenset(("undo", "revert", "back", "rewind", "cancel", "rollback", "restore", "return"))
_BESIDE_BACK = frozenset(("go", "take", "roll", "step", "come", "give", "bring", "get", "put", "to", "way"))
_START = frozenset(
    ("start", "beginning", "original", "first", "everything", "all", "scratch", "untouched", "very", "from")
)
_START_PHRASES = frozenset(
    ("reset", "start over", "start again", "from scratch", "original", "reset everything", "reset all")
)
_BACK_PHRASES = frozenset(("never mind", "nevermind"))
_FORWARD = frozenset(("redo", "forward", "forwards", "reapply"))
_LESS = re.compile(
    r"(?:undo|revert|cancel|drop|skip|lose|remove|without|get rid of"
    r"|(?:take|leave) (?:back|out|off|away)|everything (?:but|except)) (?P<what>.+)"
)


def read_words(text: str) -> HistoryRequest:
    """What the words ask of the history; Unclear with examples when that cannot be read.

    >>> read_words("please go back two steps")
    Back(steps=2)
    >>> read_words("do it again but darker")
    Again(words='darker')
    """
    asked = " ".join(_POLITE.sub(" ", text).split()).strip(" .!?,;:")
    plain = re.sub(r"[^\w&:%'.\- ]", " ", asked.lower())
    request = _read_moves(plain) or _read_again(asked) or _read_without(plain)
    if request is None:
        raise Unclear(f"{text!r} does not say which picture to go back to", examples=_EXAMPLES)
    return request


def _read_moves(plain: str) -> HistoryRequest | None:
    """Back and forward, told by the words that are left when the filler is gone."""
    content = [word for word in plain.split() if word not in _FILLER]
    if plain in _BACK_PHRASES:
        return Back()
    if " ".join(content) in _START_PHRASES:
        return Back(None)
    if content == ["undo", "undo"]:
        return Forward()
    if content and (content[0] in _FORWARD or content[:2] == ["go", "forward"]):
        steps = _count([word for word in content if word not in _FORWARD and word != "go"])
        return Forward(steps) if steps else None
    if _BACK.isdisjoint(content):
        return _ago(plain, content)
    left = [word for word in content if word not in _BACK and word not in _BESIDE_BACK]
    if left and _START.issuperset(left):
        return Back(None)
    steps = _count(left)
    return Back(steps) if steps else None


def _ago(plain: str, content: list[str]) -> Back | None:
    """ "two steps ago", "the previous picture"."""
    if plain.endswith(("ago", "earlier")) and (steps := _count(content)):
        return Back(steps)
    return Back() if not content and re.search(r"\b(?:previous|last)\b", plain) else None


def _count(words: list[str]) -> int | None:
    """The number that these words are, 1 for none; None when they are something else."""
    if not words:
        return 1
    if len(words) > 1:
        return None
    number = int(words[0]) if re.fullmatch(r"[0-9]{1,6}", words[0]) else _NUMBERS.get(words[0], 0)
    return number or None


def _read_again(asked: str) -> HistoryRequest | None:
    found = _AGAIN.fullmatch(asked)
    if found is None:
        return None
    words = found["changed"] or found["kept"] or found["rest"] or ""
    return _read_without(words.lower()) if words.lower().startswith("without ") else Again(words)


def _read_without(plain: str) -> Without | None:
    found = _LESS.fullmatch(plain)
    if found is None:
        return None
    what = " ".join(word for word in found["what"].split() if word not in _FILLER)
    return Without(what, ops_named(what)) if re.search("[a-z]", what) else None


def ops_named(words: str) -> tuple[str, ...]:
    """The ops that the words may mean by name, alias or another form of either; () for none.

    >>> ops_named("cropping"), ops_named("black and white")
    (('crop',), ('grayscale',))
    """
    names = _names()
    wanted = _stems(words)
    inside = [name for name in names if f" {name} " in f" {wanted} "]
    if not inside:
        inside = [_stems(spoken) for spoken in get_close_matches(words.lower(), _spoken(), n=1, cutoff=0.8)]
    return names[max(inside, key=len)] if inside else ()


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """Every name and alias with its ops: an op of that very name before those with such an alias."""
    from limner.core.plan import step_types

    kinds = step_types()
    spoken: dict[str, tuple[str, ...]] = {op.replace("_", " "): (op,) for op in kinds}
    for op, kind in kinds.items():
        for alias in kind.aliases:
            spoken[alias] = tuple(dict.fromkeys((*spoken.get(alias, ()), op)))
    return spoken


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The same by their stems."""
    names: dict[str, tuple[str, ...]] = {}
    for words, ops in _spoken().items():
        names[_stems(words)] = tuple(dict.fromkeys((*names.get(_stems(words), ()), *ops)))
    return names


_ENDING = re.compile(
    r"(?:ations?|ating|ated?|ening|ened|en|ness|ings?|ions?|ers?|ed|es|e|s)$",
)


def _stems(phrase: str) -> str:
    """The words without their endings: "cropping", "cropped" and "crop" are the same."""
    return " ".join(map(_stem, phrase.lower().replace("_", " ").replace("-", " ").split()))


def _stem(word: str) -> str:
    short = _ENDING.sub("", word)
    short = short if len(short) >= 3 else word
    return short[:-1] if len(short) > 3 and short[-1] == short[-2] else short
