"""The autoencoder: pictures to latents that are small, smooth and give the picture back."""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from limner.nets.autoencoder import Autoencoder, AutoencoderShape, signed
from limner.train.fidelity import psnr, ssim
from limner.train.pictures import Pictures, by_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import numpy.typing as npt
    from torch import Tensor, nn

    from limner.train.recipe import Batch
    from limner.world.atlas import Atlas

STREAM = "autoencoder"
"""Of the held-out pictures; each recipe learns from a stream of its own name."""

EACH = 12
"""Held-out pictures of each style."""

SCALES = 3
"""The gradients are compared at the full size and at so many less one halvings of it."""

SMALLER_SHARE = 0.25
"""How many pictures are also decoded from their latents averaged to half the side."""

WEIGHTS = {"absolute": 1.0, "squared": 0.5, "gradient": 1.0, "smaller": 0.25, "kl": 3e-4}
"""What each loss counts in the total."""


@dataclass(slots=True)
class AutoencoderRecipe:
    """See `limner.train.recipe.Recipe`.

    Halved latents are asked to give the halved picture (scale equivariance: Skorokhodov et al. 2025;
    Kouzelis et al. 2025): what noise hides first is then fine detail, which suits the generator.
    """

    atlas: Atlas
    shape: AutoencoderShape = field(default_factory=AutoencoderShape)
    resolution: int = 256
    name: str = "autoencoder"
    batch_size: int = 8
    learning_rate: float = 1e-3
    weight_decay: float = 0.0
    muon: bool = False
    stream: Pictures = field(init=False)
    held_out: dict[str, npt.NDArray[np.uint8]] | None = None

    def __post_init__(self) -> None:
        self.stream = Pictures(self.atlas, self.name, self.resolution)

    def build(self) -> Autoencoder:
        """The network with fresh weights."""
        return Autoencoder(self.shape)

    def batch(self, index: int) -> Batch:
        """``pixels`` (B, S, S, 3) uint8: half fresh, half known ones mirrored."""
        return {"pixels": torch.from_numpy(self.stream.batch(index, self.batch_size))}

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """How far the copy is off, in value and in gradient, and how far the latents from unit noise."""
        assert isinstance(model, Autoencoder)
        pixels_BCHW = signed(batch["pixels"])
        mean, log_variance = self.moments(model, pixels_BCHW)
        latents = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        off = model.decode(latents).float() - pixels_BCHW
        few = max(1, round(SMALLER_SHARE * len(latents)))
        smaller = model.decode(F.avg_pool2d(latents[:few], 2)).float() - F.avg_pool2d(pixels_BCHW[:few], 2)
        parts = {
            "absolute": off.abs().mean(),
            "squared": off.square().mean(),
            "gradient": gradient_loss(off),
            "smaller": smaller.abs().mean() + 0.5 * gradient_loss(smaller),
            "kl": 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean(),
        }
        total = torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()
        return {"total": total, **parts}

    def moments(self, model: Autoencoder, pixels_BCHW: Tensor) -> tuple[Tensor, Tensor]:
        """The mean and the log variance of the latents."""
        mean, log_variance = model.encode(pixels_BCHW)
        return mean.float(), log_variance.float()

    def advance(self, model: nn.Module, progress: float) -> None:
        """Nothing changes with time but the learning rate."""

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """Mean ``psnr`` (dB) and ``ssim`` of unseen pictures, over all and by style."""
        assert isinstance(model, Autoencoder)
        return likeness(lambda pixels: copied(model, pixels), self.unseen())

    def picture(self, model: nn.Module, path: Path) -> None:
        """For one unseen picture of each style: the original, the copy, four times their difference."""
        assert isinstance(model, Autoencoder)
        originals = np.stack([pixels[0] for pixels in self.unseen().values()])
        copies = copied(model, originals)
        apart = np.abs(copies.astype(np.int16) - originals)
        rows = (originals, copies, np.minimum(255, 4 * apart).astype(np.uint8))
        cv2.imwrite(str(path), np.vstack([np.hstack(list(row)) for row in rows])[..., ::-1])

    def unseen(self) -> dict[str, npt.NDArray[np.uint8]]:
        """`EACH` held-out pictures (N, S, S, 3) of every style."""
        if self.held_out is None:
            self.held_out = by_style(self.atlas, f"{STREAM}, held out", self.resolution, EACH)
        return self.held_out


@dataclass(slots=True, kw_only=True)
class DecoderRecipe(AutoencoderRecipe):
    """The way back alone learns on, from ``trained``: latents that were made stay true, and so does a
    generator that was trained on them."""

    trained: Autoencoder
    name: str = "decoder"
    learning_rate: float = 4e-4

    def build(self) -> Autoencoder:
        """A copy of ``trained`` whose way in is frozen."""
        model = copy.deepcopy(self.trained).train()
        model.encoder.requires_grad_(False)
        return model

    @torch.no_grad()
    def moments(self, model: Autoencoder, pixels_BCHW: Tensor) -> tuple[Tensor, Tensor]:
        """As the autoencoder's, without a gradient."""
        return AutoencoderRecipe.moments(self, model, pixels_BCHW)


def likeness(
    copy: Callable[[npt.NDArray[np.uint8]], npt.NDArray[np.uint8]],
    unseen: Mapping[str, npt.NDArray[np.uint8]],
) -> dict[str, float]:
    """Mean ``psnr`` (dB) and ``ssim`` of what ``copy`` makes of pictures, over all and by style."""
    found: dict[str, float] = {}
    for style, pixels in unseen.items():
        both = [torch.from_numpy(part).permute(0, 3, 1, 2) / 255 for part in (copy(pixels), pixels)]
        for name, measure in (("psnr", psnr), ("ssim", ssim)):
            found[f"{name} {style}"] = round(float(measure(*both).mean()), 4)
    for name in ("psnr", "ssim"):
        values = [value for key, value in found.items() if key.startswith(f"{name} ")]
        found[name] = round(sum(values) / len(values), 4)
    return found


def gradient_loss(off_BCHW: Tensor) -> Tensor:
    """The mean absolute difference of neighbours in ``off``, at `SCALES` sizes, each half the last."""
    losses = []
    for scale in range(SCALES):
        if scale:
            off_BCHW = F.avg_pool2d(off_BCHW, 2)
        across = off_BCHW[..., 1:] - off_BCHW[..., :-1]
        down = off_BCHW[..., 1:, :] - off_BCHW[..., :-1, :]
        losses.append(across.abs().mean() + down.abs().mean())
    return torch.stack(losses).mean()


def copied(model: Autoencoder, pixels_BHWC: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """What is left of pictures after their latents, uint8 RGB, on the CPU."""
    device = next(model.parameters()).device
    mean, _ = model.encode(signed(torch.from_numpy(np.ascontiguousarray(pixels_BHWC)).to(device)))
    return shown(model.decode(mean))


def shown(pixels_BCHW: Tensor) -> npt.NDArray[np.uint8]:
    """Pixels about [-1, 1] as uint8 (B, H, W, C)."""
    values = ((pixels_BCHW.detach().float() + 1) * 127.5).round().clamp(0, 255)
    pixels: npt.NDArray[np.uint8] = values.permute(0, 2, 3, 1).to(torch.uint8).cpu().numpy()
    return pixels
