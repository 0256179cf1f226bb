"""From a trained encoder to the files that `limner` runs: two ONNX graphs, the words, the card.

Weights are stored as int8, one scale a row (`limner.train.int8`). The picture graph takes uint8
pixels and has an output for every head, the patch tokens and the attention of every block; what
nobody asks for is cut away before the engine compiles, so it costs nothing.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from limner.core.card import Card
from limner.models.card_file import CARD_NAME, card_json
from limner.models.store import described
from limner.nets.reader import WHOLE
from limner.nets.vit import normalise
from limner.train.graphs import onnx_graph
from limner.train.int8 import quantised
from limner.train.targets import VOCABULARY
from limner.train.tokens import FILE as TOKENIZER

if TYPE_CHECKING:
    from pathlib import Path

    from limner.nets.dual_encoder import DualEncoder
    from limner.train.reading_encoder import ReadingEncoder

IMAGE, TEXT = "image.onnx", "text.onnx"
LICENCE = "Apache-2.0"


class ImageGraph(nn.Module):
    """(N, S, S, 3) uint8 pixels to everything that the encoder says of a picture."""

    def __init__(self, model: ReadingEncoder) -> None:
        super().__init__()
        self.model = model

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of what `forward` returns, in its order."""
        heads = ("image_vector", "patch_tokens", "things", "colors", "boxes", "centredness", *WHOLE)
        blocks = len(self.model.encoder.vision_model.encoder.layers)
        return (*heads, *(f"attention_{block}" for block in range(blocks)))

    def forward(self, pixels: Tensor) -> tuple[Tensor, ...]:
        """``image_vector`` (N, D) of length 1, ``patch_tokens`` (N, P, W), the heads' logits,
        ``boxes`` (N, P, 4) as fractions, and ``attention_i`` (N, H, 1 + P, 1 + P)."""
        attention: list[Tensor] = []
        vectors, patches, read = self.model.see(normalise(pixels.float()), keep=attention)
        whole = (read.whole[head] for head in WHOLE)
        heads = (read.things, read.colors, read.boxes, read.centredness)
        return (vectors, patches, *heads, *whole, *attention)


class TextGraph(nn.Module):
    """(N, L) token ids to ``text_vector`` (N, D) of length 1."""

    def __init__(self, encoder: DualEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Tensor) -> Tensor:
        """See the class."""
        return self.encoder.text_vectors(input_ids)


def export_encoder(
    model: ReadingEncoder,
    folder: Path,
    tokenizer: Path,
    *,
    name: str = "embedded",
    trained: str = "",
    measured: dict[str, float] | None = None,
    calibration: dict[str, float] | None = None,
    int8: bool = True,
) -> Card:
    """Write ``image.onnx``, ``text.onnx``, ``tokenizer.json`` and ``card.json`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    model = model.eval().float()
    shape = model.encoder.shape
    image, text = ImageGraph(model), TextGraph(model.encoder)
    graphs = {
        IMAGE: onnx_graph(image, {"pixels": blank(shape.vision.resolution)}, image.outputs),
        TEXT: onnx_graph(
            text,
            {"input_ids": torch.full((2, 7), shape.text.end)},
            ("text_vector",),
            {"input_ids": {1: "length"}},
        ),
    }
    for file, data in graphs.items():
        (folder / file).write_bytes(quantised(data) if int8 else data)
    shutil.copyfile(tokenizer, folder / TOKENIZER)
    card = Card(
        id=name,
        kind="encoder",
        files=tuple(described(folder / file) for file in (IMAGE, TEXT, TOKENIZER)),
        licence=LICENCE,
        source="trained from scratch on limner's own rendered world (limner train encoder)",
        trained=trained,
        resolution=shape.vision.resolution,
        dimension=shape.dimension,
        measured=measured or {},
        vocabulary=dict(VOCABULARY),
        calibration={
            "logit_scale": float(model.encoder.scale()),
            "logit_bias": float(model.encoder.logit_bias),
            **(calibration or {}),
        },
    )
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return card


def blank(side: int) -> Tensor:
    """Two black pictures (2, S, S, 3) uint8, to trace a graph with."""
    return torch.zeros(2, side, side, 3, dtype=torch.uint8)
