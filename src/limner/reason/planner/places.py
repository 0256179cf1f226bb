# ruff: noqa: E501, SIM905
"""Noun phrases: the picture itself, a part of it, a thing in it; colours and corners."""

from __future__ import annotations

from functools import cache

from limner.core.geometry import Anchor
from limner.core.steps.base import Found, InPart, Where
from limner.reason.planner.patterns import rx

DETERMINERS = frozenset(
    "the a an my your our his her their its this that these those some any one all both every each of it s".split()
)
_PICTURE = frozenset(
    "picture it this that screenshot shot snapshot selfie scan file canvas thing everything one them version whole"
    " overall all portrait itself colors color tones lighting these those scene photoshop graphic artwork drawing illustration wallpaper logo".split()
) - {"logo", "drawing", "illustration"}
_FILLER = frozenset(
    "whole entire full attached old new original following current existing above below given overall complete"
    " final resulting final same here also too just please really so very now again output input source complete"
    " only all digital vintage uploaded faded damaged low res high resolution quality blurry dark grainy scanned dull bright noisy of in for to from on mine first general first-pic".split()
)
_KIND_OF_PICTURE = r"^(?:(?:the|this|my|our|that|these|an?|his|her|their|your) )?(?!.*\b(?:of|in|on|at|from|behind|with|and|other|second|to|by|near|into|as|so|for|is|than)\b)(?:[\w']+ ){0,3}(?:picture|shots?|scans?|screenshots?|snapshots?|selfies?|prints)$"
_TAIL = (
    r"\s+(?:in|of|from|on|to|for|within|inside) (?:the |this |my |that |our |these )?"
    r"(?:whole |entire |attached |first |original |old |final )?(?:picture|screenshot|shot|scan)\b.*$"
)
_PICTURE_OF = r"^(?:the |this |my |an? |that |our )?(?:\w+ ){0,2}picture (?:of|with|from|i|that|we|in|taken|for|below|above|here)\b.*$"


def is_picture(words: str) -> bool:
    """Whether a noun phrase names the picture and not a thing in it.

    >>> is_picture("this old picture of my grandma"), is_picture("the dog")
    (True, False)
    """
    if words.strip() in ("her", "his", "him", "them", "me", "my", "their", "us"):
        return False
    left = [word for word in words.split() if word not in DETERMINERS and word not in _FILLER]
    if not left or all(word in _PICTURE for word in left):
        return True
    return bool(rx(_PICTURE_OF).match(words) or rx(_KIND_OF_PICTURE).match(words))


def noun(words: str) -> str:
    """A noun phrase without filler, as it is kept in a step: "the man in the picture please" -> "the man"."""
    plain = rx(r"[,;!?]|\.(?!\d)").sub("", words)
    plain = rx(_TAIL).sub("", " " + plain).strip()
    plain = rx(r"\s+(?:please|thanks|thank you|for me|if possible|if you can|somehow|entirely|completely|as well"
               r"|too|also|at all|altogether|instead|now|again)$").sub("", plain)  # fmt: skip
    return plain.strip()


def bare(words: str) -> str:
    """The noun phrase without its determiners."""
    left = noun(words).split()
    while left and left[0] in DETERMINERS | {"to", "in", "on", "whole", "entire"}:
        left.pop(0)
    return " ".join(left)


_SHARES = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "side": 0.5, "part": 0.5, "portion": 0.5, "section": 0.5,
           "area": 0.5, "edge": 0.1, "corner": 0.5, "quadrant": 0.5, "strip": 0.1, "two thirds": 2 / 3,
           "2 thirds": 2 / 3, "3 quarters": 0.75, "three quarters": 0.75}  # fmt: skip
_PART = (
    r"^(?:(?:only|just) )?(?:the |its |on the |in the )?(?P<side>top left|top right|bottom left|bottom right|upper left|upper right|lower left"
    r"|lower right|top|bottom|upper|lower|left|right|left hand|right hand)(?: hand)?(?: most)? ?"
    r"(?P<share>half|third|quarter|side|part|portion|section|area|edge|corner|quadrant|strip|\d+(?:\.\d+)?%|two thirds|2 thirds|3 quarters|three quarters)?(?: only)?$"
)


