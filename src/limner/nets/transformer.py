"""The transformer block of both towers, with the parameter names of transformers' CLIP.

Suffixes of tensors: B batch, L length of the sequence, D width, H heads, E width of a head.

Pre-norm residual blocks (Vaswani et al. 2017; Xiong et al. 2020): ``x + attention(norm(x))``, then
``x + mlp(norm(x))``. Attention is written out as two matrix products and a softmax: on a CPU in
bfloat16 its backward pass was measured 1.9 times as fast as ``scaled_dot_product_attention``.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

if TYPE_CHECKING:
    from torch import device

EPSILON = 1e-5


class Attention(nn.Module):
    """Softmax(q k^T / sqrt(E) + mask) v over ``heads`` heads."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x_BLD: Tensor, mask_LL: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """The mixed values (B, L, D) and the weights (B, H, L, L), whose rows sum to 1."""
        q_BHLE, k_BHLE, v_BHLE = (
            self._split(projection(x_BLD)) for projection in (self.q_proj, self.k_proj, self.v_proj)
        )
        scores_BHLL = (q_BHLE * q_BHLE.shape[-1] ** -0.5) @ k_BHLE.transpose(-1, -2)
        if mask_LL is not None:
            scores_BHLL = scores_BHLL + mask_LL.to(scores_BHLL.dtype)
        weights_BHLL = torch.softmax(scores_BHLL, -1, dtype=scores_BHLL.dtype)
        mixed_BLD = (weights_BHLL @ v_BHLE).transpose(1, 2).flatten(2)
        return self.out_proj(mixed_BLD), weights_BHLL

    def _split(self, x_BLD: Tensor) -> Tensor:
        batch, length, width = x_BLD.shape
        return x_BLD.view(batch, length, self.heads, width // self.heads).transpose(1, 2)


class MLP(nn.Module):
    """Linear, GELU (exact), linear; the middle is ``ratio`` times as wide."""

    def __init__(self, width: int, ratio: int = 4) -> None:
        super().__init__()
        self.fc1 = nn.Linear(width, width * ratio)
        self.fc2 = nn.Linear(width * ratio, width)

    def forward(self, x_BLD: Tensor) -> Tensor:
        """Each position by itself, (B, L, D) to (B, L, D)."""
        out: Tensor = self.fc2(F.gelu(self.fc1(x_BLD)))
        return out


class Block(nn.Module):
    """One layer: attention, then the MLP, each added to the residual stream."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.layer_norm1 = nn.LayerNorm(width, eps=EPSILON)
        self.mlp = MLP(width)
        self.layer_norm2 = nn.LayerNorm(width, eps=EPSILON)

    def forward(self, x_BLD: Tensor, mask_LL: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """The stream (B, L, D) and this block's attention (B, H, L, L)."""
        mixed_BLD, weights_BHLL = self.self_attn(self.layer_norm1(x_BLD), mask_LL)
        x_BLD = x_BLD + mixed_BLD
        return x_BLD + self.mlp(self.layer_norm2(x_BLD)), weights_BHLL


class Stack(nn.Module):
    """``layers`` blocks one after the other."""

    def __init__(self, width: int, layers: int, heads: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Block(width, heads) for _ in range(layers))

    def forward(
        self, x_BLD: Tensor, mask_LL: Tensor | None = None, *, keep: list[Tensor] | None = None
    ) -> Tensor:
        """The stream after the last block; each block's attention is appended to ``keep``."""
        for block in self.layers:
            x_BLD, weights_BHLL = block(x_BLD, mask_LL)
            if keep is not None:
                keep.append(weights_BHLL)
        return x_BLD


def causal_mask(length: int, device: device | None = None) -> Tensor:
    """(L, L) float32 to be added to scores: 0 on and below the diagonal, a large negative above."""
    return torch.full((length, length), -1e4, device=device).triu(1)


def initialise(stack: Stack, width: int) -> None:
    """CLIP's own scheme (Radford et al. 2021): what is added to the stream shrinks with depth."""
    depth = len(stack.layers)
    for block in stack.layers:
        assert isinstance(block, Block)
        attention, mlp = block.self_attn, block.mlp
        for projection in (attention.q_proj, attention.k_proj, attention.v_proj):
            nn.init.normal_(projection.weight, std=width**-0.5)
        for projection in (attention.out_proj, mlp.fc2):
            nn.init.normal_(projection.weight, std=(2 * depth * width) ** -0.5)
        nn.init.normal_(mlp.fc1.weight, std=(2 * width) ** -0.5)
        for module in block.modules():
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)


@torch.no_grad()
def initialise_mimetic(stack: Stack, width: int) -> None:
    """Start as trained transformers end (Trockman and Kolter 2023, equations 5 and 6).

    q k^T of each head begins near the identity, so positions look at what resembles them (with
    sinusoidal positions: at their neighbours), and the values' way out near minus the identity. The
    patches name things sooner; measured in `docs/lab/LOG.md`.
    """
    initialise(stack, width)
    for block in stack.layers:
        assert isinstance(block, Block)
        attention = block.self_attn
        each = width // attention.heads
        for head in range(attention.heads):
            left, right = _factors(0.7, 0.7, width)
            rows = slice(head * each, (head + 1) * each)
            attention.q_proj.weight[rows] = left[:, :each].T
            attention.k_proj.weight[rows] = right[:each]
        left, right = _factors(0.4, -0.4, width)
        attention.out_proj.weight.copy_(left)
        attention.v_proj.weight.copy_(right)


def _factors(noise: float, diagonal: float, width: int) -> tuple[Tensor, Tensor]:
    """Two square matrices whose product is noise plus a multiple of the identity."""
    product = noise * torch.randn(width, width) * width**-0.5 + diagonal * torch.eye(width)
    u, s, v = torch.linalg.svd(product)
    return u * s.sqrt(), s.sqrt()[:, None] * v
