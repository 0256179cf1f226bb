"""The layout planner: words in, what stands where out."""

# ruff: noqa: N806 -- axes are suffixes in upper case

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from limner.core.demand import Demand
from limner.core.layout_code import END, FIELDS, LENGTH, START, LayoutCode, field_at
from limner.core.layout_sampling import Freedom, sample
from limner.nets.layout import HIDDEN, LayoutNet, LayoutShape, StepGraph, WordsGraph
from limner.train import tokens
from limner.train.layout_sheet import sheet
from limner.train.meanings import begin
from limner.world.laid_claims import figures
from limner.world.laying import VOCABULARY
from limner.world.told_layouts import Layouts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt
    from tokenizers import Tokenizer
    from torch import Tensor

    from limner.core.layout import Layout
    from limner.train.recipe import Batch
    from limner.world.atlas import Atlas

HELD_OUT = 256
"""Tellings of a stream that is never trained on, for the curves."""

SORTED = 8
"""How many batches are sorted by length together."""

NOTHING = -100
"""The target behind the end of a layout."""

PROMPTS = (
    "a blue potato",
    "three red apples",
    "a cat left of a dog on a beach at sunset, watercolor",
    "a purple elephant under a tree at night",
    "a bird above a house by a lake",
    "two cats and three dogs in a garden",
    "a frog riding a horse in the snow",
    "a yellow car behind a green bus in a city",
    "mountains at sunrise in the fog, oil painting",
    "a cat, a dog, a car and a tree in a forest, cartoon",
    "five penguins on ice",
    "a red cup on a brown table in a kitchen, flat",
)
"""Drawn at every evaluation."""


@dataclass(slots=True)
class LayoutRecipe:
    """See `limner.train.recipe.Recipe`; a "picture" is one telling with its layout."""

    atlas: Atlas
    tokenizer: Tokenizer
    name: str = "layout"
    batch_size: int = 64
    learning_rate: float = 1.5e-3
    weight_decay: float = 0.02
    muon: bool = True
    held_out: int = HELD_OUT
    code: LayoutCode = field(init=False)
    stream: Layouts = field(init=False)
    dealt: tuple[int, list[tuple[list[int], list[int]]]] = (-1, [])

    def __post_init__(self) -> None:
        self.code = LayoutCode(VOCABULARY)
        self.stream = Layouts(self.atlas, "train")

    def build(self) -> LayoutNet:
        """The network with fresh weights, its words begun as in `limner.train.meanings`."""
        model = LayoutNet(layout_shape(self.tokenizer.get_vocab_size(), self.code))
        begin(model, self.tokenizer, self.code)
        return model

    def batch(self, index: int) -> Batch:
        """``ids`` (B, L), ``before`` and ``after`` (B, T): the layout shifted by one, and the layout.

        The tellings of `SORTED` batches are dealt out by length: short ones are not padded to long ones.
        """
        whole, part = divmod(index, SORTED)
        if self.dealt[0] != whole:
            self.dealt = whole, sorted(self._coded(whole), key=lambda one: len(one[0]) + len(one[1]))
        start = (part * 5 % SORTED) * self.batch_size
        return _collated(self.dealt[1][start : start + self.batch_size])

    def _coded(self, whole: int) -> list[tuple[list[int], list[int]]]:
        """The ids of the words and of the layouts of `SORTED` batches."""
        told = [one for i in range(SORTED) for one in self.stream.batch(whole * SORTED + i, self.batch_size)]
        ids = (found.ids for found in self.tokenizer.encode_batch([one.words for one in told]))
        return [
            ([piece for piece in row if piece != tokens.PADDING_ID], self.code.tokens(one.layout))
            for row, one in zip(ids, told, strict=True)
        ]

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Cross-entropy of each token among those that its field can hold, and the mean of the words
        and of the edges alone."""
        assert isinstance(model, LayoutNet)
        after_BT = batch["after"]
        logits_BTV = model(batch["ids"], batch["before"]).float()
        masked_BTV = logits_BTV + _grammar(self.code)[: after_BT.shape[1]].to(logits_BTV.device)
        each = nn.functional.cross_entropy(
            masked_BTV.flatten(0, 1), after_BT.flatten(), ignore_index=NOTHING, reduction="none"
        )
        told = after_BT.flatten() != NOTHING
        edge = told & (after_BT.flatten() >= self.code.edge)
        return {
            "total": each.sum() / told.sum(),
            "words": each[told & ~edge].mean().detach(),
            "edges": each[edge].mean().detach(),
        }

    def advance(self, model: nn.Module, progress: float) -> None:
        """Nothing changes with time but the learning rate."""

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """On ``held_out`` unseen tellings: the share of layouts in which every claim holds, the share of
        claims of each kind that hold, and of layouts in which a thing hides another."""
        assert isinstance(model, LayoutNet)
        told = Layouts(self.atlas, "held out").batch(0, self.held_out)
        laid = plans(model, self.tokenizer, self.code, [one.words for one in told], range(len(told)))
        return figures([one.claims for one in told], laid, self.atlas)

    def picture(self, model: nn.Module, path: Path) -> None:
        """The layouts of `PROMPTS`, two of each."""
        assert isinstance(model, LayoutNet)
        words = [prompt for prompt in PROMPTS for _ in range(2)]
        sheet(words, plans(model, self.tokenizer, self.code, words, range(len(words))), path)


def layout_shape(vocabulary: int, code: LayoutCode) -> LayoutShape:
    """The network's shape for a vocabulary of words and a code of layouts."""
    fields = tuple(FIELDS.index(field_at(position)) for position in range(LENGTH))
    return LayoutShape(vocabulary, code.size, fields, tokens.LENGTH, tokens.PADDING_ID)


