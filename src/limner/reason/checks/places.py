"""Where every canvas step puts the picture: the new size, and the way back from each new pixel.

Written from the steps' descriptions alone. Places are continuous (pixel ``i`` covers [i, i + 1]).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from limner.core.geometry import Box, Size
from limner.core.steps import geometry
from limner.core.steps.base import ExactStep, InBox, InPart
from limner.reason.checks.scene import Floats, Window

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

Outside = Literal["color", "edge", "mirror", "tile", "unknown"]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A canvas of ``size``; ``back`` (3, 3) takes x, y, 1 of it to the old canvas.

    ``outside`` says what lies where the way back leaves the old canvas; ``slack`` is how many
    pixels the size may be off, where it follows from what the picture shows.
    """

    size: Size
    back: Matrix
    outside: Outside = "edge"
    paint: str = "white"
    slack: int = 0

    def to_old(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Places of the new canvas on the old one; x and y keep their shapes where they go apart."""
        b = self.back
        if self.apart:
            return (b[0, 0] * x + b[0, 2]) / b[2, 2], (b[1, 1] * y + b[1, 2]) / b[2, 2]
        depth = b[2, 0] * x + b[2, 1] * y + b[2, 2]
        return (
            ((b[0, 0] * x + b[0, 1] * y + b[0, 2]) / depth),
            ((b[1, 0] * x + b[1, 1] * y + b[1, 2]) / depth),
        )

    def window(self, new: Window, old: Size) -> Window:
        """The window of the old canvas that ``new`` shows."""
        import numpy as np

        if self.outside == "tile":
            return Window.of(old)
        x = np.linspace(new.left, new.right, 5)[None, :]
        y = np.linspace(new.top, new.bottom, 5)[:, None]
        u, v = self.to_old(x, y)
        left, right = np.clip([u.min(), u.max()], 0, old.width)
        top, bottom = np.clip([v.min(), v.max()], 0, old.height)
        left, top = min(left, old.width - 1.0), min(top, old.height - 1.0)
        return Window(float(left), float(top), float(max(right, left + 1)), float(max(bottom, top + 1)))

    @property
    def scale(self) -> float:
        """Old pixels to a new one, at the middle."""
        x, y = self.size.width / 2, self.size.height / 2
        u, v = self.to_old(x, y)  # type: ignore[arg-type]
        u1, v1 = self.to_old(x + 1, y)  # type: ignore[arg-type]
        u2, v2 = self.to_old(x, y + 1)  # type: ignore[arg-type]
        return math.sqrt(max(1e-9, abs((u1 - u) * (v2 - v) - (u2 - u) * (v1 - v))))

    @property
    def apart(self) -> bool:
        """Whether x follows from x alone, and y from y."""
        b = self.back
        return bool(b[0, 1] == b[1, 0] == b[2, 0] == b[2, 1] == 0)

    @property
    def upright(self) -> bool:
        """Whether rows stay rows: the way back only moves and scales."""
        b = self.back
        return self.apart and bool(b[0, 0] > 0 and b[1, 1] > 0) and self.outside != "tile"


def matrix(a: float, b: float, c: float, d: float, e: float, f: float) -> Matrix:
    """x' = a x + b y + c, y' = d x + e y + f."""
    import numpy as np

    return np.array([[a, b, c], [d, e, f], [0, 0, 1]], np.float64)


def _whole(value: float) -> int:
    return math.floor(value + 0.5 + 1e-9)


def _cut(box: Box) -> Place:
    return Place(box.size, matrix(1, 0, box.left, 0, 1, box.top))


def _held(inner: tuple[int, int], size: Size, anchor: str) -> Box:
    """A box of the inner size at the anchor; what is left over is halved downwards."""
    spare = size.width - inner[0], size.height - inner[1]
    left = {True: 0}.get("left" in anchor, spare[0] if "right" in anchor else spare[0] // 2)
    top = {True: 0}.get("top" in anchor, spare[1] if "bottom" in anchor else spare[1] // 2)
    return Box(left, top, left + inner[0], top + inner[1])


def _shape(aspect: str) -> float:
    across, down = aspect.split(":")
    return float(across) / float(down)


def crop(step: geometry.Crop, size: Size, found: Box | None) -> Place:
    """The kept box; ``found`` is the box of a trim or of a mask."""
    width, height = size.width, size.height
    if found is not None:
        return Place(found.size, matrix(1, 0, found.left, 0, 1, found.top), slack=2)
    box = step.where.box.clipped(size) if isinstance(step.where, InBox) else step.box
    part = step.where if isinstance(step.where, InPart) else step.part
    if box is not None:
        return _cut(box)
    if part is not None:
        left, top = min(_whole(part.left * width), width - 1), min(_whole(part.top * height), height - 1)
        right, bottom = _whole(part.right * width), _whole(part.bottom * height)
        return _cut(Box(left, top, max(right, left + 1), max(bottom, top + 1)))
    if step.sides is not None:
        left, top, right, bottom = _sides(step.sides, size)
        return _cut(Box(left, top, width - right, height - bottom))
    if step.aspect is not None:
        shape = _shape(step.aspect)
        inner = (width, max(1, _whole(width / shape))) if width <= height * shape else (
            max(1, _whole(height * shape)), height
        )  # fmt: skip
    elif step.fraction is not None:
        inner = max(1, _whole(width * step.fraction)), max(1, _whole(height * step.fraction))
    else:
        inner = step.width or width, step.height or height
    return _cut(_held(inner, size, step.anchor))


def _sides(sides: geometry.Sides, size: Size) -> tuple[int, int, int, int]:
    x, y = (size.width / 100, size.height / 100) if sides.unit == "percent" else (1.0, 1.0)
    return _whole(sides.left * x), _whole(sides.top * y), _whole(sides.right * x), _whole(sides.bottom * y)


def zoom(step: geometry.Zoom, size: Size) -> Place:
    """About the anchor, which stays."""
    x = 0.0 if "left" in step.anchor else size.width if "right" in step.anchor else size.width / 2
    y = 0.0 if "top" in step.anchor else size.height if "bottom" in step.anchor else size.height / 2
    part = 1 / step.factor
    return Place(size, matrix(part, 0, x - x * part, 0, part, y - y * part))


def _scaled(size: Size, new: Size) -> Matrix:
    return matrix(size.width / new.width, 0, 0, 0, size.height / new.height, 0)


def resize(step: geometry.Resize, size: Size) -> Place:
    """Another number of pixels, perhaps cut or filled up to a box."""
    width, height = size.width, size.height
    if step.width and step.height:
        return _into(step, size, Size(step.width, step.height))
    if step.width or step.height:
        factor = (step.width or 0) / width or (step.height or 0) / height
    elif step.percent:
        factor = step.percent / 100
    elif step.longest or step.shortest:
        factor = (
            step.longest / max(width, height) if step.longest else (step.shortest or 1) / min(width, height)
        )
    else:
        factor = math.sqrt((step.megapixels or 1) * 1e6 / (width * height))
    new = Size(max(1, _whole(width * factor)), max(1, _whole(height * factor)))
    return Place(new, _scaled(size, new))


def _into(step: geometry.Resize, size: Size, bounds: Size) -> Place:
    if step.fit == "stretch":
        return Place(bounds, _scaled(size, bounds))
    factors = bounds.width / size.width, bounds.height / size.height
    factor = max(factors) if step.fit == "fill" else min(factors)
    inner = Size(max(1, _whole(size.width * factor)), max(1, _whole(size.height * factor)))
    back = _scaled(size, inner)
    if step.fit == "fit":
        return Place(inner, back)
    if step.fit == "fill":
        box = _held((bounds.width, bounds.height), inner, "center")
        return Place(bounds, back @ matrix(1, 0, box.left, 0, 1, box.top))
    box = _held((inner.width, inner.height), bounds, "center")
    return Place(bounds, back @ matrix(1, 0, -box.left, 0, 1, -box.top), "color", step.background)


def turned(size: Size, new: Size, degrees: float) -> Matrix:
    """Back from a canvas on which the picture was turned clockwise about the common centre."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    back = matrix(cosine, sine, 0, -sine, cosine, 0)
    middle = matrix(1, 0, size.width / 2, 0, 1, size.height / 2)
    return middle @ back @ matrix(1, 0, -new.width / 2, 0, 1, -new.height / 2)


def rotate(step: geometry.Rotate, size: Size) -> Place:
    """Clockwise; quarter turns keep whole pixels."""
    width, height = size.width, size.height
    if step.canvas == "crop" and step.degrees % 90:
        return upright_part(size, step.degrees)
    if step.degrees % 90 == 0:
        new = size.swapped if step.degrees % 180 else size
        place = Place(new, _quarter(size, round(step.degrees / 90) % 4), "color", step.background)
        if step.canvas != "keep" or new == size:
            return place
        x, y = _kept_middle(new.width, width), _kept_middle(new.height, height)
        return Place(size, place.back @ matrix(1, 0, x, 0, 1, y), "color", step.background)
    sine, cosine = abs(math.sin(math.radians(step.degrees))), abs(math.cos(math.radians(step.degrees)))
    new = size if step.canvas == "keep" else Size(
        max(1, _whole(width * cosine + height * sine)), max(1, _whole(width * sine + height * cosine))
    )  # fmt: skip
    return Place(new, turned(size, new, step.degrees), "color", step.background)


def _kept_middle(turned_side: int, side: int) -> int:
    """Where the canvas begins on the turned picture: both are cut or filled around the middle."""
    return (turned_side - side) // 2 if turned_side >= side else -((side - turned_side) // 2)


def _quarter(size: Size, turns: int) -> Matrix:
    return (
        matrix(1, 0, 0, 0, 1, 0),
        matrix(0, 1, 0, -1, 0, size.height),
        matrix(-1, 0, size.width, 0, -1, size.height),
        matrix(0, -1, size.width, 1, 0, 0),
    )[turns]


def upright_part(size: Size, degrees: float) -> Place:
    """The largest upright rectangle inside the turned picture, rounded down."""
    sine, cosine = abs(math.sin(math.radians(degrees))), abs(math.cos(math.radians(degrees)))
    long, short = max(size.width, size.height), min(size.width, size.height)
    if short <= 2 * sine * cosine * long + 1e-9:
        first, second = short / (2 * sine), short / (2 * cosine)
        width, height = (first, second) if size.width >= size.height else (second, first)
    else:
        spread = cosine * cosine - sine * sine
        width = (size.width * cosine - size.height * sine) / spread
        height = (size.height * cosine - size.width * sine) / spread
    new = Size(max(1, math.floor(width + 1e-9)), max(1, math.floor(height + 1e-9)))
    return Place(new, turned(size, new, degrees))


def flip(step: geometry.Flip, size: Size) -> Place:
    """Mirrored."""
    if step.axis == "horizontal":
        return Place(size, matrix(-1, 0, size.width, 0, 1, 0))
    return Place(size, matrix(1, 0, 0, 0, -1, size.height))


def transpose(step: geometry.Transpose, size: Size) -> Place:
    """Rows become columns."""
    if step.diagonal == "main":
        return Place(size.swapped, matrix(0, 1, 0, 1, 0, 0))
    return Place(size.swapped, matrix(0, -1, size.width, -1, 0, size.height))


def shear(step: geometry.Shear, size: Size) -> Place:
    """Slanted about the centre, on a canvas that holds all of it."""
    import numpy as np

    across, down = math.tan(math.radians(step.x)), math.tan(math.radians(step.y))
    new = Size(
        max(1, _whole(size.width + size.height * abs(across))),
        max(1, _whole(size.height + size.width * abs(down))),
    )
    forth = matrix(1, -across, 0, down, 1, 0)
    middle = matrix(1, 0, size.width / 2, 0, 1, size.height / 2)
    back = middle @ np.linalg.inv(forth) @ matrix(1, 0, -new.width / 2, 0, 1, -new.height / 2)
    return Place(new, back, "color", step.background)


def perspective(step: geometry.Perspective, size: Size) -> Place | None:
    """The quadrilateral over the whole canvas; None when it had to be found."""
    if step.corners is None:
        return None
    a, b, c, d = step.corners
    natural = Size(
        max(1, _whole(max(math.dist(a, b), math.dist(d, c)))),
        max(1, _whole(max(math.dist(a, d), math.dist(b, c)))),
    )
    width = step.width or _whole(natural.width * (step.height or natural.height) / natural.height)
    height = step.height or _whole(natural.height * (step.width or natural.width) / natural.width)
    new = Size(max(1, width), max(1, height))
    return Place(new, _onto(step.corners, new))


def _onto(corners: Any, size: Size) -> Matrix:
    """The map of the unit square's corners to ``corners``, then of the canvas to the unit square.

    Heckbert, "Fundamentals of Texture Mapping and Image Warping" (1989), section 2.2.3.
    """
    import numpy as np

    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    dx1, dx2, sx = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, sy = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    area = dx1 * dy2 - dx2 * dy1
    g, h = (sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area
    square = np.array(
        [[x1 - x0 + g * x1, x3 - x0 + h * x3, x0], [y1 - y0 + g * y1, y3 - y0 + h * y3, y0], [g, h, 1]]
    )
    return square @ matrix(1 / size.width, 0, 0, 0, 1 / size.height, 0)


def pad(step: geometry.Pad, size: Size) -> Place:
    """The picture on a larger canvas."""
    if step.sides is not None:
        left, top, right, bottom = _sides(step.sides, size)
        new = Size(size.width + left + right, size.height + top + bottom)
    else:
        if step.aspect is not None:
            shape = _shape(step.aspect)
            wide = size.width >= size.height * shape
            new = (
                Size(size.width, _whole(size.width / shape))
                if wide
                else Size(_whole(size.height * shape), size.height)
            )
        else:
            new = Size(step.width or size.width, step.height or size.height)
        box = _held((size.width, size.height), new, step.anchor)
        left, top = box.left, box.top
    outside: Outside = "unknown" if step.fill == "blur" else step.fill
    return Place(new, matrix(1, 0, -left, 0, 1, -top), outside, step.color)


def border(step: geometry.Border, size: Size) -> Place:
    """A frame of one colour."""
    short = min(size.width, size.height)
    thick = max(1, _whole(step.width * short / 100 if step.unit == "percent" else step.width))
    new = Size(size.width + 2 * thick, size.height + 2 * thick)
    return Place(new, matrix(1, 0, -thick, 0, 1, -thick), "color", step.color)


def tile(step: geometry.Tile, size: Size) -> Place:
    """Side by side."""
    new = Size(size.width * step.columns, size.height * step.rows)
    return Place(new, matrix(1, 0, 0, 0, 1, 0), "tile")


def still(size: Size) -> Place:
    """The canvas as it is."""
    return Place(size, matrix(1, 0, 0, 0, 1, 0))


@cache
def rules() -> dict[str, Callable[[Any, Size], Place | None]]:
    """The rule for each canvas step whose place follows from its parameters alone."""
    return {
        "zoom": zoom, "resize": resize, "rotate": rotate, "flip": flip, "transpose": transpose,
        "shear": shear, "perspective": perspective, "pad": pad, "border": border, "tile": tile,
    }  # fmt: skip


def place_of(step: ExactStep, size: Size) -> Place | None:
    """Where the step puts a canvas of ``size``; None when only the picture can tell."""
    if isinstance(step, geometry.Crop):
        found = step.trim or (step.where is not None and not isinstance(step.where, InBox | InPart))
        return None if found else crop(step, size, None)
    if isinstance(step, geometry.Straighten):
        return None if step.degrees is None else rotate(
            geometry.Rotate(degrees=step.degrees, canvas="crop"), size
        )  # fmt: skip
    if isinstance(step, geometry.Montage):
        return None
    rule = rules().get(step.op)
    return rule(step, size) if rule else still(size)
