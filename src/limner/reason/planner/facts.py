# ruff: noqa: E501
"""What a file has to be, told as facts and not as orders: "140x60 px, jpeg, 10 to 20 kb", "128x128 png under 256 kb"."""

from __future__ import annotations

from limner.core.steps.base import Step
from limner.reason.planner.clauses import Clause
from limner.reason.planner.file import FORMAT
from limner.reason.planner.gauges import nouns
from limner.reason.planner.patterns import rx

_NUMBER = r"\d+(?:\.\d+)?"
_FACTS = (
    (r"(?<![\w:.+])(\d{2,}x\d{2,})(?![+x\w])(?: px)?", "resize to {}"),
    (rf"(?:between |from )?(?:{_NUMBER} ?(?:kb|mb)? ?(?:and|to|-) ?)?({_NUMBER} ?(?:kb|mb))\b", "compress to {}"),
    (r"(?<![\w:.])(\d{2,5})(?: px)? (?:wide|in width)\b|\bwidth (?:of )?(\d{2,5})(?: px)?", "resize to {} px wide"),
    (r"(?<![\w:.])(\d{2,5})(?: px)? (?:high|tall|in height)\b|\bheight (?:of )?(\d{2,5})(?: px)?", "resize to {} px high"),
    (r"(?<![\w:.])(\d{2,5})(?: px)? (?:on )?(?:the )?long edge\b|\blong edge (?:of )?(\d{2,5})(?: px)?", "resize to long edge {} px"),
    (r"\bquality (?:of )?(\d{1,3})%?|(?<![\w:.])(\d{1,3})%? quality", "quality {}"),
    (rf"{FORMAT}(?: (?:format|file|version))?", "convert to {}"),
    (r"(\d{1,3}% (?:transparent|opacity))", "make it {}"),
)  # fmt: skip
_HEADS = frozenset(("", "resize", "save", "export", "convert", "output", "make", "scale", "compress"))
_FILLER = (
    r"\b(?:px|and|at|as|in|to|a|an|the|of|with|for|under|below|less|than|max\w*|at most|no|more|larger|bigger|file|size|sized|is|be|it|this|that"
    r"|picture|format|resize|save|export|convert|output|make|scale|compress|exactly|about|around|please|must|should|has|have|wants?|needs?|requires?|only"
    r"|accepts?|takes|dimensions?|resolution|upload|form|portal|site|website|shop|app|store|exam|asks|between|up|on|my|our|their|or|limit|kept|keep|quality|dpi|by|down)\b"
)
_DEMAND = r"\b(?:wants?|needs?|requires?|must|has to|have to|should|accepts?|takes|only|limit\w*|max\w*|rejects?|expects?|asks? for|allows?|not exceed|no (?:more|larger|bigger|wider|taller) than)\b"


def told(clause: Clause, *, least: int = 2) -> list[Step] | None:
    """The steps of a clause that holds at least so many facts and little else, in the order of telling."""
    if clause.head not in _HEADS or rx(rf"\b(?:{nouns()}|crop|pad|border|rotate|blur)\b").search(clause.text):
        return None
    found: list[tuple[int, str]] = []
    rest = clause.text
    for pattern, request in _FACTS:
        fact = rx(pattern).search(rest)
        if fact:
            said = next(group for group in fact.groups() if group)
            found.append((clause.text.find(fact[0]), request.format(said)))
            rest = f"{rest[: fact.start()]} , {rest[fact.end() :]}"
    asked = " ".join(request for _, request in found)
    if (least > 1 and not rx(r"resize|make").search(asked)) or asked.count(" px ") > 1:
        return None
    left = rx(_FILLER).sub(" ", rest).replace(",", " ").split()
    if len(found) < least or len(left) > (0 if clause.head else 2):
        return None
    steps: list[Step] = []
    for _, request in sorted(found):
        steps.extend(clause.again(request) or [])
    return steps or None


def demanded(clause: Clause) -> list[Step] | None:
    """What circumstances demand: "the exam form wants 200x230 px", "the shop only takes tiff"."""
    if rx(_DEMAND).search(clause.text) is None and " px" not in clause.text:
        return None
    return told(clause, least=1)
