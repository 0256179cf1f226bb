"""The student: what the guided teacher does in many steps, in a few and without guidance.

The way from noise to picture is cut into `STEPS` windows, and within each the student goes straight to
where the guided teacher arrives (PeRFlow: Yan et al. 2024, equations 4-6). It is the teacher with a
low-rank delta, which is all that is trained and all that is shipped.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F

from limner.nets import low_rank
from limner.nets.generator import Generator, Wanted
from limner.train import strip
from limner.train.latents import scale_in
from limner.train.wanted import asked, dropped

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor, nn

    from limner.train.recipe import Batch
    from limner.train.recipes.generator import GeneratorRecipe

STEPS, SHIFT = 4, 2.0
"""The windows end at `strip.shifted` times: longer ones near the picture, where paths are straight."""

LOOKS = 3
"""Guided steps of the teacher through a window."""

COMPARED = 32
"""Unseen scenes that student and teacher both draw."""

TEACHER_STEPS = 24

RANK = 16
PARTS = ("clock", "noisy", "down", "fold", "inner", "looks", "unfold", "joins", "up", "norm", "out")
"""What of the generator learns: all that sees the noise or the time. The field, the embeddings and what
editing adds stay the teacher's."""


@dataclass(slots=True)
class StudentRecipe:
    """See `limner.train.recipe.Recipe`. ``teacher`` is frozen, ``scale`` its guidance; the latents and
    the words are those of ``base``."""

    base: GeneratorRecipe
    teacher: Generator
    scale: float = strip.SCALE
    name: str = "student"
    batch_size: int = 16
    learning_rate: float = 2e-3
    weight_decay: float = 0.0
    muon: bool = False
    ends: Tensor = field(init=False)

    def __post_init__(self) -> None:
        self.teacher.eval().requires_grad_(False)
        self.ends = strip.shifted(torch.linspace(1, 0, STEPS + 1), SHIFT)

    def build(self) -> Generator:
        """The teacher, and beside its weights those that learn."""
        return adapted(self.teacher)

    def batch(self, index: int) -> Batch:
        """As the teacher's."""
        self.base.batch_size = self.batch_size
        return self.base.batch(index)

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """The squared error of the velocity that leads straight to the window's end."""
        shares = replace(self.base.shares, everything=0.0)
        wanted = dropped(batch, self.base.told(batch["ids"]), shares)
        clean = batch["latents"]
        number = torch.randint(STEPS, (len(clean),))
        start, end = (self.ends[number + i].to(clean.device) for i in (0, 1))
        begun = _mixed(clean, torch.randn_like(clean), start)
        arrived = self.arrive(begun, start, end, wanted)
        t = start + (end - start) * torch.rand(len(clean), device=clean.device)
        velocity = (begun - arrived) / (start - end)[:, None, None, None]
        between = begun - (start - t)[:, None, None, None] * velocity
        found = model(between, t, wanted).velocity.float()
        return {"total": F.mse_loss(found, velocity)}

    @torch.no_grad()
    def arrive(self, x: Tensor, start_B: Tensor, end_B: Tensor, wanted: Wanted) -> Tensor:
        """Where the guided teacher comes to from ``x`` at ``start``, at ``end``."""
        self.teacher.to(x.device)
        for now, then in pairwise(torch.linspace(0, 1, LOOKS + 1).tolist()):
            t_B, next_B = (start_B + (end_B - start_B) * share for share in (now, then))
            velocity = strip.guided(self.teacher, x, t_B, wanted, self.scale)
            x = x + (next_B - t_B)[:, None, None, None] * velocity
        return x

    def advance(self, model: nn.Module, progress: float) -> None:
        """Nothing changes with time but the learning rate."""

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """The mean squared difference of latents from the teacher's `TEACHER_STEPS` guided steps, from
        the same noise: of the student's `STEPS`, and of as many of the teacher's own."""
        assert isinstance(model, Generator)
        batch = {name: value[:COMPARED] for name, value in self.base.unseen().items()}
        wanted = asked(batch, self.base.told(batch["ids"]))
        meant = strip.drawn(self.teacher, wanted, TEACHER_STEPS, self.scale)
        own = strip.drawn(self.teacher, wanted, STEPS, self.scale, SHIFT)
        found = strip.drawn(model, wanted, STEPS, 1.0, SHIFT)
        pairs = {"apart": found, "teacher_apart": own}
        return {name: round(float((x - meant).square().mean()), 4) for name, x in pairs.items()}

    def picture(self, model: nn.Module, path: Path) -> None:
        """As the teacher's, in `STEPS` steps without guidance."""
        assert isinstance(model, Generator)
        wanted = strip.prompts(self.base.shape.side, self.base.unseen(), self.base.told)
        latents = strip.drawn(model, wanted, STEPS, 1.0, SHIFT)
        strip.write(strip.decoded(self.base.autoencoder, scale_in(self.base.folder), latents), path)


def adapted(teacher: Generator) -> Generator:
    """A copy of ``teacher`` that learns a delta of rank `RANK` in `PARTS`."""
    model = copy.deepcopy(teacher)
    low_rank.adapt(model, PARTS, RANK)
    return model


def _mixed(clean: Tensor, noise: Tensor, t_B: Tensor) -> Tensor:
    """The flow's path at ``t``."""
    t_B111 = t_B[:, None, None, None]
    return (1 - t_B111) * clean + t_B111 * noise
