# ruff: noqa: SIM905
"""Numbers that are written out: "forty five", "two hundred", "a third", "1e3"."""

from __future__ import annotations

import re

TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
ONES = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
COUNTS = (
    {name: value for name, value in ONES.items() if value > 1}
    | {"ten": 10, "twelve": 12, "fifteen": 15, "sixteen": 16}
    | TENS
)
SMALL = ONES | {"ten": 10, "twelve": 12, "fifteen": 15}
SHARES = {"half": 50, "third": 33.3, "quarter": 25, "fifth": 20, "tenth": 10}
"""In percent."""


def tens(found: re.Match[str]) -> str:
    """ "forty", "five" """
    return str(TENS[found[1]] + ONES[found[2]])


def hundreds(found: re.Match[str]) -> str:
    """ "two" hundred, "and ten" """
    count = found[1].strip() if found[1] else "one"
    rest = (found[2] or "").split()
    more = sum(TENS.get(word, SMALL.get(word, 0)) for word in rest)
    return str(100 * SMALL.get(count, 1) + more)


def negative(found: re.Match[str]) -> str:
    """ "minus", "ten" """
    return f"-{TENS.get(found[1]) or SMALL[found[1]]}"


def counted(found: re.Match[str]) -> str:
    """ "twenty" """
    return str(COUNTS[found[1]])


def fraction(found: re.Match[str]) -> str:
    """A sign, "1", "3": a third to three places."""
    return f"{found[1]}{int(found[2]) / int(found[3]):.3f}"


def stop_share(found: re.Match[str]) -> str:
    """ "1", "3" of a stop"""
    return f"{int(found[1]) / int(found[2]):.3f} stop"


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
