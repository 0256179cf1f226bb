"""The picture tower: patches -> vectors -> attention -> one vector (Dosovitskiy et al. 2021).

Suffixes of tensors: B batch, C channels, P patches, L = 1 + P positions, D width.

The layout and the parameter names are those of transformers' CLIP (its spelling ``pre_layrnorm``
included), so that its classes load our weights.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from limner.nets.transformer import EPSILON, Stack, initialise_mimetic

MEAN = (0.5, 0.5, 0.5)
STD = (0.25, 0.25, 0.25)
"""What the world's pictures are normalised by, RGB in 0-1."""


@dataclass(frozen=True, slots=True)
class VisionShape:
    """``resolution`` and ``patch`` in pixels: the side of the picture and of one patch."""

    resolution: int = 256
    patch: int = 16
    width: int = 256
    layers: int = 8
    heads: int = 4

    @property
    def grid(self) -> int:
        """Patches along one side."""
        return self.resolution // self.patch


class VisionEmbeddings(nn.Module):
    """Each patch through one linear map, a class vector before them, a position added to each."""

    def __init__(self, shape: VisionShape) -> None:
        super().__init__()
        self.patch = shape.patch
        self.class_embedding = nn.Parameter(torch.randn(shape.width) * shape.width**-0.5)
        self.patch_embedding = nn.Conv2d(3, shape.width, shape.patch, stride=shape.patch, bias=False)
        self.position_embedding = nn.Embedding(1 + shape.grid**2, shape.width)
        nn.init.normal_(self.patch_embedding.weight, std=(3 * shape.patch**2) ** -0.5)
        nn.init.normal_(self.position_embedding.weight, std=0.02)
        with torch.no_grad():
            self.position_embedding.weight[1:] += 0.35 * sinusoids(shape.grid, shape.width)

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, 1 + P, D), the class position first, patches row by row."""
        return self.placed(self.patches(pixels_BCHW))

    def patches(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, P, D), without positions."""
        embedded: Tensor = self.patch_embedding(pixels_BCHW)
        return embedded.flatten(2).transpose(1, 2)

    def placed(self, patches_BPD: Tensor, grid: int | None = None) -> Tensor:
        """The class vector before the patches, and to each its position: those of a ``grid`` by ``grid``
        square, None for the tower's own."""
        first_B1D = self.class_embedding.to(patches_BPD.dtype).expand(patches_BPD.shape[0], 1, -1)
        positions_LD = self.position_embedding.weight
        if grid is not None:
            positions_LD = resized_positions(positions_LD, grid)
        return torch.cat([first_B1D, patches_BPD], 1) + positions_LD.to(patches_BPD.dtype)


class VisionTransformer(nn.Module):
    """(B, 3, S, S) normalised pixels to a pooled vector and one vector a patch."""

    def __init__(self, shape: VisionShape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = VisionEmbeddings(shape)
        self.pre_layrnorm = nn.LayerNorm(shape.width, eps=EPSILON)
        self.encoder = Stack(shape.width, shape.layers, shape.heads)
        self.post_layernorm = nn.LayerNorm(shape.width, eps=EPSILON)
        initialise_mimetic(self.encoder, shape.width)

    def forward(self, pixels_BCHW: Tensor, *, keep: list[Tensor] | None = None) -> tuple[Tensor, Tensor]:
        """Pooled (B, D), the class position after the last norm, and patches (B, P, D), before it.

        ``keep`` receives the attention (B, H, L, L) of every block.
        """
        return self.attend(self.embeddings(pixels_BCHW), keep=keep)

    def attend(self, x_BLD: Tensor, *, keep: list[Tensor] | None = None) -> tuple[Tensor, Tensor]:
        """The same from embedded positions."""
        x_BLD = self.encoder(self.pre_layrnorm(x_BLD), keep=keep)
        return self.post_layernorm(x_BLD[:, 0]), x_BLD[:, 1:]


def normalise(pixels_BHWC: Tensor) -> Tensor:
    """uint8 RGB (B, H, W, 3) to float32 (B, 3, H, W) with `MEAN` and `STD` taken out."""
    mean, std = (torch.tensor(v, device=pixels_BHWC.device) for v in (MEAN, STD))
    return ((pixels_BHWC / 255.0 - mean) / std).permute(0, 3, 1, 2)


def resized_positions(positions_LD: Tensor, grid: int) -> Tensor:
    """(1 + P, D) the positions of a square of patches, the class position first, stretched bicubically
    to ``grid`` patches along a side (Dosovitskiy et al. 2021, section 3.2)."""
    before = math.isqrt(len(positions_LD) - 1)
    square_1DGG = positions_LD[1:].T.reshape(1, -1, before, before)
    stretched_1DGG = F.interpolate(square_1DGG, (grid, grid), mode="bicubic", align_corners=False)
    return torch.cat([positions_LD[:1], stretched_1DGG[0].flatten(1).T])


def sinusoids(grid: int, width: int) -> Tensor:
    """(P, D) sines and cosines of the column, then of the row, of each patch, in [-1, 1]: near
    patches have like vectors. ``width`` is a multiple of 4."""
    frequencies = 100.0 ** -(torch.arange(width // 4) / (width // 4))
    y, x = torch.meshgrid(torch.arange(grid), torch.arange(grid), indexing="ij")
    angles = [axis.flatten()[:, None] * frequencies for axis in (x, y)]
    return torch.cat([turn(angle) for angle in angles for turn in (torch.sin, torch.cos)], -1)
