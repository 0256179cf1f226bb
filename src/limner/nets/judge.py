"""The independent judge: a residual convolutional network that measures what others draw and see.

Suffixes of tensors: B batch, C channels, H, W cells, P = H * W cells row by row.

It shares nothing with the encoder but the truth that both learn from: convolutions (He et al. 2016)
instead of attention, cells of 8 pixels instead of patches of 16, no words. It is never used in
training, in a loop, or to choose among results: a judge that is optimised against is none.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from limner.nets.reader import Read, Reader, ReaderShape

STRIDE = 8
"""Pixels along the side of one cell."""

WIDTHS = (32, 64, 128, 192)
"""Channels at strides 2, 4, 8 and 16."""


class Residual(nn.Module):
    """Two 3x3 convolutions with batch norm, added to their input."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.a = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.b = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm_a, self.norm_b = nn.BatchNorm2d(channels), nn.BatchNorm2d(channels)
        nn.init.zeros_(self.norm_b.weight)

    def forward(self, x_BCHW: Tensor) -> Tensor:
        """The same shape."""
        inner = F.relu(self.norm_a(self.a(x_BCHW)))
        return F.relu(x_BCHW + self.norm_b(self.b(inner)))


class Down(nn.Sequential):
    """Half the side, ``after`` channels."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__(
            nn.Conv2d(before, after, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()
        )


class Judge(nn.Module):
    """(B, 3, S, S) normalised pixels to a `Read` whose patches are cells of `STRIDE` pixels."""

    def __init__(self, shape: ReaderShape, resolution: int) -> None:
        super().__init__()
        self.shape, self.resolution = shape, resolution
        a, b, c, d = WIDTHS
        self.stem = nn.Sequential(Down(3, a), Down(a, b), Residual(b))
        self.middle = nn.Sequential(Down(b, c), Residual(c), Residual(c))
        self.deep = nn.Sequential(Down(c, d), Residual(d), Residual(d), Residual(d))
        self.up = nn.Sequential(nn.Conv2d(d, c, 1, bias=False), nn.BatchNorm2d(c))
        self.mix = Residual(c)
        self.cells = nn.Sequential(nn.Conv2d(c, 2 * c, 1, bias=False), nn.BatchNorm2d(2 * c), nn.ReLU())
        self.reader = Reader(shape, 2 * c, resolution // STRIDE, pooled=3 * d)
        for weight in self.parameters():
            if weight.ndim == 4:
                weight.data = weight.data.contiguous(memory_format=torch.channels_last)

    def forward(self, pixels_BCHW: Tensor) -> Read:
        """Everything at once, logits in float32."""
        fine_BCHW = self.middle(self.stem(pixels_BCHW.contiguous(memory_format=torch.channels_last)))
        deep_BCHW = self.deep(fine_BCHW)
        risen_BCHW = F.interpolate(self.up(deep_BCHW), scale_factor=2.0, mode="nearest")
        x_BPC = self.cells(self.mix(F.relu(fine_BCHW + risen_BCHW))).flatten(2).transpose(1, 2)
        halves = deep_BCHW.mean(3).chunk(2, 2)
        pooled = torch.cat([deep_BCHW.mean((2, 3)), *(half.mean(2) for half in halves)], 1)
        read: Read = self.reader(pooled, x_BPC)
        return read
