"""Batches of the rendered world: pictures, captions true and false, and the truth of each patch."""

from __future__ import annotations

import random
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import torch

from limner.core.seed import derive
from limner.train import targets, tokens
from limner.world.captions import caption
from limner.world.compose import compose
from limner.world.negatives import wrong_caption
from limner.world.painter import paint
from limner.world.scene import ASPECTS

if TYPE_CHECKING:
    import numpy.typing as npt
    from tokenizers import Tokenizer

    from limner.train.recipe import Batch
    from limner.world.atlas import Atlas
    from limner.world.scene import Picture

SQUARE_SHARE = 0.75
"""How many scenes are square; the others are squashed to the square."""

OTHER_ASPECTS = tuple(aspect for aspect in ASPECTS if aspect != "1:1")

MINIMAL_SHARE = 0.65
"""How often the true telling differs from the false one by a single fact."""

LARGER_SHARE, LARGER = 0.12, (144, 176, 208, 256)
"""How many pictures are painted with one of these shorter sides and shrunk, as big files are."""

JPEG_SHARE, JPEG_QUALITY = 0.3, (50, 95)
BLUR_SHARE, BLUR = 0.1, (0.3, 0.8)
"""How many pictures pass through a JPEG, or a Gaussian of this sigma in pixels."""


SPAN = 1_000_000
"""Scenes of batch ``i`` are numbered from ``i`` times this."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture (S, S, 3) uint8 with its truth and the texts of its tellings: each a true
    and a false one."""

    pixels: npt.NDArray[np.uint8]
    truth: dict[str, npt.NDArray[np.generic]]
    whole: dict[str, int]
    texts: tuple[tuple[str, str], ...]


class Scenes:
    """An endless deterministic stream: batch ``index`` depends on the seed and the index alone.

    Half of a batch was rendered for it; the other half is the one of ``lag`` batches before with
    other captions (data echoing, Choi et al. 2020), so each picture is learned from twice.
    """

    def __init__(
        self,
        atlas: Atlas,
        stream: str,
        side: int,
        grid: int,
        *,
        tellings: int = 2,
        reserved: bool | None = False,
    ) -> None:
        self.atlas, self.stream, self.side, self.grid = atlas, stream, side, grid
        self.tellings, self.reserved = tellings, reserved
        self._kept: OrderedDict[int, list[Sample]] = OrderedDict()

    def echoed(self, index: int, count: int, lag: int) -> list[tuple[Sample, int]]:
        """``count`` samples of batch ``index``, each with the number of the telling to use."""
        half = count // 2
        fresh = self._rendered(index, count - half, lag)
        if index < lag:
            again = [self.sample((index + 1) * 1_000_000 - 1 - i) for i in range(half)]
            return [(s, 0) for s in fresh] + [(s, 0) for s in again]
        return [(s, 0) for s in fresh] + [
            (s, 1) for s in self._rendered(index - lag, count - half, lag)[:half]
        ]

    def _rendered(self, index: int, count: int, lag: int) -> list[Sample]:
        if index not in self._kept:
            self._kept[index] = [self.sample(index * SPAN + i) for i in range(count)]
        while len(self._kept) > lag + 1:
            self._kept.popitem(last=False)
        return self._kept[index]

    def sample(self, number: int) -> Sample:
        """The scene ``number`` of the stream, painted, lightly worn, and told."""
        seed = derive(number, f"train/{self.stream}")
        rng = random.Random(seed)  # noqa: S311
        aspect = "1:1" if rng.random() < SQUARE_SHARE else rng.choice(OTHER_ASPECTS)
        scene = compose(seed, self.atlas, reserved=self.reserved, aspect=aspect)
        side = rng.choice(LARGER) if rng.random() < LARGER_SHARE else self.side
        picture = paint(scene, self.atlas, side)
        return Sample(
            worn(targets.squash(picture.pixels, self.side), rng),
            targets.patch_truth(picture, self.side, self.grid),
            targets.whole_truth(picture),
            tuple(self._telling(picture, rng) for _ in range(self.tellings)),
        )

    def _telling(self, picture: Picture, rng: random.Random) -> tuple[str, str]:
        """Words that fit the picture and words that do not; the same twice where none were found."""
        wrong = wrong_caption(picture.scene, rng)
        if wrong is not None and rng.random() < MINIMAL_SHARE:
            return wrong.true, wrong.text
        told = caption(picture.scene, rng)
        return told, told if wrong is None else wrong.text


def worn(pixels: npt.NDArray[np.uint8], rng: random.Random) -> npt.NDArray[np.uint8]:
    """The picture as files come: some through a JPEG, some a little soft."""
    if rng.random() < BLUR_SHARE:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(*BLUR)).astype(np.uint8, copy=False)
    if rng.random() < JPEG_SHARE:
        quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(*JPEG_QUALITY)]
        _, packed = cv2.imencode(".jpg", pixels[..., ::-1], quality)
        opened = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        assert opened is not None
        pixels = np.ascontiguousarray(opened[..., ::-1], np.uint8)
    return pixels


def collate(samples: list[tuple[Sample, int]], tokenizer: Tokenizer | None = None) -> Batch:
    """One batch: ``pixels`` (B, S, S, 3) uint8, every target by its head's name, and with a
    ``tokenizer`` ``ids`` (2 B, L) int64, the true texts first and then the false ones."""
    batch = {"pixels": torch.from_numpy(np.stack([sample.pixels for sample, _ in samples]))}
    if tokenizer is not None:
        texts = [sample.texts[telling] for sample, telling in samples]
        lines = [true for true, _ in texts] + [false for _, false in texts]
        batch["ids"] = torch.from_numpy(tokens.encode(tokenizer, lines))
    for name in samples[0][0].truth:
        batch[name] = torch.from_numpy(np.stack([sample.truth[name] for sample, _ in samples]))
    for head in samples[0][0].whole:
        batch[head] = torch.tensor([sample.whole[head] for sample, _ in samples])
    return batch
