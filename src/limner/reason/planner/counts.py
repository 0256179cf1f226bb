# ruff: noqa: SIM905
"""Numbers that are written out: "forty five", "sixteen hundred", "a third", "1e3"."""

from __future__ import annotations

import re
from functools import cache

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
COUNTS = {name: count for count, name in enumerate(_SMALL.split(), 1)} | {
    name: 10 * tens for tens, name in enumerate(_TENS.split(), 2)
}
_LARGE = {"hundred": 100, "thousand": 1000}
SHARES = {"half": 50, "third": 33.3, "quarter": 25, "fifth": 20, "tenth": 10}
"""In percent."""
UNITS = frozenset(
    "deg degs degree degrees px pix pixel pixels stop stops ev time times percent per level levels tone tones"
    " kb mb kilobytes megabytes megapixel megapixels inch inches point points color colors colour colours"
    " dpi ppi".split()
)
_BEFORE = frozenset(
    "to by at is quality gamma radius level threshold about around exactly width height opacity hue plus"
    " minus negative wide tall up down over under below than".split()
)
_AFTER = frozenset("by x wide high tall across clockwise counterclockwise anticlockwise cw ccw on".split())


def in_digits(text: str) -> str:
    """Numbers that are written out, in digits; a small one alone only before a unit.

    >>> in_digits("quality ninety and sixteen hundred pixels"), in_digits("two cats, minus ten")
    ('quality 90 and 1600 pixels', 'two cats, -10')
    """
    parts = _split().findall(text)
    if COUNTS.keys().isdisjoint(parts) and _LARGE.keys().isdisjoint(parts):
        return text
    result: list[str] = []
    place = 0
    while place < len(parts):
        end = _run(parts, place)
        said = _spoken(parts, place, end) if end > place else None
        if said is None:
            result.append(parts[place])
            place += 1
            continue
        if said.startswith("-"):
            del result[-2:]
        result.append(said)
        place = end
    return "".join(result)


@cache
def _split() -> re.Pattern[str]:
    return re.compile(r"[a-z]+|[^a-z]+")


def _run(parts: list[str], place: int) -> int:
    """Where the number ends that starts at a part; the same place where none does."""
    end = place
    if parts[place] == "a" and place + 2 < len(parts) and parts[place + 2] in _LARGE:
        end = place + 2
    if parts[end] not in COUNTS and parts[end] not in _LARGE:
        return place
    while end + 2 < len(parts) and parts[end + 1] in (" ", "-"):
        joined = parts[end + 2 : end + 5]
        if parts[end + 2] in COUNTS or parts[end + 2] in _LARGE:
            end += 2
        elif parts[end] in _LARGE and joined[:2] == ["and", " "] and joined[2:] and joined[2] in COUNTS:
            end += 4
        else:
            break
    return end + 1


def _spoken(parts: list[str], place: int, end: int) -> str | None:
    """The digits of a number, None where it is better left in words."""
    words = [part for part in parts[place:end] if part in COUNTS or part in _LARGE]
    value = _value(words)
    before = parts[place - 2] if place > 1 and parts[place - 1] == " " else ""
    gap = parts[end] if end < len(parts) else "."
    after = parts[end + 1] if gap == " " and end + 1 < len(parts) else ""
    if before in ("minus", "negative") and value and not after.endswith("s"):
        return f"-{value}"
    if value < 2 or not (
        len(words) > 1
        or after in UNITS
        or (value >= 10 and (after in _AFTER or before in _BEFORE or not gap.startswith(" ")))
        or (before == "about" and not after.endswith("s"))
    ):
        return None
    turn = len(words) == 2 and value in (180, 270, 360) and after not in UNITS and words[1] not in _LARGE
    return f"{value} deg" if turn else str(value)


def _value(words: list[str]) -> int:
    """ "twenty five" is 25, "two hundred ten" 210, "ten eighty" 1080."""
    whole = part = last = 0
    for word in words:
        count = COUNTS.get(word, 0)
        if word == "hundred":
            part = 100 * max(1, part)
        elif word == "thousand":
            whole, part = 1000 * max(1, part), 0
        elif 0 < last < 20 <= count:
            part = 100 * part + count
        else:
            part += count
        last = count
    return whole + part


def fraction(found: re.Match[str]) -> str:
    """A sign, "1", "3": a third to three places."""
    return f"{found[1]}{int(found[2]) / int(found[3]):.3f}"


def quotient(found: re.Match[str]) -> str:
    """A name, "1", "2.2": one number over another, to four places."""
    return f"{found[1]} {float(found[2]) / float(found[3]):.4f}" if float(found[3]) else found[0]


def stop_share(found: re.Match[str]) -> str:
    """ "1", "3" of a stop; "two" thirds of one."""
    whole = {"one": 1, "two": 2, "three": 3, "a": 1}
    below = {"third": 3, "quarter": 4, "half": 2, "fifth": 5}
    over = whole.get(found[1]) or int(found[1])
    return f"{over / (below.get(found[2].removesuffix('s')) or int(found[2])):.3f} stop"


def stop_percent(found: re.Match[str]) -> str:
    """ "50" percent of a stop"""
    return f"{float(found[1]) / 100:g} stop"


def written_out(found: re.Match[str]) -> str:
    """1e3 as 1000; what no field takes stays far too large."""
    value = float(found[0])
    return f"{max(-1e30, min(1e30, value)):.10f}".rstrip("0").rstrip(".")


def percentage(found: re.Match[str]) -> str:
    """ "third" """
    return f"{SHARES[found[1]]}%"


def and_half(found: re.Match[str]) -> str:
    """ "two" and a half"""
    whole = {"one": 1, "two": 2, "three": 3, "1": 1, "2": 2}.get(found[1])
    return found[0] if whole is None else f"{whole}.5"
