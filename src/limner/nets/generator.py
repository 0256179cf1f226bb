"""The generator: noisy latents, and what is wanted, to the velocity of the flow from picture to noise.

Suffixes of tensors: B batch, C channels of the latents, S cells along a side, D features, L tokens,
E the vector that time and the whole picture are told by.

A wide *field* is computed for each cell by itself: what stands there and what it looks like there, of
which colour, in which style and light. A *draft* of the clean latents is regressed from it and handed
on; the U-Net (Ronneberger et al. 2015) at two sizes does the rest. Everything but ``x`` and ``t`` may be left
out, which is the same as zeros, which is the same as off.
"""

# ruff: noqa: N803, N806, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from limner.nets.blocks import ChannelNorm, ConvBlock, LookingBlock, time_waves, waves
from limner.nets.textures import FEATURES, POINTS, Textures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

WHOLE = ("place", "time", "weather", "style", "ground", "drawing")
PLACES = 5
"""Numbers that tell where in its box a cell lies: across, down, width, height, facing."""

OCTAVES = 4

_TIME = 256


@dataclass(frozen=True, slots=True)
class GeneratorShape:
    """``channels`` and ``side`` of the latents; ``words`` and ``tokens``, the length of a token of words
    and of a picture; ``widths`` of the U-Net at the full and the half side; ``field``, ``told`` the
    widths of a cell's field and of the told vector. ``things`` and ``colors`` count the words, nothing
    excluded; ``whole`` those of each of `WHOLE`. ``aligned`` > 0 adds a head that predicts so many
    features of an encoder for each cell of the half side."""

    things: int
    colors: int
    whole: tuple[int, ...]
    channels: int = 24
    side: int = 16
    words: int = 192
    tokens: int = 256
    widths: tuple[int, int] = (128, 256)
    field: int = 384
    told: int = 384
    heads: int = 4
    aligned: int = 0


class Wanted(NamedTuple):
    """What is wanted, by the names of the graph's inputs; None is off.

    ``thing`` and ``color`` (B, S, S) int64, ``place_in_box`` (B, S, S, 5), one (B,) int64 for each of
    `WHOLE`; ``words`` (B, L, W); for editing ``source`` (B, C, S, S), known latents, ``mask`` (B, 1, S,
    S), 1 where they are to be repainted, ``image_tokens`` (B, K, T) of a picture to follow, and
    ``control`` (B, D, S, S), added to the features of the full side.
    """

    thing: Tensor | None = None
    color: Tensor | None = None
    place_in_box: Tensor | None = None
    place: Tensor | None = None
    time: Tensor | None = None
    weather: Tensor | None = None
    style: Tensor | None = None
    ground: Tensor | None = None
    drawing: Tensor | None = None
    words: Tensor | None = None
    source: Tensor | None = None
    mask: Tensor | None = None
    image_tokens: Tensor | None = None
    control: Tensor | None = None


class Predicted(NamedTuple):
    """``velocity`` (B, C, S, S), noise minus picture; ``draft`` (B, C, S, S), clean latents where there
    is a thing; ``aligned`` (B, (S/2)², A), None without that head."""

    velocity: Tensor
    draft: Tensor
    aligned: Tensor | None


class Field(nn.Module):
    """Each cell by itself, from the layout and the words on the whole."""

    def __init__(self, shape: GeneratorShape) -> None:
        super().__init__()
        self.thing = nn.Embedding(shape.things + 1, 160)
        self.color = nn.Embedding(shape.colors + 1, 64)
        self.whole = nn.ModuleList(nn.Embedding(count + 1, 48) for count in shape.whole)
        self.textures = Textures(shape.things, shape.whole[WHOLE.index("drawing")])
        given = 160 + 64 + 48 * len(shape.whole) + PLACES + 4 * (2 * OCTAVES) + POINTS**2 * FEATURES
        self.first = nn.Linear(given, shape.field)
        self.more = nn.ModuleList(nn.Linear(shape.field, shape.field) for _ in range(2))

    def forward(self, thing: Tensor, color: Tensor, place: Tensor, whole: list[Tensor]) -> Tensor:
        """(B, S, S, D)."""
        side = thing.shape[1]
        there = (thing > 0)[..., None].to(place.dtype)
        parts = [self.thing(thing), self.color(color), place * there, waves(place[..., :4], OCTAVES) * there]
        for embed, word in zip(self.whole, whole, strict=True):
            parts.append(embed(word)[:, None, None].expand(-1, side, side, -1))
        parts.append(self.textures(thing, whole[WHOLE.index("drawing")], place))
        x = F.silu(self.first(torch.cat(parts, -1)))
        for layer in self.more:
            x = x + F.silu(layer(x))
        return x


