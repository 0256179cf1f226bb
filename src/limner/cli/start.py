"""The console script: a command is short, so what would only cost time is left out."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

_SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",  # numpy starts a thread a processor, and no short command needs one
    "PYDANTIC_DISABLE_PLUGINS": "1",  # pydantic reads the entry points of every package installed
}
_LONG = ("train", "eval", "bench")
"""Commands that compute for minutes, or start programs of others: these get the machine as it is."""


def run() -> None:
    """Run the command line.

    Importing makes many objects and no garbage: with Python's usual thresholds, looking for some
    costs a tenth of a small edit, and as much again when the process ends (`limner bench cold`).
    """
    gc.set_threshold(100_000, 50, 50)
    atexit.register(gc.freeze)
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command not in _LONG:
        for name, value in _SETTINGS.items():
            os.environ.setdefault(name, value)
    from limner.cli.main import app

    leave_others_out(app, command)
    app()


def leave_others_out(app: typer.Typer, name: str) -> None:
    """Keep only the command ``name`` if there is one: the options of the others need not be built."""
    commands = [command for command in app.registered_commands if command.name == name]
    groups = [group for group in app.registered_groups if group.name == name]
    if commands or groups:
        app.registered_commands, app.registered_groups = commands, groups
