"""``limner bench``: how fast, measured here, against named peers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from limner.cli import show
from limner.cli.options import Json
from limner.core.errors import BadValue


def bench(
    names: Annotated[list[str] | None, typer.Argument(metavar="[ROW...]", help="Only these figures.")] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="ID|FOLDER", help="What draws in `bench draw`, as in `limner draw`."),
    ] = None,
    runs: Annotated[int, typer.Option(min=1, help="Counted runs of each.")] = 7,
    json: Json = False,
) -> None:
    """Measure limner against its peers in one run; losses are printed too."""
    from tempfile import TemporaryDirectory

    from limner.evals.speed.measure import machine
    from limner.evals.speed.rows import figures

    rows = figures(model)
    chosen = names or list(rows)
    unknown = [name for name in chosen if name not in rows]
    if unknown:
        raise BadValue(f"there is no figure {unknown[0]!r}", hint=f"choose among {', '.join(rows)}")
    found = []
    with TemporaryDirectory(prefix="limner-bench-") as folder:
        for name in chosen:
            show.say(f"measuring {name} ...")
            for row in rows[name](Path(folder), runs):
                found.append(row)
                if not json:
                    typer.echo(row.to_text())
    if json:
        show.data({"machine": machine(), "runs": runs, "rows": [row.to_json() for row in found]})
    else:
        typer.echo(", ".join(f"{name} {value}" for name, value in machine().items()))
