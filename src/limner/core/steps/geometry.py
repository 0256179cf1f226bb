"""Steps that change the canvas. Each is done by the function of its name in ``ops.geometry``,
``ops.warp`` or ``ops.canvas``.
"""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationError

from limner.core.errors import BadValue
from limner.core.geometry import Anchor, Box, Size, half_up
from limner.core.steps.base import (
    ColorName,
    Degrees,
    ExactStep,
    InPart,
    Length,
    PictureName,
    Point,
    Scope,
    Value,
)

Aspect = Annotated[str, Field(pattern=r"^\d+(\.\d+)?:\d+(\.\d+)?$")]
"""Width to height, as "16:9"."""
Fit = Literal["fit", "fill", "pad", "stretch"]
Kernel = Literal["nearest", "linear", "cubic", "lanczos3"]
Length0 = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class Sides(Value):
    """An amount for each side, in pixels or in percent of the width or height."""

    left: Length0 = 0
    top: Length0 = 0
    right: Length0 = 0
    bottom: Length0 = 0
    unit: Literal["px", "percent"] = "px"

    def margins(self, size: Size) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in whole pixels of a canvas of ``size``, rounded half up."""
        across, down = (size.width / 100, size.height / 100) if self.unit == "percent" else (1, 1)
        return (
            half_up(self.left * across),
            half_up(self.top * down),
            half_up(self.right * across),
            half_up(self.bottom * down),
        )


class CanvasStep(ExactStep):
    """A step whose result is another canvas."""

    scope: ClassVar[Scope] = Scope.CANVAS

    @classmethod
    def of(cls, **parameters: Any) -> Self:
        """The step with these parameters; BadValue names the first that is outside what it allows."""
        try:
            return cls(**parameters)
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in fault["loc"])
            raise BadValue(f"{place}: {fault['msg']}, not {fault['input']!r}") from None


class Crop(CanvasStep):
    """Keep a part: exactly one of box, width/height, aspect, sides, part, fraction, trim, or `where`."""

    op: Literal["crop"] = "crop"
    box: Box | None = None
    width: Length | None = None
    height: Length | None = None
    aspect: Aspect | None = None
    sides: Sides | None = None
    part: InPart | None = None
    fraction: Annotated[float, Field(gt=0, le=1)] | None = None
    trim: bool = False
    tolerance: Annotated[float, Field(ge=0, le=255)] = 10
    anchor: Anchor = "center"
    aliases: ClassVar[tuple[str, ...]] = ("cut", "trim", "clip", "cut out", "shave off")
    example: ClassVar[str] = "crop to 500x500"


class Zoom(CanvasStep):
    """Enlarge the middle by a factor and keep the size of the canvas."""

    op: Literal["zoom"] = "zoom"
    factor: Annotated[float, Field(ge=1, le=1000, allow_inf_nan=False)] = 1.5
    anchor: Anchor = "center"
    aliases: ClassVar[tuple[str, ...]] = ("zoom in", "magnify", "closer")
    example: ClassVar[str] = "zoom in 2x"


class Resize(CanvasStep):
    """Another number of pixels: by width/height, percent, longest or shortest side, or megapixels."""

    op: Literal["resize"] = "resize"
    width: Length | None = None
    height: Length | None = None
    percent: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] | None = None
    longest: Length | None = None
    shortest: Length | None = None
    megapixels: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] | None = None
    fit: Fit = "fit"
    background: ColorName = "white"
    kernel: Kernel = "lanczos3"
    aliases: ClassVar[tuple[str, ...]] = ("scale", "shrink", "enlarge", "upscale", "downscale", "thumbnail")
    example: ClassVar[str] = "resize to 800 pixels wide"


class Rotate(CanvasStep):
    """Turn clockwise; quarter turns move samples and change none."""

    op: Literal["rotate"] = "rotate"
    degrees: Degrees
    canvas: Literal["expand", "crop", "keep"] = "expand"
    background: ColorName = "white"
    aliases: ClassVar[tuple[str, ...]] = ("turn", "spin")
    example: ClassVar[str] = "rotate 90 degrees counter clockwise"


class Straighten(CanvasStep):
    """Level a tilted picture, by a given angle or one that is detected, and crop the corners away."""

    op: Literal["straighten"] = "straighten"
    degrees: Annotated[float, Field(ge=-45, le=45, allow_inf_nan=False)] | None = None
    aliases: ClassVar[tuple[str, ...]] = ("level", "deskew", "fix the horizon")
    example: ClassVar[str] = "straighten the horizon"


class Flip(CanvasStep):
    """Mirror: horizontal swaps left and right, vertical swaps top and bottom."""

    op: Literal["flip"] = "flip"
    axis: Literal["horizontal", "vertical"] = "horizontal"
    aliases: ClassVar[tuple[str, ...]] = ("mirror", "reverse", "upside down")
    example: ClassVar[str] = "flip horizontally"


class Transpose(CanvasStep):
    """Swap rows and columns: a mirror along the main (or the other) diagonal."""

    op: Literal["transpose"] = "transpose"
    diagonal: Literal["main", "anti"] = "main"
    example: ClassVar[str] = "transpose"


class Perspective(CanvasStep):
    """Pull a quadrilateral straight: ``corners`` (clockwise from top left) become the new corners."""

    op: Literal["perspective"] = "perspective"
    corners: tuple[Point, Point, Point, Point] | None = None
    width: Length | None = None
    height: Length | None = None
    aliases: ClassVar[tuple[str, ...]] = ("rectify", "keystone", "unskew", "fix perspective")
    example: ClassVar[str] = "fix the perspective"


class Shear(CanvasStep):
    """Slant by angles in degrees; the canvas grows to hold the result."""

    op: Literal["shear"] = "shear"
    x: Annotated[float, Field(gt=-89, lt=89)] = 0.0
    y: Annotated[float, Field(gt=-89, lt=89)] = 0.0
    background: ColorName = "white"
    aliases: ClassVar[tuple[str, ...]] = ("skew", "slant")
    example: ClassVar[str] = "skew by 10 degrees"


class Pad(CanvasStep):
    """Extend the canvas: by sides, to width/height, or to an aspect ratio."""

    op: Literal["pad"] = "pad"
    sides: Sides | None = None
    width: Length | None = None
    height: Length | None = None
    aspect: Aspect | None = None
    anchor: Anchor = "center"
    fill: Literal["color", "edge", "mirror", "blur"] = "color"
    color: ColorName = "white"
    aliases: ClassVar[tuple[str, ...]] = ("extend canvas", "letterbox", "margin", "padding")
    example: ClassVar[str] = "pad to a square with white"


class Border(CanvasStep):
    """A frame of one colour around the picture, in pixels or percent of the shorter side."""

    op: Literal["border"] = "border"
    width: Annotated[float, Field(gt=0, le=1_000_000)] = 10
    unit: Literal["px", "percent"] = "px"
    color: ColorName = "black"
    aliases: ClassVar[tuple[str, ...]] = ("frame", "outline")
    example: ClassVar[str] = "add a 10px black border"


class RoundCorners(CanvasStep):
    """Make the corners transparent along a radius; 50 percent makes an ellipse."""

    op: Literal["round_corners"] = "round_corners"
    radius: Annotated[float, Field(gt=0, le=1_000_000)] = 10
    unit: Literal["px", "percent"] = "percent"
    aliases: ClassVar[tuple[str, ...]] = ("rounded corners", "circle crop")
    example: ClassVar[str] = "round the corners by 20px"


class Tile(CanvasStep):
    """Repeat the picture in a grid."""

    op: Literal["tile"] = "tile"
    columns: Annotated[int, Field(ge=1, le=1000)] = 2
    rows: Annotated[int, Field(ge=1, le=1000)] = 2
    aliases: ClassVar[tuple[str, ...]] = ("repeat",)
    example: ClassVar[str] = "tile it 3x2"


class Montage(CanvasStep):
    """Put other pictures beside this one: in a row, a column, a grid, or as before and after."""

    op: Literal["montage"] = "montage"
    pictures: tuple[PictureName, ...] = ()
    layout: Literal["row", "column", "grid", "before-after"] = "row"
    columns: Annotated[int, Field(ge=1, le=1000)] | None = None
    gap: Annotated[int, Field(ge=0, le=10_000)] = 0
    background: ColorName = "white"
    labels: tuple[str, ...] = ()
    aliases: ClassVar[tuple[str, ...]] = ("collage", "side by side", "contact sheet")
    example: ClassVar[str] = "put other.jpg beside it"
