"""What the crash tests run in processes of their own.

``points FOLDER SCENARIO``: do a scenario again and again, killed with SIGKILL at the first call
that writes, then at the second, ..., until it comes to its end. Each try has its own home
``FOLDER/N`` and writes what was finished to ``FOLDER/N.log``.

``loop HOME NAME COUNT``: record runs (COUNT 0: until killed) and print each when it is recorded.
"""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

from limner.session.journal import Journal, NewRun


def new_run(original: bytes, output: bytes, *, in_place: bool = False, parent: int | None = None) -> NewRun:
    sha256 = hashlib.sha256(original).hexdigest()
    return NewRun(
        parent=parent,
        kind="edit",
        input_sha256=sha256,
        input_path="/pictures/photo.jpg",
        output_sha256=hashlib.sha256(output).hexdigest(),
        output_path="/pictures/photo.jpg",
        instruction="crop",
        recipe=json.dumps({"inputs": [{"sha256": sha256}]}),
        checks="[]",
        in_place=in_place,
        originals={sha256: original},
    )


def usual(home: Path, done) -> None:
    """Opens a new home, records, evicts by the quota, forgets, records again."""
    with Journal.open(home, quota_bytes=20_000) as journal:
        first = journal.record(new_run(b"a" * 9_000, b"1", in_place=True))
        done(first.id)
        second = journal.record(new_run(b"b" * 9_000, b"2"))
        done(second.id)
        done(journal.record(new_run(b"b" * 9_000, b"3", parent=second.id)).id)
        done(journal.record(new_run(b"c" * 9_000, b"4")).id)
        done(-second.id)  # from here on it may be gone
        journal.forget([second.id])
    with Journal.open(home, quota_bytes=20_000) as journal:
        done(journal.record(new_run(b"d" * 1_000, b"5", in_place=True)).id)


def damaged(home: Path, done) -> None:
    """Opens a journal whose file was overwritten, and records."""
    with Journal.open(home) as journal:
        journal.record(new_run(b"e" * 9_000, b"6"))
        done(0)


SCENARIOS = {"usual": usual, "damaged": damaged}


class Bomb:
    """Kills this process at the ``fuse``-th moment before or after a call that writes."""

    def __init__(self, fuse: int) -> None:
        self.left = fuse

    def tick(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call):
        def wrapped(*args, **kwargs):
            self.tick()
            result = call(*args, **kwargs)
            self.tick()
            return result

        return wrapped

    def plant(self) -> None:
        write = os.write
        os.write = self.around(lambda descriptor, data: write(descriptor, data[:5_000]))
        for name in ("open", "fsync", "mkdir", "replace", "rename", "unlink"):
            setattr(os, name, self.around(getattr(os, name)))
        bomb, connect = self, sqlite3.connect

        class Connection(sqlite3.Connection):
            def execute(self, *args):
                return bomb.around(super().execute)(*args)

            def executemany(self, *args):
                return bomb.around(super().executemany)(*args)

            def close(self):
                return bomb.around(super().close)()

        sqlite3.connect = lambda *args, **kwargs: connect(*args, factory=Connection, **kwargs)


def points(folder: Path, scenario: str) -> None:
    """Forks for each point: this process holds no thread, no connection and no libvips."""
    for fuse in range(1, 5_000):
        home = folder / str(fuse)
        if (folder / "start").exists():
            shutil.copytree(folder / "start", home)
        child = os.fork()
        if child == 0:
            killed_at(fuse, home, scenario)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.stdout.write(f"{fuse} {os.waitstatus_to_exitcode(status)}\n")
            return


def killed_at(fuse: int, home: Path, scenario: str) -> None:
    log = os.open(home.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    write = os.write
    Bomb(fuse).plant()
    SCENARIOS[scenario](home, lambda number: write(log, b"%d\n" % number))
    os._exit(0)


def loop(home: Path, name: str, count: int) -> None:
    with Journal.open(home) as journal:
        number = 0
        while not count or number < count:
            original = f"{name} {number} ".encode() * (20_000 if not count else 50)
            run = journal.record(
                new_run(original, b"%s %d" % (name.encode(), number), in_place=number % 3 == 0)
            )
            os.write(1, f"{run.id} {run.input_sha256}\n".encode())
            number += 1


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["points", folder, scenario]:
            points(Path(folder), scenario)
        case ["loop", home, name, count]:
            loop(Path(home), name, int(count))
