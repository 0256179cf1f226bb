"""The independent judge: a residual convolutional network that measures what others draw and see.

Suffixes of tensors: B batch, C channels, H, W cells, P = H * W cells row by row.

It shares nothing with the encoder but the truth that both learn from and the heads that say it:
convolutions (He et al. 2016) instead of attention, more pixels, no words. It is never used in
training, in a loop, or to choose among results: a judge that is optimised against is none.

Plain 3x3 convolutions because a CPU multiplies them as matrices: a block of them was measured 2 to 3
times as fast, forward and back in bfloat16, as a ConvNeXt block of as many channels, whose depthwise
convolution waits for memory. Nothing is computed at strides below 4.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from limner.nets.reader import Read, Reader, ReaderShape

STRIDE = 16
"""Pixels along the side of one cell."""

WIDTHS = (48, 128, 256)
"""Channels at strides 4, 8 and 16."""

BLOCKS = (2, 4)
"""Residual blocks at strides 8 and 16."""


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
    """One ``stride``-th of the side, ``after`` channels."""

    def __init__(self, before: int, after: int, side: int, stride: int) -> None:
        super().__init__(
            nn.Conv2d(before, after, side, stride=stride, padding=side // 2, bias=False),
            nn.BatchNorm2d(after),
            nn.ReLU(),
        )


class Judge(nn.Module):
    """(B, 3, S, S) normalised pixels to a `Read` whose patches are cells of `STRIDE` pixels."""

    def __init__(self, shape: ReaderShape, resolution: int) -> None:
        super().__init__()
        self.resolution = resolution
        fine, middle, deep = WIDTHS
        self.stem = Down(3, fine, 7, 4)
        self.middle = nn.Sequential(Down(fine, middle, 3, 2), *(Residual(middle) for _ in range(BLOCKS[0])))
        self.deep = nn.Sequential(Down(middle, deep, 3, 2), *(Residual(deep) for _ in range(BLOCKS[1])))
        self.reader = Reader(shape, deep, resolution // STRIDE, pooled=2 * deep)
        for weight in self.parameters():
            if weight.ndim == 4:
                weight.data = weight.data.contiguous(memory_format=torch.channels_last)

    def forward(self, pixels_BCHW: Tensor) -> Read:
        """Everything at once, logits in float32. The whole is told from the means of the upper and of
        the lower half."""
        x_BCHW = pixels_BCHW.contiguous(memory_format=torch.channels_last)
        x_BCHW = self.deep(self.middle(self.stem(x_BCHW)))
        pooled = torch.cat([half_BCHW.mean((2, 3)) for half_BCHW in x_BCHW.chunk(2, 2)], 1)
        read: Read = self.reader(pooled, x_BCHW.flatten(2).transpose(1, 2))
        return read
