"""Metadata put into PNG and WebP files that are already compressed; no sample is touched.

Sources: PNG third edition, W3C 2025; WebP container specification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zlib import crc32

from limner.core.geometry import Size

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset((b"PLTE", b"tRNS", b"IDAT", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"sBIT"))
_XMP_KEYWORD = "XML:com.adobe.xmp"
_VP8X_ICC, _VP8X_ALPHA, _VP8X_EXIF, _VP8X_XMP = 0x20, 0x10, 0x08, 0x04


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The (type, body) of every whole chunk."""
    at = len(PNG_MAGIC)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size


def png_with(
    data: bytes, *, exif: bytes | None, xmp: bytes | None, texts: Mapping[str, str], dpi: float | None
) -> bytes:
    """A PNG with this metadata and no other but its colour's; ``texts`` become iTXt chunks."""
    chunks = list(png_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR":
        return data
    extra: list[tuple[bytes, bytes]] = []
    if dpi is not None:
        dots = round(dpi / 0.0254).to_bytes(4, "big")
        extra.append((b"pHYs", dots + dots + b"\1"))
    if exif is not None:
        extra.append((b"eXIf", exif))
    if xmp is not None:
        extra.append((b"iTXt", _international(_XMP_KEYWORD, xmp)))
    extra += [(b"iTXt", _international(keyword, text.encode())) for keyword, text in texts.items()]
    color = [chunk for chunk in chunks if chunk[0] in _PNG_KEPT]
    first = next((i for i, (kind, _) in enumerate(color) if kind == b"IDAT"), len(color))
    ordered = [chunks[0], *color[:first], *extra, *color[first:], (b"IEND", b"")]
    return PNG_MAGIC + b"".join(_chunk(kind, body) for kind, body in ordered)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + crc32(kind + body).to_bytes(4, "big")


def _international(keyword: str, text: bytes) -> bytes:
    """An iTXt body: keyword, not compressed, no language, no translated keyword, UTF-8 text."""
    return keyword.encode("latin-1") + b"\0\0\0\0\0" + text


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The (type, body) of every whole chunk."""
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def webp_is_lossless(data: bytes) -> bool:
    """Whether a still WebP holds its samples without loss."""
    return any(kind == b"VP8L" for kind, _ in webp_chunks(data[:4096]))


def webp_with(data: bytes, *, exif: bytes | None, xmp: bytes | None, size: Size, alpha: bool) -> bytes:
    """A still WebP of ``size`` with this metadata and no other but its profile."""
    chunks = [chunk for chunk in webp_chunks(data) if chunk[0] in (b"ICCP", b"ALPH", b"VP8 ", b"VP8L")]
    flags = _VP8X_ICC * any(kind == b"ICCP" for kind, _ in chunks) | _VP8X_ALPHA * alpha
    flags |= _VP8X_EXIF * (exif is not None) | _VP8X_XMP * (xmp is not None)
    if not flags & (_VP8X_ICC | _VP8X_EXIF | _VP8X_XMP):
        return data
    header = bytes((flags, 0, 0, 0)) + b"".join(
        (side - 1).to_bytes(3, "little") for side in (size.width, size.height)
    )
    extra = [(kind, body) for kind, body in ((b"EXIF", exif), (b"XMP ", xmp)) if body is not None]
    parts = [(b"VP8X", header), *chunks, *extra]
    body = b"WEBP" + b"".join(
        kind + len(part).to_bytes(4, "little") + part + b"\0" * (len(part) % 2) for kind, part in parts
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body
