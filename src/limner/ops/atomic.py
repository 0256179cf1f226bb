"""Bytes to disk in one piece: a reader sees the old file or the new one, never a part."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from limner.core.errors import BadValue, LimnerError, OutOfDisk

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def write_file(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write ``data`` to ``path``: into a temporary file beside it, synced, then renamed.

    An existing file is replaced, with its permission bits kept, only with ``replace``. Whatever
    fails, the file at ``path`` is as it was and the temporary one is gone.

    A pipe, socket or device is never replaced: the rename would take its place in the system.

    Raises BadValue (exists, a folder, no ordinary file, no such folder, not writable) and OutOfDisk.
    """
    try:
        _write(path, data, replace)
    except OSError as error:
        raise _mapped(path, error) from None
    except ValueError as error:
        raise BadValue(f"{str(path)!r} is no file name: {error}", hint="choose another name") from None


def _write(path: Path, data: bytes, replace: bool) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    target = path.resolve() if path.is_symlink() else path
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
    if target.exists() and not target.is_file():
        raise BadValue(f"{str(path)!r} is no ordinary file", hint="name another output; - is stdout")
    if replace and target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only")
    handle, name = tempfile.mkstemp(prefix=".limner-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(mode)
        if replace:
            part.replace(target)
        else:
            _place(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _place(part: Path, target: Path) -> None:
    """Give ``part`` its name, if no file has it: by a link, which fails if somebody made one meanwhile."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if target.exists():
            raise FileExistsError(errno.EEXIST, "it exists") from None
        part.replace(target)
    else:
        part.unlink()


def _umask() -> int:
    """The mask for new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _mapped(path: Path, error: OSError) -> LimnerError:
    name = repr(str(path))
    if error.errno in _FULL:
        return OutOfDisk(f"the disk is full: {name} was not written", hint="free some space and try again")
    if isinstance(error, FileExistsError):
        return BadValue(f"{name} exists already", hint="choose another name, or ask to replace it")
    if isinstance(error, IsADirectoryError):
        return BadValue(f"{name} is a folder", hint="name a file in it")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return BadValue(f"the folder of {name} does not exist", hint="make the folder first")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BadValue(
            f"{name} may not be written: {error.strerror}",
            hint="choose another folder, or change its permissions",
        )
    return BadValue(f"{name} could not be written: {error.strerror or error}", hint="choose another place")
