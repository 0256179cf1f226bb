"""What the loop asks of a recipe, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor, nn

Batch = dict[str, "Tensor"]
"""Named tensors whose first axis is the batch."""


class Recipe(Protocol):
    """A network, its data, its losses, and how good it is.

    ``batch_size`` is in pictures, for one process and one step; ``muon`` as in `optimizer`.
    """

    name: str
    batch_size: int
    learning_rate: float
    weight_decay: float
    muon: bool

    def build(self) -> nn.Module:
        """The network with fresh weights; the same ones for the same `torch.manual_seed`."""
        ...

    def batch(self, index: int) -> Batch:
        """The batch ``index`` of an endless deterministic stream."""
        ...

    def losses(self, model: nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Scalars by name; ``total`` is what is minimised, the others are logged."""
        ...

    def advance(self, model: nn.Module, progress: float) -> None:
        """Called after every step with how much of the budget is spent, 0-1."""
        ...

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """Figures on held-out data, by name."""
        ...

    def picture(self, model: nn.Module, path: Path) -> None:
        """Draw what the model makes of a few held-out samples into a PNG at ``path``."""
        ...
