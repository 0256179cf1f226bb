"""What a JPEG file says about itself: segments, quality, chroma subsampling, what lies behind it.

Reads headers only; damaged ones give as much as could be read, and the decoder has the last word.
Source: ITU-T T.81, annex B (markers) and annex K (the example quantization tables).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from limner.core.image import Subsampling

SOI, EOI, SOS, DQT, COM, APP0, APP1, APP2, APP13, APP14 = (
    0xD8, 0xD9, 0xDA, 0xDB, 0xFE, 0xE0, 0xE1, 0xE2, 0xED, 0xEE,
)  # fmt: skip
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SAMPLING: dict[tuple[float, float], Subsampling] = {
    (1, 1): "4:4:4",
    (2, 1): "4:2:2",
    (2, 2): "4:2:0",
    (1, 2): "4:4:0",
    (4, 1): "4:1:1",
}

_LUMA = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_CHROMA = (17, 18, 24, 47, 18, 21, 26, 66, 24, 26, 56, 47, 66, *(99,) * 51)


class Segment(NamedTuple):
    """One marker segment: ``start`` is at its 0xFF, ``body`` is what follows its length."""

    marker: int
    start: int
    end: int
    body: bytes


class Structure(NamedTuple):
    """The header segments of a JPEG, the scans that follow, and where the picture ends.

    ``sampling`` and ``tables`` have one entry a colour component: its (horizontal, vertical)
    factors and the 64 entries of its quantization table. ``end`` is the offset behind the
    end-of-image marker (the file's length if it has none): what lies there is a tail.
    """

    segments: tuple[Segment, ...]
    width: int
    height: int
    precision: int
    process: int
    sampling: tuple[tuple[int, int], ...]
    tables: tuple[tuple[int, ...], ...]
    scans: int
    end: int

    @property
    def progressive(self) -> bool:
        """Whether it comes in refining scans."""
        return self.process in _PROGRESSIVE

    @property
    def subsampling(self) -> Subsampling | None:
        """The chroma subsampling; None for gray, four components, or factors without a name."""
        if len(self.sampling) != 3 or self.sampling[1] != self.sampling[2] or 0 in self.sampling[1]:
            return None
        (h, v), (chroma_h, chroma_v) = self.sampling[:2]
        return _SAMPLING.get((h / chroma_h, v / chroma_v))

    @property
    def quality(self) -> int | None:
        """The lowest quality, 1-100, whose tables quantize no coarser than the file's; None without tables.

        Exact for files whose tables are the annex K ones scaled as libjpeg does.
        """
        if not self.tables or not all(self.tables):
            return None
        luma, chroma = sum(self.tables[0]), sum(self.tables[1]) if len(self.tables) == 3 else None
        for quality in range(1, 101):
            fine = _coarseness(_LUMA, quality) <= luma
            if fine and (chroma is None or _coarseness(_CHROMA, quality) <= chroma):
                return quality
        return 100


def structure(data: bytes) -> Structure:
    """Read the headers of ``data``."""
    segments = tuple(_segments(data))
    frame = next((part.body for part in segments if part.marker in _FRAMES), b"")
    process = next((part.marker for part in segments if part.marker in _FRAMES), 0)
    components = [frame[at : at + 3] for at in range(6, min(len(frame), 6 + 3 * 4) - 2, 3)]
    tables = dict(_tables(segments))
    scans, end = _scans(data, segments[-1].end if segments else 2)
    return Structure(
        segments=segments,
        width=int.from_bytes(frame[3:5], "big"),
        height=int.from_bytes(frame[1:3], "big"),
        precision=frame[0] if frame else 0,
        process=process,
        sampling=tuple((part[1] >> 4, part[1] & 15) for part in components),
        tables=tuple(tables.get(part[2], ()) for part in components),
        scans=scans,
        end=end,
    )


def _segments(data: bytes) -> Iterator[Segment]:
    """The segments from the start of the file up to and with the first scan's header."""
    at = 2
    while match := _MARKER.search(data, at):
        marker, start = data[match.start() + 1], match.start()
        size = int.from_bytes(data[start + 2 : start + 4], "big")
        if marker == EOI or size < 2:
            return
        end = start + 2 + size
        yield Segment(marker, start, end, data[start + 4 : end])
        if marker == SOS:
            return
        at = end


def _scans(data: bytes, at: int) -> tuple[int, int]:
    """How many scans there are when the first one's samples begin at ``at``, and the end of the picture."""
    scans = 1
    while match := _MARKER.search(data, at):
        marker, start = data[match.start() + 1], match.start()
        if marker == EOI:
            return scans, match.end()
        scans += marker == SOS
        at = start + 2 + max(2, int.from_bytes(data[start + 2 : start + 4], "big"))
    return scans, len(data)


def _tables(segments: tuple[Segment, ...]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for part in segments:
        at = 0
        while part.marker == DQT and at < len(part.body):
            wide, number = part.body[at] >> 4, part.body[at] & 15
            width = 2 if wide else 1
            raw = part.body[at + 1 : at + 1 + 64 * width]
            if len(raw) == 64 * width:
                yield number, struct.unpack(">64H" if wide else ">64B", raw)
            at += 1 + 64 * width


@cache
def _coarseness(table: tuple[int, ...], quality: int) -> int:
    """The sum of ``table`` when scaled to ``quality`` as libjpeg does."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return sum(min(255, max(1, (entry * scale + 50) // 100)) for entry in table)


def body_of(found: Structure, marker: int, prefix: bytes) -> bytes | None:
    """What follows ``prefix`` in the first segment of that kind; None when there is none."""
    for part in found.segments:
        if part.marker == marker and part.body.startswith(prefix):
            return part.body[len(prefix) :]
    return None


EXIF, XMP, MPF = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"MPF\0"
ICC = b"ICC_PROFILE\0"
_GAIN_MAPS = (b"hdrgm:", b"urn:iso:std:iso:ts:21496", b"HDRGainMap")
_MOTION = (b"MotionPhoto", b"MicroVideo", b"MotionPhoto_Data")


def carried(data: bytes, found: Structure) -> tuple[str, ...]:
    """Which of ``"thumbnail"``, ``"gain-map"`` and ``"motion-photo"`` travel with the picture."""
    head, tail = data[: found.segments[-1].end if found.segments else 0], data[found.end :]
    has = {
        "thumbnail": _has_thumbnail(found),
        "gain-map": any(sign in head for sign in _GAIN_MAPS)
        or (body_of(found, APP2, MPF) is not None and any(sign in tail for sign in _GAIN_MAPS)),
        "motion-photo": any(sign in head for sign in _MOTION)
        or tail[4:8] == b"ftyp"
        or b"MotionPhoto_Data" in tail,
    }
    return tuple(name for name, there in has.items() if there)


def _has_thumbnail(found: Structure) -> bool:
    from limner.ops.exif import has_thumbnail

    jfif = body_of(found, APP0, b"JFIF\0")
    photoshop = body_of(found, APP13, b"Photoshop 3.0\0")
    return (
        has_thumbnail(body_of(found, APP1, EXIF))
        or (jfif is not None and len(jfif) > 9)
        or body_of(found, APP0, b"JFXX\0") is not None
        or (photoshop is not None and b"8BIM\x04\x0c" in photoshop)
        or b"Thumbnails" in (body_of(found, APP1, XMP) or b"")
    )


def with_metadata(
    data: bytes, *, exif: bytes | None, xmp: bytes | None, dpi: float | None, icc: bytes | None = None
) -> bytes:
    """The same compressed picture with this metadata and no other.

    ``icc`` None leaves the profile as it is, ``b""`` takes it out. Adobe's transform stays; every
    other application segment, comments, and what lies behind the end of the picture go. EXIF or
    XMP that does not fit into its 64 KB segment is left out.
    """
    found = structure(data)
    kept = [part for part in found.segments if _stays(part, icc is None)]
    jfif = [_jfif(dpi)] if _may_be_jfif(found, dpi) else []
    parts = [data[:2], *jfif, *_segment(EXIF, exif), *_segment(XMP, xmp)]
    parts += _profile(icc or b"")
    parts += [data[part.start : part.end] for part in kept]
    parts.append(data[found.segments[-1].end : found.end] if found.segments else data[2:])
    return b"".join(parts)


def _profile(icc: bytes) -> list[bytes]:
    """A profile in as many numbered segments as it takes."""
    pieces = [icc[at : at + 65519] for at in range(0, len(icc), 65519)]
    return [
        b"\xff\xe2" + (len(piece) + 16).to_bytes(2, "big") + ICC + bytes((number, len(pieces))) + piece
        for number, piece in enumerate(pieces, 1)
    ]


def _may_be_jfif(found: Structure, dpi: float | None) -> bool:
    """Whether a JFIF segment does no harm: it makes decoders take three channels for YCbCr.

    Beside Adobe's segment it is written where there is a resolution to state, in CMYK too: JFIF knows
    no CMYK, but decoders go by Adobe's segment there, and Pillow writes both.
    """
    adobe = next((part.body for part in found.segments if part.marker == APP14), None)
    if adobe is None:
        return True
    is_rgb = len(found.sampling) == 3 and adobe[11:12] == b"\0"
    return dpi is not None and not is_rgb


def _jfif(dpi: float | None) -> bytes:
    """A JFIF 1.02 segment without a thumbnail; the density is in dots per inch, or unstated."""
    dots = min(65535, max(1, round(dpi or 1))).to_bytes(2, "big")
    return b"\xff\xe0\x00\x10JFIF\0\1\2" + (b"\1" if dpi else b"\0") + dots + dots + b"\0\0"


def _stays(part: Segment, with_icc: bool) -> bool:
    """Whether decoding needs the segment, or it holds the colour profile."""
    if part.marker == APP2:
        return with_icc and part.body.startswith(ICC)
    if part.marker == APP14:
        return part.body.startswith(b"Adobe")
    return part.marker != COM and not APP0 <= part.marker <= 0xEF


def _segment(prefix: bytes, body: bytes | None) -> list[bytes]:
    if body is None or len(prefix) + len(body) > 65533:
        return []
    return [b"\xff\xe1" + (len(prefix) + len(body) + 2).to_bytes(2, "big") + prefix + body]
