# ruff: noqa: E501
"""Lengths on paper as pixels: "1-inch at 96 dpi", "35x45 mm"."""

from __future__ import annotations

import re

_PER_INCH = {"i": 1.0, '"': 1.0, "c": 1 / 2.54, "m": 1 / 25.4}
_LENGTH = r"(?<![\w.x:])(\d+(?:\.\d+)?|\.\d+|half an?|an?|one|two)[ -]?(?:(inch(?:es)?|centimet\w+|cm|millimet\w+|mm)\b|(\")(?=\s))(?!\s*(?:x|by)\s*\d)"


def _paper_size(text: str) -> str:
    """ "35x45 mm", and inches where dots per inch are stated, as pixels; a crop keeps the shape."""
    found = re.search(
        r"(\d+(?:\.\d+)?) ?(?:cm|mm|inch\w*|in)? ?(?:x|by|\*) ?(\d+(?:\.\d+)?) ?(cm|mm|inch\w*|in)\b", text
    )
    stated = re.search(r",? *(?:at|@|with|in)? *(\d+) ?(?:dpi|ppi)\b", text)
    if (
        found is None
        or (stated is None and found[3][0] == "i")
        or "crop" in text
        or "print" in text.split(found[0])[1][:8]
    ):
        return text
    scale = (float(stated[1]) if stated else 300.0) * _PER_INCH[found[3][0]]
    size = f"{round(float(found[1]) * scale)}x{round(float(found[2]) * scale)} px"
    if stated:
        text = text.replace(stated[0], " ", 1)
    return text.replace(found[0], size, 1)


def in_pixels(text: str) -> str:
    """Lengths on paper as pixels, at the density that is stated, else at 300 dots per inch.

    >>> in_pixels("cut 2 inches off the left at 150 dpi")
    'cut 300 px off the left '
    """
    if not any(unit in text for unit in ("inch", "cm", "mm", "dpi", "ppi")):
        return text
    text = _paper_size(text)
    if re.search(
        r"\d\s*(?:x|by|\*)\s*\d+(?:\.\d+)?[ -]?(?:inch|cm|mm|in\b)|\d\s*(?:inch\w*|cm|mm|in)\s*(?:x|by)\s*\d",
        text,
    ):
        return text
    if not re.search(_LENGTH, text):
        return text
    stated = re.search(r"(?:,?\s*(?:at|@|with|in|assuming|for))?\s*\(?(\d+) ?(?:dpi|ppi)\b\)?", text)
    density = float(stated[1]) if stated else 300.0
    if stated:
        text = text[: stated.start()] + " " + text[stated.end() :]

    def said(found: re.Match[str]) -> str:
        count = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "half a": 0.5, "half an": 0.5}.get(found[1])
        value = float(found[1]) if count is None else count
        return f"{round(value * density * _PER_INCH[(found[2] or found[3])[0]])} px"

    return " ".join(re.sub(_LENGTH, said, text).split(" "))
