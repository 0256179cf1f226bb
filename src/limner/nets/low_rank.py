"""A network that learns away from another by few numbers (LoRA: Hu et al. 2021).

Beside a frozen weight W (out, in) two thin matrices are learned: W + (alpha / r) B A, equation 3 there; a
convolution's weight is unfolded to (out, in * h * w). B begins at zero, so the network begins as the
other. Gains, biases and weights too small to gain by it are learned whole.
"""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Any, TypeVar

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Net = TypeVar("Net", bound=nn.Module)

LEAST = 2
"""A pair is learned only where it has so many times fewer numbers than its weight."""


class LowRank(nn.Module):
    """What stands in place of a weight: itself, plus ``alpha / rank`` times `lora_B` (out, r) times
    `lora_A` (r, in)."""

    def __init__(self, weight: Tensor, rank: int, alpha: float) -> None:
        super().__init__()
        rows, columns = weight.flatten(1).shape
        self.scale = alpha / rank
        self.lora_A = nn.Parameter(weight.new_empty(rank, columns))
        self.lora_B = nn.Parameter(weight.new_zeros(rows, rank))
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))

    def forward(self, weight: Tensor) -> Tensor:
        """The weight to compute with, of the same shape."""
        return weight + (self.scale * self.lora_B @ self.lora_A).view_as(weight)


def adapt(model: nn.Module, parts: Collection[str], rank: int, alpha: float | None = None) -> None:
    """Freeze ``model`` but for what is learned in its children named ``parts``.

    ``alpha`` is as large as the rank unless it is given.
    """
    model.requires_grad_(False)
    for part in parts:
        child = model.get_submodule(part)
        for layer in list(child.modules()):
            for parameter in layer.parameters(recurse=False):
                parameter.requires_grad_(True)
            if isinstance(layer, nn.Linear | nn.Conv2d) and _gains(layer.weight, rank):
                layer.weight.requires_grad_(False)
                pair = LowRank(layer.weight, rank, rank if alpha is None else alpha)
                parametrize.register_parametrization(layer, "weight", pair)


def merged(model: nn.Module, base: Net) -> Net:
    """An ordinary network like ``base`` that computes what ``model`` does, frozen.

    A new one: copies of an adapted network share their classes, so taking the pairs out of one would
    take them out of all.
    """
    plain = copy.deepcopy(base).requires_grad_(False)
    for name, value in plain.named_parameters():
        layer, _, leaf = name.rpartition(".")
        value.copy_(getattr(model.get_submodule(layer), leaf).detach())
    return plain


def frozen(model: nn.Module) -> dict[str, Tensor]:
    """The weights beside which pairs are learned, by their names in the network that was adapted."""
    return {f"{name}.weight": layer.parametrizations.weight.original for name, layer in _pairs(model)}


def delta(model: nn.Module, base: nn.Module) -> dict[str, Tensor]:
    """All that ``model`` learned away from ``base``, by the names of the base's parameters.

    ``NAME.lora_A`` (r, in) and ``NAME.lora_B`` (out, r), alpha / r within B, for a weight NAME + B A;
    ``NAME.diff`` for what is added to NAME as it is.
    """
    found: dict[str, Tensor] = {}
    for name, layer in _pairs(model):
        pair = layer.parametrizations.weight[0]
        found[f"{name}.weight.lora_A"] = pair.lora_A.detach()
        found[f"{name}.weight.lora_B"] = pair.scale * pair.lora_B.detach()
    own = dict(model.named_parameters())
    for name, was in base.named_parameters():
        if name in own and not torch.equal(own[name], was):
            found[f"{name}.diff"] = (own[name] - was).detach()
    return found


def _gains(weight: Tensor, rank: int) -> bool:
    rows, columns = weight.flatten(1).shape
    return LEAST * rank * (rows + columns) < weight.numel()


def _pairs(model: nn.Module) -> Iterator[tuple[str, Any]]:
    """The name of each layer with a pair, and the layer."""
    for name, layer in model.named_modules():
        if parametrize.is_parametrized(layer, "weight"):
            yield name, layer
