"""The encoder's word tower alone, which learns to tell sides (`docs/lab/LOG.md` says why)."""

# ruff: noqa: N806 -- axes are suffixes in upper case

from __future__ import annotations

import copy
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from limner.core.seed import derive
from limner.nets import losses as objectives
from limner.train import tokens
from limner.train.recipes.placed import PlacedEncoder, PlacedRecipe, told_gap
from limner.train.sides import told_sides
from limner.world.captions import caption
from limner.world.compose import compose

if TYPE_CHECKING:
    from torch import Tensor, nn

    from limner.train.recipe import Batch

WEIGHTS = {"told": 1.0, "kept": 2.0}
"""What counts in the total: how far things are from where the words have them, and one less the cosine
of each caption's vector before and now."""


@dataclass(kw_only=True)
class SidesRecipe(PlacedRecipe):
    """See `limner.train.recipe.Recipe`; a "picture" is a telling. Pictures are not looked at, and captions
    keep the vectors that ``trained`` gave them: pictures still meet their words."""

    trained: PlacedEncoder
    batch_size: int = 96
    learning_rate: float = 4e-4
    muon: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        self.name = "encoder-sides"
        self.trained.eval().requires_grad_(False)

    def build(self) -> nn.Module:
        """A copy of ``trained`` of which all but words and the map is frozen."""
        model = copy.deepcopy(self.trained).train()
        model.student.encoder.text_model.requires_grad_(True)
        model.student.encoder.text_projection.requires_grad_(True)
        model.where.requires_grad_(True)
        return model

    def batch(self, index: int) -> Batch:
        """Tellings of sides as `told_sides` gives them, and ``ids`` (N / 2, L) of captions of any kind."""
        seeds = [derive(index * self.batch_size + i, "train/kept") for i in range(self.batch_size // 2)]
        words = [caption(compose(seed, self.atlas), random.Random(seed)) for seed in seeds]  # noqa: S311
        return {
            **told_sides(index, self.batch_size, self.atlas, self.tokenizer),
            "ids": torch.from_numpy(tokens.encode(self.tokenizer, words)),
        }

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Those of `WEIGHTS`."""
        assert isinstance(model, PlacedEncoder)
        before = self.trained.student.encoder.to(batch["ids"].device)
        now_MV = model.student.encoder.text_vectors(batch["ids"])
        with torch.no_grad():
            before_MV = before.text_vectors(batch["ids"])
        parts = {
            "told": told_gap(model, batch),
            "kept": 1 - (now_MV.float() * before_MV.float()).sum(-1).mean(),
        }
        return objectives.weighted(parts, WEIGHTS)
