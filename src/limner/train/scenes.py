"""Batches of the rendered world: pictures, captions true and false, and the truth of each patch."""

from __future__ import annotations

import random
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
import torch

from limner.core.seed import derive
from limner.train import targets, tokens
from limner.train.heaps import heap
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
    from limner.world.scene import Picture, Scene

SQUARE_SHARE = 0.75
"""How many scenes are square; the others are squashed to the square."""

OTHER_ASPECTS = tuple(aspect for aspect in ASPECTS if aspect != "1:1")

MINIMAL_SHARE = 0.65
"""How often the true telling differs from the false one by a single fact."""

OTHER_SIDE_SHARE, OTHER_SIDES = 0.15, (0.67, 0.85, 1.25, 1.5, 2.0)
"""How many pictures are painted with a shorter side of so many times the network's, as files are."""

ORDER_SHARE = 0.3
"""How many false tellings are of the order of things wherever a scene has one: the hardest kind."""

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


class _Rendered(NamedTuple):
    scenes: list[Sample]
    heaps: list[Sample]


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
        self._kept: OrderedDict[int, _Rendered] = OrderedDict()

    def echoed(self, index: int, scenes: int, heaps: int, lag: int) -> list[tuple[Sample, int]]:
        """Batch ``index``: so many scenes and then heaps, each with the number of its telling."""
        fresh = self._rendered(index, scenes - scenes // 2, heaps - heaps // 2, lag)
        before = index - lag if index >= lag else -1 - index
        again = self._rendered(before, scenes - scenes // 2, heaps - heaps // 2, lag)
        return [
            *((sample, 0) for sample in fresh.scenes),
            *((sample, 1) for sample in again.scenes[: scenes // 2]),
            *((sample, 0) for sample in fresh.heaps),
            *((sample, 0) for sample in again.heaps[: heaps // 2]),
        ]

    def _rendered(self, index: int, scenes: int, heaps: int, lag: int) -> _Rendered:
        if index not in self._kept:
            first = index * SPAN
            self._kept[index] = _Rendered(
                [self.sample(first + i) for i in range(scenes)], [self.heap(first + i) for i in range(heaps)]
            )
        while len(self._kept) > 2 * lag:
            self._kept.popitem(last=False)
        return self._kept[index]

    def sample(self, number: int) -> Sample:
        """The scene ``number`` of the stream, painted, lightly worn, and told."""
        seed = derive(number, f"train/{self.stream}")
        rng = random.Random(seed)  # noqa: S311
        aspect = "1:1" if rng.random() < SQUARE_SHARE else rng.choice(OTHER_ASPECTS)
        return self._seen(compose(seed, self.atlas, reserved=self.reserved, aspect=aspect), rng)

    def heap(self, number: int) -> Sample:
        """The heap ``number`` of the stream, painted and worn the same; it has no words."""
        seed = derive(number, f"train/{self.stream}/heap")
        rng = random.Random(seed)  # noqa: S311
        return replace(self._seen(heap(seed, self.atlas, reserved=self.reserved), rng), texts=())

    def _seen(self, scene: Scene, rng: random.Random) -> Sample:
        side = round(self.side * (rng.choice(OTHER_SIDES) if rng.random() < OTHER_SIDE_SHARE else 1))
        picture = paint(scene, self.atlas, side)
        return Sample(
            worn(targets.squash(picture.pixels, self.side), rng),
            targets.patch_truth(picture, self.side, self.grid),
            targets.whole_truth(picture),
            tuple(self._telling(picture, rng) for _ in range(self.tellings)),
        )

    def _telling(self, picture: Picture, rng: random.Random) -> tuple[str, str]:
        """Words that fit the picture and words that do not; the same twice where none were found."""
        wrong = wrong_caption(picture.scene, rng, "order") if rng.random() < ORDER_SHARE else None
        wrong = wrong or wrong_caption(picture.scene, rng)
        if wrong is not None and rng.random() < MINIMAL_SHARE:
            return wrong.true, wrong.text
        told = caption(picture.scene, rng)
        return told, told if wrong is None else wrong.text


def mirrored(sample: Sample) -> Sample:
    """``sample`` with left and right exchanged, without its words, which may speak of sides."""
    truth = {}
    for name, values in sample.truth.items():
        grid = round(len(values) ** 0.5)
        turned = values.reshape(grid, grid, *values.shape[1:])[:, ::-1].reshape(values.shape)
        truth[name] = turned.copy()
    truth["boxes"][:, [0, 2]] = 1 - truth["boxes"][:, [2, 0]]
    return replace(sample, pixels=sample.pixels[:, ::-1].copy(), truth=truth, texts=())


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


def first(stream: Scenes, count: int, tokenizer: Tokenizer | None = None) -> Batch:
    """One batch of the first ``count`` scenes of ``stream``, as `collate` makes it."""
    return collate([(stream.sample(number), 0) for number in range(count)], tokenizer)


def collate(samples: list[tuple[Sample, int]], tokenizer: Tokenizer | None = None) -> Batch:
    """One batch: ``pixels`` (B, S, S, 3) uint8, every target by its head's name, and with a
    ``tokenizer`` ``ids`` (2 T, L) int64, the true texts first and then the false ones, of the first
    T samples: those with words stand first."""
    batch = {"pixels": torch.from_numpy(np.stack([sample.pixels for sample, _ in samples]))}
    if tokenizer is not None:
        texts = [sample.texts[telling] for sample, telling in samples if sample.texts]
        lines = [true for true, _ in texts] + [false for _, false in texts]
        batch["ids"] = torch.from_numpy(tokens.encode(tokenizer, lines))
    for name in samples[0][0].truth:
        batch[name] = torch.from_numpy(np.stack([sample.truth[name] for sample, _ in samples]))
    for head in samples[0][0].whole:
        batch[head] = torch.tensor([sample.whole[head] for sample, _ in samples])
    return batch
