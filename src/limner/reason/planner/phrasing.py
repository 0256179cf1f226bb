# ruff: noqa: E501, SIM905
"""A request cut into clauses, in the order of doing, each an order with its own verb and object."""

from __future__ import annotations

from limner.reason.planner import idioms, particles, places
from limner.reason.planner.corrections import corrected
from limner.reason.planner.gauges import adjectives, lexicon, nouns
from limner.reason.planner.grammar import headed
from limner.reason.planner.manners import NOTHING, QUESTIONING, Piece, forbidden, polite, without_reason
from limner.reason.planner.ordering import ordered
from limner.reason.planner.patterns import rx
from limner.reason.planner.splitting import sentences, split_at_joints
from limner.reason.planner.wishes import imperative
from limner.reason.planner.words import Text


def pieces(text: Text) -> list[Piece]:
    """The clauses in the order in which they are to be done."""
    done: list[Piece] = []
    for sentence in ordered(sentences(_said_before(corrected(list(text.tokens))))):
        for words in split_at_joints(sentence):
            done.extend(piece for piece in map(_phrased, _backed(words)) if piece is not None)
    return _shared(done)


_KEEPS_BACKGROUND = frozenset(
    "rotate pad straighten add replace expand extend letterbox shear skew tilt turn put place convert save change set blur want export flatten".split()
)


def _said_before(tokens: list[str]) -> list[str]:
    """ "print it at 8x10, please crop to that ratio": the numbers in the place of "that ratio"."""
    told = next((token for token in tokens if rx(r"\d+(?:\.\d+)?[x:]\d+(?:\.\d+)?").fullmatch(token)), None)
    for place in range(len(tokens) - 1):
        if told and tokens[place] == "that" and tokens[place + 1] in ("ratio", "shape", "size", "aspect"):
            return [*tokens[:place], told, *tokens[place + 1 :]]
    return tokens


def _backed(words: str) -> list[str]:
    """ "... with a white background" as a clause of its own, where the verb has no use for one."""
    found = rx(
        rf"^(.+?),? (?:with|on|against) (?:a |an )?((?:plain |solid |pure |clean )*{places.COLOR} background)$"
    ).match(words)
    head, rest = headed(polite(found[1])) if found else ("", "")
    more = rx(
        rf"^(.+?) (?:with|and) ((?:a )?(?:slightly |greatly |much )?(?:[+-]\d+%?|more|less|high|higher|extra|increased|lower|low|strong|added|boosted) (?:{nouns()}))$"
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
        or head in _KEEPS_BACKGROUND
        or (not head and not rx(r"\d|passport|profile").search(found[1]))
        or (head == "make" and not rx(r"\d|square").search(rest))
    ):
        return [words]
    return [found[1], found[2]]


def _phrased(words: str) -> Piece | None:
    """One clause as an imperative, or None where it asks for nothing."""
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


def _shared(parts: list[Piece]) -> list[Piece]:
    """What one clause lends to its neighbour: "make it" for "sharper", "the face" for "brighten and sharpen the face"."""
    result: list[Piece] = []
    for place, piece in enumerate(parts):
        text = piece.text
        if result and not headed(text)[0]:
            text = _lent(result[-1].text, text)
        if result:
            text = _referred(result[-1].text, text)
        trailing = (
            result
            and result[-1].complaint
            and not rx(r"^(?!too ).*er$").match(text)
            and rx(rf"^(?:too |slightly |greatly |very |so )*(?:{adjectives()})$").match(text)
        )
        following = parts[place + 1].text if place + 1 < len(parts) else ""
        result.append(
            Piece(_borrowed(text, following), (piece.complaint and text == piece.text) or bool(trailing))
        )
    return result


_STATED = (
    r"^((?:the|my|his|her|their|our) [\w' ]+?|[a-z]+) (?:is|are|looks?|seems?|was|were|came out|turned out)\b"
)


_TOPIC = r"^((?:the|that|this|those|these|my) (?!at\b|for\b|in\b|on\b|by\b|is\b|one\b|\d)[a-z'-]+(?: (?!is\b|are\b|was\b|at\b|for\b)[a-z'-]+){0,2})$|^what colou?r (?:is|are) ([\w' ]+)$|^(?:is|are) there (?:a |an |any )?([\w' ]+?)(?: (?:in|on|at|here|visible)\b.*)?$|^there (?:is|are) (?:a |an |some )?([\w' ]+?)(?: (?:in|on|at|over|across)\b.*)?$"


