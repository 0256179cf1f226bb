# ruff: noqa: E501, SIM905
""" "after", "before", "but first": clauses in the order of doing."""

from __future__ import annotations

from limner.reason.planner.grammar import forms
from limner.reason.planner.manners import polite


def ordered(sentences: list[list[str]]) -> list[list[str]]:
    """ "X after Y" and "before Y, X" put into the order of doing."""
    result: list[list[str]] = []
    for sentence in sentences:
        words = sentence
        if words[:2] in (["before", "that"], ["but", "first"], ["but", "before"]) and result:
            start = 2 if words[1] != "before" else 3
            result.insert(len(result) - 1, words[start:])
            continue
        turned = next(
            (
                i
                for i in range(1, len(words) - 1)
                if words[i : i + 2] in (["but", "first"], ["but", "before"])
            ),
            None,
        )
        if turned is not None:
            tail = words[turned + 2 :]
            result.extend([tail[1:] if tail[:1] == ["that"] else tail, words[:turned]])
            continue
        if words[0] == "first" and result and len(words) > 1 and words[1] in forms():
            result.insert(0, words[1:])
            continue
        sequel = _sequel(words)
        if sequel:
            result.extend([words[:sequel], words[sequel + 2 :]])
            continue
        cut = next(
            (
                i
                for i, word in enumerate(words)
                if word in ("after", "before", "once", "followed") and _acts(words[i + 1 :])
            ),
            None,
        )
        if cut is None:
            result.append(words)
            continue
        result.extend(_reordered(words, cut))
    return [sentence for sentence in result if sentence]


def _sequel(words: list[str]) -> int | None:
    """Where "after that" goes on with another order: "straighten it, after that crop it"."""
    for place in range(1, len(words) - 2):
        if (
            words[place] == "after"
            and words[place + 1] in ("that", "this", "which")
            and words[place + 2] in forms()
        ):
            return None if words[place + 2].endswith(("ing", "ed")) else place
    return None


def _reordered(words: list[str], cut: int) -> list[list[str]]:
    head, tail = words[:cut], words[cut + 1 :]
    while tail and tail[0] in (
        "by",
        "that",
        "you",
        "doing",
        "i",
        "it",
        "have",
        "is",
        "the",
        "picture",
        "has",
        "been",
        "applying",
        "'ve",
        "first",
    ):
        tail = tail[1:]
    later = words[cut] in ("after", "once")
    if polite(" ".join(head)).strip(" ,"):
        while head and head[-1] in ("and", ",", "but"):
            head.pop()
        return [tail, head] if later else [head, tail]
    comma = next((i for i, word in enumerate(tail) if word == ","), None)
    if comma is None:
        comma = next((i for i in range(2, len(tail)) if tail[i] in _STARTERS), None)
        if comma is None:
            return [tail]
        return [tail[:comma], tail[comma:]] if later else [tail[comma:], tail[:comma]]
    first, second = tail[:comma], tail[comma + 1 :]
    return [first, second] if later else [second, first]


_STARTERS = frozenset(
    "crop resize rotate flip sharpen blur brighten darken increase decrease reduce boost bump add remove convert save make lower raise straighten scale".split()
)


def _acts(words: list[str]) -> bool:
    """Whether words name an action: "after cropping", "before you resize it", "once it is rotated"."""
    if words[:2] == ["it", "is"] and len(words) > 2 and words[2][0].isdigit():
        return True
    for word in words[:5]:
        if word in forms() and (word not in ("image", "picture", "color")):
            return words[0] != "and" and (word.endswith(("ing", "ed")) or word in forms())
        if word not in (
            "you",
            "that",
            "it",
            "is",
            "the",
            "picture",
            "doing",
            "by",
            "this",
            "i",
            "have",
            "has",
            "been",
            "applying",
            "a",
        ):
            return False
    return False
