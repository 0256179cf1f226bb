"""The word tower: tokens -> vectors -> causal attention -> the vector at the end of the text.

Suffixes of tensors: B batch, L length in tokens, D width. Layout and names of transformers' CLIP.
"""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from limner.nets.transformer import EPSILON, Stack, causal_mask, initialise


@dataclass(frozen=True, slots=True)
class TextShape:
    """``length`` is the longest text in tokens; ``end`` the id of the token that ends a text."""

    vocabulary: int = 2048
    length: int = 64
    width: int = 192
    layers: int = 4
    heads: int = 3
    end: int = 1


class TextEmbeddings(nn.Module):
    """A vector for each token and one for each position, added."""

    def __init__(self, shape: TextShape) -> None:
        super().__init__()
        self.token_embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.position_embedding = nn.Embedding(shape.length, shape.width)
        nn.init.normal_(self.token_embedding.weight, std=0.02)
        nn.init.normal_(self.position_embedding.weight, std=0.01)

    def forward(self, ids_BL: Tensor) -> Tensor:
        """(B, L, D); L may be anything up to the longest."""
        positions_LD = self.position_embedding.weight[: ids_BL.shape[1]]
        embedded: Tensor = self.token_embedding(ids_BL) + positions_LD
        return embedded


class TextTransformer(nn.Module):
    """(B, L) token ids, each row with an end token, to one vector a text.

    Attention looks back only, so whatever stands after the end token changes nothing: rows of
    several lengths need no mask.
    """

    def __init__(self, shape: TextShape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = TextEmbeddings(shape)
        self.encoder = Stack(shape.width, shape.layers, shape.heads)
        self.final_layer_norm = nn.LayerNorm(shape.width, eps=EPSILON)
        initialise(self.encoder, shape.width)

    def forward(self, ids_BL: Tensor, *, keep: list[Tensor] | None = None) -> Tensor:
        """Pooled (B, D): the position of the first end token, after the last norm."""
        x_BLD = self.embeddings(ids_BL)
        if torch.is_autocast_enabled(x_BLD.device.type):
            x_BLD = x_BLD.to(torch.get_autocast_dtype(x_BLD.device.type))
        x_BLD = self.encoder(x_BLD, causal_mask(ids_BL.shape[1], ids_BL.device), keep=keep)
        ends_B = (ids_BL == self.shape.end).int().argmax(-1)
        rows_B = torch.arange(ids_BL.shape[0], device=ids_BL.device)
        pooled: Tensor = self.final_layer_norm(x_BLD[rows_B, ends_B])
        return pooled
