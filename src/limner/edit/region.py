"""An operation limited to a region, so that what lies outside stays bit-identical.

What a step reads (its :class:`~limner.core.steps.base.Scope`) decides how: POINT and AREA are
computed on the whole picture, lazily, and put back only inside; REGION is computed on the region
cut out, as if that were the picture; CANVAS and FILE cannot be limited, but crop takes the region
itself. A mask mixes the two by its alpha, rounded to 8 bits: 0 keeps the sample, 1 takes the
new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.errors import BadValue, Unsupported
from limner.core.geometry import Box, Size, part_of
from limner.core.image import Image
from limner.core.steps.base import ExactStep, Found, InBox, InMask, InPart, Scope, Where
from limner.core.steps.geometry import Crop
from limner.edit.exact import Pictures, no_pictures, operate
from limner.ops.formula import held
from limner.ops.pixels import as_rgb, as_samples, computed, image_of, is_small, with_alpha

if TYPE_CHECKING:
    import pyvips


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """``box`` holds everything that may change; ``mask``, of the picture's size, says how much."""

    box: Box
    mask: pyvips.Image | None = None


def apply(step: ExactStep, image: Image, pictures: Pictures = no_pictures) -> Image:
    """``image`` with the step done where it is to be done."""
    if step.where is None:
        return operate(step, image, pictures)
    refuse_place(step)
    image, region = held(image), locate(step.where, image.size, pictures)
    if isinstance(step, Crop):
        return operate(_crop_to(step, region.box), image, pictures)
    whole = step.model_copy(update={"where": None})
    if step.scope is Scope.REGION:
        part = image.with_pixels(_cut(image.pixels, region.box))
        return _put_back(image, operate(whole, part, pictures), region, at=region.box)
    return _put_back(image, operate(whole, image, pictures), region, at=image.box)


def refuse_place(step: ExactStep) -> None:
    """Raise for a place that the step cannot take, or that nothing can find yet."""
    if isinstance(step.where, Found):
        raise Unsupported(
            f"nothing here can find {step.where.words!r} yet",
            hint="say where in pixels or parts: a box, the upper half, or a mask",
        )
    if step.where is None or isinstance(step, Crop):
        return
    if step.scope in (Scope.CANVAS, Scope.FILE):
        raise BadValue(
            f"{step.op} acts on the whole picture and cannot be limited to a region",
            hint="leave the region out, or crop to it first",
        )


def locate(where: Where, size: Size, pictures: Pictures = no_pictures) -> Region:
    """The region that ``where`` means on a canvas of ``size``."""
    match where:
        case InBox(box=box):
            return Region(box.clipped(size))
        case InPart():
            return Region(part_of(size, where.left, where.top, where.right, where.bottom))
        case InMask(mask=name):
            return _masked(pictures(name), name, size)
        case Found(words=words):
            raise Unsupported(f"nothing here can find {words!r} yet")


def _masked(picture: Image, name: str, size: Size) -> Region:
    if picture.size != size:
        raise BadValue(
            f"the mask {name!r} is {picture.size} and the picture is {size} at that step",
            hint="give a mask of the same size",
        )
    mask = _lightness(picture).copy_memory()
    left, top, width, height = (mask > 0).find_trim(background=[0], line_art=True)
    if width == 0 or height == 0:
        raise BadValue(f"the mask {name!r} is black everywhere, so nothing would change")
    return Region(Box(left, top, left + width, top + height), mask)


def _lightness(picture: Image) -> pyvips.Image:
    """The mask's alpha as 8-bit samples: its luma, white = repaint."""
    rgb = as_rgb(picture).pixels.extract_band(0, n=3).cast("float") * (255 / picture.peak)
    return as_samples(rgb.recomb([[0.299, 0.587, 0.114]]), "gray", 8)


def _crop_to(step: Crop, box: Box) -> Crop:
    if step.model_copy(update={"where": None, "box": None, "why": ""}) != Crop():
        raise BadValue(
            "a crop to a region takes no other measure",
            hint="crop to the region first, then crop or resize again",
        )
    return Crop(box=box)


def _cut(pixels: pyvips.Image, box: Box) -> pyvips.Image:
    return pixels.crop(box.left, box.top, box.width, box.height)


def _put_back(image: Image, done: Image, region: Region, *, at: Box) -> Image:
    """``image`` with ``done``, which covers ``at``, inside the region."""
    base, done = _alike(image, done)
    box = region.box
    if region.mask is None and is_small(base):
        return _put_back_array(base, done, box, at)
    fresh = done.pixels if at == box else _cut(done.pixels, box)
    if region.mask is not None:
        fresh = _cut(region.mask, box).ifthenelse(fresh, _cut(base.pixels, box), blend=True)
    pasted = base.pixels.insert(fresh, box.left, box.top)
    return base.with_pixels(as_samples(pasted, base.space, base.depth))


def _put_back_array(base: Image, done: Image, box: Box, at: Box) -> Image:
    """The same without a mask on a small picture, where building the graph would cost most."""
    whole, fresh = computed(base.pixels).copy(), computed(done.pixels)
    inside = slice(box.top, box.bottom), slice(box.left, box.right)
    whole[inside] = fresh if at == box else fresh[inside]
    return base.with_pixels(image_of(whole, base.space, base.depth))


def _alike(image: Image, done: Image) -> tuple[Image, Image]:
    """Both in one layout: RGB and alpha win over gray, CMYK and none, so that no colour is lost."""
    if image.space != done.space:
        image, done = as_rgb(image), as_rgb(done)
    if image.has_alpha != done.has_alpha:
        image, done = with_alpha(image), with_alpha(done)
    return image, done
