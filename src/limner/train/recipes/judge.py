"""The judge: its own network, seed and stream of scenes, reserved combinations among them.

It judges generated pictures, whose things are not tiny: held to account is what it says of things
whose box is at least `LEAST` of the picture long. What it says of the others is measured beside it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import torch

from limner.core.seed import derive
from limner.nets import losses as objectives
from limner.nets.judge import STRIDE, Judge
from limner.nets.reader import ReaderShape
from limner.nets.vit import normalise
from limner.train import samples
from limner.train.measure import read_in_parts, reading_figures
from limner.train.scenes import Scenes, collate, first, mirrored
from limner.train.targets import VOCABULARY

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor, nn

    from limner.nets.reader import Read
    from limner.train.recipe import Batch
    from limner.world.atlas import Atlas

HEAP_SHARE = 0.7
LAG = 16
HELD_OUT = 768
SEED = 7919

RESOLUTION = 224
"""Pixels along the side of what it sees."""

LEAST = 0.22
"""The shortest longer side of a thing that the judge is trusted with, of the picture's side: 99 of 100
things that are laid out for `limner eval draw` are longer."""

WEIGHTS = {
    "things": 1.0,
    "colors": 0.5,
    "boxes": 0.5,
    "centredness": 0.25,
    "place": 0.1,
    "time": 0.1,
    "weather": 0.1,
    "style": 0.1,
}
"""What each loss counts in the total."""


@dataclass
class JudgeRecipe:
    """See `limner.train.recipe.Recipe`."""

    atlas: Atlas
    resolution: int = RESOLUTION
    name: str = "judge"
    batch_size: int = 32
    learning_rate: float = 1.5e-3
    weight_decay: float = 0.05
    muon: bool = False
    stream: Scenes = field(init=False)

    def __post_init__(self) -> None:
        self.stream = self.scenes("judge")

    def build(self) -> Judge:
        """The network with fresh weights, of a seed of its own."""
        torch.manual_seed(SEED)
        sizes = {head: len(words) for head, words in VOCABULARY.items()}
        return Judge(ReaderShape(**sizes), self.resolution)

    def batch(self, index: int) -> Batch:
        """Half fresh pictures, half known ones, each mirrored or not; heaps stand last."""
        heaps = round(self.batch_size * HEAP_SHARE)
        rng = random.Random(derive(index, "judge/mirror"))  # noqa: S311
        samples = self.stream.echoed(index, self.batch_size - heaps, heaps, LAG)
        return collate([(mirrored(one) if rng.random() < 0.5 else one, told) for one, told in samples])

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """The reader's losses, weighted."""
        parts = objectives.reading_losses(model(normalise(batch["pixels"])), batch)
        return objectives.weighted(parts, WEIGHTS)

    def advance(self, model: nn.Module, progress: float) -> None:
        """Nothing changes with time but the learning rate."""

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """How it does on `HELD_OUT` unseen scenes; ``judged`` things are at least `LEAST` long."""
        return judged_figures(read_in_parts(model, self.unseen), self.unseen)

    def picture(self, model: nn.Module, path: Path) -> None:
        """What it reads in 24 unseen scenes."""
        samples.sheet(model, self.unseen, path)

    @cached_property
    def unseen(self) -> Batch:
        """`HELD_OUT` scenes of a stream that is never trained on."""
        return first(self.scenes("judge, held out"), HELD_OUT)

    def scenes(self, stream: str) -> Scenes:
        """A stream of its own, reserved combinations among them."""
        cells = self.resolution // STRIDE
        return Scenes(self.atlas, stream, self.resolution, cells, tellings=0, reserved=None)


def judged_figures(read: Read, truth: Batch) -> dict[str, float]:
    """The figures of `reading_figures`, and those of judged things as ``judged things`` and the like."""
    large = reading_figures(read, truth, LEAST)
    return {
        **reading_figures(read, truth),
        **{f"judged {name}": large[name] for name in ("things", "colors", "overlap")},
    }
