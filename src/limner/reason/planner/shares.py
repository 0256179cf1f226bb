# ruff: noqa: E501
"""Shares that leave open what they are of: a half of the picture without its side, a half of the file's bytes."""

from __future__ import annotations

from typing import NamedTuple

from limner.core.steps.base import Found, InPart, Step
from limner.core.steps.file import Compress, Convert
from limner.core.steps.geometry import Crop
from limner.reason.planner.clauses import Clause
from limner.reason.planner.file import BYTES
from limner.reason.planner.gauges import nouns
from limner.reason.planner.patterns import rx

_SHARE = r"(?P<share>half|third|quarter|two thirds|2 thirds|three quarters|3 quarters)"
_BEFORE = r"(?<![\w-])(?:(?:only|just|about|around|roughly|exactly|nearly|almost) )*(?:(?:the other|the first|the second|the|one|an?|any|either) )?"
_THE = r"(?:the|this|my|that|our|your)"
_PICTURE = r"(?:whole |entire |full )?(?:picture|screenshot|shot|scan|frame|page)"
_MEASURE = r"(?!'s\b| (?:sizes?|resolution|width|height|scale|dimensions?|quality|opacity|brightness|file|area|long|short)\b)"
_THINGS = r"(?!(?:original |current |file )?(?:sizes?|file|resolution|width|height|scale|length|dimensions?|quality|opacity|original|time|amount|picture|screenshot|shot|scan|frame|page|strength|value)\b)"
_SAID = (
    rf"{_BEFORE}{_SHARE}(?: only)? of (?:(?:{_THE} )?{_PICTURE}|it|this|that|everything)\b{_MEASURE}",
    rf"{_BEFORE}(?P<share>half)(?: only)? (?:{_THE} )?{_PICTURE}\b{_MEASURE}",
    rf"{_BEFORE}(?P<share>\d+(?:\.\d+)?%) of (?:{_THE} )?{_PICTURE}\b{_MEASURE}",
    rf"{_BEFORE}{_SHARE}(?: only)? of (?P<thing>(?:the|my|his|her|their|our|your|this|that|these|those) {_THINGS}[a-z]+)\b",
    rf"{_BEFORE}(?P<share>half)(?: only)? (?P<thing>(?:the|my|his|her|their|our|your|this|that|these|those) {_THINGS}[a-z]+)\b",
    rf"(?:(?<=^invert )|(?<=^blur )|(?<=^grayscale )|(?<=^pixelate )|(?<=^mosaic )|(?<=^censor )|(?<=^sepia )|(?<=^flip )|(?<=^mirror )|(?<=^remove )|(?<=^delete )|(?<=^erase )|(?<=^keep )|(?<=^crop )|(?<=^cut )|(?<=^crop out )|(?<=^cut off )|(?<=^crop off )){_BEFORE}{_SHARE}(?: only| off| away| out)?$",
    rf"(?<=^make )(?:(?:only|just) )?{_SHARE}(?= (?:only )?(?:brighter|darker|lighter|grayscale|sepia|warmer|cooler|blurry|blurred|red|blue|green)$)",
    rf"(?<![\w-])(?:the other|a|either) {_SHARE}$",
)
_NO_PLACE = r"(?:\b(?:top|bottom|left|right|upper|lower|center|middle|inner|outer|hand|most)|\b(?:by|at|radius|size|sized|than|strength|amount)(?: of| about| around)?|\b(?:resize|scale|shrink|reduce|enlarge|upscale|downscale|zoom)\b.*) $"
"""What stands before a share that has its side, or is no place: "blur with a radius of 2% of the picture"."""
_IN_HALF = rf"^(?:cut|crop|slice|chop|trim|clip) (?:(?:it|this|that|(?:{_THE} )?{_PICTURE}) )?(?:exactly )?in (?P<share>half|thirds?|quarters?)$"
_SIDE = r"\b(?:keep|top|bottom|left|right|upper|lower|center|side|first|second)\b"


class Sided(NamedTuple):
    """The words as they are guessed, without the share, what is told of what is open, and what to say in its place."""

    words: str
    plain: str
    asked: str
    examples: tuple[str, str]


