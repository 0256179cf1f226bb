"""Lightness by statistics: what the picture holds decides what its samples become.

A pixel counts by its alpha, so what lies under transparent pixels has no say. The pixels are
computed once for the statistics, when the operation is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from limner.core.image import Image
from limner.core.vips import computing
from limner.ops.amounts import one_of, within
from limner.ops.formula import alike, held, operands, picture
from limner.ops.light import luma, samples, without_ink
from limner.ops.pixels import computed, is_small, split_alpha, through_table

if TYPE_CHECKING:
    from limner.ops.formula import Bands
    from limner.ops.light import Floats

Channels = Literal["together", "each"]
SMALLEST_TILE = 16
"""Pixels a side: the histogram of a smaller tile says little."""


def histogram(image: Image) -> Floats:
    """(peak + 1, channels): how many pixels have each sample; with alpha, the sum of their alpha."""
    import numpy as np

    color, alpha = split_alpha(image)
    counts = np.zeros((image.peak + 1, color.bands))
    if is_small(image):
        values, weights = computed(image.pixels), None if alpha is None else computed(alpha).ravel()
        for channel in range(color.bands):
            counts[:, channel] = np.bincount(values[..., channel].ravel(), weights, image.peak + 1)
        return counts
    with computing():
        if alpha is None:
            found = color.hist_find()
            counts[: found.width] = found.numpy()[0].reshape(found.width, color.bands)
            return counts
        for channel, band in enumerate(color.bandsplit()):
            found = alpha.hist_find_indexed(band, combine="sum")
            counts[: found.width, channel] = found.numpy()[0]
    return counts


def auto(image: Image, clip: float = 0.5, channels: Channels = "together") -> Image:
    """Stretch the samples to the full range, ``clip`` percent in [0, 49] clipped at each end.

    Black is the darkest sample that more than ``clip`` percent of all samples do not exceed,
    white the brightest that more than ``clip`` percent reach; between them the mapping is linear. One
    mapping for all channels together keeps the colour of the light, one for each removes a cast.
    Where black and white are the same sample nothing changes.
    """
    image = held(without_ink(image))
    return through_table(image, auto_table(histogram(image), clip, channels))


def auto_table(counts: Floats, clip: float = 0.5, channels: Channels = "together") -> Floats:
    """The table of :func:`auto` from a :func:`histogram`: (peak + 1, 1), or a column for each channel."""
    import numpy as np

    within("clip", clip, 0, 49)
    one_of("channels", channels, ("together", "each"))
    pooled = counts.sum(axis=1, keepdims=True) if channels == "together" else counts
    return np.stack([_stretch(column, clip) for column in pooled.T], axis=1)


def _stretch(counts: Floats, clip: float) -> Floats:
    import numpy as np

    tones = samples(len(counts) - 1)
    spared = counts.sum() * clip / 100
    above_floor = np.flatnonzero(np.cumsum(counts) > spared)
    below_ceiling = np.flatnonzero(np.cumsum(counts[::-1])[::-1] > spared)
    if not len(above_floor) or above_floor[0] == below_ceiling[-1]:
        return tones
    black, white = int(above_floor[0]), int(below_ceiling[-1])
    return (tones - black) * (len(counts) - 1) / (white - black)


def equalize(image: Image) -> Image:
    """Flatten the histogram of luma; chroma stays, but for samples that must be clipped.

    The textbook mapping (Gonzalez and Woods, 3.3.1) with the darkest luma at 0: luma v becomes
    peak (cdf(v) - cdf(darkest)) / (pixels - cdf(darkest)), rounded half up. In RGB the difference
    is added to all three channels, which keeps Cb and Cr. A picture of one luma stays.
    """
    image = held(without_ink(image))
    gray = luma(image)
    mapped = through_table(gray, equalize_table(histogram(gray)[:, 0]))
    return _with_luma(image, split_alpha(gray)[0], split_alpha(mapped)[0])


def equalize_table(counts: Floats) -> Floats:
    """What every luma becomes in :func:`equalize`, from the histogram of luma (peak + 1,)."""
    import numpy as np

    reached = np.cumsum(counts)
    darkest = reached[np.flatnonzero(counts)[0]] if counts.any() else 0
    if reached[-1] == darkest:
        return samples(len(counts) - 1)
    table: Floats = (reached - darkest) * (len(counts) - 1) / (reached[-1] - darkest)
    return table


def clahe(image: Image, limit: float = 3.0, tiles: int = 8) -> Image:
    """Equalize luma locally, in ``tiles`` x ``tiles`` tiles with the slope limited; chroma stays.

    Contrast-limited adaptive histogram equalization (Zuiderveld, Graphics Gems IV, 1994) as
    OpenCV has it: a bin of a tile's histogram holds at most ``limit`` (1-100) times the mean, the
    excess is spread over all bins, and mappings are interpolated between tile centres. ``tiles`` is
    1-64, fewer in a small picture: no tile is smaller than 16 pixels a side. Transparent pixels
    count like others. The luma is computed when this is called.
    """
    import cv2
    import numpy as np

    within("limit", limit, 1, 100)
    within("tiles", tiles, 1, 64)
    image = held(without_ink(image))
    gray, _ = split_alpha(luma(image))
    values = computed(gray)
    grid = tuple(max(1, min(tiles, side // SMALLEST_TILE)) for side in (image.width, image.height))
    mapped = cv2.createCLAHE(limit, grid).apply(values[..., 0])
    return _with_luma(image, values, np.asarray(mapped)[..., None])


def _with_luma(image: Image, old: Bands, new: Bands) -> Image:
    """``image`` with the same difference, from ``old`` to ``new``, added to every channel."""
    color, alpha = operands(image)
    return picture(image, color + (alike(new, color) - alike(old, color)), alpha)
