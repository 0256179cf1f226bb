"""A peer that stays: a program that answers each word on its input with one number on its output.

Torch takes seconds to start and networks to build, so it is started once and then takes its turns.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from limner.core.errors import ModelFailed, Unsupported


@dataclass(frozen=True, slots=True)
class Peer:
    """A running program; ``about`` is what it said of itself first."""

    program: subprocess.Popen[str]
    about: dict[str, Any]

    def ask(self, word: str) -> float:
        """Its number for ``word``; ModelFailed when it ended instead."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        try:
            self.program.stdin.write(word + "\n")
            self.program.stdin.flush()
            return float(self.program.stdout.readline())
        except (OSError, ValueError):
            raise ModelFailed(
                f"the peer ended at {word!r}", hint="memory may have run out: measure it alone"
            ) from None


@contextmanager
def peer(module: str, cwd: Path) -> Iterator[Peer]:
    """``python -m module``, ended with the context; Unsupported, with its last words, if it cannot start."""
    talk = cwd / "peer.txt"
    with (
        talk.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as program,
    ):
        try:
            assert program.stdout is not None
            first = program.stdout.readline()
            if not first:
                last = (talk.read_text().strip().splitlines() or ["it said nothing"])[-1]
                raise Unsupported(f"{module} does not start here: {last}")
            yield Peer(program, json.loads(first))
        finally:
            program.kill()
