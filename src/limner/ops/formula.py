"""Formulas on the samples of a pixel, written once and computed by one of two engines.

Building a libvips graph takes some 70 microseconds an operation, whatever the picture's size; NumPy
needs a tenth of that but holds everything at once. So a formula is written with the operators that
libvips images and arrays share, and with the functions below where the two differ. Up to
``pixels.SMALL`` pixels it sees arrays (H, W, bands) and is computed at once, above that libvips images.
Both engines round alike at every step, so the samples are equal: floats of 32 bits for
8-bit pictures, of 64 bits for 16-bit ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from limner.core.geometry import Box
from limner.core.held import held_image, is_held
from limner.core.image import Image, Space
from limner.ops.pixels import as_samples, computed, image_of, is_small, join_alpha, split_alpha

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyvips

Bands: TypeAlias = Any
"""A libvips image, or an array (H, W, bands) of floats."""


def held(image: Image) -> Image:
    """A small picture computed, for formulas that read it more than once; a large one stays lazy."""
    if is_held(image.pixels) or not is_small(image):
        return image
    return image.with_pixels(image_of(computed(image.pixels), image.space, image.depth))


def operands(image: Image) -> tuple[Bands, Bands | None]:
    """The colour bands as a formula takes them, and alpha or None, to hand to :func:`picture`."""
    if not is_small(image):
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

    floats = color if alpha is None else np.concatenate([color, alpha], axis=2)
    rounded = floats + floats.dtype.type(0.5)
    rounded.clip(0, image.peak, out=rounded)
    samples = rounded.astype(f"u{image.depth // 8}", order="C")
    return image.with_pixels(image_of(samples, space, image.depth))


def alike(pixels: pyvips.Image | npt.NDArray[Any], color: Bands) -> Bands:
    """``pixels`` as what ``color`` is: a libvips image is computed, an array becomes an image.

    Whole numbers become floats like those of ``color``; floats stay as precise as they are.
    """
    if _is_array(color):
        array = pixels if _is_array(pixels) else computed(pixels)
        return array if array.dtype.kind == "f" else array.astype(color.dtype)
    return as_image(pixels)


def as_image(bands: Bands) -> pyvips.Image:
    """A libvips image of floats or samples, whatever ``bands`` are."""
    if not _is_array(bands):
        return bands
    return held_image(bands, "multiband")


def narrow(bands: Bands) -> Bands:
    """As floats of 32 bits."""
    return bands.astype("f4") if _is_array(bands) else bands.cast("float")


def linear(bands: Bands, factor: float | Sequence[float], offset: float | Sequence[float]) -> Bands:
    """``factor`` times ``bands`` plus ``offset``, one of each for all bands or one for each.

    As libvips has it: one of each in the floats of ``bands``, several as doubles, then rounded.
    """
    if not _is_array(bands):
        return bands.linear(factor, offset)
    if isinstance(factor, Sequence) or isinstance(offset, Sequence):
        import numpy as np

        factors, offsets = (np.asarray(numbers, np.float64).reshape(-1, 1, 1) for numbers in (factor, offset))
        wide = np.multiply(np.moveaxis(bands, 2, 0), factors, dtype=np.float64)
        return _bands_last((wide + offsets).astype(bands.dtype))
    return bands * factor + offset


def mixed(bands: Bands, matrix: npt.ArrayLike) -> Bands:
    """Each band of the result a weighted sum of ``bands``, weights row by row, summed as doubles."""
    import numpy as np

    rows = np.asarray(matrix, np.float64)
    if not _is_array(bands):
        import pyvips

        return bands.recomb(pyvips.Image.new_from_array(rows))
    wide = np.moveaxis(bands.astype(np.float64), 2, 0)
    planes = np.zeros((len(rows), *bands.shape[:2]), bands.dtype)
    for plane, row in zip(planes, rows, strict=True):
        plane[...] = sum(band * weight for band, weight in zip(wide, row, strict=True) if weight)
    return _bands_last(planes)


def joined(bands: Sequence[Bands]) -> Bands:
    """Several as the bands of one, in that order."""
    if not _is_array(bands[0]):
        return bands[0].bandjoin(list(bands[1:]))
    import numpy as np

    return np.concatenate(bands, axis=2)


def split(bands: Bands) -> list[Bands]:
    """Each band alone."""
    if _is_array(bands):
        return [bands[..., band : band + 1] for band in range(bands.shape[2])]
    return list(bands.bandsplit())


def extremes(color: Bands) -> tuple[Bands, Bands]:
    """The largest and the smallest of three channels, a pixel at a time."""
    if _is_array(color):
        import numpy as np

        red, green, blue = split(color)  # a maximum along so short an axis takes ten times as long
        return np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
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
    whole = wide / period
    np.floor(whole, out=whole)
    whole *= period
    wide -= whole
    return wide.astype(bands.dtype)


def choose(condition: Bands, then: Bands, otherwise: Bands) -> Bands:
    """``then`` where the condition holds, else ``otherwise``."""
    if not _is_array(condition):
        return condition.ifthenelse(then, otherwise)
    import numpy as np

    return np.where(condition, then, otherwise)


def convolved(bands: Bands, weights: Sequence[Sequence[float]]) -> Bands:
    """The sum of neighbours times ``weights`` (h, w), h and w odd, as doubles then rounded; edges repeat."""
    import numpy as np

    if not _is_array(bands):
        import pyvips

        return bands.conv(pyvips.Image.new_from_array(list(map(list, weights))), precision="float")
    rows, columns = len(weights), len(weights[0])
    wide = np.pad(bands, [(rows // 2,) * 2, (columns // 2,) * 2, (0, 0)], mode="edge").astype(np.float64)
    height, width = bands.shape[:2]
    total = np.zeros(bands.shape)
    for row, line in enumerate(weights):
        for column, weight in enumerate(line):
            if weight:
                total += weight * wide[row : row + height, column : column + width]
    return total.astype(np.float32)


def separable(
    bands: npt.NDArray[Any], weights: npt.NDArray[np.floating], scale: float
) -> npt.NDArray[np.float32]:
    """What libvips' ``convsep`` gives for an array: rows, then columns, each rounded to 32 bits."""
    import numpy as np

    reach = len(weights) // 2
    for axis in (1, 0):
        margins = [(reach, reach) if one == axis else (0, 0) for one in range(3)]
        wide = np.moveaxis(np.pad(bands, margins, mode="edge"), axis, 0).astype(np.float64)
        length = bands.shape[axis]
        total = weights[0] * wide[:length]
        for shift, weight in enumerate(weights[1:], 1):
            total += weight * wide[shift : shift + length]
        bands = np.moveaxis(total / scale, 0, axis).astype(np.float32)
    return bands


