"""``limner eval``: quality on labelled data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from limner.cli import evaluate_draw, show
from limner.cli.options import Json, Model, refuse
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


@app.command("see")
def see(
    seed: Annotated[int, typer.Option(help="Of the scenes; no training uses these.")] = 0,
    count: Annotated[int, typer.Option("-n", "--n", min=20, help="Scenes to render.")] = 1000,
    shipped: Annotated[bool, typer.Option("--shipped", help="On the scenes inside the package.")] = False,
    sprites: Annotated[Path | None, typer.Option(help="The file of pictograms to render from.")] = None,
    sheet: Annotated[Path, typer.Option(metavar="FILE.png", help="Pictures of the mistakes.")] = Path(
        "see-mistakes.png"
    ),
    model: Model = None,
    json: Json = False,
) -> None:
    """Score what a model sees: things, colours, places, words, photographs, with 95 % intervals."""
    from limner.evals.see.evaluate import measure
    from limner.evals.see.sheet import sheet as drawn
    from limner.ops.atomic import write_file
    from limner.session.session import Session

    seer = Session().seer(model)
    report = measure(seer.observer.required, seed, count, sprites, shipped=shipped)
    picture = drawn(report.mistakes())
    if picture:
        write_file(sheet, picture, replace=True)
        show.say(f"mistakes: {sheet}")
    show.report(report, json=json)


@app.command("photographs")
def photographs() -> None:
    """Fetch the film that `eval see` counts whole people on (96 MB of Debian's opencv-doc; 8 MB are kept)."""
    from limner.evals.see.street import fetch

    show.say(f"whole people: {fetch()}")


app.command("draw")(evaluate_draw.draw)
app.command("paths")(evaluate_draw.paths)


@app.command("calibrate")
def calibrate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Of an exported encoder, with its card.")],
    seed: Annotated[int, typer.Option(help="Of the scenes; no training and no evaluation uses these.")] = 0,
    count: Annotated[int, typer.Option("-n", "--n", min=100, help="Scenes, and strange pictures.")] = 600,
    sprites: Annotated[Path | None, typer.Option(help="The file of pictograms to render from.")] = None,
    json: Json = False,
) -> None:
    """Choose on held-out scenes what counts as outside what a model knows, and write it on its card."""
    from limner.evals.see import calibrate as calibration
    from limner.evals.see.cases import SPRITES
    from limner.models.embedded import EmbeddedReader
    from limner.models.store import weights_in
    from limner.world.atlas import Atlas

    reader = EmbeddedReader(weights_in(folder))
    atlas = Atlas.load((sprites or SPRITES).expanduser())
    found = calibration.calibrate(reader, atlas, seed, count)
    calibration.write(folder, found)
    if json:
        show.data({"numbers": found.numbers, "measured": found.measured})
        return
    for name, share in found.measured.items():
        typer.echo(f"{share:.3f}  {name}")
    show.say(f"written on {folder / 'card.json'}: its hash is another now")


@app.command("layout")
def layout(
    seed: Annotated[int, typer.Option(help="Of the words; no training uses these.")] = 0,
    count: Annotated[
        int | None,
        typer.Option(
            "-n",
            "--n",
            min=1,
            help="Captions, and as many reserved ones; left out, 500. Of --prompts those of each tag.",
        ),
    ] = None,
    sprites: Annotated[Path | None, typer.Option(help="The file of pictograms, for their outlines.")] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--model", metavar="FOLDER", help="An exported planner; else the embedded one."),
    ] = None,
    prompts: Annotated[
        str | None,
        typer.Option(metavar="FILE.jsonl|SET", help="Prompts instead of captions, as of `limner eval draw`."),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="Also list what was planned wrongly.")] = False,
    json: Json = False,
) -> None:
    """Score the planner of layouts: does everything hold that the words say, with 95 % intervals."""
    from limner.evals.draw.layouts import measure
    from limner.evals.see.cases import SPRITES
    from limner.models.catalog import DEFAULT_LAYOUT, shipped
    from limner.models.layout import EmbeddedLayoutPlanner
    from limner.models.store import weights_in
    from limner.world.atlas import Atlas

    if prompts is not None and sprites is not None:
        refuse("--sprites is of captions that are made here; --prompts needs no pictograms: leave one out")
    planner = EmbeddedLayoutPlanner(weights_in(folder) if folder else shipped(DEFAULT_LAYOUT))
    if prompts is not None:
        evaluate_draw.layouts_of(planner, prompts, seed, count, misses=misses, json=json)
        return
    report = measure(planner, Atlas.load((sprites or SPRITES).expanduser()), seed, count or 500)
    show.report(report, json=json)
    for one in report.misses() if misses and not json else ():
        wrong = [claim for claim, held in zip(one.told.claims, one.held, strict=True) if not held]
        typer.echo(f"{one.told.words}\n    {wrong}\n    {one.layout}")


@app.command("checks")
def checks(
    results: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="Each edit is noted there at once; a later run goes on."),
    ] = None,
    only: Annotated[str, typer.Option(help="Only photographs whose name holds this.")] = "",
    json: Json = False,
) -> None:
    """Try every operation on photographs: false alarms of the checks, and steps left out that they see."""
    from limner.evals.checks import kept, resumed, sweep
    from limner.evals.edits import beside, photographs, requests

    chosen = ((name, data) for name, data in photographs() if only in name)
    report = kept(sweep(chosen, requests(), beside(), resumed(results)), results, show.say)
    show.report(report, json=json)
