"""``limner train``: build the atlas, train a network, export it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from limner.cli import show
from limner.cli.options import Json
from limner.core.errors import Unsupported

app = typer.Typer(help="Train the embedded models on the rendered world.", no_args_is_help=True)

CACHE = Path("~/.cache/limner")
Cache = Annotated[Path, typer.Option(metavar="FOLDER", help="Where sprites are read from and runs are kept.")]
Minutes = Annotated[float, typer.Option(min=0.01, help="Of training; earlier runs of a --resume included.")]
Processes = Annotated[int, typer.Option(min=1, help="Processes of one thread each that share a step.")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER", help="The run's folder.")]
Begin = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Start from the averaged weights of the run in FOLDER.")
]
Resolution = Annotated[
    int | None, typer.Option(help="Pixels along the side of an encoder's pictures, a multiple of 16.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on from the checkpoint in the run's folder.")]
Estimate = Annotated[bool, typer.Option("--estimate", help="Measure a few steps, say what to expect, stop.")]

RECIPES = {
    "encoder": (
        90,
        "Train the encoder: pictures and words in one space, and a reader of what is seen.",
    ),
    "encoder-siglip": (90, "Train the encoder with SigLIP's loss instead of CLIP's."),
    "encoder-dino": (90, "Train the encoder with a self-supervised objective beside words and truth."),
    "encoder-placed": (90, "Train the encoder so that its vectors also tell where each thing stands."),
    "encoder-sides": (
        15,
        "Train the words of encoder-placed alone to tell sides; captions keep their vectors.",
    ),
    "judge": (60, "Train the independent judge: another network on another stream, for evaluations alone."),
    "autoencoder": (90, "Train the autoencoder: pictures to a small grid of latents, and back."),
    "decoder": (60, "Train the autoencoder's way back on; latents that were made stay as they are."),
    "generator": (180, "Train the generator on the latents that were made: words and layout to a picture."),
    "student": (60, "Train a small delta of the generator that draws in 4 steps without guidance."),
    "layout": (45, "Train the planner of layouts: words to what stands where."),
}
"""The usual minutes and the help of each recipe of `limner.train.run`."""


@app.callback()
def main() -> None:
    """Train the embedded models on the rendered world."""


@app.command("sprites")
def sprites(cache: Cache = CACHE) -> None:
    """Fetch the pinned pictogram packages with npm and build the atlas."""
    from limner.train.sprites import build

    folder = cache.expanduser()
    target = folder / "sprites.npz"
    count = build(folder / "packages", target)
    show.say(f"{count} pictograms in {target}")


@app.command("bpe")
def bpe(cache: Cache = CACHE) -> None:
    """Learn the encoder's vocabulary from the world's captions."""
    from limner.train.tokens import vocabulary

    typer.echo(vocabulary(cache.expanduser()))


@app.command("latents")
def latents(
    scenes: Annotated[int, typer.Option(min=2, help="All scenes, those already made included.")] = 200_000,
    processes: Processes = 2,
    cache: Cache = CACHE,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where they are kept.")] = None,
) -> None:
    """Render scenes and keep their latents for the generator; needs the autoencoder and the encoder."""
    _require_torch()
    from limner.train.latents import make_all

    cache = cache.expanduser()
    made = make_all(cache, out or cache / "latents", scenes, processes)
    show.say(f"{made} scenes in {out or cache / 'latents'}")


def _add(recipe: str, usual: float, words: str) -> None:
    """The command ``limner train RECIPE``."""

    @app.command(recipe, help=words)
    def train(
        minutes: Minutes = usual,
        processes: Processes = 2,
        cache: Cache = CACHE,
        out: Out = None,
        begin: Begin = None,
        resolution: Resolution = None,
        resume: Resume = False,
        estimate: Estimate = False,
        json: Json = False,
    ) -> None:
        _require_torch()
        from limner.train import run

        order = run.Order(
            recipe,
            cache.expanduser(),
            minutes=minutes,
            out=out,
            begin=begin,
            resolution=resolution,
            resume=resume,
            processes=processes,
        )
        if not estimate:
            run.run(order)
            show.say(f"the checkpoint, the log and the curves are in {order.folder}")
        elif json:
            show.data(run.estimate(order))
        else:
            typer.echo("\n".join(f"{name}: {value}" for name, value in run.estimate(order).items()))


@app.command("compare")
def compare(
    minutes: Annotated[float, typer.Option(min=0.01, help="Of training for each.")] = 6,
    processes: Processes = 1,
    resolution: Annotated[int, typer.Option(min=32, help="Pixels along the side of the pictures.")] = 128,
    plot: Annotated[Path, typer.Option(metavar="FILE.png")] = Path("compare.png"),
    cache: Cache = CACHE,
    out: Out = None,
    json: Json = False,
) -> None:
    """Train the encoder with CLIP's loss, SigLIP's, and CLIP's with DINO, for equal time; draw them together.

    Figures are kept after each run. What is done is not repeated, and what was stopped goes on.
    """
    _require_torch()
    from limner.train.compare import compare as compared
    from limner.train.run import Order

    cache = cache.expanduser()
    order = Order("encoder", cache, minutes=minutes, processes=processes, resolution=resolution)
    found = compared(order, out or cache / "train" / "compare", plot)
    if json:
        show.data(found.to_json())
    else:
        typer.echo(found.to_text())
    show.say(f"curves and figures: {plot}")


@app.command("export")
def export(
    recipe: Annotated[str, typer.Argument(metavar="RECIPE", help="What was trained.")],
    run: Annotated[Path | None, typer.Option("--from", metavar="FOLDER", help="The run's folder.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where the files are written.")] = None,
    after: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The run it began from, if its log does not say.")
    ] = None,
    transformers: Annotated[
        bool,
        typer.Option("--transformers", help="Also a folder OUT/transformers for transformers' CLIPModel."),
    ] = False,
    cache: Cache = CACHE,
    json: Json = False,
) -> None:
    """Write the files that limner runs from a run's checkpoint, and measure what rounding them cost."""
    _require_torch()
    from limner.core.errors import BadValue
    from limner.train import provenance, release, transformers_folder
    from limner.train.tokens import vocabulary

    if recipe not in (*_ENCODERS, *_EXPORTS):
        known = ", ".join((*_ENCODERS, *_EXPORTS))
        raise BadValue(f"{recipe!r} cannot be exported", hint=f"these can: {known}")
    cache = cache.expanduser()
    run, out = run or cache / "train" / recipe, out or cache / "export" / recipe
    before = cache / "train" / _BEGUN_FROM[recipe] if recipe in _BEGUN_FROM else None
    trained = provenance.told(run, after or before)
    if recipe in _EXPORTS:
        show.data(_EXPORTS[recipe](run, out, cache, trained))
        return
    model, tokenizer = release.trained_encoder(run), vocabulary(cache)
    found = release.release(model, out, tokenizer, release.held_out(cache, model), trained)
    if transformers:
        transformers_folder.write(model.encoder, tokenizer, out / "transformers")
    if json:
        show.data({"trained": trained, "largest_gap": found.gap, "figures": found.figures})
    else:
        typer.echo(found.to_text())
    show.say(f"written into {out}; next: limner eval calibrate {out}")


