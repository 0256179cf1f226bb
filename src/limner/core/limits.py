"""How much an untrusted picture may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, checked on the header before a pixel is decoded.

    ``max_pixels`` is width x height of one frame, ``max_frames`` the frames or pages of a file,
    ``max_bytes`` the size of the file.
    """

    max_pixels: int = 100_000_000
    max_frames: int = 64
    max_bytes: int = 256_000_000
