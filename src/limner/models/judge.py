"""The independent judge at work: pictures to readings, for evaluations alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from limner.core.card import Card
from limner.core.errors import Unsupported
from limner.core.image import Image
from limner.core.reading import Reading
from limner.models.engine import EngineOptions, Network
from limner.models.heads import HEADS, reading
from limner.models.pixels import squares
from limner.models.store import Weights

BATCH = 32
"""Pictures computed at once."""


class JudgeReader:
    """Reads pictures with the network of a card of the kind "judge"; opens it when first needed.

    Unsupported for a card of another kind: a model that draws or sees must not judge itself.
    """

    def __init__(self, weights: Weights, options: EngineOptions | None = None) -> None:
        if weights.card.kind != "judge":
            raise Unsupported(
                f"{weights.folder} holds a model of the kind {weights.card.kind!r}, not a judge",
                hint="limner train judge, then limner train export judge",
            )
        self._weights = weights
        self._options = options or EngineOptions()

    @property
    def card(self) -> Card:
        """What the model is."""
        return self._weights.card

    def read(self, images: Sequence[Image]) -> list[Reading]:
        """One reading a picture."""
        readings = []
        for start in range(0, len(images), BATCH):
            pixels = squares(images[start : start + BATCH], self.card.resolution)
            found = self._network({"pixels": pixels}, HEADS)
            readings += [
                reading({head: found[head][i] for head in HEADS}, self.card) for i in range(len(pixels))
            ]
        return readings

    @cached_property
    def _network(self) -> Network:
        return Network(self._weights.read("image.onnx"), f"{self.card.id}/image.onnx", self._options)
