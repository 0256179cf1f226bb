# ruff: noqa: E501
"""Short forms of stated numbers in one spelling: "q85", "800w", "150k", "1-inch at 96 dpi", "minus forty five"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

_Plain: TypeAlias = "str | Callable[[re.Match[str]], str]"

_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15}  # fmt: skip
_COUNTED = r"deg\w*|px|pixels?|stops?|ev|times|percent|per cent|levels?|tones?|kb|mb|megapixels?|inch\w*|points?|colou?rs?|dpi"
_CHANGED = (
    "brightness|contrast|saturation|exposure|gamma|hue|sharpness|vibrance|highlights|shadows|quality|opacity"
)
_VERB = "crop|resize|rotate|remove|blur|brighten|darken|make|convert|replace|sharpen|save|add|flip|compress|change|straighten|turn|scale|shrink|enlarge|pad|trim|cut|increase|decrease|reduce|boost|lower|raise|mirror|fix|put|set|erase|swap|invert|desaturate|denoise|export|level|deskew|extend|zoom|auto|grayscale|black and white"


def _tens(found: re.Match[str]) -> str:
    return str(_TENS[found[1]] + _ONES[found[2]])


def _hundreds(found: re.Match[str]) -> str:
    count = found[1].strip() if found[1] else "one"
    rest = (found[2] or "").split()
    more = sum(_TENS.get(word, _ONES.get(word, 0)) for word in rest)
    return str(100 * _ONES.get(count, 1) + more)


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


def _cornered(found: re.Match[str]) -> str:
    left, top, right, bottom = (int(found[i]) for i in (1, 2, 3, 4))
    return f"{right - left}x{bottom - top}+{left}+{top}" if right > left and bottom > top else found[0]


SHORT: tuple[tuple[str, _Plain], ...] = (
    (r"\bx ?=? ?(\d+) ?,? *y ?=? ?(\d+) ?,? *w(?:idth)? ?=? ?(\d+) ?,? *h(?:eight)? ?=? ?(\d+)\b", r"\3x\4+\1+\2"),
    (r"\bleft ?[=:] ?(\d+) ?,? *top ?[=:] ?(\d+) ?,? *right ?[=:] ?(\d+) ?,? *bottom ?[=:] ?(\d+)\b", _cornered),
    (r"\bx ?=? ?(\d+) ?(?:-|to) ?(\d+),? (?:and )?y ?=? ?(\d+) ?(?:-|to) ?(\d+)\b", lambda found: f"{int(found[2]) - int(found[1])}x{int(found[4]) - int(found[3])}+{found[1]}+{found[3]}"),
    (r"(?<![\d,])(\d),(\d{1,2})(?=x\b| ?%| ?stops?\b| ?ev\b)", r"\1.\2"),
    (r"\brotate_(\d+)_(\w+)", r"rotate \1 \2"),
    (r"\b(?:cv2|np|im|img|image)\.(?=[a-z])", " "),
    (r"\b(?:rotate )(?=rotate )", ""),
    (r"\bgaussianblur\b", "gaussian blur"),
    (r"\bsouth ?east\b", "bottom right"), (r"\bsouth ?west\b", "bottom left"), (r"\bnorth ?east\b", "top right"), (r"\bnorth ?west\b", "top left"),
    (r"\bdissolve (\d+)%?", r"opacity \1%"),
    (r"\bstep (?:\d|one|two|three|four)\b:?", " ; "),
    (r"\biso ?\d{2,6}\b", "iso"),
    (r",? ?\bf ?/ ?\d+(?:\.\d+)?\b", ""),
    (r"\s\|\s", " ; "),
    (r"^(?:what is the )?(?:equivalent|result|effect) of (?=;)|^(?:do|run|apply|same as)(?: a| the)? (?=;)", ""),
    (r" for this one(?=\?|$)", ""),
    (r"\bsatur?at?ed\b|\bsatured\b", "saturated"),
    (r"\bif (?:it is|its|it's|the (?:file|image|picture|photo) is) (?:over|more than|bigger than|larger than|above|greater than) [^,;.]{1,25}?(?:,| then) ", ""),
    (r"\bcompletely desaturated\b|\bfully desaturated\b", "grayscale"),
    (r"\bpunch in(?= by| \d|$)", "zoom in"),
    (r"(?<![\d.])\d+ ?- ?(\d+ ?(?:kb|mb)\b)", r"\1"),
    (r"\b(jpe?g|png|webp|gif|tiff?|bmp|avif|heic) 2 (?=jpe?g|png|webp|gif|tiff?|bmp|avif)", r"\1 to "),
    (r"\brm ?bg\b", "remove the background"), (r"\bmk\b", "make"), (r"\bthumb(?=s? \d)", "thumbnail"),
    (r"\bauto ?-?(?:crop|trim)\b(?! (?:to|around|on) )", "trim"),
    (r"\bun-?(?:mirror|flip)(?:ed)?\b", "flip horizontally"),
    (r"\b(?:half) a (megapixel)\b", r"0.5 \1"),
    (r"\b(\d{4,9})@ ?(?:px|pixels?)?", lambda found: f"{int(found[1]) / 1e6:g} megapixels"),
    (r"\b(\d{4,5}) ?k\b(?= |,|\.|$)", r"\1 kelvin"),
    (r",? not (?:squeezed?|stretch(?:ed)?|squash(?:ed)?|resized?|scaled?)\b", ""),
    (r"\b(?:i\.e\.|e\.g\.|ie[.,]|eg[.,])", " ; "),
    (r"\[[a-z ]+[?!]*\]", " "),
    (r"(?:(?<=\s)|^)\(?[1-9][.)]\s+(?=[a-z]{3})", " ; "),
    (rf"^(?:[a-z][\w']* ?){{1,4}}: (?=(?:{_VERB})\b)|^(?:for|simple|quick|easy|small)\b[\w' ]{{2,40}}: (?=\d)", ""),
    (r"\((?:attached|see (?:below|above|attached)|linked?|below|above|the \w+ (?:trick|way|thing))\)", " "),
    (r"\bw/(?=\s|\w)(?!o\b)", "with "),
    (r"\bw/o\b", "without"),
    (r"(?<=[a-z\d%]) w (?=[a-z])", " with "),
    (r"\bfinaly\b|\bfinnaly\b|\bfinnally\b", "finally"),
    (r"\b(more|less|bigger|smaller|larger|better|other|rather|greater|higher|lower|wider|fewer) then\b", r"\1 than"),
    (r"\bde-(?=s|n|b|h|f|c)", "de"),
    (r"\bun-(?=m|f|b|s|d)", "un"),
    (r"\bq(?:ual(?:ity)?)?\s*[=:]?\s*(\d{2,3})\b(?! ?(?:px|kb|mb|x))", r"quality \1"),
    (r"(?<![\w.])(\d{3,5})w\b", r"\1 px wide"),
    (r"(?<![\w.])(\d{3,5})h\b", r"\1 px high"),
    (r"\bw(\d{3,5})\b", r"\1 px wide"),
    (r"\bh(\d{3,5})\b", r"\1 px high"),
    (r"\b(under|below|than|to|max|maximum|at most|within|over|exceed\w*|limit(?: of| is)?|around|about|approx\w*|<=?)( ?)(\d+(?:\.\d+)?) ?k\b", r"\1\2\3 kb"),
    (r"\b(under|below|than|max|maximum|at most|within|over|exceed\w*|<=?)( ?)(\d+(?:\.\d+)?) ?m\b", r"\1\2\3 mb"),
    (rf"\b({'|'.join(_TENS)})[ -]({'|'.join(list(_ONES)[:9])})\b", _tens),
    (rf"\b(?:(one|two|three|four|five|six|seven|eight|nine|a) )hundred(?: (?:and )?((?:{'|'.join(_TENS)}|\d+)?(?: ?(?:{'|'.join(list(_ONES)[:9])}))?))?(?= (?:{_COUNTED})\b)", _hundreds),
    (rf"\bminus ({'|'.join([*_TENS, *_ONES])})\b(?! [a-z]+s of)", lambda found: f"-{_TENS.get(found[1]) or _ONES[found[1]]}"),
    (rf"\b({_CHANGED}) (?:minus|negative) (?=\d)", r"\1 -"),
    (rf"\b({_CHANGED}) (?:plus|positive) (?=\d)", r"\1 +"),
    (rf"\b(\d+(?:\.\d+)?) (?:points?|pts) (?=(?:of )?(?:{_CHANGED})\b)", r"\1 "),
    (r"\bpointsize\b", "font size"),
)  # fmt: skip
