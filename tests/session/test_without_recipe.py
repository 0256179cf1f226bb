"""Edits that leave no recipe in the file: only the history knows how they were made."""

from __future__ import annotations

from pathlib import Path

import pytest

from limner.core.errors import BadValue
from limner.ops.embed import read_recipe
from limner.session.session import Session

FORMATS = ("jpg", "png", "webp", "tif")


@pytest.mark.parametrize("extension", FORMATS)
def test_the_file_says_nothing_and_the_history_makes_it_again(
    extension: str, photo: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"out.{extension}"
    saved = Session().edit(photo, "crop to 100x80").save(path, recipe=False)
    assert read_recipe(path.read_bytes()) is None
    assert b"limner" not in path.read_bytes()
    assert all(check.passed for check in saved.checks)
    done = Session().redo(path)
    assert done.same
    assert not done.saved.recipe.embedded


def test_an_older_recipe_does_not_stay_in_the_file(photo: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    Session().edit(photo, "crop to 100x80").save(first)
    assert read_recipe(first.read_bytes()) is not None
    Session().edit(first, "invert it").save(second, recipe=False)
    assert read_recipe(second.read_bytes()) is None


def test_undo_and_redo_give_back_the_bytes_without_a_recipe(photo: Path, tmp_path: Path) -> None:
    session = Session()
    one, two, back = (tmp_path / name for name in ("one.jpg", "two.jpg", "back.jpg"))
    session.edit(photo, "crop to 100x80").save(one, recipe=False)
    session.edit(one, "invert it").save(two, recipe=False)
    session.undo(two, output=back)
    assert back.read_bytes() == one.read_bytes()
    forward = session.forward(output=tmp_path / "forward.jpg")
    assert forward.path is not None
    assert forward.path.read_bytes() == two.read_bytes()


def test_a_branch_of_an_edit_without_a_recipe_has_none_either(photo: Path, tmp_path: Path) -> None:
    session, path = Session(), tmp_path / "out.jpg"
    session.edit(photo, "crop to 100x80 and invert it").save(path, recipe=False)
    saved = session.undo(path, words="the crop")
    assert saved.path is not None
    assert read_recipe(saved.path.read_bytes()) is None
    assert not saved.recipe.embedded


def test_a_lossless_turn_without_a_recipe_carries_none(photo: Path, tmp_path: Path) -> None:
    pytest.importorskip("jpeglib")
    path = tmp_path / "turned.jpg"
    saved = Session().edit(photo, "rotate 90 degrees").save(path, lossless=True, recipe=False)
    assert saved.recipe.lossless
    assert read_recipe(path.read_bytes()) is None
    assert Session().redo(path).same


def test_without_a_history_it_is_said_that_nothing_makes_it_again(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIMNER_JOURNAL", "off")
    path = tmp_path / "out.jpg"
    saved = Session().edit(photo, "crop to 100x80").save(path, recipe=False)
    assert any("nothing can make it again" in line for line in saved.warnings)
    with pytest.raises(BadValue, match="carries no recipe"):
        Session().redo(path)
