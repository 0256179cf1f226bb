"""Resampling at exact sizes: a separable scale, and one linear map for all that turns or slants.

Positions are continuous: pixel ``i`` covers [i, i + 1] and its sample sits at i + 0.5, so that
no scale or turn shifts the picture by half a pixel. Colour is mixed premultiplied by alpha.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.core.color import Color
from limner.core.geometry import Size
from limner.core.image import Image
from limner.ops.pixels import premultiplied, sample_of, with_alpha

if TYPE_CHECKING:
    import pyvips

    from limner.core.steps.geometry import Kernel

Matrix = tuple[float, float, float, float]
"""a, b, c, d of x' = a x + b y, y' = c x + d y."""
_ENLARGING = {"linear": "bilinear", "cubic": "bicubic", "lanczos3": "bicubic"}


def resample(image: Image, size: Size, kernel: Kernel = "lanczos3") -> Image:
    """``image`` with exactly ``size`` pixels, whatever its shape.

    Shrinking uses ``kernel`` stretched over the pixels that fall together, after an integer box
    shrink that leaves it at least a factor of 2 (libvips ``resize``). Enlarging interpolates;
    there lanczos3 is the Catmull-Rom cubic. "nearest" takes the sample under each new centre and
    changes none. Beyond the edge the edge repeats.
    """
    if size == image.size:
        return image
    if kernel == "nearest":
        return image.with_pixels(_nearest(image.pixels, size))
    return premultiplied(image, lambda pixels: _enlarged(_reduced(pixels, size, kernel), size, kernel))


def _reduced(pixels: pyvips.Image, size: Size, kernel: Kernel) -> pyvips.Image:
    across, down = min(1.0, size.width / pixels.width), min(1.0, size.height / pixels.height)
    return pixels if across == down == 1 else pixels.resize(across, vscale=down, kernel=kernel)


def _enlarged(pixels: pyvips.Image, size: Size, kernel: Kernel) -> pyvips.Image:
    if pixels.width == size.width and pixels.height == size.height:
        return pixels
    matrix = (size.width / pixels.width, 0.0, 0.0, size.height / pixels.height)
    return mapped(pixels, matrix, size, interpolation=_ENLARGING[kernel])


def _nearest(pixels: pyvips.Image, size: Size) -> pyvips.Image:
    """Column x of the new picture is column ``floor((x + 1/2) w / w')`` of the old, rows alike."""
    import numpy as np
    import pyvips

    def sources(old: int, new: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return ((2 * np.arange(new, dtype=np.int64) + 1) * old // (2 * new)).astype(np.int32)

    columns = pyvips.Image.new_from_array(sources(pixels.width, size.width)[None, :])
    rows = pyvips.Image.new_from_array(sources(pixels.height, size.height)[:, None])
    index = columns.replicate(1, size.height).bandjoin(rows.replicate(size.width, 1))
    return pixels.mapim(index, interpolate=pyvips.Interpolate.new("nearest"), premultiplied=True)


def mapped(
    pixels: pyvips.Image,
    matrix: Matrix,
    size: Size,
    *,
    pin: tuple[float, float] = (0.5, 0.5),
    background: list[float] | None = None,
    interpolation: str = "bicubic",
) -> pyvips.Image:
    """``pixels`` through ``matrix`` onto a canvas of ``size``.

    ``pin`` is the place, in shares of either canvas, that stays where it is: (0.5, 0.5) is the
    centre, (0, 0) the top left corner. Where the canvas leaves the picture lies ``background``
    (one number a band), or, when that is None, the nearest edge sample.
    """
    import pyvips

    x, y = pin
    return pixels.affine(
        list(matrix),
        interpolate=pyvips.Interpolate.new(interpolation),
        idx=0.5 - x * pixels.width,
        idy=0.5 - y * pixels.height,
        odx=x * size.width - 0.5,
        ody=y * size.height - 0.5,
        oarea=[0, 0, size.width, size.height],
        extend="copy" if background is None else "background",
        background=background or [0.0],
        premultiplied=True,
    )


def mapped_image(image: Image, matrix: Matrix, size: Size, background: str | None) -> Image:
    """:func:`mapped` about the centre for a picture; a colour with transparency brings an alpha band."""
    if background is None:
        return premultiplied(image, lambda pixels: mapped(pixels, matrix, size))
    image, ink = inked(image, background)
    if image.has_alpha:
        opacity = ink[-1] / image.peak
        ink = [*(part * opacity for part in ink[:-1]), ink[-1]]
    return premultiplied(image, lambda pixels: mapped(pixels, matrix, size, background=ink))


def inked(image: Image, color: str) -> tuple[Image, list[float]]:
    """The picture ready for a canvas of ``color``, and that colour in its samples.

    A colour that is not opaque gives the picture an alpha band.
    """
    paint = Color.parse(color)
    if paint.alpha < 255:
        image = with_alpha(image)
    return image, sample_of(paint, image)
