"""``python -m limner.train.run RECIPE``: training where only torch, NumPy, Pillow and OpenCV are.

``limner train RECIPE`` is the same with the folders of the user's settings. Under torchrun each
process joins the others; without it ``--processes`` are started here.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from tokenizers import Tokenizer

    from limner.nets.dual_encoder import EncoderShape
    from limner.train.recipe import Recipe
    from limner.train.recipes.generator import GeneratorRecipe
    from limner.world.atlas import Atlas

CACHE = Path("~/.cache/limner")
"""Where sprites are read from and runs are kept unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to train and how; ``cache`` holds the sprites and all runs, ``out`` this one.

    ``resolution`` is that of the pictures an encoder sees, None for the usual. A ``trial`` reports every
    step and measures no quality.
    """

    recipe: str
    cache: Path
    minutes: float = 30.0
    steps: int | None = None
    out: Path | None = None
    resume: bool = False
    processes: int = 1
    threads: int = 1
    workers: int = 0
    device: str = "auto"
    begin: Path | None = None
    batch: int | None = None
    resolution: int | None = None
    trial: bool = False

    @property
    def folder(self) -> Path:
        """Where the checkpoint, the log and the curves of this run lie."""
        return self.out or self.cache / "train" / self.recipe


def run(order: Order) -> None:
    """Train until the budget is spent; BadValue for an unknown recipe or resolution."""
    from limner.train.processes import launch

    if order.recipe not in RECIPES:
        raise BadValue(f"there is no recipe {order.recipe!r}", hint=f"choose among {', '.join(RECIPES)}")
    if order.resolution is not None:
        _check_resolution(order.recipe, order.resolution)
    launch(order.processes, work, order)


def _check_resolution(recipe: str, resolution: int) -> None:
    from limner.nets.vit import VisionShape

    patch = VisionShape().patch
    if not recipe.startswith("encoder"):
        raise BadValue(f"{recipe!r} has one resolution", hint="leave --resolution out: it is for encoders")
    if resolution < patch or resolution % patch:
        raise BadValue(
            f"a resolution of {resolution} pixels: allowed are multiples of {patch}",
            hint=f"--resolution {max(1, round(resolution / patch)) * patch}",
        )


def estimate(order: Order, steps: int = 4) -> dict[str, float]:
    """What to expect of ``order``, measured on a few steps that leave nothing behind:
    ``pictures_per_second`` of all processes, ``pictures`` and ``steps`` within its minutes."""
    import tempfile

    from limner.train.journal import rows

    with tempfile.TemporaryDirectory() as folder:
        trial = replace(order, out=Path(folder), steps=steps, resume=False, trial=True)
        run(trial)
        speeds = [row["pictures_per_second"] for row in rows(Path(folder)) if "rate" in row]
        seen = [row["pictures"] for row in rows(Path(folder)) if "rate" in row]
    speed, batch = float(str(speeds[-1])), float(str(seen[0]))
    pictures = speed * order.minutes * 60
    return {"pictures_per_second": speed, "pictures": round(pictures), "steps": round(pictures / batch)}


def work(rank: int, size: int, rendezvous: str | None, order: Order) -> None:
    """One process of a run."""
    import cv2

    from limner.train.loop import Run, train
    from limner.train.schedule import Budget

    cv2.setNumThreads(0)
    budget = Budget(steps=order.steps) if order.steps is not None else Budget(minutes=order.minutes)
    options = Run(
        order.folder,
        budget,
        begin=order.begin,
        resume=order.resume,
        device=order.device,
        threads=order.threads,
        workers=order.workers,
        report_every=0.0 if order.trial else 15.0,
        measure=not order.trial,
    )
    recipe = RECIPES[order.recipe](order)
    if order.batch is not None:
        recipe.batch_size = order.batch
    train(rank, size, rendezvous, recipe, options)


def _encoder(order: Order) -> Recipe:
    from limner.train.recipes.encoder import EncoderRecipe

    return EncoderRecipe(*_for_encoder(order))


def _generator(order: Order) -> GeneratorRecipe:
    from limner.train.autoencoder_files import trained_autoencoder
    from limner.train.recipes.generator import GeneratorRecipe
    from limner.train.release import trained_encoder

    runs = order.cache / "train"
    autoencoder = trained_autoencoder(runs / "autoencoder")
    tower = trained_encoder(runs / "encoder").encoder.text_model
    return GeneratorRecipe(order.cache / "latents", autoencoder, tower)


def _student(order: Order) -> Recipe:
    from limner.train.generator_files import trained_generator
    from limner.train.recipes.student import StudentRecipe

    return StudentRecipe(_generator(order), trained_generator(order.cache / "train" / "generator"))


def _siglip(order: Order) -> Recipe:
    from limner.train.recipes.encoder import EncoderRecipe

    return EncoderRecipe(*_for_encoder(order), contrast="siglip")


def _dino(order: Order) -> Recipe:
    from limner.train.recipes.self_taught import SelfTaughtRecipe

    return SelfTaughtRecipe(*_for_encoder(order))


def _placed(order: Order) -> Recipe:
    from limner.train.recipes.placed import PlacedRecipe

    return PlacedRecipe(*_for_encoder(order))


def _sides(order: Order) -> Recipe:
    from limner.train import checkpoint
    from limner.train.recipes.placed import PlacedEncoder, PlacedRecipe
    from limner.train.recipes.sides import SidesRecipe

    parts = _for_encoder(order)
    trained = PlacedRecipe(*parts).build()
    assert isinstance(trained, PlacedEncoder)
    checkpoint.begin(trained, order.cache / "train" / "encoder-placed")
    return SidesRecipe(*parts, trained=trained)


def _for_encoder(order: Order) -> tuple[Atlas, Tokenizer, EncoderShape]:
    from limner.nets.dual_encoder import EncoderShape
    from limner.nets.text import TextShape
    from limner.nets.vit import VisionShape
    from limner.train import tokens
    from limner.world.atlas import Atlas

    tokenizer = tokens.load(tokens.vocabulary(order.cache))
    vision = VisionShape(order.resolution) if order.resolution else VisionShape()
    shape = EncoderShape(vision, TextShape(vocabulary=tokenizer.get_vocab_size()))
    return Atlas.load(order.cache.expanduser() / "sprites.npz"), tokenizer, shape


def _judge(order: Order) -> Recipe:
    from limner.train.recipes.judge import JudgeRecipe
    from limner.world.atlas import Atlas

    return JudgeRecipe(Atlas.load(order.cache.expanduser() / "sprites.npz"))


def _autoencoder(order: Order) -> Recipe:
    from limner.train.recipes.autoencoder import AutoencoderRecipe
    from limner.world.atlas import Atlas

    return AutoencoderRecipe(Atlas.load(order.cache.expanduser() / "sprites.npz"))


def _decoder(order: Order) -> Recipe:
    from limner.train.autoencoder_files import trained_autoencoder
    from limner.train.recipes.autoencoder import DecoderRecipe
    from limner.world.atlas import Atlas

    trained = trained_autoencoder(order.cache / "train" / "autoencoder")
    return DecoderRecipe(Atlas.load(order.cache.expanduser() / "sprites.npz"), trained=trained)


def _layout(order: Order) -> Recipe:
    from limner.train import tokens
    from limner.train.recipes.layout import LayoutRecipe
    from limner.world.atlas import Atlas

    tokenizer = tokens.load(tokens.vocabulary(order.cache))
    return LayoutRecipe(Atlas.load(order.cache.expanduser() / "sprites.npz"), tokenizer)


RECIPES: dict[str, Callable[[Order], Recipe]] = {
    "encoder": _encoder,
    "encoder-siglip": _siglip,
    "encoder-dino": _dino,
    "encoder-placed": _placed,
    "encoder-sides": _sides,
    "judge": _judge,
    "autoencoder": _autoencoder,
    "decoder": _decoder,
    "generator": _generator,
    "student": _student,
    "layout": _layout,
}
"""What can be trained, by name."""


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m limner.train.run", description=__doc__)
    parser.add_argument("recipe", choices=list(RECIPES))
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--minutes", type=float, default=30.0, help="of training, earlier runs included")
    parser.add_argument("--steps", type=int, help="instead of minutes")
    parser.add_argument("--out", type=Path, help="the run's folder")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0, help="beside each process, to render")
    parser.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    parser.add_argument("--begin", type=Path, help="a run's folder: start from its averaged weights")
    parser.add_argument("--resolution", type=int, help="pixels along the side, for encoders")
    parser.add_argument("--batch", type=int, help="pictures in a step of one process")
    given = vars(parser.parse_args())
    given["cache"] = given["cache"].expanduser()
    run(Order(**given))


if __name__ == "__main__":
    main()
