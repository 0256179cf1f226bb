"""What was done to which picture, and all that is needed to do it again or take it back.

A folder holds ``journal.db`` (SQLite, WAL: the runs) and ``blobs/`` (files named by their
SHA-256: the originals, and the pixels that cannot be computed again). A blob is on the disk
before the row that names it, so whenever the process dies, every run that is there is whole.
Blobs that no row names are collected later.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple

from limner.core.errors import BadValue, LimnerError, OutOfDisk
from limner.session import room
from limner.session.blobs import Blobs
from limner.session.database import Database
from limner.session.failures import from_os
from limner.session.settings import DEFAULT_QUOTA

Kind = Literal["edit", "draw", "undo", "redo"]
_SWEEP_EVERY = 128
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NewRun:
    """A finished run, as it is handed to the journal.

    ``parent`` is the run whose picture this one started from (for ``undo`` and ``redo``: the
    run whose picture is given back; None for the original). ``recipe`` and ``checks`` are JSON;
    the recipe starts from files that the journal keeps, so that it can be replayed from here
    alone. ``originals`` are the bytes of those files by their SHA-256; those that are kept
    already may be left out. ``pixels`` is a lossless picture of the result, for a result that
    cannot be computed again.
    """

    parent: int | None
    kind: Kind
    input_sha256: str
    input_path: str
    output_sha256: str
    output_path: str
    instruction: str
    recipe: str
    checks: str
    in_place: bool
    originals: dict[str, bytes] = field(default_factory=dict, repr=False)
    pixels: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """A run that the journal holds.

    ``head``: nothing was made from it, or from its picture, since; two runs are equal without it.
    """

    id: int
    parent: int | None
    created: datetime
    kind: Kind
    input_sha256: str
    input_path: str
    output_sha256: str
    output_path: str
    instruction: str
    recipe: str
    checks: str
    in_place: bool
    head: bool = field(compare=False)
    pixels_sha256: str | None = None


class Forgotten(NamedTuple):
    """What forgetting removed: runs, pictures, and the bytes that these took."""

    runs: int
    blobs: int
    bytes: int


_RUN = """
    SELECT id, parent, created, kind, input_sha256, input_path, output_sha256, output_path,
           instruction, recipe, checks, in_place,
           NOT EXISTS (SELECT 1 FROM run AS later WHERE later.parent = run.id) AND
           NOT EXISTS (SELECT 1 FROM run AS later
                       WHERE later.input_sha256 = run.output_sha256 AND later.id > run.id),
           pixels_sha256
    FROM run
