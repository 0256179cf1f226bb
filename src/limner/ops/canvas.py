"""A larger canvas: pad, border, tile, montage; and round corners."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

from limner.core.errors import BadValue
from limner.core.geometry import (
    Anchor,
    Box,
    Size,
    anchored,
    canvas,
    covering,
    fitted,
    half_up,
    ratio,
    scaled,
    smallest_of,
)
from limner.core.image import Image
from limner.core.steps.geometry import Border, Montage, Pad, RoundCorners, Sides, Tile
from limner.ops.formula import (
    Bands,
    choose,
    clipped,
    divided,
    flat,
    held,
    linear,
    mirrored,
    narrow,
    operands,
    pasted,
    picture,
    places,
)
from limner.ops.pixels import as_rgb, as_samples, premultiplied, with_alpha
from limner.ops.resample import inked, resample

Fill = Literal["color", "edge", "mirror", "blur"]
_BLUR_SIDE = 128  # pixels of the longer side at which a blurred backdrop is computed
_BLUR_SIGMA = 4.0


def pad(
    image: Image,
    sides: Sides | None = None,
    width: int | None = None,
    height: int | None = None,
    aspect: str | None = None,
    anchor: Anchor = "center",
    fill: Fill = "color",
    color: str = "white",
) -> Image:
    """Extend the canvas, named in exactly one way; the picture's own samples do not change.

    - ``sides``: pixels, or percent of the width or height, added at each side
    - ``width`` and/or ``height`` of the new canvas, with the picture at ``anchor``
    - ``aspect``: the smallest canvas of that shape that holds the picture, at ``anchor``

    ``fill``: "color"; "edge" repeats the outermost samples; "mirror" reflects the picture, edge
    samples included; "blur" lies a blurred copy that covers the canvas behind. A colour that is
    not opaque gives the picture an alpha band. A canvas smaller than the picture is a BadValue.

    >>> import numpy as np
    >>> pad(Image.from_array(np.zeros((90, 160, 3))), aspect="1:1").size
    Size(width=160, height=160)
    """
    step = Pad.of(
        sides=sides, width=width, height=height, aspect=aspect, anchor=anchor, fill=fill, color=color
    )
    at, size = _placed(step, image.size)
    return _laid(image, at, size, step.fill, step.color)


def _placed(step: Pad, size: Size) -> tuple[Box, Size]:
    """Where the picture lies on the new canvas, and the canvas."""
    given = [step.sides, step.width or step.height, step.aspect]
    if len(given) - given.count(None) != 1:
        raise BadValue(
            "pad was given " + ("several measures" if any(given) else "nothing"),
            hint="give exactly one of sides, width/height, aspect",
        )
    if step.sides:
        left, top, right, bottom = step.sides.margins(size)
        outer = canvas(size.width + left + right, size.height + top + bottom)
        return Box(left, top, left + size.width, top + size.height), outer
    if step.aspect:
        outer = smallest_of(ratio(step.aspect), size)
    else:
        outer = canvas(step.width or size.width, step.height or size.height)
    if outer.width < size.width or outer.height < size.height:
        raise BadValue(
            f"a canvas of {outer} does not hold the {size} picture",
            hint="give a larger canvas, or crop or resize the picture",
        )
    return anchored(size, outer, step.anchor), outer


def _laid(image: Image, at: Box, size: Size, fill: Fill, color: str) -> Image:
    if size == image.size:
        return image
    if fill == "blur":
        backdrop = _backdrop(image, size)
        return image.with_pixels(backdrop.pixels.insert(image.pixels, at.left, at.top))
    if fill != "color":
        extend = {"edge": "copy", "mirror": "mirror"}[fill]
        return image.with_pixels(image.pixels.embed(at.left, at.top, size.width, size.height, extend=extend))
    image, ink = inked(image, color)
    return image.with_pixels(
        image.pixels.embed(at.left, at.top, size.width, size.height, extend="background", background=ink)
    )


def _backdrop(image: Image, size: Size) -> Image:
    """The picture, blurred and covering ``size`` around its centre; computed small, as it is smooth."""
    small = scaled(size, min(1.0, _BLUR_SIDE / max(size.width, size.height)))
    cover = resample(image, covering(image.size, small))
    at = anchored(small, cover.size, "center")
    part = cover.with_pixels(cover.pixels.crop(at.left, at.top, at.width, at.height))
    blurred = premultiplied(part, lambda pixels: pixels.gaussblur(_BLUR_SIGMA))
    return resample(blurred, size, "cubic")


def border(
    image: Image, width: float = 10, unit: Literal["px", "percent"] = "px", color: str = "black"
) -> Image:
    """A frame of one colour around the picture: the canvas grows by ``width`` at each side.

    ``width`` is in pixels, or in percent of the shorter side; rounded half up, at least 1.
    """
    step = Border.of(width=width, unit=unit, color=color)
    thick = max(1, half_up(_pixels(step.width, step.unit, min(image.size.width, image.size.height))))
    size = canvas(image.width + 2 * thick, image.height + 2 * thick)
    return _laid(image, anchored(image.size, size, "center"), size, "color", step.color)


def _pixels(length: float, unit: str, whole: int) -> float:
    return length * whole / 100 if unit == "percent" else length


def round_corners(image: Image, radius: float = 10, unit: Literal["px", "percent"] = "percent") -> Image:
    """Make the corners transparent outside a quarter ellipse; the edge is antialiased.

    ``radius`` is in pixels, or in percent of the width (across) and of the height (down), so that
    50 percent makes an ellipse, as CSS ``border-radius`` does; never more than half a side. The
    alpha that is there is multiplied by the share of each pixel inside (within 1/16).
    """
    step = RoundCorners.of(radius=radius, unit=unit)
    across = min(_pixels(step.radius, step.unit, image.width), image.width / 2)
    down = min(_pixels(step.radius, step.unit, image.height), image.height / 2)
    image = held(with_alpha(image))
    color, alpha = operands(image)
    return picture(image, color, alpha * _coverage(image, alpha, across, down))


def _coverage(image: Image, like: Bands, across: float, down: float) -> Bands:
    """The share in [0, 1] of each pixel inside the rounded rectangle: 1 but in the four corners."""
    size = Size(math.ceil(across), math.ceil(down))
    corner = _corner(image, size, across, down)
    right, bottom = image.width - size.width, image.height - size.height
    lower = mirrored(corner, "vertical")
    whole = pasted(flat(like, [1.0]), corner, 0, 0)
    whole = pasted(whole, mirrored(corner, "horizontal"), right, 0)
    return pasted(pasted(whole, lower, 0, bottom), mirrored(lower, "horizontal"), right, bottom)


def _corner(image: Image, size: Size, across: float, down: float) -> Bands:
    """The same share for the top left corner, to first order.

    With f(x, y) = |(x / a, y / b)| about the centre of the corner's ellipse, the signed distance
    to its edge is close to (1 - f) f / |(x / a^2, y / b^2)|.
    """
    left, top = places(image, Box.of(size))
    x, y = clipped(across - 0.5 - left, 0, across), clipped(down - 0.5 - top, 0, down)
    level = _length(x * (1 / across), y * (1 / down))
    slope = _length(x * (1 / across**2), y * (1 / down**2))
    share = (1 - level) * divided(level, slope + 1e-9) + 0.5
    return narrow(choose(slope > 0, clipped(share, 0, 1), linear(share, 0, 1)))


def _length(x: Bands, y: Bands) -> Bands:
    return (x * x + y * y) ** 0.5


def tile(image: Image, columns: int = 2, rows: int = 2) -> Image:
    """Repeat the picture ``columns`` times across and ``rows`` times down."""
    step = Tile.of(columns=columns, rows=rows)
    canvas(image.width * step.columns, image.height * step.rows)
    return image.with_pixels(image.pixels.replicate(step.columns, step.rows))


def montage(
    image: Image,
    pictures: tuple[Image, ...] = (),
    layout: Literal["row", "column", "grid", "before-after"] = "row",
    columns: int | None = None,
    gap: int = 0,
    background: str = "white",
    labels: tuple[str, ...] = (),
) -> Image:
    """This picture and ``pictures`` beside each other, in reading order, ``gap`` pixels apart.

    The first picture keeps its samples and gives the measure: in a "row" the others are resized
    to its height, in a "column" to its width; in a "grid" of ``columns`` (None: about as many as
    rows) each is fitted into a cell of its size. "before-after" is a row of two, labelled "Before"
    and "After" unless ``labels`` says otherwise; labels are drawn at the bottom of the pictures.
    Where layouts differ, RGB wins over gray and CMYK, 16 bit over 8, alpha over none; profile,
    EXIF and resolution are those of the first picture.
    """
    step = Montage.of(layout=layout, columns=columns, gap=gap, background=background, labels=labels)
    cells = [inked(cell, step.background)[0] for cell in _alike([image, *pictures])]
    labels = step.labels or (("Before", "After") if layout == "before-after" else ())
    _refuse_montage(step, len(cells), len(labels))
    cells = [_cell(cell, cells[0].size, step) for cell in cells]
    cells = [*map(_labelled, cells, labels), *cells[len(labels) :]]
    return _arranged(cells, step)


def _refuse_montage(step: Montage, cells: int, labels: int) -> None:
    if cells < 2 or (step.layout == "before-after" and cells != 2):
        wanted = "exactly one" if step.layout == "before-after" else "at least one"
        raise BadValue(
            f"a {step.layout} montage was given {cells - 1} other pictures",
            hint=f"give {wanted} picture to put beside this one",
        )
    if labels > cells:
        raise BadValue(f"{labels} labels for {cells} pictures", hint="give at most one label a picture")
    if step.columns is not None and step.layout != "grid":
        raise BadValue(f"columns mean nothing in a {step.layout} montage", hint='use layout "grid"')


def _alike(images: list[Image]) -> list[Image]:
    """All in one layout of samples, so that nothing is lost."""
    if any(image.space != images[0].space for image in images):
        images = [as_rgb(image) for image in images]
    if any(image.has_alpha for image in images):
        images = [with_alpha(image) for image in images]
    if any(image.depth == 16 for image in images):
        images = [_deepened(image) for image in images]
    return images


def _deepened(image: Image) -> Image:
    if image.depth == 16:
        return image
    return image.with_pixels(as_samples(image.pixels.cast("ushort") * 257, image.space, 16))


def _cell(image: Image, measure: Size, step: Montage) -> Image:
    match step.layout:
        case "column":
            return resample(image, scaled(image.size, Fraction(measure.width, image.width)))
        case "grid":
            within = resample(image, fitted(image.size, measure))
            return pad(within, width=measure.width, height=measure.height, color=step.background)
        case _:
            return resample(image, scaled(image.size, Fraction(measure.height, image.height)))


def _labelled(image: Image, label: str) -> Image:
    from limner.ops.lettering import text

    return text(image, label, color="white", outline="black", anchor="bottom")


def _arranged(cells: list[Image], step: Montage) -> Image:
    import pyvips

    ink = inked(cells[0], step.background)[1]
    if step.layout == "grid":
        across = step.columns or math.ceil(math.sqrt(len(cells)))
        sheet = pyvips.Image.arrayjoin(
            [cell.pixels for cell in cells], across=across, shim=step.gap, background=ink
        )
    else:
        direction = "vertical" if step.layout == "column" else "horizontal"
        sheet = cells[0].pixels
        for cell in cells[1:]:
            sheet = sheet.join(cell.pixels, direction, shim=step.gap, background=ink)
    canvas(sheet.width, sheet.height)
    return cells[0].with_pixels(sheet)
