"""The documents that come with limner, to be read: charts, receipts and screens with what they say as truth.

`train.ship_documents` made them, from seeds of their own. Everything lies in one zip file inside the package:
``truth.json``, and for each document a ``NAME.png`` without loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limner.world.archive import decoded, opened, truths
from limner.world.documents.document import Document
from limner.world.documents.sheet import Field
from limner.world.scene import PixelBox

if TYPE_CHECKING:
    from limner.world.documents.sheet import Values

ARCHIVE = Path(__file__).with_name("documents.zip")

FORMAT = 1

SIDE = 384
"""The shorter side of every document, pixels."""


@dataclass(frozen=True, slots=True)
class Page:
    """One document and what it says; see `world.documents.document.Document`."""

    name: str
    kind: str
    values: Values
    fields: tuple[Field, ...]
    archive: Path = ARCHIVE

    def document(self) -> Document:
        """Decode the picture; WeightsMissing or WeightsCorrupt where the archive is gone or damaged."""
        with opened(self.archive) as file:
            pixels = decoded(file, f"{self.name}.png")
        return Document(self.kind, pixels, self.values, self.fields)


def shipped_documents(archive: Path = ARCHIVE) -> tuple[Page, ...]:
    """All documents, in a fixed order; pictures are decoded when asked for.

    Raises:
        WeightsMissing: the archive is not there.
        WeightsCorrupt: it is not one that this version reads.
    """
    return truths(archive, FORMAT, "documents", lambda one: _page(one, archive))


def _page(data: dict[str, Any], archive: Path) -> Page:
    return Page(data["name"], data["kind"], data["values"], tuple(map(_field, data["fields"])), archive)


def _field(data: dict[str, object]) -> Field:
    box: list[int] = data["box"]  # type: ignore[assignment]
    return Field(str(data["name"]), str(data["text"]), PixelBox(*box))
