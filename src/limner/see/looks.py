"""How a picture looks, measured: sharpness, exposure, colours. No model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.core.image import Image
from limner.ops.pixels import as_rgb, computed, split_alpha
from limner.see.basics import dominant_colors
from limner.see.observation import Exposure, Looks, Sharpness

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_SIDE = 256  # pixels: the shorter side of the copy that is measured
_COLOR_SIDE = 48
_SHARP, _SOFT = 0.25, 0.12
_DARK, _BRIGHT = 60, 195
_CLIPPED = 0.25


def looks(image: Image) -> Looks:
    """Measure ``image`` on a copy of at most 256 pixels a shorter side: how it looks on a small screen."""
    luma = small_luma(image, _SIDE)
    edge = _edge(luma)
    mean = float(luma.mean())
    return Looks(
        sharpness=_sharpness(edge),
        edge=round(edge, 3),
        exposure=_exposure(luma, mean),
        mean=round(mean, 1),
        colors=dominant_colors(image, 4, side=_COLOR_SIDE),
    )


def small_luma(image: Image, side: int) -> npt.NDArray[np.uint8]:
    """Rec. 601 luma of a copy whose shorter side is at most ``side``, (H, W), rounded."""
    color, _ = split_alpha(as_rgb(image))
    scale = min(1.0, side / min(image.width, image.height))
    if scale < 1:
        color = color.resize(scale, vscale=max(scale, 1 / image.height), kernel="linear")
    luma = color.recomb([[0.299, 0.587, 0.114]]) / (image.peak / 255)
    return computed((luma + 0.5).cast("uchar"))[..., 0]


def _edge(luma: npt.NDArray[np.uint8]) -> float:
    """The 99.5th percentile of the step between neighbouring pixels, as a share of the range of tones."""
    import numpy as np

    counts = np.zeros(256, np.int64)
    for one, other in ((luma[1:], luma[:-1]), (luma[:, 1:], luma[:, :-1])):
        steps = np.maximum(one, other) - np.minimum(one, other)
        counts += np.bincount(steps.ravel(), minlength=256)
    low, high = (_level(np.bincount(luma.ravel(), minlength=256), share) for share in (0.01, 0.99))
    return _level(counts, 0.995) / (high - low) if high - low >= 8 else 0.0


def _level(counts: npt.NDArray[np.int64], share: float) -> int:
    """The level below or at which ``share`` of all ``counts`` lie."""
    import numpy as np

    total = np.cumsum(counts)
    return int(np.searchsorted(total, share * total[-1])) if total[-1] else 0


def _sharpness(edge: float) -> Sharpness:
    return "sharp" if edge >= _SHARP else "soft" if edge >= _SOFT else "blurred"


def _exposure(luma: npt.NDArray[np.uint8], mean: float) -> Exposure:
    if float((luma >= 254).mean()) > _CLIPPED:
        return "clipped"
    return "dark" if mean < _DARK else "bright" if mean > _BRIGHT else "well exposed"
