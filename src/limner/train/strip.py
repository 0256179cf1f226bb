"""What a generator draws, the same prompts at every evaluation: a sheet now, and a strip over time."""

# ruff: noqa: N803 -- axes are suffixes in upper case

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
import torch

from limner.core.layout import Laid, Layout
from limner.diffusion.grid import WHOLE, grid_of
from limner.nets.generator import Wanted
from limner.train.recipes.autoencoder import shown
from limner.train.wanted import LAYOUT
from limner.world.laying import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy.typing as npt
    from torch import Tensor

    from limner.nets.autoencoder import Autoencoder
    from limner.nets.generator import Generator
    from limner.train.latents import Scale
    from limner.train.recipe import Batch

    Pixels = npt.NDArray[np.uint8]

STEPS, SCALE, SEED = 8, 2.0, 3
COLUMNS = 8
STRIP, NARROW = "strip.png", 96
"""The strip's file, and the side of its pictures, one row an evaluation."""

MOST_ROWS = 60


def _layout(
    place: str, *things: Laid, time: str = "day", style: str = "3d", ground: str | None = None
) -> Layout:
    return Layout(things, place, time, "clear", style, ground)


PROMPTS = (
    _layout("plain", Laid("potato", "blue", (0.25, 0.3, 0.75, 0.75)), ground="white"),
    _layout(
        "beach",
        Laid("potato", "blue", (0.08, 0.5, 0.42, 0.82)),
        Laid("cat", None, (0.52, 0.4, 0.94, 0.88)),
        time="sunset",
        style="watercolor",
    ),
    _layout("room", *(Laid("apple", "red", (x, 0.55, x + 0.24, 0.82)) for x in (0.08, 0.38, 0.68))),
    _layout(
        "meadow",
        Laid("apple", "green", (0.1, 0.45, 0.42, 0.8)),
        Laid("apple", "red", (0.56, 0.45, 0.88, 0.8)),
        style="flat",
    ),
    _layout("snow", Laid("elephant", "purple", (0.2, 0.25, 0.8, 0.88)), style="cartoon"),
    _layout("forest", Laid("fox", "green", (0.3, 0.4, 0.75, 0.85)), time="night"),
    _layout(
        "city",
        Laid("dog", None, (0.08, 0.45, 0.45, 0.9)),
        Laid("car", "yellow", (0.5, 0.5, 0.95, 0.88)),
        style="pixel art",
    ),
    _layout("lake", Laid("house", None, (0.28, 0.25, 0.72, 0.7)), style="oil painting"),
)
"""Layouts that no training scene has, some of reserved combinations."""


def prompts(side: int, unseen: Batch, told: Callable[[Tensor], Tensor]) -> Wanted:
    """`PROMPTS` by layout alone; then as many unseen scenes by layout and words, and again by words
    alone."""
    grids = [grid_of(layout, VOCABULARY, side) for layout in PROMPTS]
    given = {name: torch.from_numpy(np.stack([getattr(g, name) for g in grids])) for name in LAYOUT}
    given |= {name: torch.tensor([grid.whole[name] for grid in grids]) for name in WHOLE}
    scenes = {name: unseen[name][:COLUMNS] for name in (*LAYOUT, *WHOLE)}
    words = told(unseen["ids"][:COLUMNS]).float()
    parts = {name: torch.cat([given[name], scenes[name], torch.zeros_like(scenes[name])]) for name in given}
    none = torch.zeros(len(PROMPTS), *words.shape[1:])
    return Wanted(**parts, words=torch.cat([none, words, words]))


@torch.no_grad()
def drawn(
    model: Generator, wanted: Wanted, steps: int = STEPS, scale: float = SCALE, shift: float = 1.0
) -> Tensor:
    """Latents (B, C, S, S) from the same noise every time, by flow Euler steps at `shifted` times;
    guided by ``scale``, 1 = off."""
    assert wanted.thing is not None
    device, shape = next(model.parameters()).device, model.shape
    count = len(wanted.thing)
    own = torch.Generator().manual_seed(SEED)
    x = torch.randn(count, shape.channels, shape.side, shape.side, generator=own).to(device)
    given = Wanted(*(None if value is None else value.to(device) for value in wanted))
    for now, then in pairwise(shifted(torch.linspace(1, 0, steps + 1), shift).tolist()):
        x = x + (then - now) * guided(model, x, torch.full((count,), now, device=device), given, scale)
    return x


def guided(model: Generator, x_BCSS: Tensor, t_B: Tensor, wanted: Wanted, scale: float) -> Tensor:
    """The velocity in float32, pushed away from that of nothing wanted (Ho & Salimans 2022)."""
    velocity: Tensor = model(x_BCSS, t_B, wanted).velocity.float()
    if scale == 1:
        return velocity
    unasked: Tensor = model(x_BCSS, t_B).velocity.float()
    return unasked + scale * (velocity - unasked)


def shifted(t: Tensor, shift: float) -> Tensor:
    """Times moved towards noise: s t / (1 + (s - 1) t) (Esser et al. 2024, equation 23).

    >>> shifted(torch.tensor([0.0, 0.5, 1.0]), 3.0).tolist()
    [0.0, 0.75, 1.0]
    """
    return shift * t / (1 + (shift - 1) * t)


@torch.no_grad()
def decoded(autoencoder: Autoencoder, scale: Scale, latents_BCSS: Tensor) -> Pixels:
    """Scaled latents as pictures (B, H, W, 3) uint8."""
    device = next(autoencoder.parameters()).device
    deviation, mean = (torch.from_numpy(v)[:, None, None].to(device) for v in (scale.deviation, scale.mean))
    with torch.autocast(device.type, torch.bfloat16):
        return shown(autoencoder.decode(latents_BCSS.to(device) * deviation + mean))


def write(pixels_BHWC: Pixels, path: Path) -> None:
    """All pictures as a sheet at ``path``; those of `PROMPTS` as one more row of the strip beside it."""
    rows = [np.hstack(list(pixels_BHWC[i : i + COLUMNS])) for i in range(0, len(pixels_BHWC), COLUMNS)]
    cv2.imwrite(str(path), np.vstack(rows)[..., ::-1])
    narrow = (NARROW, NARROW)
    small = [cv2.resize(one, narrow, interpolation=cv2.INTER_AREA) for one in pixels_BHWC[: len(PROMPTS)]]
    row = np.hstack(small)[..., ::-1]
    file = path.with_name(STRIP)
    before = cv2.imread(str(file)) if file.exists() else None
    cv2.imwrite(str(file), row if before is None else np.vstack([before, row])[-NARROW * MOST_ROWS :])
