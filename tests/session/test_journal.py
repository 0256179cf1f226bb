import errno
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from limner.core.errors import BadValue, JournalFailed, LimnerError, OutOfDisk
from limner.session import migrations
from limner.session.database import connect
from limner.session.journal import Forgotten, Journal, NewRun
from limner.session.salvage import salvage

WEEK = 7 * 24 * 3600


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def blobs_in(home: Path) -> set[str]:
    return {path.name for path in (home / "blobs").rglob("*") if path.is_file()}


def age(home: Path, seconds: float) -> None:
    """Make everything that is recorded so much older."""
    with sqlite3.connect(home / "journal.db") as db:
        db.execute("UPDATE run SET created = created - ?", (int(seconds * 1e6),))
        db.execute("UPDATE blob SET used = used - ?", (int(seconds * 1e6),))
    db.close()


# Recording and reading


def test_a_recorded_run_is_what_was_handed_over(journal, new_run):
    before = datetime.now(UTC)
    given = new_run(
        b"original", b"result", instruction="größer 😀\n", in_place=True, checks='[{"name": "size"}]'
    )
    run = journal.record(given)
    for field in fields(NewRun):
        if field.name not in ("originals", "pixels"):
            assert getattr(run, field.name) == getattr(given, field.name), field.name
    assert run.id == 1
    assert before <= run.created <= datetime.now(UTC)
    assert run.created.tzinfo is UTC
    assert run.head
    assert run.pixels_sha256 is None
    assert journal.blob(sha(b"original")) == b"original"


def test_a_run_is_there_after_closing_and_opening_again(home, new_run):
    with Journal.open(home) as journal:
        run = journal.record(new_run(b"original", b"result"))
    with Journal.open(home) as journal:
        assert journal.run(1) == run
        assert journal.blob(sha(b"original")) == b"original"
        assert journal.warnings == ()


def test_a_closed_journal_opens_itself_again(journal, new_run):
    journal.close()
    assert journal.record(new_run(b"a", b"b")).id == 1


def test_runs_are_listed_newest_first(journal, new_run):
    assert journal.runs() == []
    assert journal.latest() is None
    first = journal.record(new_run(b"a", b"b"))
    second = journal.record(new_run(b"x", b"y"))
    assert journal.runs() == [second, first]
    assert journal.runs(1) == [second]
    assert journal.runs(0) == []
    assert journal.latest() == second


def test_the_newest_run_with_an_output_is_found(journal, new_run):
    journal.record(new_run(b"a", b"same"))
    newer = journal.record(new_run(b"b", b"same"))
    journal.record(new_run(b"c", b"other"))
    assert journal.by_output(sha(b"same")) == newer
    assert journal.by_output(sha(b"unknown")) is None


def test_runs_are_found_by_what_went_in_and_came_out(journal, new_run):
    first = journal.record(new_run(b"a", b"b", output_path="/one"))
    second = journal.record(new_run(b"a", b"c", output_path="/two"))
    assert journal.find(input_sha256=sha(b"a")) == [second, first]
    assert journal.find(input_sha256=sha(b"a"), output_sha256=sha(b"b")) == [first]
    assert journal.find(output_path="/two") == [second]
    assert journal.find(output_path="/three") == []


def test_an_unknown_run_or_parent_is_refused_and_nothing_is_kept(home, journal, new_run):
    with pytest.raises(BadValue, match="no run 7"):
        journal.run(7)
    with pytest.raises(BadValue, match="no run 7"):
        journal.record(new_run(b"a", b"b", parent=7))
    assert journal.runs() == []
    assert blobs_in(home) == set()


@pytest.mark.parametrize("recipe", ["", "{", "[]", "null", '{"inputs": 3}', '{"inputs": [{"name": "x"}]}'])
def test_a_recipe_that_is_none_is_refused(journal, new_run, recipe):
    with pytest.raises(BadValue, match="recipe"):
        journal.record(new_run(b"a", b"b", recipe=recipe))


def test_file_names_that_are_not_utf8_come_back(journal, new_run):
    name = os.fsdecode(b"/pictures/caf\xe9.jpg")
    run = journal.record(new_run(b"a", b"b", output_path=name))
    assert run.output_path == name
    assert journal.find(output_path=name) == [run]


