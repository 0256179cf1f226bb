"""The figures of drawing: rows that tell wins, losses and what is missing, and a peer that stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from limner.core.errors import ModelFailed, Unsupported
from limner.evals.speed import draw as figures
from limner.evals.speed.measure import Timing
from limner.evals.speed.peer import peer
from limner.evals.speed.row import Row
from limner.models.fake_drawing import FakeGenerator, FakeLayoutPlanner
from limner.session.drawing import Artist
from limner.session.session import Session

ECHO = """
import sys
print('{"torch": "0", "channels": 24, "side": 16, "threads": 1}', flush=True)
for line in sys.stdin:
    if line.strip() == "stop":
        break
    print(len(line.strip()), flush=True)
"""


@pytest.fixture
def echo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A program that answers a word with its length."""
    (tmp_path / "echoing.py").write_text(ECHO)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "echoing"


def test_a_peer_answers_one_word_after_the_other_until_it_ends(echo: str, tmp_path: Path) -> None:
    with peer(echo, tmp_path) as program:
        assert program.about["side"] == 16
        assert [program.ask(word) for word in ("float32", "pixels")] == [7, 6]
        with pytest.raises(ModelFailed, match="ended at 'stop'"):
            program.ask("stop")
    assert program.program.poll() is not None


def test_a_peer_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unsupported, match="No module named"), peer("no_such_module", tmp_path):
        pass


@pytest.mark.parametrize(
    ("value", "target", "atmost", "met", "mark"),
    [
        (0.4, 0.5, True, True, "met "),
        (0.6, 0.5, True, False, "LOST"),
        (5.0, 6.0, False, False, "LOST"),
        (5.0, None, False, None, "    "),
        (None, 0.15, True, None, "none"),
    ],
)
def test_a_row_tells_wins_losses_and_what_is_missing(
    value: float | None, target: float | None, atmost: bool, met: bool | None, mark: str
) -> None:
    row = Row("drawing", value, "s", target, atmost, "", "why")
    assert row.met is met
    assert row.to_text().startswith(f"{mark}  drawing:")
    assert row.to_text().endswith("why)")
    assert row.to_json()["met"] is met


def test_every_figure_is_told_and_absent_peers_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a generator of another shape, without diffusers: five figures, three of them missing."""
    monkeypatch.setattr(figures, "EAGER", "no_such_module")
    monkeypatch.setattr(figures, "IMPORT", "import no_such_library")
    monkeypatch.setattr(figures, "commands", lambda *rivals, **_: [Timing((0.2,)) for _ in rivals])
    rows = {row.name.partition(",")[0]: row for row in figures.drawing(tmp_path, 1, "fake")}
    assert rows["torch eager"].value is None
    assert "No module named" in rows["torch eager"].detail
    assert rows["warm drawing by the few-step student"].value is None
    assert rows["cold drawing"].value == 0.2
    imports = rows["cold drawing: times faster than importing diffusers' pipeline"]
    assert (imports.value, "not installed" in imports.detail) == (None, True)
    together = rows["8 pictures in one batch: times faster than 8 single ones"]
    assert together.value is not None
    assert together.value > 0


def test_the_student_is_timed_where_there_is_one() -> None:
    class Student(FakeGenerator):
        card = replace(
            FakeGenerator.card, calibration={"steps": 3.0, "guidance_scale": 1.0}, base={"a/b.onnx": "0"}
        )

    class Teacher(FakeGenerator):
        student = Student()

    row = figures._few_steps(Artist(Session(), Teacher(), FakeLayoutPlanner()), 1)
    assert row.name == "warm drawing by the student, 3 steps"
    assert row.value is not None
    assert row.value > 0


def test_a_model_of_another_shape_is_not_compared(echo: str, tmp_path: Path) -> None:
    planned = figures._planned(Session().artist("fake"))
    with peer(echo, tmp_path) as program, pytest.raises(Unsupported, match="the peer of 24 and 16"):
        figures._refuse_another_shape(planned, program)
