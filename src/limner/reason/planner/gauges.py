# ruff: noqa: E501
"""Things that go up and down: what a word such as "brighter" or "contrast" turns, how far and where."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from limner.core.steps import filter as filters
from limner.core.steps.base import Step, Where
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause
from limner.reason.planner.lexicon import GAUGES, Scale, Target, lexicon
from limner.reason.planner.numbers import Amount, amount, degree
from limner.reason.planner.patterns import rx


def _any(words: Any) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))


@cache
def nouns() -> str:
    """A pattern for the names of gauges."""
    return rf"(?:{_any(lexicon().nouns)})"


@cache
def adjectives() -> str:
    """A pattern for adjectives, comparatives and superlatives."""
    return rf"(?:{_any(lexicon().adjectives)})"


UP = (
    r"\b(?:increase|increased|increasing|raise|raised|boost|boosted|boosting|more|add|adding|added|higher|enhance|enhanced|intensify|strengthen|lift"
    r"|deepen|extra|up|greater|stronger|maximi[sz]e|bring out|pop|needs?|lacks?|lacking|not enough|give|plus|amplify|better|bump)\b"
)
DOWN = (
    r"\b(?:decrease|decreased|decreasing|reduce|reduced|reducing|lower|lowered|lowering|less|drop|dropped|minus|fewer|weaken|lessen|minimi[sz]e|diminish"
    r"|cut|remove|removed|lose|too much|too high|too strong|so much|down|eliminate|soften|kill|fix|without|no|clear|clean|tame|recover|subdue|mute|suppress|correct)\b"
)
_NEUTRAL = (
    r"\b(?:set|adjust|make|change|apply|put|improve|keep|have|get|the|a|an|of|by|to|in|on|for|level|levels|at|is|are|was|be|being|been|it|its|seems?|looks?|looking"
    r"|look|should|could|can|appear|too|so|very|as|than|enough|not|just|please|value|amount|factor|about|around|with|and|also|came|turned|comes|out|up|down|from|here|overall|use"
    r"|points?|percent|effect|little|tad|touch|bit|feel|quite|really|ish|way|both|some|any|that|this|my|there|i|we|you|me|want|seem|filter|slider|adjustment|correction|correctly|properly"
    r"|all|only|do|does|everything|within|throughout|across|over|where|currently|pretty|rather|gets?|turns?|tone|range|again|back|settings?|now|try|wish|would|need|help|something|someone|anyone|thing|original|were|if|nicely|kind|sort|bring|towards?|old|timey|blown|crushed|clipped|blocked|high|strong|heavy|mild|extreme|moderate|gentle)\b"
)


def direction(text: str) -> int:
    """+1 for more, -1 for less, 0 where neither is said."""
    up, down = rx(UP).search(text), rx(DOWN).search(text)
    if up and down:
        return 1 if up.start() < down.start() else -1
    return 1 if up else -1 if down else 0


def adjusted(clause: Clause) -> list[Step] | None:
    """Read "increase contrast by 20%", "less noisy", "the sky is too dark", "brighten the face a lot"."""
    faulty = None if clause.head else rx(_FAULT).search(clause.text)
    found = _described(clause) if faulty else _named(clause)
    found = found or _described(clause)
    if found is None:
        return None
    name, sign, rest = found
    return [_turned(clause, name, sign, rest)]


def _named(clause: Clause) -> tuple[str, int, str] | None:
    """By a noun ("contrast") or by the verb itself ("brighten")."""
    words = lexicon()
    if clause.head in words.verbs:
        name, sign = words.verbs[clause.head]
        if rx(r"^(?:less|not)\b|\bstops? (?:darker|less|down)\b").search(clause.rest):
            sign = -abs(sign)
        return name, sign, clause.rest
    found = rx(rf"\b(?:{nouns()})\b").search(clause.text)
    if not found or (
        found[0] == "light" and rx(r"\b(?:too|so|very|is|really)\s+$").search(clause.text[: found.start()])
    ):
        return None
    rest = f"{clause.text[: found.start()]} {clause.text[found.end() :]}"
    if (
        rx(
            r"(?:too much|so much|lot of|full of|excess\w*|very|has|there is|got)\s+(?:slightly |visible |a )?$"
        ).search(clause.text[: found.start()])
        and "add" not in clause.text
        and "give" not in clause.text
    ):
        return (
            words.nouns[found[0]],
            -1,
            rx(r"\bhas\b|\bthere is\b|\blot of\b|\bvisible\b|\bexcess\w*\b").sub(" ", rest),
        )
    if rx(_EXCESS).search(clause.text):
        return words.nouns[found[0]], -1, rx(_EXCESS).sub("", rest)
    signed = amount(rest)
    sign = direction(rest) or (-1 if signed and (signed.said.startswith("-") or _less(signed)) else 1)
    if rx(r"\b(?:blown|clipped|crushed|blocked)\b").search(rest):
        return words.nouns[found[0]], 1 if words.nouns[found[0]] == "shadows" else -1, rest
    lowest = rx(
        r"\b(?:too|very|quite|really|so) (?:low|weak|little|dim|poor|bad)\b|\b(?:is|are) (?:low|weak|poor)\b"
    ).search(rest)
    if lowest:
        return words.nouns[found[0]], 1, rx(r"\b(?:low|weak|little|dim|poor|bad)\b").sub(" ", rest)
    if rx(r"\b(?:too|very|quite|really|so) (?:high|strong|much|harsh|intense|heavy)\b").search(rest):
        return words.nouns[found[0]], -1, rx(r"\b(?:high|strong|much|harsh|intense|heavy)\b").sub(" ", rest)
    return words.nouns[found[0]], sign, rest


def _less(stated: Amount) -> bool:
    """Whether only less is left: "half the noise", "a third of the contrast"."""
    return stated.unit == "factor" and stated.value < 1


def _described(clause: Clause) -> tuple[str, int, str] | None:
    """By an adjective: "brighter", "less noisy", "too dark", "not sharp enough"."""
    matches = list(rx(rf"\b(?:{adjectives()})\b").finditer(clause.text))
    if not matches:
        return None
    found = next((m for m in matches if rx(r"(?:more|less|too|not|so|slightly|greatly)\s+$").search(clause.text[: m.start()])
                  or m[0].endswith(("er", "est", "ier"))), matches[-1])  # fmt: skip
    name, sign = lexicon().adjectives[found[0]]
    before, after = clause.text[: found.start()], clause.text[found.end() :]
    comparative = found[0].endswith("er") and found[0] not in ("under",)
    reverse = rx(
        r"\b(?:less|too|not so|not as|not too|so|not be so|not that|without being)(?: \w+ish)?(?: much)?(?: slightly| greatly| very| bit)?\s+$"
    ).search(before)
    enough = after.strip().startswith("enough") or rx(
        r"\bnot (?:very |really |quite |particularly )?$"
    ).search(before)
    faulty = not clause.head and rx(_FAULTS).search(found[0])
    clause.complaint = clause.complaint or bool(faulty)
    complaint = (
        (clause.complaint or faulty)
        and not comparative
        and not enough
        and not rx(r"\b(?:more|should|needs?)\b").search(before)
    )
    if found[0] == "low contrast":
        sign = 1
    elif enough:
        pass
    elif reverse or complaint:
        sign = -sign
    if name == "brightness" and rx(r"\d (?:stops?|ev)\b").search(clause.text):
        name = "exposure"
    return name, sign, f"{before} {after}"


_FAULT = r"\b(?:over ?saturated|overexposed|underexposed|washed out)\b"
_FAULTS = r"^(?:over saturated|overexposed|underexposed|blurry|blurred|noisy|grainy|hazy|washed out|faded|dull|out of focus|pixelated|low contrast|gloomy|oversaturated|muddy|unclear|foggy|over ?sharpened)$"


def _turned(clause: Clause, name: str, sign: int, rest: str) -> Step:
    target = GAUGES[name].more if sign > 0 else GAUGES[name].less
    stated = amount(rest)
    place = placed(thing(clause, rest, leftover(rest, stated)))
    params: dict[str, Any] = {}
    spared = places.all_but(clause.text) or places.part_in(clause.text)
    if target.field:
        params[target.field] = _value(clause, target, sign, stated, degree(rest), rest)
    return clause.step(target.kind, where=spared or (places.where(place) if place else None), **params)


_EXCESS = r"\b(?:is|are|was|were|looks?|seems?|feels?|got|went) (?:slightly |greatly |way |very |just |really |pretty |all )*(?:much|over the top|excessive|overdone|overcooked|overboard|cranked|off the charts|insane|intense|aggressive|crazy|too far|through the roof|out of control|overwhelming|overpowering|distracting)$"


def placed(words: str) -> str:
    """A place without reasons and causes after it; "" for words that name none, such as "reddish"."""
    words = rx(_CAUSE).sub("", words)
    plain = " ".join(word for word in words.split() if word not in places.DETERMINERS)
    if not plain or rx(rf"^(?:(?:{adjectives()}|{nouns()}|and|or|but|,|like|look|looks) ?)+$").match(plain):
        return ""
    return "" if rx(_CLAUSAL).search(words) else words


_CLAUSAL = r"\b(?:is|are|was|were|am|be|so|because|cause|since|did|does|do|had|looks?|looking like|eats?|makes?|likes?|it|its|i|we|you|they)\b"
_CAUSE = (
    r"(?:^|\s+)(?:(?:so|due to|because of|thanks to|caused by|coming from|like|compared to|than|until|unless)\b.*"
    r"|from (?:the |a |an |my |all the )?(?:[\w']+ )?(?:lights?|lamps?|bulbs?|flash|sun|sunlight|scanner|camera|lens|phone|tungsten|tubes?|fluorescents?|window light|stage lights?)"
    r"|(?:for|as|on) (?:my |our |her |his |the |a |an |their |some |this |your )?(?:[\w']+ ){0,3}(?:birthday|anniversary|wedding|funeral|memorial|obituary|party|prints?|printing|wall|christmas|card|gift|present|website|site"
    r"|etsy|ebay|facebook|instagram|linkedin|resume|cv|(?:lock |home |phone )?screen background|background image|wallpaper|cover|header|banner|thumbnail|school|class|project|work|job|presentation|slides?|slideshow|poster|flyer|banner|book|blog|report|paper|thesis|web|online|screen|batch|folder|\d+th))$"
)
_DETERMINED = (
    r"^(?:the|my|his|her|their|our|your|this|that|these|those|its|each|every|all|both|some|only|just)\b.*\w"
)


def thing(clause: Clause, rest: str, words: str) -> str:
    """The leftover words if they can be a thing: determined, after a preposition, or a verb's object."""
    inner = rx(r"^\w+ ((?:the|my|his|her|their) .+)$").match(words)
    words = rx(r"^(?:(?:the|a|an|its) (?:of|in|on|for|to|from)|it|this|that|them|of|in|on) (?=\w)").sub(
        "", inner[1] if inner else words
    )
    if (
        clause.head
        and words.split()
        and clause.text.startswith(words.split()[0] + " ")
        and not rx(_DETERMINED).match(words)
    ):
        words = " ".join(words.split()[1:])
    if not words or rx(_DETERMINED).match(words) or "'s " in words:
        return words
    if rx(rf"\b(?:of|in|on|to|for|around|behind|from|at|within)\s+(?:the )?{re.escape(words)}").search(rest):
        return words
    if len(words.split()) > 3:
        return ""
    if (
        clause.head not in ("sepia", "grayscale", "vignette", "auto", "grain", "edges", "glow", "blur", "")
        and rest.strip().startswith(words)
    ) or rx(rf"\b{re.escape(words)}\s+(?:is|are|looks?)\b").search(rest):
        return words
    if (
        clause.head in ("make", "increase", "decrease", "boost", "reduce", "enhance", "raise", "lower", "fix")
        and words in clause.rest
    ):
        return words
    return (
        ""
        if clause.head
        else words
        if len(words.split()) <= 2 and clause.text.startswith(words) and clause.complaint
        else ""
    )