def plans(
    model: LayoutNet,
    tokenizer: Tokenizer,
    code: LayoutCode,
    words: Sequence[str],
    seeds: Sequence[int],
    freedom: Freedom | None = None,
    demands: Sequence[Demand] | None = None,
) -> list[Layout]:
    """One layout a text and seed, as the exported graphs would draw it."""
    demands = demands or [Demand()] * len(words)
    freedom = freedom or Freedom()
    model = model.eval()
    memory, mask = WordsGraph(model)(torch.from_numpy(tokens.encode(tokenizer, words)))
    batch, layers, _, heads, _, width = memory.shape
    past = memory.new_zeros(batch, layers, 2, heads, LENGTH, width)
    graph = StepGraph(model)

    def step(last: npt.NDArray[np.int64], position: int) -> npt.NDArray[np.float32]:
        place = torch.tensor([position])
        logits, present = graph(torch.from_numpy(last), place, past, memory, mask)
        past[..., position : position + 1, :] = present
        return np.asarray(logits.float().numpy())

    with torch.no_grad():
        return [code.layout(row) for row in sample(code, step, seeds, freedom, demands)]


def _collated(rows: list[tuple[list[int], list[int]]]) -> Batch:
    """Word ids and layouts of several lengths, padded."""
    ids = np.full((len(rows), max(len(words) for words, _ in rows)), tokens.PADDING_ID, np.int64)
    after = np.full((len(rows), max(len(laid) for _, laid in rows)), NOTHING, np.int64)
    before = np.full_like(after, END)
    for i, (words, laid) in enumerate(rows):
        ids[i, : len(words)] = words
        after[i, : len(laid)] = laid
        before[i, : len(laid)] = [START, *laid[:-1]]
    return {"ids": torch.tensor(ids), "before": torch.tensor(before), "after": torch.tensor(after)}


def _grammar(code: LayoutCode) -> Tensor:
    """(T, V): 0 for what may stand at a position, a large negative for the rest."""
    mask_TV = torch.full((LENGTH, code.size), HIDDEN)
    for position in range(LENGTH):
        mask_TV[position, list(code.may_be(field_at(position)))] = 0.0
    return mask_TV
