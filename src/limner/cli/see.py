"""``limner see``: what is in a picture."""

from __future__ import annotations

from collections.abc import Sized
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limner.cli import show
from limner.cli.options import Json, Model, Overwrite, read_source, refuse
from limner.cli.walk import Walk
from limner.core.errors import LimnerError

if TYPE_CHECKING:
    from limner.see.basics import Facts
    from limner.session.seeing import Seer
    from limner.session.session import Session
    from limner.session.source import Given

Pictures = Annotated[list[str], typer.Argument(metavar="PICTURE...", help="Files or folders; - is stdin.")]
Labels = Annotated[
    str | None, typer.Option(metavar="A,B,...", help="Which of these labels of your own fits, zero-shot.")
]
Like = Annotated[str | None, typer.Option(metavar="OTHER", help="How like OTHER each picture is.")]
Embed = Annotated[str | None, typer.Option(metavar="FILE.npy", help="Write each picture's vector there.")]


def see(
    pictures: Pictures,
    labels: Labels = None,
    like: Like = None,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="Which of the pictures are the same picture.")
    ] = False,
    embed: Embed = None,
    facts: Annotated[
        bool, typer.Option("--facts", help="What file and samples tell, without a model.")
    ] = False,
    model: Model = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Say what a picture shows: a caption, things, colours, place, time, style; or faces, text and looks."""
    from limner.session.session import Session

    _one_mode(labels=labels, like=like, duplicates=duplicates, embed=embed, facts=facts)
    session = Session()
    walk = Walk(_given(pictures))
    if facts:
        _facts(session, walk, json)
    elif duplicates:
        _duplicates(session.seer(model), walk, json)
    elif embed is not None:
        _embed(session.seer(model), walk, Path(embed), overwrite, json)
    elif like is not None:
        _like(session.seer(model), walk, like, json)
    else:
        _see(session.seer(model), walk, labels, json)
    walk.end()


def _one_mode(**modes: object) -> None:
    asked = [name for name, value in modes.items() if value]
    if len(asked) > 1:
        refuse(f"--{asked[0]} and --{asked[1]} ask for different things: give one of them")


def _given(names: list[str]) -> dict[str, Given]:
    """Every picture named or in a folder named, by the name to tell it by; says how many files are none."""
    from limner.session.batch import collect

    found = collect(names)
    show.others(found.others)
    return {str(path): read_source(str(path)) for path, _ in found.pictures}


def _see(seer: Seer, walk: Walk, labels: str | None, json: bool) -> None:
    from limner.cli import observations
    from limner.see.labels import split_labels

    wanted = split_labels(labels) if labels is not None else ()
    told = []
    notes: dict[str, None] = {}
    for name, found in walk.over(seer.see_all(walk.given.values(), wanted)):
        notes.update(dict.fromkeys(found.notes))
        if json:
            told.append({"path": name, **found.model_dump(mode="json")})
        else:
            observations.tell(name, found)
    show.warnings(notes)
    _data(walk, told, json)


def _facts(session: Session, walk: Walk, json: bool) -> None:
    from limner.cli import observations

    told = []
    for _, found in walk.over((one, _tried(session, one)) for one in walk.given.values()):
        if json:
            told.append(found.model_dump(mode="json"))
        else:
            observations.tell_facts(found)
    _data(walk, told, json)


def _data(walk: Walk, told: list[dict[str, Any]], json: bool) -> None:
    """One object for one picture, else a list with the failures at its end."""
    if json:
        show.data(told[0] if walk.single else told + walk.failures_data())


def _tried(session: Session, picture: Given) -> Facts | LimnerError:
    try:
        return session.facts(picture)
    except LimnerError as failure:
        return failure


def _like(seer: Seer, walk: Walk, other: str, json: bool) -> None:
    ((_, wanted),) = seer.vectors([read_source(other)])
    if isinstance(wanted, LimnerError):
        raise wanted
    found = [(float(row @ wanted), name) for name, row in walk.over(seer.vectors(walk.given.values()))]
    found.sort(key=lambda pair: -pair[0])
    if json:
        told = [{"path": name, "cosine": round(cosine, 6)} for cosine, name in found]
        show.data(told + walk.failures_data())
        return
    for cosine, name in found:
        typer.echo(f"{cosine:6.3f}  {name}")


def _duplicates(seer: Seer, walk: Walk, json: bool) -> None:
    from limner.see.duplicates import pairs

    found = list(walk.over(seer.prints(walk.given.values())))
    same = pairs([one for _, one in found])
    told = [
        {"kind": pair.kind, "one": found[pair.one][0], "other": found[pair.other][0],
         "bits": pair.bits, "cosine": pair.cosine}
        for pair in same
    ]  # fmt: skip
    if json:
        show.data([*told, *walk.failures_data()])
        return
    for pair in told:
        cosine = "" if pair["cosine"] is None else f", cosine {pair['cosine']:.3f}"
        typer.echo(f"{pair['kind']}  {pair['one']}  {pair['other']}  ({pair['bits']} of 64 bits{cosine})")
    show.say(f"{_number(told, 'pair')} among {_number(found, 'picture')}", bold=True)


def _number(of: Sized, noun: str) -> str:
    return f"{len(of)} {noun}{'' if len(of) == 1 else 's'}"


def _embed(seer: Seer, walk: Walk, path: Path, overwrite: bool, json: bool) -> None:
    import numpy as np

    from limner.see.vectors import check_path, names_path, write_vectors

    check_path(path, overwrite=overwrite)
    rows = list(walk.over(seer.vectors(walk.given.values())))
    if not rows:
        return
    names = [name for name, _ in rows]
    vectors = np.stack([row for _, row in rows])
    write_vectors(path, vectors, names, seer.card, overwrite=overwrite)
    if json:
        told = {"path": str(path), "names": str(names_path(path)), "shape": list(vectors.shape)}
        show.data({**told, "failed": walk.failures_data()})
        return
    show.say(f"wrote {len(names)} vectors of {vectors.shape[1]}, their names in {names_path(path).name}")
    typer.echo(str(path))
