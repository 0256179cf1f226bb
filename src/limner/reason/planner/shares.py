# ruff: noqa: E501, SIM905
"""Shares of the picture and of the file's bytes: what is named, and what it leaves open."""

from __future__ import annotations

import re
from typing import NamedTuple

from limner.core.steps.base import Found, InPart, Step
from limner.core.steps.geometry import Crop
from limner.reason.planner.file import BYTES
from limner.reason.planner.gauges import adjectives, nouns
from limner.reason.planner.grammar import headed
from limner.reason.planner.patterns import rx
from limner.reason.planner.places import part_found


class Open(NamedTuple):
    """What a request leaves open, in a sentence, and two requests that leave nothing open."""

    asked: str
    examples: tuple[str, str]


class Share(NamedTuple):
    """A clause that names a share of something: the share of what, and the words around it."""

    before: str
    share: str
    thing: str
    after: str
    side: str | None = None

    @property
    def sided(self) -> str:
        """The words with a side: the one that was said, or else the guess."""
        return self._on(self.side or "left")

    @property
    def plain(self) -> str:
        """The words without the share, about all of the thing."""
        return f"{self.before}{self.thing}{self.after}"

    @property
    def which(self) -> Open:
        """Open where no side was said."""
        sides = f"the left, right, top or bottom {self.share}"
        return Open(
            f"which {self.share} of {self.thing} is not said: {sides}", (self._on("left"), self._on("top"))
        )

    def whole(self, op: str) -> Open:
        """Open where only the whole picture can be worked on."""
        first = f"crop to the {self.side or 'left'} {self.share}, then {self.before}it{self.after}"
        return Open(f"{op} works on the whole picture, and only a share of it was named", (self.plain, first))

    def _on(self, side: str) -> str:
        return f"{self.before}the {side} {self.share} of {self.thing}{self.after}"


_SIZE = "half|third|quarter|two thirds|2 thirds|three quarters|3 quarters"
_PICTURE = "(?:picture|screenshot|shot|scan|frame|page)"
_THE = "(?:the|my|his|her|their|our|your|this|that|these|those)"
_PHRASE = (
    r"(?<![\w-])(?:(?:only|just|about|around|roughly|exactly|nearly|almost) )*"
    r"(?:(?P<which>the other|the first|the second|the|one|an?|any|either) )?"
    rf"(?P<share>{_SIZE}|\d+(?:\.\d+)?%)(?![\w%])(?: (?:only|off|away|out)\b)?(?P<of> of)?"
    rf"(?: (?P<all>it|this|that|everything|(?:{_THE} )?(?:whole |entire |full )?{_PICTURE})\b(?!')"
    rf"| (?P<thing>{_THE} [a-z]+)\b)?"
)
_MEASURES = frozenset(
    "size sizes resolution width height length scale dimension dimensions quality opacity brightness file area long short"
    " original current time amount strength value".split()
)  # fmt: skip
"""What is halved as an amount and has no left half."""
_SIDE_BEFORE = r"\b(?:top|bottom|left|right|upper|lower|center|middle|inner|outer|hand|most) $"
_AMOUNT_BEFORE = r"\b(?:by|at|radius|size|sized|than|strength|amount)(?: of| about| around)? $"
_SIZING_BEFORE = r"\b(?:resize|scale|shrink|reduce|enlarge|upscale|downscale|zoom)\b.* $"
_BY_AMOUNT = frozenset("halve fade set compress increase decrease rotate spin turn add give".split())
"""Verbs that a bare "half" tells how much to do."""
_CUT_IN = rf"^(?:cut|crop|slice|chop|trim|clip) (?:(?:it|this|that|(?:{_THE} )?{_PICTURE}) )?(?:exactly )?in (?P<share>half|thirds?|quarters?)$"
_SIDES_SAID = r"\b(?:keep|top|bottom|left|right|upper|lower|center|side|first|second)\b"


def named(words: str, request: str) -> Share | None:
    """The share that a clause names; ``request`` is all that was typed.

    >>> named("invert half picture", "invert half the picture").sided
    'invert the left half of the picture'
    """
    if rx(r"half|third|quarter|%").search(words) is None:
        return None
    cut = None if rx(_SIDES_SAID).search(request) else rx(_CUT_IN).match(words)
    if cut:
        return Share("crop to ", cut["share"].removesuffix("s"), "the picture", "")
    for found in rx(_PHRASE).finditer(words):
        before, after = words[: found.start()], words[found.end() :]
        thing = (
            None
            if rx(f"{_SIDE_BEFORE}|{_AMOUNT_BEFORE}|{_SIZING_BEFORE}").search(before)
            else _of(found, before, after)
        )
        if thing is not None:
            return Share(before, found["share"], thing, after)
    return _with_its_side(words)


