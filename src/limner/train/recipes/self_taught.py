"""The encoder with a self-supervised objective beside words and truth (`limner.nets.self_taught`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from torch import nn

from limner.nets.self_taught import SelfTaught
from limner.nets.vit import normalise
from limner.train.checkpoint import Learner
from limner.train.reading_encoder import ReadingEncoder
from limner.train.recipes.encoder import EncoderRecipe

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

    from limner.train.recipe import Batch

SHARE = 0.5
"""How much of a batch is also cropped: its pictures with words stand first."""

WEIGHTS = {"crops": 0.5, "hidden": 0.5}
"""What each loss adds to the encoder's total."""


class SelfTaughtEncoder(Learner):
    """A `ReadingEncoder` and the teacher of its picture tower."""

    student: ReadingEncoder

    def __init__(self, student: ReadingEncoder) -> None:
        super().__init__()
        self.student = student
        self.begun()

    def begun(self) -> None:
        """The teacher becomes equal to the student."""
        self.own = SelfTaught(self.student.encoder.vision_model)


@dataclass
class SelfTaughtRecipe(EncoderRecipe):
    """See `limner.train.recipe.Recipe`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.name = "encoder-dino"

    def build(self) -> nn.Module:
        """The encoder's network with fresh weights, and a teacher equal to it."""
        student = super().build()
        assert isinstance(student, ReadingEncoder)
        return SelfTaughtEncoder(student)

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """The encoder's, and those of crops and hidden patches."""
        assert isinstance(model, SelfTaughtEncoder)
        found = super().losses(model.student, batch)
        cropped = normalise(batch["pixels"][: round(SHARE * len(batch["pixels"]))])
        own = model.own.losses(model.student.encoder.vision_model, cropped)
        found["total"] = found["total"] + sum(WEIGHTS[name] * value for name, value in own.items())
        return {**found, **own}

    def advance(self, model: nn.Module, progress: float) -> None:
        """The teacher follows the student."""
        assert isinstance(model, SelfTaughtEncoder)
        model.own.follow(model.student.encoder.vision_model, progress)

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """How the student does, as `EncoderRecipe`."""
        assert isinstance(model, SelfTaughtEncoder)
        return super().evaluate(model.student)

    def picture(self, model: nn.Module, path: Path) -> None:
        """What the student reads, as `EncoderRecipe`."""
        assert isinstance(model, SelfTaughtEncoder)
        super().picture(model.student, path)
