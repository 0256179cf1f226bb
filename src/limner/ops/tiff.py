"""EXIF in TIFF files, which libvips neither reads nor writes: its tags lie in the file's own directory.

Source: Adobe TIFF 6.0; CIPA DC-008 (Exif 2.32), section 4.6.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from limner.ops.exif import CHILDREN, MAX_BLOCK, MAX_DIRECTORIES, Block, block_of

_DESCRIPTIVE = frozenset((
    0x010E, 0x010F, 0x0110, 0x0112, 0x011A, 0x011B, 0x0128, 0x0131, 0x0132, 0x013B, 0x8298,
    0x4746, 0x4749, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F,
)) | CHILDREN  # fmt: skip
_WORD = {3: 2, 8: 2, 4: 4, 5: 4, 9: 4, 10: 4, 11: 4, 13: 4, 12: 8}
_MAX_VALUE = 200_000
_KIND, _SUB_DIRECTORIES, _DNG_VERSION = 0x00FE, 0x014A, 0xC612

Order = Literal["little", "big"]


@dataclass(slots=True)
class _Directory:
    """Values by (tag, type, count), and the directories that some tags point to."""

    values: dict[tuple[int, int, int], bytes] = field(default_factory=dict)
    children: dict[int, _Directory] = field(default_factory=dict)


def exif_in(data: bytes) -> bytes | None:
    """What a TIFF file says that is EXIF, as a block of its own; None if it has no EXIF directory."""
    source = block_of(data)
    if source is None:
        return None
    tree = _read(source, source.number(4, 4), _DESCRIPTIVE, set())
    if not tree.children:
        return None
    if _weight(tree) > MAX_BLOCK:
        return None
    return data[:4] + (8).to_bytes(4, source.order) + _written(tree, 8, source.order)


def is_raw(data: bytes) -> bool:
    """Whether a TIFF file is a raw camera file (DNG, NEF, ARW, CR2): its first picture is a preview."""
    source = block_of(data)
    if source is None:
        return False
    first = {entry.tag: source.value(entry) for entry in source.directory(source.number(4, 4))[0]}
    preview = _SUB_DIRECTORIES in first and first.get(_KIND, 0) & 1 == 1
    return data[8:10] == b"CR" or _DNG_VERSION in first or preview


def with_exif(data: bytes, exif: bytes | None) -> bytes:
    """A TIFF file of one page with the tags of an EXIF block added to its directory.

    The directory is written anew at the end of the file; what the file states already stays.
    """
    target, source = block_of(data), block_of(exif)
    if target is None or source is None:
        return data
    tree = _read(source, source.number(4, 4), _DESCRIPTIVE, set())
    if source.order != target.order:
        _swap(tree)
    old, _ = target.directory(target.number(4, 4))
    known = {entry.tag: entry.raw for entry in old}
    tree.values = {key: value for key, value in tree.values.items() if key[0] not in known}
    at = len(data) + len(data) % 2
    directory = _written(tree, at, target.order, known)
    return data[:4] + at.to_bytes(4, target.order) + data[8:].ljust(at - 8, b"\0") + directory


def _read(block: Block, at: int, wanted: frozenset[int] | None, seen: set[int]) -> _Directory:
    """The directory at ``at`` with its children; only the ``wanted`` tags of the first one."""
    found = _Directory()
    if at in seen or len(seen) >= MAX_DIRECTORIES:
        return found
    seen.add(at)
    for entry in block.directory(at)[0]:
        if (wanted is not None and entry.tag not in wanted) or entry.size > _MAX_VALUE:
            continue
        if entry.tag in CHILDREN:
            found.children[entry.tag] = _read(block, block.value(entry), None, seen)
        else:
            value = block.data[entry.at : entry.at + entry.size]
            found.values[entry.tag, entry.kind, entry.count] = value
    return found


def _weight(tree: _Directory) -> int:
    own = sum(map(len, tree.values.values()))
    return own + sum(_weight(child) for child in tree.children.values())


def _written(tree: _Directory, at: int, order: Order, known: dict[int, bytes] | None = None) -> bytes:
    """The directory as bytes that lie at ``at``; ``known`` entries are copied as they are."""
    entries = dict(known or {})
    count = len(entries) + len(tree.values) + len(tree.children)
    place = at + 2 + 12 * count + 4
    behind = b""
    for (tag, kind, number), value in tree.values.items():
        inline = value.ljust(4, b"\0") if len(value) <= 4 else (place + len(behind)).to_bytes(4, order)
        entries[tag] = _entry(tag, kind, number, inline, order)
        behind += value + b"\0" * (len(value) % 2) if len(value) > 4 else b""
    for tag, child in tree.children.items():
        start = place + len(behind)
        entries[tag] = _entry(tag, 4, 1, start.to_bytes(4, order), order)
        behind += _written(child, start, order)
    head = count.to_bytes(2, order) + b"".join(entries[tag] for tag in sorted(entries))
    return head + bytes(4) + behind


def _entry(tag: int, kind: int, count: int, inline: bytes, order: Order) -> bytes:
    return tag.to_bytes(2, order) + kind.to_bytes(2, order) + count.to_bytes(4, order) + inline


def _swap(tree: _Directory) -> None:
    """Turn the numbers of all values to the other byte order."""
    for (tag, kind, count), value in list(tree.values.items()):
        size = _WORD.get(kind, 1)
        words = [value[at : at + size][::-1] for at in range(0, len(value), size)]
        tree.values[tag, kind, count] = b"".join(words)
    for child in tree.children.values():
        _swap(child)
