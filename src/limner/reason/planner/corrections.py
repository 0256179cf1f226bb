# ruff: noqa: E501, SIM905
"""Second thoughts: "brighter by 20, no wait, 30 percent" and "crop it, or rather resize it" as what was meant."""

from __future__ import annotations

from limner.reason.planner import places
from limner.reason.planner.file import FORMAT
from limner.reason.planner.grammar import headed
from limner.reason.planner.manners import polite
from limner.reason.planner.patterns import rx

_SIGNS = frozenset(
    "no nope sorry oops wait mean meant rather scratch strike correction thought thoughts actually well nah"
    " whoops that".split()
)
_MARK = (
    r"(?:^|[ ,.;!-])+(?:(?:(?:oh|oops|whoops|hmm+|uh|um|er|ah|sorry|no|nope|nah|but) )?[ ,.;!]*)*?"
    r"\b(?P<mark>no,? (?:wait|sorry|actually|make (?:it|that)|i mean\w*)|wait,? no|sorry,? (?:i mean\w*|make (?:it|that)|not \S+ but|that should be)|i mean(?:t)?(?: to say)?|make that"
    r"|or rather|scratch that|strike that|correction|on second thoughts?|actually,? (?:no|make (?:it|that))|oops|whoops|my bad|wait|no(?= [,.;] | [+-]?\d| to the| sorry)|nope|nah|sorry|well(?= [,.] ))\b"
    r"[ ,.;!]*(?:\b(?:wait|no|sorry|actually|i mean(?:t)?|make (?:it|that)|let us (?:do|go with|say)|that should be|it should be|do|go with|rather|better)\b[ ,.;!]*)*"
)
_END = r" (?:[.;!]|and|then|, (?:and|then|also))(?: |$)"
_NUMBER = r"(?<![\w:.])[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:%|x\b)?(?: (?:px|deg|stops?|ev|kb|mb|dpi|percent|megapixels)\b)?(?![\w:])"
_SLOTS = (
    r"(?<![\w:.])\d+x\d+\b",
    r"(?<![\w:.])\d+(?:\.\d+)?:\d+(?:\.\d+)?",
    _NUMBER,
    r"\b(?:left|right|top|bottom|(?:counter)?clockwise|horizontal|vertical)\b",
    r"\b(?:square|round|circle|portrait|landscape|widescreen)\b",
    FORMAT,
    places.COLOR,
)
_LOOSE = r"\b(?:to|the|by|at|about|in|it|a|is|fine|better|instead|please|wide|high|tall|side|not (?:\S+|the \S+)|rather than \S+|will do|works|ok|enough|would be)(?!\w)"
_NAMED = r"(?:the|my|his|her|their|our|a|an) [a-z' ]+"


def corrected(tokens: list[str]) -> list[str]:
    """The tokens with what was taken back replaced by what was meant.

    >>> " ".join(corrected("rotate 90 deg to the left . no sorry , to the right".split()))
    'rotate 90 deg to the right'
    """
    if _SIGNS.isdisjoint(tokens):
        return tokens
    text = " ".join(tokens)
    start = 0
    while found := rx(_MARK).search(text[start:]):
        before, after = text[: start + found.start()], text[start + found.end() :]
        end = rx(_END).search(" " + after)
        meant = after[: end.start()] if end else after.rstrip(" .!;")
        tail = after[len(meant) :] if end else ""
        mended = _mended(before, meant.strip(" ,")) if before else None
        if mended is None:
            start += found.end()
            continue
        text = f"{mended} {tail}".strip()
        start = len(mended)
    return text.split()


def _mended(before: str, meant: str) -> str | None:
    """The words before with the part that was meant otherwise; None where nothing is taken back."""
    for slot in _SLOTS:
        new = rx(slot).search(meant)
        if new is None or rx(_LOOSE).sub(" ", meant.replace(new[0], " ", 1)).strip(" ,"):
            continue
        old = list(rx(slot).finditer(before))
        if old:
            return before[: old[-1].start()] + _united(old[-1][0], new[0]) + before[old[-1].end() :]
    thing = rx(rf"\b{_NAMED}$").search(before) if rx(rf"^{_NAMED}$").match(meant) else None
    if thing and len(meant.split()) <= 4:
        return before[: thing.start()] + meant
    if not headed(polite(meant))[0] or len(meant.split()) < 2:
        return None
    cut = max(before.rfind(f" {joint} ") for joint in ("and", "then", ".", ";", ","))
    last = before[cut:].lstrip(" ,.;") if cut > 0 else before
    return f"{before[: max(0, cut)]} ; {meant}".strip(" ;") if headed(polite(last))[0] else None


def _united(old: str, new: str) -> str:
    """A number takes the unit of the one that it replaces where it has none."""
    unit = old.lstrip("+-.0123456789")
    bare = new.lstrip("+-.0123456789") == "" and new[-1:].isdigit()
    return new + unit if bare and unit and old[:1] in "+-.0123456789" else new
