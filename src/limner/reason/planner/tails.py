# ruff: noqa: E501
"""Words that ask for nothing that could be done: "and whatever", "but no border", "without resizing"."""

from __future__ import annotations

from dataclasses import replace

from limner.reason.planner.patterns import rx
from limner.reason.planner.words import Text

_END = r"(?= [,.;!?)]|$| (?:and|but|then|please)\b)"
_LOOSE = (
    r"(?: ,| and| or)+ (?:whatever(?: else)?|whatnot|stuff(?: like that)?|things(?: like that)?|so on|so forth|all that(?: stuff| jazz)?"
    r"|the like|such|etc|etcetera|et cetera|blah(?: blah)*|yada(?: yada)*)" + _END
)
_NONE = (
    r"(?: ,| and| but| with)* (?:no|without(?: any| a| an)?) (?:(?:added|new|extra) )?(?:borders?|frames?|vignettes?|margins?|padding|resizing|rescaling"
    r"|rotation|rotating|filters?|sharpening|blurring|recoloring|retouching|flipping|mirroring)" + _END
)
_SIGNS = frozenset(
    [
        "whatever",
        "whatnot",
        "stuff",
        "things",
        "on",
        "forth",
        "that",
        "like",
        "such",
        "etc",
        "etcetera",
        "cetera",
        "blah",
        "yada",
    ]
)


def cut(text: Text, notes: list[str]) -> Text:
    """The tokens without such words; each loose end is told in ``notes``."""
    tokens = text.tokens
    loose = bool(_SIGNS.intersection(tokens))
    if not (loose or "not" in tokens[1:] or "no" in tokens[1:] or "without" in tokens[1:]):
        return text
    said = plain = " ".join(tokens)
    plain = rx(r" ,(?= but not (?:the|my|his|her|their|our) )").sub("", plain)
    if loose:
        plain = rx(_LOOSE).sub("", plain)
        if plain != said:
            lost = rx(_LOOSE).search(said)[0].strip(" ,")  # type: ignore[index]
            notes.append(f"{lost!r} names no edit; nothing was done for it")
    plain = rx(rf"(?<=[a-z0-9%]){_NONE}").sub("", plain)
    return text if plain == said else replace(text, tokens=tuple(plain.split()))
