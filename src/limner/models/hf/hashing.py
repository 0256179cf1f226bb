"""Weight files of other makers' folders by their hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from limner.core.card import WeightFile


def hashed(path: Path, name: str = "") -> WeightFile:
    """The line of a card for the file at ``path``, however large; ``name`` is what it is called there."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return WeightFile(name or path.name, digest, path.stat().st_size)
