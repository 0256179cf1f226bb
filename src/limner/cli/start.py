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
    """The console script: run the command line, and end the process when all is done.

    Python would take every module apart before it goes, which costs a fortieth of a small edit. What
    is registered first is called last, so everybody else's endings come before ours.
    """
    codes: list[int] = []
    atexit.register(_end, codes)
    try:
        command_line()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            codes.append(end.code or 0)
        raise


def _end(codes: list[int]) -> None:
    """Leave with the command's exit code; where there is none, Python says why, and leaves."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # None where there is none: `>&-`
            stream.flush()
    except (OSError, ValueError):  # nobody reads any more: Python has an exit code of its own for that
        return
    if codes:
        os._exit(codes[0])


def command_line() -> None:
    """Run the command that the words after the program's name say.

    Importing makes many objects and no garbage: with Python's usual thresholds, looking for some
    costs a tenth of a small edit (`limner bench cold`).
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
