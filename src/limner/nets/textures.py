"""What things look like: a learned texture for each thing in each drawing, looked up where cells lie.

A neural texture (Thies et al. 2019, "Deferred neural rendering"): where a cell falls on its thing, how
large and which way round the thing is, is geometry and computed; only what is seen there is learned.

Suffixes of tensors: B batch, S cells along a side, P points along a cell's footprint, Z features of a texel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    from torch import Tensor

TEXELS, FEATURES = 14, 6
"""Texels along a side of a texture, and what each remembers, in numbers."""

POINTS, REACH = 6, 1.5
"""Points along a cell's footprint, and how many cells that is wide: the latents of a cell know of its
neighbours' pixels."""

GAIN = 10.0
"""Texels are kept this much smaller than they count, so that steps of one learning rate move them more:
each is seen by few pictures."""


class Textures(nn.Module):
    """See the module; ``things`` and ``drawings`` count the words."""

    points: Tensor

    def __init__(self, things: int, drawings: int) -> None:
        super().__init__()
        self.drawings = drawings
        self.texels = nn.Embedding((things + 1) * drawings * TEXELS**2, FEATURES)
        nn.init.normal_(self.texels.weight, std=0.3 / GAIN)
        points = ((torch.arange(POINTS) + 0.5) / POINTS - 0.5) * REACH
        self.register_buffer("points", points, persistent=False)

    def forward(self, thing: Tensor, drawing: Tensor, place: Tensor) -> Tensor:
        """What is seen at the points of each cell's footprint, (B, S, S, P * P * Z); zeros off the box.

        ``thing`` (B, S, S), ``drawing`` (B,), 0 as the first, and ``place`` (B, S, S, 5) as in
        `diffusion.grid.Grid`.
        """
        first = (thing * self.drawings + (drawing - 1).clamp(min=0)[:, None, None]) * TEXELS**2
        facing = torch.where(place[..., 4] < 0, -1.0, 1.0).to(place.dtype)
        columns, across = self._along(place[..., 0], place[..., 2], place.shape[2], facing)
        rows, down = self._along(place[..., 1], place[..., 3], place.shape[1])
        seen: Tensor | int = 0
        for row, weight in zip(rows, down, strict=True):
            for column, share in zip(columns, across, strict=True):
                index = first[..., None, None] + row[..., :, None] * TEXELS + column[..., None, :]
                seen = seen + self.texels(index) * (weight[..., :, None] * share[..., None, :])[..., None]
        assert isinstance(seen, torch.Tensor)
        return seen.flatten(-3) * GAIN * (thing > 0)[..., None]

    def _along(
        self, centre: Tensor, length: Tensor, cells: int, facing: Tensor | None = None
    ) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]:
        """Along one axis the two texels around each point (B, S, S, P), and what each counts there.

        ``centre`` is where in the box the cell lies, ``length`` the box's, both as a grid has them.
        """
        cell = 4 / (cells * (length + 1))
        where = centre[..., None] + self.points * cell[..., None]
        if facing is not None:
            where = where * facing[..., None]
        inside = (where.abs() <= 1 + 1 / TEXELS).to(where.dtype)
        texel = (where + 1) * (TEXELS / 2) - 0.5
        low = texel.floor().clamp(0, TEXELS - 2)
        share = (texel - low).clamp(0, 1)
        before = low.long()
        return (before, before + 1), ((1 - share) * inside, share * inside)
