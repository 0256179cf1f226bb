"""Pictures with their truth that come with limner, in a zip file inside the package.

``truth.json`` has a ``format`` and a list; the pictures lie beside it under the names that it gives.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from limner.core.errors import WeightsCorrupt, WeightsMissing

if TYPE_CHECKING:
    import numpy.typing as npt

TRUTH = "truth.json"
REINSTALL = "install limner again: they are part of the package"

T = TypeVar("T")


def truths(archive: Path, format: int, key: str, made: Callable[[dict[str, Any]], T]) -> tuple[T, ...]:
    """What is ``made`` of each entry of the truth's list ``key``, in its order.

    WeightsMissing where the archive is not there, WeightsCorrupt where it is damaged or of another format.
    """
    with opened(archive) as file:
        try:
            truth = json.loads(file.read(TRUTH))
            if truth["format"] != format:
                raise ValueError(f"format {truth['format']}, this version reads {format}")
            return tuple(made(one) for one in truth[key])
        except (KeyError, TypeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise WeightsCorrupt(f"{archive} cannot be read: {error}", hint=REINSTALL) from error


def opened(archive: Path) -> zipfile.ZipFile:
    """The open archive; WeightsMissing and WeightsCorrupt as `truths`."""
    try:
        return zipfile.ZipFile(archive)
    except FileNotFoundError as error:
        raise WeightsMissing(f"the shipped pictures are not at {archive}", hint=REINSTALL) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise WeightsCorrupt(f"{archive} cannot be read: {error}", hint=REINSTALL) from error


def decoded(file: zipfile.ZipFile, member: str) -> npt.NDArray[np.uint8]:
    """The samples of one picture; WeightsCorrupt where it cannot be read."""
    from PIL import Image

    try:
        return np.asarray(Image.open(BytesIO(file.read(member))))
    except (KeyError, OSError, zipfile.BadZipFile, zlib.error) as error:
        raise WeightsCorrupt(f"{file.filename}: {member} cannot be read", hint=REINSTALL) from error
