"""How much an untrusted picture may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from limner.core.errors import BadImage


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, checked on the header before a pixel is decoded.

    ``max_pixels`` is width x height of one frame, ``max_frames`` the frames or pages of a file,
    ``max_bytes`` the size of the file. The checks raise BadImage, which names the bound.
    """

    max_pixels: int = 100_000_000
    max_frames: int = 64
    max_bytes: int = 256_000_000

    def check_bytes(self, count: int) -> None:
        """Refuse a file of ``count`` bytes, if that is too many."""
        if count > self.max_bytes:
            raise BadImage(
                f"the file has {count:,} bytes, more than the limit of {self.max_bytes:,}",
                hint="raise LIMNER_MAX_BYTES (max_bytes in Python) if you trust the file",
            )

    def check_size(self, width: int, height: int) -> None:
        """Refuse a picture of ``width`` x ``height`` pixels, if that is too many."""
        if width * height > self.max_pixels:
            raise BadImage(
                f"a picture of {width}x{height} has more than the limit of {self.max_pixels:,} pixels",
                hint="raise LIMNER_MAX_PIXELS (max_pixels in Python) if you trust the file",
            )

    def check_frames(self, count: int) -> None:
        """Refuse a file of ``count`` frames or pages, if that is too many."""
        if count > self.max_frames:
            raise BadImage(
                f"the file has {count} frames, more than the limit of {self.max_frames}",
                hint="raise LIMNER_MAX_FRAMES (max_frames in Python) if you trust the file",
            )