def _referred(left: str, right: str) -> str:
    """ "it" and "its" of a right clause: the thing that the left one speaks of, or the gauge it turns."""
    turned = rx(
        r"^(increase|decrease|reduce|raise|lower|boost|drop)(?: (?:it|them|that)\b|(?= (?:by )?[+-]?\d|$))"
    ).match(right)
    known = rx(rf"\b(?:{nouns()}|{adjectives()})\b").search(left)
    if turned and known:
        words = lexicon()
        name = words.nouns.get(known[0]) or words.adjectives[known[0]][0]
        noun = {
            "sharpness": "sharpness",
            "haze": "contrast",
            "noise": "noise",
            "green": "green tint",
            "blue": "blue tint",
        }.get(name, name)
        right = f"{turned[1]} {noun}{right[turned.end() :]}"
    if left.startswith("remove ") and rx(r"^remove (?:it|them|that|those)$").match(right):
        return left
    topic = rx(_TOPIC).match(left)
    if topic and not headed(left)[0]:
        named = next(name for name in topic.groups() if name)
        if not places.is_picture(named) and not rx(rf"\b(?:{nouns()}|cast|tint|picture)\b").search(named):
            return rx(r"^(\w+) (?:it|them|that|him|her)\b").sub(lambda found: f"{found[1]} {named}", right)
    thing = rx(_STATED).match(left)
    if (
        not thing
        or thing[1]
        in (
            "it",
            "this",
            "that",
            "there",
            "picture",
            "the picture",
            "i",
            "what",
            "image",
            "everything",
            "they",
            "he",
            "she",
        )
        or places.is_picture(thing[1])
        or rx(rf"^(?:the |my )?(?:overall )?(?:{nouns()}|horizon|lighting|quality|resolution|size)$").match(
            thing[1]
        )
    ):
        return right
    right = rx(r"\bits (\w+)").sub(lambda found: f"the {found[1]} of {thing[1]}", right)
    return rx(
        r"^(\w+) (?:just |only )?(?:it|them|him|her|those|these|that)(?= (?:slightly|greatly|by|up|without|so|too|please|\d)\b|$)"
    ).sub(lambda found: f"{found[1]} {thing[1]}", right)


def _lent(left: str, right: str) -> str:
    """The left clause's verb and object for a right one without a verb."""
    head, _ = headed(left)
    found = rx(rf"\b(?:(?:more|less|slightly|greatly|too|much) )*(?:{nouns()}|{adjectives()})\b").search(left)
    if head in ("make", "turn", "change", "paint") and rx(
        rf"^(?:the|my|his|her|their) [\w' ]{{2,30}}? (?:more |less |slightly |greatly )*(?:{adjectives()}|{places.COLOR})$"
    ).match(right):
        return f"{head} {right}"
    if head in ("replace", "change", "swap", "switch", "turn", "exchange", "substitute") and rx(
        r"^(?:the|my|his|her|their|all the) [\w']+(?: [\w']+){0,2} (?:to|into|with|for) [\w' ]+$"
    ).match(right):
        return f"{head} {right}"
    if not head or not found or rx(r"\b(?:is|are|looks?|needs?|should|too)\b").search(right):
        return right
    if (
        rx(rf"^(?:(?:slightly |greatly |more |less |much )*(?:{adjectives()}))\b").match(right)
        and head == "make"
    ):
        return f"{left[: found.start()]}{right}".strip()
    own = head in lexicon().nouns and rx(r"\d").search(right)
    if rx(rf"^(?:the |its |overall )?(?:{nouns()})\b").match(right) and head not in ("make",) and not own:
        return f"{head} {right}"
    return right


def _borrowed(text: str, following: str) -> str:
    """The right clause's object or amount for a left one that has none."""
    head, rest = headed(text)
    after, after_rest = headed(following)
    if (
        not head
        and rx(rf"^(?:the )?(?:{nouns()})$").match(text)
        and rx(rf"^(?:the )?(?:{nouns()}) (?:both|each|by|to)").match(following)
    ):
        return f"{text} {rx('(?:both|each|by|to) .*$').search(following)[0].removeprefix('both ').removeprefix('each ')}"  # type: ignore[index]
    if not head or not after_rest or rest:
        if (head and after == head) or (
            head and following and rx(rf"^(?:the )?(?:{nouns()})\b").match(following)
        ):
            amount = rx(r"(?:\b(?:by|to|both|each) )?(?:about )?[+-]?\d+(?:\.\d+)?%?(?: px)?$").search(
                following
            )
            if amount and rx(rf"^(?:the )?(?:{nouns()})$").match(rest):
                return f"{text} {amount[0]}"
        return text
    if head in _LENDS and after in _LENDS and not rx(r"\d").search(after_rest):
        return f"{text} {after_rest}"
    return text


_LENDS = frozenset(
    "brighten lighten darken sharpen blur denoise saturate desaturate smooth soften pixelate warm cool enhance grayscale dim remove".split()
)
