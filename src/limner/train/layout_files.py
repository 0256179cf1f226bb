"""From a trained layout planner to the files that `limner` runs: two ONNX graphs, the words, the card."""

from __future__ import annotations

import shutil
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import torch

from limner.core.card import Card
from limner.core.demand import Demand
from limner.core.layout_code import LENGTH, LayoutCode
from limner.core.layout_sampling import Freedom
from limner.models.card_file import CARD_NAME, card_json
from limner.models.layout import EmbeddedLayoutPlanner
from limner.models.store import described, weights_in
from limner.nets.layout import LayoutNet, StepGraph, WordsGraph
from limner.train import checkpoint, tokens
from limner.train.export import LICENCE
from limner.train.graphs import onnx_graph
from limner.train.int8 import quantised
from limner.train.recipes.layout import HELD_OUT, layout_shape
from limner.world.laid_claims import figures
from limner.world.laying import VOCABULARY
from limner.world.told_layouts import Layouts

if TYPE_CHECKING:
    from pathlib import Path

    from limner.world.atlas import Atlas

WORDS, STEP = "words.onnx", "step.onnx"


def export_layout(
    model: LayoutNet,
    folder: Path,
    tokenizer: Path,
    *,
    name: str = "embedded-layout",
    trained: str = "",
    measured: dict[str, float] | None = None,
    freedom: Freedom | None = None,
    int8: bool = True,
) -> Card:
    """Write ``words.onnx``, ``step.onnx``, ``tokenizer.json`` and ``card.json`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    model = model.eval().float().cpu()
    ids = torch.zeros(2, 7, dtype=torch.int64)
    with torch.no_grad():
        memory, mask = WordsGraph(model)(ids)
    past = memory.new_zeros(*memory.shape[:-2], LENGTH, memory.shape[-1])
    token, position = torch.zeros(2, dtype=torch.int64), torch.tensor([3])
    given = {"token": token, "position": position, "past": past, "memory": memory, "mask": mask}
    length = {4: "length"}
    free = {"input_ids": {1: "length"}, "memory": length, "mask": {3: "length"}}
    graphs = {
        WORDS: onnx_graph(WordsGraph(model), {"input_ids": ids}, WordsGraph.outputs, free),
        STEP: onnx_graph(
            StepGraph(model), given, StepGraph.outputs, {"memory": length, "mask": {3: "length"}}
        ),
    }
    for file, data in graphs.items():
        (folder / file).write_bytes(quantised(data) if int8 else data)
    shutil.copyfile(tokenizer, folder / tokens.FILE)
    card = Card(
        id=name,
        kind="layout",
        files=tuple(described(folder / file) for file in (*graphs, tokens.FILE)),
        licence=LICENCE,
        source="trained from scratch on limner's own rendered world (limner train layout)",
        trained=trained,
        dimension=model.shape.width,
        measured=measured or {},
        vocabulary=dict(VOCABULARY),
        calibration=asdict(freedom or Freedom()),
    )
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return card


def trained_layout(run: Path, tokenizer: Path) -> LayoutNet:
    """The network of ``run`` with its averaged weights; WeightsCorrupt where they are another's."""
    size = tokens.load(tokenizer).get_vocab_size()
    model = LayoutNet(layout_shape(size, LayoutCode(VOCABULARY)))
    checkpoint.begin(model, run)
    return model.eval()


def release(run: Path, folder: Path, atlas: Atlas, tokenizer: Path, trained: str) -> Card:
    """Write the files of ``run`` into ``folder``; the card has the figures of the files as they run
    here, on held-out tellings."""
    trained = trained.replace("rendered pictures", "captions with their layouts")
    card = export_layout(trained_layout(run, tokenizer), folder, tokenizer, trained=trained)
    told = Layouts(atlas, "held out").batch(0, HELD_OUT)
    planner = EmbeddedLayoutPlanner(weights_in(folder))
    laid = planner.plans([one.words for one in told], range(HELD_OUT), [Demand()] * HELD_OUT)
    card = replace(card, measured=figures([one.claims for one in told], laid, atlas))
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return card