def place_of(clause: Clause, words: str) -> Where | None:
    """Where ``clause`` acts, once the given words and everything about amounts are taken out."""
    spared = places.all_but(clause.text) or places.part_in(clause.text)
    if spared is not None:
        return spared
    rest = rx(words).sub(" ", clause.rest if clause.head else clause.text)
    rest = " ".join(rx(r"[+-]?\d[\d.]*(?:%|x\d*\b)?").sub(" ", rest).split())
    return clause.where_of(thing(clause, rest, leftover(rest)))


def leftover(rest: str, stated: Amount | None = None) -> str:
    """The noun phrase that is left when direction, amount and filler are taken out."""
    if stated:
        rest = rest.replace(stated.said, " ", 1)
    keep = rx(
        rf"{UP}|{DOWN}|\b(?:slightly|greatly|much|extremely|super|far|stops?|ev|px|deg|greater|percentage)\b"
    ).sub(" ", rest)
    words = [word for word in keep.split() if word not in ",.;!?"]
    content = [word for word in words if not rx(_NEUTRAL).fullmatch(word)]
    if not content:
        return ""
    start = next(i for i, word in enumerate(words) if word == content[0])
    end = len(words) - next(i for i, word in enumerate(reversed(words)) if word == content[-1])
    while start > 0 and words[start - 1] in places.DETERMINERS:
        start -= 1
    return " ".join(words[start:end])


