"""EXIF blocks: read a few tags, and rewrite a block for a picture that was changed.

A block is a small TIFF file: a header and directories of 12-byte entries that point to values.
:func:`rewritten` copies what is kept *to the same offsets* and leaves everything else out as
zeros: maker notes, whose inner offsets nobody documents, stay readable, and not a byte of a
thumbnail survives. Source: CIPA DC-008 (Exif 2.32), Adobe TIFF 6.0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from limner.core.geometry import Size

ORIENTATION, EXIF_IFD, GPS_IFD, INTEROP_IFD = 0x0112, 0x8769, 0x8825, 0xA005
_X_RESOLUTION, _Y_RESOLUTION, _UNIT = 0x011A, 0x011B, 0x0128
_THUMBNAIL, _STRIPS, _MAKER_NOTE = 0x0201, 0x0111, 0x927C
_WIDTHS, _HEIGHTS = frozenset((0x0100, 0xA002)), frozenset((0x0101, 0xA003))
CHILDREN = frozenset((EXIF_IFD, GPS_IFD, INTEROP_IFD))

_DROPPED = frozenset((
    0x0111, 0x0117, 0x0144, 0x0145,  # strips and tiles: where a TIFF has its samples
    0x014A, 0x0201, 0x0202,  # further pictures
    0x02BC, 0x8649, 0x8773,  # XMP, Photoshop's resources (a thumbnail among them), ICC
))  # fmt: skip
_PLACES = frozenset((GPS_IFD, _MAKER_NOTE, 0x83BB))  # IPTC names towns; a maker note may hold anything
_UNIT_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_MAX_ENTRIES, MAX_DIRECTORIES, MAX_BLOCK = 500, 4, 1_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag: ``at`` is the offset of its value, ``size`` the value's bytes, ``raw`` its 12 bytes."""

    tag: int
    kind: int
    count: int
    at: int
    size: int
    raw: bytes


class Block(NamedTuple):
    """Bytes that begin with a TIFF header, and the byte order that it states."""

    data: bytes
    order: Literal["little", "big"]

    def number(self, at: int, size: int) -> int:
        """The unsigned number of ``size`` bytes at ``at``; 0 behind the end."""
        return int.from_bytes(self.data[at : at + size], self.order)

    def directory(self, at: int) -> tuple[list[Entry], int]:
        """The entries of the directory at ``at`` and the offset of the next one (0: none)."""
        count = self.number(at, 2)
        if not 8 <= at <= len(self.data) - 2 or count > _MAX_ENTRIES:
            return [], 0
        entries = [entry for i in range(count) if (entry := self._entry(at + 2 + 12 * i)) is not None]
        return entries, self.number(at + 2 + 12 * count, 4)

    def _entry(self, at: int) -> Entry | None:
        tag, kind, count = self.number(at, 2), self.number(at + 2, 2), self.number(at + 4, 4)
        size = count * _UNIT_BYTES.get(kind, 0)
        place = at + 8 if size <= 4 else self.number(at + 8, 4)
        if size == 0 or at + 12 > len(self.data) or place + size > len(self.data):
            return None
        return Entry(tag, kind, count, place, size, self.data[at : at + 12])

    def value(self, entry: Entry) -> int:
        """The first number of a BYTE, SHORT or LONG entry."""
        return self.number(entry.at, min(entry.size, _UNIT_BYTES[entry.kind], 4))


def block_of(exif: bytes | None) -> Block | None:
    """The block, if it begins as one must."""
    data = bare(exif or b"")
    match data[:4]:
        case b"II*\0":
            return Block(data, "little")
        case b"MM\0*":
            return Block(data, "big")
    return None


def bare(exif: bytes) -> bytes:
    """``exif`` without the ``Exif\\0\\0`` that JPEG puts before it."""
    return exif.removeprefix(b"Exif\0\0")


def has_thumbnail(exif: bytes | None) -> bool:
    """Whether the block has a second directory with a picture in it."""
    block = block_of(exif)
    if block is None:
        return False
    _, following = block.directory(block.number(4, 4))
    entries, _ = block.directory(following) if following else ([], 0)
    return any(entry.tag in (_THUMBNAIL, _STRIPS) for entry in entries)


def orientation(exif: bytes | None) -> int:
    """The EXIF orientation, 1-8; 1 where none is stated."""
    block = block_of(exif)
    entries = block.directory(block.number(4, 4))[0] if block else []
    stated = [block.value(entry) for entry in entries if block and entry.tag == ORIENTATION]
    return stated[0] if stated and 1 <= stated[0] <= 8 else 1


