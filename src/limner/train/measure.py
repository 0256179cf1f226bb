"""Figures on held-out scenes for the curves of a run; `limner eval see` measures for the record."""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from limner.nets.losses import generalised_overlap
from limner.nets.reader import WHOLE
from limner.nets.vit import normalise

if TYPE_CHECKING:
    from torch import Tensor

    from limner.nets.reader import Read
    from limner.train.recipe import Batch
    from limner.train.recipes.encoder import ReadingEncoder

CHUNK = 64


def measured(model: ReadingEncoder, batch: Batch) -> dict[str, float]:
    """Shares of right answers.

    ``things``, ``colors`` over the most central patch of every thing; ``overlap`` the mean GIoU of
    the box that it gives; ``false`` the share of empty patches that name a thing; ``image_to_text``
    and ``text_to_image`` R@1 among all samples of the batch; ``hard`` how often the true telling is
    nearer than the false one; and each head on the whole.
    """
    vectors, figures = [], []
    for start in range(0, len(batch["pixels"]), CHUNK):
        part = {name: value[start : start + CHUNK] for name, value in batch.items() if name != "ids"}
        image_BV, _, read = model.see(normalise(part["pixels"]))
        vectors.append(image_BV)
        figures.append(_reading(read, part))
    means = {name: torch.cat([f[name] for f in figures]).float().mean().item() for name in figures[0]}
    texts = torch.cat([model.encoder.text_vectors(ids) for ids in torch.split(batch["ids"], 2 * CHUNK)])
    ids, wrong_ids = batch["ids"].chunk(2)
    wrong_B = (ids != wrong_ids).any(-1)
    text_BV, wrong_BV = texts.chunk(2)
    return {**means, **_retrieval(torch.cat(vectors), text_BV, wrong_BV, wrong_B)}


def _reading(read: Read, truth: Batch) -> dict[str, Tensor]:
    """Right or wrong for each case, by figure."""
    central_BP = _most_central(truth)
    empty_BP = truth["things"] == 0
    asked_BP = central_BP & (truth["colors"].sum(-1) > 0)
    target, said = truth["colors"][asked_BP], read.colors[asked_BP].argmax(-1)
    figures = {
        "things": read.things.argmax(-1)[central_BP] == truth["things"][central_BP],
        "colors": target.gather(1, said[:, None])[:, 0] > 0,
        "overlap": generalised_overlap(read.boxes[central_BP], truth["boxes"][central_BP]),
        "false": read.things.argmax(-1)[empty_BP] > 0,
    }
    for head in WHOLE:
        figures[head] = read.whole[head].argmax(-1) == truth[head]
    return figures


def _most_central(truth: Batch) -> Tensor:
    """(B, P) True at the patch nearest to the middle of each thing's box."""
    boxes, things, near = truth["boxes"], truth["things"], truth["centredness"]
    same_BPP = (boxes[:, :, None] == boxes[:, None]).all(-1) & (things[:, :, None] == things[:, None])
    best_BP = torch.where(same_BPP, near[:, None], torch.zeros_like(near)[:, None]).amax(-1)
    return (things > 0) & (near == best_BP)


def _retrieval(image_BV: Tensor, text_BV: Tensor, wrong_BV: Tensor, wrong_B: Tensor) -> dict[str, float]:
    cosines_BB = image_BV @ text_BV.T
    right_B = torch.arange(len(cosines_BB))
    true_B, false_B = cosines_BB.diagonal(), (image_BV * wrong_BV).sum(-1)
    return {
        "image_to_text": (cosines_BB.argmax(1) == right_B).float().mean().item(),
        "text_to_image": (cosines_BB.argmax(0) == right_B).float().mean().item(),
        "hard": (true_B > false_B)[wrong_B].float().mean().item(),
    }
