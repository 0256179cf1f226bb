"""Looking at pictures as a user gives them: one, or many with decoding beside inference."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from limner.core.errors import LimnerError
from limner.core.image import Image
from limner.core.limits import Limits
from limner.ops.decode import open_image
from limner.see.ahead import ahead, batches
from limner.see.duplicates import Print, print_of
from limner.see.observation import Observation
from limner.see.observer import Observer
from limner.session.source import Given, refuse_special

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.card import Card
    from limner.core.protocols import Encoder

    Vector = npt.NDArray[np.float32]

Found = TypeVar("Found")
BATCH = 16


def opened_model(name: str | None, cache: Path | None = None) -> Encoder | None:
    """The model of that id or folder; None the embedded one, which a version may lack.

    Compiled networks are kept in the folder ``cache``.
    """
    from limner.models.catalog import SHIPPED

    if name is None and not SHIPPED:
        return None
    from limner.models.engine import EngineOptions
    from limner.models.open import open_encoder

    return open_encoder(name, EngineOptions(cache=cache))


class Seer:
    """Looks at files with one model, which is opened once."""

    def __init__(self, model: Encoder | None, limits: Limits) -> None:
        self.observer = Observer(model)
        self.limits = limits

    @property
    def card(self) -> Card:
        """The model's card; BadValue without a model."""
        return self.observer.required.card

    def see(self, picture: Given, labels: Sequence[str] = ()) -> Observation:
        """What is in ``picture``; ``labels`` are words to choose among."""
        return self.observer.observe([self._opened(picture)], labels)[0]

    def see_all(
        self, pictures: Iterable[Given], labels: Sequence[str] = ()
    ) -> Iterator[tuple[Given, Observation | LimnerError]]:
        """Every picture in order; an error takes the place of one that cannot be opened."""
        return self._each(pictures, lambda images: self.observer.observe(images, labels))

    def vectors(self, pictures: Iterable[Given]) -> Iterator[tuple[Given, Vector | LimnerError]]:
        """The model's vector (D,) of every picture in order, or why it could not be opened."""
        return self._each(pictures, self.observer.vectors)

    def prints(self, pictures: Iterable[Given]) -> Iterator[tuple[Given, Print | LimnerError]]:
        """What duplicates are found by (`duplicates.pairs`), of every picture in order."""
        return self._each(pictures, self._prints)

    def _prints(self, images: Sequence[Image]) -> list[Print]:
        if self.observer.model is None:
            return [print_of(image) for image in images]
        rows = self.observer.vectors(images)
        return [print_of(image, row) for image, row in zip(images, rows, strict=True)]

    def _each(
        self, pictures: Iterable[Given], look: Callable[[Sequence[Image]], Iterable[Found]]
    ) -> Iterator[tuple[Given, Found | LimnerError]]:
        """Every picture with what ``look`` finds in a batch of them, the next ones being decoded."""
        for batch in batches(ahead(pictures, self._opened, waiting=2 * BATCH), BATCH):
            images = [image for _, image in batch if isinstance(image, Image)]
            found = iter(look(images) if images else ())
            for picture, image in batch:
                yield picture, image if isinstance(image, LimnerError) else next(found)

    def _opened(self, picture: Given) -> Image:
        """A picture no larger than the look at it needs."""
        if isinstance(picture, Image):
            return picture
        if isinstance(picture, str | os.PathLike):
            picture = Path(picture).expanduser()
            refuse_special(picture)
        return open_image(picture, limits=self.limits, shorter=self.observer.side)
