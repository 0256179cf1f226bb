"""``limner train``: build the atlas, train a network, export it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from limner.cli import show
from limner.cli.options import Json
from limner.core.errors import Unsupported

app = typer.Typer(help="Train the embedded models on the rendered world.", no_args_is_help=True)

Cache = Annotated[Path, typer.Option(metavar="FOLDER", help="Where sprites are read from and runs are kept.")]
CACHE = Path("~/.cache/limner")
Minutes = Annotated[float, typer.Option(min=0.01, help="Of training; earlier runs of a --resume included.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on from the checkpoint in the run's folder.")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER", help="The run's folder.")]
Processes = Annotated[int, typer.Option(min=1, help="Processes of one thread each that share a step.")]
Estimate = Annotated[bool, typer.Option("--estimate", help="Measure a few steps, say what to expect, stop.")]


@app.callback()
def main() -> None:
    """Train the embedded models on the rendered world."""


@app.command("sprites")
def sprites(cache: Cache = CACHE) -> None:
    """Fetch the pinned pictogram packages with npm and build the atlas."""
    from limner.train.sprites import build

    folder = cache.expanduser()
    target = folder / "sprites.npz"
    count = build(folder / "packages", target, lambda doing, done, total: None)
    show.say(f"{count} pictograms in {target}")


@app.command("bpe")
def bpe(cache: Cache = CACHE) -> None:
    """Learn the encoder's vocabulary from the world's captions."""
    from limner.train.run import vocabulary

    typer.echo(vocabulary(cache.expanduser()))


@app.command("encoder")
def encoder(
    minutes: Minutes = 90,
    contrast: Annotated[str, typer.Option(help="clip or siglip.")] = "clip",
    processes: Processes = 2,
    cache: Cache = CACHE,
    out: Out = None,
    resume: Resume = False,
    estimate: Estimate = False,
    json: Json = False,
) -> None:
    """Train the encoder: pictures and words in one space, and a reader that names what it sees."""
    _train("encoder", minutes, processes, cache, out, resume, estimate, json, contrast=contrast)


@app.command("judge")
def judge(
    minutes: Minutes = 60,
    processes: Processes = 2,
    cache: Cache = CACHE,
    out: Out = None,
    resume: Resume = False,
    estimate: Estimate = False,
    json: Json = False,
) -> None:
    """Train the independent judge: another network on another stream, used by evaluations alone."""
    _train("judge", minutes, processes, cache, out, resume, estimate, json)


def _train(
    recipe: str,
    minutes: float,
    processes: int,
    cache: Path,
    out: Path | None,
    resume: bool,
    estimate: bool,
    json: bool,
    contrast: str = "clip",
) -> None:
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise Unsupported("training needs torch", hint="pip install 'limner[train]'")
    from limner.train import run

    order = run.Order(
        recipe,
        cache.expanduser(),
        minutes=minutes,
        out=out,
        resume=resume,
        processes=processes,
        contrast=contrast,
    )
    if estimate:
        found = run.estimate(order)
        show.data(found) if json else typer.echo(
            "\n".join(f"{name}: {value}" for name, value in found.items())
        )
        return
    run.run(order)
    show.say(f"the checkpoint, the log and the curves are in {order.folder}")
