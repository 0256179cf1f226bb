"""AdamW for most weights, Muon for the matrices inside transformer blocks.

Muon (Jordan et al. 2024) steps along the momentum made orthogonal; scaled to AdamW's usual step
(Liu et al. 2025) both share one learning rate. What it gained is in `docs/lab/LOG.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from limner.nets.transformer import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

BETAS = (0.9, 0.98)


class Optimizer:
    """Both optimizers as one; biases, norms and scales are not decayed."""

    def __init__(self, model: nn.Module, rate: float, decay: float, *, muon: bool = True) -> None:
        matrices = dict.fromkeys(_matrices(model)) if muon else {}
        others = [p for p in model.parameters() if p.requires_grad and p not in matrices]
        groups = [
            {"params": [p for p in others if p.ndim > 1], "weight_decay": decay},
            {"params": [p for p in others if p.ndim <= 1], "weight_decay": 0.0},
        ]
        self.parts: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(groups, lr=rate, betas=BETAS, fused=True)
        ]
        if matrices:
            self.parts.append(
                torch.optim.Muon(list(matrices), lr=rate, weight_decay=decay, adjust_lr_fn="match_rms_adamw")
            )

    def step(self, rate: float) -> None:
        """One step of every weight at the learning rate ``rate``."""
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for part in self.parts:
            part.zero_grad(set_to_none=True)

    def state_dict(self) -> list[dict[str, Any]]:
        """What `load_state_dict` takes."""
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, states: list[dict[str, Any]]) -> None:
        """Go on from a stored state."""
        for part, state in zip(self.parts, states, strict=True):
            part.load_state_dict(state)


def _matrices(model: nn.Module) -> Iterator[torch.Tensor]:
    for block in model.modules():
        if isinstance(block, Block):
            linear = (m.weight for m in block.modules() if isinstance(m, nn.Linear))
            yield from (weight for weight in linear if weight.requires_grad)
