"""What kind of file some bytes are, told by their first bytes and never by a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from limner.core.errors import BadImage, Unsupported
from limner.core.image import Format

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
_AVIF = frozenset((b"avif", b"avis"))
_HEIC = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"))

_BMP_HEADERS = frozenset((12, 16, 40, 52, 56, 64, 108, 124))

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"8BPS", "a Photoshop document"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"v/1\x01", "an OpenEXR picture"),
    (b"#?RADIANCE", "a Radiance HDR picture"),
    (b"\0\0\x01\0", "an icon file"),
    (b"gimp xcf", "a GIMP document"),
    (b"FUJIFILMCCD-RAW", "a raw camera file"),
    (b"IIU\0", "a raw camera file"),
    (b"IIRO", "a raw camera file"),
    (b"qoif", "a QOI picture"),
    (b"\x1a\x45\xdf\xa3", "a video"),
    (b"P5", "a PNM picture"),
    (b"P6", "a PNM picture"),
)
_NOT_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"SQLite format 3", "a database"),
)


def sniff(data: bytes) -> Format | None:
    """The picture format that ``data`` begins like, None for anything else.

    >>> sniff(b"GIF89a")
    'gif'
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        found = brands(data)
        return "avif" if found & _AVIF else "heic" if found & _HEIC else None
    if data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    return None


def expect(data: bytes) -> Format:
    """The picture format of ``data``.

    Raises BadImage for what is no picture, and Unsupported for a kind of picture that limner does
    not open; both say what it is, where that can be told.
    """
    if not data:
        raise BadImage("the file is empty", hint="it has zero bytes: copy or download it again")
    return sniff(data) or _refuse(data)


def brands(data: bytes) -> frozenset[bytes]:
    """The major and compatible brands of an ISO media file (AVIF, HEIC, MP4)."""
    end = min(int.from_bytes(data[:4], "big"), 256, len(data))
    return frozenset({data[8:12], *(data[at : at + 4] for at in range(16, end - 3, 4))})


def _refuse(data: bytes) -> NoReturn:
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            _unsupported(kind)
    for magic, kind in _NOT_PICTURES:
        if data.startswith(magic):
            raise BadImage(f"the file is {kind}, not a picture", hint=_OPENED)
    if data[4:8] == b"ftyp":
        if data[8:12] == b"crx ":
            _unsupported("a raw camera file")
        raise BadImage("the file is a video, not a picture", hint="export one of its frames as a PNG")
    text = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in text:
        _unsupported("an SVG drawing")
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        raise BadImage(
            "the file is a web page, not a picture",
            hint="the download gave a page instead: save the picture itself",
        )
    if not any(byte < 9 or 13 < byte < 32 or byte > 126 for byte in data[:512]):
        raise BadImage("the file is text, not a picture", hint=_OPENED)
    raise BadImage(f"the file is no picture that limner knows (it begins {data[:8].hex(' ')})", hint=_OPENED)


_OPENED = "limner opens JPEG, PNG, WebP, GIF, TIFF, AVIF, BMP and HEIC"


def _unsupported(kind: str) -> NoReturn:
    raise Unsupported(f"the file is {kind}, which limner does not open", hint="export it as PNG or JPEG")


def stated_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    """The width and height of every picture that an AVIF or HEIC file describes (its ``ispe`` boxes)."""
    for found in re.finditer(rb"ispe.{4}(.{4})(.{4})", data[: 1 << 16], re.DOTALL):
        yield int.from_bytes(found[1], "big"), int.from_bytes(found[2], "big")


def carried(data: bytes, kind: Format, thumbnail: bool) -> tuple[str, ...]:
    """What else lies in a file that is no JPEG: a thumbnail in its EXIF, a gain map."""
    gain_map = kind in ("avif", "heic") and (b"tmap" in brands(data) or b"hdrgainmap" in data[: 1 << 16])
    return tuple(name for name, there in (("thumbnail", thumbnail), ("gain-map", gain_map)) if there)
