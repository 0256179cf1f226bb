# ruff: noqa: E501
"""Text as people type it -> plain tokens: quotes set aside, spelling evened out, typos mended.

What stands in quotes, file names and addresses are never read as words: they are taken out
first and stand in the text as ``quote0``, ``file1`` ... until a step needs them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from limner.reason.planner.commands import spoken, unquoted
from limner.reason.planner.patterns import rx
from limner.reason.planner.shorthand import SHORT, in_pixels
from limner.reason.planner.spelling import ALIKE, PHRASES
from limner.reason.planner.typos import mended

MAX_WORDS = 600
"""Longer texts are no request for an edit."""
MAX_LETTERS = 500
"""Longer words (an address is one) are none either."""


@dataclass(frozen=True, slots=True)
class Text:
    """Tokens, and what was set aside: ``kept[n]`` is what ``quoteN`` or ``fileN`` stands for."""

    tokens: tuple[str, ...]
    kept: tuple[str, ...]

    def restore(self, words: str) -> str:
        """The words with everything that was set aside back in its place."""
        return rx(r"\b(quote|file)(\d+)\b").sub(self._kept, words)

    def _kept(self, match: re.Match[str]) -> str:
        number = int(match[2])
        return self.kept[number] if number < len(self.kept) else match[0]


_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "—": ";", "–": "-",
    "…": ".", "×": "x", "°": " deg ", "\u00a0": " ", "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3",
    "−": "-", "→": " -> ",
})  # fmt: skip
_QUOTED = r'"([^"]{1,500})"|(?<![\w])\'([^\'\n]{1,200})\'(?!\w)'
_DATED = r"(?i)\b((?:date ?|time ?)?stamp |date )(\d{2,4}[-/.]\d{1,2}[-/.]\d{2,4})\b"
_FILE = (
    r"(?<![\w.])(?:https?://\S+|[\w./~\\-]*[\w-]"
    r"\.(?:png|jpe?g|webp|gif|tiff?|bmp|avif|heic|svg|psd|cube|[ot]tf|icc)\b)"
)
_SPOKEN = (
    r"(?i)\b(?:saying|(?<!not )that says?|(?:which|that) reads|reading|with the (?:text|words?|caption|phrase)"
    r"|(?:text|caption|title|words?|watermark)\s*:|\b(?:to|should|must) (?:say|read)|\bso (?:that )?(?:it|they|he|she) (?:says?|reads?)"
    r"|\b(?:could|can|have|make|let) (?:the|my|his|her|that|this) [\w' ]{1,30}? (?:say|read)|(?:text|word|words|phrase|watermark) of"
    r"|\b(?:add|insert|put|overlay|include) (?:the )?(?:text|word|words|caption|phrase|title)(?= [A-Z0-9]))"
    r"\s+((?!the text\b|quote\d)[^.,;!?\n]{1,80}?)"
    r"(?=\s+(?:in|at|on|to|with|using|near|under|over|above|below|along|across|and|then|instead|centered|as|from|for)\b"
    r"|\s*[.,;!?\n]|\s*$)"
)
_WRITE = (
    r"(?i)^((?:please |can you |could you |then |and )*(?:write|type|print|caption it|stamp|label it)\s+(?:out )?)"
    r"((?! *quote\d|alt text|caption for|description|the |a |an |some |my |text|in |on |at |date|this |it )[^.,;!?\n]{1,80}?)"
    r"(?=\s+(?:in|at|on|to|with|using|near|under|over|above|below|along|across)\b|\s*[.,;!?\n]|\s*$)"
)


def normalise(text: str) -> Text:
    """Tokens of a request: lower case, one spelling, numbers next to their units.

    >>> normalise("Pls crop 2 500 x 500 pixels, it's too dark!").tokens[:6]
    ('please', 'crop', 'to', '500x500', 'px', ',')
    """
    kept: list[str] = []
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN))
    plain = spoken(_set_aside(unquoted(plain.translate(_PLAIN)), kept), kept)
    tokens = _TOKEN().findall(_evened(plain.lower()))
    words = mended(_phrased([ALIKE.get(token, token) for token in tokens]))
    return Text(tuple(_phrased(words)), tuple(kept))


def _set_aside(text: str, kept: list[str]) -> str:
    def keep(kind: str, said: str) -> str:
        kept.append(said)
        return f" {kind}{len(kept) - 1} "

    text = rx(_DATED).sub(lambda found: found[1] + keep("quote", found[2]), text)
    text = rx(
        r"(?:©|\([cC]\)(?= [A-Z]))[^,;!?\n\"]{1,60}?(?=\s+(?:in|at|on|to|along|near)\b|\s*[,;!?\n]|\s*$)"
    ).sub(lambda found: keep("quote", found[0].strip()), text)
    text = rx(_QUOTED).sub(lambda found: keep("quote", found[1] or found[2]), text)
    text = rx("(?i)" + _FILE).sub(lambda found: keep("file", found[0]), text)
    text = rx(_WRITE).sub(lambda found: found[1] + keep("quote", found[2].strip()), text)
    return rx(_SPOKEN).sub(
        lambda found: found[0][: found.start(1) - found.start()] + keep("quote", found[1].strip()), text
    )


@cache
def _TOKEN() -> re.Pattern[str]:  # noqa: N802 - a constant that is made late
    return re.compile(
        r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)"
        r"|[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[:x/](?:\d+(?:\.\d+)?))?(?:[+-]\d+[+-]\d+)?(?:%|[a-z]+\b)?"
        r"|[^\W\d_][\w']*(?:-[\w']+)*|[,;.!?&+()]"
    )


_FORMATS = "jpe?g|png|webp|gif|tiff?|bmp|avif|heic|pdf|gr[ae]y|b&w|b/w|black and|square|portrait|landscape|crop|resize|rotate"
_FRACTIONS = "half|third|quarter|fifth|tenth"
_SHARE_OF = {"half": 50, "third": 33.3, "quarter": 25, "fifth": 20, "tenth": 10}
_COUNTS = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT_OF = dict(
    zip(
        _COUNTS.split("|"),
        (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 30, 40, 50, 60, 70, 80, 90),
        strict=True,
    )
)


def _fraction(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2]) / int(found[3]):.3f}"


def _written_out(found: re.Match[str]) -> str:
    """1e3 as 1000; what no field takes stays far too large."""
    value = float(found[0])
    return f"{max(-1e30, min(1e30, value)):.10f}".rstrip("0").rstrip(".")


def _percentage(found: re.Match[str]) -> str:
    return f"{_SHARE_OF[found[1]]}%"


def _and_half(found: re.Match[str]) -> str:
    whole = {"one": 1, "two": 2, "three": 3, "1": 1, "2": 2}.get(found[1])
    return found[0] if whole is None else f"{whole}.5"


def _counted(found: re.Match[str]) -> str:
    return str(_COUNT_OF[found[1]])


def _of_stop(found: re.Match[str]) -> str:
    return f"{float(found[1]) / 100:g} stop"


_FAULTY = "dark|bright|light|blue|yellow|red|green|orange|pink|warm|cold|cool|blurry|noisy|grainy|soft|sharp|big|large|small|dull|flat|saturated|contrasty|busy|dim|harsh"
_EVEN: tuple[tuple[str, Any], ...] = (
    (r"(?<![\w#.])[+-]?\d+(?:\.\d+)?e[+-]?\d{1,4}(?![\w.])", _written_out),
    (
        r",? ?\b(?:but|though|only|and)?,? ?(?:not (?:too|that|so|overly|very) (?:much|far|strong(?:ly)?|heav(?:y|ily)|extreme|intense(?:ly)?|hard|drastic(?:ally)?|dramatic(?:ally)?|crazy|obvious(?:ly)?)|(?:do not|don't|dont|without) (?:over ?do(?:ing)?(?: it)?|go(?:ing)? (?:crazy|overboard|too far|mad)))\b",
        " slightly",
    ),
    (r"(?<=er),? but not (?:too|overly|so|that) [a-z]+\b", " slightly"),
    (
        r"\b(is|are|looks?|and|but|was|were|seems?|its|it's|came out) (?:kind|sort) of\b(?! (?:a|an|the|like)\b)",
        r"\1 slightly",
    ),
    (rf"\b(?:way|far|much|little|bit) to(?= (?:{_FAULTY})\b)", "too"),
    (
        r"\b([a-z]+)'s (?=(?:a (?:bit|little|tad)|too|so|very|way|really|kinda|just|not|all|gone|pretty|super) )",
        r"\1 is ",
    ),
    (
        r"\ba (?:hair|shade|hint|fraction|whisker|scooch)(?= (?:more|less|\w{2,}er|too)\b)|(?<=[a-z] )a hair\b(?= *(?:[,.;!]|and|$))",
        "slightly",
    ),
    (
        r"\((?:attached|see (?:attached|below)|(?:pic|photo|image|file|link) (?:attached|below)|below|above)\)",
        " ",
    ),
    (r"\[[a-z ]+\]", " "),
    (r"\bb ?/ ?w\b", "black and white"),
    (r"(?<=\w)\s*=\s*(?=[+-]?[\d.])", " "),
    (r"\bpleas?e\b|\bpl[sz]+\b", " "),
    (
        r"(?<![\w/.])([1-3])/([2-8]) of (?:a|1|one) stop\b",
        lambda found: f"{int(found[1]) / int(found[2]):.3f} stop",
    ),
    (
        r"(?<=\d)%? (?=(?:brightness|contrast|saturation|exposure|gamma|hue|sharpness|temperature|tint|highlights|shadows|vibrance) [+-]?\d)",
        " ; ",
    ),
    (rf"(?<=[a-z]) *[-=]+> *(?=[a-z])(?!{_FORMATS})", " becomes "),
    (r"\s*[-=]+>\s*", " to "),
    (r"(?<!\w)\.(?=(?:jpe?g|png|webp|gif|tiff?|bmp|avif|heic)\b)", ""),
    (r"\bre-(?=s|en|ex|s)", ""),
    (r"\bx(\d(?:\.\d+)?)\b(?!x)", r"\1x"),
    (r"\bminus (?=\d)", "-"),
    (r"\bplus (?=\d)", "+"),
    (r"(?<![\w/.])([+-]?)([1-3])/([2-8])(?= ?(?:ev|stops?)\b)", _fraction),
    (r"(?<=[a-z] )([+-])([1-3])/([2-8])\b", _fraction),
    (
        r"\bits(?= (?:a bit|a little|too|so|very|really|just|quite|not|way|kinda|pretty|super|kind of|sort of|a|all|over|under|for|my|upside|been|the only|\w+y and|dark|dull|bright|blurry|noisy|crooked|tilted|sideways)\b)",
        "it is",
    ),
    (r"\btheres\b", "there is"),
    (r"(\S+ \S+ [a-z]+): (?!\d| ?quote)", r"\1 ; "),
    (
        rf"(?<!top )(?<!bottom )(?<!left )(?<!right )(?<!upper )(?<!lower )(?<!center )(?<!middle )(?<!hand )\b(?:an? )?({_FRACTIONS})(?= (?:brighter|darker|lighter|more|less|smaller|bigger|larger|warmer|cooler|off|shorter|higher|lower|sharper|wider|taller)\b)",
        _percentage,
    ),
    (rf"(?<=by )(?:an? |one )?({_FRACTIONS})(?! (?:of )?(?:1|a|one)? ?stop)\b", _percentage),
    (rf"\b(?:an? |one )({_FRACTIONS})(?= of (?:a|1|one) stop)", _percentage),
    (r"\b(\w+) and a half(?= (?:times|x|stops?|ev))", _and_half),
    (
        rf"\b({_COUNTS})(?= (?:deg|degrees?|px|pixels?|stops?|ev|times|percent|levels?|tones?|kb|mb|megapixels?|inch\w*|points?|colors?|colours?)\b)",
        _counted,
    ),
    (rf"(?<=about )({_COUNTS})\b(?! [a-z]+s\b)", _counted),
    (r"([\d.]+)%? of (?:1|a|one) stop", _of_stop),
    (r"(\d)\s*(?:x|\*|by)\s*(?=\d{2,})", r"\1x"),
    (r"(\d)px\s*(?:x|by)\s*(\d)", r"\1x\2"),
    (r"(\d)\s*:\s*(?=\d)", r"\1:"),
    (r"(\d)\s*(?:%|percent\b|per cent\b|pct\b|precent\b)", r"\1% "),
    (r"(\d)-(?=(?:deg|px|pix|perc|inch|stop|point|bit|level|color|colour)\w*)", r"\1 "),
    (r"(\d)\s*(px|pixels?|pix)\b", r"\1 px"),
    (r"(\d)\s*(deg|degrees?|degs)\b", r"\1 deg"),
    (r"(\d)\s*(kb|kib|kilobytes?|k(?=\s+(?:or|max|file)))\b", r"\1 kb"),
    (r"(\d)\s*(mb|mib|megabytes?|megs?)\b", r"\1 mb"),
    (r"(\d)\s*(megapixels?|mpx?|mpix)\b", r"\1 megapixels"),
    (r"(\d)\s*(times|fold)\b", r"\1x"),
    (r"(?<=[a-z]),(?=[a-z])", ", "),
    (r"--+(?=\s|\w)", " ; "),
    (r"(?<!\S)-(?=[a-z]{3})", " ; "),
    (r"\s-\s", " ; "),
    (r"(?<=[a-z])-(?=[a-z]{2})", " "),
    (r"(?<=[a-z])/(?=[a-z]{2})", " and "),
    (r"\s*\n+\s*", " ; "),
)


def _evened(text: str) -> str:
    if len(rx(r"\d ?, ?\d").findall(text)) == 1:
        text = rx(r"(?<=\d),(?=\d{3}\b)").sub("", text)
    text = in_pixels(text)
    for pattern, plain in (*SHORT, *_EVEN):
        text = rx(pattern).sub(plain, text)
    return text


def _phrased(tokens: list[str]) -> list[str]:
    """Longest phrase first, left to right."""
    result: list[str] = []
    place = 0
    while place < len(tokens):
        for said, plain in PHRASES.get(tokens[place], ()):
            if tuple(tokens[place : place + len(said)]) == said:
                result.extend(plain)
                place += len(said)
                break
        else:
            result.append(tokens[place])
            place += 1
    return result
