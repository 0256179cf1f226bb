"""A drawing made again from its recipe."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.errors import WeightsMissing
from limner.core.geometry import Size
from limner.core.layout import Layout
from limner.core.progress import finish
from limner.draw.request import DrawRequest
from limner.session.drawing import Artist, recipe_in

if TYPE_CHECKING:
    from limner.core.drawn import DrawingRecipe
    from limner.core.result import Provenance
    from limner.session.desk import Desk
    from limner.session.drawing import Drawing
    from limner.session.source import Source


def recipe_of(desk: Desk, there: Source) -> DrawingRecipe | None:
    """The recipe of a drawing, from its file or from the journal; None where it is no drawing."""
    from limner.ops.embed import read_recipe

    found = recipe_in(read_recipe(there.data))
    journal = desk.usable_journal
    if found is not None or journal is None:
        return found
    run = journal.by_output(there.sha256)
    return recipe_in(run.recipe) if run is not None and run.kind == "draw" else None


def drawn_again(artist: Artist, recipe: DrawingRecipe) -> Drawing:
    """The picture of ``recipe``; WeightsMissing where neither the model of ``artist`` nor its student drew
    it."""
    artist = _same_hand(artist, recipe.model)
    planned = artist.plan(_request(recipe))
    asked = replace(planned.request, words=recipe.words, style=recipe.style)
    return finish(artist.draw(replace(planned, request=asked)))


def _same_hand(artist: Artist, model: str) -> Artist:
    for generator in (artist.generator, artist.generator.student):
        if generator is not None and generator.card.id == model:
            return Artist(artist.desk, generator, artist.planner)
    raise WeightsMissing(
        f"the picture was drawn with {model}, not with {artist.generator.card.id}",
        hint="name its model: --model FOLDER",
    )


def differences(then: Provenance, now: Provenance) -> tuple[str, ...]:
    """What of the provenance is not as it was, so that other bytes are no surprise."""
    told = {
        "limner": (then.limner, now.limner),
        "libvips": (then.libvips, now.libvips),
        "precision": (then.precision, now.precision),
        "processor": (then.instruction_set, now.instruction_set),
    }
    for group in ("libraries", "models"):
        was, is_ = getattr(then, group), getattr(now, group)
        told |= {name: (was.get(name, "none"), is_.get(name, "none")) for name in was.keys() | is_.keys()}
    return tuple(f"{name} {was} -> {is_}" for name, (was, is_) in sorted(told.items()) if was != is_)


def _request(recipe: DrawingRecipe) -> DrawRequest:
    """Nothing is left to be rewritten or planned."""
    layout = None if recipe.layout is None else Layout.from_json(json.dumps(recipe.layout))
    return DrawRequest(
        words=recipe.revised_prompt,
        size=Size(recipe.width, recipe.height),
        negative=recipe.negative,
        seed=recipe.seed,
        steps=recipe.steps,
        guidance_scale=recipe.guidance_scale,
        sampler=recipe.sampler,
        layout=layout,
        rewrite=False,
    )
