"""What every family of operations shares: bands apart and together, lookup tables, colours as samples.

Takes and gives libvips images; nothing but :func:`computed` computes before it is asked to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from limner.core.color import Color
from limner.core.held import held_image, samples_of
from limner.core.image import Image, Space, interpretation

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyvips


SMALL = 128 * 128
"""Pixels up to which arrays are faster than a libvips graph."""


def is_small(picture: Image | pyvips.Image) -> bool:
    """Whether NumPy does the work: a libvips operation takes 40 to 110 microseconds, however few pixels."""
    return int(picture.width * picture.height) <= SMALL


def image_of(samples: npt.NDArray[Any], space: Space, depth: int) -> pyvips.Image:
    """An array (H, W, bands), which nothing can change any more, as a libvips image of ``space``."""
    return held_image(samples, interpretation(space, depth))


def split_alpha(image: Image) -> tuple[pyvips.Image, pyvips.Image | None]:
    """The colour bands, and the alpha band or None."""
    pixels = image.pixels
    if not image.has_alpha:
        return pixels, None
    return pixels.extract_band(0, n=pixels.bands - 1), pixels.extract_band(pixels.bands - 1)


def join_alpha(color: pyvips.Image, alpha: pyvips.Image | None) -> pyvips.Image:
    """Colour bands with ``alpha`` behind them, if there is one."""
    return color if alpha is None else color.bandjoin(alpha)


def on_color(image: Image, work: Callable[[pyvips.Image], pyvips.Image]) -> Image:
    """``image`` with ``work`` done to its colour bands; alpha stays as it is.

    ``work`` must keep the size and the number of bands; its result is brought back to the
    picture's samples by :func:`as_samples`.
    """
    color, alpha = split_alpha(image)
    return image.with_pixels(join_alpha(as_samples(work(color), image.space, image.depth), alpha))


def as_samples(pixels: pyvips.Image, space: Space, depth: int) -> pyvips.Image:
    """Samples of ``depth`` bits: floats rounded half up, everything clipped to [0, peak]."""
    target = "ushort" if depth == 16 else "uchar"
    if pixels.format in ("float", "double"):
        pixels = (pixels + 0.5).cast(target)  # truncates, and what is negative becomes 0
    elif pixels.format != target:
        pixels = pixels.cast(target)
    meant = interpretation(space, depth)
    return pixels if pixels.interpretation == meant else pixels.copy(interpretation=meant)


def computed(pixels: pyvips.Image) -> npt.NDArray[Any]:
    """The samples of a libvips image as (H, W, C), for libraries that need them all at once; to read only."""
    return samples_of(pixels)


def through_table(image: Image, table: npt.NDArray[np.floating]) -> Image:
    """Every colour sample replaced by its entry in ``table``; alpha stays as it is.

    ``table`` is (peak + 1,) for all bands, or (peak + 1, bands), in samples; it is rounded by
    :func:`entries`.
    """
    if not is_small(image):
        return on_color(image, lambda color: _looked_up(color, table, image.peak))
    samples = computed(image.pixels)
    colors = samples.shape[2] - image.has_alpha
    found = _picked(samples[..., :colors], table, image.peak)
    return image.with_pixels(image_of(_beside(found, samples[..., colors:]), image.space, image.depth))


def on_all_bands(image: Image, table: npt.NDArray[np.floating]) -> Image:
    """:func:`through_table` for alpha too: ``table`` has a column for every band."""
    if is_small(image):
        found = _picked(computed(image.pixels), table, image.peak)
        return image.with_pixels(image_of(found, image.space, image.depth))
    return image.with_pixels(_looked_up(image.pixels, table, image.peak))


def _looked_up(pixels: pyvips.Image, table: npt.NDArray[np.floating], peak: int) -> pyvips.Image:
    import numpy as np
    import pyvips

    columns = entries(table, peak).reshape(1, peak + 1, -1)
    return pixels.maplut(pyvips.Image.new_from_array(np.ascontiguousarray(columns)))


def _picked(samples: npt.NDArray[Any], table: npt.NDArray[np.floating], peak: int) -> npt.NDArray[Any]:
    """The same for an array (H, W, bands)."""
    import numpy as np

    few = samples.size < table.size  # rounding what is picked costs less than rounding the whole table
    columns = (table if few else entries(table, peak)).reshape(peak + 1, -1)
    bands = range(samples.shape[2])
    if columns.shape[1] == 1:
        found = np.take(columns[:, 0], samples)
    else:
        found = np.stack([np.take(columns[:, band], samples[..., band]) for band in bands], axis=2)
    return entries(found, peak) if few else found


def _beside(color: npt.NDArray[Any], alpha: npt.NDArray[Any]) -> npt.NDArray[Any]:
    import numpy as np

    return np.concatenate([color, alpha], axis=2) if alpha.shape[2] else color


def entries(table: npt.NDArray[np.floating], peak: int) -> npt.NDArray[np.uint8 | np.uint16]:
    """A table as samples: rounded half up and clipped to [0, peak].

    A billionth below a half counts as a half, so that 115 % of 10 is 12 whatever the floats say.
    """
    import numpy as np

    rounded = np.clip(np.floor(np.asarray(table, np.float64) + (0.5 + 1e-9)), 0, peak)
    return rounded.astype(np.uint16 if peak == 65535 else np.uint8)


def premultiplied(image: Image, work: Callable[[pyvips.Image], pyvips.Image]) -> Image:
    """``image`` with ``work`` done to all bands, premultiplied by alpha where there is one.

    For anything that mixes neighbouring pixels (resampling, blurs): the colour under transparent
    pixels must not bleed. Without alpha ``work`` sees the integer samples as they are.
    """
    if not image.has_alpha:
        return image.with_pixels(as_samples(work(image.pixels), image.space, image.depth))
    mixed = work(image.pixels.premultiply(max_alpha=image.peak)).unpremultiply(max_alpha=image.peak)
    return image.with_pixels(as_samples(mixed, image.space, image.depth))


def sample_of(color: Color, image: Image) -> list[float]:
    """``color`` in the picture's own samples, alpha last where the picture has it."""
    scale = image.peak / 255
    match image.space:
        case "gray":
            parts = [float(int(color.luma + 0.5))]
        case "rgb":
            parts = [float(part) for part in color.rgb]
        case "cmyk":
            parts = [*(255.0 - part for part in color.rgb), 0.0]
    if image.has_alpha:
        parts.append(float(color.alpha))
    return [part * scale for part in parts]


