from __future__ import annotations

import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

LIMNER = Path(sysconfig.get_path("scripts")) / "limner"


@pytest.fixture
def limner(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess]:
    """Run the installed command as a user would, in the test's own folder."""

    def run(*arguments: str, stdin: bytes | None = None, text: bool = True) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [LIMNER, *arguments], cwd=tmp_path, input=stdin, capture_output=True, timeout=120
        )
        if text:
            return subprocess.CompletedProcess(
                done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
            )
        return done

    return run
