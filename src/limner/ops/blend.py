"""Laying colour over a picture: blend modes and "source over".

Source: W3C, Compositing and Blending Level 1. With Cb, ab the backdrop's colour and alpha, Cs, as
the layer's, B the blend mode, all in [0, 1]::

    ao = as + ab (1 - as)
    Co ao = as (1 - ab) Cs + as ab B(Cb, Cs) + (1 - as) ab Cb

computed in floats in the picture's own encoding, rounded half up. Inks (CMYK) are blended as the
light they leave, 1 - ink. Where the layer covers nothing, every sample stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from limner.core.color import Color
from limner.core.errors import BadValue
from limner.core.geometry import Box
from limner.core.image import Image
from limner.ops.formula import (
    Bands,
    alike,
    choose,
    clipped,
    cut,
    divided,
    flat,
    held,
    laid,
    linear,
    magnitude,
    operands,
    picture,
    size_of,
)
from limner.ops.pixels import as_rgb

if TYPE_CHECKING:
    from limner.core.steps.composite import Blend

    Mode = Callable[[Bands, Bands], Bands]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Colour to lay over a picture, its top left corner at ``left``, ``top``.

    ``color`` are floats in [0, 1], one band for each of the picture's colour bands (light, for
    inks too); ``cover`` is one band of floats in [0, 1]: how much of each pixel it takes.
    """

    color: Bands
    cover: Bands
    left: int
    top: int

    @classmethod
    def flat(cls, image: Image, color: Color, cover: Bands, left: int, top: int) -> Layer:
        """One colour for ``image``; its alpha counts. A coloured one needs :func:`ready_for` first."""
        light = [part / 255 for part in color.rgb]
        match image.space:
            case "gray":
                light = light[:1]
            case "cmyk":
                light = [*light, 1.0]
        if color.alpha < 255:
            cover = cover * (color.alpha / 255)
        return cls(flat(cover, light), cover, left, top)

    def on(self, other: Layer) -> Layer:
        """This layer over one of the same place and size, as one."""
        behind = other.cover * (1 - self.cover)
        cover = self.cover + behind
        color = divided(self.color * self.cover + other.color * behind, cover)
        return replace(self, color=color, cover=cover)


def ready_for(image: Image, *colors: Color) -> Image:
    """``image``, in RGB if it is gray and one of ``colors`` is not."""
    gray = all(color.red == color.green == color.blue for color in colors)
    return as_rgb(image) if image.space == "gray" and not gray else image


def compose(image: Image, layer: Layer, blend: Blend = "normal") -> Image:
    """``image`` under ``layer``; what lies outside the layer's box is not computed at all.

    A layer that leaves the canvas is cut off; BadValue if all of it lies outside.
    """
    width, height = size_of(layer.cover)
    box = Box(layer.left, layer.top, layer.left + width, layer.top + height).clipped(image.size)
    image = held(image)
    samples, alpha = operands(image)
    place = (box.left, box.top, box.width, box.height)
    under = cut(samples, *place), alpha if alpha is None else cut(alpha, *place)
    own = (box.left - layer.left, box.top - layer.top, box.width, box.height)
    color, cover = (cut(alike(bands, samples), *own) for bands in (layer.color, layer.cover))
    patch = picture(image, *_over(image, under, (color, cover), blend))
    return laid(image, patch, cover, box.left, box.top)


def _over(
    image: Image, under: tuple[Bands, Bands | None], over: tuple[Bands, Bands], blend: Blend
) -> tuple[Bands, Bands | None]:
    """Colour and alpha of a backdrop under a layer's colour and cover, as samples of ``image``."""
    (samples, alpha), (color, cover) = under, over
    backdrop = _light(linear(samples, 1 / image.peak, 0), image)
    mixed = color if blend == "normal" else mode(blend)(backdrop, color)
    if alpha is None:
        return _light(backdrop + (mixed - backdrop) * cover, image) * image.peak, None
    behind = linear(alpha, 1 / image.peak, 0)
    mixed = color + (mixed - color) * behind
    behind = behind * (1 - cover)
    opacity = behind + cover
    out = divided(backdrop * behind + mixed * cover, opacity)
    return _light(out, image) * image.peak, opacity * image.peak


def _light(values: Bands, image: Image) -> Bands:
    """Ink as the light it leaves, and back; everything else is light already."""
    return 1 - values if image.space == "cmyk" else values


def mode(blend: Blend) -> Mode:
    """B(backdrop, layer) on floats in [0, 1]; BadValue for an unknown name."""
    if blend not in _MODES:
        raise BadValue(f"blend is {blend!r}, and must be one of: {', '.join(BLENDS)}")
    return _MODES[blend]


def _all(bands: Bands, value: float) -> Bands:
    return linear(bands, 0, value)


def _normal(below: Bands, above: Bands) -> Bands:
    return above


def _multiply(below: Bands, above: Bands) -> Bands:
    return below * above


def _screen(below: Bands, above: Bands) -> Bands:
    return below + above - below * above


def _hard_light(below: Bands, above: Bands) -> Bands:
    return choose(above <= 0.5, _multiply(below, above * 2), _screen(below, above * 2 - 1))


def _overlay(below: Bands, above: Bands) -> Bands:
    return _hard_light(above, below)


def _darken(below: Bands, above: Bands) -> Bands:
    return choose(below < above, below, above)


def _lighten(below: Bands, above: Bands) -> Bands:
    return choose(below > above, below, above)


def _color_dodge(below: Bands, above: Bands) -> Bands:
    full = below + above >= 1
    return choose(below == 0, _all(below, 0), choose(full, _all(below, 1), divided(below, 1 - above)))


def _color_burn(below: Bands, above: Bands) -> Bands:
    empty = below + above <= 1
    burnt = 1 - divided(1 - below, above)
    return choose(below == 1, _all(below, 1), choose(empty, _all(below, 0), burnt))


def _soft_light(below: Bands, above: Bands) -> Bands:
    curve = choose(below <= 0.25, ((below * 16 - 12) * below + 4) * below, below**0.5)
    darker = below - (1 - above * 2) * below * (1 - below)
    return choose(above <= 0.5, darker, below + (above * 2 - 1) * (curve - below))


def _difference(below: Bands, above: Bands) -> Bands:
    return magnitude(below - above)


def _exclusion(below: Bands, above: Bands) -> Bands:
    return below + above - below * above * 2


def _add(below: Bands, above: Bands) -> Bands:
    return clipped(below + above, 0, 1)


_MODES: dict[Blend, Mode] = {
    "normal": _normal,
    "multiply": _multiply,
    "screen": _screen,
    "overlay": _overlay,
    "darken": _darken,
    "lighten": _lighten,
    "color-dodge": _color_dodge,
    "color-burn": _color_burn,
    "hard-light": _hard_light,
    "soft-light": _soft_light,
    "difference": _difference,
    "exclusion": _exclusion,
    "add": _add,
}
"""W3C's separable modes, and "add" (linear dodge): min(1, Cb + Cs)."""

BLENDS: tuple[Blend, ...] = tuple(_MODES)
