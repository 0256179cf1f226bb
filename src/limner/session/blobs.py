"""Files named by the SHA-256 of what they hold.

A file appears under its name whole or not at all: it is written beside it, synchronised with
the disk and renamed. Storing the same bytes twice stores them once. Hashes are the caller's on
the way in (it has just computed them) and verified on the way out.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from limner.core.errors import BadValue, JournalFailed
from limner.session.failures import from_os

_NAME = re.compile(r"[0-9a-f]{64}")
_PART = ".part"
_DAMAGED = ".damaged"
_PART_SECONDS = 3600.0
"""A part older than this belongs to a process that died: writing a picture takes seconds."""


class Blobs:
    """The folder of the files; it is made when the first one is stored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the file of that hash lies, or would; BadValue for what is no hash."""
        if not _NAME.fullmatch(sha256):
            raise BadValue(f"{sha256!r} is not a SHA-256 in lower-case hexadecimal")
        return self.folder / sha256[:2] / sha256

    def put(self, sha256: str, data: bytes) -> None:
        """Store ``data``, whose hash the caller has computed; OutOfDisk, or JournalFailed."""
        path = self.path(sha256)
        try:
            if not _holds(path, len(data)):
                _write_whole(path, data)
        except OSError as error:
            raise from_os(error, path) from error

    def get(self, sha256: str) -> bytes:
        """The bytes, verified; JournalFailed when the file is missing or was altered.

        An altered file is put aside, so that the right bytes can be stored again.
        """
        import hashlib

        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise JournalFailed(
                f"the journal no longer keeps the picture {sha256[:12]}",
                hint="it was forgotten, or dropped to stay under LIMNER_QUOTA; give the file itself",
            ) from None
        except OSError as error:
            raise from_os(error, path) from error
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
        aside = _put_aside(path)
        raise JournalFailed(
            f"the journal's picture {sha256[:12]} was altered on the disk; it lies in {aside}",
            hint="give the original file itself: it is then stored again",
        )

    def drop(self, sha256: str) -> None:
        """Remove the file, if it is there."""
        path = self.path(sha256)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise from_os(error, path) from error

    def stored(self) -> Iterator[tuple[str, os.stat_result]]:
        """Every whole file: its hash, and what the system knows of it."""
        return ((path.name, about) for path, about in self._files() if _NAME.fullmatch(path.name))

    def tidy(self, *, aside_too: bool = False) -> None:
        """Remove parts that dead processes left; with ``aside_too`` the altered files as well."""
        oldest = time.time() - _PART_SECONDS
        for path, about in self._files():
            stale = path.suffix == _PART and about.st_mtime < oldest
            if stale or (aside_too and path.suffix == _DAMAGED):
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in list(self.folder.glob("??/*")):
            with suppress(FileNotFoundError):  # another process is at work
                yield path, path.stat()


def _holds(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.urandom(6).hex()}{_PART}")
    try:
        _write_synchronised(part, data)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _synchronise_folder(path.parent)


def _write_synchronised(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _synchronise_folder(folder: Path) -> None:
    """Make a rename last through a power cut; Windows does so by itself and opens no folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _put_aside(path: Path) -> Path:
    aside = path.with_name(path.name + _DAMAGED)
    try:
        return path.replace(aside)
    except OSError:
        return path
