"""The console script leaves out what a command does not need, and nothing that it does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import PIL.Image
import pytest
import typer
from tests.cli.conftest import Start, started

from limner.cli.start import leave_others_out


def program() -> typer.Typer:
    app = typer.Typer()
    app.command("edit")(lambda: None)
    app.command("plan")(lambda: None)
    app.add_typer(typer.Typer(), name="history")
    return app


def kept(app: typer.Typer, name: str) -> list[str | None]:
    leave_others_out(app, name)
    return [part.name for part in (*app.registered_commands, *app.registered_groups)]


def test_the_command_that_is_asked_for_stays_alone() -> None:
    assert kept(program(), "plan") == ["plan"]
    assert kept(program(), "history") == ["history"]


def test_every_command_stays_where_none_is_named() -> None:
    everything = ["edit", "plan", "history"]
    for words in ("", "--help", "edt"):
        assert kept(program(), words) == everything


def test_a_slip_in_the_command_is_answered_with_the_command_that_was_meant(tmp_path: Path) -> None:
    done = called("edti", "photo.jpg", cwd=tmp_path)
    assert done.returncode == 2
    assert "edit" in done.stderr


def test_the_help_of_the_program_lists_every_command(tmp_path: Path) -> None:
    listed = called("--help", cwd=tmp_path).stdout
    assert all(name in listed for name in ("edit", "plan", "see", "history", "bench"))


@pytest.mark.parametrize(
    "words", [("plan", "crop it to 5x5", "--json"), ("undo", "everything"), ("ops", "brighten")]
)
def test_the_other_tests_of_commands_see_what_the_installed_command_says(
    forked: Start, tmp_path: Path, words: tuple[str, ...]
) -> None:
    found, wanted = (run(list(words), tmp_path, None) for run in (forked, started))
    assert (found.returncode, found.stdout, found.stderr) == (
        wanted.returncode,
        wanted.stdout,
        wanted.stderr,
    )


def test_an_edit_from_the_command_line_reads_no_entry_points_and_starts_no_threads_of_numpy(
    photo: Path,
) -> None:
    code = (
        "import sys, importlib.metadata as metadata, limner.cli.start as start\n"
        "metadata.distributions = None\n"
        f"sys.argv = ['limner', 'edit', {str(photo)!r}, 'crop to 20x20', '-o', 'out.png']\n"
        "try:\n    start.command_line()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "import os; assert os.environ['OPENBLAS_NUM_THREADS'] == '1'"
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("OPENBLAS_NUM_THREADS", "PYDANTIC_DISABLE_PLUGINS")
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=photo.parent, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (photo.parent / "out.png").exists()


def test_a_command_that_computes_for_long_is_left_every_thread() -> None:
    code = (
        "import os, sys, limner.cli.main as main, limner.cli.start as start\n"
        "main.app = type(main.app)()\n"
        "start.leave_others_out = lambda app, name: sys.exit('OPENBLAS_NUM_THREADS' in os.environ)\n"
        "sys.argv = ['limner', 'train', 'encoder']\n"
        "start.command_line()"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    assert subprocess.run([sys.executable, "-c", code], env=environment).returncode == 0


def test_the_process_ends_with_its_exit_code_after_the_endings_of_others(
    tmp_path: Path,
) -> None:
    code = (
        "import atexit, sys, limner.cli.start as start\n"
        "class Kept:\n    def __del__(self): print('taken apart')\n"
        "kept = Kept()\n"
        "def command():\n    atexit.register(print, 'ended'); print('done'); sys.exit(7)\n"
        "start.command_line = command\n"
        "start.run()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout.split(), done.stderr) == (7, ["done", "ended"], "")


def test_the_process_ends_quietly_where_there_is_no_output() -> None:
    code = "import sys, limner.cli.start as start; start.command_line = lambda: sys.exit(7); start.run()"
    shell = ["bash", "-c", '"$0" -c "$1" >&-', sys.executable, code]
    done = subprocess.run(shell, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (7, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_behind_standard_output_is_told_and_not_thrown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    PIL.Image.new("RGB", (8, 8)).save(tmp_path / "tiny.png")  # so few bytes wait for a flush
    with Path("/dev/full").open("wb") as full:
        done = called("edit", "tiny.png", "invert", "-o", "-", cwd=tmp_path, stdout=full)
    assert done.returncode == 6
    assert "\nerror: the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def called(
    *words: str, cwd: Path, stdout: int | BinaryIO = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from limner.cli.start import run; run()", *words],
        cwd=cwd,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )
