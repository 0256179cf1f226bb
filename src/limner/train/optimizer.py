"""AdamW for most weights, Muon for the matrices and the convolutions inside blocks.

Muon (Jordan et al. 2024) steps along the momentum made orthogonal; scaled to AdamW's usual step
(Liu et al. 2025) both share one learning rate. A convolution is the matrix from its unfolded
neighbourhood to its outputs. What it gained is in `docs/lab/LOG.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from limner.nets.blocks import ConvBlock, LookingBlock
from limner.nets.transformer import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

BETAS = (0.9, 0.98)


class Optimizer:
    """Both optimizers as one; biases, norms and scales are not decayed."""

    def __init__(self, model: nn.Module, rate: float, decay: float, *, muon: bool = True) -> None:
        inner = dict.fromkeys(_inside_blocks(model)) if muon else {}
        others = [p for p in model.parameters() if p.requires_grad and p not in inner]
        groups = [
            {"params": [p for p in others if p.ndim > 1], "weight_decay": decay},
            {"params": [p for p in others if p.ndim <= 1], "weight_decay": 0.0},
        ]
        self.parts: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(groups, lr=rate, betas=BETAS, fused=True)
        ]
        self.unfolded = {w: nn.Parameter(w.detach().view(len(w), -1)) for w in inner if w.ndim > 2}
        if inner:
            matrices = [self.unfolded.get(weight, weight) for weight in inner]
            self.parts.append(
                torch.optim.Muon(matrices, lr=rate, weight_decay=decay, adjust_lr_fn="match_rms_adamw")
            )

    def step(self, rate: float) -> None:
        """One step of every weight at the learning rate ``rate``."""
        for weight, matrix in self.unfolded.items():
            matrix.grad = None if weight.grad is None else weight.grad.reshape(matrix.shape)
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for part in self.parts:
            part.zero_grad(set_to_none=True)
        for weight in self.unfolded:
            weight.grad = None

    def state_dict(self) -> list[dict[str, Any]]:
        """What `load_state_dict` takes."""
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, states: list[dict[str, Any]]) -> None:
        """Go on from a stored state."""
        for part, state in zip(self.parts, states, strict=True):
            part.load_state_dict(state)


def _inside_blocks(model: nn.Module) -> Iterator[torch.Tensor]:
    """Weights of the linear layers and the convolutions of every block."""
    for block in model.modules():
        if isinstance(block, Block | ConvBlock | LookingBlock):
            layers = (m.weight for m in block.modules() if isinstance(m, nn.Linear | nn.Conv2d))
            yield from (weight for weight in layers if weight.requires_grad)
