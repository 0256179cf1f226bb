"""Crop, zoom, resize, flip, transpose and quarter turns.

Everything but zoom and resize moves samples and changes none. Profile, EXIF and resolution stay.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from limner.core.errors import BadValue
from limner.core.geometry import (
    Anchor,
    Box,
    Size,
    anchored,
    canvas,
    covering,
    fitted,
    largest_of,
    part_of,
    ratio,
    scaled,
)
from limner.core.image import Image
from limner.core.steps.geometry import Crop, Fit, Flip, Kernel, Resize, Sides, Transpose, Zoom
from limner.core.vips import computing
from limner.ops.canvas import pad
from limner.ops.pixels import premultiplied
from limner.ops.resample import mapped, resample

if TYPE_CHECKING:
    import pyvips

    from limner.core.steps.base import InPart

_TOO_LARGE = "crop to less, or pad or resize the picture first"


def crop(
    image: Image,
    box: Box | tuple[int, int, int, int] | None = None,
    width: int | None = None,
    height: int | None = None,
    aspect: str | None = None,
    sides: Sides | None = None,
    part: InPart | None = None,
    fraction: float | None = None,
    trim: bool = False,
    tolerance: float = 10,
    anchor: Anchor = "center",
) -> Image:
    """Keep a part, named in exactly one way; the kept samples do not change.

    - ``box``: (left, top, right, bottom), which must lie inside the picture
    - ``width`` and/or ``height`` in pixels, held at ``anchor``; a side not given stays whole
    - ``aspect``: the largest part of that shape, held at ``anchor``
    - ``sides``: what to take off each side, in pixels or in percent of the width or height
    - ``part``: a box in shares of the picture, edges rounded half up
    - ``fraction``: that share of the width and of the height, held at ``anchor``
    - ``trim``: without the border, which is every full row or column at a side whose samples
      differ by at most ``tolerance`` (on the 8-bit scale, in each band, premultiplied by alpha)
      from the top left pixel or from the bottom right one

    A part larger than the picture is a BadValue and never padded; so is trimming a picture that
    is all border.

    >>> import numpy as np
    >>> crop(Image.from_array(np.zeros((90, 160, 3))), aspect="1:1").size
    Size(width=90, height=90)
    """
    step = Crop.of(
        box=_by_name(box), width=width, height=height, aspect=aspect, sides=sides, part=part,
        fraction=fraction, trim=trim, tolerance=tolerance, anchor=anchor,
    )  # fmt: skip
    box = kept_box(step, image.size)
    return cropped(image, content_box(image, step.tolerance) if box is None else box)


def cropped(image: Image, box: Box) -> Image:
    """The samples inside ``box``, which must lie inside the picture."""
    if not box.inside(image.size):
        raise BadValue(
            f"the box ({box.left}, {box.top}, {box.right}, {box.bottom}) leaves the {image.size} picture",
            hint=_TOO_LARGE,
        )
    if box == image.box:
        return image
    return image.with_pixels(image.pixels.crop(box.left, box.top, box.width, box.height))


def _by_name(box: Box | tuple[int, int, int, int] | None) -> object:
    if isinstance(box, tuple | list) and len(box) == 4:
        return dict(zip(("left", "top", "right", "bottom"), box, strict=True))
    return box


def kept_box(step: Crop, size: Size) -> Box | None:
    """What ``step`` keeps of a canvas of ``size``, its ``where`` left aside; None for a trim.

    What a trim keeps, only the samples tell (:func:`content_box`).
    """
    match _only_way(step, "crop", ("box", "width", "aspect", "sides", "part", "fraction", "trim")):
        case "box" if step.box:
            return step.box
        case "width":
            wanted = Size(step.width or size.width, step.height or size.height)
            if wanted.width > size.width or wanted.height > size.height:
                raise BadValue(f"a crop to {wanted} is larger than the {size} picture", hint=_TOO_LARGE)
            return anchored(wanted, size, step.anchor)
        case "aspect" if step.aspect:
            return anchored(largest_of(ratio(step.aspect), size), size, step.anchor)
        case "sides" if step.sides:
            return _inside(step.sides, size)
        case "part" if step.part:
            return part_of(size, step.part.left, step.part.top, step.part.right, step.part.bottom)
        case "fraction" if step.fraction:
            return anchored(scaled(size, step.fraction), size, step.anchor)
    return None


def _only_way(step: Crop | Resize, verb: str, ways: tuple[str, ...]) -> str:
    """The one of ``ways`` that ``step`` uses; a height counts as "width"."""
    used = [way for way in ways if getattr(step, way) or (way == "width" and step.height)]
    if len(used) != 1:
        given = f"{', '.join(used)} together" if used else "nothing"
        names = ", ".join("width/height" if way == "width" else way for way in ways)
        raise BadValue(f"{verb} was given {given}", hint=f"give exactly one of {names}")
    return used[0]


def _inside(sides: Sides, size: Size) -> Box:
    left, top, right, bottom = sides.margins(size)
    if left + right >= size.width or top + bottom >= size.height:
        raise BadValue(
            f"taking {left}, {top}, {right}, {bottom} pixels off the left, top, right and bottom "
            f"leaves nothing of the {size} picture",
            hint="take less off",
        )
    return Box(left, top, size.width - right, size.height - bottom)


def content_box(image: Image, tolerance: float) -> Box:
    """The picture without its border, as ``crop(trim=True)`` means it; computes the picture."""
    limit = tolerance * image.peak / 255
    box = image.box
    with computing():
        pixels = image.pixels.premultiply(max_alpha=image.peak) if image.has_alpha else image.pixels
        first, last = pixels.getpoint(0, 0), pixels.getpoint(image.width - 1, image.height - 1)
        for color in (first, last, first):
            content = _unlike(pixels, box, color, limit)
            if content is None:
                break
            box = content
    if content is None and box == image.box:
        raise BadValue(
            f"the picture is all border within a tolerance of {tolerance:g}",
            hint="lower the tolerance, or crop by numbers",
        )
    return box


def _unlike(pixels: pyvips.Image, box: Box, color: list[float], limit: float) -> Box | None:
    """The smallest box in ``box`` around the pixels that differ from ``color`` by more than ``limit``."""
    part = pixels.crop(box.left, box.top, box.width, box.height)
    unlike = ((part - color).abs() > limit).bandor()
    left, top, width, height = unlike.find_trim(background=[0], line_art=True)
    if width == 0 or height == 0:
        return None
    return Box(box.left + left, box.top + top, box.left + left + width, box.top + top + height)


def zoom(image: Image, factor: float = 1.5, anchor: Anchor = "center") -> Image:
    """Enlarge by ``factor`` (>= 1) towards ``anchor`` and keep the size of the canvas.

    The anchored point stays where it is; interpolation is the Catmull-Rom cubic.
    """
    step = Zoom.of(factor=factor, anchor=anchor)
    if step.factor == 1:
        return image
    x = 0.0 if "left" in step.anchor else 1.0 if "right" in step.anchor else 0.5
    y = 0.0 if "top" in step.anchor else 1.0 if "bottom" in step.anchor else 0.5
    matrix = (step.factor, 0.0, 0.0, step.factor)
    return premultiplied(image, lambda pixels: mapped(pixels, matrix, image.size, pin=(x, y)))


def resize(
    image: Image,
    width: int | None = None,
    height: int | None = None,
    percent: float | None = None,
    longest: int | None = None,
    shortest: int | None = None,
    megapixels: float | None = None,
    fit: Fit = "fit",
    background: str = "white",
    kernel: Kernel = "lanczos3",
) -> Image:
    """Another number of pixels, named in exactly one way; a size asked for is met exactly.

    - ``width`` or ``height`` alone, ``longest`` or ``shortest`` side, ``percent`` of each side,
      ``megapixels`` (millions of pixels, as near as whole sides allow): the shape stays, the
      other side is rounded half up
    - ``width`` and ``height`` together, by ``fit``: "fit" stays within both (one of them is
      exact), "fill" covers both and cuts off what is over around the centre, "pad" fits and
      fills up with ``background``, "stretch" gives up the shape

    Kernels and edges are those of :func:`limner.ops.resample.resample`.

    >>> import numpy as np
    >>> resize(Image.from_array(np.zeros((200, 300, 3))), longest=100).size
    Size(width=100, height=67)
    """
    step = Resize.of(
        width=width, height=height, percent=percent, longest=longest, shortest=shortest,
        megapixels=megapixels, fit=fit, background=background, kernel=kernel,
    )  # fmt: skip
    way = _only_way(step, "resize", ("width", "percent", "longest", "shortest", "megapixels"))
    if step.width and step.height:
        return _into(image, canvas(step.width, step.height), step)
    return resample(image, scaled(image.size, _factor(step, way, image.size)), step.kernel)


def _factor(step: Resize, way: str, size: Size) -> Fraction | float:
    if way == "percent" and step.percent:
        return Fraction(step.percent) / 100
    if way == "longest" and step.longest:
        return Fraction(step.longest, max(size.width, size.height))
    if way == "shortest" and step.shortest:
        return Fraction(step.shortest, min(size.width, size.height))
    if way == "megapixels" and step.megapixels:
        return math.sqrt(step.megapixels * 1e6 / size.pixels)
    return Fraction(step.width, size.width) if step.width else Fraction(step.height or 1, size.height)


def _into(image: Image, bounds: Size, step: Resize) -> Image:
    match step.fit:
        case "stretch":
            return resample(image, bounds, step.kernel)
        case "fill":
            cover = resample(image, covering(image.size, bounds), step.kernel)
            return cropped(cover, anchored(bounds, cover.size, "center"))
        case "fit":
            return resample(image, fitted(image.size, bounds), step.kernel)
        case "pad":
            within = resample(image, fitted(image.size, bounds), step.kernel)
            return pad(within, width=bounds.width, height=bounds.height, color=step.background)


def flip(image: Image, axis: Literal["horizontal", "vertical"] = "horizontal") -> Image:
    """Mirror: "horizontal" swaps left and right, "vertical" swaps top and bottom."""
    direction = Flip.of(axis=axis).axis
    return image.with_pixels(image.pixels.flip(direction))


def transpose(image: Image, diagonal: Literal["main", "anti"] = "main") -> Image:
    """Swap rows and columns: mirror along the main diagonal (top left to bottom right) or the other."""
    turns = 1 if Transpose.of(diagonal=diagonal).diagonal == "main" else 3
    return flip(quarter_turns(image, turns))


def quarter_turns(image: Image, turns: int) -> Image:
    """Turn clockwise by ``turns`` times 90 degrees, losslessly."""
    angle = ("d0", "d90", "d180", "d270")[turns % 4]
    return image if angle == "d0" else image.with_pixels(image.pixels.rot(angle))
