"""From a scene to a picture: the place, the things in order with their shadows, the air, the finish."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from limner.core.errors import BadValue
from limner.world.backdrops.paint import backdrop, veil
from limner.world.extents import canvas
from limner.world.finishes import FINISHES, PIXEL_ROWS
from limner.world.scene import Picture, PixelBox, Relation
from limner.world.things import THINGS

if TYPE_CHECKING:
    import numpy.typing as npt

    from limner.world.atlas import Atlas
    from limner.world.scene import Placed, Scene

    Pixels = npt.NDArray[np.uint8]
    Plane = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]
    Window = tuple[slice, slice]

SIDES = (64, 1024)
"""The shortest and longest shorter side of a picture, pixels."""

AMBIENT = 0.48
"""How much of its own colour a thing keeps in the darkest light, so that it stays recognisable."""

CLEAR_IN_FOG = 0.5
"""How much of a thing's own look stays in fog."""

_SOLID = 127
_GROUND_SHADOW = 0.42
_RESTING_SHADOW = 0.34


class Stamp(NamedTuple):
    """A thing's pixels (h, w, 4), premultiplied, and where their upper left corner goes."""

    pixels: Pixels
    left: int
    top: int


def size_in_pixels(aspect: str, side: int) -> tuple[int, int]:
    """Width and height of a picture whose shorter side is ``side``.

    >>> size_in_pixels("3:2", 128), size_in_pixels("2:3", 128)
    ((192, 128), (128, 192))
    """
    width, height = canvas(aspect)
    return round(width * side), round(height * side)


def stamp(placed: Placed, scene: Scene, atlas: Atlas, width: int, height: int) -> Stamp:
    """What ``placed`` looks like on a canvas of that many pixels, in its own light."""
    longest = max(6, round(placed.size * min(width, height)))
    pixels = atlas.sprite(placed.thing, scene.drawing, placed.color, longest, placed.flipped, placed.variant)
    high, wide = pixels.shape[:2]
    return Stamp(pixels, round(placed.x * width - wide / 2), round(placed.y * height) - high)


def paint(scene: Scene, atlas: Atlas, side: int) -> Picture:
    """Render ``scene``; ``side`` is the shorter side, 64-1024 pixels (else BadValue).

    The same scene at the same side gives identical bytes.
    """
    if not SIDES[0] <= side <= SIDES[1]:
        raise BadValue(f"side {side} is not within {SIDES[0]} to {SIDES[1]}")
    size = size_in_pixels(scene.aspect, side)
    if scene.style == "pixel art":
        return _enlarged(_painted(scene, atlas, size_in_pixels(scene.aspect, PIXEL_ROWS)), size)
    return _painted(scene, atlas, size)


def _painted(scene: Scene, atlas: Atlas, size: tuple[int, int]) -> Picture:
    """All of `paint` at ``size``, but for the enlarging of pixel art."""
    width, height = size
    place = backdrop(scene, width, height)
    pixels: Pixels = np.asarray(cv2.convertScaleAbs(place.pixels), np.uint8)
    instances = np.zeros((height, width), np.uint8)
    light = np.append(AMBIENT + (1 - AMBIENT) * place.light, 1.0).astype(np.float64)
    stamps = [stamp(placed, scene, atlas, width, height) for placed in scene.things]
    for index, whole in enumerate(stamps):
        one = whole
        carrier = _carrier(scene, index)
        if carrier is None:
            if _grounded(scene, scene.things[index]):
                _shade(pixels, one, _GROUND_SHADOW)
        elif carrier.kind == "inside":
            one = _cut(one, stamps[carrier.object], THINGS[scene.things[carrier.object].thing].bowl or 0.0)
        elif carrier.kind == "on":
            _shade(pixels, one, _RESTING_SHADOW, instances == carrier.object + 1)
        _lay(pixels, instances, one, light, index + 1)
    pixels = _finished(scene, _veiled(scene, pixels, instances))
    boxes = tuple(_box(one, width, height) for one in stamps)
    return Picture(scene, pixels, instances, place.regions, boxes)


def _veiled(scene: Scene, pixels: Pixels, instances: Pixels) -> Pixels:
    """With what is in the air in front of the things; fog hides them less than the land behind."""
    if scene.weather == "clear":
        return pixels
    air = pixels.astype(np.float32)
    veil(air, scene)
    veiled: Pixels = np.asarray(cv2.convertScaleAbs(air), np.uint8)
    if scene.weather == "fog" and scene.things:
        nearer = np.asarray(cv2.addWeighted(pixels, CLEAR_IN_FOG, veiled, 1 - CLEAR_IN_FOG, 0), np.uint8)
        cv2.copyTo(nearer, instances, veiled)
    return veiled


def _finished(scene: Scene, pixels: Pixels) -> Pixels:
    finish = FINISHES.get(scene.style)
    return pixels if finish is None else finish(pixels, scene.seed)


