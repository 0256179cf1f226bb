"""A JPEG turned or cropped without recompression, held against its source coefficient by coefficient.

Where each block must come from follows from the places of the steps. What happens inside it
follows from its 8x8 samples moved one by one and transformed back: no rule of signs is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from limner.core.image import Image
from limner.core.result import Check
from limner.reason.checks.places import matrix
from limner.reason.checks.predict import Course

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[Any]
    Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Plane:
    """A component: (rows, columns, 8, 8) blocks, their 8x8 divisors, and the picture's pixels to a sample."""

    blocks: Array
    table: Array
    across: float
    down: float


def check_coefficients(data: bytes, given: Image, course: Course) -> Check:
    """Every coefficient of the JPEG ``data`` is one of the file of ``given``, at its place in ``course``."""
    assert given.origin is not None
    back = reduce(lambda way, place: way @ place.back, course.places, _to_stored(given))
    written, source = _planes(data), _planes(given.origin.data)
    changed = sum(_changed(one, other, back) for one, other in zip(written, source, strict=True))
    total = sum(plane.blocks.size for plane in written)
    told = f"{changed:,} of {total:,} changed" if changed else "unchanged"
    return Check(name="coefficients", wanted="unchanged", measured=told, passed=not changed)


def _to_stored(given: Image) -> Matrix:
    """The way from the upright picture to the pixels as they lie in the file, by the EXIF orientation."""
    from io import BytesIO

    from PIL import Image as Pillow

    assert given.origin is not None
    with Pillow.open(BytesIO(given.origin.data)) as file:
        orientation, (width, height) = file.getexif().get(0x0112, 1), file.size
    ways = {
        2: (-1, 0, width, 0, 1, 0),
        3: (-1, 0, width, 0, -1, height),
        4: (1, 0, 0, 0, -1, height),
        5: (0, 1, 0, 1, 0, 0),
        6: (0, 1, 0, -1, 0, height),
        7: (0, -1, width, -1, 0, height),
        8: (0, -1, width, 1, 0, 0),
    }
    return matrix(*ways.get(orientation, (1, 0, 0, 0, 1, 0)))


def _planes(data: bytes) -> list[_Plane]:
    import jpeglib

    with TemporaryDirectory() as folder:
        path = Path(folder, "read.jpg")
        path.write_bytes(data)
        read = jpeglib.read_dct(str(path))
        found = [plane for plane in (read.Y, read.Cb, read.Cr) if plane is not None]
    factors = [(int(down), int(across)) for down, across in read.samp_factor[: len(found)]]
    most = [max(factor[axis] for factor in factors) for axis in (0, 1)]
    return [
        _Plane(blocks, read.qt[number], most[1] / across, most[0] / down)
        for blocks, number, (down, across) in zip(found, read.quant_tbl_no, factors, strict=False)
    ]


def _changed(written: _Plane, source: _Plane, back: Matrix) -> int:
    """How many coefficients of ``written`` are not those of ``source``; all, where its divisors are not."""
    import numpy as np

    rows, columns = written.blocks.shape[:2]
    x = (np.arange(columns)[None, :] * 8 + 4) * written.across
    y = (np.arange(rows)[:, None] * 8 + 4) * written.down
    u = np.floor((back[0, 0] * x + back[0, 1] * y + back[0, 2]) / (8 * source.across)).astype(int)
    v = np.floor((back[1, 0] * x + back[1, 1] * y + back[1, 2]) / (8 * source.down)).astype(int)
    order, signs = _inside(back)
    there = (u >= 0) & (u < source.blocks.shape[1]) & (v >= 0) & (v < source.blocks.shape[0])
    same_divisors = np.array_equal(written.table.reshape(64), source.table.reshape(64)[order])
    if not (there.all() and same_divisors):
        return int(written.blocks.size)
    wanted = np.take(source.blocks[v, u].reshape(rows, columns, 64), order, axis=2) * signs
    return int((wanted != written.blocks.reshape(rows, columns, 64)).sum())


def _inside(back: Matrix) -> tuple[Array, Array]:
    """Which of the 64 coefficients of a block each new one is, and its sign.

    Each basis function is drawn, its samples are moved, and the result is transformed again.
    """
    import numpy as np

    n = np.arange(8)
    cosines = np.cos(np.pi * (2 * n[None, :] + 1) * n[:, None] / 16) * np.where(n[:, None], 0.5, 0.125**0.5)
    drawn = cosines.T @ np.eye(64).reshape(64, 8, 8) @ cosines
    x, y = n[None, :] - 3.5, n[:, None] - 3.5
    columns = (back[0, 0] * x + back[0, 1] * y + 3.5).astype(int)
    rows = (back[1, 0] * x + back[1, 1] * y + 3.5).astype(int)
    moved = (cosines @ drawn[:, rows, columns] @ cosines.T).reshape(64, 64)
    order = np.abs(moved).argmax(0)
    return order, np.rint(moved[order, np.arange(64)]).astype(np.int16)
