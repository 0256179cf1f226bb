"""The encoder's pictures learn on; its words stay as they are, to the bit, for what draws from them."""

from __future__ import annotations

from dataclasses import dataclass

from torch import nn

from limner.train.reading_encoder import ReadingEncoder
from limner.train.recipes.encoder import EncoderRecipe


@dataclass
class PicturesRecipe(EncoderRecipe):
    """See `limner.train.recipe.Recipe`. Picture tower, reader and scale are trained, words are not."""

    learning_rate: float = 5e-4

    def __post_init__(self) -> None:
        super().__post_init__()
        self.name = "encoder-pictures"

    def build(self) -> nn.Module:
        """The encoder's network; the weights that words pass through are frozen."""
        model = super().build()
        assert isinstance(model, ReadingEncoder)
        for part in (model.encoder.text_model, model.encoder.text_projection):
            part.requires_grad_(False)
        return model
