"""Formats that libvips' wheel does not decode: BMP by Pillow, HEIC by pillow-heif (an extra)."""

from __future__ import annotations

from io import BytesIO
from struct import error as struct_error
from typing import TYPE_CHECKING, Any

from limner.core.errors import BadImage, BadValue, Unsupported
from limner.core.image import Space, interpretation
from limner.core.limits import Limits
from limner.ops.sniffing import stated_sizes

if TYPE_CHECKING:
    import pyvips

_REPAIR = "get the file again from where it came from, or repair it with another program"
_MODES = {"1": "L", "P": "RGB", "L": "L", "RGB": "RGB", "RGBA": "RGBA", "LA": "LA"}


def load_bmp(data: bytes, limits: Limits) -> pyvips.Image:
    """A Windows bitmap; its size is read and checked before a pixel is decoded."""
    from PIL.BmpImagePlugin import BmpImageFile

    try:
        with BmpImageFile(BytesIO(data)) as file:
            limits.check_size(*file.size)
            picture = file.convert(_MODES.get(file.mode, "RGB"))
            dots = file.info.get("dpi", (0, 0))[0]
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, OverflowError, struct_error) as error:
        raise _damaged("BMP", error) from None
    return _pixels(picture, {"xres": dots / 25.4 if 0 < dots <= 100_000 else 0.0})


def load_heic(data: bytes, limits: Limits, frame: int) -> pyvips.Image:
    """An HEIC picture, upright; needs the extra ``limner[heic]``."""
    try:
        import pillow_heif
    except ImportError:
        raise Unsupported(
            "opening HEIC needs pillow-heif, which is not installed", hint='pip install "limner[heic]"'
        ) from None
    for width, height in stated_sizes(data):
        limits.check_size(width, height)
    try:
        file = pillow_heif.open_heif(data, convert_hdr_to_8bit=False)
        limits.check_frames(len(file))
        number = frame or file.primary_index
        if not 0 <= frame < len(file):
            raise BadValue(
                f"frame {frame} does not exist: the file has {len(file)}", hint="frames count from 0"
            )
        picture = file[number]
        limits.check_size(*picture.size)
        return _heic_pixels(picture, len(file))
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
        if isinstance(error, BadValue):
            raise
        raise _damaged("HEIC", error) from None


def _damaged(kind: str, error: Exception) -> BadImage:
    """Pillow's error in one line."""
    return BadImage(f"the {kind} is damaged: {' '.join(str(error).split())}", hint=_REPAIR)


def _heic_pixels(picture: Any, frames: int) -> pyvips.Image:
    import numpy as np
    import pyvips

    samples = np.ascontiguousarray(np.asarray(picture))
    if samples.ndim == 2:
        samples = samples[:, :, None]
    pixels = pyvips.Image.new_from_array(samples.copy())
    deep = samples.dtype == np.uint16
    space: Space = "gray" if samples.shape[2] <= 2 else "rgb"
    pixels = pixels.copy(interpretation=interpretation(space, 16 if deep else 8))
    info = picture.info
    blobs = {
        "exif-data": info.get("exif"),
        "xmp-data": info.get("xmp"),
        "icc-profile-data": info.get("icc_profile"),
    }
    for field, blob in blobs.items():
        if blob:
            pixels.set_type(pyvips.GValue.blob_type, field, bytes(blob))
    pixels.set_type(pyvips.GValue.gint_type, "n-pages", frames)
    return pixels


def _pixels(picture: Any, header: dict[str, float]) -> pyvips.Image:
    import pyvips

    bands = len(picture.getbands())
    pixels = pyvips.Image.new_from_memory(picture.tobytes(), picture.width, picture.height, bands, "uchar")
    return pixels.copy(interpretation=interpretation("gray" if bands <= 2 else "rgb", 8), **header)
