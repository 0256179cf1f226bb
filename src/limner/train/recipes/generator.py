"""The generator: noise to latents, along straight paths, by words and layout."""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F

from limner.nets.generator import WHOLE, Generator, GeneratorShape, Wanted
from limner.nets.words import Words
from limner.train import strip
from limner.train.latents import FEATURES, Latents, scale_in
from limner.train.tokens import PADDING_ID
from limner.train.wanted import Shares, asked, dropped, on_grid
from limner.world.laying import VOCABULARY

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor, nn

    from limner.nets.autoencoder import Autoencoder
    from limner.nets.text import TextTransformer
    from limner.train.recipe import Batch

DRAFT, ALIGNED = 0.5, 0.25
"""What the draft and the alignment count beside the velocity."""

SHIFT = 2.0
"""Times are `strip.shifted` by this: what is drawn where is decided above t = 0.7."""

DRAFT_FIRST = 0.08
"""For this share of a run the field and its draft learn alone: three times as many pictures a second."""

HELD_OUT = 512


def shape_of(aligned: int = 0, tokens: int = 256, words: int = 192, channels: int = 24) -> GeneratorShape:
    """The shape that is shipped, for the world's vocabulary."""
    return GeneratorShape(
        len(VOCABULARY["things"]),
        len(VOCABULARY["colors"]),
        tuple(len(VOCABULARY[name]) for name in WHOLE),
        channels=channels,
        tokens=tokens,
        words=words,
        aligned=aligned,
    )


@dataclass(slots=True)
class GeneratorRecipe:
    """See `limner.train.recipe.Recipe`. ``folder`` holds the latents, the last file held out; ``tower``
    is the encoder's, frozen; with ``align`` the middle of the network also predicts the encoder's
    patches (REPA: Yu et al. 2025), which speeds up learning what things are."""

    folder: Path
    autoencoder: Autoencoder
    tower: TextTransformer
    shape: GeneratorShape = field(default_factory=shape_of)
    shares: Shares = field(default_factory=Shares)
    name: str = "generator"
    batch_size: int = 24
    learning_rate: float = 9e-4
    weight_decay: float = 0.01
    muon: bool = False
    align: bool = True
    stream: Latents = field(init=False)
    words: Words = field(init=False)
    held_out: Batch | None = None
    drafting: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.stream = Latents(self.folder, last=-1)
        self.words = Words(self.tower).eval().requires_grad_(False)
        if self.align and "patches" in self.stream.batch(0, 1):
            self.shape = replace(self.shape, aligned=FEATURES)

    def build(self) -> Generator:
        """The network with fresh weights."""
        return Generator(self.shape)

    def batch(self, index: int) -> Batch:
        """Rows of the latents' files with one of their tellings."""
        rows = self.stream.batch(index, self.batch_size)
        return on_grid(rows, self.shape.side, index % rows["ids"].shape[1])

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Squared errors of the velocity, of the draft where a thing stands, and how far the middle
        looks elsewhere than the encoder's patches do (1 - cosine)."""
        assert isinstance(model, Generator)
        if self.drafting:
            return self._drafts(model, batch)
        clean, wanted = batch["latents"], dropped(batch, self.told(batch["ids"]), self.shares)
        noise, t_B = torch.randn_like(clean), times(len(clean)).to(clean.device)
        t_B111 = t_B[:, None, None, None]
        noisy = (1 - t_B111) * clean + t_B111 * noise
        predicted = model(noisy.contiguous(memory_format=torch.channels_last), t_B, wanted)
        parts = {"velocity": F.mse_loss(predicted.velocity.float(), noise - clean)}
        parts["draft"] = draft_loss(predicted.draft, clean, wanted)
        total = parts["velocity"] + DRAFT * parts["draft"]
        if predicted.aligned is not None:
            apart = 1 - F.cosine_similarity(predicted.aligned.float(), batch["patches"].float(), dim=-1)
            parts["aligned"] = apart.mean()
            total = total + ALIGNED * parts["aligned"]
        return {"total": total, **parts}

    def _drafts(self, model: Generator, batch: Batch) -> dict[str, Tensor]:
        clean, wanted = batch["latents"], asked(batch)
        error = draft_loss(model.drafted(clean, wanted), clean, wanted)
        return {"total": error, "draft": error}

    def advance(self, model: nn.Module, progress: float) -> None:
        """First the draft alone, then everything."""
        self.drafting = progress < DRAFT_FIRST

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """Mean squared error of the velocity on unseen scenes at evenly spread times: with all that is
        known (``velocity``), ``without_layout``, and with nothing (``without_all``)."""
        assert isinstance(model, Generator)
        batch = self.unseen()
        wanted = asked(batch, self.told(batch["ids"]))
        without = wanted._replace(thing=None, color=None, place_in_box=None)
        ways = {"velocity": wanted, "without_layout": without, "without_all": Wanted()}
        return {name: round(velocity_error(model, batch["latents"], way), 4) for name, way in ways.items()}

    def picture(self, model: nn.Module, path: Path) -> None:
        """The same prompts and unseen scenes as ever, drawn; beside earlier ones in ``strip.png``."""
        assert isinstance(model, Generator)
        wanted = strip.prompts(self.shape.side, self.unseen(), self.told)
        latents = strip.drawn(model, wanted)
        pixels = strip.decoded(self.autoencoder, scale_in(self.folder), latents)
        strip.write(pixels, path)

    def told(self, ids: Tensor) -> Tensor:
        """The vectors of the words (B, L, W), without gradient."""
        longest = int((ids != PADDING_ID).sum(1).max())
        with torch.no_grad():
            vectors: Tensor = self.words.to(ids.device)(ids[:, :longest])
        return vectors

    def unseen(self) -> Batch:
        """`HELD_OUT` scenes of the file that nothing is trained on."""
        if self.held_out is None:
            rows = Latents(self.folder, first=-1).all()
            few = {name: values[:HELD_OUT] for name, values in rows.items()}
            self.held_out = on_grid(few, self.shape.side, 0)
        return self.held_out