def resolution(exif: bytes | None) -> float | None:
    """The horizontal resolution in dots per inch, None if it is not stated."""
    block = block_of(exif)
    if block is None:
        return None
    tags = {entry.tag: entry for entry in block.directory(block.number(4, 4))[0]}
    entry, unit = tags.get(_X_RESOLUTION), tags.get(_UNIT)
    if entry is None or entry.kind != 5:
        return None
    above, below = block.number(entry.at, 4), block.number(entry.at + 4, 4)
    if not above or not below:
        return None
    return above / below * (2.54 if unit is not None and block.value(unit) == 3 else 1)


def rewritten(exif: bytes | None, *, size: Size, dpi: float | None = None, gps: bool = True) -> bytes | None:
    """The block for a changed picture of ``size``: upright, without any thumbnail.

    Stated sizes and resolution become the picture's; without ``gps`` the place goes, and with it the
    maker note. A maker note that hides a JPEG goes always. None if the block cannot be read or is
    longer than a megabyte.
    """
    block = block_of(exif)
    if block is None or len(block.data) > MAX_BLOCK:
        return None
    out = bytearray(len(block.data))
    out[:8] = block.data[:8]
    end = _copy(block, out, block.number(4, 4), _Wanted(size, dpi, gps), set())
    return bytes(out[:end]) if end else None


def of_resolution(dpi: float) -> bytes:
    """A block that states a resolution and nothing else."""
    ratio = round(dpi * 1000).to_bytes(4, "little") + (1000).to_bytes(4, "little")
    head = b"II*\0\x08\0\0\0\3\0"
    values = len(head) + 3 * 12 + 4
    entries = (
        (_X_RESOLUTION, 5, values.to_bytes(4, "little")),
        (_Y_RESOLUTION, 5, values.to_bytes(4, "little")),
        (_UNIT, 3, b"\2\0\0\0"),
    )
    body = b"".join(
        tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + b"\1\0\0\0" + value
        for tag, kind, value in entries
    )
    return head + body + bytes(4) + ratio


class _Wanted(NamedTuple):
    size: Size
    dpi: float | None
    gps: bool

    def keeps(self, block: Block, entry: Entry) -> bool:
        if entry.tag in _DROPPED or (entry.tag in _PLACES and not self.gps):
            return False
        return block.data.find(b"\xff\xd8\xff", entry.at, entry.at + entry.size) < 0

    def number(self, entry: Entry) -> int | None:
        """The value that a tag is to have, None to leave it."""
        if entry.tag == ORIENTATION:
            return 1
        if entry.tag in _WIDTHS:
            return self.size.width
        if entry.tag in _HEIGHTS:
            return self.size.height
        return 2 if entry.tag == _UNIT and self.dpi is not None else None


def _copy(block: Block, out: bytearray, at: int, wanted: _Wanted, seen: set[int]) -> int:
    """Copy a directory, its values and its children; the end of what was copied, 0 if nothing."""
    if at in seen or len(seen) >= MAX_DIRECTORIES:
        return 0
    seen.add(at)
    read, _ = block.directory(at)
    entries = [entry for entry in read if wanted.keeps(block, entry)]
    if not entries:
        return 0
    end = at + 2 + 12 * len(entries) + 4
    out[at : at + 2] = len(entries).to_bytes(2, block.order)
    for i, entry in enumerate(entries):
        place = at + 2 + 12 * i
        out[place : place + 12] = entry.raw
        if entry.size > 4:
            out[entry.at : entry.at + entry.size] = block.data[entry.at : entry.at + entry.size]
            end = max(end, entry.at + entry.size)
        if entry.tag in CHILDREN:
            end = max(end, _copy(block, out, block.value(entry), wanted, seen))
    for i, entry in enumerate(entries):
        _patch(block, out, replace(entry, at=at + 2 + 12 * i), entry.at, wanted)
    return end


def _patch(block: Block, out: bytearray, entry: Entry, value_at: int, wanted: _Wanted) -> None:
    """Write a number into the entry at ``entry.at`` (SHORT becomes LONG where it must)."""
    if entry.tag in (_X_RESOLUTION, _Y_RESOLUTION) and entry.kind == 5 and wanted.dpi is not None:
        out[value_at : value_at + 4] = round(wanted.dpi * 1000).to_bytes(4, block.order)
        out[value_at + 4 : value_at + 8] = (1000).to_bytes(4, block.order)
    number = wanted.number(entry)
    if number is None or entry.kind not in (3, 4) or entry.count != 1:
        return
    kind, size = (3, 2) if entry.kind == 3 and number < 65536 else (4, 4)
    out[entry.at + 2 : entry.at + 4] = kind.to_bytes(2, block.order)
    out[entry.at + 8 : entry.at + 12] = number.to_bytes(size, block.order).ljust(4, b"\0")
