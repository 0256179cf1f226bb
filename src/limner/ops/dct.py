"""JPEG turns, mirrors and crops without recompression: blocks of coefficients are moved, not computed.

Needs whole blocks (8 pixels, 16 where chroma is subsampled) where the picture is mirrored or cut,
and the extra ``limner[jpeg]``. The coefficients come out bit-exact; decoders that interpolate
subsampled chroma may still show differences of a few levels beside a new edge. Source: the
symmetries of the discrete cosine transform: a mirror negates the odd frequencies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from limner.core.geometry import Box, Size
from limner.core.image import Image
from limner.ops import exif, jpeg, metadata
from limner.ops.encode import Encoded

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Turn = Literal["90", "180", "270", "horizontal", "vertical", "main", "anti"]
"""A clockwise turn, a mirror as ``Flip.axis`` names it, or a diagonal as ``Transpose.diagonal`` does."""
Move = Turn | Box
_Primitive = Literal["transpose", "horizontal", "vertical"]

_PRIMITIVES: dict[Turn, tuple[_Primitive, ...]] = {
    "90": ("transpose", "horizontal"),
    "180": ("horizontal", "vertical"),
    "270": ("transpose", "vertical"),
    "horizontal": ("horizontal",),
    "vertical": ("vertical",),
    "main": ("transpose",),
    "anti": ("transpose", "horizontal", "vertical"),
}
_UPRIGHT: dict[int, tuple[Turn, ...]] = {
    2: ("horizontal",), 3: ("180",), 4: ("vertical",), 5: ("main",), 6: ("90",), 7: ("anti",), 8: ("270",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moved:
    """``encoded`` is the file, or None, and then ``reason`` says why blocks could not simply be moved."""

    encoded: Encoded | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Coefficients:
    """``planes`` are (rows, columns, 8, 8) blocks a component, ``tables`` their 8x8 divisors,
    ``sampling`` their (horizontal, vertical) factors.
    """

    size: Size
    planes: tuple[npt.NDArray[np.int16], ...]
    tables: tuple[npt.NDArray[np.uint16], ...]
    sampling: tuple[tuple[int, int], ...]

    @property
    def unit(self) -> tuple[int, int]:
        """Width and height in pixels of the smallest part that can be moved."""
        return 8 * max(h for h, _ in self.sampling), 8 * max(v for _, v in self.sampling)


class _NotAligned(Exception):
    """Says in words which edge lies inside a block."""


def lossless(result: Image, moves: Sequence[Move], *, recipe: str | None = None) -> Moved:
    """The JPEG that ``result`` was opened from with ``moves`` made on its coefficients.

    ``result`` is the edited picture: its origin is the source, its metadata and ``saving.strip`` say
    what the file carries, its size what must come out. No moves at all rewrite only the metadata.
    The EXIF orientation is applied first, as on opening.
    """
    origin = result.origin
    if origin is None or origin.format != "jpeg":
        return Moved(None, "the source is not a JPEG")
    if result.saving.quality is not None or result.saving.max_bytes is not None:
        return Moved(None, "another quality needs recompression")
    turns = _UPRIGHT.get(exif.orientation(exif_of(origin.data)), ())
    try:
        data = _moved(origin.data, [*turns, *moves], result.size)
    except _NotAligned as reason:
        return Moved(None, str(reason))
    found = metadata.to_write(result, result.space, recipe)
    data = jpeg.with_metadata(data, exif=found.exif, xmp=found.xmp, dpi=found.dpi, icc=found.icc or b"")
    return Moved(Encoded(data, "jpeg", origin.jpeg_quality))


def exif_of(data: bytes) -> bytes | None:
    """The EXIF block of a JPEG."""
    return jpeg.body_of(jpeg.structure(data), jpeg.APP1, jpeg.EXIF)


def _moved(data: bytes, moves: list[Move], size: Size) -> bytes:
    """The JPEG with its blocks moved, without metadata; raises _NotAligned."""
    bare = jpeg.with_metadata(data, exif=None, xmp=None, dpi=None, icc=b"")
    if not moves:
        return bare
    found = _read(bare)
    for move in moves:
        found = _cropped(found, move) if isinstance(move, Box) else _turned(found, move)
    if found.size != size:
        raise _NotAligned(f"the moves give {found.size}, not the picture's {size}")
    return _write(found)


def _turned(found: _Coefficients, turn: Turn) -> _Coefficients:
    for primitive in _PRIMITIVES[turn]:
        found = _DO[primitive](found)
    return found


def _transposed(found: _Coefficients) -> _Coefficients:
    return _Coefficients(
        size=Size(found.size.height, found.size.width),
        planes=tuple(plane.transpose(1, 0, 3, 2) for plane in found.planes),
        tables=tuple(table.T for table in found.tables),
        sampling=tuple((v, h) for h, v in found.sampling),
    )


def _mirrored(found: _Coefficients) -> _Coefficients:
    """Left and right swapped."""
    unit = found.unit[0]
    if found.size.width % unit:
        raise _NotAligned(f"the width of {found.size.width} is not in whole blocks of {unit} pixels")
    signs = _signs()
    return replace(found, planes=tuple(plane[:, ::-1] * signs for plane in found.planes))


def _upended(found: _Coefficients) -> _Coefficients:
    """Top and bottom swapped."""
    unit = found.unit[1]
    if found.size.height % unit:
        raise _NotAligned(f"the height of {found.size.height} is not in whole blocks of {unit} pixels")
    signs = _signs()[:, None]
    return replace(found, planes=tuple(plane[::-1] * signs for plane in found.planes))


def _signs() -> npt.NDArray[np.int16]:
    """+1 for even frequencies, -1 for odd ones."""
    import numpy as np

    return np.array((1, -1) * 4, np.int16)


_DO: dict[_Primitive, Callable[[_Coefficients], _Coefficients]] = {
    "transpose": _transposed,
    "horizontal": _mirrored,
    "vertical": _upended,
}


def _cropped(found: _Coefficients, box: Box) -> _Coefficients:
    unit_width, unit_height = found.unit
    if not box.inside(found.size):
        raise _NotAligned(f"the box leaves the {found.size} picture")
    if box.left % unit_width:
        raise _NotAligned(f"the left edge at {box.left} is not on a block of {unit_width} pixels")
    if box.top % unit_height:
        raise _NotAligned(f"the top edge at {box.top} is not on a block of {unit_height} pixels")
    planes = []
    for plane, (h, v) in zip(found.planes, found.sampling, strict=True):
        columns = slice(box.left // unit_width * h, -(-box.right * h // unit_width))
        rows = slice(box.top // unit_height * v, -(-box.bottom * v // unit_height))
        planes.append(plane[rows, columns])
    return replace(found, size=Size(box.width, box.height), planes=tuple(planes))


def _read(data: bytes) -> _Coefficients:
    """The coefficients of a JPEG that has been decoded before; raises _NotAligned for what is not moved."""
    try:
        import jpeglib
    except ImportError:
        raise _NotAligned('jpeglib is not installed: pip install "limner[jpeg]"') from None
    found = jpeg.structure(data)
    colors = len(found.sampling)
    if colors not in (1, 3) or any(
        part.marker == jpeg.APP14 and part.body[11:12] == b"\0" for part in found.segments
    ):
        raise _NotAligned("the JPEG is neither gray nor YCbCr")
    with TemporaryDirectory() as folder:
        path = Path(folder, "in.jpg")
        path.write_bytes(data)
        source = jpeglib.read_dct(str(path))
        planes = (source.Y, source.Cb, source.Cr)[:colors]
        tables = tuple(source.qt[number] for number in source.quant_tbl_no[:colors])
    return _Coefficients(
        size=Size(found.width, found.height),
        planes=planes,
        tables=tables,
        sampling=found.sampling if colors == 3 else ((1, 1),),
    )


def _write(found: _Coefficients) -> bytes:
    import jpeglib
    import numpy as np

    gray = len(found.planes) == 1
    same = gray or np.array_equal(found.tables[1], found.tables[2])
    tables = found.tables[:2] if same else found.tables
    target = jpeglib.from_dct(
        *(np.ascontiguousarray(plane, np.int16) for plane in found.planes),
        qt=np.ascontiguousarray(np.stack(tables), np.uint16),
        quant_tbl_no=[0] if gray else [0, 1, 1] if same else [0, 1, 2],
    )
    target.width, target.height = found.size.width, found.size.height
    target.samp_factor = [(v, h) for h, v in found.sampling]
    with TemporaryDirectory() as folder:
        path = Path(folder, "out.jpg")
        target.write_dct(str(path), flags=["+OPTIMIZE_CODING"])
        return path.read_bytes()
