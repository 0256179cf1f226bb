"""The embedded planner: a request in words -> a typed plan, by grammar, in milliseconds."""

from __future__ import annotations

from limner.core.errors import Unclear
from limner.core.plan import Plan
from limner.core.steps import generative
from limner.core.steps.base import InPart, Step
from limner.core.steps.geometry import Crop
from limner.reason.planner import facts, filling, grammar, tails
from limner.reason.planner.manners import Piece, context
from limner.reason.planner.patterns import rx
from limner.reason.planner.phrasing import pieces
from limner.reason.planner.reading import clause_of, read
from limner.reason.planner.shares import Open
from limner.reason.planner.words import MAX_LETTERS, MAX_WORDS, Text, normalise

EXAMPLES = ("crop to 500x500 and make it 20% brighter", "remove the man in the background")


def plan(instruction: str) -> Plan:
    """Read a request.

    Unclear is raised when a part of the request cannot be read; it carries the best guess and two
    examples.

    >>> [step.op for step in plan("Crop to a square, then make it a bit darker").steps]
    ['crop', 'brightness']
    """
    if len(instruction) > 20 * MAX_WORDS or len(instruction.split()) > MAX_WORDS:
        raise _unclear(f"the request has more than {MAX_WORDS} words", None)
    if any(len(word) > MAX_LETTERS for word in instruction.split()):
        raise _unclear(f"a word of the request has more than {MAX_LETTERS} letters", None)
    text = normalise(instruction)
    steps: list[tuple[Step, bool]] = []
    weak: list[tuple[Step, bool]] = []
    notes: list[str] = []
    hints: list[str] = []
    text = tails.cut(text, notes)
    told: list[tuple[int, Step]] = []
    unread: list[Piece] = []
    left_open: list[Open] = []
    for piece in pieces(text):
        made, clause, still_open = read(piece, text)
        if made is None:
            unread.append(piece)
            demanded = facts.demanded(clause) if context(piece.text) else None
            told.extend((len(steps), step) for step in demanded or ())
        else:
            (weak if clause.weak else steps).extend((step, clause.complaint) for step in made)
        (hints if clause.weak else notes).extend(clause.notes)
        left_open.extend((still_open,) if still_open else ())
    notes.extend([] if weak and (steps or told) else hints)
    settled = _filled(_settled(_with_told(steps, told) or weak), unread, text, notes)
    unread = [piece for piece in unread if not (settled and context(piece.text))]
    for piece in list(unread):
        clause = clause_of(piece, text)
        made = grammar.inside(clause)
        notes.extend(clause.notes)
        if made:
            unread.remove(piece)
            settled = _settled([*((step, False) for step in settled), *((step, False) for step in made)])
    unread = [piece for piece in unread if not (settled and context(piece.text))]
    whole = Plan(instruction=instruction[:10_000], steps=tuple(settled), warnings=tuple(dict.fromkeys(notes)))
    if unread or not settled:
        raise _unclear(_message([text.restore(piece.text) for piece in unread], instruction), whole)
    for asked, (first, second) in left_open:
        raise _unclear(text.restore(asked), whole, (text.restore(first), text.restore(second)))
    return whole


def _with_told(steps: list[tuple[Step, bool]], told: list[tuple[int, Step]]) -> list[tuple[Step, bool]]:
    """The orders, and between them what circumstances demand where no order speaks of it."""
    ordered = {step.op for step, _ in steps}
    result = list(steps)
    for place, step in reversed(told):
        if step.op not in ordered:
            result.insert(place, (step, False))
    return result


def _filled(steps: list[Step], unread: list[Piece], text: Text, notes: list[str]) -> list[Step]:
    """Bare steps with the numbers that the circumstances tell."""
    result = list(steps)
    for place, step in enumerate(steps):
        for piece in unread if filling.bare(step) else ():
            words = filling.request_of(step, piece.text)
            filled = words and read(Piece(words), text)
            if filled and filled.steps and context(piece.text):
                result[place] = filled.steps[0]
                notes.extend(filled.clause.notes)
    return result


