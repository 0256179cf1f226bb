"""A picture tower that also learns from itself, without words (DINO, Caron et al. 2021).

Suffixes of tensors: B pictures, C channels, P patches, D width, K prototypes, N anything.

A student sees crops of a picture, some of their patches hidden; it must tell what a teacher, the
moving average of itself, makes of other crops of the same picture (DINO) and of the hidden patches
(iBOT, Zhou et al. 2022). The teacher's answers are spread over all prototypes by Sinkhorn-Knopp
(SwAV, Caron et al. 2020; DINOv2, Oquab et al. 2024), so that they cannot all become one.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

if TYPE_CHECKING:
    from limner.nets.vit import VisionTransformer

PROTOTYPES = 1024
STUDENT_TEMPERATURE, TEACHER_TEMPERATURE = 0.1, 0.06
MOMENTUM = 0.99
"""Of the teacher at the beginning; it rises to 1."""

GLOBAL, LOCAL = 128, 64
"""Pixels along the side of the two large and of the two small crops."""

GLOBAL_SHARES, LOCAL_SHARES = (0.4, 1.0), (0.1, 0.4)
"""How much of a picture's area a crop shows."""

HIDDEN = 0.3
"""How many patches of a large crop the student does not see."""


class Prototypes(nn.Module):
    """(N, D) to cosines with `PROTOTYPES` directions, after two linear maps."""

    def __init__(self, width: int, bottleneck: int = 128) -> None:
        super().__init__()
        self.maps = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, bottleneck))
        self.directions = nn.Linear(bottleneck, PROTOTYPES, bias=False)

    def forward(self, x_ND: Tensor) -> Tensor:
        """(N, K) float32 in [-1, 1]."""
        x_ND = F.normalize(self.maps(x_ND).float(), dim=-1)
        return x_ND @ F.normalize(self.directions.weight.float(), dim=-1).T


class SelfTaught(nn.Module):
    """``tower``'s teacher and what both answer with; the tower itself is held elsewhere."""

    def __init__(self, tower: VisionTransformer) -> None:
        super().__init__()
        width = tower.shape.width
        self.head = Prototypes(width)
        self.hidden = nn.Parameter(torch.randn(width) * 0.02)
        self.teacher = copy.deepcopy(tower).requires_grad_(False)
        self.teacher_head = copy.deepcopy(self.head).requires_grad_(False)

    def losses(self, tower: VisionTransformer, pixels_BCHW: Tensor) -> dict[str, Tensor]:
        """``crops`` and ``hidden``: cross-entropies of the student with the teacher."""
        large = [crops(pixels_BCHW, GLOBAL, GLOBAL_SHARES) for _ in range(2)]
        small = [crops(pixels_BCHW, LOCAL, LOCAL_SHARES) for _ in range(2)]
        patches = (GLOBAL // tower.shape.patch) ** 2
        masks = [torch.rand(len(pixels_BCHW), patches, device=pixels_BCHW.device) < HIDDEN for _ in large]
        with torch.no_grad():
            taught = [tower_on(self.teacher, crop) for crop in large]
            wholes = [sinkhorn(self.teacher_head(pooled)) for pooled, _ in taught]
            parts = [sinkhorn(self.teacher_head(p[mask])) for (_, p), mask in zip(taught, masks, strict=True)]
        seen = [tower_on(tower, crop, mask, self.hidden) for crop, mask in zip(large, masks, strict=True)]
        answers = [self.head(pooled) for pooled, _ in (*seen, *(tower_on(tower, crop) for crop in small))]
        pairs = [
            cross_entropy(answer, whole)
            for i, whole in enumerate(wholes)
            for j, answer in enumerate(answers)
            if i != j
        ]
        hidden = [
            cross_entropy(self.head(p[mask]), part)
            for (_, p), mask, part in zip(seen, masks, parts, strict=True)
        ]
        return {"crops": torch.stack(pairs).mean(), "hidden": torch.stack(hidden).mean()}

    @torch.no_grad()
    def follow(self, tower: VisionTransformer, progress: float) -> None:
        """The teacher takes in a little of the student; ``progress`` is 0-1."""
        step = (1 - MOMENTUM) * 0.5 * (1 + math.cos(math.pi * progress))
        for mine, theirs in ((self.teacher, tower), (self.teacher_head, self.head)):
            torch._foreach_lerp_(list(mine.parameters()), list(theirs.parameters()), step)


def tower_on(
    tower: VisionTransformer,
    pixels_BCHW: Tensor,
    mask_BP: Tensor | None = None,
    hidden_D: Tensor | None = None,
) -> tuple[Tensor, Tensor]:
    """As the tower's own `forward`, on squares of any whole number of patches; where ``mask_BP`` is
    True the patch is replaced by ``hidden_D``."""
    patches_BPD = tower.embeddings.patches(pixels_BCHW)
    if mask_BP is not None and hidden_D is not None:
        patches_BPD = torch.where(mask_BP[..., None], hidden_D.to(patches_BPD.dtype), patches_BPD)
    return tower.attend(tower.embeddings.placed(patches_BPD, pixels_BCHW.shape[-1] // tower.shape.patch))


def crops(pixels_BCHW: Tensor, side: int, shares: tuple[float, float]) -> Tensor:
    """(B, C, side, side): of each picture a random square of that share of its area, half of them
    mirrored, each a little brighter or darker."""
    batch, device = len(pixels_BCHW), pixels_BCHW.device
    scale_B = torch.empty(batch, device=device).uniform_(*shares).sqrt()
    shift_B2 = (torch.rand(batch, 2, device=device) * 2 - 1) * (1 - scale_B[:, None])
    sign_B = torch.where(torch.rand(batch, device=device) < 0.5, -1.0, 1.0)
    theta_B23 = torch.zeros(batch, 2, 3, device=device)
    theta_B23[:, 0, 0], theta_B23[:, 1, 1], theta_B23[:, :, 2] = scale_B * sign_B, scale_B, shift_B2
    grid = F.affine_grid(theta_B23, [batch, 3, side, side], align_corners=False)
    found = F.grid_sample(pixels_BCHW.float(), grid, padding_mode="reflection", align_corners=False)
    return found + torch.empty(batch, 1, 1, 1, device=device).uniform_(-0.4, 0.4)


def sinkhorn(cosines_NK: Tensor, rounds: int = 3) -> Tensor:
    """(N, K) rows that sum to 1 while every prototype is used alike (Cuturi 2013)."""
    shares_NK = torch.exp((cosines_NK.float() - 1) / TEACHER_TEMPERATURE)
    for _ in range(rounds):
        shares_NK = shares_NK / shares_NK.sum(0, keepdim=True).clamp(min=1e-12)
        shares_NK = shares_NK / shares_NK.sum(1, keepdim=True).clamp(min=1e-12)
    return shares_NK


def cross_entropy(cosines_NK: Tensor, target_NK: Tensor) -> Tensor:
    """Of the student's answers with the teacher's."""
    return -(target_NK * F.log_softmax(cosines_NK / STUDENT_TEMPERATURE, -1)).sum(-1).mean()
