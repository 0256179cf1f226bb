"""The plan: what a request in words was read as. Data, never code.

Its steps come from a closed union, so a plan from a file, a server or a chat model can only
ask for what is listed here. A new operation adds its step to its family's file and one name to
the union below.
"""

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, get_args

from pydantic import Field, PlainValidator, SerializeAsAny, TypeAdapter, ValidationError

from limner.core.errors import BadValue
from limner.core.steps import analyze, color, composite, file, filter, generative, geometry, tone
from limner.core.steps.base import Found, PlanRoute, Step, Value

ExactOp = (
    geometry.Crop | geometry.Zoom | geometry.Resize | geometry.Rotate | geometry.Straighten
    | geometry.Flip | geometry.Transpose | geometry.Perspective | geometry.Shear | geometry.Pad
    | geometry.Border | geometry.RoundCorners | geometry.Tile | geometry.Montage
    | tone.Brightness | tone.Contrast | tone.Exposure | tone.Gamma | tone.Levels | tone.Curves
    | tone.Highlights | tone.Shadows | tone.Auto | tone.Equalize | tone.Clahe | tone.Invert
    | tone.Posterize | tone.Threshold | tone.Opacity
    | color.Saturation | color.Vibrance | color.Hue | color.Temperature | color.Tint
    | color.WhiteBalance | color.Grayscale | color.Sepia | color.Duotone | color.ColorOverlay
    | color.ReplaceColor
    | filter.Blur | filter.Sharpen | filter.Kernel | filter.Median | filter.Denoise | filter.Edges
    | filter.Emboss | filter.Vignette | filter.Grain | filter.Pixelate | filter.Glow
    | composite.Overlay | composite.Text | composite.Rectangle | composite.Ellipse
    | composite.Line | composite.Arrow
    | file.Convert | file.Compress | file.StripMetadata | file.Dpi | file.Icc | file.Frame
)  # fmt: skip
GenerativeOp = (
    generative.Add | generative.Remove | generative.Replace | generative.Restyle
    | generative.Outpaint | generative.Recolor | generative.Move | generative.ResizeObject
    | generative.RemoveBackground | generative.ReplaceBackground | generative.EditText
    | generative.Colorize | generative.Restore
)  # fmt: skip
AnalyzeOp = (
    analyze.Count | analyze.Exist | analyze.Describe | analyze.Compare | analyze.Read
    | analyze.Attribute | analyze.Relation | analyze.Detect | analyze.Ocr
)  # fmt: skip
StepUnion = Annotated[ExactOp | GenerativeOp | AnalyzeOp, Field(discriminator="op")]


def _read_step(value: Any) -> Step:
    """A step of the closed set from itself or from its data: pydantic's own union would build every type."""
    if isinstance(value, Step):
        if type(value) in step_types().values():
            return value
        raise ValueError(f"{type(value).__name__} is no step of a plan")
    op = value.get("op") if isinstance(value, dict) else None
    kind = step_types().get(op) if isinstance(op, str) else None
    if kind is None:
        raise ValueError(f"there is no operation {op!r}; `limner ops` lists them")
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        raise ValueError(f"{op}.{_first_fault(error)}") from None


if TYPE_CHECKING:
    AnyStep = ExactOp | GenerativeOp | AnalyzeOp
else:
    AnyStep = Annotated[SerializeAsAny[Step], PlainValidator(_read_step)]


class Plan(Value):
    """An ordered list of steps and the words they came from.

    ``warnings`` say where a default was taken for something that the words left open.
    """

    spec: Literal["limner.plan/1"] = Field(default="limner.plan/1", alias="schema")
    instruction: str = ""
    steps: tuple[AnyStep, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def route(self) -> PlanRoute:
        """Which engine the plan needs; mixed when more than one, or when a step's place must be found.

        A crop to something found is still exact: only the box is found, and no pixel made.
        """
        routes = {step.route for step in self.steps}
        if not routes:
            return "exact"
        finds = any(isinstance(step.where, Found) and step.op != "crop" for step in self.steps)
        if len(routes) > 1 or (finds and routes == {"exact"}):
            return "mixed"
        return next(iter(routes))

    def to_json(self, *, indent: int | None = 2) -> str:
        """The plan as JSON, every parameter written out: a default may change, a plan may not."""
        return self.model_dump_json(by_alias=True, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a plan; BadValue names the first field that is wrong."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise BadValue(
                _first_fault(error), hint="see `limner plan --schema` for what a plan may hold"
            ) from None

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """Read a plan from JSON-able data; BadValue names the first field that is wrong."""
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise BadValue(
                _first_fault(error), hint="see `limner plan --schema` for what a plan may hold"
            ) from None


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in fault["loc"]) or "plan"
    return f"{place}: {fault['msg'].removeprefix('Value error, ')}"


@cache
def step_types() -> dict[str, type[Step]]:
    """Every step type by its op name, in the order of the union: the closed set."""
    union = ExactOp | GenerativeOp | AnalyzeOp
    return {str(kind.model_fields["op"].default): kind for kind in get_args(union)}


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan."""
    steps = TypeAdapter(tuple[StepUnion, ...]).json_schema(by_alias=True)
    schema = Plan.model_json_schema(by_alias=True)
    schema["$defs"] = steps.pop("$defs")
    schema["properties"]["steps"] = {**steps, "title": "Steps", "default": []}
    return schema
