# ruff: noqa: A004, E501, SIM905
"""All heads together, and the reading of one clause: question, head verb, statement, bare words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from limner.core.errors import Unclear
from limner.core.geometry import Box
from limner.core.steps.base import Step
from limner.reason.planner import facts, fragments, places
from limner.reason.planner.clauses import Clause
from limner.reason.planner.gauges import adjusted
from limner.reason.planner.lexicon import lexicon
from limner.reason.planner.patterns import rx

Read = Callable[[Clause], list[Step] | None]


@cache
def heads() -> dict[str, Read]:
    """What each head verb (or naming noun) is read by."""
    from limner.reason.planner import (
        change,
        color,
        composite,
        file,
        filter,
        generative,
        geometry,
        make,
        mend,
        particles,
        putting,
        removing,
        tone,
        verbs,
    )

    table: dict[str, Read] = dict.fromkeys(particles.VERBS, _unturned)
    table.update(dict.fromkeys(lexicon().verbs, adjusted))
    for family in (
        file,
        composite,
        filter,
        color,
        tone,
        geometry,
        generative,
        putting,
        removing,
        make,
        change,
        mend,
        verbs,
    ):
        for read_by, verbs_read in family.HEADS:
            table.update(dict.fromkeys(verbs_read.split("|"), read_by))
    return table


def _unturned(_: Clause) -> list[Step] | None:
    """A verb such as "crank" that turned nothing known: the words are read without it."""
    return None


_DOUBLED = frozenset("crop trim clip chop cut flip flop zoom spin fit strip put set pad dim blur get let swap stamp tag redub".split()) - {
    "stamp", "tag", "redub", "blur"}  # fmt: skip


@cache
def forms() -> dict[str, str]:
    """Every inflection of a head verb -> the verb, and what is a noun after all left out."""
    table: dict[str, str] = {}
    for verb in heads():
        if " " not in verb:
            for form in _inflected(verb):
                table.setdefault(form, verb)
    table.update(_IRREGULAR)
    table.update({verb: verb for verb in heads()})
    return {form: verb for form, verb in table.items() if form not in _NOUNS}


def _inflected(verb: str) -> tuple[str, ...]:
    stem = verb[:-1] if verb.endswith("e") else verb + verb[-1] if verb in _DOUBLED else verb
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else stem + "ed"
    return past, stem + "ing", verb if verb.endswith("s") else verb + "s", verb + "ing"


_IRREGULAR = {
    "blurred": "blur", "blurring": "blur", "made": "make", "given": "give", "taken": "take", "drawn": "draw",
    "written": "write", "shrunk": "shrink", "shrunken": "shrink", "kept": "keep", "bw": "grayscale",
}  # fmt: skip
_NOUNS = frozenset(
    "left lights colors frames borders shadows grains glows texts rains snows edged getting evens ups masks circles"
    " drops lines covers labels titles captions mirrors stamps reds paints dresses tiles prints plants highlights"
    " colored overexposed underexposed oversaturated faded tones toned steps limits rolls winds moved backed muted calmed evening evenings clearing posting opening openings".split()
)


def headed(text: str) -> tuple[str, str]:
    """The head verb of a text and what follows it; "" when it has none."""
    words = text.split()
    for length in (2, 3, 1):
        first = " ".join(words[:length])
        if length > 1 and first in heads():
            return first, " ".join(words[length:])
    if words and words[0] in forms():
        return forms()[words[0]], " ".join(words[1:])
    return "", text


def read(clause: Clause) -> list[Step] | None:
    """The steps of a clause; None when it cannot be read, empty when it asks for nothing."""
    from limner.reason.planner import analyze

    question = analyze.asked(clause)
    if question is not None:
        return question
    _set_region(clause)
    made = _by_kernel(clause) or _in_part(clause)
    if made is not None:
        return made
    if clause.head and rx(
        r"^(?:is|are|would be)(?: (?:ok|fine|allowed|good|welcome|not needed|optional))?$"
    ).match(clause.rest):
        return []
    several = _special(clause)
    if several is not None:
        return several
    if clause.head:
        steps = heads()[clause.head](clause)
        if steps is not None:
            return steps
    return fragments.read(clause)


def _special(clause: Clause) -> list[Step] | None:
    """What is read alike under any verb: kelvins, turns of the hues, several facts about the file."""
    from limner.reason.planner import color

    text = clause.text
    if "kelvin" in text and rx(r"\d").search(text):
        return color.kelvin(clause)
    if rx(r"\bhues?\b|\bcolors\b.*\bwheel\b").search(text) and rx(r"\d+ deg\b").search(text):
        return color.hue(clause)
    return facts.told(clause)


_REGIONAL = frozenset(
    "blur pixelate mosaic censor brighten darken sharpen grayscale invert lighten desaturate saturate soften anonymize denoise sepia".split()
)
_CANVAS = frozenset(
    "crop cut extract trim resize scale draw write overlay pad move add put rotate extend keep".split()
)
_AREA = r"(?:(?:in|inside|within|at|only|on|to|over) )*(?:the )?(?:rect\w*|region|box|area|zone|part|roi)?"
_OFFSET = rf"{_AREA} ?(\d+)x(\d+)\+(\d+)\+(\d+)"
_INSIDE = r"(?:in|inside|within|only) (?:the )?(?:rect\w*|region|box|area|zone|roi) (?:of |from )?\(?\s?(\d+) ?, ?(\d+) ?(?:,|to) ?(\d+) ?, ?(\d+)\)?"
_PAIRS = r"(?:(?:the |this )?(?:area|box|region|rectangle|part|square|zone|spot) )?(?:from |at |of |in |between )?\(? ?(\d+) ?[,x ] ?(\d+) ?\)? ?(to|and|until|through|,|size|with size|;)? ?\(? ?(\d+) ?([,x ]) ?(\d+) ?\)?(?: px)?"


def _set_region(clause: Clause) -> None:
    """A box of pixels that limits a filter: "blur 10,10 100,80"."""
    offset = rx(_OFFSET).search(clause.rest) if clause.head and clause.head not in _CANVAS else None
    if offset:
        width, height, left, top = (int(offset[i]) for i in range(1, 5))
        _limited(clause, offset, Box(left, top, left + width, top + height))
        return
    inside = rx(_INSIDE).search(clause.rest) if clause.head and clause.head not in _CANVAS else None
    found = inside or (rx(_PAIRS).search(clause.rest) if clause.head in _REGIONAL else None)
    if not found:
        return
    if inside:
        box = [int(inside[i]) for i in range(1, 5)]
        if box[2] > box[0] and box[3] > box[1]:
            _limited(clause, inside, Box(*box))
        return
    left, top, right, bottom = (int(found[i]) for i in (1, 2, 4, 6))
    if found[5] == "x" or right <= left or bottom <= top:
        right, bottom = left + right, top + bottom
    _limited(clause, found, Box(left, top, right, bottom))


def _limited(clause: Clause, found: re.Match[str], box: Box) -> None:
    clause.region = box
    clause.rest = " ".join(f"{clause.rest[: found.start()]} {clause.rest[found.end() :]}".split())
    clause.text = f"{clause.head} {clause.rest}"


def _by_kernel(clause: Clause) -> list[Step] | None:
    from limner.reason.planner import filter

    return filter.kernel(clause) if "kernel" in clause.text else None


_AREAL = ("limner.core.steps.tone", "limner.core.steps.color", "limner.core.steps.filter")


def _in_part(clause: Clause) -> list[Step] | None:
    """An exact step on a named part: its "half" or "20%" is the place and never the amount."""
    found = None if clause.region is not None else places.part_found(clause.text)
    if found is None:
        return None
    region, words = found
    clause.region, said, noted = region, clause.said, len(clause.notes)
    clause.said = said or clause.text
    try:
        steps = again(clause, clause.text.replace(words, "it", 1))
    except Unclear:
        steps = None
        if rx(r"\d").search(clause.text.replace(words, "")):
            raise
    if steps and all(type(step).__module__ in _AREAL and step.where == region for step in steps):
        return steps
    clause.region, clause.said = None, said
    del clause.notes[noted:]
    return None


def again(clause: Clause, text: str) -> list[Step] | None:
    """Read other words in a clause's place."""
    plain = " ".join(text.split())
    if plain == clause.text:
        return None
    head, rest = headed(plain)
    inner = Clause(
        plain,
        head,
        rest,
        clause.source,
        clause.complaint,
        clause.notes,
        clause.region,
        reread=again,
        said=clause.said,
    )
    steps = read(inner)
    clause.complaint, clause.weak = inner.complaint, clause.weak or inner.weak
    return steps


