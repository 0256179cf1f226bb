"""From a run's checkpoint to the files that limner ships, with what rounding them cost, measured."""

from __future__ import annotations

import math
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from limner.core.errors import ModelFailed, WeightsCorrupt
from limner.models.card_file import CARD_NAME, card_json
from limner.models.engine import EngineOptions, Network
from limner.nets.dual_encoder import EncoderShape
from limner.nets.reader import WHOLE, Read
from limner.nets.text import TextShape
from limner.nets.vit import VisionShape
from limner.train import checkpoint, export, tokens
from limner.train.measure import CHUNK, figures, measured
from limner.train.reading_encoder import ReadingEncoder
from limner.train.scenes import Scenes, first
from limner.world.atlas import Atlas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limner.core.card import Card
    from limner.train.recipe import Batch

TOLERANCE = 1e-3
"""How far an output of the unrounded graphs may lie from torch's."""

SCENES = 512
"""On which files and network are compared."""

CHECKED = 8
"""Pictures on which the graphs are checked against torch."""

EMBEDDINGS = "encoder.{}_model.embeddings.{}_embedding.weight"
ENGINES = {
    "int8, float32 sums": EngineOptions("float32"),
    "int8, native sums": EngineOptions("native"),
}


@dataclass(frozen=True, slots=True)
class Released:
    """The card of what was written; ``gap``, the largest difference of any output of the graphs from
    torch before rounding; and the figures on held-out scenes by what computed them: ``torch`` and
    each of `ENGINES` on the rounded files."""

    card: Card
    gap: float
    figures: dict[str, dict[str, float]]

    def to_text(self) -> str:
        """The figures side by side, the size of each file, and what the card says of the run."""
        ways = list(self.figures)
        lines = [f"{'':14}" + "".join(f"{way:>22}" for way in ways)]
        lines += [
            f"{name:14}" + "".join(f"{self.figures[way][name]:22.4f}" for way in ways)
            for name in self.figures["torch"]
        ]
        sizes = ", ".join(f"{file.name} {file.bytes / 2**20:.2f} MiB" for file in self.card.files)
        total = sum(file.bytes for file in self.card.files) / 2**20
        lines += ["", f"graphs against torch, before rounding: at most {self.gap:.1e} apart"]
        lines += [f"{sizes}; together {total:.2f} MiB", f"trained {self.card.trained}"]
        return "\n".join(lines)


def release(
    model: ReadingEncoder, folder: Path, tokenizer: Path, batch: Batch, trained: str = ""
) -> Released:
    """Write the files of ``model`` into ``folder`` and measure them on ``batch``, held-out scenes with
    words. The card has ``trained``, and the figures of the files as they run here.

    ModelFailed where a graph does not compute what torch does.
    """
    with tempfile.TemporaryDirectory() as exact, torch.no_grad():
        export.export_encoder(model, Path(exact), tokenizer, int8=False)
        gap = largest_gap(model, Path(exact), batch)
        found = {"torch": measured(model, batch)}
    card = export.export_encoder(model, folder, tokenizer, trained=trained)
    found |= {name: measured_files(folder, batch, options) for name, options in ENGINES.items()}
    native = {name: round(value, 4) for name, value in found["int8, native sums"].items()}
    card = replace(card, measured=native)
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return Released(card, gap, found)


def held_out(cache: Path, model: ReadingEncoder) -> Batch:
    """`SCENES` scenes, told, of a stream that no training and no curve uses."""
    vision = model.encoder.shape.vision
    atlas = Atlas.load(cache / "sprites.npz")
    stream = Scenes(atlas, "release", vision.resolution, vision.grid, tellings=1)
    return first(stream, SCENES, tokens.load(tokens.vocabulary(cache)))


def trained_encoder(run: Path) -> ReadingEncoder:
    """The network of ``run`` with its averaged weights, without what some recipes train beside it;
    WeightsCorrupt where they are another's."""
    weights = checkpoint.student_of(checkpoint.averaged(run))
    try:
        positions = len(weights[EMBEDDINGS.format("vision", "position")]) - 1
        words = len(weights[EMBEDDINGS.format("text", "token")])
    except KeyError as missing:
        raise WeightsCorrupt(f"{run} holds no encoder: {missing} is missing", hint="name its run") from None
    vision = VisionShape()
    vision = replace(vision, resolution=math.isqrt(positions) * vision.patch)
    model = ReadingEncoder(EncoderShape(vision, TextShape(vocabulary=words)))
    checkpoint.begin(model, run)
    return model.eval()


def largest_gap(model: ReadingEncoder, folder: Path, batch: Batch) -> float:
    """How far the graphs in ``folder`` are from torch on a few pictures and texts of ``batch``.

    ModelFailed beyond `TOLERANCE`.
    """
    image = export.ImageGraph(model)
    pixels, ids = batch["pixels"][:CHECKED], batch["ids"][:CHECKED]
    wanted = {
        **dict(zip(image.outputs, image(pixels), strict=True)),
        "text_vector": model.encoder.text_vectors(ids),
    }
    found = {
        **_network(folder, export.IMAGE, EngineOptions("float32"))({"pixels": pixels.numpy()}, image.outputs),
        **_network(folder, export.TEXT, EngineOptions("float32"))(
            {"input_ids": ids.numpy()}, ["text_vector"]
        ),
    }
    gaps = {name: float(np.abs(found[name] - value.numpy()).max()) for name, value in wanted.items()}
    worst = max(gaps, key=lambda name: gaps[name])
    if not gaps[worst] < TOLERANCE:
        raise ModelFailed(f"the exported graph gives another {worst} than torch: {gaps[worst]:.2g} apart")
    return gaps[worst]


def measured_files(folder: Path, batch: Batch, options: EngineOptions) -> dict[str, float]:
    """The figures of `measure.measured`, of the files in ``folder`` as the engine computes them."""
    image = _network(folder, export.IMAGE, options)
    heads = ("image_vector", "things", "colors", "boxes", "centredness", *WHOLE)
    parts = [image({"pixels": part.numpy()}, heads) for part in torch.split(batch["pixels"], CHUNK)]
    seen = {head: torch.from_numpy(np.concatenate([part[head] for part in parts])) for head in heads}
    text = _network(folder, export.TEXT, options)
    texts = [
        text({"input_ids": ids.numpy()}, ["text_vector"])["text_vector"]
        for ids in torch.split(batch["ids"], CHUNK)
    ]
    return figures(_read(seen), seen["image_vector"], torch.from_numpy(np.concatenate(texts)), batch)


def _read(seen: Mapping[str, torch.Tensor]) -> Read:
    whole = {head: seen[head] for head in WHOLE}
    return Read(seen["things"], seen["colors"], seen["boxes"], seen["centredness"], whole)


def _network(folder: Path, name: str, options: EngineOptions) -> Network:
    return Network((folder / name).read_bytes(), name, options)
