"""How a picture looks, measured: sharpness, exposure, colours. No model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.core.image import Image
from limner.core.vips import computing
from limner.ops.pixels import as_rgb, split_alpha
from limner.see.basics import dominant_colors
from limner.see.observation import Exposure, Looks, Sharpness

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_SIDE = 256  # pixels: the shorter side of the copy that is measured
_SHARP, _SOFT = 0.22, 0.1
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
        colors=dominant_colors(image, 4),
    )


def small_luma(image: Image, side: int) -> npt.NDArray[np.float32]:
    """Rec. 601 luma of a copy whose shorter side is at most ``side``, (H, W), 0-255."""
    import numpy as np

    color, _ = split_alpha(as_rgb(image))
    scale = min(1.0, side / min(image.width, image.height))
    with computing():
        if scale < 1:
            color = color.resize(scale, vscale=max(scale, 1 / image.height), kernel="linear")
        luma = color.recomb([[0.299, 0.587, 0.114]]).numpy()
    scaled: npt.NDArray[np.float32] = (luma / (image.peak / 255)).reshape(luma.shape[:2]).astype(np.float32)
    return scaled


def _edge(luma: npt.NDArray[np.float32]) -> float:
    """The 99.5th percentile of the step between neighbouring pixels, as a share of the range of tones."""
    import numpy as np

    steps = [np.abs(np.diff(luma, axis=axis)).ravel() for axis in (0, 1)]
    low, high = np.percentile(luma, (1, 99))
    if high - low < 8 or not all(step.size for step in steps):
        return 0.0
    return float(np.percentile(np.concatenate(steps), 99.5) / (high - low))


def _sharpness(edge: float) -> Sharpness:
    return "sharp" if edge >= _SHARP else "soft" if edge >= _SOFT else "blurred"


def _exposure(luma: npt.NDArray[np.float32], mean: float) -> Exposure:
    if float((luma >= 254).mean()) > _CLIPPED:
        return "clipped"
    return "dark" if mean < _DARK else "bright" if mean > _BRIGHT else "well exposed"