"""
_INSERT = """
    INSERT INTO run (parent, created, kind, input_sha256, input_path, output_sha256, output_path,
                     instruction, recipe, checks, in_place, pixels_sha256)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Journal:
    """The history in one folder; a context manager.

    Several processes may use a folder at once. ``warnings`` says in plain words what the user
    should know: a damaged journal was put aside.
    """

    def __init__(self, home: Path, quota_bytes: int) -> None:
        self.home = home
        self.quota_bytes = quota_bytes
        self._blobs = Blobs(home / "blobs")
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, home) from error
        self._database = Database(home / "journal.db", on_new=self._adopt)

    @classmethod
    def open(cls, home: Path, *, quota_bytes: int = DEFAULT_QUOTA) -> Journal:
        """Open or begin the journal in ``home``; JournalFailed or OutOfDisk say why it cannot be."""
        return cls(home, quota_bytes)

    def close(self) -> None:
        """Give the files back."""
        self._database.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What happened that the user should know, in plain words."""
        return tuple(self._database.warnings)

    def record(self, run: NewRun) -> Run:
        """Remember a finished run, for good once this returns.

        Pictures that were not needed for longest are dropped to stay under the quota, never those
        of this run nor the originals of pictures edited in place in the last ``room.KEPT_DAYS`` days.
        OutOfDisk when it does not fit; an unknown parent is a BadValue.
        """
        kept, pixels_sha256 = _kept(run)
        self._refuse_too_large(kept)
        try:
            self._store(kept)  # before the lock, so that no other process waits for this disk
            recorded, dropped = self._database.write(
                lambda db: self._insert(db, run, kept, pixels_sha256), durable=run.in_place
            )
        except LimnerError:
            with suppress(LimnerError):
                self._collect(kept)
            raise
        self._collect(dropped)
        if recorded.id % _SWEEP_EVERY == 0:
            self.sweep()
        return recorded

    def run(self, number: int) -> Run:
        """The run of that number; BadValue when there is none."""
        found = self._runs("WHERE id = ?", (number,))
        if not found:
            raise BadValue(f"the journal has no run {number}", hint="`limner history` lists them")
        return found[0]

    def runs(self, limit: int | None = None) -> list[Run]:
        """The runs, newest first, at most ``limit``."""
        return self._runs("ORDER BY id DESC LIMIT ?", (-1 if limit is None else max(0, limit),))

    def latest(self) -> Run | None:
        """The newest run."""
        return next(iter(self.runs(1)), None)

    def by_output(self, sha256: str) -> Run | None:
        """The newest run that gave that picture."""
        newest = self._runs("WHERE output_sha256 = ? ORDER BY id DESC LIMIT 1", (sha256,))
        return newest[0] if newest else None

    def find(
        self,
        *,
        input_sha256: str | None = None,
        output_sha256: str | None = None,
        output_path: str | None = None,
    ) -> list[Run]:
        """The runs that have all that is given, newest first."""
        wanted = {"input_sha256": input_sha256, "output_sha256": output_sha256}
        given: dict[str, str | bytes] = {
            column: value for column, value in wanted.items() if value is not None
        }
        if output_path is not None:
            given["output_path"] = _stored(output_path)
        which = " AND ".join(f"{column} = ?" for column in given) or "1"
        return self._runs(f"WHERE {which} ORDER BY id DESC", tuple(given.values()))

    def children(self, number: int) -> list[Run]:
        """The runs that started from that run's picture, oldest first."""
        return self._runs("WHERE parent = ? ORDER BY id", (number,))

    def blob(self, sha256: str) -> bytes:
        """The bytes of a kept picture, verified; JournalFailed when missing or altered."""
        return self._blobs.get(sha256)

    def keeps(self, sha256: str) -> bool:
        """Whether that picture is kept."""
        return bool(self._database.read("SELECT 1 FROM blob WHERE sha256 = ?", (sha256,)))

    def size(self) -> int:
        """The bytes that the journal takes on the disk."""
        ((pictures,),) = self._database.read("SELECT coalesce(sum(size), 0) FROM blob")
        return int(pictures) + sum(path.stat().st_size for path in self.home.glob("journal.db*"))

    def forget(self, which: Iterable[int] | Literal["all"]) -> Forgotten:
        """Remove runs, and the pictures that no other run needs; unknown numbers are a BadValue.

        What was made from a forgotten run stays, as made from what that one was made from. "all"
        removes what lies aside after damage, too.
        """
        wanted = None if which == "all" else {int(number) for number in which}
        runs, freed = self._database.write(lambda db: room.forget(db, wanted))
        self._collect(freed)
        self.sweep()
        if wanted is None:
            self._remove_aside()
        self._database.read("PRAGMA wal_checkpoint(TRUNCATE)")
        return Forgotten(runs, len(freed), sum(freed.values()))

    def sweep(self) -> None:
        """Remove files that no row names: what a killed process left behind."""

        def work(db: sqlite3.Connection) -> None:
            known = {sha256 for (sha256,) in db.execute("SELECT sha256 FROM blob")}
            for sha256, _ in self._blobs.stored():
                if sha256 not in known:
                    self._blobs.drop(sha256)
            self._blobs.tidy()

        self._database.write(work)

    def _runs(self, which: str, parameters: tuple[Any, ...]) -> list[Run]:
        return [_run(row) for row in self._database.read(_RUN + which, parameters)]

    def _refuse_too_large(self, kept: dict[str, bytes]) -> None:
        size = sum(map(len, kept.values()))
        if size > self.quota_bytes:
            raise OutOfDisk(
                f"the pictures of this run take {size} bytes, the whole journal may take {self.quota_bytes}",
                hint=f"set LIMNER_QUOTA={size * 2}, or work without a history: LIMNER_JOURNAL=off",
            )

    def _store(self, kept: dict[str, bytes]) -> None:
        for sha256, data in kept.items():
            self._blobs.put(sha256, data)

    def _insert(
        self, db: sqlite3.Connection, run: NewRun, kept: dict[str, bytes], pixels_sha256: str | None
    ) -> tuple[Run, dict[str, int]]:
        now = time.time_ns() // 1000
        self._store(kept)  # again: another process may have collected them before the lock was ours
        for sha256, data in kept.items():
            db.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (sha256, len(data), now))
        number = _insert_run(db, run, now, pixels_sha256)
        for sha256 in _needed(run, kept):
            used = db.execute("UPDATE blob SET used = ? WHERE sha256 = ?", (now, sha256))
            if used.rowcount:
                db.execute("INSERT INTO run_blob VALUES (?, ?)", (number, sha256))
        dropped = room.make(db, self.quota_bytes, run=number, now=now)
        (row,) = db.execute(_RUN + "WHERE id = ?", (number,)).fetchall()
        return _run(row), dropped

    def _collect(self, candidates: Iterable[str]) -> None:
        """Remove the files among ``candidates`` that no row names (any more)."""
        names = list(candidates)
        if not names:
            return

        def work(db: sqlite3.Connection) -> None:
            for sha256 in names:
                if not db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (sha256,)).fetchone():
                    self._blobs.drop(sha256)

        self._database.write(work)

    def _adopt(self, db: sqlite3.Connection) -> None:
        """Take the blobs that are there into a new database: an earlier one was lost, they were not."""
        for sha256, about in self._blobs.stored():
            used = int(about.st_mtime * 1_000_000)
            db.execute("INSERT INTO blob VALUES (?, ?, ?)", (sha256, about.st_size, used))

    def _remove_aside(self) -> None:
        try:
            for path in self.home.glob("journal.damaged-*"):
                path.unlink(missing_ok=True)
            self._blobs.tidy(aside_too=True)
        except OSError as error:
            raise from_os(error, self.home) from error


