"""Compiled networks on disk, for the next start: each under a name that says all it was made from.

A file is one line of JSON (the network's `Ports` and the length of what follows), blanks up to a
multiple of `ALIGNED` bytes, and what the engine exported. OpenVINO's own cache reads the ONNX file, works
out its constants and hashes the graph before it finds that it has it; all that is half of a start.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ALIGNED = 4096
ROOM = 256 * 2**20
"""Bytes of compiled networks that are kept; the ones that were used longest ago go first."""


@dataclass(frozen=True, slots=True)
class Ports:
    """A network's ``inputs`` and ``outputs`` in order, with the lengths of their axes, 0 where free."""

    inputs: dict[str, tuple[int, ...]]
    outputs: dict[str, tuple[int, ...]]


class Kept:
    """The compiled forms of one network, ``onnx``, in ``folder``; None keeps none.

    A folder that cannot be written and a file that is damaged cost time only.
    """

    def __init__(self, folder: Path | None, onnx: bytes) -> None:
        self._folder = folder
        self._stem = sha256(onnx).hexdigest()[:32] if folder is not None else ""

    def ports(self) -> Ports | None:
        """What any of the kept forms tells of the whole network."""
        for path in self._folder.glob(f"{self._stem}-*.blob") if self._folder is not None else ():
            found = _read(path)
            if found is not None:
                return found[0]
        return None

    def find(self, made_from: Mapping[str, object]) -> npt.NDArray[np.uint8] | None:
        """What was exported for ``made_from``, read when it is needed."""
        if self._folder is None:
            return None
        path = self._path(made_from)
        found = _read(path)
        if found is None:
            return None
        _touch(path)
        return found[1]

    def keep(self, made_from: Mapping[str, object], ports: Ports, exported: memoryview) -> None:
        """Put ``exported`` beside the others."""
        if self._folder is None:
            return
        head = json.dumps({**asdict(ports), "bytes": len(exported)}).encode() + b"\n"
        path = self._path(made_from)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}")
            with part.open("wb") as file:
                file.writelines((head, b" " * (-len(head) % ALIGNED), exported))
            part.replace(path)
            _make_room(self._folder)
        except OSError:
            return

    def _path(self, made_from: Mapping[str, object]) -> Path:
        assert self._folder is not None
        told = json.dumps(made_from, sort_keys=True).encode()
        return self._folder / f"{self._stem}-{sha256(told).hexdigest()[:16]}.blob"


def _read(path: Path) -> tuple[Ports, npt.NDArray[np.uint8]] | None:
    """Both parts of a file; None for one that is not there, or not whole."""
    import numpy as np

    try:
        data = np.memmap(path, np.uint8, "r")
        head = bytes(data[:ALIGNED]).partition(b"\n")[0]
        told = json.loads(head)
        start = -(-(len(head) + 1) // ALIGNED) * ALIGNED
        ports = Ports(*({name: tuple(axes) for name, axes in told[kind].items()} for kind in _KINDS))
        whole = len(data) == start + told["bytes"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return (ports, data[start:]) if whole else None


_KINDS = ("inputs", "outputs")


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        return


def _make_room(folder: Path) -> None:
    taken = 0
    for path in sorted(folder.glob("*.blob"), key=lambda path: path.stat().st_mtime, reverse=True):
        taken += path.stat().st_size
        if taken > ROOM:
            path.unlink()