def _settled(steps: list[tuple[Step, bool]]) -> list[Step]:
    """Without repetitions, and without complaints that a later order answers."""
    steps = filling.inherited(steps)
    orders = [step for step, complaint in steps if not complaint]
    result: list[Step] = []
    for place, (step, complaint) in enumerate(steps):
        if (
            step.op == "remove"
            and place
            and steps[place - 1][1]
            and step.parameters()["what"] in ("it", "this", "that", "them")
        ):
            continue
        if complaint and any(_answers(order, step) for order in orders):
            continue
        if result and _same(result[-1], step):
            continue
        if result and (merged := _merged(result[-1], step)) is not None:
            result[-1] = merged
            continue
        result.append(step)
    if any(step.op == "colorize" for step in result):
        result = [step for step in result if step.op != "grayscale" or step.where is not None]
    return _without_bare_auto(filling.joined(result), any(complaint for _, complaint in steps))


_KIN = (
    frozenset(("brightness", "exposure", "gamma", "shadows", "highlights")),
    frozenset(("sharpen", "restore", "blur")),
    frozenset(("rotate", "straighten", "flip")),
    frozenset(("saturation", "vibrance")),
    frozenset(("temperature", "tint", "white_balance")),
    frozenset(("denoise", "median")),
)


_LIVELY = frozenset(("contrast", "brightness", "exposure", "vibrance", "auto", "curves", "levels", "clahe"))
"""What answers "it is dull", which names no remedy."""


def _answers(order: Step, complaint: Step) -> bool:
    if complaint.op == "saturation" and order.op in _LIVELY and complaint.parameters()["percent"] > 0:
        return True
    return order.op == complaint.op or any(order.op in kin and complaint.op in kin for kin in _KIN)


def _without_bare_auto(steps: list[Step], complained: bool) -> list[Step]:
    """ "too dark, please fix it" asks for one thing: the bare "fix it" adds nothing."""
    if not complained or len(steps) < 2:
        return steps
    return [step for step in steps if not (step.op == "auto" and step.where is None)] or steps


def _merged(left: Step, right: Step) -> Step | None:
    """ "remove the background and make it white" is one step, and so is "crop to 2:1, keep the top"."""
    if (left.op, right.op) == ("remove_bg", "replace_bg"):
        return right
    if (left.op, right.op) == ("resize", "resize") and _sides(left) == _sides(right):
        return left
    if left.op in ("restore", "remove") and right.op == "edit_text" and _misspelt(left):
        return right
    if (
        left.op == "remove"
        and right.op == "opacity"
        and rx(r"^(?:everything|all)\b").match(str(left.parameters()["what"]))
    ):
        return generative.RemoveBackground(why=left.why)
    if not (isinstance(left, Crop) and isinstance(right, Crop)):
        return None
    for around, shape in ((left, right), (right, left)):
        if around.where is not None and around.aspect is None and shape.aspect and shape.where is None:
            return shape.model_copy(update={"where": around.where})
    if right.part is None:
        return None
    if left.fraction is not None:
        return right
    return left.model_copy(update={"anchor": _side(right.part)}) if left.aspect or left.width else None


def _misspelt(step: Step) -> bool:
    return bool(
        rx(r"\b(?:typo|spelling|misspel\w+|wrong (?:text|word|name))\b").search(
            str(step.parameters()["what"])
        )
    )


def _sides(step: Step) -> tuple[object, ...]:
    return tuple(
        value for name, value in step.parameters().items() if name not in ("fit", "background", "kernel")
    )


def _side(part: InPart) -> str:
    horizontal = "right" if part.left > 0 else "left" if part.right < 1 else ""
    vertical = "bottom" if part.top > 0 else "top" if part.bottom < 1 else ""
    return "-".join(word for word in (vertical, horizontal) if word) or "center"


def _same(left: Step, right: Step) -> bool:
    return type(left) is type(right) and left.where == right.where and left.parameters() == right.parameters()


def _message(unread: list[str], instruction: str) -> str:
    if not instruction.strip():
        return "the request is empty"
    if not unread:
        return f"no edit was found in {_short(instruction)!r}"
    return "this part could not be read: " + "; ".join(repr(_short(words)) for words in unread[:3])


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:77] + "..."


def _unclear(message: str, guess: Plan | None, examples: tuple[str, str] = EXAMPLES) -> Unclear:
    data = guess.model_dump(mode="json", by_alias=True) if guess is not None and guess.steps else None
    return Unclear(message, guess=data, examples=examples, hint=f'try for example: "{examples[0]}"')
