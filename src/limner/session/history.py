"""The history as a tree, and which picture "undo", "go back two" or "redo" mean.

Going back from an undo goes back from the picture that it gave, and what is edited next
becomes another branch. Redo takes the way that the undo came from, else the branch that was
worked on last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from limner.core.errors import BadImage, BadValue, Unclear
from limner.session.lineage import original, stands_for, way_undone, way_up, worked_on_last
from limner.session.rework import Replay, again, without
from limner.session.source import refuse_special
from limner.session.words import Again, Back, Forward, HistoryRequest, Without, read_words

if TYPE_CHECKING:
    from limner.session.journal import Journal, Run


@dataclass(frozen=True, slots=True)
class GiveBack:
    """A picture as it once was, recorded with ``kind`` and ``parent``.

    ``left`` is the run whose picture the user has now. ``run`` is the one whose picture is wanted:
    its recipe makes it again, or the blob ``pixels_sha256`` is it. None: the original, the blob
    ``sha256`` itself. ``sha256`` and ``path`` are those of the wanted picture's file.
    """

    kind: Literal["undo", "redo"]
    left: Run
    run: Run | None
    sha256: str
    path: str

    @property
    def parent(self) -> int | None:
        """The run that the new one stands for."""
        return self.run.id if self.run else None


Target = GiveBack | Replay


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A run and what was made from its picture, oldest first."""

    run: Run
    branches: tuple[Branch, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Lineage:
    """An original and all that was made from it, oldest first."""

    sha256: str
    path: str
    branches: tuple[Branch, ...] = field(repr=False)


def tree(journal: Journal) -> tuple[Lineage, ...]:
    """Every lineage; the one that was worked on last stands last."""
    made: dict[int | None, list[Branch]] = {}
    newest: dict[int, int] = {}
    for run in journal.runs():  # newest first: children stand ready before their parent
        branches = tuple(reversed(made.pop(run.id, [])))
        newest[run.id] = max((run.id, *(newest[branch.run.id] for branch in branches)))
        made.setdefault(run.parent, []).append(Branch(run, branches))
    lineages: dict[str, list[Branch]] = {}
    for branch in reversed(made.get(None, [])):
        lineages.setdefault(original(branch.run), []).append(branch)
    ordered = sorted(lineages.items(), key=lambda one: max(newest[branch.run.id] for branch in one[1]))
    return tuple(Lineage(sha256, branches[0].run.input_path, tuple(branches)) for sha256, branches in ordered)


def undo_target(
    journal: Journal, picture: Path | None = None, words: str | None = None, steps: int = 1
) -> Target:
    """What to give back: by words, or so many steps back.

    ``picture`` is a file that limner wrote; None means the latest run. The words may leave out
    "undo" ("the crop", "two"). Unclear when they cannot be read or name no step, BadValue when
    there is no such picture.
    """
    request = _read(words) if words else Back(steps)
    return target(journal, request, located(journal, picture))


def _read(words: str) -> HistoryRequest:
    try:
        return read_words(words)
    except Unclear:
        return read_words(f"undo {words}")


def redo_target(journal: Journal, picture: Path | None = None, steps: int = 1) -> Target:
    """What undoing took back; as :func:`undo_target` otherwise."""
    return target(journal, Forward(steps), located(journal, picture))


def target(journal: Journal, request: HistoryRequest, left: Run) -> Target:
    """What ``request`` means to somebody who has the picture of the run ``left``."""
    match request:
        case Back(steps):
            return _back(journal, left, steps)
        case Forward(steps):
            return _forward(journal, left, steps)
        case Without():
            replay = without(journal, left, request)
            return replay if replay.recipe.plan.steps else _back(journal, left, None)
        case Again(words):
            return again(journal, left, words)


def located(journal: Journal, picture: Path | None) -> Run:
    """The run that made ``picture`` (None: the latest run); BadValue when the journal knows of none.

    A picture is known by what is in it, and by its path only when the file is gone.
    """
    if picture is None:
        latest = journal.latest()
        if latest is None:
            raise BadValue("the journal is empty: nothing was done yet", hint="start with `limner edit`")
        return latest
    path = picture.expanduser().absolute()
    refuse_special(path)
    sha256 = _hash(path)
    found = journal.find(output_sha256=sha256) if sha256 else journal.find(output_path=str(path))
    if not found:
        raise _unknown(journal, path, sha256)
    return found[0]


def _back(journal: Journal, left: Run, steps: int | None) -> GiveBack:
    _refuse_standing_still(steps)
    way = way_up(journal, left)
    if not way:
        raise BadValue(
            "this is the original: nothing is left to undo", hint="`limner history` shows what there is"
        )
    if steps is None or steps == len(way):
        return GiveBack("undo", left, None, original(way[-1]), way[-1].input_path)
    if steps > len(way):
        raise BadValue(
            f"only {len(way)} steps lead to this picture, {steps} cannot be undone",
            hint='"go back to the start" gives the original',
        )
    wanted = way[steps]
    return GiveBack("undo", left, wanted, wanted.output_sha256, wanted.output_path)


def _forward(journal: Journal, left: Run, steps: int) -> GiveBack:
    _refuse_standing_still(steps)
    at = stands_for(journal, left)
    undone = way_undone(journal, left)
    source = original((way_up(journal, left) or [left])[-1])
    for taken in range(steps):
        at = undone.pop(0) if undone else worked_on_last(journal, at, source)
        if at is None:
            raise BadValue(
                f"only {taken} steps were undone, {steps} cannot be done again"
                if taken
                else "nothing was undone",
                hint="`limner history` shows what there is",
            )
    assert at is not None
    return GiveBack("redo", left, at, at.output_sha256, at.output_path)


def _refuse_standing_still(steps: int | None) -> None:
    if steps is not None and steps < 1:
        raise BadValue(f"{steps} steps lead nowhere", hint="give a number of at least 1")


def _hash(path: Path) -> str | None:
    """The SHA-256 of the file; None when there is none."""
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadImage(f"{path} cannot be read: {error.strerror}", hint="name a picture file") from error


def _unknown(journal: Journal, path: Path, sha256: str | None) -> BadValue:
    started = journal.find(input_sha256=sha256) if sha256 else []
    if started:
        return BadValue(
            f"{path} is an original: nothing was done to it before",
            hint=f"run {started[0].id} started from it and wrote {started[0].output_path}",
        )
    changed = journal.find(output_path=str(path)) if sha256 else []
    if changed:
        return BadValue(
            f"{path} is not what limner wrote there (run {changed[0].id}): it was changed since",
            hint="undo without naming it, or move it away and name it again",
        )
    return BadValue(
        f"the journal does not know {path}", hint="`limner history` lists the pictures that it knows"
    )
