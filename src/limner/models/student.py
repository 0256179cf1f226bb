"""A generator's few-step student: its network with a small delta laid over it when it is opened.

Files of its folder: ``delta.safetensors`` (`models.delta`) and a card whose ``base`` names the files of the
generator, and whose ``calibration`` the steps and the shift of times that it was trained for. Guidance is
distilled into it. Everything else, words and autoencoder too, is the generator's.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from limner.core.card import Card
from limner.core.errors import WeightsCorrupt
from limner.models.engine import EngineOptions, Network
from limner.models.generator import DENOISER, EmbeddedGenerator
from limner.models.store import Weights

if TYPE_CHECKING:
    from limner.core.protocols import Autoencoder

DELTA = "delta.safetensors"


class EmbeddedStudent(EmbeddedGenerator):
    """Draws by ``delta`` over the generator ``weights``; both are read and laid together when it first
    computes. WeightsCorrupt where it is the student of another generator."""

    samplers = EmbeddedGenerator.samplers[:1]

    def __init__(
        self, weights: Weights, autoencoder: Autoencoder, options: EngineOptions | None, delta: Weights
    ) -> None:
        super().__init__(weights, autoencoder, options)
        self._laid_over = delta
        base = weights.card
        files = {f"{base.id}/{file.name}": file.sha256 for file in base.files}
        strange = sorted(name for name, sha256 in delta.card.base.items() if files.get(name) != sha256)
        if strange or f"{base.id}/{DENOISER}" not in delta.card.base:
            raise WeightsCorrupt(
                f"{delta.card.id} is the student of another generator: "
                f"{', '.join(strange) or DENOISER} is not the file on its card",
                hint="export it again beside its generator: limner train export student",
            )

    @property
    def card(self) -> Card:
        """What the student is."""
        return self._laid_over.card

    @cached_property
    def _network(self) -> Network:
        name, delta = f"{self.card.id}/{DENOISER}", self._laid_over.read(DELTA)
        return Network(self._weights.read(DENOISER), name, self._options, fixed=True, delta=delta)
