"""Edits of the file itself: nothing is lost to another edit, and undo finds the file where it lies now."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from limner.core.errors import BadValue
from limner.core.plan import Plan
from limner.session.session import Session

FLIP = {"op": "flip"}
INVERT = {"op": "invert"}


def plan(*steps: dict[str, Any]) -> Plan:
    return Plan.from_data({"instruction": "a change", "steps": list(steps)})


def test_a_file_that_was_changed_meanwhile_is_not_replaced(photo: Path) -> None:
    first, second = (Session().edit(photo, plan(step)) for step in (FLIP, INVERT))
    first.save(photo, in_place=True)
    kept = photo.read_bytes()
    with pytest.raises(BadValue, match="was changed while it was edited") as refused:
        second.save(photo, in_place=True)
    assert "again" in (refused.value.hint or "")
    assert photo.read_bytes() == kept
    assert len(Session().history()) == 1


def test_of_edits_at_once_one_is_done_and_the_others_say_so(photo: Path) -> None:
    edits = [Session().edit(photo, plan(step)) for step in (FLIP, INVERT, {"op": "sepia"})]
    ready = threading.Barrier(len(edits))
    failed: list[BadValue] = []

    def save(edited) -> None:
        ready.wait()
        try:
            edited.save(photo, in_place=True)
        except BadValue as error:
            failed.append(error)

    threads = [threading.Thread(target=save, args=(edited,)) for edited in edits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failed) == len(edits) - 1
    assert len(Session().history()) == 1


@pytest.mark.parametrize("words", [None, "the invert"])
def test_undo_of_a_moved_picture_restores_it_where_it_lies(photo: Path, words: str | None) -> None:
    before = photo.read_bytes()
    session = Session()
    session.edit(photo, plan(FLIP, INVERT)).save(photo, in_place=True)
    moved = photo.rename(photo.with_name("moved.jpg"))
    after = moved.read_bytes()
    session.undo(moved, words=words)
    assert not photo.exists()
    assert moved.read_bytes() != after
    if words is None:
        assert moved.read_bytes() == before
        session.forward()
        assert moved.read_bytes() == after


def test_an_original_given_back_says_that_no_recipe_made_it(photo: Path) -> None:
    session = Session()
    session.edit(photo, plan(FLIP)).save(photo, in_place=True)
    session.undo()
    with pytest.raises(BadValue, match=r"photo\.jpg is an original: no recipe made it"):
        session.redo(photo)


def test_an_original_given_back_is_edited_as_itself(photo: Path) -> None:
    session = Session()
    session.edit(photo, plan({"op": "flip"})).save(photo, in_place=True)
    session.undo(photo)
    saved = session.edit(photo, plan({"op": "invert"})).save(photo.with_name("b.jpg"))
    assert not [told for told in saved.warnings if "earlier edit" in told]


def test_a_name_and_a_step_must_not_say_two_formats(photo: Path) -> None:
    edited = Session().edit(photo, plan({"op": "convert", "format": "webp"}))
    with pytest.raises(BadValue, match="the request says webp"):
        edited.save(photo.with_name("x.png"))
    edited.save(photo.with_name("x.webp"))
    edited.save(photo.with_name("y.png"), format="webp")


def test_an_undo_waits_for_who_has_the_file_and_does_not_replace_what_changed(photo: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    session = Session()
    session.edit(photo, plan(FLIP)).save(photo, in_place=True)
    refused: list[BadValue] = []

    def undo() -> None:
        try:
            Session().undo(photo)
        except BadValue as error:
            refused.append(error)

    with photo.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        waiting = threading.Thread(target=undo)
        waiting.start()
        waiting.join(1.5)
        assert waiting.is_alive()
        photo.write_bytes(b"another program's work")
    waiting.join(30)
    assert "was changed while it was edited" in refused[0].message
    assert photo.read_bytes() == b"another program's work"
    assert [run.kind for run in session.history()] == ["edit"]
