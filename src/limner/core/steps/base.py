"""What every step of a plan shares: where it acts, which engine takes it, and why."""

from enum import Enum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from limner.core.geometry import Box

Route = Literal["exact", "generative", "analyze"]
PlanRoute = Literal["exact", "generative", "analyze", "mixed"]

Percent = Annotated[float, Field(ge=-100, le=1000, allow_inf_nan=False)]
"""A change in percent: 0 = none, 20 = a fifth more, -100 = nothing left."""
Amount = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
"""A slider: 0 = none, -100 and 100 its ends."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A fraction of the whole."""
Degrees = Annotated[float, Field(ge=-36000, le=36000, allow_inf_nan=False)]
"""An angle, clockwise as seen when positive."""
Length = Annotated[int, Field(ge=1, le=1_000_000)]
"""A length in pixels."""
Level = Annotated[float, Field(ge=0, le=255, allow_inf_nan=False)]
"""A sample value on the 8-bit scale, whatever the picture's depth."""
ColorName = Annotated[str, Field(min_length=1, max_length=64)]
"""A CSS colour: a name, ``#rgb``, ``#rrggbb``, ``#rrggbbaa`` or ``transparent``."""
PictureName = Annotated[str, Field(min_length=1, max_length=4096)]
"""A picture beside the main one: an artefact of the plan, or a path."""
Point = tuple[float, float]
"""x, y in pixels from the top left corner."""


class Scope(Enum):
    """What a step reads to make one pixel, which decides how it is limited to a region."""

    CANVAS = "canvas"  # changes the canvas: cannot be limited (crop takes the region itself)
    POINT = "point"  # the pixel alone
    AREA = "area"  # the pixels around it, outside the region too
    REGION = "region"  # the statistics or the grid of the region, as if it were the picture
    FILE = "file"  # how the picture is written; no pixel


class Value(BaseModel):
    """A frozen value that crosses a file or a wire; unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)


class InBox(Value):
    """Inside a box of pixels."""

    box: Box


class InPart(Value):
    """Inside a box given in shares of the picture: ``top=0, bottom=0.5`` is the upper half."""

    left: Share = 0.0
    top: Share = 0.0
    right: Share = 1.0
    bottom: Share = 1.0


class InMask(Value):
    """Inside a mask: an artefact of the plan, or the path of a picture (white = repaint)."""

    mask: PictureName


class Found(Value):
    """What the words name, once something has found it: "the dog", "the background"."""

    words: Annotated[str, Field(min_length=1, max_length=500)]


Where = InBox | InPart | InMask | Found


class Step(Value):
    """One step of a plan. ``where`` None is the whole picture; ``why`` is one sentence."""

    op: str
    route: Route
    where: Where | None = None
    why: str = ""

    aliases: ClassVar[tuple[str, ...]] = ()
    """Other words for the op, for people and for `limner ops`."""
    example: ClassVar[str] = ""
    """A request in words that the planner turns into this step."""

    def parameters(self) -> dict[str, Any]:
        """The step's own fields, as the operation of the same name takes them."""
        return {name: getattr(self, name) for name in type(self).model_fields if name not in _SHARED}


class ExactStep(Step):
    """Done by code: exact, instant, reproducible. ``scope`` says what it reads."""

    route: Literal["exact"] = "exact"
    scope: ClassVar[Scope] = Scope.POINT


class GenerativeStep(Step):
    """Done by a generative model."""

    route: Literal["generative"] = "generative"


class AnalyzeStep(Step):
    """Answers a question; changes no pixel."""

    route: Literal["analyze"] = "analyze"


_SHARED = frozenset(Step.model_fields)
