"""From a trained judge to its files: one ONNX graph and a card with how good it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from limner.core.card import Card
from limner.models.card_file import CARD_NAME, card_json
from limner.models.store import described
from limner.nets.judge import Judge
from limner.nets.reader import WHOLE, Read
from limner.nets.vit import normalise
from limner.train import checkpoint
from limner.train.export import IMAGE, LICENCE, blank
from limner.train.graphs import onnx_graph
from limner.train.int8 import quantised
from limner.train.measure import CHUNK
from limner.train.recipes.judge import LEAST, JudgeRecipe, judged_figures
from limner.train.scenes import first
from limner.train.targets import VOCABULARY

if TYPE_CHECKING:
    from pathlib import Path

    from limner.train.recipe import Batch
    from limner.world.atlas import Atlas

SCENES = 1000
"""On which the written files are measured, of a stream that neither training nor its curves use."""

OUTPUTS = ("things", "colors", "boxes", "centredness", *WHOLE)


class JudgeGraph(nn.Module):
    """(N, S, S, 3) uint8 pixels to `OUTPUTS`, named and shaped as the encoder's."""

    def __init__(self, model: Judge) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixels: Tensor) -> tuple[Tensor, ...]:
        """See the class."""
        read = self.model(normalise(pixels.float()))
        whole = (read.whole[head] for head in WHOLE)
        return (read.things, read.colors, read.boxes, read.centredness, *whole)


def release(run: Path, folder: Path, atlas: Atlas, trained: str) -> Card:
    """Write the judge of ``run`` into ``folder``, measured as it runs here on `SCENES` unseen scenes.

    WeightsMissing or WeightsCorrupt where there is no such run.
    """
    recipe = JudgeRecipe(atlas)
    model = recipe.build()
    checkpoint.begin(model, run)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / IMAGE).write_bytes(graph_of(model))
    figures = judged_figures(read_by_file(folder, batch := first(recipe.scenes("release"), SCENES)), batch)
    card = Card(
        id="judge",
        kind="judge",
        files=(described(folder / IMAGE),),
        licence=LICENCE,
        source="trained from scratch on limner's own rendered world (limner train judge)",
        trained=trained,
        resolution=recipe.resolution,
        measured={name: round(value, 4) for name, value in {**figures, "scenes": SCENES}.items()},
        vocabulary=dict(VOCABULARY),
        calibration={"least_side": LEAST},
    )
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return card


def graph_of(model: Judge, *, int8: bool = True) -> bytes:
    """``model`` as an ONNX graph; with ``int8`` its weights rounded."""
    graph = JudgeGraph(model.eval().float())
    data = onnx_graph(graph, {"pixels": blank(model.resolution)}, OUTPUTS)
    return quantised(data) if int8 else data


def read_by_file(folder: Path, batch: Batch) -> Read:
    """What the graph in ``folder`` reads in the pictures of ``batch``."""
    from limner.models.engine import Network

    network = Network((folder / IMAGE).read_bytes(), IMAGE)
    parts = [network({"pixels": part.numpy()}, OUTPUTS) for part in torch.split(batch["pixels"], CHUNK)]
    seen = {name: torch.cat([torch.from_numpy(part[name]) for part in parts]) for name in OUTPUTS}
    whole = {head: seen.pop(head) for head in WHOLE}
    return Read(whole=whole, **seen)
