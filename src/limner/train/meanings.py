"""What the layout planner knows before it learns: words that name the same thing begin alike.

A thing's name, its plural and its synonyms start from one vector, which is also that of the thing's
token in a layout; a wider word starts from the mean of its things. Edges start as waves of their
place, so that near ones are alike. All of it is learned on from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from limner.core.layout_code import STEPS
from limner.train import tokens
from limner.world.nouns import HYPERNYMS, NOUNS, SYNONYMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tokenizers import Tokenizer
    from torch import Tensor

    from limner.core.layout_code import LayoutCode
    from limner.nets.layout import LayoutNet

SPREAD = 0.3
"""The standard deviation of a word's numbers."""

SPOKEN = 0.25
"""How long a token's row of the output is beside its vector of the input."""

PLURAL = 0.3
"""What a plural has of its own."""

WAVES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Periods of an edge's waves over the canvas."""


@torch.no_grad()
def begin(model: LayoutNet, tokenizer: Tokenizer, code: LayoutCode) -> None:
    """Set the embeddings of ``model`` and the rows of its output."""
    words = model.word_embedding.weight.normal_(std=SPREAD)
    for table in (model.token_embedding, model.field_embedding):
        table.weight.normal_(std=SPREAD)
    for table in (model.word_position, model.position_embedding):
        table.weight.normal_(std=SPREAD / 3)
    model.head.weight.normal_(std=SPREAD * SPOKEN)
    _same_names(words, tokenizer, code.words["things"])
    for head, first in code.first.items():
        for index, word in enumerate(code.words[head]):
            _spell(model, first + index, words[_pieces(tokenizer, word)].mean(0))
    _wider(model, tokenizer, code)
    for step in range(STEPS + 1):
        _spell(model, code.edge + step, _waves(step / STEPS, words.shape[1]))


def _same_names(words_VD: Tensor, tokenizer: Tokenizer, things: Iterable[str]) -> None:  # noqa: N803
    many_D = torch.randn_like(words_VD[0]) * SPREAD * PLURAL  # noqa: N806
    named: set[int] = set()
    for thing in things:
        own = _pieces(tokenizer, NOUNS[thing].one)
        for noun in (NOUNS[thing], *SYNONYMS[thing]):
            for said, plural in ((noun.one, False), (noun.many, True)):
                pieces = _pieces(tokenizer, said)
                if len(pieces) == len(own) == 1 and pieces != own and pieces[0] not in named:
                    words_VD[pieces[0]] = words_VD[own[0]] + plural * many_D
                    named.add(pieces[0])
        named.update(own)


def _wider(model: LayoutNet, tokenizer: Tokenizer, code: LayoutCode) -> None:
    """Hypernyms that no thing is called by: the mean of their things, as long as any word."""
    members: dict[str, list[int]] = {}
    for index, thing in enumerate(code.words["things"]):
        for noun in HYPERNYMS[thing]:
            members.setdefault(noun.one, []).append(code.first["things"] + index)
    for word, things in members.items():
        pieces = _pieces(tokenizer, word)
        if len(pieces) == 1 and word not in NOUNS:
            mean_D = model.token_embedding.weight[things].mean(0)  # noqa: N806
            model.word_embedding.weight[pieces[0]] = mean_D * len(things) ** 0.5


def _spell(model: LayoutNet, token: int, meaning_D: Tensor) -> None:  # noqa: N803
    model.token_embedding.weight[token] = meaning_D
    model.head.weight[token] = SPOKEN * meaning_D


def _waves(place: float, width: int) -> Tensor:
    """(D,) sines and cosines of a place, 0-1, mixed the same way for every place."""
    mixed = torch.Generator().manual_seed(0)
    angles = 2 * torch.pi * place * torch.tensor(WAVES)
    mix = torch.randn(2 * len(WAVES), width, generator=mixed)
    waves: Tensor = torch.cat([angles.sin(), angles.cos()]) @ mix * SPREAD / len(WAVES) ** 0.5
    return waves


def _pieces(tokenizer: Tokenizer, word: str) -> list[int]:
    ids: list[int] = tokenizer.encode(word).ids
    return [piece for piece in ids if piece >= len(tokens.SPECIAL)]
