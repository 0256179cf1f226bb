"""A plan and its inputs to a file's bytes, the recipe in them: the same for an edit and for its replay."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from limner import __version__
from limner.core.errors import BadValue, Unsupported
from limner.core.geometry import Size
from limner.core.image import Format, Image, Saving
from limner.core.plan import Plan
from limner.core.progress import finish
from limner.core.result import Check, InputFile, Provenance, Recipe
from limner.core.steps.file import Convert
from limner.ops import jpeg
from limner.ops.encode import encode, format_for, named_format, quality_for
from limner.reason.checks.written import Expected, check_written
from limner.reason.runner import pictures_of, run
from limner.session.source import Gallery, Source

_ROOMY = 60_000
"""Bytes of metadata that fit into a JPEG's segment in any case."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file, what makes it again, and what the user should know of its making."""

    data: bytes = field(repr=False)
    recipe: Recipe
    warnings: tuple[str, ...] = ()


def render(plan: Plan, source: Source, gallery: Gallery) -> Image:
    """The plan done to the source; streaming where it can, so the result may be read only once."""
    return finish(run(plan, source.image_for(plan), gallery))


def wanted_format(image: Image, name: str, *, asked: Format | None, source: Source, own: Plan) -> Format:
    """The format to write: asked for, else of the edit's own steps, else of the name, else of the file given.

    A conversion that an earlier edit asked for does not bind a later one. BadValue when a step says
    one format and the name another, and nothing was asked for.
    """
    said = said_format(own)
    if asked is None and said is None:
        image = replace(image, saving=Saving(), origin=source.origin)
    if asked is None and said is not None and (named := named_format(name)) not in (None, said):
        raise BadValue(
            f"the request says {said}, and the name {name!r} says {named}",
            hint="give the name the extension of the format, or state the format (--format)",
        )
    return format_for(name, image, asked)


def said_format(plan: Plan) -> Format | None:
    """The format that the plan converts to in the end, if it does."""
    said = [step.format for step in plan.steps if isinstance(step, Convert)]
    return said[-1] if said else None


def recipe_for(
    plan: Plan, source: Source, gallery: Gallery, image: Image, format: Format, seed: int, *, embedded: bool
) -> Recipe:
    """What makes the picture again: the inputs by their hashes, the plan, and what it was made with."""
    searched = image.saving.max_bytes is not None
    return Recipe(
        inputs=(source.input, *(_named(name, gallery) for name in pictures_of(plan))),
        plan=plan,
        seed=seed,
        format=format,
        quality=None if searched else quality_for(image, format),
        embedded=embedded,
        made_with=made_with(),
    )


def make(image: Image, recipe: Recipe, *, lossless: bool = False) -> Made:
    """The file, with its recipe in it unless the recipe says otherwise.

    With ``lossless`` it is made from the coefficients of the JPEG that ``image`` came from, where
    every step moves whole blocks; elsewhere it is encoded, and a warning says why. Another warning
    says what a JPEG had no room for.
    """
    if not lossless:
        data = write(image, recipe)
        return Made(data, recipe, _left_out(data, image, recipe))
    promised = recipe.model_copy(update={"lossless": True, "made_with": made_with(lossless=True)})
    moved, reason = _moved(image, promised)
    if moved is not None:
        return Made(moved, promised, _left_out(moved, image, promised))
    data, quality = write(image, recipe), f" at quality {recipe.quality}" if recipe.quality else ""
    warning = f"not lossless: {reason}; encoded anew{quality}"
    return Made(data, recipe, (warning, *_left_out(data, image, recipe)))


def _left_out(data: bytes, image: Image, recipe: Recipe) -> tuple[str, ...]:
    """What is missing in a JPEG because it does not fit into one segment, in words."""
    text = _inside(recipe) or ""
    long = max(len(image.exif or b""), len(image.xmp or b"") + len(text)) > _ROOMY
    if not long or recipe.format != "jpeg" or image.saving.strip == "all":
        return ()
    found = jpeg.structure(data)
    told = {"EXIF": (image.exif, jpeg.EXIF), "XMP": (image.xmp, jpeg.XMP), "recipe": (text, jpeg.XMP)}
    return tuple(
        f"the {name} of {len(block):,} bytes does not fit into a JPEG, which holds 64 KB, and was left out"
        for name, (block, prefix) in told.items()
        if block and jpeg.body_of(found, jpeg.APP1, prefix) is None
    )


def write(image: Image, recipe: Recipe) -> bytes:
    """The file that ``recipe`` promises; Unsupported where it cannot be made losslessly."""
    if not recipe.lossless:
        return encode(image, recipe.format, recipe=_inside(recipe)).data
    data, reason = _moved(image, recipe)
    if data is None:
        raise Unsupported(
            f"the picture was made without recompression, and here it cannot be: {reason}",
            hint="do the edit again from the original",
        )
    return data


def _moved(image: Image, recipe: Recipe) -> tuple[bytes | None, str]:
    """The file from the coefficients of its source; else None and the reason in words."""
    from limner.edit.moves import moves
    from limner.ops.dct import lossless
    from limner.ops.xmp import xml_safe

    text = _inside(recipe)
    if recipe.format != "jpeg":
        return None, f"the file is to be {recipe.format.upper()}, not JPEG"
    given = recipe.inputs[0]
    try:
        found = list(moves(recipe.plan.steps, Size(given.width, given.height)))
    except Unsupported as reason:
        return None, reason.message
    moved = lossless(image, found, recipe=None if text is None else xml_safe(text))
    return (moved.encoded.data if moved.encoded else None), moved.reason


def measure(data: bytes, recipe: Recipe, source: Source, expected: Expected) -> tuple[Check, ...]:
    """Every promise of the recipe, measured on the file that was written."""
    checks = check_written(data, recipe, source.header, expected)
    if not recipe.lossless or expected.views is None:
        return checks
    from limner.reason.checks.coefficients import check_coefficients

    return (*checks, check_coefficients(data, source.header, expected.views.course))


def _inside(recipe: Recipe) -> str | None:
    """What the file carries of it."""
    return recipe_json(recipe) if recipe.embedded else None


def recipe_json(recipe: Recipe) -> str:
    """The recipe as it lies in files and in the journal."""
    return recipe.model_dump_json(by_alias=True)


def checks_json(checks: Sequence[Check]) -> str:
    """What was measured, as it lies in the journal."""
    return json.dumps([check.model_dump(mode="json") for check in checks])


@cache
def made_with(*, lossless: bool = False) -> Provenance:
    """The versions that a result depends on; ``lossless`` ones depend on jpeglib too, if it is there."""
    from importlib.metadata import PackageNotFoundError, version

    import pyvips

    libvips = ".".join(str(pyvips.version(part)) for part in range(3))
    libraries = {name: version(name) for name in ("numpy", "opencv-python-headless", "pillow")}
    if lossless:
        try:
            libraries["jpeglib"] = version("jpeglib")
        except PackageNotFoundError:
            libraries["jpeglib"] = "none"
    return Provenance(limner=__version__, libvips=libvips, libraries=libraries)


def _named(name: str, gallery: Gallery) -> InputFile:
    return gallery.source(name).input.model_copy(update={"name": name})
