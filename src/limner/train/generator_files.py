"""From a trained generator to the files that `limner` runs: the denoiser, the word tower, the card.

Their names and inputs are those of `limner.models.generator` and `limner.models.conditions`.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from limner.core.card import Card
from limner.models.card_file import CARD_NAME, card_json
from limner.models.generator import DENOISER, TEXT
from limner.models.store import described
from limner.nets.generator import Generator, Wanted, empty
from limner.nets.words import Words
from limner.train import checkpoint
from limner.train.export import LICENCE
from limner.train.graphs import onnx_graph, with_names
from limner.train.int8 import quantised
from limner.train.latents import FEATURES
from limner.train.recipes.generator import shape_of
from limner.train.strip import SCALE, STEPS
from limner.train.tokens import FILE as TOKENIZER
from limner.world.laying import VOCABULARY

if TYPE_CHECKING:
    from pathlib import Path

    from limner.nets.text import TextTransformer

PIXELS_PER_CELL = 16


class DenoiserGraph(nn.Module):
    """``x`` (N, C, S, S), ``t`` (N,) and all of `Wanted` to ``velocity`` (N, C, S, S)."""

    def __init__(self, model: Generator) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor, t: Tensor, *wanted: Tensor) -> Tensor:
        """See the class."""
        velocity: Tensor = self.model(x, t, Wanted(*wanted)).velocity
        return velocity


@dataclass(frozen=True, slots=True)
class About:
    """What the card says of a generator beside its shape: how it was ``trained``, its ``measured``
    figures, and the ``steps``, ``guidance_scale`` and ``shift`` of times that suit it."""

    name: str = "embedded-generator"
    trained: str = ""
    measured: dict[str, float] | None = None
    steps: int = STEPS
    guidance_scale: float = SCALE
    shift: float = 1.0


def export_generator(
    model: Generator,
    tower: TextTransformer,
    tokenizer: Path,
    folder: Path,
    about: About | None = None,
    *,
    int8: bool = True,
) -> Card:
    """Write ``denoiser.onnx``, ``text.onnx``, ``tokenizer.json`` and ``card.json`` into ``folder``."""
    about = about or About()
    folder.mkdir(parents=True, exist_ok=True)
    model, words = model.eval().float().cpu(), Words(tower).eval().float().cpu()
    graphs = {DENOISER: denoiser_graph(model), TEXT: words_graph(words)}
    for file, data in graphs.items():
        (folder / file).write_bytes(quantised(data) if int8 else data)
    shutil.copyfile(tokenizer, folder / TOKENIZER)
    card = Card(
        id=about.name,
        kind="generator",
        files=tuple(described(folder / file) for file in (*graphs, TOKENIZER)),
        licence=LICENCE,
        source="trained from scratch on limner's own rendered world (limner train generator)",
        trained=about.trained,
        resolution=PIXELS_PER_CELL * model.shape.side,
        dimension=model.shape.channels,
        measured=about.measured or {},
        vocabulary=dict(VOCABULARY),
        calibration={
            "steps": about.steps,
            "guidance_scale": about.guidance_scale,
            "shift": about.shift,
        },
    )
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return card


def denoiser_graph(model: Generator) -> bytes:
    """The denoiser as ONNX, weights by the network's names; the length of ``words`` and of
    ``image_tokens`` is free."""
    shape, batch = model.shape, 2
    inputs = {
        "x": torch.randn(batch, shape.channels, shape.side, shape.side),
        "t": torch.full((batch,), 0.5),
        **{name: torch.zeros(size, dtype=kind) for name, (size, kind) in empty(shape, batch).items()},
    }
    inputs["words"] = torch.zeros(batch, 3, shape.words)
    inputs["image_tokens"] = torch.zeros(batch, 2, shape.tokens)
    free = {"words": {1: "length"}, "image_tokens": {1: "tokens"}}
    return with_names(onnx_graph(DenoiserGraph(model), inputs, ("velocity",), free), model, "model")


def words_graph(words: Words) -> bytes:
    """``input_ids`` (N, L) to ``words`` (N, L, D) as ONNX."""
    ids = torch.full((2, 7), words.tower.shape.end)
    return onnx_graph(
        words, {"input_ids": ids}, ("words",), {"input_ids": {1: "length"}, "words": {1: "length"}}
    )


def trained_generator(run: Path) -> Generator:
    """The network of ``run`` with its averaged weights; WeightsCorrupt where they are another's."""
    shape = shape_of()
    if any(name.startswith("align.") for name in checkpoint.averaged(run)):
        shape = replace(shape, aligned=FEATURES)
    model = Generator(shape)
    checkpoint.begin(model, run)
    return model.eval()


def release(run: Path, encoder: Path, tokenizer: Path, folder: Path, about: About) -> Card:
    """Write the files of ``run``, with the word tower of the run ``encoder``; the card has the figures
    that the run measured last, of the network before rounding."""
    from limner.train.release import trained_encoder

    tower = trained_encoder(encoder).encoder.text_model
    about = replace(about, measured=checkpoint.read(run)["measured"])
    return export_generator(trained_generator(run), tower, tokenizer, folder, about)
