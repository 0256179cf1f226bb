"""CLIP's loss, SigLIP's, and CLIP's with self-supervision, for equal time on one machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import torch

from limner.nets.vit import normalise
from limner.train import checkpoint, curves
from limner.train.measure import CHUNK, neighbours
from limner.train.recipes.encoder import EncoderRecipe, ReadingEncoder
from limner.train.recipes.self_taught import SelfTaughtEncoder
from limner.train.run import RECIPES, Order, run

if TYPE_CHECKING:
    from pathlib import Path

COMPARED = {"CLIP": "encoder", "SigLIP": "encoder-siglip", "CLIP + DINO": "encoder-dino"}
LOSSES = ("things", "preference", "style", "boxes")
"""What all three minimise, so that their curves can be laid over each other."""

FIGURES = ("things", "colors", "style", "place", "image_to_text", "text_to_image", "hard")
NEIGHBOURS = "patch neighbours"


def compare(order: Order, folder: Path, plot: Path) -> dict[str, dict[str, float]]:
    """Train each of `COMPARED` as ``order`` says, one after the other, into ``folder``, unless its run is
    there; draw ``plot`` and return the figures by run."""
    folders = {name: folder / recipe for name, recipe in COMPARED.items()}
    figures = {}
    for name, recipe in COMPARED.items():
        mine = replace(order, recipe=recipe, out=folders[name])
        if not (mine.folder / checkpoint.FILE).exists():
            run(mine)
        measured = checkpoint.read(mine.folder)["measured"]
        figures[name] = {figure: measured[figure] for figure in FIGURES}
        figures[name][NEIGHBOURS] = patch_neighbours(mine)
    curves.compare(folders, plot, LOSSES, figures)
    return figures


@torch.no_grad()
def patch_neighbours(order: Order) -> float:
    """`measure.neighbours` of the averaged weights of a run, on its own held-out scenes."""
    recipe = RECIPES[order.recipe](order)
    assert isinstance(recipe, EncoderRecipe)
    model = recipe.build()
    checkpoint.begin(model, order.folder)
    model = model.student if isinstance(model, SelfTaughtEncoder) else model
    assert isinstance(model, ReadingEncoder)
    tokens = [model.eval().see(normalise(part))[1] for part in torch.split(recipe.unseen["pixels"], CHUNK)]
    return neighbours(torch.cat(tokens), recipe.unseen)