def part(words: str) -> InPart | None:
    """A part of the picture named by its side: "the left half", "the top 20%"."""
    plain = noun(words)
    found = rx(_PART).match(plain)
    middle = rx(r"^(?:only )?(?:the )?center (third|half|quarter|\d+%)$").match(plain)
    if middle:
        kept = float(middle[1][:-1]) / 100 if middle[1].endswith("%") else _SHARES[middle[1]]
        return InPart(left=0.5 - kept / 2, top=0.0, right=0.5 + kept / 2, bottom=1.0)
    if not found:
        if rx(r"^(?:only )?(?:the )?center(?: part| third| area| portion| of)?$").match(plain):
            return InPart(left=0.25, top=0.25, right=0.75, bottom=0.75)
        return None
    said = found["share"] or "side"
    amount = float(said[:-1]) / 100 if said.endswith("%") else _SHARES[said]
    if said == "quarter" and " " in found["side"].removesuffix(" hand"):
        amount = 0.5
    side = found["side"].replace("upper", "top").replace("lower", "bottom")
    return InPart(
        left=1 - amount if "right" in side else 0.0,
        top=1 - amount if "bottom" in side else 0.0,
        right=amount if "left" in side else 1.0,
        bottom=amount if "top" in side else 1.0,
    )


_REST = r"(?:\b(?:everything|all|anything|the rest)\b(?: else)?(?: of it| in the picture)? (?:but|except|besides|other than|apart from|around|outside|behind|and)|\bexcept|\bexcluding|\baside from|\bbut (?:not|leave|keep|spare)(?: on| in)?)\b(?: for)? ((?:the|my|his|her|their|this|that|a|an|our)?\b ?[\w' ]+)"


def part_in(text: str) -> InPart | None:
    """A part of the picture named anywhere in a clause: "blur the lower third with radius 10"."""
    text = rx(
        r"(?<!the )\b(?=(?:top|bottom|upper|lower|left|right) (?:\d+(?:\.\d+)?%|half|third|quarter)\b)"
    ).sub("the ", text)
    found = rx(
        r"\b(?:the |only the |its )((?:(?:top|bottom|upper|lower|left|right)(?:[ -]hand)?(?: most)? ?){1,2}(?:half|third|quarter|side|part|portion|section|area|edge|corner|quadrant|strip|two thirds|\d+(?:\.\d+)?%))"
        r"(?! of (?:the|his|her|my|their|its) (?!picture|screenshot|shot|scan|frame|page))"
    ).search(text)
    return part(found[1].strip()) if found else None


_NAMED_PART = (
    r"(?<![\w-])(?:only |just )?(?:the |its )?(?P<part>(?:(?:top|bottom|upper|lower|left|right|center)(?:[ -]hand)?(?: most)? ){1,2}"
    r"(?:half|third|quarter|quadrant|two thirds|2 thirds|three quarters|3 quarters|\d+(?:\.\d+)?%))(?: only)?(?: of (?:the |this |my )?(?:picture|screenshot|shot|scan|frame|page|it)\b)?"
    r"(?! of (?:the|his|her|my|their|its) )(?![\w])"
)


def part_found(text: str) -> tuple[InPart, str] | None:
    """A part that is named by its share, and the words that name it: "the top two thirds"."""
    found = rx(_NAMED_PART).search(text) if rx(r"half|third|quarter|quadrant|%").search(text) else None
    region = part(found["part"].strip()) if found else None
    return None if found is None or region is None else (region, found[0])


def all_but(text: str) -> Found | None:
    """ "everything except the rose", "black and white but for the rose" """
    found = rx(_REST).search(text)
    if not found:
        return None
    kept = rx(
        r"\s+(?:in |to |into |be )*(?:black and white|grayscale|gray|transparent|blurr\w*|darker|dark|by \d.*|\d+%.*)$"
    ).sub("", found[1].strip())
    return Found(words=f"everything but {noun(kept)}") if bare(kept) else None


_ASIDE = r"^(?:like|just|only|mostly|especially|such|x|they|theyre|much|way|again)\b ?|(?:^| )(?:like\b.*|afterwards?|beforehand|after|before|first|much|way|x|theyre|though|tho|again|instead|now|here|there|then|yet|still|maybe|perhaps|thanks)$"
"""What stands beside a noun phrase and is none of it."""


def where(words: str) -> Where | None:
    """The place that a noun phrase names: None for the whole picture."""
    plain = noun(words)
    plain = rx(r"^(?:only|just|of|in|on|to|for|around|at|within|from|with) ").sub("", plain)
    plain = rx(_ASIDE).sub("", plain)
    if is_picture(plain) or not bare(plain):
        return None
    if rx(r"^(?:the |this |my |that )?(?:\w+ )?picture (?:to|by|at|with|so|until|and|from|too|that)\b").match(
        plain
    ):
        return None
    region = part(plain)
    return region if region is not None else Found(words=plain[:500])