def sided(words: str, request: str) -> Sided | None:
    """A clause with "the left half" where it names a share alone; ``request`` is all that was typed.

    >>> sided("invert half picture", "invert half the picture").words
    'invert the left half of the picture'
    """
    if rx(r"half|third|quarter|%").search(words) is None:
        return None
    halved = None if rx(_SIDE).search(request) else rx(_IN_HALF).match(words)
    if halved:
        share = halved["share"].removesuffix("s")
        return _with_a_side("crop to ", share, "the picture", "")
    for pattern in _SAID:
        found = rx(pattern).search(words)
        if found and not rx(_NO_PLACE).search(words[: found.start()]):
            thing = found.groupdict().get("thing") or "the picture"
            if rx(rf"^\w+ (?:{nouns()})$").match(thing):
                continue
            return _with_a_side(words[: found.start()], found["share"], thing, words[found.end() :])
    return None


def _with_a_side(before: str, share: str, thing: str, after: str) -> Sided:
    left, top = (f"{before}the {side} {share} of {thing}{after}" for side in ("left", "top"))
    asked = f"which {share} of {thing} is not said: the left, right, top or bottom {share}"
    return Sided(left, f"{before}{thing}{after}", asked, (left, top))


def placed(steps: list[Step], words: str) -> bool:
    """Whether each of the steps, read of ``words`` with a side put in, works on that side or crops by it."""
    return bool(steps) and all(_on_the_left(step, words) for step in steps)


def _on_the_left(step: Step, words: str) -> bool:
    if isinstance(step, Crop):
        return "%" not in words and (step.sides is not None or step.part is not None)
    if isinstance(step.where, Found):
        return step.where.words in words
    return isinstance(step.where, InPart)


def heedless(share: Sided, steps: list[Step]) -> Sided | None:
    """What is open where the steps turn or invent the whole picture though a share of it was said."""
    if not steps or any(step.where is not None or step.op not in _WHOLE for step in steps):
        return None
    asked = f"{steps[0].op} works on the whole picture, and only a share of it was named"
    return share._replace(asked=asked, examples=(share.plain, "crop to 500x500 and make it 20% brighter"))


_WHOLE = frozenset(("rotate", "flip", "straighten", "colorize", "restyle", "restore"))


def nowhere(steps: list[Step] | None) -> bool:
    """Whether a step looks for a thing called "half"."""
    return any(
        isinstance(step.where, Found)
        and rx(r"(?:the |a )?(?:half|third|quarter)").fullmatch(step.where.words)
        for step in steps or ()
    )


_OF_FILE = (
    r"\b(?:file ?sizes?|filesize|number of bytes|bytes|kb|mb)\b|^(?:shrink|reduce|decrease|cut|lower|halve|compress) (?:down )?(?:the |this |my )?file\b|^make (?:the |this |my )?file (?:to )?(?:be )?(?:half|a third|a quarter|\d+(?:\.\d+)?%) (?:smaller|as (?:small|big|large|heavy)|of (?:its|the) (?:original |current )?size|(?:its|the) size)\b"
    r"|^compress (?:(?:it|this|the picture|the file) )?(?:(?:down )?to (?:half|(?:a |one )?(?:third|quarter)|\d+(?:\.\d+)?% of)\b|by \d+(?:\.\d+)?%|by (?:half|(?:a |one )?(?:third|quarter)))"
)
_PART_OF_IT = r"\b(?:half|halv\w+|third|quarter|(?P<percent>\d+(?:\.\d+)?%))(?![\w%])"


def of_file(words: str) -> Sided | None:
    """What is open in a share of the bytes of a file, which only the file itself could tell: "half the file size".

    >>> of_file("make the file half as big").words
    'compress'
    """
    said = rx(_PART_OF_IT).search(words)
    if said is None or rx(_OF_FILE).search(words) is None or rx(rf"\bquality\b|{BYTES}|\d+x\d").search(words):
        return None
    asked = "a share of the file's size is no limit that can be kept: say it in KB or MB, or give a quality"
    return Sided("compress", words, asked, ("compress to under 200 KB", "compress at quality 60"))


def smaller(steps: list[Step], clause: Clause) -> list[Step]:
    """The guess at a smaller file: another format where one is said, and the usual quality."""
    formats = [step for step in steps if isinstance(step, Convert)]
    clause.note("compress: quality 75 was taken, as no limit in bytes was given")
    return [*formats, clause.step(Compress, quality=75)]
