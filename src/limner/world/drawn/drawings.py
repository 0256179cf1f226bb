"""The three drawings of a list of shapes: flat fills, a cartoon's dark outline, a 3d relief.

All is drawn at a multiple of the size and averaged down, so that edges are smooth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from limner.core.errors import BadValue
from limner.world.vocabulary import DRAWINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from limner.world.drawn.shapes import Outline, Shape

    Plane = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.uint8]

OUTLINE = 0.018
"""Half the width of a cartoon's line, as a fraction of the longest side."""

_FLAT_LINE = 0.010
_REACH = 0.08
"""How far a shape's line or shadow goes beyond it, as a fraction of the longest side."""

_INK = np.array((44, 34, 40), np.float32)
_LIGHT = np.array((-0.45, -0.62, 0.643), np.float32)
"""Towards the light, length 1."""

_SUBPIXEL_BITS = 6


class Frame(NamedTuple):
    """How a thing's units become pixels: ``pixel = unit * scale + (dx, dy)``."""

    width: int
    height: int
    scale: float
    dx: float
    dy: float

    def pixels(self, outline: Outline) -> npt.NDArray[np.int32]:
        """Corners in fixed point for OpenCV; a pixel's centre is its whole number."""
        corners = outline * self.scale + (self.dx - 0.5, self.dy - 0.5)
        return np.round(corners * (1 << _SUBPIXEL_BITS)).astype(np.int32)


