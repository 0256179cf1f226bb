"""``limner history``, ``undo`` and ``redo``."""

from __future__ import annotations

import sys
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from limner.cli import show
from limner.cli.options import Json, Output, Overwrite, refuse
from limner.core.errors import BadValue

if TYPE_CHECKING:
    from limner.session.drawing import Written
    from limner.session.history import Branch
    from limner.session.journal import Run
    from limner.session.session import Saved

app = typer.Typer(help="Show what was done, as a tree.", invoke_without_command=True)


@app.callback()
def history(
    context: typer.Context,
    limit: Annotated[int | None, typer.Option("-n", "--limit", min=1, help="Only the newest runs.")] = None,
    json: Json = False,
) -> None:
    """Show what was done, as a tree: every original and what was made from it."""
    if context.invoked_subcommand is not None:
        return
    from limner.session.history import tree
    from limner.session.session import Session

    session = Session()
    journal = session.required_journal
    if json:
        show.data([_described(run) for run in session.history(limit)])
        return
    show.warnings(journal.warnings)
    shown = {run.id for run in session.history(limit)}
    for lineage in tree(journal):
        lines = [line for branch in lineage.branches for line in _lines(branch, shown, "  ")]
        if lines:
            typer.secho(f"{lineage.path or 'a picture in memory'}  {lineage.sha256[:12]}", bold=True)
            typer.echo("\n".join(lines))
    if not shown:
        show.say("nothing was done yet")


@app.command()
def forget(
    runs: Annotated[list[int] | None, typer.Argument(metavar="[RUN...]", help="Numbers of runs.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Forget every run.")] = False,
    json: Json = False,
) -> None:
    """Forget runs, and the pictures that only they needed; files outside the history stay."""
    from limner.session.session import Session

    if not runs and not everything:
        raise BadValue("no run was named", hint="give numbers from `limner history`, or --all")
    gone = Session().required_journal.forget("all" if everything else runs or ())
    if json:
        show.data({"runs": gone.runs, "bytes": gone.bytes})
    else:
        show.say(f"forgot {gone.runs} runs and {gone.bytes / 1e6:.1f} MB of kept pictures")


def undo(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help='What: "the crop", "go back two"; the last step if left out. A first word that is a file is '
            "the picture.",
        ),
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="A picture that limner wrote; else the latest.")
    ] = None,
    steps: Annotated[int, typer.Option("-n", "--steps", min=1, help="How many edits to go back.")] = 1,
    output: Output = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Give back the earlier picture; an edit made --in-place is restored in its file."""
    from limner.session.session import Session

    words = words or []
    if picture is None and words and isfile(words[0]):  # noqa: PTH113  (words may be too long for a name)
        picture, words = Path(words[0]), words[1:]
    told = " ".join(words) or None
    session = Session()
    _show(
        session.undo(picture, words=told, steps=steps, output=_place(output, json), overwrite=overwrite), json
    )


def redo(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PICTURE] [WORDS]...",
            help='A picture that limner wrote; left out: take back the last undo. With words ("do it '
            'again but darker"): the last edit once more, so.',
        ),
    ] = None,
    given: Annotated[
        Path | None, typer.Option("--input", help="The original, when the history does not have it.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="ID|FOLDER", help="What a drawing was drawn with.")
    ] = None,
    output: Output = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Make a picture again from its recipe and compare every byte; without one, take back an undo."""
    from limner.session.session import Session

    place = _place(output, json)
    picture, wish = _picture_and_words(words or [])
    if wish:
        if given or model:
            refuse("words change what was done: --input and --model are for the same picture again")
        _show(Session().undo(picture, words=wish, output=place, overwrite=overwrite), json)
        return
    if picture is None:
        _show(Session().forward(output=place, overwrite=overwrite), json)
        return
    done = Session().redo(picture, given=given, model=model, output=place, overwrite=overwrite)
    level = done.saved.recipe.level
    if json:
        told = {"same": done.same, "level": level, "differs": list(done.differs)}
        show.data({**told, "path": show.place(done.saved)})
        return
    _show(done.saved, json)
    if done.same:
        show.say(f"the same bytes again (replay: {level})", color=typer.colors.GREEN)
    for part in done.differs:
        show.say(f"differs: {part}", color=typer.colors.YELLOW)


def _picture_and_words(said: list[str]) -> tuple[Path | None, str]:
    """A file, or one word that may be a misspelt one, is the picture; what holds more words is none."""
    if said and (isfile(said[0]) or (len(said) == 1 and " " not in said[0])):  # noqa: PTH113
        return Path(said[0]), " ".join(said[1:])
    return None, " ".join(said)


def _place(output: str | None, json: bool) -> Path | BinaryIO | None:
    """Where to write: - is stdout, which the picture has for itself."""
    if output == "-" and json:
        refuse("the picture and --json would both go to stdout: name a file with -o FILE")
    return sys.stdout.buffer if output == "-" else Path(output) if output else None


def _show(saved: Saved | Written, json: bool) -> None:
    if json:
        show.data(show.saved_data(saved))
        return
    show.checks(saved.checks)
    show.warnings(saved.warnings)
    if saved.path is not None:
        typer.echo(str(saved.path))


def _lines(branch: Branch, shown: set[int], indent: str) -> list[str]:
    run = branch.run
    mine = [f"{indent}{run.id:>4}  {run.created:%Y-%m-%d %H:%M}  {_what(run)}"] if run.id in shown else []
    deeper = indent if len(branch.branches) == 1 else indent + "  "
    return mine + [line for child in branch.branches for line in _lines(child, shown, deeper)]


def _what(run: Run) -> str:
    told = {"edit": run.instruction, "draw": f'draw "{run.instruction}"'}
    words = told.get(run.kind, run.kind)
    mark = " *" if run.head else ""
    place = " (in place)" if run.in_place else ""
    return f"{words} -> {run.output_path or 'a pipe'}{place}{mark}"


def _described(run: Run) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(run)
