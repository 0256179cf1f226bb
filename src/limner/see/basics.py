"""Plain facts about a picture: what its file says and what its samples add up to. No model."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from limner.core.color import Color
from limner.core.image import Image
from limner.core.steps.base import Value
from limner.core.vips import computing
from limner.ops.pixels import as_rgb, computed, split_alpha

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_LOOK = 128  # pixels: the longest side of the copy that colours are taken from
_BINS = 16


class DominantColor(Value):
    """A colour that covers ``share`` (0-1) of the picture; ``name`` is the nearest CSS name."""

    color: str
    name: str
    share: float


class Facts(Value):
    """What can be said about a picture without a model.

    ``mean`` and ``deviation`` are of luma on the 8-bit scale; ``clipped_dark`` and
    ``clipped_bright`` are the shares of luma at 0 and at the peak; ``sharpness`` is the variance
    of the Laplacian of luma (8-bit scale, full size); ``histogram`` has 16 bins of luma and sums
    to 1.
    """

    name: str
    format: str
    width: int
    height: int
    megapixels: float
    space: str
    depth: int
    alpha: bool
    frames: int
    bytes: int | None
    jpeg_quality: int | None
    subsampling: str | None
    dpi: float | None
    icc: bool
    exif: bool
    carried: tuple[str, ...]
    mean: float
    deviation: float
    clipped_dark: float
    clipped_bright: float
    sharpness: float
    histogram: tuple[float, ...]
    colors: tuple[DominantColor, ...]


def facts(image: Image) -> Facts:
    """Look at ``image``; computes its pixels once for the tones and once, shrunken, for the colours."""
    origin = image.origin
    with computing():
        mean, deviation, counts, sharpness = _tones(image)
        colors = dominant_colors(image)
    total = counts.sum()
    return Facts(
        name=origin.name if origin else "",
        format=origin.format if origin else "",
        width=image.width,
        height=image.height,
        megapixels=round(image.size.pixels / 1e6, 2),
        space=image.space,
        depth=image.depth,
        alpha=image.has_alpha,
        frames=origin.frames if origin else 1,
        bytes=len(origin.data) if origin else None,
        jpeg_quality=origin.jpeg_quality if origin else None,
        subsampling=origin.subsampling if origin else None,
        dpi=image.dpi,
        icc=image.icc is not None,
        exif=image.exif is not None,
        carried=origin.carried if origin else (),
        mean=round(mean, 2),
        deviation=round(deviation, 2),
        clipped_dark=round(float(counts[0] / total), 4),
        clipped_bright=round(float(counts[-1] / total), 4),
        sharpness=round(sharpness, 2),
        histogram=tuple(round(float(share), 4) for share in counts.reshape(_BINS, -1).sum(1) / total),
        colors=colors,
    )


def dominant_colors(image: Image, count: int = 5, *, side: int = _LOOK) -> tuple[DominantColor, ...]:
    """Up to ``count`` colours by the share they cover, largest first, by median cut.

    They are taken from so few of the pixels that at most ``side`` lie along the longest side. Pixels
    that are more than half transparent do not count.
    """
    import numpy as np
    from PIL import Image as PillowImage

    samples = _small(image, side)
    if not len(samples):
        return ()
    reduced = PillowImage.fromarray(samples[None]).quantize(count, PillowImage.Quantize.MEDIANCUT)
    palette = np.asarray(reduced.getpalette() or [], np.uint8).reshape(-1, 3)
    shares = np.bincount(np.asarray(reduced).ravel(), minlength=len(palette)) / len(samples)
    order = [index for index in np.argsort(-shares, kind="stable") if shares[index] > 0]
    return tuple(
        DominantColor(
            color="#{:02x}{:02x}{:02x}".format(*palette[index]),
            name=nearest_name(Color(*(int(part) for part in palette[index]))),
            share=round(float(shares[index]), 4),
        )
        for index in order
    )


@lru_cache(maxsize=4096)
def nearest_name(color: Color) -> str:
    """The CSS name whose sRGB value lies nearest, weighted as the "redmean" rule does.

    >>> nearest_name(Color(250, 5, 5))
    'red'
    """

    def distance(name: str) -> float:
        red, green, blue = _named()[name]
        middle = (red + color.red) / 2
        return (
            (2 + middle / 256) * (red - color.red) ** 2
            + 4 * (green - color.green) ** 2
            + (2 + (255 - middle) / 256) * (blue - color.blue) ** 2
        )

    return min(_named(), key=distance)


@cache
def _named() -> dict[str, tuple[int, int, int]]:
    """Every CSS name with its sRGB value."""
    from PIL import ImageColor

    return {name: ImageColor.getrgb(name)[:3] for name in tuple(ImageColor.colormap)}


def _tones(image: Image) -> tuple[float, float, npt.NDArray[np.float64], float]:
    """Mean, deviation, 256 counts and Laplacian variance of luma, all on the 8-bit scale."""
    import numpy as np
    import pyvips

    color, _ = split_alpha(as_rgb(image))
    luma = color.recomb([[0.299, 0.587, 0.114]]) / (image.peak / 255)
    laplacian = luma.conv(pyvips.Image.new_from_array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]), precision="float")
    counts = (luma + 0.5).floor().cast("uchar").hist_find().numpy().reshape(-1).astype(np.float64)
    whole = np.zeros(256)
    whole[: len(counts)] = counts
    return float(luma.avg()), float(luma.deviate()), whole, float(laplacian.deviate()) ** 2


def _small(image: Image, side: int) -> npt.NDArray[np.uint8]:
    """The opaque colours of every so manieth pixel, (N, 3) uint8."""
    import numpy as np

    rgb = as_rgb(image)
    step = -(-max(image.width, image.height) // side)
    samples = computed(rgb.pixels.subsample(min(step, image.width), min(step, image.height)))
    samples = samples.reshape(-1, samples.shape[-1])
    if rgb.depth == 16:
        samples = (samples // 257).astype(np.uint8)
    if rgb.has_alpha:
        samples = samples[samples[:, 3] >= 128]
    return np.ascontiguousarray(samples[:, :3], dtype=np.uint8)