AMBIGUOUS = frozenset(
    "light color frame text border filter level place set show cut face fill tone mirror paint dress square line circle label caption stamp fit clear clean cool warm dim shadow repeat tile print"
    " lights snow rain cover hide block mask plant use do take get let have keep leave up even drop lift grow edges levels auto title watermark vignette grain noise glow negative sepia curves gamma hue tint focus"
    " blur contrast fade draw wear hang mosaic thumbnail balance bring round median double scale edit overlay beef juice wind step limit calm quiet roll slash move hike crank pump shave punch whack mute kick".split()
)
"""Heads that are as often nouns."""


def inside(clause: Clause) -> list[Step] | None:
    """An order that stands somewhere inside a clause: "my printer wants the page rotated, so rotate it"."""
    words = clause.text.split()
    for place in range(1, len(words)):
        if (
            words[place] in forms()
            and words[place - 1] not in _NO_ORDER
            and words[place] not in AMBIGUOUS
            and not words[place].endswith("s")
        ):
            steps = again(clause, " ".join(words[place:]))
            if steps:
                clause.note(f"only the part from {words[place]!r} was read as a request")
                return steps
    size = rx(r"\b\d{2,5}x\d{2,5}\b").search(clause.text)
    return again(clause, f"resize to {size[0]}") if size else None


_NO_ORDER = frozenset(
    "the a an my his her their our this that these those of in on at with for is are was no".split()
)
