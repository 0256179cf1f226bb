"""The exponential moving average of the weights, which is what is measured and exported."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import nn

DECAY = 0.999


class Average:
    """``model`` is a copy whose weights follow: ``average = d average + (1 - d) weights``.

    d grows as (1 + n) / (10 + n) with the updates n, up to ``decay``, so that the first steps are
    forgotten soon.
    """

    def __init__(self, model: nn.Module, decay: float = DECAY) -> None:
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.decay = decay
        self.updates = 0

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Take in the weights of ``model``; buffers are copied."""
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        self.updates += 1
        torch._foreach_lerp_(list(self.model.parameters()), list(model.parameters()), 1 - decay)
        for mine, theirs in zip(self.model.buffers(), model.buffers(), strict=True):
            mine.copy_(theirs)
