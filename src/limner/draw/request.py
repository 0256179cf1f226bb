"""What a person asks for when a picture is to be drawn; what is left open, the model's card decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from limner.core.drawing import check_guidance, check_seed, check_steps
from limner.core.errors import BadValue
from limner.core.seed import DEFAULT_SEED

if TYPE_CHECKING:
    from limner.core.card import Card
    from limner.core.geometry import Size
    from limner.core.layout import Layout

Quality = Literal["draft", "normal", "best"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)
_SHARE: dict[str, float] = {"draft": 0.5, "normal": 1.0, "best": 2.5}
"""Of the steps that suit the model."""

SMALLEST, LARGEST = 16, 16384
"""A side of a picture, pixels."""

LONGEST = 2000
"""Of a prompt, characters."""


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """``quality`` is the one dial, and a draft is drawn by the few-step student where there is one (see
    `drawer.drawer`); ``steps``, ``guidance_scale`` and ``sampler`` override it. ``size``
    None is the model's own. A ``layout`` is drawn as it is, on the canvas of ``size``. With ``rewrite``
    the words are brought to those that the model knows. ``watch`` shows every step's arrays.

    Raises BadValue for what no model takes.
    """

    words: str
    size: Size | None = None
    negative: str = ""
    style: str = ""
    seed: int = DEFAULT_SEED
    quality: Quality = "normal"
    steps: int | None = None
    guidance_scale: float | None = None
    sampler: str | None = None
    layout: Layout | None = None
    rewrite: bool = True
    watch: bool = False

    def __post_init__(self) -> None:
        _check_text("prompt", self.words, needed=self.layout is None)
        _check_text("negative prompt", self.negative)
        _check_text("style", self.style)
        if self.quality not in QUALITIES:
            raise BadValue(f"there is no quality {self.quality!r}", hint=f"give {', '.join(QUALITIES)}")
        if self.size is not None:
            _check_size(self.size)
        if self.steps is not None:
            check_steps(self.steps)
        if self.guidance_scale is not None:
            check_guidance(self.guidance_scale)
        check_seed(self.seed)


def steps_of(request: DrawRequest, card: Card) -> int:
    """How many steps: asked for, else a share of those that suit the model; a student has few already."""
    if request.steps is not None:
        return request.steps
    share = 1.0 if card.base else _SHARE[request.quality]
    return max(1, round(steps_that_suit(card) * share))


def steps_that_suit(card: Card) -> int:
    """How many steps the model was made for."""
    return max(1, round(card.calibration.get("steps", 8)))


def guidance_of(request: DrawRequest, card: Card) -> float:
    """The guidance scale: asked for, else the one that suits the model."""
    if request.guidance_scale is not None:
        return request.guidance_scale
    return card.calibration.get("guidance_scale", 1.0)


def _check_text(name: str, text: str, *, needed: bool = False) -> None:
    if needed and not text.strip():
        raise BadValue(f"the {name} is empty", hint='say what to draw, for example "a blue potato"')
    if len(text) > LONGEST:
        raise BadValue(
            f"the {name} has {len(text):,} characters, more than {LONGEST:,}",
            hint="a sentence or two say all that a picture can hold",
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadValue(f"the {name} is not valid UTF-8", hint="type it anew, or save it as UTF-8") from None


def _check_size(size: Size) -> None:
    for side in (size.width, size.height):
        if not SMALLEST <= side <= LARGEST:
            raise BadValue(
                f"a picture of {size} cannot be drawn: a side has from {SMALLEST} to {LARGEST} pixels",
                hint="draw it larger, and then `limner edit` it smaller"
                if side < SMALLEST
                else "--size 1024x768",
            )
