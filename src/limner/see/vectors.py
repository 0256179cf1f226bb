"""Vectors on disk: a NumPy file of rows, and the names of the rows beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.ops.atomic import write_file

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.card import Card


def names_path(path: Path) -> Path:
    """Where the names of the rows of ``path`` are written.

    >>> names_path(Path("vectors.npy")).name
    'vectors.json'
    """
    return path.with_suffix(".json")


def check_path(path: Path, *, overwrite: bool) -> None:
    """BadValue unless ``path`` ends in .npy and both files may be written; before any work is done."""
    if path.suffix != ".npy":
        raise BadValue(f"vectors are written as .npy, not {path.name!r}", hint=f"name {path.stem}.npy")
    for file in (path, names_path(path)):
        if file.exists() and not overwrite:
            raise BadValue(f"{str(file)!r} exists already", hint="name another file, or add --overwrite")


def write_vectors(
    path: Path, vectors: npt.NDArray[np.float32], names: Sequence[str], card: Card, *, overwrite: bool = False
) -> None:
    """Write (N, D) float32 ``vectors`` to ``path``, and their names and the model beside them as JSON."""
    import numpy as np

    check_path(path, overwrite=overwrite)
    out = BytesIO()
    np.save(out, vectors.astype(np.float32), allow_pickle=False)
    described = {
        "model": card.id,
        "weights": {file.name: file.sha256 for file in card.files},
        "names": list(names),
    }
    write_file(path, out.getvalue(), replace=overwrite)
    text = json.dumps(described, indent=1, ensure_ascii=False) + "\n"
    write_file(names_path(path), text.encode(), replace=overwrite)
