"""How results are written, the same for one picture and for many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.image import Format

if TYPE_CHECKING:
    from pathlib import Path

    from limner.session.edited import Edited, Saved


@dataclass(frozen=True, slots=True)
class Writing:
    """How every result is written, as :meth:`Edited.save` takes it; ``seed`` is for the steps."""

    in_place: bool = False
    overwrite: bool = False
    lossless: bool = False
    recipe: bool = True
    seed: int = 0
    format: Format | None = None

    def save(self, edited: Edited, path: Path) -> Saved:
        """Write one result in this way."""
        return edited.save(
            path,
            format=self.format,
            in_place=self.in_place,
            overwrite=self.overwrite,
            lossless=self.lossless,
            recipe=self.recipe,
        )
