"""One SQLite file that several processes write, one at a time, and that survives being damaged.

WAL mode: readers never wait for a writer, and what was committed survives the death of the
process. A damaged file is put aside under another name, never deleted; a new one is begun and
the rows that can still be read are carried over.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from limner.session.failures import from_os, from_sqlite, is_damage
from limner.session.migrations import MIGRATIONS, migrate, version
from limner.session.salvage import salvage

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

BUSY_SECONDS = 30.0
"""How long to wait for another process that is writing; a write takes milliseconds."""


class Database:
    """A connection that maps every error, and starts over when the file turns out to be damaged.

    ``on_new`` fills a file that was just created, in the transaction that creates it.
    ``warnings`` says in plain words what happened to a damaged file.
    """

    def __init__(self, path: Path, *, on_new: Work[None]) -> None:
        self.path = path
        self.warnings: list[str] = []
        self._on_new = on_new
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self._writable = True
        self._guarded(lambda connection: None)

    def close(self) -> None:
        """Give the file back; using the database again opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def read(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self._guarded(lambda connection: connection.execute(sql, parameters).fetchall())

    def write(self, work: Work[T], *, durable: bool = False) -> T:
        """Do ``work`` in a transaction that no other writer shares; all of it lasts, or nothing.

        Done again from its start when the file turned out to be damaged. ``durable`` waits until
        the disk has it, so that it survives a power cut too.
        """
        if not self._writable:  # it may be by now
            self.close()
        return self._guarded(lambda connection: _in_transaction(connection, work, durable=durable))

    def _guarded(self, work: Work[T]) -> T:
        with self._lock:
            try:
                try:
                    return work(self._open())
                except sqlite3.DatabaseError as error:
                    if not is_damage(error):
                        raise
                self._start_over()
                return work(self._open())
            except sqlite3.Error as error:
                raise from_sqlite(error, self.path) from error

    def _open(self) -> sqlite3.Connection:
        """The connection; a new one when the file has been replaced or removed under it."""
        if self._connection is not None and _inode(self.path) == self._inode:
            return self._connection
        self.close()
        try:
            self._connection, self._writable = connect(self.path, on_new=self._on_new), True
        except sqlite3.OperationalError as error:
            if is_damage(error) or not self.path.exists():
                raise
            self._connection, self._writable = connect_for_reading(self.path, error), False
        self._inode = _inode(self.path)
        return self._connection

    def _start_over(self) -> None:
        self.close()
        with _alone(self.path.with_suffix(".lock")):
            if _is_sound(self.path):
                return  # another process has been here first
            aside = _put_aside(self.path)
            saved = salvage(aside, self._open())
        self.warnings.append(
            f"the journal was damaged: it now lies in {aside}, and a new one was begun with "
            f"{saved} of its runs; the pictures that it keeps are all still there"
        )


def connect(path: Path, *, on_new: Work[None]) -> sqlite3.Connection:
    """Open or create the file, in the newest schema."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _in_wal_mode(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is gone from the file
        migrate(connection, on_new=on_new)
        connection.execute("SELECT max(id) FROM run").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_for_reading(path: Path, error: sqlite3.Error) -> sqlite3.Connection:
    """Open a file that cannot be written, on a full disk or by who may only read; else raise ``error``.

    Only without a log beside it: then the file is complete, and SQLite needs no shared memory,
    for which there may be no place.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise error
    where = f"{path.absolute().as_uri()}?immutable=1"
    connection = sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False)
    try:
        if version(connection) == len(MIGRATIONS):
            return connection
    except sqlite3.Error:
        pass
    connection.close()
    raise error


def _in_wal_mode(connection: sqlite3.Connection) -> None:
    """Set the mode; SQLite does not wait by itself while another process sets it on a new file."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.005)


def _in_transaction(connection: sqlite3.Connection, work: Work[T], *, durable: bool) -> T:
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        value = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk may have rolled it back already
            connection.execute("ROLLBACK")
        raise
    return value


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock among processes; it ends with the process that holds it."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _is_sound(path: Path) -> bool:
    """Whether the whole file can be read as a database."""
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            return str(verdict) == "ok"
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise


def _put_aside(path: Path) -> Path:
    """Rename the file and its log; the name says that it was damaged, and when."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    aside = path.with_name(f"{path.stem}.damaged-{stamp}-{time.time_ns() % 10**9:09}{path.suffix}")
    try:
        for tail in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + tail).rename(aside.with_name(aside.name + tail))
    except OSError as error:
        raise from_os(error, path) from error
    return aside


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0
