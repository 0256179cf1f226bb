"""The network that draws, in torch as it stands: the peer that `limner bench draw` times, as a program.

It reads one word a line and answers each with one number: the seconds of a drawing in ``float32`` or
``bfloat16``, of one step on ``latents`` or on ``pixels``, of a matrix ``product``, or the floating point
operations of a drawing (``work``) and of a product (``product_work``). Its first line says what it is.

Weights are drawn at random: they cost the same to compute with. It is tuned as somebody would who knows
torch: inference mode, both halves of the guidance in one batch, the memory order of convolutions, weights
kept in the type that is computed in, and one thread or all, whichever proved faster here.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from limner.nets.autoencoder import Autoencoder, AutoencoderShape
from limner.nets.generator import Generator, GeneratorShape, Wanted, empty
from limner.train.recipes.generator import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

STEPS, SCALE, TOKENS = 8, 2.0, 32
SIDE = 3072
"""Of the matrices that are multiplied."""

PIXELS = 256


class Typed(nn.Module):
    """Everything as numbers of one type."""

    def __init__(self, kind: torch.dtype) -> None:
        super().__init__()
        self.kind = kind

    def forward(self, x: Tensor) -> Tensor:
        """``x`` in the type."""
        return x.to(self.kind)


class Blind(nn.Module):
    """In place of attention, which the 16,384 cells of half the side of 256x256 pixels cannot afford."""

    def forward(self, x: Tensor, *_: Tensor) -> Tensor:
        """``x`` itself."""
        return x


class Eager:
    """The generator of ``shape`` and the shipped decoder, computing in ``kind``."""

    def __init__(self, shape: GeneratorShape, kind: torch.dtype, *, looks: bool = True) -> None:
        torch.manual_seed(0)
        self.shape, self.kind = shape, kind
        model = Generator(shape)
        if not looks:
            model.looks = nn.ModuleList(Blind() for _ in model.looks)
        self.model = self._tuned(model)
        self.model.clock = nn.Sequential(Typed(kind), self.model.clock)
        self.decoder = self._tuned(Autoencoder(AutoencoderShape(shape.channels)).decoder)

    def drawing(self) -> Tensor:
        """`STEPS` guided steps from noise, decoded: (1, H, W, 3) uint8."""
        x, wanted = self.noise(1), self.wanted(2)
        for index in range(STEPS):
            times = torch.full((2,), 1 - index / STEPS)
            told, dropped = self.model(torch.cat([x, x]), times, wanted).velocity.chunk(2)
            x = x - (dropped + SCALE * (told - dropped)) / STEPS
        pixels: Tensor = ((self.decoder(x) + 1) * 127.5).clamp(0, 255).permute(0, 2, 3, 1).byte()
        return pixels

    def step(self) -> Tensor:
        """One look, without guidance."""
        found: Tensor = self.model(self.noise(1), torch.ones(1), self.wanted(1)).velocity
        return found

    def noise(self, batch: int) -> Tensor:
        """(B, C, S, S)."""
        x = torch.randn(batch, self.shape.channels, self.shape.side, self.shape.side)
        return x.to(self.kind).to(memory_format=torch.channels_last)

    def wanted(self, batch: int) -> Wanted:
        """Words of `TOKENS` tokens and an empty layout: what is told changes no cost."""
        sizes = empty(self.shape, batch)
        sizes["words"] = ((batch, TOKENS, self.shape.words), torch.float32)
        told = {name: torch.zeros(size, dtype=kind) for name, (size, kind) in sizes.items()}
        told["words"] += 0.1
        return Wanted(**{name: x.to(self.kind) if x.is_floating_point() else x for name, x in told.items()})

    def _tuned(self, module: nn.Module) -> Any:
        return module.eval().to(self.kind).to(memory_format=torch.channels_last)  # type: ignore[call-overload]


@cache
def network(kind: torch.dtype) -> Eager:
    """The shape that is shipped."""
    return Eager(shape_of(), kind)


@cache
def on_pixels() -> Eager:
    """The same network on the picture itself, without attention; bfloat16."""
    return Eager(replace(shape_of(channels=3), side=PIXELS), torch.bfloat16, looks=False)


@cache
def matrix() -> Tensor:
    """(`SIDE`, `SIDE`) bfloat16."""
    return torch.randn(SIDE, SIDE).bfloat16()


WORKS: dict[str, Callable[[], object]] = {
    "float32": lambda: network(torch.float32).drawing(),
    "bfloat16": lambda: network(torch.bfloat16).drawing(),
    "latents": lambda: network(torch.bfloat16).step(),
    "pixels": lambda: on_pixels().step(),
    "product": lambda: matrix() @ matrix(),
}


def seconds(work: Callable[[], object]) -> float:
    """That ``work`` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def operations() -> float:
    """Of a drawing: two for each multiplication with its addition, those of products and convolutions."""
    from torch.utils.flop_counter import FlopCounterMode

    counter = FlopCounterMode(display=False)
    with counter:
        network(torch.float32).drawing()
    return float(counter.get_total_flops())


def tuned() -> int:
    """How many threads are faster here and now, one or all; so many are used from now on."""
    taken = {}
    for threads in {1, os.cpu_count() or 1}:
        torch.set_num_threads(threads)
        WORKS["latents"]()
        taken[threads] = seconds(WORKS["latents"])
    best = min(taken, key=lambda threads: taken[threads])
    torch.set_num_threads(best)
    return best


def answer(word: str) -> float:
    """The number for one word; KeyError for another word."""
    if word == "work":
        return operations()
    if word == "product_work":
        return 2.0 * SIDE**3
    return seconds(WORKS[word])


def main() -> None:
    """See the module."""
    shape = shape_of()
    with torch.inference_mode():
        about = {"torch": torch.__version__, "channels": shape.channels, "side": shape.side}
        _tell(json.dumps({**about, "threads": tuned()}))
        for line in sys.stdin:
            _tell(str(answer(line.strip())))


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
