"""A scene as data: what is drawn, where, when and how; the painter and every truth follow from it.

Lengths are fractions: ``x`` of the canvas width, ``y`` of the canvas height, ``size`` of the
shorter side. Nothing here is a pixel, so one scene renders at any resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ASPECTS = {"1:1": (1, 1), "3:2": (3, 2), "2:3": (2, 3), "16:9": (16, 9)}

REGIONS = ("other", "sky", "ground", "water", "wall", "floor", "building", "vegetation", "mountain")
"""What a pixel of the backdrop belongs to; a region map holds indices into this."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One thing of a scene: it stands on the foot point (``x``, ``y``), centred above it.

    ``size`` is its longest side; ``color`` None is the thing's own; ``variant`` is what a drawn
    thing shows (the word on a sign, the fingers of a hand), "" for all others.
    """

    thing: str
    color: str | None
    x: float
    y: float
    size: float
    flipped: bool = False
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """``things[subject]`` is ``kind`` (one of `vocabulary.RELATIONS`) ``things[object]``."""

    subject: int
    kind: str
    object: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that a picture shows. ``things`` are painted in order, the farthest first.

    ``horizon`` is where the ground begins (fraction of the height); ``ground`` names the colour of
    a plain backdrop and is None elsewhere; ``features`` are extras of the land such as "lake";
    ``sky`` is "calm" or "dramatic". ``relations`` hold the ones the scene was composed for;
    `truth.relations` finds all that hold. ``seed`` decides every detail that is not named.
    """

    seed: int
    place: str
    time: str
    weather: str
    drawing: str
    style: str
    aspect: str
    horizon: float
    things: tuple[Placed, ...]
    relations: tuple[Relation, ...] = ()
    ground: str | None = None
    features: tuple[str, ...] = ()
    sky: str = "calm"


class PixelBox(NamedTuple):
    """Half-open pixels."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A painted place: ``pixels`` (H, W, 3) float32 0-255, ``regions`` (H, W) uint8 of `REGIONS`,
    ``light`` (3,) float32, what a thing's colours are multiplied by there."""

    pixels: npt.NDArray[np.float32]
    regions: npt.NDArray[np.uint8]
    light: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered scene and where everything is, exactly.

    ``pixels`` (H, W, 3) uint8; ``instances`` (H, W) uint8, 0 = backdrop, i + 1 = ``things[i]`` as
    visible; ``regions`` (H, W) uint8, the backdrop's region under everything; ``boxes[i]`` is the
    whole thing inside the canvas, also where another covers it, None when nothing of it shows.
    """

    scene: Scene
    pixels: npt.NDArray[np.uint8]
    instances: npt.NDArray[np.uint8]
    regions: npt.NDArray[np.uint8]
    boxes: tuple[PixelBox | None, ...]

    @property
    def fractions(self) -> tuple[tuple[float, float, float, float] | None, ...]:
        """Left, top, right, bottom of each of the ``boxes`` as fractions of the picture, 0-1."""
        height, width = self.pixels.shape[:2]
        return tuple(
            box and (box.left / width, box.top / height, box.right / width, box.bottom / height)
            for box in self.boxes
        )