def block_means(bands: Bands, factor: int, margin: int, columns: int, rows: int) -> Bands:
    """Means of ``columns`` x ``rows`` blocks of side ``factor``, from ``margin`` outside on; edges repeat.

    Floats of 32 bits; ``factor`` a power of two, so that sums of doubles and the division are exact.
    """
    if not _is_array(bands):
        wide = bands.embed(margin, margin, columns * factor, rows * factor, extend="copy")
        return wide.shrink(factor, factor)
    import numpy as np

    for axis, count in ((0, rows), (1, columns)):
        index = np.arange(-margin, count * factor - margin).clip(0, bands.shape[axis] - 1)
        parts = (np.take(bands, index[first::factor], axis) for first in range(factor))
        total: Any = sum(part.astype(np.float64) for part in parts)
        bands = (total / factor).astype(np.float32)
    return bands


def places(image: Image, box: Box) -> tuple[Bands, Bands]:
    """x and y of every pixel in ``box``, whole numbers in floats of 64 bits, for a formula on ``image``."""
    import numpy as np
    import pyvips

    if is_small(image):
        rows, columns = np.mgrid[box.top : box.bottom, box.left : box.right].astype(np.float64)[..., None]
        return columns, rows
    grid = pyvips.Image.xyz(box.width, box.height).cast("double")
    return grid.extract_band(0) + box.left, grid.extract_band(1) + box.top


def repeated(band: Bands, times: int) -> Bands:
    """One band as several that are equal."""
    return band.repeat(times, axis=2) if _is_array(band) else band.bandjoin([band] * (times - 1))


def flat(bands: Bands, values: Sequence[float]) -> Bands:
    """One colour, a float of 32 bits for each channel, of the size of ``bands``."""
    if not _is_array(bands):
        return bands.new_from_image(list(values)).cast("float")
    import numpy as np

    return np.broadcast_to(np.asarray(values, np.float32), (*bands.shape[:2], len(values)))


def cut(bands: Bands, left: int, top: int, width: int, height: int) -> Bands:
    """The part of that size from (left, top) on."""
    if not _is_array(bands):
        return bands.crop(left, top, width, height)
    return bands[top : top + height, left : left + width]


def laid(image: Image, patch: Image, cover: Bands, left: int, top: int) -> Image:
    """``image`` with ``patch``, whose top left corner is there, where ``cover`` is above 0."""
    if not _is_array(cover):
        beneath = image.pixels.crop(left, top, patch.width, patch.height)
        pasted = image.pixels.insert((cover > 0).ifthenelse(patch.pixels, beneath), left, top)
        return image.with_pixels(as_samples(pasted, image.space, image.depth))
    import numpy as np

    whole = computed(image.pixels).copy()
    there = whole[top : top + cover.shape[0], left : left + cover.shape[1]]
    np.copyto(there, computed(patch.pixels), where=cover > 0)
    return image.with_pixels(image_of(whole, image.space, image.depth))


def inside(bands: Bands, reach: int, left: int, top: int) -> Bands:
    """What lies from (left, top) on, 2 ``reach`` columns and rows less than ``bands``."""
    width, height = size_of(bands)
    return cut(bands, left, top, width - 2 * reach, height - 2 * reach)


def size_of(bands: Bands) -> tuple[int, int]:
    """Width and height."""
    return (bands.shape[1], bands.shape[0]) if _is_array(bands) else (bands.width, bands.height)


def pasted(bands: Bands, patch: Bands, left: int, top: int) -> Bands:
    """``bands`` with ``patch`` laid over, wholly inside."""
    if not _is_array(bands):
        return bands.insert(patch, left, top)
    whole = bands.copy()
    whole[top : top + patch.shape[0], left : left + patch.shape[1]] = patch
    return whole


def mirrored(bands: Bands, direction: Literal["horizontal", "vertical"]) -> Bands:
    """Left and right swapped, or top and bottom."""
    if not _is_array(bands):
        return bands.flip(direction)
    return bands[:, ::-1] if direction == "horizontal" else bands[::-1]


def magnitude(bands: Bands) -> Bands:
    """Without the sign."""
    return abs(bands) if _is_array(bands) else bands.abs()


def clipped(bands: Bands, low: float, high: float) -> Bands:
    """Brought into [low, high]."""
    return bands.clip(low, high) if _is_array(bands) else bands.clamp(min=low, max=high)


def _bands_last(planes: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(bands, H, W) as (H, W, bands), each band still in one piece: NumPy is slow along a short last axis."""
    import numpy as np

    return np.moveaxis(planes, 0, 2)


def _is_array(bands: Bands) -> bool:
    import numpy as np

    return isinstance(bands, np.ndarray)