def _export_autoencoder(run: Path, out: Path, cache: Path, trained: str) -> dict[str, float]:
    from limner.train.autoencoder_files import release
    from limner.world.atlas import Atlas

    return release(run, out, Atlas.load(cache / "sprites.npz"), trained).measured


def _export_layout(run: Path, out: Path, cache: Path, trained: str) -> dict[str, float]:
    from limner.train.layout_files import release
    from limner.train.tokens import vocabulary
    from limner.world.atlas import Atlas

    return release(run, out, Atlas.load(cache / "sprites.npz"), vocabulary(cache), trained).measured


def _export_judge(run: Path, out: Path, cache: Path, trained: str) -> dict[str, float]:
    from limner.train.judge_files import release
    from limner.world.atlas import Atlas

    return release(run, out, Atlas.load(cache / "sprites.npz"), trained).measured


def _export_generator(run: Path, out: Path, cache: Path, trained: str) -> dict[str, float]:
    from limner.train import generator_files
    from limner.train.tokens import vocabulary

    about = generator_files.About(trained=trained)
    return generator_files.release(run, cache / "train" / "encoder", vocabulary(cache), out, about).measured


def _export_student(run: Path, out: Path, cache: Path, trained: str) -> dict[str, float]:
    from limner.train import student_files

    teacher, base = cache / "train" / "generator", cache / "export" / "generator"
    found = student_files.release(run, teacher, base, out, trained)
    apart = {"exact": found.exact, "base_rounded": found.base_rounded}
    return found.card.measured | {name: round(value, 5) for name, value in apart.items()}


_EXPORTS = {
    "judge": _export_judge,
    "autoencoder": _export_autoencoder,
    "decoder": _export_autoencoder,
    "layout": _export_layout,
    "generator": _export_generator,
    "student": _export_student,
}
"""What each recipe but the encoders' writes and measures, by name."""

_BEGUN_FROM = {"decoder": "autoencoder", "encoder-sides": "encoder-placed"}
"""The run that a recipe always begins from, for the card of what it made."""

_ENCODERS = tuple(name for name in RECIPES if name.startswith("encoder"))


for _recipe, (_usual, _words) in RECIPES.items():
    _add(_recipe, _usual, _words)


def _require_torch() -> None:
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise Unsupported("training needs torch", hint="pip install 'limner[train]'")
