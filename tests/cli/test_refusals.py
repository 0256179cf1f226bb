"""What the command line refuses, and what it says of it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import LIMNER, opened

CROP = "crop to 100x80"


def refused(done, code: int, *said: str) -> None:
    assert done.returncode == code, done.stderr
    for words in said:
        assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_batch_does_not_write_over_another_input(limner, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "all" / "in").mkdir(parents=True)
    shutil.copy(photo, tmp_path / "all" / "photo.jpg")
    inner = tmp_path / "all" / "in" / "photo.jpg"
    shutil.copy(photo, inner)
    before = inner.read_bytes()
    refused(limner("edit", "all", CROP, "-o", "all/in", "--overwrite"), 3, "input too", "hint")
    assert inner.read_bytes() == before


def test_warnings_are_told_once(limner, photo: Path) -> None:
    plan = {"steps": [{"op": "flip"}], "warnings": ["left to right was meant"]}
    (photo.parent / "plan.json").write_text(json.dumps(plan))
    done = limner("edit", "photo.jpg", "--plan", "plan.json", "-o", "a.png")
    assert done.stderr.count("left to right was meant") == 1


def test_a_request_and_a_name_must_not_say_two_formats(limner, photo: Path, tmp_path: Path) -> None:
    refused(limner("edit", "photo.jpg", "convert to webp", "-o", "x.png"), 3, "says webp", "says png", "hint")
    assert not (tmp_path / "x.png").exists()
    done = limner("edit", "photo.jpg", "convert to webp", "--format", "webp", "-o", "x.png")
    assert done.returncode == 0, done.stderr
    assert opened(tmp_path / "x.png").format == "WEBP"
    refused(limner("edit", "photo.jpg", CROP, "--format", "doc"), 3, "doc", "jpeg")


@pytest.mark.parametrize("output", ["-", "out.jpg"])
def test_several_results_need_a_folder(limner, photo: Path, tmp_path: Path, output: str) -> None:
    shutil.copy(photo, tmp_path / "b.jpg")
    refused(limner("edit", "photo.jpg", "b.jpg", CROP, "-o", output), 3, "name a folder")
    (tmp_path / "folder").mkdir()
    shutil.move(tmp_path / "b.jpg", tmp_path / "folder")
    refused(limner("edit", "folder", CROP, "-o", output), 3, "name a folder")
    assert not (tmp_path / output).exists()


def test_words_beside_a_plan_are_refused(limner, photo: Path) -> None:
    limner("plan", CROP, "-o", "plan.json")
    refused(limner("edit", "photo.jpg", "flip it", "--plan", "plan.json"), 3, "a plan or words, not both")
    refused(limner("edit", "photo.jpg", "flip " * 100, "--plan", "plan.json"), 3, "not both")


def test_stdout_takes_one_thing(limner, photo: Path) -> None:
    refused(limner("edit", "photo.jpg", CROP, "-o", "-", "--json"), 2, "stdout")
    refused(limner("edit", "-", CROP, "--json", stdin=photo.read_bytes()), 2, "stdout")
    refused(limner("plan", CROP, "--json", "--script"), 2, "stdout")


@pytest.mark.parametrize("off", [False, True])
def test_no_color_switches_colours_off(photo: Path, monkeypatch: pytest.MonkeyPatch, off: bool) -> None:
    pty = pytest.importorskip("pty")
    import subprocess

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if off:
        monkeypatch.setenv("NO_COLOR", "1")
    ours, theirs = pty.openpty()
    subprocess.run([LIMNER, "edit", "nothing.jpg", CROP], cwd=photo.parent, stderr=theirs, timeout=60)
    told = os.read(ours, 100_000)
    os.close(ours)
    os.close(theirs)
    assert b"nothing.jpg" in told
    assert (b"\x1b[" in told) is not off


@pytest.mark.parametrize("command", [("edit", "photo.jpg"), ("plan",), ("undo",)])
def test_a_request_that_is_no_utf_8_is_refused(limner, photo: Path, command: tuple[str, ...]) -> None:
    refused(limner(*command, os.fsdecode(b"crop caf\xe9")), 3, "not valid UTF-8", "hint")


def test_a_batch_goes_on_past_a_missing_file_and_does_each_once(limner, photo: Path, tmp_path: Path) -> None:
    done = limner("edit", "photo.jpg", "./photo.jpg", "nothing.jpg", CROP, "-o", "out/", "-j", "1")
    refused(done, 3, "1 of 2 done", "nothing.jpg", "hint: ")
    assert done.stdout == "out/photo.jpg\n"


def test_files_that_are_no_pictures_are_counted(limner, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(photo, tmp_path / "in")
    for name in ("a.txt", "b.txt", ".hidden"):
        (tmp_path / "in" / name).write_text("no picture")
    done = limner("edit", "in", CROP, "-o", "out")
    assert done.returncode == 0, done.stderr
    assert "2 files are no pictures" in done.stderr
    seen = limner("see", "in")
    assert "320x240" in seen.stdout
    assert "2 files are no pictures" in seen.stderr


def test_the_history_fails_alike_as_text_and_as_json_when_it_is_off(limner, monkeypatch) -> None:
    monkeypatch.setenv("LIMNER_JOURNAL", "off")
    refused(limner("history"), 3, "off")
    refused(limner("history", "--json"), 3, "off")


@pytest.mark.parametrize("command", [("edit", "photo.jpg", CROP), ("plan", CROP)])
def test_a_planner_is_named_in_full(limner, photo: Path, command: tuple[str, ...]) -> None:
    refused(limner(*command, "--base-url", "http://localhost:1"), 2, "--planner")
    refused(limner(*command, "--planner", "foo"), 3, "openai:MODEL")


def test_ops_knows_other_names(limner) -> None:
    assert limner("ops", "brighten").stdout == limner("ops", "brightness").stdout


def test_a_limit_names_its_variable(limner, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIMNER_MAX_PIXELS", "LIMNER_MAX_BYTES"):
        with monkeypatch.context() as patched:
            patched.setenv(name, "10")
            refused(limner("edit", "photo.jpg", CROP), 3, f"raise {name} (")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_by_name_is_refused_and_not_waited_for(limner, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(limner("edit", "pipe", CROP), 3, "no ordinary file", "name it -")
    refused(limner("undo", "--picture", "pipe"), 3, "no ordinary file")


def test_eval_on_nothing_is_refused(limner, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    refused(limner("eval", "planner", "empty.jsonl"), 3, "no labelled request")
