"""Formulas on the samples of a pixel, written once and computed by one of two engines.

Building a libvips graph takes some 70 microseconds an operation, whatever the picture's size; NumPy
needs a tenth of that but holds everything at once. So a formula is written with the operators that
libvips images and arrays share, and with the functions below where the two differ. Up to
``SMALL`` pixels it sees arrays (H, W, bands) and is computed at once, above that libvips images.
Both engines round alike at every step, so the samples are equal: floats of 32 bits for
8-bit pictures, of 64 bits for 16-bit ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from limner.core.image import Image, Space, interpretation
from limner.core.vips import computing
from limner.ops.pixels import as_samples, computed, join_alpha, split_alpha

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyvips

SMALL = 128 * 128
"""Pixels up to which arrays are faster than a libvips graph."""
Bands: TypeAlias = Any
"""A libvips image, or an array (H, W, bands) of floats."""


def held(image: Image) -> Image:
    """A small picture computed, for formulas that read it more than once; a large one stays lazy."""
    if image.width * image.height > SMALL:
        return image
    with computing():
        return image.with_pixels(image.pixels.copy_memory())


def operands(image: Image) -> tuple[Bands, Bands | None]:
    """The colour bands as a formula takes them, and alpha or None, to hand to :func:`picture`."""
    if image.width * image.height > SMALL:
        pixels = image.pixels if image.depth == 8 else image.pixels.cast("double")
        return split_alpha(image.with_pixels(pixels))
    samples = computed(image.pixels).astype("f4" if image.depth == 8 else "f8")
    colors = samples.shape[2] - image.has_alpha
    return samples[..., :colors], samples[..., colors:] if image.has_alpha else None


def picture(image: Image, color: Bands, alpha: Bands | None, space: Space | None = None) -> Image:
    """``image`` with a formula's result, rounded half up and clipped, in ``space`` or its own."""
    space = space or image.space
    if not _is_array(color):
        color = as_samples(color, space, image.depth)
        return image.with_pixels(join_alpha(color, alpha and as_samples(alpha, "gray", image.depth)))
    import numpy as np
    import pyvips

    floats = color if alpha is None else np.concatenate([color, alpha], axis=2)
    samples = np.clip(floats + floats.dtype.type(0.5), 0, image.peak).astype(f"u{image.depth // 8}")
    meant = interpretation(space, image.depth)
    return image.with_pixels(pyvips.Image.new_from_array(samples, interpretation=meant))


def alike(pixels: pyvips.Image | npt.NDArray[Any], color: Bands) -> Bands:
    """``pixels`` as what ``color`` is: a libvips image is computed, an array becomes an image.

    Whole numbers become floats like those of ``color``; floats stay as precise as they are.
    """
    if _is_array(color):
        array = pixels if _is_array(pixels) else computed(pixels)
        return array if array.dtype.kind == "f" else array.astype(color.dtype)
    import pyvips

    return pyvips.Image.new_from_array(pixels) if _is_array(pixels) else pixels


def linear(bands: Bands, factor: float | Sequence[float], offset: float | Sequence[float]) -> Bands:
    """``factor`` times ``bands`` plus ``offset``, one of each for all bands or one for each.

    As libvips has it: one of each in the floats of ``bands``, several as doubles, then rounded.
    """
    if not _is_array(bands):
        return bands.linear(factor, offset)
    if isinstance(factor, Sequence) or isinstance(offset, Sequence):
        import numpy as np

        factors, offsets = (np.asarray(numbers, np.float64) for numbers in (factor, offset))
        return (factors * bands + offsets).astype(bands.dtype)
    return bands * factor + offset


def mixed(bands: Bands, matrix: npt.ArrayLike) -> Bands:
    """Each band of the result a weighted sum of ``bands``, weights row by row, summed as doubles."""
    import numpy as np

    rows = np.asarray(matrix, np.float64)
    if not _is_array(bands):
        import pyvips

        return bands.recomb(pyvips.Image.new_from_array(rows))
    wide = bands.astype(np.float64)
    sums = np.zeros((*bands.shape[:2], len(rows)))
    for band in range(bands.shape[2]):
        sums += wide[..., band, None] * rows[:, band]
    return sums.astype(bands.dtype)


def split(bands: Bands) -> list[Bands]:
    """Each band alone."""
    if _is_array(bands):
        return [bands[..., [band]] for band in range(bands.shape[2])]
    return list(bands.bandsplit())


def extremes(color: Bands) -> tuple[Bands, Bands]:
    """The largest and the smallest of three channels, a pixel at a time."""
    if _is_array(color):
        return color.max(axis=2, keepdims=True), color.min(axis=2, keepdims=True)
    red, green, blue = color.bandsplit()
    return red.bandrank([green, blue], index=2), red.bandrank([green, blue], index=0)


def divided(above: Bands, below: Bands) -> Bands:
    """``above`` by ``below``, 0 where ``below`` is 0."""
    if not _is_array(above):
        return above / below
    import numpy as np

    return np.divide(above, below, out=np.zeros_like(above), where=below != 0)


def wrapped(bands: Bands, period: float) -> Bands:
    """What is left of ``bands`` after whole periods, in [0, period)."""
    if not _is_array(bands):
        return bands % period
    import numpy as np

    wide = bands.astype(np.float64)
    return (wide - period * np.floor(wide / period)).astype(bands.dtype)


def choose(condition: Bands, then: Bands, otherwise: Bands) -> Bands:
    """``then`` where the condition holds, else ``otherwise``."""
    if not _is_array(condition):
        return condition.ifthenelse(then, otherwise)
    import numpy as np

    return np.where(condition, then, otherwise)


def inside(bands: Bands, reach: int, left: int, top: int) -> Bands:
    """What lies from (left, top) on, 2 ``reach`` columns and rows less than ``bands``."""
    if not _is_array(bands):
        return bands.crop(left, top, bands.width - 2 * reach, bands.height - 2 * reach)
    height, width = bands.shape[0] - 2 * reach, bands.shape[1] - 2 * reach
    return bands[top : top + height, left : left + width]


def pasted(bands: Bands, patch: Bands, left: int, top: int) -> Bands:
    """``bands`` with ``patch`` laid over, wholly inside."""
    if not _is_array(bands):
        return bands.insert(patch, left, top)
    whole = bands.copy()
    whole[top : top + patch.shape[0], left : left + patch.shape[1]] = patch
    return whole


def magnitude(bands: Bands) -> Bands:
    """Without the sign."""
    return abs(bands) if _is_array(bands) else bands.abs()


def clipped(bands: Bands, low: float, high: float) -> Bands:
    """Brought into [low, high]."""
    return bands.clip(low, high) if _is_array(bands) else bands.clamp(min=low, max=high)


def _is_array(bands: Bands) -> bool:
    import numpy as np

    return isinstance(bands, np.ndarray)
