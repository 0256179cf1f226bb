"""Pictures and words in one space (CLIP, Radford et al. 2021; SigLIP, Zhai et al. 2023).

Suffixes of tensors: B batch, V the length of the shared vectors. Named as transformers' CLIPModel.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import math
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from limner.nets.text import TextShape, TextTransformer
from limner.nets.vit import VisionShape, VisionTransformer

LARGEST_SCALE = math.log(100.0)
"""CLIP's cap on the learned logarithm of the scale."""


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Both towers and ``dimension``, the length of the vectors that they meet in."""

    vision: VisionShape = field(default_factory=VisionShape)
    text: TextShape = field(default_factory=TextShape)
    dimension: int = 256


class DualEncoder(nn.Module):
    """Two towers, two projections, and what cosines are scaled (and shifted) by."""

    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        self.shape = shape
        self.vision_model = VisionTransformer(shape.vision)
        self.text_model = TextTransformer(shape.text)
        self.visual_projection = nn.Linear(shape.vision.width, shape.dimension, bias=False)
        self.text_projection = nn.Linear(shape.text.width, shape.dimension, bias=False)
        self.logit_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
        self.logit_bias = nn.Parameter(torch.tensor(0.0))
        for projection in (self.visual_projection, self.text_projection):
            nn.init.normal_(projection.weight, std=projection.in_features**-0.5)

    def image_vectors(self, pixels_BCHW: Tensor) -> Tensor:
        """(B, V) float32 of length 1."""
        pooled_BD, _ = self.vision_model(pixels_BCHW)
        return unit(self.visual_projection(pooled_BD))

    def text_vectors(self, ids_BL: Tensor) -> Tensor:
        """(B, V) float32 of length 1."""
        return unit(self.text_projection(self.text_model(ids_BL)))

    def scale(self) -> Tensor:
        """What cosines are multiplied by, at most 100."""
        return self.logit_scale.clamp(max=LARGEST_SCALE).exp()


def unit(x_BV: Tensor) -> Tensor:
    """Each row divided by its length, in float32."""
    return F.normalize(x_BV.float(), dim=-1)
