"""``limner eval``: quality on labelled data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from limner.cli import show
from limner.cli.options import Json
from limner.core.errors import BadValue

app = typer.Typer(help="Measure quality on labelled data.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """Measure quality on labelled data."""


@app.command("planner")
def planner(
    labelled: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="One labelled instruction a line.")],
    misses: Annotated[bool, typer.Option("--misses", help="Also list what was read wrongly.")] = False,
    json: Json = False,
) -> None:
    """Score the built-in planner: route, operations in order and stated numbers, with 95 % intervals."""
    from limner.evals.planner import evaluate, read_lines

    try:
        lines = labelled.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadValue(
            f"{labelled} cannot be read: {error}", hint="give a JSON-lines file in UTF-8"
        ) from None
    report = evaluate(read_lines(lines))
    if json:
        show.data(report.to_json())
    else:
        typer.echo(report.to_text(misses=misses))
