"""How a picture looks, measured: sharpness, exposure, colours. No model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    import cv2
    import numpy as np

    color, _ = split_alpha(as_rgb(image))
    scale = min(1.0, side / min(image.width, image.height))
    if scale < 1:
        color = color.resize(scale, vscale=max(scale, 1 / image.height), kernel="linear")
    samples = computed(color)
    if image.depth == 16:
        samples = ((samples.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return np.asarray(cv2.cvtColor(samples, cv2.COLOR_RGB2GRAY), np.uint8)


def _edge(luma: npt.NDArray[np.uint8]) -> float:
    """The 99.5th percentile of the step between neighbouring pixels, as a share of the range of tones."""
    import cv2

    down, across = cv2.absdiff(luma[1:], luma[:-1]), cv2.absdiff(luma[:, 1:], luma[:, :-1])
    low, high = (_level(_counts(luma), share) for share in (0.01, 0.99))
    return _level(_counts(down, across), 0.995) / (high - low) if high - low >= 8 else 0.0


def _counts(*samples: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """How many of all ``samples`` (uint8) have each of the 256 levels."""
    import cv2
    import numpy as np

    counts = np.zeros(256)
    for each in samples:
        if each.size:
            counts += cv2.calcHist([each], [0], None, [256], [0, 256])[:, 0]
    return counts


def _level(counts: npt.NDArray[np.float64], share: float) -> int:
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