def _of(found: re.Match[str], before: str, after: str) -> str | None:
    """What the share is of; None where it is an amount: "half the size", "half the noise", "blur 50%"."""
    following = after.split(maxsplit=1)[:1]
    direct = found["share"] == "half" or found["of"]
    if found["all"]:
        bare = found["all"] in ("it", "this", "that", "everything")
        return (
            None
            if _MEASURES.intersection(following) or not direct or (bare and not found["of"])
            else "the picture"
        )
    if found["share"].endswith("%"):
        return None
    if found["thing"]:
        noun = found["thing"].split()[1]
        return None if noun in _MEASURES or rx(nouns()).fullmatch(noun) or not direct else found["thing"]
    return "the picture" if not found["of"] and _alone(found["which"] or "", before, after) else None


def _alone(which: str, before: str, after: str) -> bool:
    """Whether a bare "half" is a half of the picture: "invert half", "make half brighter", "... the other half"."""
    head, rest = headed(before.strip())
    if not after:
        return (
            which in ("the other", "a", "either")
            or (not rest and head != "" and head not in _BY_AMOUNT)
            or before in ("crop off ", "cut off ")
        )
    return before == "make " and bool(
        rx(rf"^(?: only)? (?:{adjectives()}|grayscale|sepia|blurr\w+|red|green|blue)$").match(after)
    )


def _with_its_side(words: str) -> Share | None:
    found = part_found(words)
    said = (
        rx(rf"(?P<side>(?:\w+ )*?\w+) (?P<share>{_SIZE}|\d+(?:\.\d+)?%)\b").search(found[1])
        if found
        else None
    )
    if found is None or said is None:
        return None
    before, _, after = words.partition(found[1])
    return Share(before, said["share"], "the picture", after, said["side"].removeprefix("the "))


def kept(steps: list[Step] | None, share: Share) -> bool:
    """Whether each of the steps works on the side of the share or crops by it."""
    return bool(steps) and all(_on_the_side(step, share) for step in steps or ())


def _on_the_side(step: Step, share: Share) -> bool:
    if isinstance(step, Crop):
        return not share.share.endswith("%") and (step.sides is not None or step.part is not None)
    if isinstance(step.where, Found):
        return step.where.words in share.sided
    return isinstance(step.where, InPart)


_WHOLE = frozenset(("rotate", "flip", "straighten", "resize", "colorize", "restyle", "restore"))


def heedless(steps: list[Step] | None) -> bool:
    """Whether the steps turn, scale or invent the whole picture, whatever share of it was said."""
    return bool(steps) and all(step.where is None and step.op in _WHOLE for step in steps or ())


def nowhere(steps: list[Step] | None) -> bool:
    """Whether a step looks for a thing called "half"."""
    return any(
        rx(rf"(?:the |a |everything but )*(?:{_SIZE})").fullmatch(words)
        for step in steps or ()
        for words in (step.where.words if isinstance(step.where, Found) else "", *step.parameters().values())
        if isinstance(words, str)
    )


_FILE_SIZE = r"\b(?:file ?sizes?|filesize|number of bytes|bytes|kb|mb)\b|^(?:shrink|reduce|decrease|cut|lower|halve|compress) (?:down )?(?:the |this |my )?file\b"
_SMALLER_FILE = r"^make (?:the |this |my )?file (?:to )?(?:be )?(?:half|a third|a quarter|\d+(?:\.\d+)?%) (?:smaller|as (?:small|big|large|heavy)|of (?:its|the) (?:original |current )?size|(?:its|the) size)\b"
_COMPRESSED = r"^compress (?:(?:it|this|the picture|the file) )?(?:(?:down )?to (?:half|(?:a |one )?(?:third|quarter)|\d+(?:\.\d+)?% of)\b|by \d+(?:\.\d+)?%|by (?:half|(?:a |one )?(?:third|quarter)))"
_PART_OF_IT = r"\b(?:half|halv\w+|third|quarter|\d+(?:\.\d+)?%)(?![\w%])"
OF_FILE = Open(
    "a share of the file's size is no limit that can be kept: say it in KB or MB, or give a quality",
    ("compress to under 200 KB", "compress at quality 60"),
)
"""Open where a share of the bytes is asked for."""


def of_file(words: str) -> bool:
    """Whether a clause asks for a share of the file's bytes, which only the file itself could tell.

    >>> of_file("make the file half as big"), of_file("make the file under 200 kb")
    (True, False)
    """
    if rx(_PART_OF_IT).search(words) is None or rx(rf"\bquality\b|{BYTES}|\d+x\d").search(words):
        return False
    return rx(f"{_FILE_SIZE}|{_SMALLER_FILE}|{_COMPRESSED}").search(words) is not None
