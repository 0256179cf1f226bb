"""Figures on held-out scenes for the curves of a run; `limner eval see` measures for the record."""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from limner.nets.losses import generalised_overlap
from limner.nets.reader import WHOLE, Read
from limner.nets.vit import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from limner.train.reading_encoder import ReadingEncoder
    from limner.train.recipe import Batch

CHUNK = 64


def measured(model: ReadingEncoder, batch: Batch) -> dict[str, float]:
    """The `figures` of ``model`` on ``batch``."""
    seen = [model.see(normalise(part)) for part in torch.split(batch["pixels"], CHUNK)]
    image_BV = torch.cat([vectors_BV for vectors_BV, _, _ in seen])
    text_NV = torch.cat([model.encoder.text_vectors(ids) for ids in torch.split(batch["ids"], 2 * CHUNK)])
    return figures(_joined([read for _, _, read in seen]), image_BV, text_NV, batch)


def figures(read: Read, image_BV: Tensor, text_NV: Tensor, batch: Batch) -> dict[str, float]:
    """The figures of `reading_figures`, and shares of right answers about words.

    ``text_NV`` are the vectors of the batch's true texts, then of its false ones. ``image_to_text`` and
    ``text_to_image`` are R@1 among all samples of the batch; ``hard`` is how often the true telling is
    nearer than the false one.
    """
    text_BV, wrong_BV = text_NV.chunk(2)
    ids, wrong_ids = batch["ids"].chunk(2)
    wrong_B = (ids != wrong_ids).any(-1)
    return {**reading_figures(read, batch), **_retrieval(image_BV, text_BV, wrong_BV, wrong_B)}


def read_in_parts(model: Callable[[Tensor], Read], batch: Batch) -> Read:
    """What ``model`` reads in all pictures of ``batch``, a few at a time."""
    return _joined([model(normalise(part)) for part in torch.split(batch["pixels"], CHUNK)])


def _joined(reads: list[Read]) -> Read:
    whole = {head: torch.cat([read.whole[head] for read in reads]) for head in WHOLE}
    return Read(
        torch.cat([read.things for read in reads]),
        torch.cat([read.colors for read in reads]),
        torch.cat([read.boxes for read in reads]),
        torch.cat([read.centredness for read in reads]),
        whole,
    )


def reading_figures(read: Read, truth: Batch, least: float = 0.0) -> dict[str, float]:
    """Shares of right answers, about things whose box is at least ``least`` of the picture long.

    ``things`` and ``colors`` over the most central patch of every thing; ``overlap`` is the mean
    GIoU of the box that it gives; ``false`` the share of empty patches that name a thing; and each
    head on the whole.
    """
    sides_BP = (truth["boxes"][..., 2:] - truth["boxes"][..., :2]).amax(-1)
    central_BP = _most_central(truth) & (sides_BP >= least)
    empty_BP = truth["things"] == 0
    asked_BP = central_BP & (truth["colors"].sum(-1) > 0)
    target, said = truth["colors"][asked_BP], read.colors[asked_BP].argmax(-1)
    found = {
        "things": read.things.argmax(-1)[central_BP] == truth["things"][central_BP],
        "colors": target.gather(1, said[:, None])[:, 0] > 0,
        "overlap": generalised_overlap(read.boxes[central_BP], truth["boxes"][central_BP]),
        "false": read.things.argmax(-1)[empty_BP] > 0,
        **{head: read.whole[head].argmax(-1) == truth[head] for head in WHOLE},
    }
    return {name: values.float().mean().item() for name, values in found.items()}


def _most_central(truth: Batch) -> Tensor:
    """(B, P) True at the patch nearest to the middle of each thing's box."""
    boxes, things, near = truth["boxes"], truth["things"], truth["centredness"]
    same_BPP = (boxes[:, :, None] == boxes[:, None]).all(-1) & (things[:, :, None] == things[:, None])
    best_BP = torch.where(same_BPP, near[:, None], torch.zeros_like(near)[:, None]).amax(-1)
    return (things > 0) & (near == best_BP)


def neighbours(tokens_BPD: Tensor, truth: Batch) -> float:
    """How often the token of a thing's most central patch lies nearest, by cosine, to that of the same
    thing among the central patches of all other pictures: what patches are worth without a head."""
    central_BP = _most_central(truth)
    tokens = torch.nn.functional.normalize(tokens_BPD[central_BP].float(), dim=-1)
    things, picture = truth["things"][central_BP], central_BP.nonzero()[:, 0]
    cosines = (tokens @ tokens.T).masked_fill(picture[:, None] == picture, -2.0)
    return (things[cosines.argmax(1)] == things).float().mean().item()


def _retrieval(image_BV: Tensor, text_BV: Tensor, wrong_BV: Tensor, wrong_B: Tensor) -> dict[str, float]:
    cosines_BB = image_BV @ text_BV.T
    right_B = torch.arange(len(cosines_BB))
    true_B, false_B = cosines_BB.diagonal(), (image_BV * wrong_BV).sum(-1)
    return {
        "image_to_text": (cosines_BB.argmax(1) == right_B).float().mean().item(),
        "text_to_image": (cosines_BB.argmax(0) == right_B).float().mean().item(),
        "hard": (true_B > false_B)[wrong_B].float().mean().item(),
    }
