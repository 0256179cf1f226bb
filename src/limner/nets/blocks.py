"""Layers of the generator, on maps of features in the memory order of convolutions.

Suffixes of tensors: B batch, D features, h, w cells, N = h * w cells row by row, L tokens of words,
E the vector that time and the whole picture are told by.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

if TYPE_CHECKING:
    from torch import Tensor

FAR = -1e4
"""Added to the score of a token that is not there."""


class ChannelNorm(nn.Module):
    """Each cell's features with mean 0 and variance 1, times a learned gain, plus a learned bias.

    Measured cheaper than GroupNorm, whose way back took 18 % of a training step.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width, eps=1e-5)

    def forward(self, x_BDhw: Tensor) -> Tensor:
        """(B, D, h, w) to the same."""
        normed: Tensor = self.norm(x_BDhw.permute(0, 2, 3, 1))
        return normed.permute(0, 3, 1, 2)


class ConvBlock(nn.Module):
    """Two convolutions whose second norm is scaled and shifted by the told vector (adaptive norm:
    Dhariwal & Nichol 2021, equation 6); begins as the identity."""

    def __init__(self, width: int, told: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = ChannelNorm(width), ChannelNorm(width)
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        self.tell = nn.Linear(told, 2 * width)
        nn.init.normal_(self.conv2.weight, std=1e-3)
        nn.init.zeros_(self.tell.weight)

    def forward(self, x_BDhw: Tensor, told_BE: Tensor) -> Tensor:
        """(B, D, h, w) to the same."""
        y_BDhw = self.conv1(F.silu(self.norm1(x_BDhw)))
        scale_BD11, shift_BD11 = self.tell(told_BE)[:, :, None, None].chunk(2, 1)
        y_BDhw = self.norm2(y_BDhw) * (1 + scale_BD11) + shift_BD11
        changed: Tensor = self.conv2(F.silu(y_BDhw))
        return x_BDhw + changed


class Attention(nn.Module):
    """Cells look at each other, or at tokens of ``context`` features; both products are written out,
    as in `nets.transformer`."""

    def __init__(self, width: int, heads: int, context: int | None = None) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key_value = nn.Linear(context or width, 2 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        nn.init.normal_(self.out.weight, std=0.02 * width**-0.5)

    def forward(
        self, x_BND: Tensor, context_BLC: Tensor | None = None, there_BL: Tensor | None = None
    ) -> Tensor:
        """What is seen (B, N, D). Tokens that are not ``there`` (bool) are not looked at; where none
        is, nothing is seen: zeros."""
        seen_BLC = x_BND if context_BLC is None else context_BLC
        key_BLD, value_BLD = self.key_value(seen_BLC).chunk(2, -1)
        query_BHNd, key_BHLd, value_BHLd = (self._split(v) for v in (self.query(x_BND), key_BLD, value_BLD))
        scores_BHNL = (query_BHNd * query_BHNd.shape[-1] ** -0.5) @ key_BHLd.transpose(-1, -2)
        if there_BL is not None:
            scores_BHNL = scores_BHNL + (~there_BL)[:, None, None].to(scores_BHNL.dtype) * FAR
        weights_BHNL = torch.softmax(scores_BHNL, -1, dtype=scores_BHNL.dtype)
        mixed: Tensor = self.out((weights_BHNL @ value_BHLd).transpose(1, 2).flatten(2))
        if there_BL is None:
            return mixed
        return mixed * there_BL.any(1)[:, None, None].to(mixed.dtype)

    def _split(self, x_BLD: Tensor) -> Tensor:
        parts: Tensor = x_BLD.unflatten(-1, (self.heads, -1))  # type: ignore[no-untyped-call]
        return parts.transpose(1, 2)


class LookingBlock(nn.Module):
    """Cells look at each other and at the words, then each thinks by itself."""

    def __init__(self, width: int, heads: int, context: int, ratio: int = 2) -> None:
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(width, eps=1e-5) for _ in range(3))
        self.around = Attention(width, heads)
        self.words = Attention(width, heads, context)
        self.mlp = nn.Sequential(nn.Linear(width, ratio * width), nn.GELU(), nn.Linear(ratio * width, width))

    def forward(self, x_BDhw: Tensor, context_BLC: Tensor, there_BL: Tensor) -> Tensor:
        """(B, D, h, w) to the same."""
        height = x_BDhw.shape[2]
        x_BND = x_BDhw.flatten(2).transpose(1, 2)
        x_BND = x_BND + self.around(self.norm1(x_BND))
        x_BND = x_BND + self.words(self.norm2(x_BND), context_BLC, there_BL)
        x_BND = x_BND + self.mlp(self.norm3(x_BND))
        out_BDhw: Tensor = x_BND.transpose(1, 2).unflatten(2, (height, -1))
        return out_BDhw


def waves(x: Tensor, octaves: int) -> Tensor:
    """Sines and cosines of pi, 2 pi, 4 pi ... times ``x`` (..., K) to (..., 2 * octaves * K)
    (Tancik et al. 2020)."""
    angles = torch.cat([x * (math.pi * 2.0**octave) for octave in range(octaves)], -1)
    return torch.cat([angles.sin(), angles.cos()], -1)


def time_waves(t_B: Tensor, width: int) -> Tensor:
    """(B, width) sines and cosines of ``t`` in [0, 1], from about a half turn to 1000 / 6 turns
    (Vaswani et al. 2017, section 3.5)."""
    steps = torch.arange(width // 2, device=t_B.device, dtype=torch.float32) / (width // 2)
    angles = 1000.0 * t_B.float()[:, None] * torch.exp(-math.log(1000.0) * steps)
    return torch.cat([angles.cos(), angles.sin()], -1)
