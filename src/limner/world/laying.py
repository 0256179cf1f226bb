"""The layout of a scene: what a picture of it shows where, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.core.layout import Laid, Layout
from limner.world.extents import canvas
from limner.world.things import NAMES
from limner.world.truth import extents
from limner.world.vocabulary import COLORS, DRAWINGS, PLACES, PLAIN_COLORS, STYLES, TIMES, WEATHERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limner.world.atlas import Atlas
    from limner.world.scene import Picture, Scene

    Fractions = tuple[float, float, float, float]

VOCABULARY: dict[str, tuple[str, ...]] = {
    "things": NAMES,
    "colors": tuple(COLORS),
    "place": PLACES,
    "time": TIMES,
    "weather": WEATHERS,
    "style": STYLES,
    "ground": tuple(PLAIN_COLORS),
    "drawing": DRAWINGS,
}
"""Every word that a layout of the world can hold, by head; a network's index of a word is one more
than its place here, 0 means none."""


def layout_of(picture: Picture) -> Layout:
    """What ``picture`` shows. A box is tight to the whole thing inside the canvas, also where another
    covers it or a container hides its foot; things that do not show are left out."""
    return _laid_out(picture.scene, picture.fractions)


def sketched(scene: Scene, atlas: Atlas) -> Layout:
    """The layout of ``scene`` before anything is painted: `layout_of` to within two
    pixels of 128, without the painting."""
    wide, high = canvas(scene.aspect)
    boxes: list[Fractions | None] = []
    for one in extents(scene, atlas):
        left, right = max(0.0, one.left / wide), min(1.0, one.right / wide)
        top, bottom = max(0.0, one.top / high), min(1.0, one.bottom / high)
        boxes.append((left, top, right, bottom) if left < right and top < bottom else None)
    return _laid_out(scene, boxes)


def _laid_out(scene: Scene, boxes: Sequence[Fractions | None]) -> Layout:
    things = tuple(
        Laid(placed.thing, placed.color, box, placed.flipped)
        for placed, box in zip(scene.things, boxes, strict=True)
        if box is not None
    )
    return Layout(things, scene.place, scene.time, scene.weather, scene.style, scene.ground, scene.drawing)
