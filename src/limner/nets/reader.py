"""What stands where: exact truth read off the picture tower's patches, and words for the whole.

Suffixes of tensors: B batch, P patches (row by row), D width.

Every patch says which thing covers it (or "nothing"), in which colour, and how far the sides of
that thing's whole box are (FCOS, Tian et al. 2019); the pooled vector names place, time, weather
and style.
"""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from limner.nets.transformer import EPSILON

WHOLE = ("place", "time", "weather", "style")
"""The heads on the pooled vector, in the order of the outputs."""


@dataclass(frozen=True, slots=True)
class ReaderShape:
    """How many words each head chooses among; ``things`` and ``colors`` count "nothing" and
    "natural", which stand first."""

    things: int
    colors: int
    place: int
    time: int
    weather: int
    style: int


@dataclass(frozen=True, slots=True)
class Read:
    """Raw outputs. ``things`` (B, P, T) and ``colors`` (B, P, K) logits, ``boxes`` (B, P, 4) left,
    top, right, bottom as fractions of the picture, ``centredness`` (B, P) a logit, ``whole`` one
    (B, N) of logits for each of `WHOLE`."""

    things: Tensor
    colors: Tensor
    boxes: Tensor
    centredness: Tensor
    whole: dict[str, Tensor]


class Reader(nn.Module):
    """Heads on a picture network of ``width`` whose patches form a ``grid`` by ``grid`` square;
    ``pooled`` is the length of its vector for the whole, None for ``width`` too."""

    centres: Tensor

    def __init__(self, shape: ReaderShape, width: int, grid: int, pooled: int | None = None) -> None:
        super().__init__()
        self.shape = shape
        self.norm = nn.LayerNorm(width, eps=EPSILON)
        self.things = nn.Linear(width, shape.things)
        self.colors = nn.Linear(width, shape.colors)
        self.sides = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 5))
        self.whole = nn.ModuleDict({head: nn.Linear(pooled or width, getattr(shape, head)) for head in WHOLE})
        self.register_buffer("centres", patch_centres(grid), persistent=False)

    def forward(self, pooled_BD: Tensor, patches_BPD: Tensor) -> Read:
        """Everything at once, logits in float32."""
        x_BPD = self.norm(patches_BPD)
        sides_BP5 = self.sides(x_BPD).float()
        offsets_BP4 = sides_BP5[..., :4] * self.centres.new_tensor([-1.0, -1.0, 1.0, 1.0])
        return Read(
            things=self.things(x_BPD).float(),
            colors=self.colors(x_BPD).float(),
            boxes=self.centres.repeat(1, 2) + offsets_BP4,
            centredness=sides_BP5[..., 4],
            whole={head: self.whole[head](pooled_BD).float() for head in WHOLE},
        )


def patch_centres(grid: int) -> Tensor:
    """(P, 2) x and y of the patches' centres as fractions of the picture, row by row."""
    line = (torch.arange(grid) + 0.5) / grid
    y, x = torch.meshgrid(line, line, indexing="ij")
    return torch.stack([x.flatten(), y.flatten()], -1)
