"""What a generator is told in training: rows of latents' files as `Wanted`, with parts left out at random."""

# ruff: noqa: N803 -- axes are suffixes in upper case

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from limner.diffusion.grid import WHOLE, laid
from limner.nets.generator import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    from torch import Tensor

    from limner.train.recipe import Batch

LAYOUT = ("thing", "color", "place_in_box")
EACH = ("things", "colors", "boxes", "mirrored")
"""What the files know of each thing."""

SMALLEST_HOLE = 3
"""Cells along the side of the smallest part that is to be repainted."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many pictures lack each kind of condition: ``everything``, for guidance; the ``layout``, so
    that it also draws from words alone; each word on the ``whole`` by itself (but how things are drawn,
    without which their looks mean nothing); the ``words``. And how
    many have a ``source`` with a hole, and the vector of the ``image`` itself."""

    everything: float = 0.1
    layout: float = 0.1
    whole: float = 0.1
    words: float = 0.3
    source: float = 0.2
    image: float = 0.1


def on_grid(rows: Mapping[str, npt.NDArray[np.generic]], side: int, telling: int) -> Batch:
    """``latents`` and what all of them are told: the layout over ``side`` cells, the words on the whole,
    the ``ids`` of one telling, and the encoder's ``image_tokens`` (B, 1, V) and ``patches`` if known."""
    cells = []
    for each in zip(*(rows[name] for name in EACH), strict=True):
        count = int((each[0] > 0).sum())
        things, colors, boxes, mirrored = (values[:count].tolist() for values in each)
        cells.append(laid(things, colors, boxes, mirrored, side))
    batch = {"latents": torch.from_numpy(np.asarray(rows["latents"], np.float32))}
    for name, values in zip(LAYOUT, zip(*cells, strict=True), strict=True):
        batch[name] = torch.from_numpy(np.stack(values))
    whole = torch.from_numpy(np.asarray(rows["whole"], np.int64))
    batch |= {name: whole[:, place] for place, name in enumerate(WHOLE)}
    batch["ids"] = torch.from_numpy(np.asarray(rows["ids"][:, telling], np.int64))
    if "image_vector" in rows:
        batch["image_tokens"] = torch.from_numpy(np.asarray(rows["image_vector"], np.float32))[:, None]
        batch["patches"] = torch.from_numpy(np.asarray(rows["patches"], np.int8))
    return batch


def asked(batch: Batch, words_BLW: Tensor | None = None) -> Wanted:
    """All that ``batch`` says, nothing left out; no source and no picture to follow."""
    told = {name: batch[name] for name in (*LAYOUT, *WHOLE)}
    return Wanted(**told, words=words_BLW)


def dropped(batch: Batch, words_BLW: Tensor, shares: Shares) -> Wanted:
    """As `asked`, with parts of it left out or added, each picture by itself."""
    wanted = asked(batch, words_BLW)
    count, device = len(words_BLW), words_BLW.device
    chances = iter(torch.rand(5 + len(WHOLE), count, device=device))
    some = next(chances) >= shares.everything
    grounded = some & (next(chances) >= shares.layout)
    kept = dict.fromkeys(LAYOUT, grounded)
    kept |= {name: some & (next(chances) >= shares.whole) for name in WHOLE} | {"drawing": some}
    kept["words"] = some & (next(chances) >= shares.words)
    found = {name: _where(keep, getattr(wanted, name)) for name, keep in kept.items()}
    holes = next(chances) < shares.source
    mask = _holes(count, batch["latents"].shape[-1]).to(device)
    found["mask"] = _where(holes, mask)
    found["source"] = _where(holes, batch["latents"]) * (1 - mask)
    if "image_tokens" in batch:
        found["image_tokens"] = _where(some & (next(chances) < shares.image), batch["image_tokens"])
    return Wanted(**found)


def _where(keep_B: Tensor, value: Tensor) -> Tensor:
    """``value`` where it is kept, zeros elsewhere."""
    return value * keep_B.reshape(-1, *[1] * (value.ndim - 1)).to(value.dtype)


def _holes(count: int, side: int) -> Tensor:
    """(count, 1, S, S): 1 inside a random box, or, for one in four, outside of it."""
    mask = torch.zeros(count, 1, side, side)
    sizes = torch.randint(min(SMALLEST_HOLE, side), side + 1, (count, 2))
    starts = (torch.rand(count, 2) * (side + 1 - sizes)).long()
    for one, (height, width), (top, left) in zip(mask, sizes.tolist(), starts.tolist(), strict=True):
        one[:, top : top + height, left : left + width] = 1
    outside = (torch.rand(count) < 0.25).float().reshape(-1, 1, 1, 1)
    return (outside - mask).abs()
