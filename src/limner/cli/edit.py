"""``limner edit``: plan, act, check, write."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from contextlib import closing
from os.path import exists, isdir
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limner.cli import show
from limner.cli.options import (
    BaseUrl,
    DryRun,
    Json,
    Output,
    Overwrite,
    Planner,
    read_source,
    refuse,
    refuse_base_url_alone,
)
from limner.core.errors import BadValue, Cancelled

if TYPE_CHECKING:
    from limner.core.image import Format
    from limner.core.plan import Plan
    from limner.session.batch import Job, Outcome
    from limner.session.session import Edited, Session
    from limner.session.writing import Writing

Targets = Annotated[
    list[str],
    typer.Argument(metavar="PICTURE... WORDS", help="Files or folders, then the request; - is stdin."),
]


def edit(
    targets: Targets,
    output: Output = None,
    format: Annotated[str | None, typer.Option(help="jpeg, png, webp, tiff, gif, avif or bmp.")] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Replace the picture; the original goes to the history.")
    ] = False,
    overwrite: Overwrite = False,
    lossless: Annotated[
        bool, typer.Option("--lossless", help="Turn or crop a JPEG without recompression where blocks align.")
    ] = False,
    recipe: Annotated[
        bool, typer.Option("--recipe/--no-recipe", help="Write into the picture how it was made.")
    ] = True,
    plan: Annotated[
        Path | None, typer.Option("--plan", help="Run this plan (JSON) instead of words.")
    ] = None,
    seed: Annotated[int, typer.Option(help="For steps that draw random numbers.")] = 0,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1, help="Worker processes.")] = None,
    planner: Planner = None,
    base_url: BaseUrl = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Edit pictures by asking: `limner edit photo.jpg "crop to 500x500" -o out.jpg`."""
    from limner.session.session import Session
    from limner.session.writing import Writing

    refuse_base_url_alone(planner, base_url)
    to_stdout = output == "-" or (output is None and targets[0] == "-")
    if json and to_stdout and not dry_run:
        refuse("the picture and --json would both go to stdout: name a file with -o FILE")
    session = Session(planner=planner, base_url=base_url)
    pictures, made = _request(session, targets, plan)
    wanted = _format(format)
    made = _in_format(made, wanted)
    writing = Writing(
        in_place=in_place, overwrite=overwrite, lossless=lossless, recipe=recipe, seed=seed, format=wanted
    )
    if dry_run:
        show.plan(made)
        if json:
            show.data(made.model_dump(mode="json", by_alias=True))
    elif len(pictures) == 1 and not isdir(pictures[0]):  # noqa: PTH112 - as in collect
        _one(session, pictures[0], made, output, writing, json=json)
    else:
        _many(session, pictures, made, output, writing, workers=jobs, json=json)


def _request(session: Session, targets: list[str], plan_file: Path | None) -> tuple[list[str], Plan]:
    """The pictures, and the plan from the last word or from a file."""
    from limner.core.plan import Plan

    if plan_file is not None:
        try:
            made = Plan.from_json(plan_file.read_bytes())
        except OSError as error:
            raise BadValue(
                f"the plan {plan_file} cannot be read: {error.strerror}", hint="check the path"
            ) from None
        if len(targets) > 1 and targets[-1] != "-" and not exists(targets[-1]):  # noqa: PTH110 - words may be too long for a path
            raise BadValue(
                f"{targets[-1]!r} is no file, and a plan was given",
                hint="give a plan or words, not both",
            )
        return targets, made
    *pictures, words = targets
    if not pictures:
        raise BadValue(
            "a picture or a request is missing",
            hint='give both, as in: limner edit photo.jpg "crop to 500x500" -o out.jpg',
        )
    return pictures, session.plan(words)


def _format(name: str | None) -> Format | None:
    """The format asked for with --format, by its name or by its extension."""
    if name is None:
        return None
    from limner.ops.encode import named_format

    found = named_format(f"x.{name}")
    if found is None:
        raise BadValue(f"there is no format {name!r}", hint="give jpeg, png, webp, tiff, gif, avif or bmp")
    return found


def _in_format(made: Plan, format: Format | None) -> Plan:
    """The plan with the format asked for on the command line as its last step."""
    if format is None:
        return made
    from limner.core.plan import Plan

    step = {"op": "convert", "format": format, "why": "asked for with --format"}
    data = made.model_dump(mode="json", by_alias=True)
    return Plan.from_data({**data, "steps": [*data["steps"], step]})


def _one(
    session: Session, picture: str, made: Plan, output: str | None, writing: Writing, *, json: bool
) -> None:
    if not json:
        show.plan(made)
    start = time.perf_counter()
    source = read_source(picture)
    edited = session.edit(source, made, seed=writing.seed)
    if output == "-" or (output is None and picture == "-"):
        data, saved = edited.hand_over(lossless=writing.lossless, recipe=writing.recipe)
        sys.stdout.buffer.write(data)
        show.warnings(_untold(saved.warnings, made))
        return
    destination = Path(picture) if writing.in_place else _destination(edited, picture, output)
    saved = writing.save(edited, destination)
    if json:
        show.data(show.saved_data(saved))
        return
    show.checks(saved.checks)
    show.warnings(_untold(saved.warnings, made))
    show.say(f"wrote {saved.path} in {time.perf_counter() - start:.2f} s")
    typer.echo(str(saved.path))


