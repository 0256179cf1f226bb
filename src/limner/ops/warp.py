"""Turn, level, slant and unproject: operations that move every pixel to a place between pixels.

The interpolation is the Catmull-Rom cubic with half-pixel centres, premultiplied by alpha.
Profile, EXIF and resolution stay.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from limner.core.errors import BadValue
from limner.core.geometry import Box, Size, anchored, half_up, inscribed, turned
from limner.core.geometry import canvas as canvas_of
from limner.core.image import Image
from limner.core.steps.geometry import Perspective, Rotate, Shear, Straighten
from limner.ops.canvas import pad
from limner.ops.detection import Corners, quadrilateral, tilt
from limner.ops.formula import as_image, joined, places
from limner.ops.geometry import cropped, quarter_turns
from limner.ops.pixels import premultiplied
from limner.ops.resample import mapped_image, resample

if TYPE_CHECKING:
    import pyvips

LEVEL = 0.1
"""Degrees of detected tilt below which a picture is level."""


def rotate(
    image: Image,
    degrees: float,
    canvas: Literal["expand", "crop", "keep"] = "expand",
    background: str = "white",
) -> Image:
    """Turn clockwise about the centre by ``degrees``; multiples of 90 move samples and change none.

    ``canvas``: "expand" holds all of the picture, its size rounded half up; "crop" is the largest
    upright rectangle inside it, without a corner of background; "keep" is the canvas as it was.
    A background that is not opaque gives the picture an alpha band.

    >>> import numpy as np
    >>> rotate(Image.from_array(np.zeros((50, 100, 3))), 30).size
    Size(width=112, height=93)
    """
    step = Rotate.of(degrees=degrees, canvas=canvas, background=background)
    if step.degrees % 90 == 0:
        turn = quarter_turns(image, int(step.degrees // 90))
        return _recentred(turn, image.size, step.background) if step.canvas == "keep" else turn
    sine, cosine = math.sin(math.radians(step.degrees)), math.cos(math.radians(step.degrees))
    matrix = (cosine, -sine, sine, cosine)
    match step.canvas:
        case "expand":
            return mapped_image(image, matrix, turned(image.size, step.degrees), step.background)
        case "crop":
            return mapped_image(image, matrix, inscribed(image.size, step.degrees), None)
        case "keep":
            return mapped_image(image, matrix, image.size, step.background)


def _recentred(image: Image, size: Size, background: str) -> Image:
    """The middle of the picture on a canvas of ``size``."""
    common = Size(min(image.width, size.width), min(image.height, size.height))
    middle = cropped(image, anchored(common, image.size, "center"))
    return pad(middle, width=size.width, height=size.height, color=background)


def straighten(image: Image, degrees: float | None = None) -> Image:
    """Level a tilted picture and crop the corners away, so that no background shows.

    ``degrees`` is the turn to make, clockwise, in [-45, 45]; None finds it from the lines of the
    picture (:func:`limner.ops.detection.tilt`; a tilt below 0.1 degrees counts as level). Final
    when no line stands out.
    """
    turn = Straighten.of(degrees=degrees).degrees
    if turn is None:
        turn = -tilt(image)
        turn = turn if abs(turn) >= LEVEL else 0.0
    return rotate(image, turn, canvas="crop")


def shear(image: Image, x: float = 0.0, y: float = 0.0, background: str = "white") -> Image:
    """Slant: upright edges turn by ``x`` degrees and level ones by ``y``, clockwise as seen.

    So x > 0 leans to the right, as italics do. The canvas grows to hold the result, its size
    rounded half up; a background that is not opaque gives the picture an alpha band. Angles that
    would flatten or mirror the picture are a BadValue.
    """
    step = Shear.of(x=x, y=y, background=background)
    if step.x == step.y == 0:
        return image
    across, down = math.tan(math.radians(step.x)), math.tan(math.radians(step.y))
    if 1 + across * down < 0.01:
        raise BadValue(
            f"a shear by {x:g} and {y:g} degrees flattens the picture",
            hint="keep angles of opposite sign less than 90 degrees apart",
        )
    size = canvas_of(image.width + image.height * abs(across), image.width * abs(down) + image.height)
    return mapped_image(image, (1.0, -across, down, 1.0), size, step.background)


def perspective(
    image: Image,
    corners: Corners | None = None,
    width: int | None = None,
    height: int | None = None,
) -> Image:
    """Pull a quadrilateral straight, so that it becomes the whole picture.

    ``corners`` are x, y in pixels, clockwise from the one that becomes the top left, where (0, 0)
    is the outer corner of the first pixel and (width, height) that of the last; they must lie in
    the picture and make a convex outline. None finds the largest outline
    (:func:`limner.ops.detection.quadrilateral`). The result is as wide and high as the longer of
    two opposite sides, unless ``width`` or ``height`` says otherwise (one alone keeps that shape).
    """
    import pyvips

    step = Perspective.of(corners=corners, width=width, height=height)
    outline = step.corners or quadrilateral(image)
    _refuse_outline(outline, image.size)
    natural = _natural_size(outline)
    index = _unprojected(image, outline, natural)
    cubic = pyvips.Interpolate.new("bicubic")
    straight = premultiplied(
        image,
        lambda pixels: pixels.mapim(index, interpolate=cubic, extend="copy", premultiplied=True),
    )
    return resample(straight, _asked(natural, step))


def _refuse_outline(corners: Corners, size: Size) -> None:
    for x, y in corners:
        if not (0 <= x <= size.width and 0 <= y <= size.height):
            raise BadValue(
                f"the corner ({x:g}, {y:g}) lies outside the {size} picture",
                hint=f"keep x within 0 and {size.width}, y within 0 and {size.height}",
            )
    edges = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    turns = [a[0] * b[1] - a[1] * b[0] for a, b in zip(edges, edges[1:] + edges[:1], strict=True)]
    if min(turns) <= 1e-6 * size.pixels:
        raise BadValue(
            f"the corners {corners} are not clockwise around a convex outline",
            hint="give top left, top right, bottom right, bottom left",
        )


def _natural_size(corners: Corners) -> Size:
    top_left, top_right, bottom_right, bottom_left = corners
    return canvas_of(
        max(math.dist(top_left, top_right), math.dist(bottom_left, bottom_right)),
        max(math.dist(top_left, bottom_left), math.dist(top_right, bottom_right)),
    )


def _asked(natural: Size, step: Perspective) -> Size:
    width = step.width or half_up(natural.width * (step.height or natural.height) / natural.height)
    height = step.height or half_up(natural.height * (step.width or natural.width) / natural.width)
    return canvas_of(width, height)


def _unprojected(image: Image, corners: Corners, size: Size) -> pyvips.Image:
    """(a x + b y + c, d x + e y + f) / (g x + h y + 1) for each pixel centre (x, y), as indices."""
    a, b, c, d, e, f, g, h = _homography(corners, size)
    left, top = places(image, Box.of(size))
    x, y = left + 0.5, top + 0.5
    depth = x * g + y * h + 1
    return as_image(joined([(x * a + y * b + c) / depth - 0.5, (x * d + y * e + f) / depth - 0.5]))


def _homography(corners: Corners, size: Size) -> list[float]:
    """The eight numbers that take the corners of a canvas of ``size`` to ``corners``."""
    import numpy as np

    rows, values = [], []
    canvas = [(0, 0), (size.width, 0), (size.width, size.height), (0, size.height)]
    for (x, y), (u, v) in zip(canvas, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(part) for part in np.linalg.solve(np.array(rows, float), np.array(values, float))]
