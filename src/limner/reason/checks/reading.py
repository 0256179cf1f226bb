"""Pixels for a check, read anew from a file's bytes: a window on a grid, decoded no larger than needed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.image import Image
from limner.core.vips import computing
from limner.ops.decode import again
from limner.reason.checks.scene import Floats, Scene, Window

if TYPE_CHECKING:
    import pyvips

_SHRINKS = (8, 4, 2)
_MARGIN = 12
"""Cells around a window that resampling may look at."""


class Reader:
    """A picture's file, read as often as checks need it; small pictures are kept decoded.

    ``decoded`` is the same file with its pixels in memory, where somebody has decoded it already.
    """

    def __init__(self, header: Image, *, keep: int = 2_000_000, decoded: Image | None = None) -> None:
        assert header.origin is not None
        self._header = header
        self.origin = header.origin
        self.size = header.size
        self.space = header.space
        self.peak = header.peak
        self._scenes: dict[tuple[Window, tuple[int, int], Window], Scene] = {}
        self._keep = keep
        self._held: dict[int, Image] = {}
        self._patches: dict[int, list[tuple[Window, Image]]] = {}
        self._decoded = decoded
        self._full: Image | None = None
        if self.size.pixels <= keep:
            self._full = self.full()

    def full(self) -> Image:
        """The picture with its pixels in memory."""
        return self._decoded or self._full or again(self._header)

    def scene(self, window: Window, shape: tuple[int, int], frame: Window | None = None) -> Scene:
        """The part ``window`` averaged onto a grid of ``shape`` (rows, columns).

        ``frame`` is the part that a plan keeps: pixels are averaged from its edges on, as a resize
        after a crop does.
        """
        key = window, shape, frame or Window.of(self.size)
        if key not in self._scenes:
            self._scenes[key] = self._read(*key)
        return self._scenes[key]

    def _read(self, window: Window, shape: tuple[int, int], frame: Window) -> Scene:
        import numpy as np

        with computing(self.origin.name or "the picture"):
            image, shrink = self._pixels(window, min(window.width / shape[1], window.height / shape[0]))
            color, alpha = on_grid(image, _shrunk(window, shrink), shape, _shrunk(frame, shrink))
        return Scene(self.size, window, color, alpha, np.ones(shape, np.float32))

    def _pixels(self, window: Window, pitch: float) -> tuple[Image, float]:
        """The picture, good for a window of it, perhaps decoded smaller, and by how much.

        What fits into memory is kept whole, else a patch around the window, on a canvas that is
        black elsewhere.
        """
        if self._full is not None:
            return self._full, 1.0
        shrink = next((one for one in _SHRINKS if one <= pitch), 1) if self._shrinks else 1
        if shrink not in self._held and self.size.pixels <= self._keep * shrink**2:
            self._held[shrink] = _kept(self._open(shrink))
        if shrink in self._held:
            return self._held[shrink], float(shrink)
        around = _shrunk(window.grown(_MARGIN * max(1.0, pitch), self.size), shrink)
        for patch, image in self._patches.get(shrink, []):
            if _holds(patch, around):
                return image, float(shrink)
        wide = _shrunk(window.grown(3 * _MARGIN * max(1.0, pitch), self.size), shrink)
        image = _patch(self._open(shrink), wide)
        self._patches.setdefault(shrink, []).append((wide, image))
        return image, float(shrink)

    @property
    def _shrinks(self) -> bool:
        return self.origin.format == "jpeg" and self.space != "cmyk"

    def _open(self, shrink: int) -> Image:
        if shrink > 1:
            return _small_jpeg(self.origin.data, shrink)
        return again(self._header, sequential=True)


def _kept(image: Image) -> Image:
    return replace(image, pixels=image.pixels.copy_memory())


def _holds(outer: Window, inner: Window) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
    )


def _patch(image: Image, window: Window) -> Image:
    """A canvas of the picture's size that has its pixels inside ``window``."""
    import math

    left, top = math.floor(window.left), math.floor(window.top)
    width = min(image.width, math.ceil(window.right)) - left
    height = min(image.height, math.ceil(window.bottom)) - top
    held = image.pixels.crop(left, top, width, height).copy_memory()
    return replace(image, pixels=held.embed(left, top, image.width, image.height))


