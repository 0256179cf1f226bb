"""Files out: an :class:`Image` to bytes, and bytes to disk in one piece.

Defaults, where neither the user nor the source says otherwise: JPEG at quality 90, WebP at 85, AVIF
at 60, HEIC at 60, PNG and TIFF losslessly deflated. A picture that was a JPEG is never written
below its own quality, and its chroma subsampling is kept (4:2:0, 4:2:2 and 4:4:4; the rare others
become 4:4:4, which is never coarser). A format without alpha shows the picture on white.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

from limner.core.errors import BadValue, Final
from limner.core.image import Format, Image
from limner.core.vips import computing, start
from limner.ops import metadata, savers
from limner.ops.atomic import write_file as write_file
from limner.ops.xmp import xml_safe

DEFAULT_QUALITY: dict[Format, int] = {"jpeg": 90, "webp": 85, "avif": 60, "heic": 60}
_BEST_SEARCHED = 95
_EXTENSIONS: dict[str, Format] = {
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".jpe": "jpeg",
    ".jfif": "jpeg",
    ".png": "png",
    ".webp": "webp",
    ".gif": "gif",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".avif": "avif",
    ".bmp": "bmp",
    ".heic": "heic",
    ".heif": "heic",
}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A file in memory. ``quality`` (1-100) is what was used, None for a lossless format.

    ``colors`` is the size of the palette that a PNG or GIF was reduced to, None if it was not.
    """

    data: bytes = field(repr=False)
    format: Format
    quality: int | None = None
    colors: int | None = None


def format_for(path_name: str, image: Image, asked: Format | None = None) -> Format:
    """The format to write: asked for, else the picture's wish, else the name's, else the source's, else PNG.

    Raises BadValue for an extension that no format has.

    >>> import numpy as np
    >>> format_for("a.JPG", Image.from_array(np.zeros((1, 1), np.uint8)))
    'jpeg'
    """
    extension = PurePath(path_name).suffix.lower()
    if asked or image.saving.format:
        return asked or image.saving.format or "png"
    if extension in _EXTENSIONS:
        return _EXTENSIONS[extension]
    if extension:
        raise BadValue(
            f"no picture format has the extension {extension!r}",
            hint=f"use one of {' '.join(_EXTENSIONS)}, or state the format",
        )
    return image.origin.format if image.origin else "png"


def named_format(name: str) -> Format | None:
    """The format that a file name has the extension of.

    >>> named_format("a.JPG"), named_format("a")
    ('jpeg', None)
    """
    return _EXTENSIONS.get(PurePath(name).suffix.lower())


def extension_of(format: Format) -> str:
    """The extension that files of a format usually have.

    >>> extension_of("jpeg"), extension_of("png")
    ('.jpg', '.png')
    """
    return next(extension for extension, known in _EXTENSIONS.items() if known == format)


def encode(
    image: Image, format: Format, *, recipe: str | None = None, parameters: str | None = None
) -> Encoded:
    """``image`` as a file of ``format``, with ``recipe`` (JSON text) inside where the format can hold it.

    ``parameters`` are how a picture was drawn, as text for a PNG's chunk of that keyword.

    Honours ``image.saving``: a quality, or the best quality (at most the source's, else 95) whose
    file has at most ``max_bytes``. The formats without a quality are compressed harder and, if that
    is not enough, PNG and GIF get a palette. JPEG, WebP, GIF, BMP and HEIC have 8 bits: 16 are
    rounded half up.

    Raises Final when no quality meets ``max_bytes``, Unsupported for HEIC without its extra, and
    whatever computing the pixels raises (see ``core.vips.computing``).
    """
    start()
    with computing("the picture"):
        ready = savers.prepared(image, format)
        told = xml_safe(recipe) if recipe is not None else None
        found = metadata.to_write(image, ready.space, told, parameters)
        if image.saving.max_bytes is None:
            return _encoded(ready, format, found, savers.Settings(quality=quality_for(image, format)))
        return _within(ready, format, found, image.saving.max_bytes)


def quality_for(image: Image, format: Format) -> int | None:
    """The quality that ``image`` is written at when no size is asked for; None for a lossless format."""
    if format not in DEFAULT_QUALITY:
        return None
    if image.saving.quality is not None:
        return image.saving.quality
    if format == "webp" and savers.was_lossless_webp(image):
        return None
    if format == "jpeg" and image.origin and image.origin.jpeg_quality:
        return image.origin.jpeg_quality
    return DEFAULT_QUALITY[format]


def _encoded(image: Image, format: Format, found: metadata.Metadata, settings: savers.Settings) -> Encoded:
    data = savers.save(image, format, found, settings)
    return Encoded(data, format, settings.quality, settings.colors)


def _within(image: Image, format: Format, found: metadata.Metadata, max_bytes: int) -> Encoded:
    """The best file of at most ``max_bytes``; the pixels are computed once."""
    image = image.with_pixels(image.pixels.copy_memory())

    def attempt(settings: savers.Settings) -> Encoded:
        return _encoded(image, format, found, settings)

    smallest = (
        _best_quality(attempt, _highest(image, format), max_bytes)
        if format in DEFAULT_QUALITY
        else _first_fitting(attempt, savers.smaller(format), max_bytes)
    )
    if len(smallest.data) <= max_bytes:
        return smallest
    raise Final(
        f"{max_bytes:,} bytes cannot be reached as {format.upper()}: the smallest has {len(smallest.data):,}",
        hint="resize the picture first"
        if format in DEFAULT_QUALITY
        else "convert it to JPEG or WebP, or resize the picture first",
    )


def _highest(image: Image, format: Format) -> int:
    """The quality that a search need not exceed."""
    if image.saving.quality is not None:
        return image.saving.quality
    known = image.origin.jpeg_quality if format == "jpeg" and image.origin else None
    return known or _BEST_SEARCHED


def _best_quality(attempt: Callable[[savers.Settings], Encoded], highest: int, max_bytes: int) -> Encoded:
    """The highest quality that fits, by bisection; the smallest file when none does."""
    best = attempt(savers.Settings(quality=highest, harder=True))
    if len(best.data) <= max_bytes or highest == 1:
        return best
    best, low, high = attempt(savers.Settings(quality=1, harder=True)), 1, highest
    while len(best.data) <= max_bytes and high - low > 1:
        middle = (low + high) // 2
        tried = attempt(savers.Settings(quality=middle, harder=True))
        if len(tried.data) <= max_bytes:
            best, low = tried, middle
        else:
            high = middle
    return best


def _first_fitting(
    attempt: Callable[[savers.Settings], Encoded], ways: tuple[savers.Settings, ...], max_bytes: int
) -> Encoded:
    """The first of ``ways`` that fits; the smallest when none does."""
    smallest = attempt(ways[0])
    for way in ways[1:]:
        if len(smallest.data) <= max_bytes:
            return smallest
        tried = attempt(way)
        smallest = min(smallest, tried, key=lambda encoded: len(encoded.data))
    return smallest
