"""The recipe out of a picture's file; :mod:`limner.ops.encode` puts it in.

JPEG, PNG, WebP, TIFF and AVIF carry it as XMP (namespace :data:`limner.ops.xmp.NAMESPACE`, property
``Recipe``, the JSON as plain text); PNG also as an iTXt chunk with the keyword ``limner``. GIF and
BMP carry none.
"""

from __future__ import annotations

import zlib

from limner.core.errors import LimnerError
from limner.core.image import Format
from limner.core.vips import computing, start
from limner.ops import containers, jpeg, sniffing, xmp
from limner.ops.decode import opened

MAX_RECIPE = 4_000_000


def read_recipe(data: bytes) -> str | None:
    """The JSON text of the recipe in a picture's bytes; None when there is none.

    Never fails: a file that is no picture, or is damaged, has no recipe. What it gives comes from a
    stranger and must be validated before it is used.
    """
    if sniffing.sniff(data) == "png":
        text = _png_text(data, b"limner")
        if text is not None:
            return text.decode("utf-8", "replace")
    return xmp.recipe_in(packet(data))


def packet(data: bytes) -> bytes | None:
    """The XMP packet in a picture's bytes, None when there is none."""
    match kind := sniffing.sniff(data):
        case "jpeg":
            return jpeg.body_of(jpeg.structure(data), jpeg.APP1, jpeg.XMP)
        case "png":
            return _png_text(data, b"XML:com.adobe.xmp")
        case "webp":
            return next((body for kind, body in containers.webp_chunks(data) if kind == b"XMP "), None)
        case "tiff" | "avif" | "heic":
            return _by_libvips(data, kind)
    return None


def _png_text(data: bytes, keyword: bytes) -> bytes | None:
    """The text of the first iTXt chunk with that keyword, inflated if need be, at most MAX_RECIPE bytes."""
    for kind, body in containers.png_chunks(data):
        if kind != b"iTXt" or not body.startswith(keyword + b"\0"):
            continue
        packed, rest = body[len(keyword) + 1 : len(keyword) + 2], body[len(keyword) + 3 :]
        text = rest.split(b"\0", 2)[-1]
        if packed == b"\1":
            try:
                text = zlib.decompressobj().decompress(text, MAX_RECIPE)
            except zlib.error:
                return None
        return text[:MAX_RECIPE]
    return None


def _by_libvips(data: bytes, kind: Format) -> bytes | None:
    start()
    try:
        with computing():
            header = opened(data, kind)
            return bytes(header.get("xmp-data")) if header.get_typeof("xmp-data") else None
    except LimnerError:
        return None
