"""The seams for models: what a model must do, never how. ``models/fake`` answers all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from limner.core.card import Card
    from limner.core.demand import Demand
    from limner.core.drawing import Computed, DrawOrder
    from limner.core.geometry import Size
    from limner.core.image import Image
    from limner.core.layout import Layout
    from limner.core.progress import Running
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


class Generator(Protocol):
    """Words, and a layout where it takes one, to a picture.

    ``card.vocabulary`` names what it can draw; one without a vocabulary takes any words and no layout.
    ``card.calibration`` holds the ``"steps"`` and the ``"guidance_scale"`` that suit it.
    """

    @property
    def card(self) -> Card:
        """What the model is."""
        ...

    @property
    def computed(self) -> Computed:
        """What else its pixels depend on, here and now."""
        ...

    @property
    def samplers(self) -> tuple[str, ...]:
        """The samplers it can be asked for, its own first."""
        ...

    @property
    def student(self) -> Generator | None:
        """What draws almost as well in a few steps without guidance; None where there is none."""
        ...

    def canvas(self, size: Size) -> Size:
        """The size at which it draws a picture of ``size``, which is then scaled to cover that."""
        ...

    def draw(self, order: DrawOrder) -> Running[npt.NDArray[np.uint8]]:
        """Progress after every step, then the pixels (H, W, 3) uint8 sRGB of ``order.size``.

        The same order gives the same pixels on the same machine. Closing the iterator stops the work
        within a step.
        """
        ...

    def draw_all(self, orders: Sequence[DrawOrder]) -> Running[list[npt.NDArray[np.uint8]]]:
        """Progress, then the pixels of each order, the same as it has alone; they differ in words, layout
        and seed only (`core.drawing.numbers`)."""
        ...

    def decode(self, latents: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """Latents that were `Watched` (N, C, h, w) as pixels (N, H, W, 3); Unsupported where it lets
        nobody watch."""
        ...


class LayoutPlanner(Protocol):
    """Words to a layout: what stands where, of which colour, in what surroundings."""

    @property
    def card(self) -> Card:
        """What the model is."""
        ...

    def plan(self, words: str, seed: int, demand: Demand | None = None) -> Layout:
        """A layout on a square canvas; ``seed`` decides what the words leave open. It holds what
        ``demand`` says, whatever else is read from the words."""
        ...


class Autoencoder(Protocol):
    """Pictures to latents of unit variance, and back."""

    @property
    def card(self) -> Card:
        """What the model is; ``card.resolution`` is the side of the pictures."""
        ...

    def encode(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """(N, S, S, 3) uint8 sRGB to latents (N, C, s, s)."""
        ...

    def decode(self, latents: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """Latents (N, C, s, s) to (N, S, S, 3) uint8 sRGB."""
        ...

    def preview(self, latents: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """Latents (N, C, s, s) to (N, s, s, 3) uint8: the linear map of the card, never a decode."""
        ...
