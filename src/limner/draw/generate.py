"""Words to a picture: rewritten, laid out, drawn, and brought to the size that was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from limner.core.drawing import DrawOrder, numbers
from limner.core.errors import BadValue, Unclear
from limner.core.geometry import Size
from limner.core.layout import Layout, check
from limner.core.progress import Running
from limner.draw.drawer import drawer
from limner.draw.framing import framed, onto, stretched, window
from limner.draw.looks import drawn, faced
from limner.draw.request import DrawRequest, guidance_of, steps_of
from limner.world.vocabulary import STYLES, drawn_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limner.core.image import Image
    from limner.core.protocols import Generator, LayoutPlanner
    from limner.draw.rewrite import Rewritten


TOGETHER = 16
"""Pictures that are drawn at once: 8 take 0.7 of the time of 8 single ones, 16 some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A request with everything decided: ``words`` as the model is told them (the revised prompt),
    ``layout`` on the picture's own canvas, None for a model without layouts; ``generator`` draws it."""

    request: DrawRequest
    words: str
    size: Size
    layout: Layout | None
    order: DrawOrder
    generator: Generator
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The picture of ``planned``, of exactly its size."""

    planned: Planned
    image: Image


def plan(request: DrawRequest, generator: Generator, planner: LayoutPlanner | None = None) -> Planned:
    """Decide everything, draw nothing: a draft may fall to the student of ``generator``.

    BadValue or Unclear for words and a layout that the model cannot take, before it is asked.
    """
    generator, warnings = drawer(request, generator)
    card = generator.card
    size = request.size or Size(card.resolution, card.resolution)
    words, found = _said(request, knows="things" in card.vocabulary)
    layout = _given(request, generator)
    if layout is None and planner is not None:
        layout = _planned(_laid_out(words, found, planner, request.seed), size, generator, request.seed)
    if request.sampler is not None and request.sampler not in generator.samplers:
        raise BadValue(
            f"{card.id} has no sampler {request.sampler!r}", hint=f"known: {', '.join(generator.samplers)}"
        )
    canvas = generator.canvas(size)
    order = DrawOrder(
        words=words,
        size=canvas,
        layout=None if layout is None else onto(layout, window(canvas, size)),
        negative=request.negative,
        seed=request.seed,
        steps=steps_of(request, card),
        guidance_scale=guidance_of(request, card),
        sampler=request.sampler,
        watch=request.watch,
    )
    warnings += found.warnings if found else ()
    return Planned(request, words, size, layout, order, generator, warnings)


def draw(planned: Planned) -> Running[Drawn]:
    """Progress after every step, then the picture."""
    pixels = yield from planned.generator.draw(planned.order)
    return Drawn(planned, framed(pixels, planned.size))


def batches(planned: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    """What follows each other and can be drawn together, in parts of about the same length."""
    for _, same in groupby(planned, lambda one: (id(one.generator), numbers(one.order))):
        row = [*same]
        parts = -(-len(row) // TOGETHER)
        ends = [len(row) * part // parts for part in range(parts + 1)]
        yield from (row[start:end] for start, end in pairwise(ends))


def draw_all(planned: Sequence[Planned]) -> Running[list[Drawn]]:
    """Pictures of one of `batches`: progress of all of them, then the pictures, each as it is drawn alone."""
    found = yield from planned[0].generator.draw_all([one.order for one in planned])
    return [Drawn(one, framed(pixels, one.size)) for one, pixels in zip(planned, found, strict=True)]


def _said(request: DrawRequest, *, knows: bool) -> tuple[str, Rewritten | None]:
    """The words for the model, and what they were read as. A model that knows any words gets them as
    they are."""
    words = request.words.strip()
    if request.style:
        words = f"{words}, {request.style}" if words else request.style
    if not (knows and request.rewrite and request.words.strip()):
        return words, None
    from limner.draw.rewrite import rewrite

    if request.style and not _is_style(request.style):
        raise BadValue(f"there is no style {request.style!r}", hint=f"known: {', '.join(STYLES)}")
    found = rewrite(words, request.seed)
    return found.words, found


def _is_style(words: str) -> bool:
    """Whether words alone name a style, whatever is said beside them."""
    from limner.draw.rewrite import rewrite

    try:
        return rewrite(words, 0).demand.style is not None
    except Unclear:
        return False


def _laid_out(words: str, found: Rewritten | None, planner: LayoutPlanner, seed: int) -> Layout:
    """The planner's layout; where the words were read, one that keeps what they say."""
    if found is None:
        return planner.plan(words, seed)
    from limner.draw.planned import planned

    return planned(planner, found, seed)


def _given(request: DrawRequest, generator: Generator) -> Layout | None:
    """The layout that was given, in the style that was asked for beside it."""
    if request.layout is None:
        return None
    vocabulary = generator.card.vocabulary
    if "things" not in vocabulary:
        raise BadValue(
            f"{generator.card.id} takes no layout",
            hint="leave --layout out, or draw with a model that has one: the embedded one",
        )
    check(request.layout, vocabulary)
    layout = _restyled(request.layout, request.style, vocabulary["style"])
    return drawn(layout, request.seed) if "drawing" in vocabulary else layout


def _planned(layout: Layout, size: Size, generator: Generator, seed: int) -> Layout:
    """A planner's layout on a canvas of ``size``, what it leaves open decided, as its file has it, so that
    the recipe draws the same."""
    check(layout, generator.card.vocabulary)
    if "drawing" in generator.card.vocabulary:
        layout = drawn(faced(layout, seed), seed)
    return Layout.from_json(stretched(layout, size).to_json())


def _restyled(layout: Layout, style: str, known: tuple[str, ...]) -> Layout:
    """A layout in the style that was asked for beside it."""
    if not style:
        return layout
    if style not in known:
        raise BadValue(f"there is no style {style!r}", hint=f"known: {', '.join(known)}")
    return replace(layout, style=style, drawing=drawn_as(style) or layout.drawing)
