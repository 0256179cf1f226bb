"""A plan and its inputs to a file's bytes, with the recipe in it: the same for an edit and for its replay."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from limner import __version__
from limner.core.image import Format, Image, Saving
from limner.core.plan import Plan
from limner.core.result import InputFile, Provenance, Recipe
from limner.ops.encode import Encoded, encode, format_for, quality_for
from limner.reason.runner import finish, pictures_of, run
from limner.session.source import Gallery, Source


def render(plan: Plan, source: Source, gallery: Gallery) -> Image:
    """The plan done to the source; streaming where it can, so the result may be read only once."""
    return finish(run(plan, source.image_for(plan), gallery))


def wanted_format(image: Image, name: str, *, asked: Format | None, source: Source, own: Plan) -> Format:
    """The format to write: asked for, else of the edit's own steps, else of the name, else of the file given.

    A conversion that an earlier edit asked for does not bind a later one.
    """
    if asked is None and not any(step.op == "convert" for step in own.steps):
        image = replace(image, saving=Saving(), origin=source.origin)
    return format_for(name, image, asked)


def recipe_for(
    plan: Plan, source: Source, gallery: Gallery, image: Image, format: Format, seed: int
) -> Recipe:
    """What makes the picture again: the inputs by their hashes, the plan, and what it was made with."""
    searched = image.saving.max_bytes is not None
    return Recipe(
        inputs=(source.input, *(_named(name, gallery) for name in pictures_of(plan))),
        plan=plan,
        seed=seed,
        format=format,
        quality=None if searched else quality_for(image, format),
        made_with=made_with(),
    )


def write(image: Image, recipe: Recipe) -> Encoded:
    """The file, with the recipe in it."""
    return encode(image, recipe.format, recipe=recipe_json(recipe))


def recipe_json(recipe: Recipe) -> str:
    """The recipe as it lies in files and in the journal."""
    return recipe.model_dump_json(by_alias=True)


@cache
def made_with() -> Provenance:
    """The versions that a result depends on."""
    from importlib.metadata import version

    import pyvips

    libvips = ".".join(str(pyvips.version(part)) for part in range(3))
    libraries = {name: version(name) for name in ("numpy", "opencv-python-headless", "pillow")}
    return Provenance(limner=__version__, libvips=libvips, libraries=libraries)


def _named(name: str, gallery: Gallery) -> InputFile:
    return gallery.source(name).input.model_copy(update={"name": name})
