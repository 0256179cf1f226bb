"""What straighten and perspective look for: the tilt of a picture's lines, the outline of a page.

Both look at a small gray copy, so they cost the same for every picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from limner.core.errors import Final
from limner.core.geometry import Size, fitted
from limner.core.image import Image
from limner.core.vips import computing
from limner.ops.pixels import as_rgb, split_alpha
from limner.ops.resample import resample

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""x, y of four corners in pixels, clockwise from the top left."""

_TILT_SIDE = 512  # longer side of the copy that tilt is measured on
_TRANSFORM = 1024  # samples a side of its Fourier transform
_STEP = 0.05  # degrees between the angles that are compared
_DOMINANT = 3.5  # power of the best angle over the median angle; textures and faces stay below 2.5
_PAGE_SIDE = 1000  # longer side of the copy that a page is found on
_PAGE_SHARE = 0.05  # of the picture that a page covers at least
_REACH = 8  # pixels of that copy to either side of an edge where its exact place is looked for


def tilt(image: Image) -> float:
    """How far the picture's dominant lines, level or upright ones, are turned: degrees in [-45, 45).

    Positive is clockwise as seen. Parallel edges gather the power of the Fourier transform on the
    line through its origin at right angles to them (the Fourier slice theorem: that line is the
    transform of the projection along the edges). The angle with the most gradient power
    |F|^2 f^2, level and upright together, wins. Final when it does not stand out.
    """
    import numpy as np

    gray = _gray(image, _TILT_SIDE)
    angles = np.arange(-45, 45, _STEP)
    power = _power_by_angle(gray, angles)
    best = int(power.argmax())
    featureless = min(gray.shape) < 32 or gray.std() < 0.5
    if featureless or power[best] < _DOMINANT * np.median(power):
        raise Final(
            "no line stands out in the picture, so it cannot be straightened by itself",
            hint='say by how much, such as "straighten by 3 degrees"',
        )
    return round(float(angles[best]), 2)


