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
from limner.ops.pixels import as_rgb, as_samples, join_alpha, split_alpha

if TYPE_CHECKING:
    import pyvips

    from limner.core.steps.composite import Blend

    Mode = Callable[[pyvips.Image, pyvips.Image], pyvips.Image]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Colour to lay over a picture, its top left corner at ``left``, ``top``.

    ``color`` are floats in [0, 1], one band for each of the picture's colour bands (light, for
    inks too); ``cover`` is one band of floats in [0, 1]: how much of each pixel it takes.
    """

    color: pyvips.Image
    cover: pyvips.Image
    left: int
    top: int

    @classmethod
    def flat(cls, image: Image, color: Color, cover: pyvips.Image, left: int, top: int) -> Layer:
        """One colour for ``image``; its alpha counts. A coloured one needs :func:`ready_for` first."""
        light = [part / 255 for part in color.rgb]
        match image.space:
            case "gray":
                light = light[:1]
            case "cmyk":
                light = [*light, 1.0]
        if color.alpha < 255:
            cover = cover * (color.alpha / 255)
        return cls(cover.new_from_image(light).cast("float"), cover, left, top)

    def on(self, other: Layer) -> Layer:
        """This layer over one of the same place and size, as one."""
        behind = other.cover * (1 - self.cover)
        cover = self.cover + behind
        color = (self.color * self.cover + other.color * behind) / cover
        return replace(self, color=color, cover=cover)


def ready_for(image: Image, *colors: Color) -> Image:
    """``image``, in RGB if it is gray and one of ``colors`` is not."""
    gray = all(color.red == color.green == color.blue for color in colors)
    return as_rgb(image) if image.space == "gray" and not gray else image


def compose(image: Image, layer: Layer, blend: Blend = "normal") -> Image:
    """``image`` under ``layer``; what lies outside the layer's box is not computed at all.

    A layer that leaves the canvas is cut off; BadValue if all of it lies outside.
    """
    whole = Box(layer.left, layer.top, layer.left + layer.cover.width, layer.top + layer.cover.height)
    box = whole.clipped(image.size)
    cut = (box.left - layer.left, box.top - layer.top, box.width, box.height)
    part = image.with_pixels(image.pixels.crop(box.left, box.top, box.width, box.height))
    cover = layer.cover.crop(*cut)
    done = _over(part, layer.color.crop(*cut), cover, blend)
    kept = (cover > 0).ifthenelse(done, part.pixels)
    pasted = image.pixels.insert(kept, box.left, box.top)
    return image.with_pixels(as_samples(pasted, image.space, image.depth))


def _over(image: Image, color: pyvips.Image, cover: pyvips.Image, blend: Blend) -> pyvips.Image:
    samples, alpha = split_alpha(image)
    backdrop = _light(samples / image.peak, image)
    mixed = color if blend == "normal" else mode(blend)(backdrop, color)
    if alpha is None:
        return _samples(_light(backdrop + (mixed - backdrop) * cover, image), image)
    behind = alpha / image.peak
    mixed = color + (mixed - color) * behind
    behind = behind * (1 - cover)
    opacity = behind + cover
    out = _light((backdrop * behind + mixed * cover) / opacity, image)
    return _samples(join_alpha(out, opacity), image)


def _samples(values: pyvips.Image, image: Image) -> pyvips.Image:
    return as_samples(values * image.peak, image.space, image.depth)


def _light(values: pyvips.Image, image: Image) -> pyvips.Image:
    """Ink as the light it leaves, and back; everything else is light already."""
    return 1 - values if image.space == "cmyk" else values


def mode(blend: Blend) -> Mode:
    """B(backdrop, layer) on floats in [0, 1]; BadValue for an unknown name."""
    if blend not in _MODES:
        raise BadValue(f"blend is {blend!r}, and must be one of: {', '.join(BLENDS)}")
    return _MODES[blend]


def _normal(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return above


def _multiply(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return below * above


def _screen(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return below + above - below * above


def _hard_light(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return (above <= 0.5).ifthenelse(_multiply(below, above * 2), _screen(below, above * 2 - 1))


def _overlay(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return _hard_light(above, below)


def _darken(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return (below < above).ifthenelse(below, above)


def _lighten(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return (below > above).ifthenelse(below, above)


def _color_dodge(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    full = below + above >= 1
    return (below == 0).ifthenelse(0, full.ifthenelse(1, below / (1 - above)))


def _color_burn(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    empty = below + above <= 1
    return (below == 1).ifthenelse(1, empty.ifthenelse(0, 1 - (1 - below) / above))


def _soft_light(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    curve = (below <= 0.25).ifthenelse(((below * 16 - 12) * below + 4) * below, below**0.5)
    darker = below - (1 - above * 2) * below * (1 - below)
    return (above <= 0.5).ifthenelse(darker, below + (above * 2 - 1) * (curve - below))


def _difference(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return (below - above).abs()


def _exclusion(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return below + above - below * above * 2


def _add(below: pyvips.Image, above: pyvips.Image) -> pyvips.Image:
    return (below + above >= 1).ifthenelse(1, below + above)


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
