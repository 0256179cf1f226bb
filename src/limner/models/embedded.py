"""The embedded reader: our own small networks on OpenVINO, words from their card.

Files of its folder: ``image.onnx`` (``pixels`` (N, S, S, 3) uint8 to vectors and heads),
``text.onnx`` (``input_ids`` (N, L) to vectors), ``tokenizer.json``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from limner.core.card import Card
from limner.core.errors import WeightsCorrupt
from limner.core.image import Image
from limner.core.reading import Reading
from limner.models.engine import EngineOptions, Network
from limner.models.heads import HEADS, reading
from limner.models.pixels import squares
from limner.models.store import Weights
from limner.models.words import Tokenizer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

VECTOR = "image_vector"
BATCH = 32
"""Pictures or texts computed at once: more is not faster, and bounds the memory."""

_REMEMBERED = 4096


class EmbeddedReader:
    """Sees illustrated scenes of its vocabulary; opens each network when it is first needed."""

    def __init__(self, weights: Weights, options: EngineOptions | None = None) -> None:
        self._weights = weights
        self._options = options or EngineOptions()
        self._texts: OrderedDict[str, Floats] = OrderedDict()
        self._seen: tuple[tuple[Image, ...], Floats] | None = None

    @property
    def card(self) -> Card:
        """What the model is."""
        return self._weights.card

    @property
    def logit_scale(self) -> float:
        """What cosines are multiplied by."""
        return self.card.calibration.get("logit_scale", 1.0)

    @property
    def logit_bias(self) -> float:
        """Added to the scaled cosines."""
        return self.card.calibration.get("logit_bias", 0.0)

    def image_vectors(self, images: Sequence[Image]) -> Floats:
        """(N, D) float32 of length 1; those of the pictures just read are there already."""
        if self._seen is not None and self._seen[0] == tuple(images):
            return self._seen[1].copy()
        return self.vectors_of(squares(images, self.card.resolution))

    def read(self, images: Sequence[Image]) -> list[Reading]:
        """One reading a picture."""
        readings, vectors = self._looked(squares(images, self.card.resolution))
        self._seen = (tuple(images), vectors) if len(images) <= BATCH else None
        return readings

    def text_vectors(self, texts: Sequence[str]) -> Floats:
        """(N, D) float32 of length 1; the last 4096 texts are remembered.

        A text longer than the model takes is cut at its end, as in training.
        """
        import numpy as np

        missing = [text for text in dict.fromkeys(texts) if text not in self._texts]
        known = {text: self._texts[text] for text in texts if text in self._texts}
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            ids = self._tokenizer.ids(batch)
            vectors = self._text({"input_ids": ids}, ["text_vector"])["text_vector"]
            known.update(zip(batch, vectors, strict=True))
        self._remember(known)
        rows = [known[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.card.dimension), np.float32)

    def vectors_of(self, pixels: npt.NDArray[np.uint8]) -> Floats:
        """The vectors of pictures that are squares already: (N, S, S, 3) uint8 sRGB to (N, D)."""
        import numpy as np

        parts = [self.outputs_of(batch, [VECTOR])[VECTOR] for batch in _batches(pixels)]
        return np.concatenate([np.zeros((0, self.card.dimension), np.float32), *parts])

    def outputs_of(self, pixels: npt.NDArray[np.uint8], names: Sequence[str]) -> dict[str, Floats]:
        """Raw outputs of the picture network by name, for one batch; only these are computed."""
        alone = len(pixels) == 1 and "_image" not in self.__dict__
        return (self._alone if alone else self._image)({"pixels": pixels}, names)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of all outputs of the picture network."""
        return (self.__dict__.get("_image") or self._alone).outputs

    def _looked(self, pixels: npt.NDArray[np.uint8]) -> tuple[list[Reading], Floats]:
        import numpy as np

        readings: list[Reading] = []
        vectors = [np.zeros((0, self.card.dimension), np.float32)]
        for batch in _batches(pixels):
            found = self.outputs_of(batch, (VECTOR, *HEADS))
            vectors.append(found.pop(VECTOR))
            readings += [
                reading({head: found[head][i] for head in HEADS}, self.card) for i in range(len(batch))
            ]
        return readings, np.concatenate(vectors)

    @cached_property
    def _image(self) -> Network:
        return self._seeing(fixed=False)

    @cached_property
    def _alone(self) -> Network:
        """The picture network for one picture at a time, a sixth faster; it serves until several come."""
        return self._seeing(fixed=True)

    def _seeing(self, *, fixed: bool) -> Network:
        """The picture network; WeightsCorrupt where its outputs are not the card's."""
        network = self._network("image.onnx", fixed=fixed)
        meant = {head: len(words) for head, words in self.card.vocabulary.items()}
        meant |= {VECTOR: self.card.dimension, "boxes": 4}
        for name, width in meant.items():
            if network.widths.get(name) != width:
                raise WeightsCorrupt(
                    f"{self.card.id}: the card says that {name} has {width} numbers, "
                    f"image.onnx has {network.widths.get(name, 'none')}",
                    hint=self._weights.fix,
                )
        return network

    @cached_property
    def _text(self) -> Network:
        return self._network("text.onnx")

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self._weights.read("tokenizer.json"), f"{self.card.id}/tokenizer.json")

    def _network(self, name: str, *, fixed: bool = False) -> Network:
        return Network(self._weights.read(name), f"{self.card.id}/{name}", self._options, fixed=fixed)

    def _remember(self, vectors: dict[str, Floats]) -> None:
        for text, vector in vectors.items():
            self._texts[text] = vector
            self._texts.move_to_end(text)
        while len(self._texts) > _REMEMBERED:
            self._texts.popitem(last=False)


def _batches(pixels: npt.NDArray[np.uint8]) -> list[npt.NDArray[np.uint8]]:
    return [pixels[start : start + BATCH] for start in range(0, len(pixels), BATCH)]