def _value(
    clause: Clause, target: Target, sign: int, stated: Amount | None, vague: float, rest: str
) -> float:
    if stated is not None and stated.unit == "factor" and target.kind in _NOT_THERE_YET:
        value = _clipped(target, target.default * max(1.0, stated.value))
        clause.note(
            f"{clause.restored()}: nothing says how much there is, {value:g} was taken for {target.field}"
        )
        return value
    if stated is None:
        value = 1 + (target.default - 1) * vague if target.scale == "gamma" else target.default * vague
        clause.note(f"{clause.restored()}: no amount was given, {value:g} was taken for {target.field}")
        return _clipped(target, value)
    if rx(_COMPARED).search(clause.text):
        rest += " more" if sign > 0 else " less"
    if target.scale == "percent" and _halved(clause.text):
        return -50.0
    return round(_stated(target, sign, stated, rest), 4)


_NOT_THERE_YET = (filters.Denoise, filters.Grain, filters.Sharpen, filters.Blur)
"""Steps whose amount is no share of what the picture has: "half the noise" is less noise, as much as usual."""


def _halved(text: str) -> bool:
    """Whether "half" is the new value and not the change: "half brightness", "brightness to half"."""
    return "half" in text and bool(
        rx(
            rf"^(?:at |with |to )?half (?:the |its )?{nouns()}$|^(?:\w+ )?(?:the |its )?{nouns()} (?:to |at )?half$"
        ).match(text)
    )