def _small_jpeg(data: bytes, shrink: int) -> Image:
    import pyvips

    pixels = pyvips.Image.new_from_buffer(
        data, "", access="sequential", shrink=shrink, autorotate=True, fail_on="error"
    )
    return Image(pixels)


def _shrunk(window: Window, by: float) -> Window:
    return Window(window.left / by, window.top / by, window.right / by, window.bottom / by)


def on_grid(
    image: Image, window: Window, shape: tuple[int, int], frame: Window | None = None
) -> tuple[Floats, Floats]:
    """(h, w, 3) colours in 0-255 and (h, w) alpha in 0-1."""
    import numpy as np

    from limner.ops.pixels import as_rgb

    image = as_rgb(_kept(image)) if image.space == "cmyk" else image
    pixels = image.pixels
    if frame is not None:
        pixels, window = _framed(pixels, window, frame)
    if image.has_alpha:
        pixels = pixels.premultiply(max_alpha=image.peak)
    found = np.asarray(_resized(pixels, window, shape).numpy(), np.float32).reshape(*shape, -1)
    found = found * np.float32(255 / image.peak)
    alpha = found[:, :, -1] / 255 if image.has_alpha else np.ones(shape, np.float32)
    color = found[:, :, : 1 if image.space == "gray" else 3]
    if image.has_alpha:
        color = color / alpha[:, :, None].clip(1e-6)
    color = np.repeat(color, 3, axis=2) if color.shape[2] == 1 else color
    return np.clip(color, 0, 255).astype(np.float32), np.clip(alpha, 0, 1).astype(np.float32)


def _framed(pixels: pyvips.Image, window: Window, frame: Window) -> tuple[pyvips.Image, Window]:
    """The pixels inside ``frame``, and ``window`` seen from there, if it lies inside."""
    left, top = round(frame.left), round(frame.top)
    right, bottom = min(pixels.width, round(frame.right)), min(pixels.height, round(frame.bottom))
    inside = window.left >= left - 1 and window.top >= top - 1
    if not inside or window.right > right + 1 or window.bottom > bottom + 1 or right <= left or bottom <= top:
        return pixels, window
    moved = Window(window.left - left, window.top - top, window.right - left, window.bottom - top)
    return pixels.crop(left, top, right - left, bottom - top), moved


def _resized(pixels: pyvips.Image, window: Window, shape: tuple[int, int]) -> pyvips.Image:
    """The window with its edges between pixels, by area where it shrinks."""
    import math

    rows, columns = shape
    left, top, right, bottom = map(round, (window.left, window.top, window.right, window.bottom))
    if (right - left, bottom - top) == (columns, rows) and window == Window(left, top, right, bottom):
        return pixels.crop(left, top, columns, rows)
    import pyvips

    small = _reduced(pixels, window.width / columns, window.height / rows)
    wide, high = small.width / pixels.width, small.height / pixels.height
    x, y = window.left * wide, window.top * high
    if (abs(window.width * wide - columns), abs(window.height * high - rows)) < (0.05, 0.05) and max(
        abs(x - round(x)), abs(y - round(y))
    ) < 0.05:
        x, y = min(round(x), small.width - columns), min(round(y), small.height - rows)
        return small.crop(max(0, x), max(0, y), columns, rows)
    left, top = max(0, math.floor(x) - 4), max(0, math.floor(y) - 4)
    right = min(small.width, math.ceil(window.right * wide) + 4)
    bottom = min(small.height, math.ceil(window.bottom * high) + 4)
    return (
        small.crop(left, top, right - left, bottom - top)
        .copy_memory()
        .affine(
            [columns / (window.width * wide), 0, 0, rows / (window.height * high)],
            interpolate=pyvips.Interpolate.new("bicubic"),
            idx=0.5 - (x - left),
            idy=0.5 - (y - top),
            odx=-0.5,
            ody=-0.5,
            oarea=[0, 0, columns, rows],
            extend="copy",
        )
    )


def _reduced(pixels: pyvips.Image, across: float, down: float) -> pyvips.Image:
    """The whole picture reduced to about the pitch asked for; only what is looked at is computed."""
    if across <= 1 and down <= 1:
        return pixels
    width = max(1, round(pixels.width / max(1.0, across)))
    height = max(1, round(pixels.height / max(1.0, down)))
    return pixels.resize(width / pixels.width, vscale=height / pixels.height, kernel="lanczos3")