def _power_by_angle(gray: Floats, angles: Floats) -> Floats:
    """Gradient power of lines at each angle and at right angles to it, smoothed over half a degree."""
    import cv2
    import numpy as np

    height, width = gray.shape
    window = np.outer(np.hanning(height + 2)[1:-1], np.hanning(width + 2)[1:-1])
    transform = np.fft.fft2((gray - gray.mean()) * window, (_TRANSFORM, _TRANSFORM))
    spectrum = np.fft.fftshift(np.abs(transform) ** 2).astype(np.float32)
    frequency = np.arange(_TRANSFORM // 85, _TRANSFORM * 36 // 100)
    radians = np.radians(np.concatenate([angles, angles + 90]))[:, None]
    x = _TRANSFORM / 2 - np.sin(radians) * frequency
    y = _TRANSFORM / 2 + np.cos(radians) * frequency
    samples = cv2.remap(spectrum, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    level, upright = np.split((samples * frequency.astype(np.float64) ** 2).sum(axis=1), 2)
    reach = round(0.25 / _STEP)
    kernel = np.hanning(2 * reach + 3)[1:-1]
    around = np.pad(level + upright, reach, mode="wrap")
    return np.convolve(around, kernel / kernel.sum(), mode="valid")


def quadrilateral(image: Image) -> Corners:
    """The corners of the largest four-sided outline, such as a page on a table.

    It covers 5 % of the picture at least. Outlines come from Otsu's threshold and from Canny
    edges; each side is then fitted to the steepest steps near it. Final when there is none.
    """
    import numpy as np

    gray = _gray(image, _PAGE_SIDE)
    found = max(_outlines(gray), key=_area, default=None)
    if found is None:
        raise Final(
            "no four-sided outline was found in the picture",
            hint="give its four corners, clockwise from the top left",
        )
    height, width = gray.shape
    corners = (_refined(gray, found) + 0.5) * (image.width / width, image.height / height)
    corners = np.clip(corners, 0, (image.width, image.height))
    first, second, third, fourth = ((float(x), float(y)) for x, y in corners)
    return first, second, third, fourth


def _outlines(gray: Floats) -> Iterator[Floats]:
    """(4, 2) corners, clockwise from the top left, of what may be a page."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(gray, (0, 0), 2).clip(0, 255).astype(np.uint8)
    _, light = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    edges = [cv2.Canny(smooth, high / 3, high) for high in (30, 90)]
    joined = [cv2.dilate(edge, np.ones((5, 5), np.uint8)) for edge in edges]
    for plane in (light, 255 - light, *joined):
        contours, _ = cv2.findContours(plane, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        for contour in contours:
            corners = _four_corners(contour, gray.size)
            if corners is not None:
                yield corners


def _four_corners(contour: npt.NDArray[Any], pixels: int) -> Floats | None:
    """The quadrilateral that the contour is, within 4 % of its area and not the whole picture; or None."""
    import cv2
    import numpy as np

    hull = cv2.convexHull(contour)
    area = cv2.contourArea(hull)
    if not _PAGE_SHARE * pixels < area < 0.98 * pixels:
        return None
    tolerance = 0.02 * cv2.arcLength(hull, closed=True)
    corners = cv2.approxPolyDP(hull, tolerance, closed=True)[:, 0].astype(np.float64)
    alike = len(corners) == 4 and abs(_area(corners) - area) < 0.04 * area
    if not alike or cv2.contourArea(contour) < 0.9 * area:
        return None
    middle = corners.mean(axis=0)
    clockwise = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    return np.roll(clockwise, -int(clockwise.sum(axis=1).argmin()), axis=0)


def _area(corners: Floats) -> float:
    import cv2
    import numpy as np

    return float(cv2.contourArea(np.asarray(corners, np.float32)))


def _refined(gray: Floats, corners: Floats) -> Floats:
    """The corners where lines meet that are fitted to the steepest steps near each side.

    A corner that would leave its neighbourhood stays as it was.
    """
    import numpy as np

    sides = [_fitted_side(gray, corners[i], corners[(i + 1) % 4]) for i in range(4)]
    met = np.array([_meeting(sides[i - 1], sides[i]) for i in range(4)])
    near = np.linalg.norm(met - corners, axis=1, keepdims=True) <= 2 * _REACH
    refined: Floats = np.where(near, met, corners)
    return refined


def _fitted_side(gray: Floats, start: Floats, end: Floats) -> Floats:
    """a, b, c of the side's line a x + b y = c."""
    import cv2
    import numpy as np

    along = (end - start) / math.dist(start, end)
    normal = np.array([-along[1], along[0]])
    points = start + np.linspace(0.08, 0.92, 64)[:, None] * (end - start)
    offsets = np.arange(-_REACH, _REACH + 0.25, 0.25)
    places = (points[:, None] + offsets[:, None] * normal).astype(np.float32)
    profile = cv2.remap(
        gray, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    smooth = cv2.GaussianBlur(profile, (0, 0), 3)
    steepest = np.abs(smooth[:, 2:] - smooth[:, :-2]).argmax(axis=1)
    edge = points + offsets[1:-1][steepest][:, None] * normal
    dx, dy, x, y = cv2.fitLine(edge.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return np.array([dy, -dx, dy * x - dx * y], np.float64)


def _meeting(one: Floats, other: Floats) -> Floats:
    """Where two lines cross (Cramer's rule); far away when they are parallel."""
    import numpy as np

    across = one[0] * other[1] - other[0] * one[1]
    x = one[2] * other[1] - other[2] * one[1]
    y = one[0] * other[2] - other[0] * one[2]
    return np.array([x, y]) / (across if abs(across) > 1e-9 else 1e-9)


def _gray(image: Image, side: int) -> Floats:
    """(H, W) luma on the 8-bit scale, the longer side at most ``side``; alpha over middle gray."""
    import numpy as np

    if max(image.size.width, image.size.height) > side:
        image = resample(image, fitted(image.size, Size(side, side)), "linear")
    with computing():
        color, alpha = split_alpha(as_rgb(image))
        samples = np.asarray(color.numpy(), np.float32) * (255 / image.peak)
        share = 1.0 if alpha is None else np.asarray(alpha.numpy(), np.float32) / image.peak
    luma = samples.reshape(image.height, image.width, 3) @ np.array([0.299, 0.587, 0.114], np.float32)
    gray: Floats = luma * share + 128 * (1 - share)
    return gray.astype(np.float32)
