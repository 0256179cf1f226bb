"""One piece of a request as steps; where it names a share, what that leaves open."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from limner.core.errors import Unclear
from limner.core.steps.base import Step
from limner.core.steps.file import Compress, Convert
from limner.reason.planner import grammar, shares
from limner.reason.planner.clauses import Clause
from limner.reason.planner.manners import Piece
from limner.reason.planner.words import Text


class Reading(NamedTuple):
    """The steps, None where the piece cannot be read; they are a guess where something is open."""

    steps: list[Step] | None
    clause: Clause
    open: shares.Open | None = None


def clause_of(piece: Piece, text: Text) -> Clause:
    """A piece as a clause with notes of its own."""
    head, rest = grammar.headed(piece.text)
    return Clause(piece.text, head, rest, text, piece.complaint, reread=grammar.again)


def read(piece: Piece, text: Text) -> Reading:
    """The steps of a piece, Unclear where it asks for a value that a step does not take."""
    if shares.of_file(piece.text):
        return _smaller_file(clause_of(piece, text))
    share = shares.named(piece.text, " ".join(text.tokens))
    reading = None if share is None else _of_share(share, piece, text)
    return reading or _as_it_stands(piece, text)


def _as_it_stands(piece: Piece, text: Text) -> Reading:
    clause = clause_of(piece, text)
    steps = grammar.read(clause)
    return Reading(None if shares.nowhere(steps) else steps, clause)


def _of_share(share: shares.Share, piece: Piece, text: Text) -> Reading | None:
    """On the side of the share, else of all of the thing; None where the words can stand as they are."""
    if share.side is None:
        for words in (share.sided, share.plain):
            reading = _tried(words, piece, text)
            if reading is not None and shares.kept(reading.steps, share):
                return reading._replace(open=share.which)
    elif not shares.heedless(_as_it_stands(piece, text).steps):
        return None
    reading = _tried(share.plain, piece, text)
    if reading is None or reading.steps is None or not shares.heedless(reading.steps):
        return None
    return reading._replace(open=share.whole(reading.steps[0].op))


def _tried(words: str, piece: Piece, text: Text) -> Reading | None:
    with suppress(Unclear):
        return _as_it_stands(Piece(words, piece.complaint), text)
    return None


def _smaller_file(clause: Clause) -> Reading:
    """The guess at a smaller file: another format where one is said, and the usual quality."""
    formats = [step for step in grammar.read(clause) or [] if isinstance(step, Convert)]
    clause.notes[:] = ["compress: quality 75 was taken, as no limit in bytes was given"]
    return Reading([*formats, clause.step(Compress, quality=75)], clause, shares.OF_FILE)
