# ruff: noqa: E501
"""Words that only say more of the order before them: a radius, a corner, the colour of letters, what a pad is filled with."""

from __future__ import annotations

from limner.reason.planner import places
from limner.reason.planner.patterns import rx

_CORNER = r"^(?:in |at |on )?(?:the )?(?:top|bottom|upper|lower|left|right|center)(?:[ -](?:left|right|center|side|corner|hand))*$"
_FONT = r"arial|helvetica|impact|georgia|times(?: new roman)?|verdana|courier|futura|garamond|roboto|comic sans|sans|serif|script|handwritten"
_TABLE = (
    (
        r"\b(?:unsharp|sharpen|blur|pixelate|mosaic|censor|median|denoise|trim|overlay|watermark|logo|border|frame|replace|transparent|pixelated|vignette|grain)\b",
        r"^(?:with |and |a |an |at )*(?:radius|amount|threshold|sigma|tolerance|fuzz|strength|block ?size|blocks?|block|cell size|angle|margin|opacity|thickness|intensity)(?: size)?(?: of| to| is)? [\d.]+%?(?: px)?$"
        r"|^[\d.]+ px (?:blocks?|squares|radius|margin|thick)$",
    ),
    (
        r"\b(?:border|frame|outline)\b",
        rf"^(?:in |a |an )?(?:solid |plain )?(?:{places.COLOR}|\d+ ?(?:px|%))(?: (?:wide|thick|each side|on each side|all around|around))?$",
    ),
    (
        r"\b(?:pad\w*|extend|extent|canvas|rotate|straighten|letterbox\w*|bars|fit)\b",
        rf"^(?:with |and |fill |in |on )*(?:a |an )?(?:solid |plain |pure )?(?:{places.COLOR}|blur\w*|mirror\w*)(?: (?:background|fill|bars|padding|edges?|background fill|sides))$",
    ),
    (
        r"\b(?:text|caption|write|title|stamp|watermark|quote\d+)\b",
        rf"^(?:(?:in|with|at|on|the|a|an|size|font|bold|italic|colored|{places.COLOR}|\d+(?: ?(?:px|pt|points?))?|\d+%(?: opacity)?|opacity \d+%?|text|letters|lettering|outline|shadow|centered|center|top|bottom|upper|lower|left|right|corner|{_FONT}|small|large|big|huge|tiny|all caps) ?)+$",
    ),
    (
        r"\b(?:overlay|watermark|logo|text|file\d+|quote\d+)\b",
        rf"^(?:with |at )*(?:\d+% ?(?:opacity|transparen\w+|of (?:the |its )?width|wide|size)?|\d+ px(?: (?:wide|high|tall|across))?|opacity \S+|{_CORNER[1:-1]})$",
    ),
)


def says_more(said: str, text: str) -> bool:
    """Whether the words up to the next joint are an attribute of what was said.

    >>> says_more("put the title quote0 at the top", "yellow , 72 px"), says_more("sharpen it", "yellow")
    (True, False)
    """
    first = rx(r" (?:,|and|then) .*").sub("", text)
    if rx(_CORNER).match(first):
        return True
    return any(rx(known).search(said) and rx(more).match(first) for known, more in _TABLE)
