# ruff: noqa: E501, SIM905
"""What one clause lends to its neighbour: a verb, an object, an amount, the thing that "it" means."""

from __future__ import annotations

from limner.reason.planner import places
from limner.reason.planner.gauges import adjectives, nouns
from limner.reason.planner.grammar import headed
from limner.reason.planner.lexicon import lexicon
from limner.reason.planner.manners import Piece
from limner.reason.planner.patterns import rx


def shared(parts: list[Piece]) -> list[Piece]:
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


_SAID = r"^((?:the|that|this) [\w' ]+?) (?:says|reads|shows|ruins|bothers|blocks|covers|distracts|spoils)\b"
_TOPIC = r"^((?:the|that|this|those|these|my) (?!at\b|for\b|in\b|on\b|by\b|is\b|one\b|\d)[a-z'-]+(?: (?!is\b|are\b|was\b|at\b|for\b)[a-z'-]+){0,2})$|^what colou?r (?:is|are) ([\w' ]+)$|^(?:is|are) there (?:a |an |any )?([\w' ]+?)(?: (?:in|on|at|here|visible)\b.*)?$|^there (?:is|are) (?:a |an |some )?([\w' ]+?)(?: (?:in|on|at|over|across)\b.*)?$"


def _referred(left: str, right: str) -> str:
    """ "it" and "its" of a right clause: the thing that the left one speaks of, or the gauge it turns."""
    sequel = _sequel(left, right)
    if sequel is not None:
        return sequel
    right = _gauged(left, right)
    topic = rx(_TOPIC).match(left)
    if topic and not headed(left)[0]:
        named = next(name for name in topic.groups() if name)
        if not places.is_picture(named) and not rx(rf"\b(?:{nouns()}|cast|tint|picture)\b").search(named):
            return rx(r"^(\w+) (?:it|them|that|him|her)\b").sub(lambda found: f"{found[1]} {named}", right)
    thing = rx(_STATED).match(left)
    if thing is None and rx(r"^(?:remove|erase|delete|blur|pixelate) (?:it|them|that)$").match(right):
        thing = rx(_SAID).match(left)
    if not thing or thing[1] in _NOBODY or places.is_picture(thing[1]):
        return right
    if rx(rf"^(?:the |my )?(?:overall )?(?:{nouns()}|horizon|lighting|quality|resolution|size)$").match(
        thing[1]
    ):
        return rx(rf"^((?:saturate|brighten|darken|{_TURNING})) (?:them|those)\b").sub(r"\1 it", right)
    right = rx(r"\bits (\w+)").sub(lambda found: f"the {found[1]} of {thing[1]}", right)
    return rx(
        r"^(\w+) (?:just |only )?(?:it|them|him|her|those|these|that)(?= (?:slightly|greatly|by|up|without|so|too|please|\d)\b|$)"
    ).sub(lambda found: f"{found[1]} {thing[1]}", right)


_NOBODY = frozenset("it this that there picture i what image everything they he she".split()) | {
    "the picture"
}
_TURNING = "increase|decrease|reduce|raise|lower|boost|drop"
_SAME_GAUGE = {"haze": "contrast", "green": "green tint", "blue": "blue tint"}


def _gauged(left: str, right: str) -> str:
    """ "it is too warm, lower it": what the left clause complains of is lowered."""
    turned = rx(rf"^({_TURNING})(?: (?:it|them|that)\b|(?= (?:by )?[+-]?\d|$))").match(right)
    known = rx(rf"\b(?:{nouns()}|{adjectives()})\b").search(left)
    if not turned or not known:
        return right
    words = lexicon()
    name = words.nouns.get(known[0]) or words.adjectives[known[0]][0]
    blown = name == "highlights" and rx(r"\b(?:blown|clipped|burnt|burned|lost)\b").search(left)
    return f"{'decrease' if blown else turned[1]} {_SAME_GAUGE.get(name, name)}{right[turned.end() :]}"


def _sequel(left: str, right: str) -> str | None:
    """What goes on with the left clause's matter: a right spelling, another border, the same removal."""
    misspelt = rx(r"\b(?:typo|spelling|misspel\w+|misspelt)\b").search(left)
    meant = rx(
        r"^(?:make )?(?:it|that) (?:should |must |needs to |ought to )?(?:be|read|say|spell) (.+)$|^make it (.+)$"
    ).match(right)
    if misspelt and meant:
        return f"change the text to {meant[1] or meant[2]}"
    if rx(r"\b(?:border|frame|keyline|outline)\b").search(left) and rx(r"\b(?:one|around|outside)\b").search(
        right
    ):
        other = rx(
            rf"^(?:a |an |another )?((?:thin |thick |wide |slim )?{places.COLOR})(?: one)?\b(.*)$"
        ).match(right)
        if other:
            return f"add a {other[1]} border{rx('(?:around|outside)(?: of)? (?:that|it)').sub('', other[2])}"
    if left.startswith("remove ") and rx(r"^remove (?:it|them|that|those)$").match(right):
        return left
    return None


_DEGREES = "more|less|very|so|too|much|slightly|greatly|a|an|all|it|and|not|even|way|only|just|bit"


def _lent(left: str, right: str) -> str:
    """The left clause's verb and object for a right one without a verb."""
    head, _ = headed(left)
    found = rx(rf"\b(?:(?:more|less|slightly|greatly|too|much) )*(?:{nouns()}|{adjectives()})\b").search(left)
    if head in ("make", "turn", "change", "paint") and rx(
        rf"^(?:the|my|his|her|their) [\w' ]{{2,30}}? (?:more |less |slightly |greatly )*(?:{adjectives()}|{places.COLOR})$"
    ).match(right):
        return f"{head} {right}"
    if head in ("make", "turn"):
        bare = rx(
            rf"^([a-z]+) ((?:more |less |slightly |greatly )*(?:{adjectives()}|{places.COLOR}))$"
        ).match(right)
        if bare and not rx(rf"^(?:{nouns()}|{adjectives()}|{_DEGREES})$").match(bare[1]):
            return f"{head} the {bare[1]} {bare[2]}"
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
