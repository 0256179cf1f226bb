# ruff: noqa: E501
"""Amounts, sizes, angles and vague degrees, read out of a clause."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from limner.reason.planner.patterns import rx

Unit = Literal["percent", "factor", "plain", "px", "deg", "stop"]
NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)"
SIZE = r"(\d+)x(\d+)"


class Amount(NamedTuple):
    """A stated number: ``to`` says that it is the new value, else it is the change."""

    value: float
    unit: Unit
    to: bool = False
    said: str = ""

    @property
    def signed(self) -> bool:
        """Whether a sign was typed."""
        return self.said.lstrip().startswith(("+", "-"))


_AMOUNT = (
    r"(?:(?P<to>\bto|\bat|\b=)\s+|(?P<by>\bby(?: about| around| roughly)?(?: a)?(?: factor of)?)\s+|\b(?:about|around|of)\s+)?"
    r"(?:a factor of )?(?:value |level |about |around )?(?<![\w#:.])(?<!iso )(?P<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+))"
    r"(?P<unit>%|x\b|\s*(?:stops?|ev|px|deg|times|points?|percent)\b)?(?![\w:/])"
)
_UNITS: dict[str, Unit] = {
    "%": "percent",
    "percent": "percent",
    "x": "factor",
    "times": "factor",
    "stop": "stop",
    "stops": "stop",
    "ev": "stop",
    "px": "px",
    "deg": "deg",
}
_WORDED = (
    (r"\b(?:by|to) (?:a )?half\b|\bhalf (?:the|as|its|of)\b|\bin half\b|\bhalve\w*\b|\bhalf\b", 0.5),
    (r"\b(?:by|to) (?:a )?third\b|\b(?:a )?third (?:the|as|its|of)\b", 1 / 3),
    (r"\b(?:by|to) (?:a )?quarter\b|\b(?:a )?quarter (?:the|as|its|of)\b", 0.25),
    (r"\bdouble\w*\b|\bdoubling\b", 2.0),
    (r"\btriple\w*\b|\btripling\b", 3.0),
)


def amount(text: str) -> Amount | None:
    """The first amount in a clause.

    >>> amount("increase contrast by 20%")
    Amount(value=20.0, unit='percent', to=False, said='20%')
    """
    found = rx(_AMOUNT).search(text)
    if found:
        unit = _UNITS.get((found["unit"] or "").strip(), "plain")
        value = float(found["number"])
        if unit == "plain" and "factor of" in found[0]:
            unit = "factor"
        return Amount(value, unit, bool(found["to"]), found["number"] + (found["unit"] or ""))
    for pattern, factor in _WORDED:
        worded = rx(pattern).search(text)
        if worded:
            return Amount(factor, "factor", worded[0].startswith("to"), worded[0])
    return None


def number(text: str, before: str = "", after: str = "") -> float | None:
    """The number that stands between two patterns."""
    found = rx(rf"{before}(?<![\w#.])({NUMBER}){after}").search(text)
    return float(found[1]) if found else None


_DEGREES = (
    (r"\b(?:very slightly|barely|ever so|just slightly|tiny)\b", 0.3),
    (
        r"\b(?:slightly|tad|touch|somewhat|bit|little|softly|soft|light|faint|minimally|moderately low|small|hint)\b",
        0.5,
    ),
    (r"\b(?:extremely|insanely|super|crazy|totally|maximum|max|ridiculously|incredibly)\b", 3.0),
    (
        r"\b(?:greatly|much|very|really|way|far|strong|heavy|hard|big|huge|lot|intense|so|quite|extra|high|heavier|stronger)\b",
        2.0,
    ),
)


def degree(text: str) -> float:
    """How much of the default a vague word asks for: slightly = 0.5, much = 2, else 1."""
    for pattern, scale in _DEGREES:
        if rx(pattern).search(text):
            return scale
    return 1.0


def size(text: str) -> tuple[int, int] | None:
    """Width and height from "500x300"."""
    found = rx(rf"(?<![\w:]){SIZE}\b").search(text)
    return (int(found[1]), int(found[2])) if found else None


_SCREENS = frozenset(((16, 9), (9, 16), (4, 3), (3, 4), (3, 2), (2, 3), (21, 9), (1, 1), (2, 1), (1, 2), (3, 1), (16, 10), (18, 9)))  # fmt: skip
_PRINTS = frozenset(((4, 5), (5, 4), (4, 6), (6, 4), (5, 7), (7, 5), (8, 10), (10, 8), (11, 14), (14, 11), (16, 20), (20, 16), (8, 12), (12, 8), (2, 3), (6, 8), (12, 18), (16, 24), (20, 30), (24, 36), (10, 15), (9, 12), (12, 16), (18, 24)))  # fmt: skip


def is_ratio(text: str, width: int, height: int) -> bool:
    """Whether "4x3" is a shape: a screen's, a print's where one is spoken of, or called a ratio; else it is a size."""
    if rx(r"\bpx\b").search(text) or not width or not height or max(width, height) > 32:
        return False
    if (width, height) in _SCREENS or rx(r"\b(?:ratio|aspect|proportions?|shape)\b").search(text):
        return True
    if (width, height) in _PRINTS and max(width, height) > 4 and text.startswith(("crop", "trim", "cut")):
        return True
    return (width, height) in _PRINTS and bool(
        rx(r"\b(?:prints?|printing|printed|frames?|picture|inch\w*|album|wall|paper|lab)\b").search(text)
    )


def share(text: str) -> float | None:
    """A share of the whole: "half", "a third", "20%" -> 0.5, 0.333, 0.2."""
    found = rx(rf"({NUMBER})%").search(text)
    if found:
        return abs(float(found[1])) / 100
    for pattern, value in ((r"\b(?:half|halves)\b", 0.5), (r"\b(?:2 thirds|two thirds)\b", 2 / 3),
                           (r"\bthird\b", 1 / 3), (r"\b(?:3|three) quarters\b", 0.75), (r"\bquarter\b", 0.25)):  # fmt: skip
        if rx(pattern).search(text):
            return value
    return None


def without(text: str, found: re.Match[str] | None) -> str:
    """The text with a match taken out."""
    return text if found is None else f"{text[: found.start()]} {text[found.end() :]}"
