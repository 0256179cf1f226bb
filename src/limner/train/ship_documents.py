"""Makes the documents that `world.shipped_documents` reads: ``python -m limner.train.ship_documents``."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from limner.core.seed import derive
from limner.world.archive import TRUTH
from limner.world.documents.document import KINDS, document
from limner.world.shipped_documents import ARCHIVE, FORMAT, SIDE

if TYPE_CHECKING:
    from pathlib import Path

EACH = 8
"""Documents of every kind."""


def ship(path: Path, each: int = EACH) -> int:
    """Write the set to ``path``; returns how many documents it has. The same code gives the same bytes
    with the same Pillow."""
    from PIL import Image

    told = []
    with zipfile.ZipFile(path, "w") as file:
        for number in range(each * len(KINDS)):
            kind = KINDS[number % len(KINDS)]
            page = document(derive(number, "shipped/document"), SIDE, kind)
            name = f"{number:02}-{kind.replace(' ', '-')}"
            packed = BytesIO()
            Image.fromarray(page.pixels).save(packed, "PNG", optimize=True)
            file.writestr(zipfile.ZipInfo(f"{name}.png"), packed.getvalue())
            fields = [{"name": one.name, "text": one.text, "box": list(one.box)} for one in page.fields]
            told.append({"name": name, "kind": kind, "values": page.values, "fields": fields})
        text = json.dumps({"format": FORMAT, "side": SIDE, "documents": told}, separators=(",", ":"))
        file.writestr(zipfile.ZipInfo(TRUTH), text.encode(), zipfile.ZIP_DEFLATED)
    return len(told)


if __name__ == "__main__":
    ship(ARCHIVE)
