"""Square rendered pictures without words: what the autoencoder learns from."""

from __future__ import annotations

import random
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from limner.core.seed import derive
from limner.world.compose import compose
from limner.world.painter import paint
from limner.world.vocabulary import STYLES

if TYPE_CHECKING:
    import numpy.typing as npt

    from limner.world.atlas import Atlas

    Pixels = npt.NDArray[np.uint8]

NEAR_SHARE, NEAR = 0.25, (1.25, 1.5, 2.0)
"""How many pictures are a window into one painted with a side of so many times the network's."""

USES, LAG = 2, 40
"""Each picture is used twice, the second time mirrored and so many batches later."""

SPAN = 1_000_000
"""Scenes of batch ``i`` are numbered from ``i`` times this."""


@dataclass(slots=True)
class Pictures:
    """An endless deterministic stream: batch ``index`` depends on the seed and the index alone."""

    atlas: Atlas
    stream: str
    side: int
    _kept: OrderedDict[int, Pixels] = field(default_factory=OrderedDict, repr=False)

    def batch(self, index: int, count: int) -> Pixels:
        """(count, S, S, 3) uint8 RGB; the first half is fresh."""
        half = count - count // USES
        fresh = self._rendered(index, half)
        before = self._rendered(index - LAG if index >= LAG else -1 - index, half)
        return np.concatenate([fresh, before[: count - half, :, ::-1]])

    def picture(self, number: int) -> Pixels:
        """The picture ``number`` of the stream (S, S, 3)."""
        seed = derive(number, f"train/{self.stream}")
        rng = random.Random(seed)  # noqa: S311
        near = rng.random() < NEAR_SHARE
        side = round(self.side * rng.choice(NEAR)) if near else self.side
        pixels = paint(compose(seed, self.atlas, aspect="1:1"), self.atlas, side).pixels
        top, left = (rng.randrange(side - self.side + 1) for _ in range(2))
        return pixels[top : top + self.side, left : left + self.side]

    def _rendered(self, index: int, count: int) -> Pixels:
        if index not in self._kept:
            self._kept[index] = np.stack([self.picture(index * SPAN + i) for i in range(count)])
        while len(self._kept) > 2 * LAG:
            self._kept.popitem(last=False)
        return self._kept[index]


def by_style(atlas: Atlas, stream: str, side: int, each: int) -> dict[str, Pixels]:
    """``each`` whole pictures (N, S, S, 3) of every style, of a stream that nothing is trained on."""
    return {
        style: np.stack([_whole(atlas, f"{stream}/{style}", i, side, style) for i in range(each)])
        for style in STYLES
    }


def _whole(atlas: Atlas, stream: str, number: int, side: int, style: str) -> Pixels:
    scene = compose(derive(number, f"train/{stream}"), atlas, aspect="1:1", style=style)
    return paint(scene, atlas, side).pixels