def test_children_and_heads_show_the_branches(journal, new_run):
    root = journal.record(new_run(b"original", b"cropped"))
    left = journal.record(new_run(root, b"brighter"))
    right = journal.record(new_run(root, b"darker"))
    assert journal.children(root.id) == [left, right]
    assert journal.children(right.id) == []
    assert [run.head for run in journal.runs()] == [True, True, False]


def test_an_undo_is_the_new_head_and_the_undone_run_is_none(journal, new_run):
    root = journal.record(new_run(b"original", b"cropped"))
    undone = journal.record(new_run(root, b"brighter"))
    journal.record(new_run(undone, b"cropped", kind="undo", parent=root.id))
    assert [(run.kind, run.head) for run in journal.runs()] == [
        ("undo", True),
        ("edit", False),
        ("edit", False),
    ]


def test_a_run_from_which_another_was_made_by_its_recipe_is_no_head(journal, new_run):
    left = journal.record(new_run(b"original", b"cropped and gray"))
    journal.record(new_run(b"original", b"gray", parent=left.id))
    assert [run.head for run in journal.runs()] == [True, False]


def test_the_original_is_stored_once_and_the_pixels_are_stored_by_their_hash(home, journal, new_run):
    journal.record(new_run(b"original", b"one"))
    run = journal.record(new_run(b"original", b"two", pixels=b"lossless"))
    assert run.pixels_sha256 == sha(b"lossless")
    assert journal.blob(run.pixels_sha256) == b"lossless"
    assert blobs_in(home) == {sha(b"original"), sha(b"lossless")}


def test_the_size_counts_pictures_and_database(home, journal, new_run):
    empty = journal.size()
    assert empty > 0
    journal.record(new_run(bytes(500_000), b"one"))
    assert 500_000 <= journal.size() - empty < 600_000


def test_an_altered_picture_is_reported_and_mended_by_recording_again(home, journal, new_run):
    journal.record(new_run(b"original", b"one"))
    (path,) = (home / "blobs").rglob(sha(b"original"))
    path.write_bytes(b"0riginal")
    with pytest.raises(JournalFailed, match="altered"):
        journal.blob(sha(b"original"))
    journal.record(new_run(b"original", b"two"))
    assert journal.blob(sha(b"original")) == b"original"


# Forgetting


def test_forgetting_drops_the_rows_and_the_pictures_that_nothing_else_needs(home, journal, new_run):
    first = journal.record(new_run(b"only here", b"one"))
    second = journal.record(new_run(b"shared", b"two"))
    third = journal.record(new_run(b"shared", b"three"))
    assert journal.forget([first.id, second.id]) == Forgotten(2, 1, len(b"only here"))
    assert journal.runs() == [third]
    assert blobs_in(home) == {sha(b"shared")}
    assert journal.forget([third.id]) == Forgotten(1, 1, len(b"shared"))
    assert blobs_in(home) == set()


def test_what_a_recipe_starts_from_is_needed_even_when_it_was_not_handed_over_again(home, journal, new_run):
    root = journal.record(new_run(b"original", b"cropped"))
    child = journal.record(new_run(root, b"brighter"))
    journal.forget([root.id])
    assert journal.blob(sha(b"original")) == b"original"
    assert journal.run(child.id).parent is None
    journal.forget([child.id])
    assert blobs_in(home) == set()


def test_what_went_in_is_needed_where_it_is_kept(home, journal, new_run):
    first = journal.record(new_run(b"given", b"one"))
    other = json.dumps({"inputs": [{"sha256": sha(b"elsewhere")}]})
    second = journal.record(new_run(b"given", b"two", originals={}, recipe=other))
    journal.forget([first.id])
    assert journal.keeps(sha(b"given"))
    journal.forget([second.id])
    assert not journal.keeps(sha(b"given"))
    assert blobs_in(home) == set()


