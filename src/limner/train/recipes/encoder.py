"""The encoder: pictures and words in one space, and a reader that names what it sees."""

# ruff: noqa: N806, N815 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from torch import nn

from limner.nets import losses as objectives
from limner.nets.dual_encoder import EncoderShape
from limner.nets.vit import normalise
from limner.train import samples
from limner.train.measure import measured
from limner.train.reading_encoder import ReadingEncoder
from limner.train.scenes import Scenes, collate, first

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer
    from torch import Tensor

    from limner.nets.reader import Read
    from limner.train.recipe import Batch
    from limner.world.atlas import Atlas

HEAP_SHARE = 0.35
"""How many pictures of a batch are heaps of things without words."""

LAG = 60
"""A picture comes back after this many batches, with other words."""

HELD_OUT = 512
"""Scenes that the curves are measured on, of a stream that is never trained on."""

WEIGHTS = {
    "contrastive": 1.0,
    "preference": 0.5,
    "things": 1.0,
    "colors": 0.5,
    "boxes": 0.5,
    "centredness": 0.25,
    "place": 0.2,
    "time": 0.2,
    "weather": 0.2,
    "style": 0.4,
}
"""What each loss counts in the total."""


class Meeting(NamedTuple):
    """Vectors of length 1 of all pictures of a batch, of the true and of the false texts, which go with the
    first pictures; and what is read."""

    image_BV: Tensor
    text_BV: Tensor
    wrong_BV: Tensor
    read: Read


def met(model: ReadingEncoder, batch: Batch) -> Meeting:
    """Pictures and texts of ``batch`` as the network sees them."""
    image_BV, _, read = model.see(normalise(batch["pixels"]))
    text_BV, wrong_BV = model.encoder.text_vectors(batch["ids"]).chunk(2)
    return Meeting(image_BV, text_BV, wrong_BV, read)


@dataclass
class EncoderRecipe:
    """See `limner.train.recipe.Recipe`. ``contrast`` chooses between the two contrastive losses."""

    atlas: Atlas
    tokenizer: Tokenizer
    shape: EncoderShape
    contrast: Literal["clip", "siglip"] = "clip"
    batch_size: int = 64
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    muon: bool = True
    name: str = field(init=False)
    stream: Scenes = field(init=False)

    def __post_init__(self) -> None:
        self.name = "encoder" if self.contrast == "clip" else "encoder-siglip"
        vision = self.shape.vision
        self.stream = Scenes(self.atlas, "encoder", vision.resolution, vision.grid)

    def build(self) -> nn.Module:
        """The network with fresh weights."""
        model = ReadingEncoder(self.shape)
        if self.contrast == "siglip":
            nn.init.constant_(model.encoder.logit_bias, -10.0)
            nn.init.constant_(model.encoder.logit_scale, 2.3026)
        else:
            model.encoder.logit_bias.requires_grad_(False)
        return model

    def batch(self, index: int) -> Batch:
        """Half fresh pictures, half known ones with new words; heaps stand last."""
        heaps = round(self.batch_size * HEAP_SHARE)
        samples = self.stream.echoed(index, self.batch_size - heaps, heaps, LAG)
        return collate(samples, self.tokenizer)

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """The contrastive loss, the preference for the true telling, and the reader's."""
        assert isinstance(model, ReadingEncoder)
        return objectives.weighted(self.parts(model, met(model, batch), batch), WEIGHTS)

    def parts(self, model: ReadingEncoder, meeting: Meeting, batch: Batch) -> dict[str, Tensor]:
        """Each of the losses, by its name in `WEIGHTS`."""
        text_BV, scale = meeting.text_BV, model.encoder.scale()
        image_BV = meeting.image_BV[: len(text_BV)]
        ids, wrong_ids = batch["ids"].chunk(2)
        rivals = objectives.Rivals(
            meeting.wrong_BV,
            wrong_B=(ids != wrong_ids).any(-1),
            alike_BB=(ids[:, None] == ids[None]).all(-1),
        )
        if self.contrast == "siglip":
            bias = model.encoder.logit_bias
            contrastive = objectives.siglip_loss(image_BV, text_BV, scale, bias, rivals)
        else:
            contrastive = objectives.clip_loss(image_BV, text_BV, scale, rivals)
        return {
            "contrastive": contrastive,
            "preference": objectives.preference_loss(image_BV, text_BV, scale, rivals),
            **objectives.reading_losses(meeting.read, batch),
        }

    def advance(self, model: nn.Module, progress: float) -> None:
        """Nothing changes with time but the learning rate."""

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """How it does on `HELD_OUT` unseen scenes."""
        assert isinstance(model, ReadingEncoder)
        return measured(model, self.unseen)

    def picture(self, model: nn.Module, path: Path) -> None:
        """What it reads in 24 unseen scenes."""
        assert isinstance(model, ReadingEncoder)
        samples.sheet(model.read, self.unseen, path)

    @cached_property
    def unseen(self) -> Batch:
        """`HELD_OUT` scenes of a stream that is never trained on."""
        vision = self.shape.vision
        stream = Scenes(self.atlas, "held out", vision.resolution, vision.grid, tellings=1)
        return first(stream, HELD_OUT, self.tokenizer)