def bounds(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of all shapes in the thing's units."""
    boxes = np.array([one.box for one in shapes])
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def frame(shapes: Sequence[Shape], drawing: str, side: int) -> Frame:
    """The frame in which the drawing's longest side is ``side`` pixels and nothing is cut off."""
    left, top, right, bottom = bounds(shapes)
    margin = OUTLINE * side if drawing == "cartoon" else 0.0
    scale = (side - 2 * margin) / max(right - left, bottom - top)
    width = max(1, round((right - left) * scale + 2 * margin))
    height = max(1, round((bottom - top) * scale + 2 * margin))
    return Frame(width, height, scale, margin - left * scale, margin - top * scale)


def render(shapes: Sequence[Shape], drawing: str, side: int) -> npt.NDArray[np.uint8]:
    """(h, w, 4) uint8 straight RGBA whose longest side is ``side`` pixels, 4-2048."""
    if drawing not in _PAINTERS:
        raise BadValue(f"drawing {drawing!r}: allowed are {', '.join(DRAWINGS)}")
    if not 4 <= side <= 2048:
        raise BadValue(f"a side of {side} pixels: allowed are 4-2048")
    oversampling = 3 if side <= 128 else 2
    fine = frame(shapes, drawing, side * oversampling)
    sheet = _Sheet(
        np.zeros((fine.height, fine.width, 4), np.float32),
        np.ones((fine.height, fine.width), np.float32),
        np.zeros((fine.height, fine.width), np.float32),
    )
    for one in shapes:
        window = _window(one, fine)
        mask = np.ascontiguousarray(_coverage(one, fine)[window])
        below = sheet.within(window)
        if not one.detail:
            _PAINTERS[drawing](below, one, mask, float(side * oversampling))
        _fill(below, one, mask)
    final = frame(shapes, drawing, side)
    small = cv2.resize(sheet.canvas, (final.width, final.height), interpolation=cv2.INTER_AREA)
    return _straight(np.asarray(small, np.float32))


@dataclass(slots=True)
class _Sheet:
    """``canvas`` (h, w, 4) premultiplied 0-255; ``diffuse`` (h, w) is what a colour is multiplied
    by where the last shape lies, ``gloss`` (h, w) the share of white on top of it."""

    canvas: Plane
    diffuse: Plane
    gloss: Plane

    def within(self, window: tuple[slice, slice]) -> _Sheet:
        """A view of a part: what is painted there is painted here."""
        return _Sheet(self.canvas[window], self.diffuse[window], self.gloss[window])


def _window(one: Shape, fine: Frame) -> tuple[slice, slice]:
    """The rows and columns that painting the shape can touch."""
    reach = 2 if one.detail else round(_REACH * max(fine.width, fine.height)) + 2
    left, top, right, bottom = (round(edge * fine.scale) for edge in one.box)
    dx, dy = round(fine.dx), round(fine.dy)
    return (
        slice(max(0, top + dy - reach), bottom + dy + reach),
        slice(max(0, left + dx - reach), right + dx + reach),
    )


def _coverage(one: Shape, fine: Frame) -> Mask:
    """(h, w) uint8, 255 where the shape is."""
    mask = np.zeros((fine.height, fine.width), np.uint8)
    for outline in one.outlines:
        cv2.fillPoly(mask, [fine.pixels(outline)], 255, cv2.LINE_AA, _SUBPIXEL_BITS)
    for hole in one.holes:
        cv2.fillPoly(mask, [fine.pixels(hole)], 0, cv2.LINE_AA, _SUBPIXEL_BITS)
    return mask


def _fill(sheet: _Sheet, one: Shape, mask: Mask) -> None:
    lit = np.array(one.color, np.float32) * sheet.diffuse[..., None]
    lit += (255 - lit) * sheet.gloss[..., None]
    _over(sheet.canvas, lit, mask * np.float32(1 / 255))


def _over(canvas: Plane, color: Plane, alpha: Plane) -> None:
    """Lay a colour (3,) or (h, w, 3), 0-255, of that opacity over the premultiplied canvas."""
    canvas *= 1 - alpha[..., None]
    canvas[..., :3] += color * alpha[..., None]
    canvas[..., 3] += 255 * alpha


def _straight(canvas: Plane) -> npt.NDArray[np.uint8]:
    """Premultiplied to straight."""
    alpha = canvas[..., 3:]
    color = canvas[..., :3] * (255 / np.maximum(alpha, 1e-3))
    return np.clip(np.concatenate([color, alpha], 2) + 0.5, 0, 255).astype(np.uint8)


def _flat(sheet: _Sheet, one: Shape, mask: Mask, side: float) -> None:
    """A thin line in a deeper shade, only on the thing itself: it parts a finger from the palm."""
    line = np.clip(_FLAT_LINE * side + 0.5 - _distance(255 - mask), 0, 1)
    _over(sheet.canvas, np.array(one.color, np.float32) * 0.74, line * sheet.canvas[..., 3] / 255)


def _cartoon(sheet: _Sheet, one: Shape, mask: Mask, side: float) -> None:
    """A dark line around the shape, and a darker crescent away from the light."""
    _over(sheet.canvas, _INK, np.clip(OUTLINE * side + 0.5 - _distance(255 - mask), 0, 1))
    alpha = mask * np.float32(1 / 255)
    shift = -max(1.0, 0.3 * one.depth * side)
    crescent = 0.20 * alpha * (1 - _moved(alpha, shift))
    sheet.diffuse += alpha * (1 - crescent - sheet.diffuse)


def _relief(sheet: _Sheet, one: Shape, mask: Mask, side: float) -> None:
    """A bulging shape under a light from the upper left, with its soft shadow on what is below."""
    alpha = mask * np.float32(1 / 255)
    shadow = _moved(_blurred(alpha, 0.02 * side), 0.012 * side)
    sheet.canvas[..., :3] *= 1 - 0.45 * shadow[..., None]
    diffuse, gloss = _lighting(mask, max(2.0, one.depth * side))
    sheet.diffuse += alpha * (diffuse - sheet.diffuse)
    sheet.gloss += alpha * (gloss - sheet.gloss)


def _lighting(mask: Mask, rim: float) -> tuple[Plane, Plane]:
    """The light on a cushion with a round rim: a factor about 1, and the share of white on top."""
    slope = 1 - np.minimum(_distance(np.pad(mask, 1))[1:-1, 1:-1] / rim, 1)
    height = _blurred(rim * np.sqrt(1 - slope * slope), 0.22 * rim)
    normal = np.dstack(
        [
            -cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=1 / 8),
            -cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=1 / 8),
            np.ones_like(height),
        ]
    )
    facing = (normal @ _LIGHT) / np.sqrt((normal * normal).sum(axis=2))
    diffuse = 0.56 + 0.68 * np.clip(facing, -0.05, 1)
    gloss = 0.5 * np.clip((facing - 0.90) / 0.10, 0, 1) ** 2
    fall = np.linspace(1.05, 0.95, mask.shape[0], dtype=np.float32)[:, None]
    return np.asarray(diffuse * fall, np.float32), np.asarray(gloss, np.float32)


def _distance(mask: Mask) -> Plane:
    """Pixels to the nearest zero."""
    return np.asarray(cv2.distanceTransform(mask, cv2.DIST_L2, cv2.DIST_MASK_5), np.float32)


def _blurred(plane: Plane, sigma: float) -> Plane:
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)


def _moved(plane: Plane, shift: float) -> Plane:
    """The plane moved right and down by ``shift`` pixels."""
    move = np.array([[1, 0, shift], [0, 1, shift]])
    return np.asarray(cv2.warpAffine(plane, move, plane.shape[::-1]), np.float32)


_PAINTERS = {"flat": _flat, "cartoon": _cartoon, "3d": _relief}
