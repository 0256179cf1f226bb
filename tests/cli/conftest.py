"""The command line as a user has it, and quicker: forked from one program that has imported it already."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from tests.cli import ready

LIMNER = Path(sysconfig.get_path("scripts")) / "limner"

Start = Callable[[list[str], Path, bytes | None], subprocess.CompletedProcess[bytes]]
"""A command's arguments, its folder and what comes on stdin, to how it ended and what it said."""


def opened(file: Path | io.BytesIO) -> Image.Image:
    """A picture read by Pillow, with its file closed."""
    with Image.open(file) as picture:
        picture.load()
        return picture


def started(arguments: list[str], folder: Path, stdin: bytes | None) -> subprocess.CompletedProcess[bytes]:
    """The installed command."""
    return subprocess.run(
        [LIMNER, *arguments], cwd=folder, input=stdin, capture_output=True, timeout=ready.SECONDS
    )


@pytest.fixture(scope="session")
def forked() -> Iterator[Start]:
    """The command without its start: a process of its own all the same, in the environment of the test.

    What the start itself does is for `test_start` and `tests/project/test_startup.py`.
    """
    if sys.platform != "linux":
        yield started
        return
    ours, theirs = socket.socketpair()
    program = subprocess.Popen(
        [sys.executable, ready.__file__, str(theirs.fileno())], pass_fds=[theirs.fileno()]
    )
    theirs.close()

    def run(arguments: list[str], folder: Path, stdin: bytes | None) -> subprocess.CompletedProcess[bytes]:
        request = {"arguments": arguments, "folder": str(folder), "environment": dict(os.environ)}
        pipes = [os.pipe() for _ in range(3)]
        (read, write), (out, to_out), (error, to_error) = pipes
        socket.send_fds(ours, [json.dumps(request).encode() + b"\n"], [read, to_out, to_error])
        for end in (read, to_out, to_error):
            os.close(end)
        with ThreadPoolExecutor(3) as beside:
            beside.submit(_fed, write, stdin)
            said = [beside.submit(_drained, end) for end in (out, error)]
        status = ours.recv(64)
        assert status.endswith(b"\n"), "the program that forks has ended"
        return subprocess.CompletedProcess(arguments, int(status), *(words.result() for words in said))

    yield run
    ours.close()
    program.wait()


def _fed(descriptor: int, data: bytes | None) -> None:
    with suppress(BrokenPipeError), os.fdopen(descriptor, "wb") as stream:
        stream.write(data or b"")


def _drained(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


@pytest.fixture
def limner(forked: Start, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess]:
    """Run a command as a user would, in the test's own folder."""

    def run(*arguments: str, stdin: bytes | None = None, text: bool = True) -> subprocess.CompletedProcess:
        done = forked([os.fsdecode(argument) for argument in arguments], tmp_path, stdin)
        if text:
            return subprocess.CompletedProcess(
                done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
            )
        return done

    return run
