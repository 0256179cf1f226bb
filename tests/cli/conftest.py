from __future__ import annotations

import io
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

LIMNER = Path(sysconfig.get_path("scripts")) / "limner"


def opened(file: Path | io.BytesIO) -> Image.Image:
    """A picture read by Pillow, with its file closed."""
    with Image.open(file) as picture:
        picture.load()
        return picture


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
