"""Words that tell how things stand to each other, with where they stand, without painting.

One caption in five tells a side, so in the words of its pictures an encoder meets few of them; these cost
under a millisecond each.
"""

# ruff: noqa: N806 -- axes are suffixes in upper case

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import torch

from limner.core.seed import derive
from limner.train import tokens
from limner.train.targets import VOCABULARY
from limner.world.compose import compose
from limner.world.laying import sketched
from limner.world.negatives import wrong_caption

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from limner.core.layout import Layout
    from limner.train.recipe import Batch
    from limner.world.atlas import Atlas

STRIDE = 1_000_003
"""Where a scene without an order is, the one so many numbers on is taken: prime, so none comes twice soon."""


def told_sides(index: int, count: int, atlas: Atlas, tokenizer: Tokenizer) -> Batch:
    """Batch ``index`` of an endless deterministic stream: ``told_ids`` (N, L) int64, ``told_things`` (N, T)
    int64, 0 = none, and ``told_boxes`` (N, T, 4) float32 as fractions of the picture."""
    told = [_told(index * count + i, atlas) for i in range(count)]
    most = max(len(layout.things) for _, layout in told)
    things_NT, boxes_NT4 = torch.zeros(count, most, dtype=torch.int64), torch.zeros(count, most, 4)
    for row, (_, layout) in enumerate(told):
        for column, laid in enumerate(layout.things):
            things_NT[row, column] = VOCABULARY["things"].index(laid.thing)
            boxes_NT4[row, column] = torch.tensor(laid.box)
    ids_NL = torch.from_numpy(tokens.encode(tokenizer, [words for words, _ in told]))
    return {"told_ids": ids_NL, "told_things": things_NT, "told_boxes": boxes_NT4}


def _told(number: int, atlas: Atlas) -> tuple[str, Layout]:
    """The words and the layout of the first scene from ``number`` on whose things have an order to tell."""
    while True:
        seed = derive(number, "train/sides")
        scene = compose(seed, atlas)
        telling = wrong_caption(scene, random.Random(seed), "order")  # noqa: S311
        if telling is not None:
            return telling.true, sketched(scene, atlas)
        number += STRIDE
