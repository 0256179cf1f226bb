"""How runs hang together: what a run stands for, and the ways up and down from it.

Runs form trees: a run's parent is the run whose picture it started from, and above the first
runs stands the original file. A run of the kind ``undo`` or ``redo`` made nothing new: it
*stands for* its parent (for the original, without one). A way up or down counts only the
others, the edits; None in the place of an edit is the original.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limner.session.journal import Journal, Run


def original(run: Run) -> str:
    """The SHA-256 of the file that a first run, or an undo without a parent, goes back to."""
    inputs = json.loads(run.recipe).get("inputs") or ()
    if inputs:
        return str(inputs[0]["sha256"])
    return run.output_sha256 if run.kind == "undo" else run.input_sha256


def stands_for(journal: Journal, run: Run | None) -> Run | None:
    """The edit whose picture ``run`` has."""
    while run is not None and run.kind != "edit":
        run = above(journal, run)
    return run


def above(journal: Journal, run: Run) -> Run | None:
    """The parent."""
    return None if run.parent is None else journal.run(run.parent)


def way_up(journal: Journal, run: Run) -> list[Run]:
    """The edits that lead to the picture of ``run``, the last one first."""
    way = []
    at = stands_for(journal, run)
    while at is not None:
        way.append(at)
        at = stands_for(journal, above(journal, at))
    return way


def way_undone(journal: Journal, run: Run) -> list[Run]:
    """The edits that the undo ``run`` took back, the first one first; [] for another run."""
    if run.kind != "undo":
        return []
    before = (one for one in journal.find(output_sha256=run.input_sha256) if one.id < run.id)
    came_from = next(before, None)
    if came_from is None:
        return []
    at = stands_for(journal, run)
    way = way_up(journal, came_from)
    numbers = [edit.id for edit in way]
    if at is None:
        return way[::-1] if original(way[-1]) == original(run) else []
    return way[: numbers.index(at.id)][::-1] if at.id in numbers else []


def worked_on_last(journal: Journal, at: Run | None, original_sha256: str) -> Run | None:
    """The edit made from the picture of ``at`` (None: the original) whose branch has the newest run."""
    edits = _edits_below(journal, _below(journal, at, original_sha256))
    return max(edits, key=lambda edit: _newest_below(journal, edit), default=None)


def _below(journal: Journal, at: Run | None, original_sha256: str) -> list[Run]:
    if at is not None:
        return journal.children(at.id)
    given = journal.find(input_sha256=original_sha256)
    back = journal.find(output_sha256=original_sha256)
    return [run for run in {run.id: run for run in given + back}.values() if run.parent is None]


def _edits_below(journal: Journal, runs: list[Run]) -> list[Run]:
    """Of ``runs`` the edits, and those made from the others, which only stand for something."""
    edits: list[Run] = []
    waiting = list(runs)
    while waiting:
        run = waiting.pop()
        if run.kind == "edit":
            edits.append(run)
        else:
            waiting.extend(journal.children(run.id))
    return edits


def _newest_below(journal: Journal, run: Run) -> int:
    newest = run.id
    waiting = [run.id]
    while waiting:
        children = [child.id for child in journal.children(waiting.pop())]
        newest = max((newest, *children))
        waiting.extend(children)
    return newest
