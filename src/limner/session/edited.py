"""A request done to a picture: lazy until it is saved, checked by reopening what was written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import BadValue, CheckNotMet
from limner.core.image import Format, Image
from limner.core.plan import Plan
from limner.core.progress import Progress, finish
from limner.core.result import Check, Recipe
from limner.core.steps.file import Convert
from limner.ops.atomic import write_file
from limner.reason.checks.written import Expected, expect
from limner.reason.runner import run
from limner.session.making import (
    Made,
    checks_json,
    make,
    measure,
    recipe_for,
    recipe_json,
    render,
    wanted_format,
)
from limner.session.replacing import unchanged
from limner.session.start import Start

if TYPE_CHECKING:
    from limner.session.desk import Desk
    from limner.session.journal import NewRun

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """A written file: where it lies, what was measured on it, and the recipe that it carries.

    ``path`` is None for bytes that were handed over; ``run_id`` is the run's number in the journal,
    None when there is no journal.
    """

    path: Path | None
    checks: tuple[Check, ...]
    recipe: Recipe
    run_id: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Edited:
    """``own`` done to what ``start`` says; pixels are computed when they are asked for."""

    desk: Desk
    start: Start
    own: Plan
    seed: int = 0

    @cached_property
    def plan(self) -> Plan:
        """Every step from the original on: those of this edit come last."""
        inherited = Plan(instruction=self.start.instruction, steps=self.start.inherited)
        return joined(inherited, self.own)

    @cached_property
    def image(self) -> Image:
        """The picture, its pixels still to be computed, as often as they are asked for."""
        return finish(run(self.plan, self.start.source.decoded, self.start.gallery))

    @property
    def recipe(self) -> Recipe:
        """What makes this picture again, in the format that it has by default."""
        return self._recipe(self.image, "", None, embedded=True)

    def edit(self, request: str | Plan, *, on_progress: OnProgress | None = None) -> Edited:
        """More to do to the same picture: the original is decoded once, whatever the number of edits."""
        more = replace(self, own=joined(self.own, self.desk.planned(request, self.seed)))
        more.attempt(on_progress)
        return more

    def attempt(self, on_progress: OnProgress | None = None) -> None:
        """Raise what the steps raise, before any pixel flows."""
        start = self.start
        finish(run(self.plan, start.source.image_for(self.plan), start.gallery), on_progress)

    def to_bytes(self, format: Format | None = None) -> bytes:
        """The file in memory, checked and remembered as a saved one is."""
        return self.hand_over(format)[0]

    def hand_over(
        self, format: Format | None = None, *, lossless: bool = False, recipe: bool = True
    ) -> tuple[bytes, Saved]:
        """The file in memory, and what was measured on it; see :meth:`save`."""
        made, expected = self._make("", format, lossless=lossless, embedded=recipe)
        return made.data, self._conclude(made, expected, path=None)

    def save(
        self,
        path: str | Path,
        *,
        format: Format | None = None,
        in_place: bool = False,
        overwrite: bool = False,
        lossless: bool = False,
        recipe: bool = True,
    ) -> Saved:
        """Write the picture, reopen what was written, check it, and remember the run.

        The format is ``format``, else what a step says, else that of the name. The input is never
        written over unless ``in_place``: then its bytes are in the journal first, and a result
        that fails a check does not replace it. An existing file is replaced with ``overwrite``.
        Raises CheckNotMet, whose ``result`` is the Saved, when the file is not what was asked for;
        elsewhere than in place it stays where it was written.

        With ``lossless`` a JPEG that is only turned, mirrored or cropped is made from its own
        coefficients, bit for bit, where whole blocks move; a warning says where it was not so.
        Without ``recipe`` the file does not say how it was made: then only the history can redo it.
        """
        path = Path(path).expanduser()
        self._refuse(path, in_place=in_place, overwrite=overwrite)
        made, expected = self._make(path.name, format, lossless=lossless, embedded=recipe)
        if in_place:
            return self._conclude(made, expected, path, in_place=True)
        write_file(path, made.data, replace=overwrite)
        return self._conclude(replace(made, data=path.read_bytes()), expected, path)

    def _make(
        self, name: str, format: Format | None, *, lossless: bool, embedded: bool
    ) -> tuple[Made, Expected]:
        """The file; what to look for in it is worked out beside the encoding."""
        from concurrent.futures import ThreadPoolExecutor

        import pyvips

        start = self.start
        image = render(self.plan, start.source, start.gallery)
        recipe = self._recipe(image, name, format, embedded=embedded)
        given = recipe, start.source.header, start.gallery, start.source.in_memory
        if pyvips.concurrency_get() == 1:  # a worker of many: the other processors have their own pictures
            return make(image, recipe, lossless=lossless), expect(*given)
        with ThreadPoolExecutor(1) as beside:
            expected = beside.submit(expect, *given)
            return make(image, recipe, lossless=lossless), expected.result()

    def _recipe(self, image: Image, name: str, asked: Format | None, *, embedded: bool) -> Recipe:
        start = self.start
        kind = wanted_format(image, name, asked=asked, source=start.given, own=self.own)
        plan = self.plan
        if (image.saving.format or kind) != kind:
            plan = joined(plan, Plan(steps=(Convert(format=kind, why="the output says so"),)))
        return recipe_for(plan, start.source, start.gallery, image, kind, self.seed, embedded=embedded)

    def _refuse(self, path: Path, *, in_place: bool, overwrite: bool) -> None:
        """Raise for a place where the result may not go."""
        given = self.start.given.path
        is_input = given is not None and path.exists() and path.samefile(given)
        if in_place and not is_input:
            raise BadValue(
                f"{str(path)!r} is not the picture that is edited",
                hint="in place means the input itself; leave in_place out to write elsewhere",
            )
        if is_input and not in_place:
            raise BadValue(
                f"{str(path)!r} is the input and is not written over",
                hint="name another output, or ask for --in-place, which keeps the original in the history",
            )
        if path.exists() and not in_place and not overwrite:
            raise BadValue(
                f"{str(path)!r} exists already", hint="name another output, or ask for --overwrite"
            )

    def _conclude(
        self, made: Made, expected: Expected, path: Path | None, *, in_place: bool = False
    ) -> Saved:
        """Check the bytes, remember the run, and put them in place."""
        checks = measure(made.data, made.recipe, self.start.source, expected)
        saved = Saved(
            path, checks, made.recipe, warnings=self._warnings(made.recipe, in_place) + made.warnings
        )
        failed = [check for check in checks if not check.passed]
        if failed and in_place:
            raise not_met(failed, saved, f"{path} was left as it was")
        replaced = path if in_place else None
        with unchanged(replaced, self.start.given.sha256) if replaced else nullcontext():
            run_id, unkept = self.desk.remember(
                lambda: self._run(made.data, saved, in_place=in_place), needed=in_place
            )
            saved = replace(saved, run_id=run_id, warnings=saved.warnings + unkept)
            if replaced:
                write_file(replaced, made.data, replace=True)
        if failed:
            raise not_met(failed, saved, f"it lies in {path}" if path else "nothing was handed over")
        return saved

    def _warnings(self, recipe: Recipe, in_place: bool) -> tuple[str, ...]:
        told = list(self.own.warnings)
        frames = self.start.source.origin.frames
        if frames > 1:
            told.append(f"the file has {frames} frames; frame {self.start.source.frame} was edited")
        if self.start.joined:
            told.append("the picture was made by an earlier edit, so its original was edited once more")
        if in_place and not self.desk.settings.journal:
            told.append("the history is off, so the original was not kept")
        if not recipe.embedded and not self.desk.settings.journal:
            told.append("the history is off and the file has no recipe, so nothing can make it again")
        return tuple(told)

    def _run(self, data: bytes, saved: Saved, *, in_place: bool) -> NewRun:
        """What the history keeps of it; the bytes of a file that is replaced too."""
        from limner.session.journal import NewRun

        start = self.start
        sources = [start.source, *(start.gallery.source(one.name) for one in saved.recipe.inputs[1:])]
        if in_place:
            sources.append(start.given)
        return NewRun(
            parent=start.parent,
            kind="edit",
            input_sha256=start.given.sha256,
            input_path=str(start.given.path or ""),
            output_sha256=sha256(data).hexdigest(),
            output_path=str(saved.path.absolute()) if saved.path else "",
            instruction=self.own.instruction,
            recipe=recipe_json(saved.recipe),
            checks=checks_json(saved.checks),
            in_place=in_place,
            originals={source.sha256: source.data for source in sources},
        )


def joined(first: Plan, then: Plan) -> Plan:
    """One plan that does the one and then the other."""
    words = "; ".join(text for text in (first.instruction, then.instruction) if text)
    return Plan(instruction=words, steps=first.steps + then.steps, warnings=first.warnings + then.warnings)


def not_met(failed: list[Check], saved: Saved, where: str) -> CheckNotMet:
    """The error for checks that were not met: what was wanted and what was measured."""
    told = "; ".join(f"{check.name}: wanted {check.wanted}, measured {check.measured}" for check in failed)
    return CheckNotMet(
        f"the result is not what was asked for: {told}", result=saved, hint=f"{where}; look at it"
    )
