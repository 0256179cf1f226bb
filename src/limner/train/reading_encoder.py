"""What the encoder's recipes train: the two towers, and the reader on the picture's."""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from limner.nets.dual_encoder import DualEncoder, EncoderShape
from limner.nets.reader import Reader, ReaderShape
from limner.train.targets import VOCABULARY

if TYPE_CHECKING:
    from torch import Tensor

    from limner.nets.reader import Read


class ReadingEncoder(nn.Module):
    """The two towers, and the reader on the picture's."""

    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        self.encoder = DualEncoder(shape)
        sizes = {head: len(words) for head, words in VOCABULARY.items()}
        self.reader = Reader(ReaderShape(**sizes), shape.vision.width, shape.vision.grid)

    def see(self, pixels_BCHW: Tensor, *, keep: list[Tensor] | None = None) -> tuple[Tensor, Tensor, Read]:
        """Picture vectors (B, V) of length 1, patch tokens (B, P, D), and what is read."""
        pooled_BD, patches_BPD = self.encoder.vision_model(pixels_BCHW, keep=keep)
        projected_BV = self.encoder.visual_projection(pooled_BD).float()
        vectors_BV = torch.nn.functional.normalize(projected_BV, dim=-1)
        return vectors_BV, patches_BPD, self.reader(pooled_BD, patches_BPD)

    def read(self, pixels_BCHW: Tensor) -> Read:
        """What is read, alone."""
        return self.see(pixels_BCHW)[2]
