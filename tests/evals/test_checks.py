"""The sweep of checks: a right edit is quiet, a wrong one is heard, a step left out is seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.core.plan import step_types
from limner.core.steps.base import ExactStep
from limner.edit.exact import OPERATIONS
from limner.evals.checks import Tried, kept, resumed, shows, sweep
from limner.evals.edits import PICTURES, requests
from limner.reason.planner.planner import plan

CASES = ("make it 20% brighter", "flip horizontally, then invert the colors", "crop to 9000x9000")


@pytest.fixture
def photographs(photo: Path) -> list[tuple[str, bytes]]:
    return [("photo.jpg", photo.read_bytes())]


def test_every_exact_operation_is_asked_for_and_read_as_exact() -> None:
    plans = [plan(request) for request in requests()]
    assert {step.op for one in plans for step in one.steps} == {
        op for op, kind in step_types().items() if issubclass(kind, ExactStep)
    }
    named = {picture for one in plans for step in one.steps for picture in _pictures(step)}
    assert named == set(PICTURES)


def _pictures(step) -> tuple[str, ...]:
    fields = step.parameters()
    return (*fields.get("pictures", ()), *([fields["picture"]] if "picture" in fields else []))


def test_right_edits_raise_no_alarm_and_every_step_left_out_is_seen(photographs) -> None:
    report = kept(sweep(photographs, CASES, {}), None, print)
    assert (report.quiet.hits, report.quiet.total) == (2, 2)
    assert (report.seen.hits, report.seen.total) == (3, 3)
    assert report.to_json()["refused"] == 1
    assert "1 requests do not fit" in report.to_text()


def test_an_operation_that_does_nothing_is_an_alarm(photographs, monkeypatch) -> None:
    monkeypatch.setitem(OPERATIONS, "brightness", lambda image, **_: image)
    said: list[str] = []
    report = kept(sweep(photographs, CASES[:1], {}), None, said.append)
    assert report.quiet.hits == 0
    assert "brightness (step 1)" in said[0]
    assert "alarm: photo.jpg" in report.to_text()


def test_a_check_that_sees_nothing_is_counted_as_blind(photographs, monkeypatch) -> None:
    monkeypatch.setattr("limner.evals.checks.measure", lambda *_: ())
    report = kept(sweep(photographs, CASES[:1], {}), None, print)
    assert (report.seen.hits, report.seen.total) == (0, 1)
    assert "unseen: photo.jpg" in report.to_text()


def test_a_sweep_goes_on_where_it_was_cut_off(photographs, tmp_path) -> None:
    results = tmp_path / "results.jsonl"
    kept(sweep(photographs, CASES[:1], {}), results, print)
    before = results.read_text()
    spoiled = [("photo.jpg", b"no picture any more")]
    report = kept(sweep(spoiled, CASES[:1], {}, resumed(results)), results, print)
    assert report.quiet.hits == 1
    assert results.read_text() == before
    assert resumed(results) == [Tried("photo.jpg", CASES[0], "", report.tried[0].checks, (), {"1": True})]


def test_a_file_that_no_sweep_wrote_is_refused(tmp_path) -> None:
    (tmp_path / "other.jsonl").write_text('{"a": 1}\n')
    with pytest.raises(BadValue, match="no results"):
        resumed(tmp_path / "other.jsonl")


def test_a_difference_in_size_or_light_shows_and_a_rounding_does_not() -> None:
    gray = Image.from_array(np.full((8, 9), 100, np.uint8))
    assert not shows(gray, Image.from_array(np.full((8, 9, 3), 101, np.uint8)))
    assert shows(gray, Image.from_array(np.full((8, 9, 3), 104, np.uint8)))
    assert shows(gray, Image.from_array(np.full((9, 9), 100, np.uint8)))
