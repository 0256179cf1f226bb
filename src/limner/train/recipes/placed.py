"""The encoder, whose vectors must also tell where each thing stands (`docs/lab/LOG.md` says why)."""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from torch import nn

from limner.nets import losses as objectives
from limner.train.checkpoint import Learner
from limner.train.reading_encoder import ReadingEncoder
from limner.train.recipes.encoder import WEIGHTS, EncoderRecipe, met

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

    from limner.train.recipe import Batch

WHERE = 2.0
"""What the distance, of pictures and of words together, counts in the total."""


class PlacedEncoder(Learner):
    """A `ReadingEncoder` and one linear map from the space where pictures and words meet to the middle of
    every thing: sides that the one tells and the other does not are then worth learning for both."""

    student: ReadingEncoder

    def __init__(self, student: ReadingEncoder) -> None:
        super().__init__()
        self.student = student
        self.where = nn.Linear(student.encoder.shape.dimension, 2 * student.reader.shape.things)
        nn.init.zeros_(self.where.weight)
        nn.init.constant_(self.where.bias, 0.5)

    def middles(self, vectors_BV: Tensor) -> Tensor:
        """(B, T, 2) x and y of each thing as fractions of the picture, wherever it is not."""
        middles: Tensor = self.where(vectors_BV).unflatten(1, (-1, 2))
        return middles


@dataclass
class PlacedRecipe(EncoderRecipe):
    """See `limner.train.recipe.Recipe`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.name = "encoder-placed"

    def build(self) -> nn.Module:
        """The encoder's network with fresh weights, and the map."""
        student = super().build()
        assert isinstance(student, ReadingEncoder)
        return PlacedEncoder(student)

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """The encoder's, and how far things are from where pictures and true words have them."""
        assert isinstance(model, PlacedEncoder)
        meeting = met(model.student, batch)
        parts = self.parts(model.student, meeting, batch)
        seen, told = (_gap(model, vectors_BV, batch) for vectors_BV in (meeting.image_BV, meeting.text_BV))
        return objectives.weighted({**parts, "where": (seen + told) / 2}, {**WEIGHTS, "where": WHERE})

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """How the encoder does, as `EncoderRecipe`."""
        assert isinstance(model, PlacedEncoder)
        return super().evaluate(model.student)

    def picture(self, model: nn.Module, path: Path) -> None:
        """What the encoder reads, as `EncoderRecipe`."""
        assert isinstance(model, PlacedEncoder)
        super().picture(model.student, path)


def _gap(model: PlacedEncoder, vectors_BV: Tensor, batch: Batch) -> Tensor:
    """`where_loss` of vectors that go with the first pictures of ``batch``."""
    things_BP, boxes_BP4 = (batch[name][: len(vectors_BV)] for name in ("things", "boxes"))
    return objectives.where_loss(model.middles(vectors_BV), things_BP, boxes_BP4)
