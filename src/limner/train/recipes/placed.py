"""The encoder, whose vectors must also tell where each thing stands (`docs/lab/LOG.md` says why)."""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import nn

from limner.nets import losses as objectives
from limner.train import tokens
from limner.train.checkpoint import Learner
from limner.train.reading_encoder import ReadingEncoder
from limner.train.recipes.encoder import WEIGHTS, EncoderRecipe, met
from limner.train.sides import told_sides
from limner.train.targets import VOCABULARY

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

    from limner.train.recipe import Batch

WHERE = 2.0
"""What the distance, of pictures and of words together, counts in the total."""

TELLINGS = 2
"""How many tellings of sides, without pictures, go with each picture of a batch."""

SENSES = 64
"""Numbers that a vector is asked for on each axis, of which each thing takes its own mixture."""

FIRST_SPREAD = 0.2
"""How far from the middle things are placed at first, by chance: a map that begins at nothing gives towers
that tell no sides no reason to tell them, and learns nothing from them (measured: `docs/lab/LOG.md`)."""


class Where(nn.Module):
    """Vectors (B, V) of length 1 to the middle (B, T, 2) of every thing, x and y as fractions of the picture.

    Bilinear in the vector and in the thing: what says "on the left" of one says it of those like it too. No
    single weight can make it nothing again.
    """

    def __init__(self, dimension: int, things: int) -> None:
        super().__init__()
        self.senses = nn.Linear(dimension, 2 * SENSES, bias=False)
        self.things = nn.Parameter(torch.randn(things, 2 * SENSES))
        self.usual = nn.Parameter(torch.full((things, 2), 0.5))
        nn.init.normal_(self.senses.weight)

    def forward(self, vectors_BV: Tensor) -> Tensor:
        """See the class; a thing has a middle wherever it is not, too."""
        senses, things = self.senses(vectors_BV).chunk(2, 1), self.things.chunk(2, 1)
        scale = FIRST_SPREAD * SENSES**-0.5
        axes = [scale * sense_BK @ thing_TK.T for sense_BK, thing_TK in zip(senses, things, strict=True)]
        return torch.stack(axes, -1) + self.usual

    def name(self, names_TV: Tensor) -> None:
        """Let things be mixed as alike as their names' vectors are."""
        apart_TV = torch.nn.functional.normalize(names_TV - names_TV.mean(0), dim=-1)
        with torch.no_grad():
            self.things.copy_(apart_TV @ torch.randn(names_TV.shape[1], self.things.shape[1]))


class PlacedEncoder(Learner):
    """A `ReadingEncoder` and a map from the space where pictures and words meet to where things stand: sides
    that the one tells and the other does not are then worth learning for both."""

    student: ReadingEncoder
    names: Tensor

    def __init__(self, student: ReadingEncoder, names: Tensor) -> None:
        """``names`` (T, L): the token ids of the name of every thing."""
        super().__init__()
        self.student = student
        self.where = Where(student.encoder.shape.dimension, student.reader.shape.things)
        self.register_buffer("names", names, persistent=False)

    def begun(self) -> None:
        """The map begins with what the words of the student already know of things."""
        with torch.no_grad():
            self.where.name(self.student.encoder.text_vectors(self.names))


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
        return PlacedEncoder(student, torch.from_numpy(tokens.encode(self.tokenizer, VOCABULARY["things"])))

    def batch(self, index: int) -> Batch:
        """The encoder's, and tellings of sides as `told_sides` gives them."""
        return {
            **super().batch(index),
            **told_sides(index, TELLINGS * self.batch_size, self.atlas, self.tokenizer),
        }

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """The encoder's, and how far things are from where pictures (``seen``) and words that tell sides
        (``told``) have them."""
        assert isinstance(model, PlacedEncoder)
        meeting = met(model.student, batch)
        gaps = {
            "seen": objectives.where_loss(model.where(meeting.image_BV), batch["things"], batch["boxes"]),
            "told": told_gap(model, batch),
        }
        parts = {**self.parts(model.student, meeting, batch), **gaps}
        return objectives.weighted(parts, {**WEIGHTS, **dict.fromkeys(gaps, WHERE / 2)})

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """How the encoder does, as `EncoderRecipe`."""
        assert isinstance(model, PlacedEncoder)
        return super().evaluate(model.student)

    def picture(self, model: nn.Module, path: Path) -> None:
        """What the encoder reads, as `EncoderRecipe`."""
        assert isinstance(model, PlacedEncoder)
        super().picture(model.student, path)


def told_gap(model: PlacedEncoder, batch: Batch) -> Tensor:
    """How far things are from where the words of `told_sides` have them."""
    told_NV = model.student.encoder.text_vectors(batch["told_ids"])
    return objectives.where_loss(model.where(told_NV), batch["told_things"], batch["told_boxes"])