def test_children_of_a_forgotten_run_are_made_from_its_parent(journal, new_run):
    root = journal.record(new_run(b"original", b"one"))
    middle = journal.record(new_run(root, b"two"))
    undo = journal.record(new_run(middle, b"two", kind="redo", parent=middle.id))
    child = journal.record(new_run(middle, b"three"))
    journal.forget([middle.id])
    assert journal.run(child.id).parent == root.id
    stood_for_it = journal.run(undo.id)
    assert (stood_for_it.parent, stood_for_it.kind) == (root.id, "edit")


def test_an_unknown_number_forgets_nothing(journal, new_run):
    run = journal.record(new_run(b"original", b"one"))
    with pytest.raises(BadValue, match="no run 9"):
        journal.forget([run.id, 9])
    assert journal.runs() == [run]
    assert journal.blob(sha(b"original"))


def test_numbers_are_never_given_again(journal, new_run):
    run = journal.record(new_run(b"original", b"one"))
    journal.forget("all")
    assert journal.record(new_run(b"original", b"one")).id > run.id


def test_forgetting_all_leaves_no_trace_of_words_or_pictures(home, journal, new_run):
    for number in range(5):
        journal.record(new_run(b"original%d" % number, b"one", instruction="hide the secret tattoo"))
    journal.close()
    assert b"secret" in (home / "journal.db").read_bytes()
    (home / "journal.damaged-20200101.db").write_bytes(b"secret")
    (home / "blobs" / "ab").mkdir(exist_ok=True)
    (home / "blobs" / "ab" / "x.damaged").write_bytes(b"secret")
    assert journal.forget("all").runs == 5
    assert blobs_in(home) == set()
    left = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"secret" not in left


def test_files_that_no_row_names_are_swept_and_others_are_not(home, journal, new_run):
    journal.record(new_run(b"original", b"one"))
    orphan = home / "blobs" / "00" / ("0" * 64)
    orphan.parent.mkdir()
    orphan.write_bytes(b"left by a killed process")
    journal.sweep()
    assert blobs_in(home) == {sha(b"original")}


def test_files_that_no_row_names_are_swept_now_and_then(home, journal, new_run, monkeypatch):
    monkeypatch.setattr("limner.session.journal._SWEEP_EVERY", 3)
    orphan = home / "blobs" / "00" / ("0" * 64)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"left by a killed process")
    there = [orphan.exists() for _ in range(3) if journal.record(new_run(b"original", b"one"))]
    assert there == [True, True, False]


# The quota


def test_the_oldest_pictures_are_dropped_first_and_used_ones_stay(home, new_run):
    with Journal.open(home, quota_bytes=3000) as journal:
        originals = [bytes([number]) * 1000 for number in range(4)]
        for original in originals[:3]:
            journal.record(new_run(original, b"one" + original))
        journal.record(new_run(originals[0], b"again"))
        journal.record(new_run(originals[3], b"new"))
        assert blobs_in(home) == {sha(originals[number]) for number in (0, 2, 3)}
        assert len(journal.runs()) == 5
        with pytest.raises(JournalFailed, match="no longer keeps"):
            journal.blob(sha(originals[1]))


def test_no_more_is_dropped_than_must_be(home, new_run):
    with Journal.open(home, quota_bytes=3000) as journal:
        for number in range(6):
            journal.record(new_run(bytes([number]) * 1000, b"%d" % number))
            assert len(blobs_in(home)) == min(3, number + 1)


def test_a_picture_larger_than_the_quota_is_refused_with_both_sizes(home, new_run):
    with Journal.open(home, quota_bytes=3000) as journal:
        journal.record(new_run(b"small", b"one"))
        with pytest.raises(OutOfDisk, match=r"3001.*3000") as caught:
            journal.record(new_run(bytes(3001), b"two"))
        assert "LIMNER_QUOTA" in (caught.value.hint or "")
        assert blobs_in(home) == {sha(b"small")}
        assert len(journal.runs()) == 1


