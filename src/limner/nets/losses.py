"""The objectives of the encoder, each a mean over the batch, in float32.

Suffixes of tensors: B pictures here, N texts of all processes, V length of the shared vectors,
P patches, T things.
"""

# ruff: noqa: N803, N806, N812, N815 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor

if TYPE_CHECKING:
    from limner.nets.reader import Read


@dataclass(frozen=True, slots=True)
class Rivals:
    """``wrong_BV`` is a false text for each picture, where ``wrong_B`` is True; ``alike_BB`` is True
    where text j also fits picture i: such pairs are left out."""

    wrong_BV: Tensor
    wrong_B: Tensor
    alike_BB: Tensor


def clip_loss(image_BV: Tensor, text_BV: Tensor, scale: Tensor, rivals: Rivals | None = None) -> Tensor:
    """Symmetric cross-entropy over the batch (CLIP, Radford et al. 2021, figure 3).

    A false text joins the rivals of its own picture alone (NegCLIP, Yuksekgonul et al. 2023, gives it
    to all).
    """
    logits_BB = scale * image_BV @ text_BV.T
    target_B = torch.arange(len(logits_BB), device=logits_BB.device)
    by_image = logits_BB
    if rivals is not None:
        logits_BB = logits_BB.masked_fill(rivals.alike_BB & ~_same(logits_BB), -1e4)
        wrong_B1 = scale * (image_BV * rivals.wrong_BV).sum(-1, keepdim=True)
        by_image = torch.cat([logits_BB, wrong_B1.masked_fill(~rivals.wrong_B[:, None], -1e4)], 1)
    return (F.cross_entropy(by_image, target_B) + F.cross_entropy(logits_BB.T, target_B)) / 2


def siglip_loss(
    image_BV: Tensor, text_BV: Tensor, scale: Tensor, bias: Tensor, rivals: Rivals | None = None
) -> Tensor:
    """Every pair is a yes or a no (SigLIP, Zhai et al. 2023, equation 1): summed, over B.

    A false text adds one "no" to its picture.
    """
    logits_BB = scale * image_BV @ text_BV.T + bias
    same_BB = _same(logits_BB)
    terms_BB = -F.logsigmoid(torch.where(same_BB, logits_BB, -logits_BB))
    if rivals is None:
        return terms_BB.sum() / len(logits_BB)
    wrong_B = scale * (image_BV * rivals.wrong_BV).sum(-1) + bias
    total = terms_BB.masked_fill(rivals.alike_BB & ~same_BB, 0.0).sum()
    return (total - (F.logsigmoid(-wrong_B) * rivals.wrong_B).sum()) / len(logits_BB)


def _same(logits_BB: Tensor) -> Tensor:
    return torch.eye(len(logits_BB), dtype=torch.bool, device=logits_BB.device)


def preference_loss(image_BV: Tensor, text_BV: Tensor, scale: Tensor, rivals: Rivals) -> Tensor:
    """How surely each picture prefers its true text to its false one: -log sigmoid(difference), over
    the pictures that have a false one."""
    difference_B = scale * (image_BV * (text_BV - rivals.wrong_BV)).sum(-1)
    return -(F.logsigmoid(difference_B) * rivals.wrong_B).sum() / rivals.wrong_B.sum().clamp(min=1)


def box_loss(boxes_BP4: Tensor, target_BP4: Tensor, covered_BP: Tensor) -> Tensor:
    """1 - generalised overlap (Rezatofighi et al. 2019) plus the L1 distance, over covered patches."""
    boxes, target = boxes_BP4[covered_BP], target_BP4[covered_BP]
    if not len(boxes):
        return boxes_BP4.sum() * 0.0
    return (1 - generalised_overlap(boxes, target)).mean() + (boxes - target).abs().sum(-1).mean()


