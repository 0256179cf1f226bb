"""Earlier pictures again: undo, what undoing took back, and a picture made anew from its recipe."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from limner.core.errors import BadImage, BadValue, LimnerError
from limner.core.plan import Plan
from limner.core.result import Recipe
from limner.ops.atomic import write_file
from limner.reason.checks.written import expect
from limner.session.edited import Edited, Saved
from limner.session.history import GiveBack, Target, redo_target, undo_target
from limner.session.making import made_with, measure, recipe_json, render, said_format, write
from limner.session.replacing import unchanged
from limner.session.rework import Replay, read_recipe, revised
from limner.session.source import Gallery, Source
from limner.session.start import Start, frame_of, sources_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from limner.core.drawn import DrawingRecipe
    from limner.session.desk import Desk
    from limner.session.drawing import Artist, Written
    from limner.session.journal import Journal


Output = Path | BinaryIO | None
"""A file, a stream such as stdout, or where the picture belongs."""


@dataclass(frozen=True, slots=True)
class Redone:
    """A picture made again: ``same`` when every byte is, else ``differs`` names the parts that are not."""

    saved: Saved | Written
    same: bool
    differs: tuple[str, ...] = ()


def undo(
    desk: Desk,
    picture: Path | None,
    words: str | None,
    steps: int,
    output: Output,
    *,
    overwrite: bool,
) -> Saved:
    """Give back the earlier picture, as a new head of the history.

    It is written to ``output``; else, for an edit made in place, to ``picture`` or, if none is named,
    to where it was edited; else to where it was written first, if it no longer lies there.
    """
    journal = desk.required_journal
    target = _at(picture, undo_target(journal, picture, words, steps))
    if isinstance(target, Replay):
        return _replayed(desk, journal, target, output, overwrite=overwrite)
    return _given_back(desk, journal, target, output, overwrite=overwrite)


def forward(desk: Desk, picture: Path | None, steps: int, output: Output, *, overwrite: bool) -> Saved:
    """Do again what undoing took back."""
    journal = desk.required_journal
    target = _at(picture, redo_target(journal, picture, steps))
    assert isinstance(target, GiveBack)
    return _given_back(desk, journal, target, output, overwrite=overwrite)


def _at(picture: Path | None, target: Target) -> Target:
    """The same, for a picture that may have been moved since it was written."""
    if picture is None:
        return target
    left = replace(target.left, output_path=str(picture.expanduser().absolute()))
    return replace(target, left=left)


def redo(
    desk: Desk,
    picture: Path,
    given: Path | None,
    output: Output,
    *,
    overwrite: bool,
    artist: Callable[[], Artist],
) -> Redone:
    """Make ``picture`` again from the recipe in it, or in the journal, and compare.

    ``given`` is the original where the journal does not have it, ``artist`` draws
    a drawing again. The result goes to ``output``; None: nowhere, it is only compared.
    """
    from limner.session.redrawing import recipe_of

    there = Source.of(picture, desk.settings.limits)
    if (drawn := recipe_of(desk, there)) is not None:
        return _redrawn(there, drawn, artist, output, overwrite=overwrite)
    recipe = _recipe_of(desk, there)
    source, gallery, differs = _inputs(desk, recipe, given)
    image = render(recipe.plan, source, gallery)
    data = write(image, recipe)
    same = sha256(data).hexdigest() == there.sha256
    if not same:
        differs += _differences(recipe)
    if isinstance(output, Path):
        _refuse_existing(output, overwrite=overwrite)
    _put(data, output, replace=overwrite)
    checks = measure(data, recipe, source, expect(recipe, source.header, gallery))
    saved = Saved(output if isinstance(output, Path) else None, checks, recipe)
    return Redone(saved, same, () if same else (*differs, "bytes"))


def _redrawn(
    there: Source,
    recipe: DrawingRecipe,
    artist: Callable[[], Artist],
    output: Output,
    *,
    overwrite: bool,
) -> Redone:
    """A drawing drawn again, compared with the one that is there without its signature."""
    from limner.draw.signing import unsigned
    from limner.session.drawing import Written, checked
    from limner.session.redrawing import differences, drawn_again

    if isinstance(output, Path):
        _refuse_existing(output, overwrite=overwrite)
    again = drawn_again(artist(), recipe)
    data, now = again.to_bytes(recipe.format), again.recipe(recipe.format)
    _put(data, output, replace=overwrite)
    path = output if isinstance(output, Path) else None
    written = Written(path, tuple(checked(data, now)), now)
    if data == unsigned(there.data):
        return Redone(written, same=True)
    return Redone(written, same=False, differs=(*differences(recipe.made_with, now.made_with), "bytes"))


def _recipe_of(desk: Desk, there: Source) -> Recipe:
    from limner.ops.embed import read_recipe as embedded

    text = embedded(there.data)
    journal = desk.usable_journal
    if text is None and journal is not None and (run := journal.by_output(there.sha256)):
        recipe = read_recipe(run)
        if recipe.plan.steps:
            return recipe
        raise BadValue(
            f"{there.origin.name} is an original: no recipe made it", hint="`limner redo` takes back an undo"
        )
    if text is None:
        raise BadValue(
            f"{there.origin.name} carries no recipe and the history does not know it",
            hint="only what limner wrote can be made again, and without a recipe only by its history",
        )
    from pydantic import ValidationError

    try:
        return Recipe.model_validate_json(text)
    except ValidationError as error:
        raise BadValue(
            f"the recipe in {there.origin.name} cannot be read: {error.errors(include_url=False)[0]['msg']}",
            hint="it may be of another limner; do the edit again from the original",
        ) from None


def _inputs(desk: Desk, recipe: Recipe, given: Path | None) -> tuple[Source, Gallery, tuple[str, ...]]:
    """The recipe's inputs: the file given, else the journal's; pictures beside it from there or by name."""
    limits, frame = desk.settings.limits, frame_of(recipe.plan.steps)
    journal = desk.usable_journal
    known: dict[str, bytes] = {}
    for one in recipe.inputs[1:]:
        try:
            known |= {} if journal is None else {one.name: journal.blob(one.sha256)}
        except LimnerError:
            continue  # then the file of that name is read
    first = recipe.inputs[0]
    if given is not None:
        source = Source.of(given, limits, frame=frame)
    else:
        source = Source.of(_kept(journal, first.sha256, first.name), limits, name=first.name, frame=frame)
    gallery = Gallery(limits, known)
    found = [source.sha256, *(gallery.source(one.name).sha256 for one in recipe.inputs[1:])]
    wrong = [one.name for one, hash_ in zip(recipe.inputs, found, strict=True) if one.sha256 != hash_]
    return source, gallery, tuple(f"input {name}" for name in wrong)


def _kept(journal: Journal | None, hash_: str, name: str) -> bytes:
    if journal is not None:
        try:
            return journal.blob(hash_)
        except LimnerError:
            pass
    raise BadImage(
        f"the original {name!r} ({hash_[:12]}) is not in the history", hint="name it with --input FILE"
    )


def _differences(recipe: Recipe) -> tuple[str, ...]:
    """The versions that are not those that the picture was made with."""
    now, then = made_with(lossless=recipe.lossless), recipe.made_with
    versions = {"limner": (then.limner, now.limner), "libvips": (then.libvips, now.libvips)}
    for name in then.libraries.keys() | now.libraries.keys():
        versions[name] = then.libraries.get(name, "none"), now.libraries.get(name, "none")
    return tuple(f"{name} {was} -> {is_}" for name, (was, is_) in sorted(versions.items()) if was != is_)


def _given_back(desk: Desk, journal: Journal, target: GiveBack, output: Output, *, overwrite: bool) -> Saved:
    from limner.session.journal import NewRun

    data, recipe, warnings = _bytes_of(desk, journal, target)
    hash_ = sha256(data).hexdigest()
    left = target.left
    if isinstance(output, Path) or output is None:
        path, writes = _destination(target, output, hash_, overwrite=overwrite)
    else:
        path, writes = None, True
    in_place = writes and output is None and left.in_place
    run = NewRun(
        parent=target.parent,
        kind=target.kind,
        input_sha256=left.output_sha256,
        input_path=left.output_path,
        output_sha256=hash_,
        output_path=str(path.absolute()) if path else "",
        instruction=target.kind,
        recipe=recipe_json(recipe),
        checks="[]",
        in_place=in_place,
        originals={hash_: data} if target.run is None else {},
    )
    replaced = path if in_place and path and path.exists() else None
    with unchanged(replaced, left.output_sha256) if replaced else nullcontext():
        recorded = journal.record(run)
        if writes:
            _put(data, path or output, replace=overwrite or in_place)
    return Saved(path, (), recipe, recorded.id, warnings)


def _put(data: bytes, output: Output, *, replace: bool) -> None:
    """Bytes to where they were asked for."""
    if isinstance(output, Path):
        write_file(output, data, replace=replace)
    elif output is not None:
        output.write(data)


def _bytes_of(desk: Desk, journal: Journal, target: GiveBack) -> tuple[bytes, Recipe, tuple[str, ...]]:
    """The wanted picture's file and its recipe: the kept original, or made again."""
    limits = desk.settings.limits
    if target.run is None:
        original = Source.of(journal.blob(target.sha256), limits, name=Path(target.path).name)
        recipe = Recipe(
            inputs=(original.input,), plan=Plan(), format=original.origin.format, made_with=made_with()
        )
        return original.data, recipe, ()
    recipe = read_recipe(target.run)
    known = sources_of(recipe, journal)
    source = Source.of(known.pop(""), limits, name=recipe.inputs[0].name, frame=frame_of(recipe.plan.steps))
    data = write(render(recipe.plan, source, Gallery(limits, known)), recipe)
    if sha256(data).hexdigest() == target.sha256:
        return data, recipe, ()
    parts = ", ".join(_differences(recipe)) or "bytes"
    return data, recipe, (f"made again, it is not the same file as before: {parts} differ",)