class Generator(nn.Module):
    """See the module."""

    def __init__(self, shape: GeneratorShape) -> None:
        super().__init__()
        self.shape = shape
        fine, coarse = shape.widths
        told, side = shape.told, shape.side
        self.field = Field(shape)
        self.whole = nn.ModuleList(nn.Embedding(count + 1, told) for count in shape.whole)
        self.clock = nn.Sequential(nn.Linear(_TIME, told), nn.SiLU(), nn.Linear(told, told))
        self.pooled_words = nn.Linear(shape.words, told, bias=False)
        self.see_tokens = nn.Linear(shape.tokens, shape.words, bias=False)
        self.noisy = nn.Conv2d(shape.channels, fine, 3, padding=1)
        self.known = nn.Conv2d(shape.channels + 1, fine, 3, padding=1, bias=False)
        self.draft = nn.Conv2d(shape.field, shape.channels, 3, padding=1)
        self.see_draft = nn.Conv2d(shape.channels, fine, 3, padding=1, bias=False)
        self.to_fine = nn.Linear(shape.field, fine)
        self.to_coarse = nn.Conv2d(shape.field, coarse, 2, stride=2)
        self.positions = nn.Parameter(torch.randn(1, fine, side, side) * 0.02)
        self.down = nn.ModuleList(ConvBlock(fine, told) for _ in range(2))
        self.fold = nn.Conv2d(fine, coarse, 2, stride=2)
        self.inner = nn.ModuleList(ConvBlock(coarse, told) for _ in range(6))
        self.looks = nn.ModuleList(LookingBlock(coarse, shape.heads, shape.words) for _ in range(3))
        self.unfold = nn.Conv2d(coarse, 4 * fine, 1)
        self.joins = nn.ModuleList(nn.Conv2d(2 * fine, fine, 1) for _ in range(2))
        self.up = nn.ModuleList(ConvBlock(fine, told) for _ in range(2))
        self.norm = ChannelNorm(fine)
        self.out = nn.Conv2d(fine, shape.channels, 3, padding=1)
        self.align = nn.Linear(coarse, shape.aligned) if shape.aligned else None
        self._begin()

    def forward(self, x_BCSS: Tensor, t_B: Tensor, wanted: Wanted | None = None) -> Predicted:
        """``t`` in [0, 1], 1 = pure noise."""
        asked = self._filled(wanted or Wanted(), x_BCSS)
        whole = [asked[name] for name in WHOLE]
        field_BSSD, draft_BCSS = self._drafted(asked)
        context_BLC, there_BL, told_BE = self._told(t_B, whole, asked)
        there_B1SS = (asked["thing"] > 0)[:, None].to(draft_BCSS.dtype)
        about_BDSS = self.to_fine(field_BSSD).permute(0, 3, 1, 2) + self.positions
        about_BDSS = about_BDSS + self.see_draft(draft_BCSS.detach() * there_B1SS)
        kept_BCSS = torch.cat([asked["source"] * (1 - asked["mask"]), asked["mask"]], 1)
        x = self.noisy(x_BCSS) + self.known(kept_BCSS) + about_BDSS + asked["control"]
        skips = []
        for block in self.down:
            x = block(x, told_BE)
            skips.append(x)
        x = self.fold(x) + self.to_coarse(field_BSSD.permute(0, 3, 1, 2))
        aligned = None
        for index, block in enumerate(self.inner):
            x = block(x, told_BE)
            if index % 2:
                x = self.looks[index // 2](x, context_BLC, there_BL)
            if index == len(self.inner) // 2 and self.align is not None:
                aligned = self.align(x.flatten(2).transpose(1, 2))
        x = F.pixel_shuffle(self.unfold(x), 2) + about_BDSS
        for join, block in zip(self.joins, self.up, strict=True):
            x = block(join(torch.cat([x, skips.pop()], 1)), told_BE)
        return Predicted(self.out(F.silu(self.norm(x))), draft_BCSS, aligned)

    def drafted(self, x_BCSS: Tensor, wanted: Wanted) -> Tensor:
        """The draft alone (B, C, S, S); of ``x_BCSS`` only the shape counts."""
        return self._drafted(self._filled(wanted, x_BCSS))[1]

    def _drafted(self, asked: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        """The field (B, S, S, D) and the draft (B, C, S, S)."""
        field_BSSD = self.field(
            asked["thing"], asked["color"], asked["place_in_box"], [asked[name] for name in WHOLE]
        )
        return field_BSSD, self.draft(field_BSSD.permute(0, 3, 1, 2))

    def _told(
        self, t_B: Tensor, whole: list[Tensor], asked: Mapping[str, Tensor]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The tokens to look at, which of them are there, and the told vector (B, E)."""
        words_BLC = asked["words"]
        context_BLC = torch.cat([words_BLC, self.see_tokens(asked["image_tokens"]).to(words_BLC.dtype)], 1)
        both = (words_BLC, asked["image_tokens"])
        there_BL = torch.cat([part.abs().sum(-1) > 0 for part in both], 1)
        many_B1 = there_BL[:, : words_BLC.shape[1]].sum(1, keepdim=True).clamp(min=1)
        told_BE = self.clock(time_waves(t_B, _TIME)) + self.pooled_words(words_BLC.sum(1) / many_B1)
        for embed, word in zip(self.whole, whole, strict=True):
            told_BE = told_BE + embed(word)
        return context_BLC, there_BL, F.silu(told_BE)

    def _filled(self, wanted: Wanted, x_BCSS: Tensor) -> dict[str, Tensor]:
        """Zeros for what is None."""
        shapes = empty(self.shape, x_BCSS.shape[0])
        found = wanted._asdict()
        return {
            name: torch.zeros(size, dtype=kind, device=x_BCSS.device) if found[name] is None else found[name]
            for name, (size, kind) in shapes.items()
        }

    def _begin(self) -> None:
        """Predict nothing at first; small embeddings, which the field's width adds up."""
        nn.init.zeros_(self.out.weight)
        assert self.out.bias is not None
        nn.init.zeros_(self.out.bias)
        for embed in self.whole:
            assert isinstance(embed, nn.Embedding)
            nn.init.normal_(embed.weight, std=0.05)


def empty(shape: GeneratorShape, batch: int) -> dict[str, tuple[tuple[int, ...], torch.dtype]]:
    """Shape and type of each of `Wanted` where nothing is wanted: one token each of words and picture."""
    side, number = shape.side, torch.float32
    cells = (batch, side, side)
    sizes: dict[str, tuple[tuple[int, ...], torch.dtype]] = {
        "thing": (cells, torch.int64),
        "color": (cells, torch.int64),
        "place_in_box": ((*cells, PLACES), number),
        **dict.fromkeys(WHOLE, ((batch,), torch.int64)),
        "words": ((batch, 1, shape.words), number),
        "source": ((batch, shape.channels, side, side), number),
        "mask": ((batch, 1, side, side), number),
        "image_tokens": ((batch, 1, shape.tokens), number),
        "control": ((batch, shape.widths[0], side, side), number),
    }
    assert tuple(sizes) == Wanted._fields
    return sizes
