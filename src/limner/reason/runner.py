"""A plan done to a picture: exact steps chained into one lazy libvips graph.

Nothing is computed here but what a step must know to go on (a trimmed border, a histogram); the
pixels flow when the result is encoded. Steps whose engine does not exist yet are refused before
the first one runs, so nothing is written for them.
"""

from __future__ import annotations

import time

from limner.core.errors import Unsupported
from limner.core.image import Image
from limner.core.plan import Plan
from limner.core.progress import Progress, Running
from limner.core.steps.base import ExactStep, InMask, Step
from limner.core.steps.filter import Blur, Sharpen
from limner.core.steps.geometry import Crop
from limner.edit.exact import Pictures, no_pictures, picture_names
from limner.edit.region import apply, refuse_place

_STREAMED_RADIUS = 10
_ENGINE = {
    "add": "an inpainting model",
    "remove": "an inpainting model",
    "replace": "an inpainting model",
    "recolor": "an inpainting model",
    "move": "an inpainting model",
    "resize_object": "an inpainting model",
    "edit_text": "an inpainting model",
    "outpaint": "an outpainting model",
    "restyle": "an image-to-image model",
    "remove_bg": "a matting model",
    "replace_bg": "a matting model and an inpainting model",
    "colorize": "a colorization model",
    "restore": "a restoration model",
    "detect": "an object detector",
    "ocr": "a text recognizer",
    "read": "a text recognizer",
}
_STREAMING = frozenset((
    "resize", "brightness", "contrast", "exposure", "gamma", "levels", "curves", "highlights", "shadows",
    "invert", "posterize", "threshold", "saturation", "temperature", "tint", "grayscale", "sepia",
    "convert", "compress", "strip", "dpi",
))  # fmt: skip


def streams(plan: Plan) -> bool:
    """Whether every step reads its input once and in rows from the top, so that it need not be held."""
    return all(_streams(step) for step in plan.steps)


def _streams(step: Step) -> bool:
    match step:
        case Crop():
            return not step.trim and not isinstance(step.where, InMask)
        case Sharpen():
            return step.where is None and step.radius <= _STREAMED_RADIUS
        case Blur():
            return step.where is None and step.radius <= _STREAMED_RADIUS and step.kind == "gaussian"
    return step.where is None and step.op in _STREAMING


def refuse_unsupported(plan: Plan) -> None:
    """Unsupported, naming the missing engine, for the first step that nothing here can do.

    BadValue for a region on a step that cannot be limited to one.
    """
    for number, step in enumerate(plan.steps, 1):
        if isinstance(step, ExactStep):
            refuse_place(step)
            continue
        engine = _ENGINE.get(step.op, "a vision-language model")
        raise Unsupported(
            f"step {number} ({describe(step)}) needs {engine}, and there is none yet",
            hint="exact steps can be run: leave this one out",
        )


def describe(step: Step) -> str:
    """The step in a few words: its op and what it acts on."""
    fields = step.parameters()
    thing = fields.get("what") or fields.get("style") or fields.get("by") or fields.get("question")
    return f"{step.op} {thing!r}" if thing else step.op


def pictures_of(plan: Plan) -> tuple[str, ...]:
    """The pictures that the plan names beside the main one, each once, in order."""
    names = [name for step in plan.steps if isinstance(step, ExactStep) for name in picture_names(step)]
    return tuple(dict.fromkeys(names))


def run(plan: Plan, image: Image, pictures: Pictures = no_pictures) -> Running[Image]:
    """Do the steps in order; the result is lazy."""
    refuse_unsupported(plan)
    start = time.perf_counter()
    for number, step in enumerate(plan.steps, 1):
        assert isinstance(step, ExactStep)
        if not (number == 1 and _is_open_at(step, image)):
            image = apply(step, image, pictures)
        following = plan.steps[number].op if number < len(plan.steps) else "encode"
        yield Progress(number, len(plan.steps), time.perf_counter() - start, following)
    return image


def _is_open_at(step: Step, image: Image) -> bool:
    """Whether the step asks for the frame at which the picture was opened."""
    return (
        step.op == "frame" and image.origin is not None and image.origin.frame == step.parameters()["number"]
    )
