"""Options that several commands share, and what every command does about errors."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from limner.cli import show
from limner.core.errors import BadValue, Cancelled, LimnerError, OutOfDisk

_JSON = "limner.json"


def _remember_json(context: typer.Context, wanted: bool) -> bool:
    context.find_root().meta[_JSON] = wanted or context.find_root().meta.get(_JSON, False)
    return wanted


Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.", callback=_remember_json)]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Where to write; - is stdout, a folder takes many."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the plan and stop.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace an output that exists already.")]
Planner = Annotated[
    str | None,
    typer.Option(metavar="openai:MODEL", help="Let a chat model plan instead of the built-in planner."),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="ID|FOLDER", help="A shipped model, or the folder of a CLIP or SigLIP."),
]
BaseUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="Where the chat model is served (OpenAI's dialect).")
]


class ErrorGroup(TyperGroup):
    """A command group that turns limner's errors into a message and the documented exit code."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command; errors end in ``typer.Exit`` with their code."""
        try:
            result = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
            return result
        except KeyboardInterrupt:
            return self._fail(ctx, Cancelled("stopped", hint="nothing half-written is left behind"))
        except LimnerError as failure:
            return self._fail(ctx, failure)
        except OSError as failure:
            if failure.errno != errno.ENOSPC:
                raise
            _forget_output()
            full = "the disk is full: what goes to standard output was not written in full"
            return self._fail(ctx, OutOfDisk(full, hint="free some space and try again"))

    def _fail(self, ctx: typer.Context, failure: LimnerError) -> None:
        if ctx.find_root().meta.get(_JSON):
            show.data(show.error_data(failure))
        show.error(failure)
        raise typer.Exit(failure.exit_code)


def _forget_output() -> None:
    """Let what could not be written go nowhere: Python tries once more when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def refuse(message: str) -> NoReturn:
    """End as for any other command line that is used wrongly."""
    raise typer.BadParameter(message)


def check_place(path: Path, *, picture: bool = True) -> None:
    """BadValue for a file that could not be written: in no folder, or in no ``picture`` format."""
    from limner.ops.encode import named_format

    if not path.parent.is_dir():
        raise BadValue(f"the folder of {str(path)!r} does not exist", hint="make the folder first")
    if picture and path.suffix and named_format(path.name) is None:
        raise BadValue(f"no picture format has the extension {path.suffix!r}", hint="give FILE.png")


def refuse_base_url_alone(planner: str | None, base_url: str | None) -> None:
    """A usage error for an endpoint that nobody would ask."""
    if base_url is not None and planner is None:
        refuse("--base-url is for a chat model: name one with --planner openai:MODEL")


def read_source(name: str) -> bytes | Path:
    """The bytes on stdin for ``-``, else the path."""
    return sys.stdin.buffer.read() if name == "-" else Path(name)
