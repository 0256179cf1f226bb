"""The word tower as the generator reads it: a vector for every token instead of one for the text.

Suffixes of tensors: B batch, L length in tokens, D width.
"""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn

from limner.nets.transformer import causal_mask

if TYPE_CHECKING:
    from torch import Tensor

    from limner.nets.text import TextTransformer


class Words(nn.Module):
    """(B, L) token ids to (B, L, D), zeros after the end of each text: there is nothing to look at."""

    def __init__(self, tower: TextTransformer) -> None:
        super().__init__()
        self.tower = tower

    def forward(self, ids_BL: Tensor) -> Tensor:
        """Each token as the tower sees it from what stands before it, after the last norm."""
        tower = self.tower
        x_BLD = tower.encoder(tower.embeddings(ids_BL), causal_mask(ids_BL.shape[1], ids_BL.device))
        ended_BL = (ids_BL == tower.shape.end).int().cumsum(1) - (ids_BL == tower.shape.end).int()
        there_BL1 = (ended_BL == 0).to(x_BLD.dtype)[..., None]
        seen: Tensor = tower.final_layer_norm(x_BLD) * there_BL1
        return seen