def _untold(warnings: Iterable[str], made: Plan) -> list[str]:
    """The warnings that were not shown with the plan."""
    return [line for line in warnings if line not in made.warnings]


def _destination(edited: Edited, picture: str, output: str | None) -> Path:
    """The file named with -o, a file of the same name in that folder, or NAME-edited beside the input."""
    from limner.session.session import suffix_of

    if output is None:
        return free_name(Path(picture), suffix_of(edited))
    path = Path(output)
    if path.is_dir() or output.endswith("/"):
        path.mkdir(parents=True, exist_ok=True)
        stem = Path(picture).stem if picture != "-" else "picture"
        return path / f"{stem}{suffix_of(edited, Path(picture).suffix)}"
    return path


def free_name(picture: Path, suffix: str) -> Path:
    """``photo-edited.jpg`` beside ``photo.jpg``, or ``photo-edited-2.jpg`` when that is taken."""
    candidate = picture.with_name(f"{picture.stem}-edited{suffix}")
    number = 2
    while candidate.exists():
        candidate = picture.with_name(f"{picture.stem}-edited-{number}{suffix}")
        number += 1
    return candidate


def _many(
    session: Session,
    pictures: list[str],
    made: Plan,
    output: str | None,
    writing: Writing,
    *,
    workers: int | None,
    json: bool,
) -> None:
    from limner.session import batch

    _refuse_one_place(output)
    found = batch.collect(pictures)
    work = _jobs(found.pictures, made, output, writing.in_place)
    batch.check_distinct(work)
    if not json:
        show.plan(made)
    start = time.perf_counter()
    outcomes = batch.run(work, made, session.settings, writing, workers or session.settings.workers)
    done = _until_stopped(_with_progress(outcomes, len(work), json), len(work))
    for outcome in done:
        show.warnings(f"{outcome.job.source}: {line}" for line in _untold(outcome.warnings, made))
    show.others(found.others)
    failed = [outcome for outcome in done if outcome.error]
    if json:
        show.data([_outcome(outcome) for outcome in done])
    show.say(
        f"{len(done) - len(failed)} of {len(work)} done in {time.perf_counter() - start:.1f} s"
        + (f", {len(failed)} failed" if failed else ""),
        bold=True,
    )
    if failed:
        raise typer.Exit(failed[0].exit_code)


def _until_stopped(outcomes: Iterable[Outcome], total: int) -> list[Outcome]:
    """All outcomes; Cancelled, with how many pictures are done, on Ctrl-C."""
    done: list[Outcome] = []
    try:
        for outcome in outcomes:
            done.append(outcome)  # noqa: PERF402  (what was done before an interrupt counts)
    except KeyboardInterrupt:
        written = sum(not outcome.error for outcome in done)
        raise Cancelled(
            f"stopped: {written} of {total} pictures are done", hint="nothing half-written is left behind"
        ) from None
    return done


def _refuse_one_place(output: str | None) -> None:
    """BadValue for an output that holds a single picture."""
    from limner.ops.encode import named_format

    if output is None or output.endswith("/") or Path(output).is_dir():
        return
    if output == "-":
        raise BadValue("several pictures cannot go to stdout", hint="name a folder with -o FOLDER/")
    if Path(output).exists() or named_format(output):
        raise BadValue(
            f"{output!r} is a single file, and there may be several results",
            hint="name a folder with -o FOLDER/",
        )


def _jobs(found: Iterable[tuple[Path, Path]], made: Plan, output: str | None, in_place: bool) -> list[Job]:
    from limner.session.batch import Job

    ending = ending_of(made)
    if in_place:
        return [Job(path, path) for path, _ in found]
    if output is None:
        return [Job(path, free_name(path, ending or path.suffix)) for path, _ in found]
    folder = Path(output)
    return [Job(path, folder / (below.with_suffix(ending) if ending else below)) for path, below in found]


def ending_of(made: Plan) -> str:
    """The extension that a convert step asks for, or nothing."""
    from limner.ops.encode import extension_of
    from limner.session.making import said_format

    said = said_format(made)
    return extension_of(said) if said else ""


def _with_progress(outcomes: Any, total: int, json: bool) -> Any:
    """Pass outcomes on; show a bar on a terminal, the failures and the paths in any case."""
    with closing(outcomes), show.progress("editing", total) as advance:
        for outcome in outcomes:
            advance()
            if outcome.error:
                show.say(f"✗ {outcome.job.source}: {outcome.error}", color=typer.colors.RED)
                show.hint(outcome.hint)
            elif not json:
                typer.echo(str(outcome.job.destination))
            yield outcome


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "source": str(outcome.job.source),
        "path": str(outcome.job.destination),
        "seconds": round(outcome.seconds, 3),
        "checks": outcome.checks,
        "warnings": list(outcome.warnings),
        "error": outcome.error,
        "hint": outcome.hint,
        "exit_code": outcome.exit_code,
    }