def generalised_overlap(a_N4: Tensor, b_N4: Tensor) -> Tensor:
    """GIoU of each pair of boxes (left, top, right, bottom), in (-1, 1]; 1 = the same box.

    A predicted box whose sides have crossed counts as one without area.
    """
    area_a, area_b = (_area(box) for box in (a_N4, b_N4))
    inner = torch.cat([torch.maximum(a_N4, b_N4)[:, :2], torch.minimum(a_N4, b_N4)[:, 2:]], 1)
    outer = torch.cat([torch.minimum(a_N4, b_N4)[:, :2], torch.maximum(a_N4, b_N4)[:, 2:]], 1)
    shared, hull = _area(inner), _area(outer).clamp(min=1e-6)
    union = (area_a + area_b - shared).clamp(min=1e-6)
    return shared / union - (hull - union) / hull


def _area(box_N4: Tensor) -> Tensor:
    size_N2 = (box_N4[:, 2:] - box_N4[:, :2]).clamp(min=0)
    return size_N2[:, 0] * size_N2[:, 1]


def thing_loss(logits_BPT: Tensor, target_BP: Tensor) -> Tensor:
    """Cross-entropy, the mean over covered patches and half the mean over empty ones (0 = nothing):
    most patches are empty and soon known to be.

    A covered patch counts one over the root of how many patches of its picture show the same: a thing is
    named once, however large it is, and a small one is harder to name.
    """
    terms_BP = F.cross_entropy(logits_BPT.transpose(1, 2), target_BP, reduction="none")
    counts_BT = F.one_hot(target_BP, logits_BPT.shape[2]).sum(1)
    covered_BP = (target_BP > 0) * counts_BT.gather(1, target_BP) ** -0.5
    empty_BP = (target_BP == 0).float()
    means = [
        (terms_BP * weights_BP).sum() / weights_BP.sum().clamp(min=1e-6)
        for weights_BP in (covered_BP, empty_BP)
    ]
    return means[0] + means[1] / 2


def where_loss(middles_BT2: Tensor, things_BP: Tensor, boxes_BP4: Tensor) -> Tensor:
    """How far the middle of each thing that is there lies from where ``middles_BT2`` has it, across plus
    down in fractions of the picture: the mean over things, each as heavy as another whatever its size."""
    covered_BP = things_BP > 0
    counts_BT = F.one_hot(things_BP, middles_BT2.shape[1]).sum(1)
    weights_BP = covered_BP / counts_BT.gather(1, things_BP)
    told_BP2 = middles_BT2.gather(1, things_BP[..., None].expand(-1, -1, 2))
    true_BP2 = (boxes_BP4[..., :2] + boxes_BP4[..., 2:]) / 2
    gaps_BP = (told_BP2 - true_BP2).abs().sum(-1)
    return (gaps_BP * weights_BP).sum() / weights_BP.sum().clamp(min=1)


def color_loss(logits_BPK: Tensor, target_BPK: Tensor) -> Tensor:
    """Cross-entropy with shared targets over the rows that sum to 1; the others sum to 0."""
    asked_BP = target_BPK.sum(-1) > 0
    logits, target = logits_BPK[asked_BP], target_BPK[asked_BP]
    if not len(logits):
        return logits_BPK.sum() * 0.0
    return F.cross_entropy(logits, target)


def reading_losses(read: Read, truth: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of every head of the reader.

    ``truth``: ``things`` (B, P) int64, 0 = nothing; ``colors`` (B, P, K) shares; ``boxes`` (B, P, 4);
    ``centredness`` (B, P) in 0-1; and one (B,) int64 for each head on the whole.
    """
    covered_BP = truth["things"] > 0
    losses = {
        "things": thing_loss(read.things, truth["things"]),
        "colors": color_loss(read.colors, truth["colors"]),
        "boxes": box_loss(read.boxes, truth["boxes"], covered_BP),
        "centredness": F.binary_cross_entropy_with_logits(read.centredness, truth["centredness"]),
    }
    for head, logits_BN in read.whole.items():
        losses[head] = F.cross_entropy(logits_BN, truth[head])
    return losses


def weighted(parts: dict[str, Tensor], weights: dict[str, float]) -> dict[str, Tensor]:
    """``parts``, and first their ``total``, in which each counts its weight."""
    total = torch.stack([weights[name] * value for name, value in parts.items()]).sum()
    return {"total": total, **parts}
