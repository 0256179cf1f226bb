"""The documents that come with limner, to be read: charts, receipts and screens with what they say as truth.

`train.ship_documents` made them, from seeds of their own. Everything lies in one zip file inside the package:
``truth.json``, and for each document a ``NAME.png`` without loss.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from limner.core.errors import WeightsCorrupt, WeightsMissing
from limner.world.documents.document import Document
from limner.world.documents.sheet import Field
from limner.world.scene import PixelBox

if TYPE_CHECKING:
    from limner.world.documents.sheet import Values

ARCHIVE = Path(__file__).with_name("documents.zip")

FORMAT, TRUTH = 1, "truth.json"

SIDE = 384
"""The shorter side of every document, pixels."""

_REINSTALL = "install limner again: they are part of the package"


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
        from PIL import Image

        with _opened(self.archive) as file:
            try:
                pixels = np.asarray(Image.open(BytesIO(file.read(f"{self.name}.png"))))
            except (KeyError, OSError, zipfile.BadZipFile) as error:
                raise WeightsCorrupt(
                    f"{self.archive}: {self.name} cannot be read", hint=_REINSTALL
                ) from error
        return Document(self.kind, pixels, self.values, self.fields)


def shipped_documents(archive: Path = ARCHIVE) -> tuple[Page, ...]:
    """All documents, in a fixed order; pictures are decoded when asked for.

    Raises:
        WeightsMissing: the archive is not there.
        WeightsCorrupt: it is not one that this version reads.
    """
    with _opened(archive) as file:
        try:
            truth = json.loads(file.read(TRUTH))
            if truth["format"] != FORMAT:
                raise ValueError(f"format {truth['format']}, this version reads {FORMAT}")
            return tuple(
                Page(one["name"], one["kind"], one["values"], tuple(map(_field, one["fields"])), archive)
                for one in truth["documents"]
            )
        except (KeyError, TypeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise WeightsCorrupt(f"{archive} cannot be read: {error}", hint=_REINSTALL) from error


def _field(data: dict[str, object]) -> Field:
    box: list[int] = data["box"]  # type: ignore[assignment]
    return Field(str(data["name"]), str(data["text"]), PixelBox(*box))


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except FileNotFoundError as error:
        raise WeightsMissing(f"the shipped documents are not at {archive}", hint=_REINSTALL) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise WeightsCorrupt(f"{archive} cannot be read: {error}", hint=_REINSTALL) from error
