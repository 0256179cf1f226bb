"""Everything that is asked of a model that sees, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from limner.core.errors import LimnerError
from limner.evals.see import matching, naming, photographs, street, styles
from limner.evals.see.answers import Answer, images
from limner.evals.see.cases import Case
from limner.evals.see.report import Report, joined

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.image import Image
    from limner.core.protocols import Encoder, Reader
    from limner.core.reading import Reading

    Vectors = npt.NDArray[np.float32]

Restyled = Callable[["Encoder"], Sequence[Answer]]


def measure(
    model: Encoder, seed: int, count: int, sprites: Path | None = None, *, shipped: bool = False
) -> Report:
    """Ask on ``count`` scenes rendered from ``seed``, a fifth as many reserved ones beside them, where there
    are pictograms (``sprites``, None where they usually lie); else, or with ``shipped``, on the scenes
    inside the package, and a note says so.
    """
    from limner.evals.see import cases
    from limner.world.atlas import Atlas

    path = (sprites or cases.SPRITES).expanduser()
    if shipped or (sprites is None and not path.exists()):
        every = list(cases.shipped())
        notes: tuple[str, ...] = (
            () if shipped else (f"there are no pictograms at {path}: `limner train sprites` fetches them",)
        )
        seen, kept = [case for case in every if not case.reserved], [case for case in every if case.reserved]
        notes = (*notes, *_judged(seen))
        return evaluate(model, f"{len(seen)} shipped scenes", seen, kept, seed=seed, notes=notes)
    atlas, fewer = Atlas.load(path), max(20, count // 5)
    seen = list(cases.rendered(seed, count, atlas))
    return evaluate(
        model,
        f"{count} scenes of seed {seed}",
        seen,
        list(cases.rendered(seed, fewer, atlas, reserved=True)),
        seed=seed,
        restyled=lambda one: list(styles.triplets(one, seed, fewer, atlas, cases.SIDE)),
        notes=_judged(seen),
    )


def evaluate(
    model: Encoder,
    source: str,
    cases: Sequence[Case],
    reserved: Sequence[Case],
    *,
    seed: int = 0,
    restyled: Restyled | None = None,
    notes: Sequence[str] = (),
) -> Report:
    """Ask ``model`` everything on ``cases`` (combinations that were trained on) and on ``reserved``.

    ``restyled`` answers the question of styles by painting; None asks it among the cases.
    """
    told = list(notes)
    pictures = images(cases)
    vectors = model.image_vectors(pictures)
    readings = _read(model, pictures)
    answers = joined(
        _named(cases, readings),
        _matched(model, cases, vectors),
        matching.retrieval(model, cases, vectors),
        matching.royalty(model),
        restyled(model) if restyled else styles.shipped_triplets(cases, vectors),
        _photographs(model, cases, readings, seed, told),
    )
    kept = images(reserved)
    behind = joined(
        _named(reserved, _read(model, kept)),
        _matched(model, reserved, model.image_vectors(kept)) if reserved else (),
    )
    return Report(model.card.id, source, answers, behind, tuple(told), model.card.resolution)


def _judged(cases: Sequence[Case]) -> tuple[str, ...]:
    """How good the independent judge is, in general and here; nothing where there is none."""
    from limner.evals import judge

    try:
        opened = judge.open_judge()
    except LimnerError:
        return ()
    return (judge.accuracy(opened.card), judge.on_cases(opened, cases))


def _read(model: Encoder, pictures: Sequence[Image]) -> list[Reading] | None:
    """What a reader reads; None for a model without heads."""
    return cast("Reader", model).read(pictures) if hasattr(model, "read") else None


def _named(cases: Sequence[Case], readings: Sequence[Reading] | None) -> tuple[Answer, ...]:
    if readings is None:
        return ()
    return joined(*(naming.naming(case, reading) for case, reading in zip(cases, readings, strict=True)))


def _matched(model: Encoder, cases: Sequence[Case], vectors: Vectors) -> tuple[Answer, ...]:
    return joined(
        matching.hard_negatives(model, cases, vectors),
        matching.zero_shot(model, cases, vectors),
    )


def _photographs(
    model: Encoder, cases: Sequence[Case], readings: Sequence[Reading] | None, seed: int, notes: list[str]
) -> tuple[Answer, ...]:
    """The figures that need photographs; a note says which are not there."""
    asked: tuple[Callable[[], Iterable[Answer]], ...] = (
        lambda: photographs.outside(cast("Reader", model), cases, readings) if readings else (),
        photographs.faces_found,
        photographs.no_bodies_found,
        lambda: street.people_found(seed),
        lambda: photographs.text_found(seed),
    )
    answers: list[Answer] = []
    for one in asked:
        try:
            answers += tuple(one())  # whole, or not at all
        except LimnerError as missing:
            note = photographs.skipped(missing)
            notes += () if note in notes else (note,)
    return tuple(answers)