def _destination(target: GiveBack, output: Path | None, hash_: str, *, overwrite: bool) -> tuple[Path, bool]:
    """Where the picture belongs, and whether it must be written there."""
    if output is not None:
        _refuse_existing(output, overwrite=overwrite)
        return output, True
    if target.left.in_place and target.left.output_path:
        path = Path(target.left.output_path)
        if path.exists() and _hash(path) != target.left.output_sha256:
            raise BadValue(
                f"{path} was changed since limner wrote it, and is not replaced",
                hint="name another place with -o",
            )
        return path, True
    path = Path(target.path or "")
    if target.path and path.exists() and _hash(path) == hash_:
        return path, False
    if not target.path or path.exists():
        raise BadValue(
            "the earlier picture lies nowhere on the disk any more", hint="say where to write it: -o FILE"
        )
    return path, True


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _refuse_existing(path: Path, *, overwrite: bool) -> None:
    if path.exists() and not overwrite:
        raise BadValue(f"{str(path)!r} exists already", hint="name another output, or ask for --overwrite")


def _replayed(desk: Desk, journal: Journal, target: Replay, output: Output, *, overwrite: bool) -> Saved:
    """A changed plan, done from its own inputs: a branch of the history."""
    plan = revised(target, desk.plan(target.words)) if target.words else target.recipe.plan
    known = sources_of(target.recipe, journal)
    limits, name = desk.settings.limits, target.recipe.inputs[0].name
    source = Source.of(known.pop(""), limits, name=name, frame=frame_of(plan.steps))
    start = Start(source, source, Gallery(limits, known), parent=target.parent)
    edited = Edited(desk, start, plan, target.recipe.seed)
    edited.attempt()
    lossless, carried = target.recipe.lossless, target.recipe.embedded
    if output is not None and not isinstance(output, Path):
        data, saved = edited.hand_over(said_format(plan), lossless=lossless, recipe=carried)
        output.write(data)
        return saved
    if output is not None:
        return edited.save(output, overwrite=overwrite, lossless=lossless, recipe=carried)
    left, format = Path(target.left.output_path), said_format(plan)
    if target.left.in_place and left.exists() and _hash(left) == target.left.output_sha256:
        given = Source.of(left, limits)
        start = Start(given, source, start.gallery, parent=target.parent)
        again = Edited(desk, start, plan, target.recipe.seed)
        return again.save(left, format=format, in_place=True, lossless=lossless, recipe=carried)
    return edited.save(_free_name(left), format=format, lossless=lossless, recipe=carried)


def _free_name(path: Path) -> Path:
    """``photo-2.jpg`` beside ``photo.jpg``, or the next number that is free."""
    number = 2
    while (candidate := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists():
        number += 1
    return candidate
