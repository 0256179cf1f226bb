"""The original that a picture goes back to, so that ten edits in a row cost one generation of loss.

A file that an earlier run wrote is edited from that run's original, its steps first, when the file
lost something in being written (JPEG, WebP, AVIF) and the journal still has all that is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.errors import LimnerError
from limner.core.image import Image
from limner.core.plan import AnyStep
from limner.core.progress import finish
from limner.core.result import Recipe
from limner.reason.runner import run
from limner.session.source import Gallery, Source

if TYPE_CHECKING:
    from limner.session.journal import Journal, Run

_LOSSY = frozenset(("jpeg", "webp", "avif", "heic", "gif"))


@dataclass(frozen=True, eq=False)
class Start:
    """What an edit starts from.

    ``given`` is the file as the user named it; ``source`` what is decoded: the same, or the
    original that ``inherited`` steps lead from. ``parent`` is the run that wrote ``given``.
    """

    given: Source
    source: Source
    gallery: Gallery
    inherited: tuple[AnyStep, ...] = ()
    instruction: str = ""
    parent: int | None = None

    @property
    def joined(self) -> bool:
        """Whether the edit goes back to an earlier original."""
        return self.source.sha256 != self.given.sha256


def start_from(given: Source, journal: Journal | None) -> Start:
    """Where to start an edit of ``given``: its earlier original where that saves a loss, else itself."""
    plain = Start(given, given, Gallery(given.limits))
    if journal is None or given.frame:
        return plain
    try:
        earlier = journal.by_output(given.sha256)
        if earlier is None:
            return plain
        plain = Start(given, given, plain.gallery, parent=earlier.id)
        if earlier.kind == "draw":
            return plain  # nothing leads to it but a model
        return _from_original(given, journal, earlier) or plain
    except LimnerError:  # a picture that is no longer kept, a recipe of another limner
        return plain


def sources_of(recipe: Recipe, journal: Journal) -> dict[str, bytes]:
    """The bytes of every input of a recipe by the name it has there, the main one under ``""``."""
    first, *others = recipe.inputs
    return {"": journal.blob(first.sha256), **{one.name: journal.blob(one.sha256) for one in others}}


def frame_of(steps: tuple[AnyStep, ...]) -> int:
    """The frame that the first step takes, which is picked in opening the file."""
    return int(steps[0].parameters()["number"]) if steps and steps[0].op == "frame" else 0


def _from_original(given: Source, journal: Journal, earlier: Run) -> Start | None:
    """None when what was written differs from what the steps give in more than samples."""
    recipe = Recipe.model_validate_json(earlier.recipe)
    if recipe.level != "exact" or given.origin.format not in _LOSSY:
        return None
    known = sources_of(recipe, journal)
    steps = recipe.plan.steps
    source = Source.of(known.pop(""), given.limits, name=recipe.inputs[0].name, frame=frame_of(steps))
    gallery = Gallery(given.limits, known)
    reached = finish(run(recipe.plan, source.image_for(recipe.plan), gallery))
    if _layout(reached) != _layout(given.header):
        return None
    return Start(given, source, gallery, steps, recipe.plan.instruction, earlier.id)


def _layout(image: Image) -> tuple[object, ...]:
    return image.size, image.space, image.has_alpha, image.depth
