"""What comes out: checks on the result, and where it came from."""

from typing import Annotated, Literal

from pydantic import Field

from limner.core.image import Format
from limner.core.plan import Plan
from limner.core.steps.base import Value

ReplayLevel = Literal["exact", "same-device", "best-effort"]


class Check(Value):
    """One measured promise: what was wanted, what the written file has, and whether they agree.

    ``step`` is the index of the step it belongs to, None for the file as a whole.
    """

    name: str
    wanted: str
    measured: str
    passed: bool
    step: int | None = None


class InputFile(Value):
    """A file that a recipe starts from; its bytes are told by their hash."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    name: str
    width: int
    height: int


class Provenance(Value):
    """What the result depends on besides the inputs and the plan."""

    limner: str
    libvips: str
    libraries: dict[str, str] = {}
    models: dict[str, str] = {}
    precision: str = ""
    instruction_set: str = ""


class Recipe(Value):
    """All that is needed to make the result again; it names no time and no place.

    The first input is the picture that is edited, the others are pictures that steps name.
    ``seed`` is the user's; steps derive their own streams from it. ``lossless``: the file was made
    from the coefficients of the JPEG that it came from, not encoded anew. ``embedded``: the file
    carries the recipe; else only the history knows it.
    """

    spec: Literal["limner.recipe/1"] = Field(default="limner.recipe/1", alias="schema")
    inputs: tuple[InputFile, ...]
    plan: Plan
    seed: int = 0
    format: Format
    quality: int | None = None
    lossless: bool = False
    embedded: bool = True
    level: ReplayLevel = "exact"
    made_with: Provenance