def _kept(run: NewRun) -> tuple[dict[str, bytes], str | None]:
    """All bytes to keep by their hash, and the hash of the pixels."""
    if run.pixels is None:
        return run.originals, None
    import hashlib

    sha256 = hashlib.sha256(run.pixels).hexdigest()
    return {**run.originals, sha256: run.pixels}, sha256


def _needed(run: NewRun, kept: dict[str, bytes]) -> set[str]:
    """The hashes of all that the run is replayed from."""
    try:
        inputs = json.loads(run.recipe).get("inputs", [])
        return {run.input_sha256, *kept, *(str(one["sha256"]) for one in inputs)}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadValue(
            "the recipe of a run is a JSON object, its inputs named by sha256",
            hint="give Recipe.model_dump_json(by_alias=True)",
        ) from None


def _insert_run(db: sqlite3.Connection, run: NewRun, now: int, pixels_sha256: str | None) -> int:
    if run.parent is not None and not db.execute("SELECT 1 FROM run WHERE id = ?", (run.parent,)).fetchone():
        raise BadValue(f"the journal has no run {run.parent} that another could start from")
    values = (
        *(run.parent, now, run.kind, run.input_sha256, _stored(run.input_path)),
        *(run.output_sha256, _stored(run.output_path), _stored(run.instruction)),
        *(run.recipe, run.checks, run.in_place, pixels_sha256),
    )
    number = db.execute(_INSERT, values).lastrowid
    assert number is not None
    return number


def _run(row: tuple[Any, ...]) -> Run:
    number, parent, created, kind, input_sha, input_path, output_sha, output_path, words, *rest = row
    recipe, checks, in_place, head, pixels = rest
    return Run(
        number,
        parent,
        _EPOCH + timedelta(microseconds=created),
        kind,
        input_sha,
        _loaded(input_path),
        output_sha,
        _loaded(output_path),
        _loaded(words),
        recipe,
        checks,
        bool(in_place),
        bool(head),
        pixels,
    )


def _stored(text: str) -> str | bytes:
    """Text as SQLite takes it: a file name that is not UTF-8 goes in as its bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text)
    return text


def _loaded(stored: str | bytes) -> str:
    return stored if isinstance(stored, str) else os.fsdecode(stored)