def test_originals_of_pictures_edited_in_place_are_kept_for_a_week(home, new_run):
    with Journal.open(home, quota_bytes=3000) as journal:
        journal.record(new_run(b"i" * 2000, b"one", in_place=True))
        with pytest.raises(OutOfDisk, match="1000 bytes too small"):
            journal.record(new_run(b"n" * 2000, b"two"))
        assert blobs_in(home) == {sha(b"i" * 2000)}
        journal.record(new_run(b"s" * 1000, b"fits"))
        age(home, WEEK + 60)
        journal.record(new_run(b"n" * 2000, b"two"))
        assert sha(b"n" * 2000) in blobs_in(home)
        assert sha(b"i" * 2000) not in blobs_in(home)


def test_old_originals_of_pictures_edited_in_place_go_last(home, new_run):
    with Journal.open(home, quota_bytes=3000) as journal:
        journal.record(new_run(b"i" * 1000, b"one", in_place=True))
        age(home, WEEK + 60)
        journal.record(new_run(b"j" * 1000, b"two"))
        journal.record(new_run(b"k" * 1000, b"three"))
        journal.record(new_run(b"l" * 1000, b"four"))
        assert blobs_in(home) == {sha(letter * 1000) for letter in (b"i", b"k", b"l")}


# The database and its versions


def test_an_empty_file_is_version_0_and_is_brought_to_the_newest(home, new_run):
    home.mkdir()
    (home / "journal.db").touch()
    with Journal.open(home) as journal:
        journal.record(new_run(b"a", b"b"))
        assert journal.warnings == ()
    db = sqlite3.connect(home / "journal.db")
    assert migrations.version(db) == len(migrations.MIGRATIONS) >= 1
    db.close()


def test_each_version_leads_to_the_next_and_keeps_the_runs(home, new_run, monkeypatch):
    with Journal.open(home) as journal:
        run = journal.record(new_run(b"a", b"b"))
    later = (*migrations.MIGRATIONS, ("ALTER TABLE run ADD COLUMN note TEXT", "CREATE TABLE more (n)"))
    new = []
    db = sqlite3.connect(home / "journal.db", isolation_level=None)
    migrations.migrate(db, on_new=new.append, migrations=later)
    assert migrations.version(db) == len(later)
    assert db.execute("SELECT id, note FROM run").fetchall() == [(run.id, None)]
    assert new == []
    db.close()


def test_a_migration_that_fails_half_way_changes_nothing(home, new_run):
    with Journal.open(home) as journal:
        run = journal.record(new_run(b"a", b"b"))
    broken = (*migrations.MIGRATIONS, ("ALTER TABLE run ADD COLUMN note TEXT", "CREATE NONSENSE"))
    db = sqlite3.connect(home / "journal.db", isolation_level=None)
    with pytest.raises(sqlite3.Error):
        migrations.migrate(db, on_new=print, migrations=broken)
    assert "note" not in str(db.execute("SELECT sql FROM sqlite_master").fetchall())
    db.close()
    with Journal.open(home) as journal:
        assert journal.runs() == [run]


def test_a_journal_of_a_newer_limner_is_left_alone(home, new_run):
    with Journal.open(home) as journal:
        journal.record(new_run(b"a", b"b"))
    db = sqlite3.connect(home / "journal.db")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(JournalFailed, match="version 99") as caught:
        Journal.open(home)
    assert "upgrade" in (caught.value.hint or "")
    db = sqlite3.connect(home / "journal.db")
    assert db.execute("SELECT count(*) FROM run").fetchone() == (1,)
    db.close()


def test_the_database_is_in_wal_mode_and_enforces_its_references(home):
    Journal.open(home).close()
    db = connect(home / "journal.db", on_new=lambda db: None)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA synchronous").fetchone() == (1,)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO run_blob VALUES (12345, 'x')")
    db.close()


def test_two_processes_that_begin_a_journal_at_once_wait_for_each_other(home, monkeypatch):
    """SQLite does not wait by itself here: about one start in a hundred met a locked file."""
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    left, usual = [busy, busy], sqlite3.connect

    class Connection(sqlite3.Connection):
        def execute(self, sql, *rest):
            if "journal_mode" in sql and left:
                raise left.pop()
            return super().execute(sql, *rest)

    monkeypatch.setattr(sqlite3, "connect", lambda *rest, **named: usual(*rest, factory=Connection, **named))
    with Journal.open(home) as journal:
        assert journal.runs() == []
    assert left == []


