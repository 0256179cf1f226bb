"""The embedded autoencoder: pictures to latents of unit variance and back, on OpenVINO.

Files of its folder: ``encoder.onnx`` (``pixels`` (N, S, S, 3) uint8 to ``latents`` (N, C, s, s)) and
``decoder.onnx`` (``latents`` to ``pixels`` (N, S, S, 3), 0-255). Its card's ``calibration`` holds, for
every channel i, ``latent_mean_i`` and ``latent_deviation_i``, which bring the network's latents to unit
variance, and the linear map of previews: ``preview_i_red``, ``_green``, ``_blue`` and the constants
``preview_red``, ``preview_green``, ``preview_blue``, which give samples of 0-255 from scaled latents.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from limner.core.card import Card
from limner.core.errors import WeightsCorrupt
from limner.diffusion.latents import LatentScale
from limner.models.engine import EngineOptions, Network
from limner.models.store import Weights

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Pixels = npt.NDArray[np.uint8]

ENCODER, DECODER = "encoder.onnx", "decoder.onnx"
_RGB = ("red", "green", "blue")


class EmbeddedAutoencoder:
    """Opens each of its two networks when it is first needed."""

    def __init__(self, weights: Weights, options: EngineOptions | None = None) -> None:
        self._weights = weights
        self._options = options or EngineOptions()

    @property
    def card(self) -> Card:
        """What the model is."""
        return self._weights.card

    def encode(self, pixels: Pixels) -> Floats:
        """(N, S, S, 3) uint8 sRGB to latents (N, C, s, s) of unit variance."""
        import numpy as np

        latents = self._encoder({"pixels": pixels}, ["latents"])["latents"]
        return np.asarray(self.scale.scaled(latents), np.float32)

    def decode(self, latents: Floats) -> Pixels:
        """Latents (N, C, s, s) of unit variance to (N, S, S, 3) uint8 sRGB."""
        import numpy as np

        restored = np.asarray(self.scale.restored(latents), np.float32)
        return _samples(self._decoder({"latents": restored}, ["pixels"])["pixels"])

    def preview(self, latents: Floats) -> Pixels:
        """(N, s, s, 3) uint8 by the card's linear map; gray where the card has none."""
        import numpy as np

        weights, constants = self._linear_map
        return _samples(np.einsum("nchw,cr->nhwr", latents, weights) + constants)

    @cached_property
    def scale(self) -> LatentScale:
        """Mean and deviation by channel; WeightsCorrupt where the card lacks them."""
        numbers = self.card.calibration
        mean: list[float] = []
        while f"latent_mean_{len(mean)}" in numbers:
            mean.append(numbers[f"latent_mean_{len(mean)}"])
        deviation = [numbers.get(f"latent_deviation_{i}", 0.0) for i in range(len(mean))]
        if not mean or min(deviation) <= 0:
            raise WeightsCorrupt(
                f"the card of {self.card.id} lacks latent_mean_0 ... and latent_deviation_0 ...",
                hint=self._weights.fix,
            )
        return LatentScale(tuple(mean), tuple(deviation))

    @cached_property
    def _linear_map(self) -> tuple[Floats, Floats]:
        import numpy as np

        numbers, channels = self.card.calibration, len(self.scale.mean)
        rows = [[numbers.get(f"preview_{i}_{name}", 0.0) for name in _RGB] for i in range(channels)]
        constants = [numbers.get(f"preview_{name}", 127.5) for name in _RGB]
        return np.array(rows, np.float32), np.array(constants, np.float32)

    @cached_property
    def _encoder(self) -> Network:
        return self._network(ENCODER)

    @cached_property
    def _decoder(self) -> Network:
        return self._network(DECODER)

    def _network(self, name: str) -> Network:
        return Network(self._weights.read(name), f"{self.card.id}/{name}", self._options, fixed=True)


def _samples(values: Floats) -> Pixels:
    """Rounded half up, and kept within 0-255."""
    import numpy as np

    return np.asarray(np.floor(values + 0.5).clip(0, 255), np.uint8)
