"""Steps that draw over the picture. Each is done by the function of its name in ``ops.composite``,
``ops.lettering`` or ``ops.shapes``.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from limner.core.geometry import Anchor, Box
from limner.core.steps.base import ColorName, ExactStep, Length, PictureName, Point, Scope, Share

Blend = Literal[
    "normal",
    "multiply",
    "screen",
    "overlay",
    "darken",
    "lighten",
    "color-dodge",
    "color-burn",
    "hard-light",
    "soft-light",
    "difference",
    "exclusion",
    "add",
]


class Overlay(ExactStep):
    """Lay another picture over this one, at an anchor or a point, with a blend mode and an opacity."""

    op: Literal["overlay"] = "overlay"
    picture: PictureName
    anchor: Anchor = "center"
    at: Point | None = None
    margin: Annotated[int, Field(ge=0, le=100_000)] = 0
    width: Length | None = None
    percent: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] | None = None
    opacity: Share = 1.0
    blend: Blend = "normal"
    tile: bool = False
    aliases: ClassVar[tuple[str, ...]] = ("watermark", "logo", "paste", "stamp", "blend")
    example: ClassVar[str] = "put logo.png in the bottom right corner at 50% opacity"


class Text(ExactStep):
    """Draw text; ``size`` is the height of a line in pixels (None: a twelfth of the shorter side)."""

    op: Literal["text"] = "text"
    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    size: Annotated[float, Field(ge=1, le=10_000, allow_inf_nan=False)] | None = None
    color: ColorName = "white"
    outline: ColorName | None = None
    anchor: Anchor = "bottom"
    at: Point | None = None
    margin: Annotated[int, Field(ge=0, le=100_000)] | None = None
    font: Annotated[str, Field(max_length=4096)] | None = None
    opacity: Share = 1.0
    tile: bool = False
    aliases: ClassVar[tuple[str, ...]] = (
        "caption",
        "write",
        "label",
        "watermark text",
        "title",
        "date stamp",
    )
    example: ClassVar[str] = 'write "Hello" at the bottom in white'


class Rectangle(ExactStep):
    """A rectangle, filled or as an outline drawn inwards."""

    op: Literal["rectangle"] = "rectangle"
    box: Box | None = None
    color: ColorName = "red"
    width: Length = 3
    fill: bool = False
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = ("draw a box", "black bar", "redact")
    example: ClassVar[str] = "draw a red rectangle at 10,10 100x50"


class Ellipse(ExactStep):
    """An ellipse inside a box, filled or as an outline drawn inwards."""

    op: Literal["ellipse"] = "ellipse"
    box: Box | None = None
    color: ColorName = "red"
    width: Length = 3
    fill: bool = False
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = ("circle",)
    example: ClassVar[str] = "draw a yellow circle at 10,10 100x100"


class Line(ExactStep):
    """A straight line between two points."""

    op: Literal["line"] = "line"
    start: Point
    end: Point
    color: ColorName = "red"
    width: Length = 3
    example: ClassVar[str] = "draw a line from 10,10 to 200,200"


class Arrow(ExactStep):
    """A line with a head at its end."""

    op: Literal["arrow"] = "arrow"
    start: Point
    end: Point
    color: ColorName = "red"
    width: Length = 3
    example: ClassVar[str] = "draw an arrow from 10,10 to 200,200"