def times(count: int) -> Tensor:
    """(B,) in (0, 1): logistic-normal (Esser et al. 2024, section 3.1), moved by `SHIFT`."""
    return strip.shifted(torch.sigmoid(torch.randn(count)), SHIFT)


def draft_loss(draft_BCSS: Tensor, clean_BCSS: Tensor, wanted: Wanted) -> Tensor:
    """The mean squared error in cells where a thing is told to stand; 0 where there is none."""
    assert wanted.thing is not None
    there_B1SS = (wanted.thing > 0)[:, None].float()
    squared = (draft_BCSS.float() - clean_BCSS).square().mean(1, keepdim=True)
    return (squared * there_B1SS).sum() / there_B1SS.sum().clamp(min=1)


def velocity_error(model: Generator, clean_BCSS: Tensor, wanted: Wanted, chunk: int = 64) -> float:
    """The mean squared error over times from 0 to 1, the same ones and the same noise every time."""
    device = next(model.parameters()).device
    count = len(clean_BCSS)
    own = torch.Generator().manual_seed(1)
    noise = torch.randn(clean_BCSS.shape, generator=own)
    t_B = ((torch.arange(count) * 37) % count + 0.5) / count
    errors = []
    for first in range(0, count, chunk):
        part = slice(first, first + chunk)
        clean, eps, t = (value[part].to(device) for value in (clean_BCSS, noise, t_B))
        some = Wanted(*(None if value is None else value[part].to(device) for value in wanted))
        t_B111 = t[:, None, None, None]
        found = model((1 - t_B111) * clean + t_B111 * eps, t, some).velocity.float()
        errors.append(float((found - (eps - clean)).square().mean()) * len(clean))
    return sum(errors) / count
