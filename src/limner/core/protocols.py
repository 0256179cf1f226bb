"""The seams for models: what a model must do, never how. ``models/fake`` answers all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from limner.core.card import Card
    from limner.core.image import Image
    from limner.core.reading import Reading


class Encoder(Protocol):
    """Pictures and words to vectors in one space, where what belongs together lies together."""

    @property
    def card(self) -> Card:
        """What the model is."""
        ...

    @property
    def logit_scale(self) -> float:
        """What cosines are multiplied by before a softmax (or sigmoid, with `logit_bias`)."""
        ...

    @property
    def logit_bias(self) -> float:
        """Added to the scaled cosines; 0 for a model trained with a softmax."""
        ...

    def image_vectors(self, images: Sequence[Image]) -> npt.NDArray[np.float32]:
        """(N, D) float32 of length 1."""
        ...

    def text_vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """(N, D) float32 of length 1."""
        ...


class Reader(Encoder, Protocol):
    """An encoder that also names what it sees, with places, from the vocabulary on its card."""

    def read(self, images: Sequence[Image]) -> list[Reading]:
        """One reading a picture."""
        ...