@pytest.mark.parametrize("in_place", [False, True])
def test_only_a_run_that_overwrote_its_input_waits_for_the_disk(journal, new_run, monkeypatch, in_place):
    seen = []
    whole = Journal._insert
    monkeypatch.setattr(
        Journal,
        "_insert",
        lambda self, db, *rest: (
            seen.append(db.execute("PRAGMA synchronous").fetchone()) or whole(self, db, *rest)
        ),
    )
    journal.record(new_run(b"a", b"b", in_place=in_place))
    assert seen == [(2,) if in_place else (1,)]


# Damage


def recorded(home: Path, new_run, count: int = 300) -> list:
    with Journal.open(home) as journal:
        runs, parent = [], None
        for number in range(count):
            source = parent if parent and number % 5 else b"original %d" % number
            parent = journal.record(new_run(source, b"result %d" % number, instruction="words " * 50))
            runs.append(parent)
    assert not (home / "journal.db-wal").exists()
    return runs


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def damage_pages(path: Path) -> None:
    size = path.stat().st_size
    overwrite(path, size // 2 // 4096 * 4096, os.urandom(5 * 4096))


DAMAGES = {
    "random header": lambda path: overwrite(path, 0, os.urandom(100)),
    "no database": lambda path: path.write_bytes(b"<html>not found</html>" * 1000),
    "first page": lambda path: overwrite(path, 100, os.urandom(3996)),
    "pages": damage_pages,
    "truncated": lambda path: os.truncate(path, path.stat().st_size // 3 // 4096 * 4096),
    "truncated inside a page": lambda path: os.truncate(path, path.stat().st_size // 2 + 1234),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_database_is_put_aside_and_a_new_one_holds_what_could_be_read(home, new_run, damage):
    runs = recorded(home, new_run)
    damage(home / "journal.db")
    damaged = (home / "journal.db").read_bytes()
    with Journal.open(home) as journal:
        journal.runs()
        new = journal.record(new_run(b"after", b"the damage"))
        (warning,) = journal.warnings
        (aside,) = (path for path in home.glob("journal.damaged-*") if path.suffix == ".db")
        assert str(aside) in warning
        assert aside.read_bytes() == damaged
        saved = journal.runs()
        assert saved[0] == new
        assert f" {len(saved) - 1} of its runs" in warning
        known = {run.id: run for run in runs}
        for run in saved[1:]:
            assert run.recipe == known[run.id].recipe
            assert run.output_sha256 == known[run.id].output_sha256
        for run in runs:
            if run.parent is None:
                assert journal.blob(run.input_sha256)
    with Journal.open(home) as journal:
        assert journal.warnings == ()
        assert journal.runs() == saved


def test_most_runs_outlive_some_damaged_pages(home, new_run):
    runs = recorded(home, new_run)
    damage_pages(home / "journal.db")
    with Journal.open(home) as journal:
        journal.runs()
        assert len(runs) * 0.7 < len(journal.runs()) < len(runs)


def test_damage_that_shows_while_recording_does_not_lose_the_run(home, new_run):
    recorded(home, new_run)
    with Journal.open(home) as journal:
        overwrite(home / "journal.db", 4096, os.urandom((home / "journal.db").stat().st_size - 4096))
        run = journal.record(new_run(b"after", b"the damage", in_place=True))
        assert journal.by_output(sha(b"the damage")) == run
        assert journal.blob(sha(b"after")) == b"after"
        assert len(journal.warnings) == 1


def killed(tmp_path: Path, new_run) -> Path:
    """A home whose process was killed and left its log behind; the newest run lies in the log."""
    alive, home = tmp_path / "alive", tmp_path / "limner"
    recorded(alive, new_run, 100)
    with Journal.open(alive) as journal:
        journal.record(new_run(b"in the log", b"newest"))
        shutil.copytree(alive, home)
    return home


def test_a_run_in_the_log_outlives_damaged_pages(tmp_path, new_run):
    home = killed(tmp_path, new_run)
    overwrite(home / "journal.db", 8 * 4096, os.urandom(8 * 4096))
    with Journal.open(home) as journal:
        journal.runs()
        assert len(journal.warnings) == 1
        assert journal.by_output(sha(b"newest"))
        assert len(journal.runs()) > 50


def test_the_log_goes_aside_with_its_file_when_another_process_has_them_open(tmp_path, new_run):
    home = killed(tmp_path, new_run)
    other = sqlite3.connect(home / "journal.db")
    assert other.execute("SELECT count(*) FROM run").fetchone() == (101,)
    log = (home / "journal.db-wal").read_bytes()
    (home / "journal.db").write_bytes(b"garbage" * 10_000)
    with Journal.open(home) as journal:
        assert len(journal.warnings) == 1
        assert journal.runs() == []
        (aside,) = home.glob("journal.damaged-*.db-wal")
        assert aside.read_bytes() == log
    other.close()


def test_a_journal_that_another_process_has_mended_is_not_put_aside(home, journal, new_run):
    run = journal.record(new_run(b"a", b"b"))
    journal._database._start_over()
    assert journal.runs() == [run]
    assert journal.warnings == ()
    assert list(home.glob("journal.damaged-*")) == []


def test_only_one_process_mends_at_a_time(home, new_run, monkeypatch):
    recorded(home, new_run, 5)
    (home / "journal.db").write_bytes(b"no database" * 1000)
    monkeypatch.setattr("limner.session.database.BUSY_SECONDS", 0.1)
    other = sqlite3.connect(home / "journal.lock", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(JournalFailed, match="another limner"):
        Journal.open(home)
    other.close()
    assert list(home.glob("journal.damaged-*")) == []
    with Journal.open(home) as journal:
        assert len(journal.warnings) == 1


GOOD = (1, None, 5, "edit", "a" * 64, "in", "b" * 64, "out", "words", "{}", "[]", 0, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *((0, value) for value in (0, -1)),
        *((1, value) for value in (1, 2, "x")),
        (2, "yesterday"),
        (3, "paint"),
        *((place, value) for place in (4, 6) for value in ("a" * 63, "A" * 64, 7)),
        (8, b"\xff"),
        *((9, value) for value in ("{", "7", "[]", '{"inputs": 7}')),
        *((10, value) for value in ("{", "7")),
        (11, 2),
        (12, "short"),
    ],
)
def test_a_row_that_is_no_run_is_not_carried_over(tmp_path, column, value):
    Journal.open(tmp_path / "old").close()
    Journal.open(tmp_path / "new").close()
    bad = list(GOOD)
    bad[column] = value
    good = (10, *GOOD[1:])
    old = connect(tmp_path / "old" / "journal.db", on_new=lambda db: None)
    old.execute("PRAGMA foreign_keys = OFF")
    for row in (bad, good):
        old.execute(f"INSERT INTO run VALUES ({','.join('?' * 13)})", row)
    old.close()
    new = connect(tmp_path / "new" / "journal.db", on_new=lambda db: None)
    assert salvage(tmp_path / "old" / "journal.db", new) == 1
    assert new.execute("SELECT id FROM run").fetchall() == [(10,)]
    new.close()


def test_pictures_outlive_the_loss_of_the_database(home, new_run):
    with Journal.open(home) as journal:
        journal.record(new_run(b"original", b"one", in_place=True))
    for path in home.glob("journal.db*"):
        path.unlink()
    with Journal.open(home, quota_bytes=100) as journal:
        assert journal.runs() == []
        journal.sweep()
        journal.record(new_run(b"other", b"two"))
        with pytest.raises(OutOfDisk):
            journal.record(new_run(b"x" * 95, b"three"))
        assert journal.blob(sha(b"original")) == b"original"
        assert journal.forget("all").blobs == 2


def test_a_database_removed_while_it_is_open_is_begun_again(home, journal, new_run):
    journal.record(new_run(b"original", b"one"))
    shutil.rmtree(home)
    home.mkdir()
    assert journal.record(new_run(b"original", b"two")).id == 1
    assert journal.blob(sha(b"original")) == b"original"


# Places that cannot be written


def test_a_home_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").touch()
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(JournalFailed, match="file") as caught:
            Journal.open(home)
        assert "LIMNER_HOME" in (caught.value.hint or "")


READ_ONLY = """
import hashlib, os, shutil, sys
from pathlib import Path
from limner.core.errors import LimnerError
from limner.session.journal import Journal, NewRun
if os.geteuid() == 0:
    os.setuid(65534)
try:
    with Journal.open(Path(sys.argv[1])) as journal:
        print(*(f"{run.id} {journal.blob(run.input_sha256)}" for run in journal.runs()), sep=",")
        h = hashlib.sha256(b"x").hexdigest()
        journal.record(NewRun(None, "edit", h, "a", h, "b", "crop", "{}", "[]", False, {h: b"x"}))
except LimnerError as error:
    print(type(error).__name__, error, error.hint, sep="|")
"""


@pytest.fixture
def open_folder(tmp_path_factory):
    """A folder that another user may enter, which pytest's own are not."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="limner-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
@pytest.mark.parametrize("state", ["empty", "closed", "killed", "log only"])
def test_a_read_only_home_can_be_read_and_says_what_to_do_when_written(open_folder, new_run, state):
    home = open_folder / "home"
    home.mkdir()
    if state != "empty":
        with Journal.open(home if state == "closed" else open_folder / "alive") as journal:
            journal.record(new_run(b"original", b"one"))
            journal.close()
            journal.record(new_run(b"original", b"two"))
            if state != "closed":
                shutil.copytree(open_folder / "alive", home, dirs_exist_ok=True)
    if state == "log only":
        (home / "journal.db-shm").unlink()
    for path in [home, *home.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = subprocess.run([sys.executable, "-c", READ_ONLY, home], capture_output=True, text=True, cwd="/")
    assert done.stderr == ""
    *read, told = done.stdout.splitlines()
    assert read == (
        ["2 b'original',1 b'original'"] if state in ("closed", "killed") else []
    )  # all, or nothing
    kind, message, hint = told.split("|")
    assert kind == "JournalFailed"
    assert str(home) in message
    assert "LIMNER_HOME" in hint
    assert "LIMNER_JOURNAL=off" in hint


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 2 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("mounting a small disk needs the rights to")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_out_of_disk_and_keeps_every_finished_run(small_disk, new_run):
    finished = []
    with Journal.open(small_disk / "home") as journal:
        with pytest.raises(OutOfDisk, match="no space"):
            _record_until_it_fails(
                journal, finished, lambda number: new_run(os.urandom(100_000), b"%d" % number)
            )
        assert 5 < len(finished) < 30
        _all_there(journal, finished)
    with Journal.open(small_disk / "home") as journal:
        _all_there(journal, finished)
        assert blobs_in(small_disk / "home") == {sha(original) for _, original in finished}


def test_a_disk_that_the_database_fills_is_out_of_disk_too(small_disk, new_run):
    finished = []
    with Journal.open(small_disk / "home") as journal, pytest.raises(OutOfDisk, match="no space"):
        _record_until_it_fails(
            journal,
            finished,
            lambda number: new_run(b"o", b"%d" % number, instruction=os.urandom(10_000).hex()),
        )
    assert len(finished) > 10
    with Journal.open(small_disk / "home") as journal:
        _all_there(journal, finished)


def test_a_disk_that_is_full_from_the_start_is_out_of_disk(small_disk):
    with pytest.raises(OSError, match="space"):
        (small_disk / "ballast").write_bytes(bytes(4_000_000))
    with pytest.raises(OutOfDisk):
        Journal.open(small_disk / "home")


def test_the_history_can_be_read_on_a_full_disk_and_written_once_there_is_room(small_disk, new_run):
    with Journal.open(small_disk / "home") as journal:
        run = journal.record(new_run(b"original", b"1"))
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with Journal.open(small_disk / "home") as journal:
        assert journal.runs() == [run]
        assert journal.blob(sha(b"original")) == b"original"
        for original in (b"original", b"another"):
            with pytest.raises(OutOfDisk):
                journal.record(new_run(original, b"2"))
        (small_disk / "ballast").unlink()
        assert journal.record(new_run(b"another", b"2")).id == 2


@pytest.mark.parametrize("free", [0, 4_096, 16_384, 32_768, 40_960, 65_536, 98_304, 131_072])
def test_a_disk_with_little_room_is_out_of_disk_or_enough(small_disk, new_run, free):
    """The database, its log and its shared memory each want some."""
    room = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(bytes(max(0, room - free)))
    with suppress(OutOfDisk), Journal.open(small_disk / "home") as journal:
        journal.record(new_run(b"o", b"1"))
    (small_disk / "ballast").unlink()
    with Journal.open(small_disk / "home") as journal:
        journal.record(new_run(b"o", b"2"))
        assert journal.warnings == ()


def _record_until_it_fails(journal: Journal, finished: list, make) -> None:
    for number in range(1000):
        new = make(number)
        (original,) = new.originals.values()
        finished.append((journal.record(new), original))


def _all_there(journal: Journal, finished: list) -> None:
    assert [run.id for run in journal.runs()] == [run.id for run, _ in reversed(finished)]
    for run, original in finished:
        assert journal.blob(run.input_sha256) == original


def test_a_disk_full_by_the_system_call_is_out_of_disk(home, journal, new_run, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OutOfDisk):
            journal.record(new_run(b"original", b"one"))
    assert blobs_in(home) == set()
    assert journal.record(new_run(b"original", b"one")).id == 1


# Several at once


def test_threads_may_share_a_journal(journal, new_run):
    failures = []

    def work(name: int) -> None:
        try:
            for number in range(20):
                journal.record(new_run(b"original %d" % (number % 3), b"%d %d" % (name, number)))
                journal.latest()
        except LimnerError as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len({run.output_sha256 for run in journal.runs()}) == 80


def test_a_lock_that_is_never_given_back_is_a_clear_error(home, journal, new_run, monkeypatch):
    monkeypatch.setattr("limner.session.database.BUSY_SECONDS", 0.1)
    journal.close()
    journal.runs()
    other = sqlite3.connect(home / "journal.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert journal.runs() == []
        with pytest.raises(JournalFailed, match="another limner"):
            journal.record(new_run(b"a", b"b"))
    finally:
        other.close()
    assert journal.record(new_run(b"a", b"b")).id == 1


def test_collecting_in_one_process_never_takes_what_another_records(home, journal, new_run, monkeypatch):
    """The sweep comes between the writing of the file and the row that names it."""
    other = Journal.open(home)
    insert = Journal._insert

    def sweep_first(self, *rest):
        for path in (home / "blobs").rglob(sha(b"original")):
            path.unlink()
        return insert(self, *rest)

    monkeypatch.setattr(Journal, "_insert", sweep_first)
    journal.record(new_run(b"original", b"one"))
    other.sweep()
    assert other.blob(sha(b"original")) == b"original"
    other.close()


def test_an_original_is_written_once_and_never_hashed_again(home, journal, new_run, monkeypatch):
    run = new_run(bytes(1_000_000), b"one")
    written, write, synchronised, fsync = [], os.write, [], os.fsync
    monkeypatch.setattr(hashlib, "sha256", None)
    monkeypatch.setattr(os, "write", lambda file, data: written.append(len(data)) or write(file, data))
    monkeypatch.setattr(os, "fsync", lambda file: synchronised.append(file) or fsync(file))
    journal.record(run)
    journal.record(run)
    assert sum(written) == 1_000_000
    assert len(synchronised) == 2  # the file and its folder


def test_the_folders_above_the_home_are_made(tmp_path):
    Journal.open(tmp_path / "some" / "where" / "new").close()
    assert (tmp_path / "some" / "where" / "new").stat().st_mode & 0o077 == 0


def test_created_is_told_to_the_microsecond(home, journal, new_run):
    run = journal.record(new_run(b"a", b"b"))
    db = sqlite3.connect(home / "journal.db")
    (stored,) = db.execute("SELECT created FROM run").fetchone()
    db.close()
    assert run.created == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=stored)
    assert json.loads(run.checks) == []