_COMPARED = (
    r"\d(?:\.\d+)?%? (?:more|less|higher|lower|stronger|weaker|\w{2,}er)\b(?<!over)(?<!under)(?<!after)"
)


def _stated(target: Target, sign: int, stated: Amount, rest: str) -> float:
    value = stated.value
    number = abs(value)
    if target.scale in ("percent", "amount"):
        return _as_change(target, sign, stated, rest)
    if target.scale == "ev":
        if stated.unit == "percent":
            return sign * number / 50
        return value if stated.signed else sign * number
    if target.scale == "gamma":
        return 1 + sign * number / 100 if stated.unit == "percent" else number
    if target.scale == "opacity":
        return _opacity(target, stated, rest)
    if target.scale == "share":
        return number / 100 if stated.unit == "percent" or number > 1 else number
    return number


def _as_change(target: Target, sign: int, stated: Amount, rest: str) -> float:
    """A change in percent. "to 80%", "1.5x" and "half" name the new value, the rest name the change."""
    value = stated.value
    side = 1 if target.default >= 0 else -1
    if stated.unit == "plain" and target.scale == "percent" and "." in stated.said and abs(value) <= 4:
        return _decimal(side, sign, stated, rest)
    if stated.unit == "factor":
        if (
            stated.said.startswith("half the")
            and sign > 0
            and not rx(r"\b(?:increase|more|raise)\b").search(rest)
        ):
            return -100 * (1 - value)
        if (
            stated.said.startswith(("by half", "half", "by a half", "in half", "halv", "to half"))
            or value < 1
        ):
            return -100 * (1 - value) if sign < 0 or "as" in rest else 100 * value
        return 100 * (value - 1) if sign > 0 else -100 * (1 - 1 / value)
    if (
        stated.unit in ("percent", "plain")
        and value > 100
        and not stated.signed
        and target.scale == "percent"
        and not rx(f"{UP}|{DOWN}|\\bby\\b").search(rest)
    ):
        return value - 100
    if stated.unit == "percent" and stated.to and not stated.signed:
        return value - 100 if target.scale == "percent" else value
    if (
        stated.to
        and not stated.signed
        and target.scale == "percent"
        and stated.unit == "plain"
        and value <= 3
    ):
        return 100 * (value - 1)
    if stated.signed:
        return value if side == sign or sign < 0 else -value
    return side * abs(value)


def _decimal(side: int, sign: int, stated: Amount, rest: str) -> float:
    """A slider from 0 to 1 or a factor: "contrast 1.25" is 25 percent up, "-0.2" and "by 0.2" a fifth."""
    value = stated.value
    if stated.signed:
        return 100 * (value if side == sign or sign < 0 else -value)
    if rx(f"{UP}|{DOWN}|\\bby\\b").search(rest) and not stated.to:
        return side * 100 * (value if value < 1 else value - 1)
    return 100 * (value - 1)


def _opacity(target: Target, stated: Amount, rest: str) -> float:
    number = abs(stated.value) * (100 if stated.unit == "plain" and abs(stated.value) <= 1 else 1)
    if stated.unit == "factor":
        number = 100 * stated.value
    if rx(r"\btransparen\w+|see through|translucent").search(rest):
        return 100 - number
    return 100 - number if rx(DOWN).search(rest) and not stated.to else number


_LIMITS: dict[Scale, tuple[float, float]] = {
    "percent": (-100, 1000), "amount": (-100, 100), "ev": (-10, 10), "gamma": (0.01, 100), "opacity": (0, 100),
    "positive": (1, 1000), "radius": (0.1, 1000), "share": (0, 1), "none": (0, 0),
}  # fmt: skip


def _clipped(target: Target, value: float) -> float:
    low, high = _LIMITS[target.scale]
    return round(min(high, max(low, value)), 4)
