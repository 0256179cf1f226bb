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

from limner.reason.planner.commands import spoken, unquoted
from limner.reason.planner.patterns import rx
from limner.reason.planner.shorthand import evened
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

    >>> normalise("Pls crop to 500 x 500 pixels, it's too dark!").tokens[:6]
    ('crop', 'to', '500x500', 'px', ',', 'it')
    """
    kept: list[str] = []
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN))
    plain = spoken(_set_aside(unquoted(plain.translate(_PLAIN)), kept), kept)
    tokens = _TOKEN().findall(evened(plain.lower()))
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
