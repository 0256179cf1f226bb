"""How like its original a copy is: PSNR and SSIM, one figure a picture.

Suffixes of tensors: B batch, C channels, H, W pixels.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F

if TYPE_CHECKING:
    from torch import Tensor

WINDOW, SPREAD = 11, 1.5
"""Side and standard deviation of the Gaussian window, pixels (Wang et al. 2004, section III.B)."""

K1, K2 = 0.01, 0.03


def psnr(copy_BCHW: Tensor, original_BCHW: Tensor) -> Tensor:
    """(B,) 10 log10(1 / mean squared error) in dB; pixels in [0, 1].

    >>> round(float(psnr(torch.full((1, 3, 8, 8), 0.6), torch.full((1, 3, 8, 8), 0.5))), 3)
    20.0
    """
    error_B = (copy_BCHW.float() - original_BCHW.float()).square().mean((1, 2, 3))
    return -10 * torch.log10(error_B.clamp(min=1e-10))


def ssim(copy_BCHW: Tensor, original_BCHW: Tensor) -> Tensor:
    """(B,) the mean over channels and places of the structural similarity, 1 = equal; pixels in [0, 1].

    Only places whose whole window lies within the picture count (Wang et al. 2004, equation 13).
    """
    a, b = copy_BCHW.float(), original_BCHW.float()
    with torch.autocast(a.device.type, enabled=False):
        mean_a, mean_b = _blurred(a), _blurred(b)
        variance_a = _blurred(a * a) - mean_a**2
        variance_b = _blurred(b * b) - mean_b**2
        covariance = _blurred(a * b) - mean_a * mean_b
    likeness = (2 * mean_a * mean_b + K1**2) / (mean_a**2 + mean_b**2 + K1**2)
    likeness = likeness * (2 * covariance + K2**2) / (variance_a + variance_b + K2**2)
    return likeness.mean((1, 2, 3))


def _blurred(x_BCHW: Tensor) -> Tensor:
    channels = x_BCHW.shape[1]
    line = torch.arange(WINDOW, device=x_BCHW.device) - WINDOW // 2
    weights = torch.exp(-(line**2) / (2 * SPREAD**2))
    weights = (weights / weights.sum()).expand(channels, 1, 1, WINDOW)
    across = F.conv2d(x_BCHW, weights, groups=channels)
    return F.conv2d(across, weights.transpose(2, 3), groups=channels)
