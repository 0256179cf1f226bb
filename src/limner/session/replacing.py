"""A user's own file replaced: by one limner at a time, and only while it is still what was read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from limner.core.errors import BadValue


@contextmanager
def unchanged(path: Path, sha256: str) -> Iterator[None]:
    """Keep other limners from replacing ``path``; BadValue when it is no longer what was read.

    The lock is on the file that lies there: who waits for it finds another one in its place.
    """
    import hashlib

    try:
        with path.open("rb") as file:
            _lock(file)
            now = hashlib.sha256(path.read_bytes()).hexdigest()
            if now == sha256:
                yield
                return
    except OSError:  # it is gone, or another that may not be read
        pass
    raise BadValue(
        f"{str(path)!r} was changed while it was edited, and is not replaced",
        hint="run it again, on the file as it is now",
    )


def _lock(file: BinaryIO) -> None:
    """Wait until nobody else has the file locked; it is free again when it is closed."""
    try:
        import fcntl
    except ImportError:  # not on this system: then only what was changed before is seen
        return
    with suppress(OSError):  # a file system without locks
        fcntl.flock(file, fcntl.LOCK_EX)
