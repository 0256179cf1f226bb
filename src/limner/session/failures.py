"""What the system and SQLite say when the journal cannot be kept, in limner's own errors."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from limner.core.errors import JournalFailed, LimnerError, OutOfDisk

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_SCARCE_BYTES = 256 * 1024
_MAKE_ROOM = "free some space, or make the journal smaller: `limner history forget`, LIMNER_QUOTA"
_MAKE_WRITABLE = (
    "make the folder writable, name another with LIMNER_HOME, or work without a history: LIMNER_JOURNAL=off"
)


def from_os(error: OSError, place: Path) -> LimnerError:
    """The error to raise when the system refuses work on ``place``."""
    if error.errno in _FULL:
        return OutOfDisk(f"no space is left to write {place}", hint=_MAKE_ROOM)
    if error.errno in _DENIED:
        return JournalFailed(f"the journal cannot write {place}", hint=_MAKE_WRITABLE)
    return JournalFailed(
        f"the journal cannot use {place}: {error.strerror or error}",
        hint="name a folder for it with LIMNER_HOME, or work without a history: LIMNER_JOURNAL=off",
    )


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file is no database, or one that was damaged."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def from_sqlite(error: sqlite3.Error, database: Path) -> LimnerError:
    """The error to raise when SQLite refuses work on ``database``."""
    match _code(error):
        case sqlite3.SQLITE_FULL:
            return OutOfDisk(f"no space is left to write {database}", hint=_MAKE_ROOM)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY if _is_full(
            database.parent
        ):
            return OutOfDisk(f"no space is left to write {database}", hint=_MAKE_ROOM)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return JournalFailed(f"the journal cannot write {database}", hint=_MAKE_WRITABLE)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return JournalFailed(
                f"another limner has kept {database} locked for too long",
                hint="wait until it is done and try again",
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return JournalFailed(
                f"the journal {database} is damaged", hint="move it away; limner then starts a new one"
            )
    return JournalFailed(f"the journal {database} failed: {error}", hint="try again, or move it away")


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for an error of the Python module itself."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _is_full(folder: Path) -> bool:
    import shutil

    try:
        return shutil.disk_usage(folder).free < _SCARCE_BYTES
    except OSError:
        return False