def with_alpha(image: Image) -> Image:
    """``image`` with an alpha band: its own, or an opaque one."""
    if image.has_alpha:
        return image
    if is_small(image):
        import numpy as np

        samples = computed(image.pixels)
        whole = np.full((*samples.shape[:2], 1), image.peak, samples.dtype)
        return image.with_pixels(image_of(_beside(samples, whole), image.space, image.depth))
    return image.with_pixels(as_samples(image.pixels.bandjoin(image.peak), image.space, image.depth))


def as_rgb(image: Image) -> Image:
    """``image`` in RGB: gray is repeated, CMYK goes through its profile to sRGB; the profile is dropped.

    A no-op for RGB, whatever its profile: colour operations work in the picture's own encoding,
    as photo editors do.
    """
    if image.space == "rgb":
        return image
    if image.space == "gray" and is_small(image):
        samples = computed(image.pixels)
        repeated = _beside(samples[..., :1].repeat(3, axis=2), samples[..., 1:])
        return replace(image, pixels=image_of(repeated, "rgb", image.depth), icc=None)
    color, alpha = split_alpha(image)
    if image.space == "gray":
        joined = join_alpha(color.bandjoin([color, color]), alpha)
        return replace(image, pixels=as_samples(joined, "rgb", image.depth), icc=None)
    import pyvips

    if image.icc is not None:
        color = color.copy()
        color.set_type(pyvips.GValue.blob_type, "icc-profile-data", image.icc)
    converted = color.icc_transform("srgb", input_profile="cmyk", embedded=image.icc is not None)
    converted = converted.copy()
    converted.remove("icc-profile-data")
    return replace(image, pixels=as_samples(join_alpha(converted, alpha), "rgb", 8), icc=None)
