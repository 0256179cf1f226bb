"""``limner ops``: what can be asked for, with examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from limner.cli import show
from limner.cli.options import Json
from limner.core.errors import BadValue

if TYPE_CHECKING:
    from limner.core.steps.base import Step


def ops(
    name: Annotated[str | None, typer.Argument(help="One operation, with its parameters.")] = None,
    json: Json = False,
) -> None:
    """List the operations that a plan may hold, with an example in words for each."""
    from limner.core.plan import step_types

    chosen = step_types() if name is None else _named(name)
    if json:
        show.data({op: _described(kind) for op, kind in chosen.items()})
    elif name is None:
        _table(chosen)
    else:
        for op, kind in chosen.items():
            _one(op, kind)


def _named(name: str) -> dict[str, type[Step]]:
    """The operation of that name, else those that it is another name for."""
    from limner.core.plan import step_types

    known = step_types()
    meant = {name: known[name]} if name in known else {}
    meant = meant or {op: kind for op, kind in known.items() if name.lower() in kind.aliases}
    if not meant:
        raise BadValue(f"there is no operation {name!r}", hint="`limner ops` lists them all")
    return meant


def _described(kind: type[Step]) -> dict[str, Any]:
    schema = kind.model_json_schema()
    return {
        "route": kind.model_fields["route"].default,
        "what": _summary(kind),
        "aliases": list(kind.aliases),
        "example": kind.example,
        "parameters": {
            name: entry
            for name, entry in schema["properties"].items()
            if name not in ("op", "route", "where", "why")
        },
    }


def _table(chosen: dict[str, type[Step]]) -> None:
    route = ""
    for op, kind in chosen.items():
        if kind.model_fields["route"].default != route:
            route = kind.model_fields["route"].default
            typer.secho(f"\n{route}", bold=True)
        typer.echo(f"  {op:15} {kind.example}")
    typer.echo("\n`limner ops NAME` shows one with its parameters.")


def _one(op: str, kind: type[Step]) -> None:
    described = _described(kind)
    typer.secho(f"{op}  ({described['route']})", bold=True)
    typer.echo(described["what"])
    typer.echo(f'ask: "{kind.example}"' + (f"   also: {', '.join(kind.aliases)}" if kind.aliases else ""))
    for name, entry in described["parameters"].items():
        default = "required" if "default" not in entry else f"default {entry['default']}"
        typer.echo(f"  {name:12} {default}")


def _summary(kind: type[Step]) -> str:
    return " ".join((kind.__doc__ or "").split())
