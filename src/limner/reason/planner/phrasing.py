# ruff: noqa: E501, SIM905
"""A request cut into clauses, in the order of doing, each an order with its own verb and object."""

from __future__ import annotations

from itertools import pairwise

from limner.reason.planner import idioms, particles, places
from limner.reason.planner.corrections import corrected
from limner.reason.planner.gauges import nouns
from limner.reason.planner.grammar import headed
from limner.reason.planner.manners import NOTHING, QUESTIONING, Piece, forbidden, polite, without_reason
from limner.reason.planner.neighbours import shared
from limner.reason.planner.ordering import ordered
from limner.reason.planner.patterns import rx
from limner.reason.planner.splitting import sentences, split_at_joints
from limner.reason.planner.wishes import imperative
from limner.reason.planner.words import Text


def pieces(text: Text) -> list[Piece]:
    """The clauses in the order in which they are to be done."""
    done: list[Piece] = []
    for sentence in ordered(sentences(_other_side(_said_before(corrected(list(text.tokens)))))):
        for words in split_at_joints(sentence):
            done.extend(piece for piece in map(_phrased, _backed(words)) if piece is not None)
    return shared(done)


_KEEPS_BACKGROUND = frozenset(
    "rotate pad straighten add replace expand extend letterbox shear skew tilt turn put place convert save change set blur want export flatten".split()
)


def _said_before(tokens: list[str]) -> list[str]:
    """ "print it at 8x10, please crop to that ratio": the numbers in the place of "that ratio"."""
    told = next((token for token in tokens if rx(r"\d+(?:\.\d+)?[x:]\d+(?:\.\d+)?").fullmatch(token)), None)
    for place in range(len(tokens) - 1):
        first, second = tokens[place : place + 2]
        if told and first in ("that", "to") and second in ("ratio", "shape", "size", "aspect"):
            return [*tokens[: place + (first == "to")], told, *tokens[place + 1 :]]
        side = rx(
            r"(\d{2,5}) px (?:wide|high|tall)?|(?:wider|taller|higher|larger|bigger) than (\d{2,5})"
        ).search(" ".join(tokens[:place]))
        if side and first == "that" and second in ("width", "height", "size"):
            return [*tokens[:place], second, side[1] or side[2], *tokens[place + 2 :]]
    return tokens


_OPPOSITE = {
    "left": "right",
    "right": "left",
    "top": "bottom",
    "bottom": "top",
    "upper": "lower",
    "lower": "upper",
}


def _other_side(tokens: list[str]) -> list[str]:
    """ "blur the left half and sharpen the other half": the right one, where a side was said before."""
    result = list(tokens)
    for place in range(2, len(tokens)):
        share = tokens[place]
        if tokens[place - 1] == "other" and share in ("half", "side"):
            said = [a for a, b in pairwise(tokens[:place]) if b == share and a in _OPPOSITE]
            result[place - 1] = _OPPOSITE[said[-1]] if said else "other"
    return result


def _backed(words: str) -> list[str]:
    """ "... with a white background" as a clause of its own, where the verb has no use for one."""
    found = rx(
        rf"^(.+?),?(?P<joined> (?:with|on|against))? (?:a |an )?((?:plain |solid |pure |clean )*{places.COLOR} background)$"
    ).match(words)
    head, rest = headed(polite(found[1])) if found else ("", "")
    more = rx(
        rf"^(.+?) (?:with|and) ((?:a )?(?:slightly |greatly |much )?(?:[+-]\d+%?|more|less|high|higher|extra|increased|lower|low|strong|added|boosted) (?:{nouns()})(?: , [+-]?\d+%)?|(?:a |some |slightly |heavy |light |strong )*(?:vignette|film grain|grain|dark(?:er|ened)? (?:corners|edges)))$"
    ).match(words)
    framed = rx(
        rf"^(.+?) with ((?:a )?(?:thin |thick )?(?:\d+ px )?(?:(?:thin|thick) )?(?:{places.COLOR} )?border)$"
    ).match(words)
    if framed and headed(polite(framed[1]))[0] in (
        "turn",
        "make",
        "convert",
        "resize",
        "crop",
        "rotate",
        "scale",
    ):
        return [framed[1], f"add {framed[2]}"]
    if more and headed(polite(more[1]))[0] not in ("add", "give", "remove", "replace", "put"):
        return [more[1], rx(r"\b(?:high|strong|added|boosted)\b").sub("more", more[2])]
    if (
        not found
        or (head and not found["joined"])
        or head in _KEEPS_BACKGROUND
        or (not head and not rx(r"\d|passport|profile").search(found[1]))
        or (head == "make" and not rx(r"\d|square").search(rest))
    ):
        return [words]
    return [found[1], found[3]]


_COOLED = (
    r"^(?:please |just )*cool (?:it|this|that|everything)(?: down| off)?(?: slightly| greatly)?(?: please)?$"
)


def _phrased(words: str) -> Piece | None:
    """One clause as an imperative, or None where it asks for nothing."""
    if rx(_COOLED).match(words):
        return Piece("make it cooler" + (" slightly" if "slightly" in words else ""))
    if (
        rx(r"^\d+ ?$").match(words)
        or (rx(NOTHING).match(words) and not rx(QUESTIONING).match(words))
        or forbidden(words)
    ):
        return None
    nice = rx(_NICE).match(words)
    words = f"add {nice[1]}" if nice else words
    plain = idioms.order(particles.plain(without_reason(polite(words))))
    if not plain or (rx(NOTHING).match(plain) and not rx(QUESTIONING).match(plain)):
        return None
    asked = rx(r"^(?:can|could|do|did) (?:you|we|anyone|i) (?:see|spot|notice)\b").match(words)
    wished = plain if asked else imperative(plain)
    complaint = wished == plain and bool(rx(_WRONG).search(plain)) and not headed(plain)[0]
    return Piece(particles.plain(polite(wished) or wished), complaint)


_NICE = r"^((?:a|an|some|more|another|maybe a) .+?) (?:would|might|could) (?:be|look|make it) (?:\w+ )?(?:nice|great|cool|good|awesome|lovely|fun|amazing|perfect|nicer|better|sweet|fab|fantastic)$"
_WRONG = r"\b(?:is|are|was|were|looks?|seems?|came out|turned out|appears?|feels?|got|too|bit|so|very|quite|really|super|kind of)\b"
