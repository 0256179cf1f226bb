"""A trial: what stands between the field and the velocity, at equal time, one core each.

``python docs/lab/bodies.py ARM MINUTES FOLDER`` trains one arm, from the trained generator's field and a
fresh body; ``... plot FOLDER FILE.png`` lays the curves of the arms in FOLDER over each other.
"""

# ruff: noqa: D102, N803, N806, N812 -- axes are suffixes in upper case

from __future__ import annotations

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from limner.nets.blocks import Attention
from limner.nets.generator import WHOLE, Generator, GeneratorShape, Predicted, Wanted
from limner.train import checkpoint
from limner.train.journal import rows
from limner.train.loop import Run, train
from limner.train.recipes import generator as recipes
from limner.train.run import CACHE, Order, _generator
from limner.train.schedule import Budget

TRAINED = CACHE.expanduser() / "train" / "generator"

BODY = "noisy known see_draft to_fine to_coarse down fold inner looks unfold joins up norm"
"""What the U-Net is made of."""

TRANSFORMERS = {"DiT, 64 patches": (320, 8, 2), "DiT, 256 cells": (192, 5, 1)}
"""Width, blocks and the cells along the side of one patch."""

TIMES = {
    "U-Net, even times": torch.rand,
    "U-Net, times unshifted": lambda count: torch.sigmoid(torch.randn(count)),
}
ARMS = ("U-Net", "U-Net, not aligned", *TRANSFORMERS, *TIMES)


class DiTBlock(nn.Module):
    """Adaptive norms told once for all blocks (Chen et al. 2024, PixArt-alpha), each with its own offset."""

    def __init__(self, width: int, heads: int, context: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(width, elementwise_affine=False) for _ in range(3))
        self.around, self.words = Attention(width, heads), Attention(width, heads, context)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU("tanh"), nn.Linear(4 * width, width))
        self.own = nn.Parameter(torch.randn(6, width) * 0.02)

    def forward(self, x_BND: Tensor, context_BLC: Tensor, there_BL: Tensor, told_B6D: Tensor) -> Tensor:
        shift, scale, gate, shift2, scale2, gate2 = (told_B6D + self.own).unsqueeze(2).unbind(1)
        x_BND = x_BND + gate * self.around(self.norms[0](x_BND) * (1 + scale) + shift)
        x_BND = x_BND + self.words(self.norms[1](x_BND), context_BLC, there_BL)
        return x_BND + gate2 * self.mlp(self.norms[2](x_BND) * (1 + scale2) + shift2)


class DiT(Generator):
    """The generator's field, draft and told vector (Peebles and Xie 2023) with a transformer for a body."""

    def __init__(self, shape: GeneratorShape, width: int, blocks: int, patch: int) -> None:
        super().__init__(shape)
        for name in BODY.split():
            delattr(self, name)
        self.patch = patch
        self.into = nn.Conv2d(3 * shape.channels + 1, width, patch, stride=patch)
        self.of_field = nn.Conv2d(shape.field, width, patch, stride=patch)
        self.positions = nn.Parameter(torch.randn(1, (shape.side // patch) ** 2, width) * 0.02)
        self.blocks = nn.ModuleList(DiTBlock(width, width // 64, shape.words) for _ in range(blocks))
        self.tell, self.tell_last = nn.Linear(shape.told, 6 * width), nn.Linear(shape.told, 2 * width)
        self.last = nn.LayerNorm(width, elementwise_affine=False)
        self.out = nn.Linear(width, shape.channels * patch**2)
        for layer in (self.tell, self.tell_last, self.out):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.align = nn.Linear(width, shape.aligned) if shape.aligned else None

    def forward(self, x_BCSS: Tensor, t_B: Tensor, wanted: Wanted | None = None) -> Predicted:
        asked = self._filled(wanted or Wanted(), x_BCSS)
        field_BSSD, draft_BCSS = self._drafted(asked)
        context_BLC, there_BL, told_BE = self._told(t_B, [asked[name] for name in WHOLE], asked)
        there_B1SS = (asked["thing"] > 0)[:, None].to(draft_BCSS.dtype)
        kept = torch.cat([asked["source"] * (1 - asked["mask"]), asked["mask"]], 1)
        x = self.into(torch.cat([x_BCSS, draft_BCSS.detach() * there_B1SS, kept], 1))
        x = x + self.of_field(field_BSSD.permute(0, 3, 1, 2))
        side = x.shape[-1]
        x = x.flatten(2).transpose(1, 2) + self.positions
        six, aligned = self.tell(told_BE).unflatten(1, (6, -1)), None
        for index, block in enumerate(self.blocks):
            x = block(x, context_BLC, there_BL, six)
            if index == len(self.blocks) // 2 and self.align is not None:
                halved = F.avg_pool2d(_square(x, side), 2 // self.patch)
                aligned = self.align(halved.flatten(2).transpose(1, 2))
        scale, shift = self.tell_last(told_BE)[:, None].chunk(2, -1)
        out = _square(self.out(self.last(x) * (1 + scale) + shift), side)
        return Predicted(F.pixel_shuffle(out, self.patch), draft_BCSS, aligned)


class Arm(recipes.GeneratorRecipe):
    """One arm; the field and its draft are the trained ones in each, and learn on."""

    __slots__ = ()

    def build(self) -> Generator:
        torch.manual_seed(0)
        shape = TRANSFORMERS.get(self.name)
        model = DiT(self.shape, *shape) if shape else Generator(self.shape)
        average = checkpoint.read(TRAINED)["average"]
        kept = {name: value for name, value in average.items() if name.startswith(("field.", "draft."))}
        model.load_state_dict(kept, strict=False)
        return model

    def advance(self, model: nn.Module, progress: float) -> None:
        self.drafting = False

    def picture(self, model: nn.Module, path: Path) -> None:
        pass


def _square(x_BND: Tensor, side: int) -> Tensor:
    return x_BND.transpose(1, 2).unflatten(2, (side, side))


def plot(folder: Path, path: Path) -> None:
    """Held-out error of the velocity against minutes, a line an arm."""
    from matplotlib.figure import Figure

    figure = Figure((7, 4.2), layout="constrained")
    axes = figure.subplots()
    for arm in sorted(one for one in ARMS if (folder / one).exists()):
        found = [row for row in rows(folder / arm) if "measured" in row]
        errors = [row["measured"]["velocity"] for row in found]
        label = f"{arm}: {errors[-1]:.3f} after {found[-1]['pictures'] / 1000:.0f}k pictures"
        axes.plot([row["seconds"] / 60 for row in found], errors, marker="o", label=label)
    axes.set(xlabel="minutes of one core", ylabel="squared error of the velocity, unseen scenes")
    axes.legend()
    figure.savefig(path, dpi=110)


def main(name: str, minutes: str, folder: str) -> None:
    """Train the arm ``name``, or draw the plot of all."""
    if name == "plot":
        plot(Path(minutes), Path(folder))
        return
    recipes.times = TIMES.get(name, recipes.times)
    given = _generator(Order("generator", CACHE.expanduser()))
    arm = Arm(given.folder, given.autoencoder, given.tower, name=name, align=name != "U-Net, not aligned")
    train(0, 1, None, arm, Run(Path(folder) / name, Budget(minutes=float(minutes)), evaluate_every=200.0))


if __name__ == "__main__":
    main(*sys.argv[1:])
