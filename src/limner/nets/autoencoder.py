"""Pictures to a sixteenth of their side and back: a convolutional autoencoder with a Gaussian middle.

Suffixes of tensors: B batch, C channels of the latents, H, W pixels, h, w cells of the latents.

The first layer folds 4x4 pixels into channels, so nothing is computed at full resolution, and the
network widens as it shrinks. Around each halving and doubling runs a shortcut without weights that
averages or repeats channels (Chen et al. 2024, DC-AE, section 3.2): the layers learn what differs
from a plain rearrangement of pixels.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

if TYPE_CHECKING:
    from torch import Tensor

FOLD = 4
"""Pixels along the side of one cell of the first layer."""

LOG_VARIANCE = (-12.0, 4.0)
"""What the logarithm of a latent's variance is kept within."""

FIRST_LOG_VARIANCE = -5.0
"""Where it begins: with more noise than that the first steps learn nothing."""


@dataclass(frozen=True, slots=True)
class AutoencoderShape:
    """``widths`` of the levels from fine to coarse, the first at a quarter of the picture's side;
    residual blocks by level on the way in (``encoder``) and, in the same order, out (``decoder``)."""

    channels: int = 24
    widths: tuple[int, ...] = (64, 128, 224)
    encoder: tuple[int, ...] = (1, 1, 2)
    decoder: tuple[int, ...] = (1, 2, 3)

    @property
    def factor(self) -> int:
        """Pixels along the side of one cell of the latents.

        >>> AutoencoderShape().factor
        16
        """
        return int(FOLD * 2 ** (len(self.widths) - 1))


class Residual(nn.Module):
    """x + conv(relu(conv(relu(x)))), which begins as the identity."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        nn.init.normal_(self.conv2.weight, std=1e-3)

    def forward(self, x_BDhw: Tensor) -> Tensor:
        """(B, D, h, w) to the same."""
        changed: Tensor = self.conv2(F.relu(self.conv1(F.relu(x_BDhw))))
        return x_BDhw + changed


class Halve(nn.Module):
    """Half the side: a convolution of stride 2, beside the mean of groups of folded channels."""

    def __init__(self, width: int, wider: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, wider, 2, stride=2)

    def forward(self, x_BDhw: Tensor) -> Tensor:
        """(B, D, 2h, 2w) to (B, E, h, w)."""
        changed: Tensor = self.conv(x_BDhw)
        return changed + _regrouped(
            F.pixel_unshuffle(x_BDhw, 2), 4 * self.conv.in_channels, self.conv.out_channels
        )


class Double(nn.Module):
    """Twice the side: a 1x1 convolution that is unfolded, beside repeated and unfolded channels."""

    def __init__(self, width: int, narrower: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, 4 * narrower, 1)

    def forward(self, x_BEhw: Tensor) -> Tensor:
        """(B, E, h, w) to (B, D, 2h, 2w)."""
        opened: Tensor = self.conv(x_BEhw)
        repeated = _regrouped(x_BEhw, self.conv.in_channels, self.conv.out_channels)
        return F.pixel_shuffle(opened + repeated, 2)


class Autoencoder(nn.Module):
    """RGB (B, 3, H, W) in [-1, 1], sides multiples of ``shape.factor``, to latents and back."""

    def __init__(self, shape: AutoencoderShape) -> None:
        super().__init__()
        self.shape = shape
        widths = shape.widths
        inward: list[nn.Module] = [nn.PixelUnshuffle(FOLD), nn.Conv2d(3 * FOLD**2, widths[0], 3, padding=1)]
        outward: list[nn.Module] = [nn.Conv2d(shape.channels, widths[-1], 3, padding=1)]
        for level, width in enumerate(widths):
            if level:
                inward.append(Halve(widths[level - 1], width))
            inward += [Residual(width) for _ in range(shape.encoder[level])]
        for level in reversed(range(len(widths))):
            outward += [Residual(widths[level]) for _ in range(shape.decoder[level])]
            if level:
                outward.append(Double(widths[level], widths[level - 1]))
        inward += [nn.ReLU(), _moments(widths[-1], shape.channels)]
        outward += [nn.ReLU(), nn.Conv2d(widths[0], 3 * FOLD**2, 3, padding=1), nn.PixelShuffle(FOLD)]
        self.encoder = nn.Sequential(*inward)
        self.decoder = nn.Sequential(*outward)

    def encode(self, pixels_BCHW: Tensor) -> tuple[Tensor, Tensor]:
        """The mean and the log variance (B, C, h, w) of the latents; the mean is what others use."""
        mean_BChw, log_variance_BChw = self.encoder(pixels_BCHW).chunk(2, 1)
        return mean_BChw, log_variance_BChw.clamp(*LOG_VARIANCE)

    def decode(self, latents_BChw: Tensor) -> Tensor:
        """Pixels (B, 3, H, W), about [-1, 1] and not clipped."""
        pixels: Tensor = self.decoder(latents_BChw)
        return pixels


def signed(pixels_BHWC: Tensor) -> Tensor:
    """uint8 RGB (B, H, W, 3) to float32 (B, 3, H, W) in [-1, 1], in the memory order of convolutions.

    >>> signed(torch.tensor([[[[0, 255, 51]]]], dtype=torch.uint8)).flatten().tolist()
    [-1.0, 1.0, -0.6000000238418579]
    """
    return pixels_BHWC.permute(0, 3, 1, 2).float() / 127.5 - 1


def _moments(width: int, channels: int) -> nn.Conv2d:
    """The layer that gives mean and log variance; the variance begins small, at `FIRST_LOG_VARIANCE`."""
    layer = nn.Conv2d(width, 2 * channels, 3, padding=1)
    with torch.no_grad():
        layer.weight[channels:] = 0
        assert layer.bias is not None
        layer.bias[channels:] = FIRST_LOG_VARIANCE
    return layer


def _regrouped(x_BDhw: Tensor, have: int, wanted: int) -> Tensor:
    """``wanted`` channels instead of ``have``: neighbours averaged, or each repeated; the last ones are left
    over, or repeated more often, where the numbers do not divide."""
    if wanted >= have:
        return x_BDhw.repeat_interleave(-(-wanted // have), 1)[:, :wanted]
    groups_BEGhw: Tensor = x_BDhw[:, : have // wanted * wanted].unflatten(1, (wanted, have // wanted))  # type: ignore[no-untyped-call]
    return groups_BEGhw.mean(2)
