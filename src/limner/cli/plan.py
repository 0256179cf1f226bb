"""``limner plan``: what a request would be read as."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from limner.cli import show
from limner.cli.edit import ending_of
from limner.cli.options import BaseUrl, Json, Output, Planner, refuse, refuse_base_url_alone
from limner.core.errors import BadValue


def plan(
    words: Annotated[list[str] | None, typer.Argument(help="The request, in words.")] = None,
    script: Annotated[
        bool, typer.Option("--script", help="Print the same work as a short Python program.")
    ] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a plan.")] = False,
    planner: Planner = None,
    base_url: BaseUrl = None,
    output: Output = None,
    json: Json = False,
) -> None:
    """Show the plan for a request and stop."""
    refuse_base_url_alone(planner, base_url)
    if json and script:
        refuse("--json and --script would both go to stdout: give one of them")
    if schema:
        from limner.core.plan import plan_schema

        show.data(plan_schema())
        return
    if not words:
        raise BadValue("no request was given", hint='say what to do, as in: limner plan "crop to 500x500"')
    from limner.session.session import Session

    made = Session(planner=planner, base_url=base_url).plan(" ".join(words))
    show.plan(made)
    text = made.to_json()
    if script:
        from limner.reason.script import plan_script

        text = plan_script(made, "input.jpg", f"output{ending_of(made) or '.jpg'}")
    _deliver(text, output, wanted=json or script)


def _deliver(text: str, output: str | None, *, wanted: bool) -> None:
    if output is not None and output != "-":
        from limner.ops.encode import write_file

        write_file(Path(output), text.encode())
        typer.echo(output)
    elif wanted or output == "-":
        typer.echo(text)
