"""A picture drawn from words: in memory until it is saved, marked, checked by reopening what was written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.drawn import DrawingRecipe
from limner.core.errors import BadValue, CheckNotMet
from limner.core.image import Format, Image
from limner.core.progress import Running
from limner.core.result import Check, Provenance
from limner.draw import marks
from limner.draw.generate import Drawn, Planned, draw, draw_all, plan
from limner.draw.request import DrawRequest
from limner.ops.atomic import write_file
from limner.ops.encode import encode, format_for
from limner.session.making import checks_json, made_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from limner.core.protocols import Generator, LayoutPlanner
    from limner.draw.sheets import Cell
    from limner.draw.signing import Signature
    from limner.session.desk import Desk
    from limner.session.journal import NewRun


@dataclass(frozen=True, slots=True)
class Written:
    """A drawing in its file: where it lies (None: handed over), what was measured on it, its recipe, and
    the number of its run in the journal (None without one)."""

    path: Path | None
    checks: tuple[Check, ...]
    recipe: DrawingRecipe
    run_id: int | None = None
    warnings: tuple[str, ...] = ()
    data: bytes = field(default=b"", repr=False)


class Artist:
    """Draws with one model, which is opened once."""

    def __init__(self, desk: Desk, generator: Generator, planner: LayoutPlanner | None) -> None:
        self.desk, self.generator, self.planner = desk, generator, planner

    def plan(self, request: DrawRequest) -> Planned:
        """Everything decided and nothing drawn; Unclear or BadValue for what the model cannot take."""
        planned = plan(request, self.generator, self.planner)
        self.desk.settings.limits.check_size(planned.size.width, planned.size.height)
        return planned

    def draw(self, asked: DrawRequest | Planned) -> Running[Drawing]:
        """Progress after every step, then the picture; closing it stops the work."""
        planned = self.plan(asked) if isinstance(asked, DrawRequest) else asked
        drawn = yield from draw(planned)
        return Drawing(self, drawn)

    def draw_all(self, planned: Sequence[Planned]) -> Running[list[Drawing]]:
        """Several at once, one of `draw.generate.batches`; each has the bytes that it has alone."""
        found = yield from draw_all(planned)
        return [Drawing(self, drawn) for drawn in found]

    def draw_sheet(self, rows: Sequence[Sequence[Cell]]) -> Running[npt.NDArray[np.uint8]]:
        """Many drawings side by side, (H, W, 3) uint8."""
        from limner.draw.sheets import draw_sheet

        return draw_sheet(rows, self.generator, self.planner)


@dataclass(frozen=True, eq=False)
class Drawing:
    """A drawn picture; ``artist`` drew it."""

    artist: Artist
    drawn: Drawn

    @property
    def image(self) -> Image:
        """The picture, marked as machine-made."""
        return replace(self.drawn.image, xmp=marks.packet(self._made_with.limner))

    def recipe(self, format: Format = "png") -> DrawingRecipe:
        """What draws this picture again."""
        planned, order = self.drawn.planned, self.drawn.planned.order
        layout = planned.layout
        return DrawingRecipe(
            words=planned.request.words,
            revised_prompt=planned.words,
            negative=order.negative,
            style=planned.request.style,
            layout=None if layout is None else json.loads(layout.to_json()),
            width=planned.size.width,
            height=planned.size.height,
            seed=order.seed,
            steps=order.steps,
            guidance_scale=order.guidance_scale,
            sampler=order.sampler or planned.generator.samplers[0],
            model=planned.generator.card.id,
            format=format,
            made_with=self._made_with,
        )

    def to_bytes(self, format: Format = "png", signature: Signature | None = None) -> bytes:
        """The file in memory, with marks and recipe in it, signed if a signature is given."""
        recipe = self.recipe(format)
        told = recipe.model_dump_json(by_alias=True)
        data = encode(self.image, format, recipe=told, parameters=marks.parameters(recipe)).data
        return data if signature is None else signature.signed(data, format, recipe.made_with.limner)

    def hand_over(self, format: Format = "png", signature: Signature | None = None) -> Written:
        """The file as ``data``, checked and remembered as a saved one is."""
        return self._conclude(self.to_bytes(format, signature), format, None)

    def save(
        self,
        path: str | Path,
        *,
        format: Format | None = None,
        overwrite: bool = False,
        signature: Signature | None = None,
    ) -> Written:
        """Write the picture, reopen what was written, check it, and remember the run.

        Raises BadValue for a place where it may not go, CheckNotMet for a file that is not as promised.
        """
        path = Path(path).expanduser()
        kind = format_for(path.name, self.image, format)
        if path.exists() and not overwrite:
            raise BadValue(
                f"{str(path)!r} exists already", hint="name another output, or ask for --overwrite"
            )
        write_file(path, self.to_bytes(kind, signature), replace=overwrite)
        return self._conclude(path.read_bytes(), kind, path)

    @cached_property
    def _made_with(self) -> Provenance:
        generator, base = self.drawn.planned.generator, made_with()
        computed, card = generator.computed, generator.card
        return base.model_copy(
            update={
                "libraries": {**base.libraries, **computed.libraries},
                "models": {f"{card.id}/{file.name}": file.sha256 for file in card.files} | card.base,
                "precision": computed.precision,
                "instruction_set": computed.instruction_set,
            }
        )

    def _conclude(self, data: bytes, format: Format, path: Path | None) -> Written:
        recipe = self.recipe(format)
        checks = tuple(checked(data, recipe))
        run_id, unkept = self.artist.desk.remember(lambda: _run(data, recipe, checks, path))
        warnings = (*self.drawn.planned.warnings, *_unmarked(format), *unkept)
        written = Written(path, checks, recipe, run_id, warnings, data)
        failed = [check for check in checks if not check.passed]
        if failed:
            told = "; ".join(
                f"{check.name}: wanted {check.wanted}, measured {check.measured}" for check in failed
            )
            raise CheckNotMet(f"the drawing is not what was asked for: {told}", result=written)
        return written


def save_sheet(pixels: npt.NDArray[np.uint8], path: Path, *, overwrite: bool = False) -> None:
    """Write a sheet of drawings, marked as machine-made."""
    image = replace(Image.from_array(pixels), xmp=marks.packet(made_with().limner))
    write_file(path, encode(image, format_for(path.name, image)).data, replace=overwrite)


def _run(data: bytes, recipe: DrawingRecipe, checks: tuple[Check, ...], path: Path | None) -> NewRun:
    """What the history keeps of it; the picture too, which cannot always be computed again."""
    from limner.session.journal import NewRun

    hash_, place = sha256(data).hexdigest(), str(path.absolute()) if path else ""
    return NewRun(
        parent=None,
        kind="draw",
        input_sha256=hash_,
        input_path=place,
        output_sha256=hash_,
        output_path=place,
        instruction=recipe.words,
        recipe=recipe.model_dump_json(by_alias=True),
        checks=checks_json(checks),
        in_place=False,
        originals={hash_: data},
    )


_BARE: frozenset[Format] = frozenset(("gif", "bmp"))
"""Formats that hold no XMP."""


def _unmarked(format: Format) -> tuple[str, ...]:
    if format not in _BARE:
        return ()
    return (f"a {format.upper()} can hold neither a recipe nor the mark that a machine drew it",)


def checked(data: bytes, recipe: DrawingRecipe) -> list[Check]:
    """The promises of a drawing, measured on its file: size, format, mark and recipe."""
    from limner.ops.decode import decode
    from limner.ops.embed import packet, read_recipe

    header = decode(data, sequential=True)
    assert header.origin is not None
    found = [
        _check("size", f"{recipe.width}x{recipe.height}", str(header.size)),
        _check("format", recipe.format, header.origin.format),
    ]
    if recipe.format in _BARE:
        return found
    mark = "trainedAlgorithmicMedia" if marks.is_marked(packet(data)) else "none"
    return [
        *found,
        _check("marked as machine-made", "trainedAlgorithmicMedia", mark),
        _check("carries its recipe", "yes", "yes" if recipe_in(read_recipe(data)) == recipe else "no"),
    ]


def recipe_in(text: str | None) -> DrawingRecipe | None:
    """The recipe of a drawing in a text that a file carries; None where it is none."""
    from pydantic import ValidationError

    try:
        return None if text is None else DrawingRecipe.model_validate_json(text)
    except ValidationError:
        return None


def _check(name: str, wanted: str, measured: str) -> Check:
    return Check(name=name, wanted=wanted, measured=measured, passed=wanted == measured)
