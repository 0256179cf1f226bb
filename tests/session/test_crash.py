"""Processes that die by SIGKILL at any moment, and processes that write at the same time."""

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from limner.core.errors import JournalFailed
from limner.session.journal import Journal

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
CHILD = Path(__file__).with_name("journal_child.py")


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(CHILD), *map(str, arguments)]


def stored(home: Path) -> dict[str, str]:
    """The hash of what is in each file that is visible under a hash."""
    paths = [path for path in (home / "blobs").rglob("*") if path.is_file()]
    return {path.name: sha(path.read_bytes()) for path in paths if path.suffix != ".part"}


def assert_whole(home: Path) -> None:
    """No half-written picture is visible, and the database has no fault."""
    assert all(name == content for name, content in stored(home).items())
    db = sqlite3.connect(home / "journal.db")
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def kill_at_every_point(folder: Path, scenario: str) -> int:
    done = subprocess.run(command("points", folder, scenario), capture_output=True, text=True, timeout=300)
    assert done.stderr == ""
    points, status = map(int, done.stdout.split())
    assert status == 0
    return points


@pytest.mark.slow
def test_killed_at_any_write_it_opens_holds_every_finished_run_and_shows_no_half_picture(tmp_path):
    points = kill_at_every_point(tmp_path, "usual")
    assert points > 150
    originals = {
        number: sha(letter * 9_000) for number, letter in ((1, b"a"), (2, b"b"), (3, b"b"), (4, b"c"))
    }
    left_over = 0
    for point in range(1, points + 1):
        home, log = tmp_path / str(point), tmp_path / f"{point}.log"
        told = list(map(int, log.read_text().split())) if log.exists() else []
        finished = {number for number in told if number > 0} - {-number for number in told}
        with Journal.open(home, quota_bytes=20_000) as journal:
            assert journal.warnings == ()
            held = {run.id: run for run in journal.runs()}
            # At most the one run that was being recorded is there beyond those that were finished.
            assert finished <= held.keys() <= finished | {max(told, default=0) + 1, 2}, point
            if 1 in held:
                assert journal.blob(originals[1]), point  # edited in place: never dropped
            assert_whole(home)
            left_over += _orphans(home)
            after = journal.record(_in_place(b"f" * 500))
            journal.sweep()
            assert journal.blob(after.input_sha256) == b"f" * 500
            assert _orphans(home) == 0
        assert_whole(home)
    assert left_over > 0, "no point lay between the writing of a picture and its row"


def _orphans(home: Path) -> int:
    db = sqlite3.connect(home / "journal.db")
    known = {sha256 for (sha256,) in db.execute("SELECT sha256 FROM blob")}
    db.close()
    return len(stored(home).keys() - known)


def _in_place(original: bytes):
    sys.path.insert(0, str(CHILD.parent))
    try:
        from journal_child import new_run
    finally:
        sys.path.pop(0)
    return new_run(original, b"after the crash", in_place=True)


@pytest.mark.slow
def test_killed_while_a_damaged_journal_is_put_aside_no_picture_and_no_file_is_lost(tmp_path):
    start = tmp_path / "start"
    with Journal.open(start) as journal:
        for number in range(20):
            journal.record(_in_place(b"original %d" % number))
    with (start / "journal.db").open("r+b") as file:
        file.write(os.urandom(4096))
    damaged = (start / "journal.db").read_bytes()
    points = kill_at_every_point(tmp_path, "damaged")
    assert points > 30
    for point in range(1, points + 1):
        home = tmp_path / str(point)
        with Journal.open(home) as journal:
            journal.sweep()
            for number in range(20):
                assert journal.blob(sha(b"original %d" % number)) == b"original %d" % number
            assert journal.record(_in_place(b"new")).id
        assert [path.read_bytes() for path in home.glob("journal.damaged-*.db")] == [damaged]
        assert_whole(home)


def test_killed_at_random_times_nothing_that_was_reported_is_lost(tmp_path):
    rng = random.Random()
    home, finished = tmp_path / "home", {}
    for attempt in range(8):
        with subprocess.Popen(command("loop", home, f"try{attempt}", 0), stdout=subprocess.PIPE) as child:
            first = child.stdout.readline()
            time.sleep(rng.uniform(0, 0.15))
            child.kill()
            lines = [first, *child.stdout.read().splitlines(keepends=True)]
        finished.update(line.split() for line in map(bytes.decode, lines) if line.endswith("\n"))
        with Journal.open(home) as journal:
            assert journal.warnings == ()
            held = {str(run.id): run.input_sha256 for run in journal.runs()}
            assert held.items() >= finished.items()
            assert len(held) <= len(finished) + attempt + 1
            for sha256 in held.values():
                assert journal.blob(sha256)
        assert_whole(home)
    assert len(finished) >= 8


@pytest.mark.parametrize("processes", [2, 6])
def test_processes_that_record_at_once_lose_nothing(tmp_path, processes):
    """They find no journal and begin it at the same time, too."""
    home, each = tmp_path / "home", 400 // processes
    children = [
        subprocess.Popen(
            command("loop", home, name, each), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for name in range(processes)
    ]
    told = {}
    for child in children:
        output, error = child.communicate(timeout=120)
        assert error == ""
        assert child.returncode == 0
        told.update(line.split() for line in output.splitlines())
    assert len(told) == each * processes
    with Journal.open(home) as journal:
        assert {str(run.id): run.input_sha256 for run in journal.runs()} == told
        for sha256 in told.values():
            assert journal.blob(sha256)
        assert journal.warnings == ()
    assert_whole(home)


def test_two_processes_that_find_the_same_damage_begin_one_new_journal(tmp_path):
    home = tmp_path / "home"
    with Journal.open(home) as journal:
        journal.record(_in_place(b"original"))
    (home / "journal.db").write_bytes(b"no database at all" * 1000)
    children = [
        subprocess.Popen(command("loop", home, name, 20), stdout=subprocess.PIPE, text=True)
        for name in range(4)
    ]
    for child in children:
        child.communicate(timeout=60)
        assert child.returncode == 0
    with Journal.open(home) as journal:
        assert len(journal.runs()) == 80
        assert journal.blob(sha(b"original")) == b"original"
    assert len(list(home.glob("journal.damaged-*.db"))) == 1


def test_a_picture_that_a_killed_process_never_named_is_a_typed_error(tmp_path):
    with Journal.open(tmp_path / "home") as journal, pytest.raises(JournalFailed):
        journal.blob(sha(b"never stored"))
