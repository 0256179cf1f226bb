"""The commands and where they live. Heavy imports happen inside the commands."""

from __future__ import annotations

from typing import Annotated

import typer

import limner
from limner.cli import bench, draw, edit, evaluate, history, ops, plan, see, train
from limner.cli.options import ErrorGroup

app = typer.Typer(
    name="limner",
    cls=ErrorGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="See, draw and edit pictures by asking: exact first, checked, replayable.",
    epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 bad input, 4 unclear request, 5 model or missing part, "
    "6 out of resources, 7 a check was not met, 130 interrupted.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"limner {limner.__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """See, draw and edit pictures by asking: exact first, checked, replayable."""
    from limner.session.settings import wants_color

    if not wants_color():
        context.color = False


app.command("edit")(edit.edit)
app.command("plan")(plan.plan)
app.command("see")(see.see)
app.command("draw")(draw.draw)
app.command("ops")(ops.ops)
app.add_typer(history.app, name="history")
app.command("undo")(history.undo)
app.command("redo")(history.redo)
app.add_typer(evaluate.app, name="eval")
app.command("bench")(bench.bench)
app.add_typer(train.app, name="train")
