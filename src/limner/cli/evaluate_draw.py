"""``limner eval draw`` and ``limner eval paths``: what a generator draws, and on which path."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from limner.cli import show
from limner.cli.options import Json, check_place, refuse

if TYPE_CHECKING:
    from limner.core.protocols import LayoutPlanner
    from limner.evals.draw.prompts import Prompt
    from limner.evals.draw.report import Report
    from limner.evals.draw.sweep import Row
    from limner.session.drawing import Artist

Drawer = Annotated[
    str | None, typer.Option("--model", metavar="ID|FOLDER", help="A shipped model, or a folder.")
]
SEEDS = 20
"""Of one prompt alone."""

EACH = 20
"""Prompts of a skill, where nobody says how many."""


def draw(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="One prompt alone, on many seeds.")
    ] = None,
    seed: Annotated[
        int, typer.Option(help="Of the prompts, no training uses these; of WORDS the first.")
    ] = 0,
    each: Annotated[
        int | None,
        typer.Option("-n", "--n", min=1, help="Prompts of each skill; left out, 20, of a FILE all."),
    ] = None,
    prompts: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.jsonl|SET",
            help="Prompts in GenEval's metadata format, or made here: geneval, compbench, everyday.",
        ),
    ] = None,
    seeds: Annotated[
        int | None,
        typer.Option(min=1, help=f"Pictures of each prompt; left out, 1, and {SEEDS} of WORDS."),
    ] = None,
    steps: Annotated[int | None, typer.Option(help="From noise to picture.")] = None,
    guidance: Annotated[float | None, typer.Option(help="How closely to follow the words.")] = None,
    sampler: Annotated[str | None, typer.Option(help="The way from noise to picture.")] = None,
    quality: Annotated[str, typer.Option(help="draft (by the few-step student), normal or best.")] = "normal",
    no_layout: Annotated[bool, typer.Option("--no-layout", help="Draw the words alone.")] = False,
    no_rewrite: Annotated[
        bool, typer.Option("--no-rewrite", help="Tell the model the words as they are.")
    ] = False,
    sweep: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=V,V", help="Also so, one at a time: steps=1,2, layout=no, rewrite=no."),
    ] = None,
    judge: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Of the judge; left out, where it is exported to.")
    ] = None,
    by_encoder: Annotated[
        bool, typer.Option("--by-encoder", help="Without a judge: as the shipped encoder reads it.")
    ] = False,
    sheet: Annotated[
        Path, typer.Option(metavar="FILE.png", help="Pictures of the mistakes; of WORDS all, up to 60.")
    ] = Path("draw-mistakes.png"),
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="The sweep as a plot, by matplotlib.")
    ] = None,
    leaderboard: Annotated[
        Path | None, typer.Option(metavar="FILE.md", help="Also note every row there: docs/leaderboard.md.")
    ] = None,
    model: Drawer = None,
    json: Json = False,
) -> None:
    """Score what a model draws by skill, as an independent judge reads it, with 95 % intervals.

    With --by-encoder the reader is not independent: the generator learned from it. A rough look. WORDS are
    scored by the facts that they state, --prompts by what their metadata include; several seeds also tell how
    far apart the pictures of a prompt are.
    """
    from limner.draw.request import DrawRequest
    from limner.evals.draw import sweep as swept
    from limner.evals.draw.setting import Setting, settings
    from limner.evals.judge import the_encoder, the_judge
    from limner.session.session import Session

    if plot is not None and not sweep:
        refuse("--plot shows a sweep: say over what, --sweep steps=1,2,4,8")
    if by_encoder and judge is not None:
        refuse("--by-encoder and --judge FOLDER name two readers: leave one out")
    text = " ".join(words or [])
    if text and (prompts is not None or each is not None):
        refuse("WORDS are one prompt: leave out --prompts and -n; --seeds says how many pictures of it")
    _check_outputs(sheet, plot, leaderboard)
    request = DrawRequest(
        "a cat",
        steps=steps,
        guidance_scale=guidance,
        sampler=sampler,
        quality=quality,  # type: ignore[arg-type]  # checked there
        rewrite=not no_rewrite,
    )
    chosen = settings(Setting(request, layout=not no_layout), sweep or [])
    reader, trust = the_encoder() if by_encoder else the_judge(judge)
    artist = Session().artist(model)
    many = seeds or (SEEDS if text else 1)
    asked = _asked(text, prompts, seed, each, many, artist)
    told_n = each or (None if text or prompts else EACH)
    given = {"--prompts": prompts, "-n": told_n, "--seed": seed or None, "--seeds": seeds}
    scope = _scope(text, {**given, "--model": model, "--judge": judge}, by_encoder=by_encoder)
    told = f"{reader.card.id}{', not independent' if by_encoder else ''}"
    on_row = _noting(artist, leaderboard, scope, told)
    total = len(set(swept.ways(artist, chosen, asked[0]))) * len(asked)
    with show.progress("draw", total) as move:
        encoder = the_encoder()[0] if many > 1 else None
        report, rows = swept.measure_all(artist, reader, chosen, asked, encoder, move, on_row)
    found = swept.Sweep(rows, _trusted(trust, many, alone=bool(text)))
    _save_sheet(report, sheet, alone=bool(text))
    if plot is not None:
        swept.plot(found, plot)
        show.say(f"plot: {plot}")
    show.report(found if sweep else replace(report, note=found.note), json=json)


def _asked(
    words: str, prompts: str | None, seed: int, each: int | None, seeds: int, artist: Artist
) -> list[Prompt]:
    """What to draw; notes on what of it is not looked for, or not drawn, are shown."""
    from limner.evals.draw import run

    vocabulary = artist.generator.card.vocabulary
    if prompts is None:
        asked, notes = run.asked(words, seed, each or EACH, seeds, vocabulary)
    else:
        asked, notes = run.given(prompts, seed, each, seeds, vocabulary)
    show.warnings(notes)
    return asked


def layouts_of(
    planner: LayoutPlanner, prompts: str, seed: int, each: int | None, *, misses: bool, json: bool
) -> None:
    """Read and plan prompts without drawing them."""
    from limner.evals.draw import included, run

    asked, notes = run.given(prompts, seed, each, 1, planner.card.vocabulary)
    show.warnings(notes)
    with show.progress("layouts", len(asked)) as move:
        report = included.measure(planner, asked, move)
    show.report(report, json=json)
    for one in report.misses() if misses and not json else ():
        wrong = [str(fact) for fact, held in zip(one.prompt.facts, one.held, strict=True) if not held]
        typer.echo(f"{one.prompt.text}\n    {'' if one.read else 'misread; '}no {wrong}\n    {one.layout}")


def _check_outputs(sheet: Path | None, plot: Path | None, leaderboard: Path | None = None) -> None:
    """Refuse now what could not be written after everything is drawn."""
    from limner.evals.draw import figure

    for path in filter(None, (plot, leaderboard)):
        check_place(path, picture=False)
    if sheet is not None:
        check_place(sheet)
    if plot is not None:
        figure.check(plot)


def _trusted(trust: str, seeds: int, *, alone: bool) -> str:
    """What a reader of the figures must know."""
    if seeds == 1:
        return trust
    far = "how far apart pictures are is told by the shipped encoder's vectors"
    alike = "" if alone else "; the seeds of a prompt are not independent, so the intervals are too narrow"
    return f"{trust}; {far}{alike}"


def _save_sheet(report: Report, path: Path, *, alone: bool) -> None:
    from limner.evals.draw.run import mistakes, pictures
    from limner.session.drawing import save_sheet

    shown = pictures(report) if alone else mistakes(report)
    if shown is not None:
        save_sheet(shown, path, overwrite=True)
        show.say(f"{'pictures' if alone else 'mistakes'}: {path}")


def _scope(words: str, options: dict[str, object], *, by_encoder: bool) -> list[str]:
    """The command that draws these prompts and has them read so, but for the setting."""
    given = [part for name, value in options.items() if value is not None for part in (name, str(value))]
    return ["limner", "eval", "draw", *filter(None, [words]), *given, *["--by-encoder"] * by_encoder]


def _noting(artist: Artist, path: Path | None, scope: list[str], reader: str) -> Callable[[Row], None]:
    """Tells of each row as soon as it is measured, and writes it into the leaderboard."""
    from limner.evals.draw import leaderboard

    board = leaderboard.Leaderboard(path) if path else None

    def note(row: Row) -> None:
        show.say(f"{row.setting}: {row.scores['overall']}")
        if board is None:
            return
        student = artist.generator.student
        drawer = student if student and student.card.id == row.way.model else artist.generator
        command = shlex.join([*scope, *row.setting.options()])
        board.note(leaderboard.told(row, drawer.card, command, reader, leaderboard.commit()))

    return note


def paths(
    seed: Annotated[int, typer.Option(help="Of the prompts; no training uses these.")] = 0,
    count: Annotated[int, typer.Option("-n", "--n", min=1, help="Prompts.")] = 8,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Also as a plot, by matplotlib.")
    ] = None,
    model: Drawer = None,
    json: Json = False,
) -> None:
    """How near few steps come to a path's end, sampled as a flow and as diffusion, and how straight it is."""
    from limner.evals.draw import paths as measured
    from limner.session.session import Session

    _check_outputs(None, plot)
    artist = Session().artist(model)
    requests = measured.requests(seed, count, artist.generator.card.vocabulary)
    with show.progress("paths", count) as move:
        found = measured.measure(artist, requests, on_picture=move)
    if plot is not None:
        measured.plot(found, plot)
        show.say(f"plot: {plot}")
    show.report(found, json=json)
