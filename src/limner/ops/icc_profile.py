"""Colour profiles as bytes: which space one is for, and whether it can be used at all.

Source: ICC.1:2010, clause 7.2 (the header).
"""

from __future__ import annotations

from limner.core.image import Space

_SIGNATURE: dict[bytes, Space] = {b"GRAY": "gray", b"RGB ": "rgb", b"CMYK": "cmyk"}
_SPACES: dict[str, Space] = {
    "b-w": "gray", "grey16": "gray", "srgb": "rgb", "rgb": "rgb", "rgb16": "rgb", "cmyk": "cmyk",
}  # fmt: skip


def space_of(profile: bytes | None) -> Space | None:
    """The space that a profile describes; None if it is none, is cut off, or is for another space."""
    if profile is None or len(profile) < 132 or profile[36:40] != b"acsp":
        return None
    if int.from_bytes(profile[:4], "big") > len(profile):
        return None
    return _SIGNATURE.get(profile[16:20])


def usable(profile: bytes | None, interpretation: str) -> bytes | None:
    """The profile, if it fits samples of libvips' ``interpretation``; None for a broken or a foreign one."""
    return profile if profile and space_of(profile) == _SPACES.get(interpretation) else None
