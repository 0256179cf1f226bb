"""The recipe of a drawing: everything that its pixels depend on."""

from typing import Annotated, Any, Literal

from pydantic import Field

from limner.core.image import Format
from limner.core.result import Provenance, ReplayLevel
from limner.core.steps.base import Value


class DrawingRecipe(Value):
    """What draws a picture again, every number decided; it names no time and no place.

    ``words`` are the person's, ``revised_prompt`` those that the model was told; ``layout`` is the JSON
    value of a `core.layout.Layout` on the picture's canvas. ``made_with.models`` holds the SHA-256 of
    every weight file by "model/file". Replay gives the same bytes where all of ``made_with`` is the same.
    """

    spec: Literal["limner.drawing/1"] = Field(default="limner.drawing/1", alias="schema")
    words: str
    revised_prompt: str
    negative: str = ""
    style: str = ""
    layout: dict[str, Any] | None = None
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    seed: int
    steps: int
    guidance_scale: float
    sampler: str
    model: str
    format: Format
    level: ReplayLevel = "same-device"
    made_with: Provenance