def _carrier(scene: Scene, index: int) -> Relation | None:
    """The relation by which another thing carries thing ``index``, as seen from the carried one."""
    for relation in scene.relations:
        if relation.kind in ("on", "riding", "inside") and relation.subject == index:
            return relation
        if relation.kind == "under" and relation.object == index and relation.subject < index:
            return Relation(index, "on", relation.subject)
    return None


def _grounded(scene: Scene, placed: Placed) -> bool:
    """Whether ``placed`` stands on the ground and throws its shadow there."""
    return not THINGS[placed.thing].airborne and placed.y >= scene.horizon


@lru_cache(maxsize=4096)
def _shadow(half_width: int, half_height: int, strength: float) -> Plane:
    """What a soft elliptic shadow leaves of the light, (2 h + 1, 2 w + 1, 3): 1 - strength in its middle."""
    y, x = np.mgrid[-half_height : half_height + 1, -half_width : half_width + 1].astype(np.float32)
    squared = (x / (half_width + 0.5)) ** 2 + (y / (half_height + 0.5)) ** 2
    soft = np.clip(1 - squared, 0, 1) ** 0.8
    return np.repeat(1 - np.float32(strength) * soft[..., None], 3, axis=2)


def _shade(pixels: Pixels, one: Stamp, strength: float, only: Mask | None = None) -> None:
    """Darken the ground around a foot; ``only`` limits it to what lies there."""
    high, wide = one.pixels.shape[:2]
    half_width, half_height = max(2, round(wide * 0.52)), max(1, round(max(high, wide) * 0.07))
    x, y = one.left + wide // 2, one.top + high - max(1, half_height // 3)
    shadow = _shadow(half_width, half_height, strength)
    part = _overlap(pixels, x - half_width, y - half_height, shadow.shape)
    if part is None:
        return
    target, source = part
    kept = shadow[source]
    if only is not None:
        kept = np.where(only[target][..., None], kept, np.float32(1))
    pixels[target] = cv2.multiply(pixels[target], kept, dtype=cv2.CV_8U)


def _overlap(
    canvas_pixels: Pixels, left: int, top: int, shape: tuple[int, ...]
) -> tuple[Window, Window] | None:
    """Where something of ``shape`` at (``left``, ``top``) meets the canvas: there, and in itself."""
    height, width = canvas_pixels.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + shape[1]), min(height, top + shape[0])
    if x1 <= x0 or y1 <= y0:
        return None
    inside = slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)
    return (slice(y0, y1), slice(x0, x1)), inside


def _cut(one: Stamp, container: Stamp, bowl: float) -> Stamp:
    """``one`` without what the rim of ``container`` hides."""
    rim = container.top + round(bowl * container.pixels.shape[0])
    return one._replace(pixels=one.pixels[: max(1, rim - one.top)])


def _lay(pixels: Pixels, instances: Pixels, one: Stamp, light: npt.NDArray[np.float64], label: int) -> None:
    """Blend ``one`` over the picture; it owns the pixels that it covers by more than half."""
    part = _overlap(pixels, one.left, one.top, one.pixels.shape)
    if part is None:
        return
    target, source = part
    sprite = np.ascontiguousarray(one.pixels[source])
    if light.min() < 1:
        sprite = np.asarray(cv2.multiply(sprite, light), np.uint8)
    alpha = sprite[..., 3]
    behind = cv2.multiply(
        pixels[target], cv2.cvtColor(cv2.bitwise_not(alpha), cv2.COLOR_GRAY2RGB), scale=1 / 255
    )
    pixels[target] = cv2.add(behind, cv2.cvtColor(sprite, cv2.COLOR_RGBA2RGB))
    instances[target][alpha > _SOLID] = label


def _box(one: Stamp, width: int, height: int) -> PixelBox | None:
    """The solid part of ``one`` inside the canvas."""
    left, top, wide, high = cv2.boundingRect((one.pixels[..., 3] > _SOLID).view(np.uint8))
    x0, y0 = max(0, one.left + left), max(0, one.top + top)
    x1, y1 = min(width, one.left + left + wide), min(height, one.top + top + high)
    return PixelBox(x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _enlarged(picture: Picture, size: tuple[int, int]) -> Picture:
    """Every pixel becomes a square; the truth grows with it and stays exact."""
    width, height = size
    high, wide = picture.instances.shape
    rows = np.arange(height) * high // height
    columns = np.arange(width) * wide // width

    def grown(plane: Pixels) -> Pixels:
        return np.ascontiguousarray(plane[rows][:, columns])

    boxes = tuple(
        box
        and PixelBox(
            -(-box.left * width // wide),
            -(-box.top * height // high),
            -(-box.right * width // wide),
            -(-box.bottom * height // high),
        )
        for box in picture.boxes
    )
    return Picture(
        picture.scene, grown(picture.pixels), grown(picture.instances), grown(picture.regions), boxes
    )