_COLORS = """
red green blue yellow orange purple pink brown black white gray cyan magenta teal navy gold silver beige maroon
olive lime turquoise violet indigo crimson coral salmon khaki lavender ivory tan plum aqua fuchsia chocolate
golden blonde blond brunette cream peach mint burgundy scarlet emerald charcoal bronze copper rainbow mauve
transparent hazel auburn ginger mustard rose ruby sapphire amber multicolored multicolor neon pastel camo
""".split()
_CSS = {
    "golden": "gold", "cream": "ivory", "peach": "peachpuff", "mint": "aquamarine", "burgundy": "maroon",
    "scarlet": "crimson", "emerald": "mediumseagreen", "charcoal": "dimgray", "bronze": "peru", "copper": "peru",
    "mauve": "plum", "blonde": "khaki", "blond": "khaki", "amber": "orange", "ruby": "crimson", "rose": "palevioletred",
    "sapphire": "royalblue", "mustard": "goldenrod",
}  # fmt: skip
_SHADES = r"light dark bright deep pale (?<!the\s)sky(?=\sblue) royal (?<!the\s)baby(?=\s(?:blue|pink)) hot pastel neon forest lime navy metallic solid pure matte plain bold vivid rich soft dull off (?<!the\s)ocean(?=\sblue) (?<!the\s)blood(?=\s(?:red|orange)) olive"
COLOR = (
    r"(?:#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|"
    rf"(?:(?:{_SHADES.replace(' ', '|')}) )*(?:{'|'.join(_COLORS)})(?:ish)?\b)"
)


@cache
def colors() -> frozenset[str]:
    """The plain colour names."""
    return frozenset(_COLORS)


def color(words: str) -> str | None:
    """The first colour in a text, as a CSS name or code.

    >>> color("a light blue border"), color("#FF8800"), color("a tree")
    ('lightblue', '#FF8800', None)
    """
    found = rx("(?i)(?<![\\w-])" + COLOR).search(words)
    return _css(found[0]) if found else None


def is_color(words: str) -> bool:
    """Whether a phrase is a colour and nothing else."""
    if rx(r"^(?:a|an) [a-z]+$").match(words.strip()):
        return False
    return bool(rx(r"^(?:a |an |the |more |be |completely |all |entirely |to )*" + COLOR
                   + r"(?: (?:color|colored|ones?|instead|tone|shade|hue|in color|please|and " + COLOR + r"))*$").match(words.strip()))  # fmt: skip


def _css(said: str) -> str:
    if said[0] == "#" or "(" in said:
        return said
    *shades, name = said.removesuffix("ish").split()
    name = _CSS.get(name, name)
    if not shades:
        return name
    joined = shades[-1] + name
    return joined if joined in _COMPOUND else name


_COMPOUND = frozenset(
    "lightblue lightgreen lightgray lightpink lightyellow lightcoral lightcyan lightsalmon darkblue darkgreen"
    " darkgray darkred darkorange darkcyan darkmagenta darkviolet darkkhaki darksalmon darkturquoise deeppink"
    " skyblue royalblue hotpink forestgreen limegreen palegreen paleturquoise deepskyblue".split()
)


_ANCHORS: tuple[tuple[str, Anchor], ...] = (
    (r"\b(?:top|upper)[ -]left", "top-left"),
    (r"\b(?:top|upper)[ -]right", "top-right"),
    (r"\b(?:bottom|lower)[ -]left", "bottom-left"),
    (r"\b(?:bottom|lower)[ -]right", "bottom-right"),
    (r"\bleft (?:top|upper)", "top-left"),
    (r"\bright (?:top|upper)", "top-right"),
    (r"\bleft (?:bottom|lower)", "bottom-left"),
    (r"\bright (?:bottom|lower)", "bottom-right"),
    (r"\b(?:centre|center|centered|middle)\b", "center"),
    (r"\b(?:top|upper|above)\b", "top"),
    (r"\b(?:bottom|lower|below|underneath|under)\b", "bottom"),
    (r"\bleft\b", "left"),
    (r"\bright\b", "right"),
)


def anchor(text: str) -> Anchor | None:
    """A corner, side or the centre."""
    for pattern, name in _ANCHORS:
        if rx(pattern).search(text):
            return name
    return None
