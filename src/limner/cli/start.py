"""The console script: a command is short, so the garbage collector stays out of its way."""

from __future__ import annotations

import atexit
import gc


def run() -> None:
    """Run the command line.

    Importing makes many objects and no garbage: with Python's usual thresholds, looking for some
    costs a tenth of a small edit, and as much again when the process ends (`limner bench cold`).
    """
    gc.set_threshold(100_000, 50, 50)
    atexit.register(gc.freeze)
    from limner.cli.main import app

    app()
