"""Another picture over this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.core.geometry import Anchor, Size
from limner.core.image import Image
from limner.core.vips import computing
from limner.ops.amounts import one_of, within
from limner.ops.blend import BLENDS, Layer, compose
from limner.ops.formula import Bands, as_image, flat, held, linear, operands
from limner.ops.geometry import resize
from limner.ops.pixels import as_rgb, split_alpha
from limner.ops.placing import Point, position, repeated

if TYPE_CHECKING:
    import pyvips

    from limner.core.steps.composite import Blend


def overlay(
    image: Image,
    picture: Image,
    anchor: Anchor = "center",
    at: Point | None = None,
    margin: int = 0,
    width: int | None = None,
    percent: float | None = None,
    opacity: float = 1.0,
    blend: Blend = "normal",
    tile: bool = False,
) -> Image:
    """``picture`` over ``image``, by the formulas of :mod:`limner.ops.blend`.

    It is scaled to ``width`` pixels or to ``percent`` of the canvas's width, keeping its shape,
    and lies at ``anchor``, ``margin`` pixels from the sides that the anchor names, or with its
    top left corner ``at`` x, y (rounded half up). ``tile`` repeats it over the whole canvas,
    ``margin`` pixels apart, in step with the one at its place. Its colours are converted to the
    canvas's profile and depth; a gray canvas becomes RGB under a picture that is not gray. What
    leaves the canvas is cut off; BadValue if all of it does.
    """
    within("opacity", opacity, 0, 1)
    within("margin", margin, 0, 100_000)
    one_of("blend", blend, BLENDS)
    picture = _scaled(picture, image.size, width, percent)
    image = as_rgb(image) if image.space == "gray" and picture.space != "gray" else image
    layer = _layer(image, picture, opacity)
    place = position(picture.size, image.size, anchor, 0 if tile else margin, at)
    if tile:
        return compose(image, _tiled(layer, place, margin, image.size), blend)
    return compose(image, Layer(layer.color, layer.cover, *place), blend)


def _scaled(picture: Image, canvas: Size, width: int | None, percent: float | None) -> Image:
    if width is not None and percent is not None:
        raise BadValue(
            f"the picture's width is given twice, as {width} pixels and as {percent:g} percent",
            hint="give width or percent, not both",
        )
    if percent is not None:
        within("percent", percent, 0, 1000)
        width = max(1, int(canvas.width * percent / 100 + 0.5))
    return picture if width is None else resize(picture, width=width)


def _tiled(layer: Layer, place: tuple[int, int], gap: int, canvas: Size) -> Layer:
    color, cover = as_image(layer.color), as_image(layer.cover)
    across, down = cover.width + gap, cover.height + gap
    with computing():
        cell = color.bandjoin(cover).embed(0, 0, across, down).copy_memory()
    grid, left, top = repeated(cell, place, canvas)
    return Layer(grid.extract_band(0, n=grid.bands - 1), grid.extract_band(grid.bands - 1), left, top)


def _layer(image: Image, picture: Image, opacity: float) -> Layer:
    """``picture`` as light in the space and profile of ``image``, at the canvas's top left corner."""
    picture = held(picture)
    color, alpha = operands(picture)
    cover = flat(color, [1.0]) if alpha is None else linear(alpha, 1 / picture.peak, 0)
    return Layer(_light(picture, image), cover * opacity, 0, 0)


def _light(picture: Image, image: Image) -> Bands:
    if picture.space != image.space:
        picture = as_rgb(picture)
    if image.space == "gray" or (picture.space == image.space and picture.icc == image.icc):
        return _share(linear(operands(picture)[0], 1 / picture.peak, 0), image)
    color, _ = split_alpha(picture)
    with computing("a colour profile"):
        wide = _profiled(color, picture.icc).icc_import(
            intent="relative",
            embedded=picture.icc is not None,
            input_profile="cmyk" if picture.space == "cmyk" else "srgb",
        )
        built_in = {} if image.icc else {"output_profile": "cmyk" if image.space == "cmyk" else "srgb"}
        depth = 8 if image.space == "cmyk" else picture.depth
        color = _profiled(wide, image.icc).icc_export(intent="relative", depth=depth, **built_in)
    return _share(color / (2**depth - 1), image)


def _share(samples: Bands, image: Image) -> Bands:
    return 1 - samples if image.space == "cmyk" else samples


def _profiled(pixels: pyvips.Image, profile: bytes | None) -> pyvips.Image:
    """``pixels`` with ``profile`` attached, or with none."""
    import pyvips

    pixels = pixels.copy()
    if profile is not None:
        pixels.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    elif "icc-profile-data" in pixels.get_fields():
        pixels.remove("icc-profile-data")
    return pixels
