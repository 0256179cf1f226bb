"""A leaderboard is its file: rows are found again there, replaced, and nothing else is taken for one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from limner.core.card import Card, WeightFile
from limner.core.errors import BadValue
from limner.draw.request import DrawRequest
from limner.evals.draw import leaderboard
from limner.evals.draw.apart import Apart
from limner.evals.draw.leaderboard import COLUMNS, TOP, Leaderboard, rows, told
from limner.evals.draw.setting import Setting, Way
from limner.evals.draw.sweep import Row
from limner.evals.score import Score

ROOT = Path(__file__).parents[2]
CARD = Card(
    id="painter",
    kind="generator",
    files=(WeightFile("denoiser.onnx", "0123456789abcdef", 9),),
    licence="Apache-2.0",
    source="",
    trained="on 7 pictures in 2 minutes",
)
SCORES = {
    "one thing": Score(3, 4),
    "1 fact": Score(4, 4),
    "2 facts": Score(1, 4),
    "reserved color": Score(1, 4),
    "reserved place": Score(2, 4),
    "overall": Score(8, 16),
    "facts": Score(9, 10),
}


def row(command: str, card: Card = CARD, scores: dict[str, Score] = SCORES) -> str:
    measured = Row(
        Setting(DrawRequest("a cat")), Way("painter", 8, 2.0, "ddim", True), scores, Apart(0.25, None)
    )
    return told(measured, card, command, "a judge", "abc1234")


def test_a_row_says_by_whom_and_of_what_it_is() -> None:
    cells = [cell.strip() for cell in row("limner eval draw").split("|")[1:-1]]
    found = dict(zip(COLUMNS, cells, strict=True))
    assert found["model"] == "painter 01234567"
    assert found["command"] == "`limner eval draw`"
    assert found["drawn in"] == "8 steps, guidance 2, ddim, with a layout"
    assert found["limner, commit"].endswith(", abc1234")
    assert found["compute, by the card"] == "on 7 pictures in 2 minutes"
    assert found["read by"] == "a judge"
    assert found["overall"] == "0.50 [0.28, 0.72]"
    assert (found["one thing"], found["two things"]) == ("0.75", "-")
    assert found["1 to 5 facts"] == "1.00 0.25"
    assert found["reserved"] == "0.38"
    assert (found["facts"], found["seeds apart"]) == ("0.90", "0.250")


def test_a_row_takes_the_place_of_one_of_the_same_model_and_command(tmp_path: Path) -> None:
    board = Leaderboard(tmp_path / "board.md")
    assert not (tmp_path / "board.md").exists()
    other = Card("painter", "generator", (WeightFile("d", "ffffffff00", 1),), "", "")
    for one in (row("a"), row("b"), row("a", other), row("a", scores={**SCORES, "overall": Score(16, 16)})):
        board.note(one)
    found = rows((tmp_path / "board.md").read_text())
    assert [line.split("|")[1:3] for line in found] == [
        [" painter 01234567 ", " `a` "],
        [" painter 01234567 ", " `b` "],
        [" painter ffffffff ", " `a` "],
    ]
    assert "1.00 [0.81, 1.00]" in found[0]


def test_a_command_of_several_lines_is_one_row_and_a_last_line_without_an_end_is_kept(tmp_path: Path) -> None:
    page = tmp_path / "board.md"
    Leaderboard(page).note(row("limner eval draw 'a cat\non a beach | sea'"))
    page.write_text(page.read_text().rstrip("\n"))
    Leaderboard(page).note(row("b"))
    told = [line.split("|")[2].strip() for line in rows(page.read_text())]
    assert told == ["`limner eval draw 'a cat on a beach / sea'`", "`b`"]


def test_another_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "notes.md"
    page.write_text("# Notes\n\n| a | b |\n|---|---|\n")
    with pytest.raises(BadValue, match="no leaderboard"):
        Leaderboard(page)
    with pytest.raises(BadValue, match="no leaderboard"):
        rows(f"{TOP}\n| too | short |\n")
    with pytest.raises(BadValue, match="cannot be read"):
        Leaderboard(tmp_path)
    assert page.read_text().startswith("# Notes")


def test_the_project_s_own_leaderboard_is_as_this_version_writes_it() -> None:
    text = (ROOT / "docs" / "leaderboard.md").read_text()
    assert "\n".join((TOP, *rows(text), "")) == text


def test_a_commit_is_marked_where_the_source_differs_from_it_not_where_the_leaderboard_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source, page = tmp_path / "limner" / "__init__.py", tmp_path / "leaderboard.md"
    source.parent.mkdir()
    source.write_text("")
    page.write_text("")
    git = ("git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org")
    for did in (("init", "-q"), ("add", "."), ("commit", "-qm", "all")):
        subprocess.run([*git, *did], check=True)
    monkeypatch.setattr(leaderboard, "__file__", str(source))
    monkeypatch.setattr("limner.__file__", str(source))
    page.write_text("a row")
    clean = leaderboard.commit()
    source.write_text("changed")
    assert clean
    assert not clean.endswith("+")
    assert leaderboard.commit() == f"{clean}+"


def test_outside_a_repository_there_is_no_commit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(leaderboard, "__file__", str(tmp_path / "leaderboard.py"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert leaderboard.commit() is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert leaderboard.commit() is None
