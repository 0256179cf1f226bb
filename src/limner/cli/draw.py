"""``limner draw``: a new picture from words."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limner.cli import show
from limner.cli.options import DryRun, Json, Output, Overwrite, check_place, refuse
from limner.core.errors import BadValue

if TYPE_CHECKING:
    from limner.core.geometry import Size
    from limner.core.layout import Layout
    from limner.core.progress import Progress
    from limner.draw.generate import Planned
    from limner.draw.request import DrawRequest
    from limner.draw.signing import Signature
    from limner.session.drawing import Artist, Drawing, Written

_MAX = 100
_SLUG = 48


def draw(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to draw.")],
    output: Output = None,
    size: Annotated[str | None, typer.Option(metavar="WxH", help="Exactly this many pixels.")] = None,
    count: Annotated[
        int, typer.Option("-n", "--n", min=1, max=_MAX, help="Pictures, of seeds in a row.")
    ] = 1,
    seed: Annotated[int, typer.Option(help="The same seed draws the same picture.")] = 0,
    style: Annotated[str, typer.Option(help='The look of it: "watercolor", "pixel art".')] = "",
    negative: Annotated[str, typer.Option(metavar="WORDS", help="What to keep away from.")] = "",
    quality: Annotated[str, typer.Option(help="draft (by the few-step student), normal or best.")] = "normal",
    steps: Annotated[int | None, typer.Option(help="From noise to picture; overrides --quality.")] = None,
    guidance: Annotated[float | None, typer.Option(help="How closely to follow the words; 1 is off.")] = None,
    sampler: Annotated[str | None, typer.Option(help="The way from noise to picture.")] = None,
    layout: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw this layout (JSON), as --dry-run --json shows it."),
    ] = None,
    no_rewrite: Annotated[
        bool, typer.Option("--no-rewrite", help="Tell the model the words as they are.")
    ] = False,
    grid: Annotated[
        bool, typer.Option("--grid", help='Every choice on one sheet: "{red,blue} {apple,car}".')
    ] = False,
    sweep: Annotated[
        list[str] | None, typer.Option(metavar="NAME=V,V", help="One sheet over values: steps=2,4,8.")
    ] = None,
    watch: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write what was computed on the way, as one picture."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="ID|FOLDER", help="A shipped model, or a folder of diffusers."),
    ] = None,
    sign: Annotated[
        Path | None, typer.Option(metavar="CERT.pem", help="Sign the picture (C2PA) with this certificate.")
    ] = None,
    sign_key: Annotated[
        Path | None, typer.Option(metavar="KEY.pem", help="The private key of that certificate.")
    ] = None,
    overwrite: Overwrite = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Draw a new picture: `limner draw "a blue potato left of a cat on a beach" -o potato.png`."""
    from limner.draw.request import DrawRequest
    from limner.session.session import Session

    if json and output == "-" and not dry_run:
        refuse("the picture and --json would both go to stdout: name a file with -o FILE")
    request = DrawRequest(
        words=" ".join(words),
        size=_size(size),
        negative=negative,
        style=style,
        seed=seed,
        quality=quality,  # type: ignore[arg-type]  # checked there
        steps=steps,
        guidance_scale=guidance,
        sampler=sampler,
        layout=_layout(layout),
        rewrite=not no_rewrite,
        watch=watch is not None,
    )
    _check_watch(watch, count, overwrite, sheet=grid or bool(sweep))
    signature = _signature(sign, sign_key)
    sheet = _sheet(request, grid, sweep or [], count)
    artist = Session().artist(model)
    if sheet:
        _draw_sheet(artist, request, sheet, output, overwrite, dry_run, json)
        return
    planned = [artist.plan(replace(request, seed=seed + index)) for index in range(count)]
    if dry_run:
        _tell(planned, json)
    else:
        _draw(artist, planned, output, overwrite, json, signature, watch)


def _size(text: str | None) -> Size | None:
    """``WxH`` as a size; BadValue for anything else."""
    if text is None:
        return None
    from limner.core.geometry import Size

    found = re.fullmatch(r"(\d{1,6})\s*[x×*]\s*(\d{1,6})", text.strip().lower())
    if found is None:
        raise BadValue(f"{text!r} is no size", hint="give width and height in pixels: --size 640x480")
    return Size(int(found[1]), int(found[2]))


def _layout(path: Path | None) -> Layout | None:
    if path is None:
        return None
    from limner.core.layout import Layout

    try:
        return Layout.from_json(path.read_bytes())
    except OSError as error:
        raise BadValue(f"the layout {path} cannot be read: {error.strerror}", hint="check the path") from None


def _signature(certificate: Path | None, key: Path | None) -> Signature | None:
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        refuse("--sign CERT.pem and --sign-key KEY.pem go together")
    from limner.draw.signing import Signature

    return Signature.of(certificate, key)


def _sheet(request: DrawRequest, grid: bool, sweeps: list[str], count: int) -> Any:
    """The rows of the sheet that was asked for; None for single pictures."""
    if not grid and not sweeps:
        return None
    from limner.draw import sheets

    if count > 1:
        refuse("a sheet and -n ask for different things: --sweep seed=0,1,2,3 shows several seeds")
    axes = (*(sheets.choices(request.words) if grid else ()), *map(sheets.sweep, sweeps))
    return sheets.cells(request, axes)


def _draw(
    artist: Artist,
    planned: list[Planned],
    output: str | None,
    overwrite: bool,
    json: bool,
    signature: Signature | None,
    watch: Path | None,
) -> None:
    from limner.core.progress import finish
    from limner.draw.generate import batches

    chosen = _places(planned, output, overwrite)
    if watch is not None and watch in chosen:
        refuse(f"the picture and --watch would both go to {watch}")
    if signature is not None:
        _check_signed(chosen)
    places = iter(chosen)
    told = []
    for batch in batches(planned):
        began = time.perf_counter()
        for words in dict.fromkeys(one.words for one in batch if one.words != one.request.words):
            show.say(f"prompt  {words}")
        seen: list[Progress] = []
        with _bar(batch[0].order.steps) as move:
            drawings = finish(artist.draw_all(batch), _both(move, seen.append if watch else None))
        if watch is not None:
            _write_film(seen, artist, watch, overwrite)
        for drawing in drawings:
            place = next(places)
            told.append(_data(_given(drawing, place, overwrite, json, signature)))
            if place is not None and not json:
                typer.echo(str(place))
        if not json:
            many = f"{len(batch)} pictures" if len(batch) > 1 else "it"
            show.say(f"drew {many} in {time.perf_counter() - began:.2f} s")
    if json:
        show.data(told[0] if len(told) == 1 else told)


def _given(
    drawing: Drawing, place: Path | None, overwrite: bool, json: bool, signature: Signature | None
) -> Written:
    """Written to its place, None for stdout, and what was measured there told."""
    if place is None:
        written = drawing.hand_over("png", signature)
        sys.stdout.buffer.write(written.data)
    else:
        written = drawing.save(place, overwrite=overwrite, signature=signature)
    show.warnings(written.warnings)
    if place is not None and not json:
        show.checks(written.checks)
    return written


def _check_signed(places: Sequence[Path | None]) -> None:
    """Unsupported, before anything is drawn, for a format that is not signed."""
    from limner.draw.signing import refuse_format
    from limner.ops.encode import named_format

    for place in places:
        refuse_format((place and named_format(place.name)) or "png")


def _check_watch(path: Path | None, count: int, overwrite: bool, *, sheet: bool) -> None:
    if path is None:
        return
    if count > 1 or sheet:
        refuse("--watch shows the way of one picture: leave -n, --grid and --sweep out")
    _refused(path, overwrite)


def _write_film(seen: list[Progress], artist: Artist, path: Path, overwrite: bool) -> None:
    from limner.draw.watching import film
    from limner.session.drawing import save_sheet

    save_sheet(film(seen, artist.generator.decode), path, overwrite=overwrite)
    show.say(f"the way there: {path}")


def _both(*tellers: Callable[[Progress], object] | None) -> Callable[[Progress], None]:
    """Tells everybody who listens."""

    def tell(progress: Progress) -> None:
        for teller in tellers:
            if teller is not None:
                teller(progress)

    return tell


def _data(written: Written) -> dict[str, Any]:
    return {
        "path": None if written.path is None else str(written.path),
        "run": written.run_id,
        "revised_prompt": written.recipe.revised_prompt,
        "checks": [check.model_dump(mode="json") for check in written.checks],
        "recipe": written.recipe.model_dump(mode="json", by_alias=True),
        "warnings": list(written.warnings),
    }


def _tell(planned: list[Planned], json: bool) -> None:
    """What would be drawn: the words, the numbers and the layout, on stdout."""
    import json as library

    told: list[dict[str, Any]] = []
    for one in planned:
        order = one.order
        told.append(
            {
                "words": one.request.words,
                "revised_prompt": one.words,
                "model": one.generator.card.id,
                "size": str(one.size),
                "drawn_at": str(order.size),
                "seed": order.seed,
                "steps": order.steps,
                "guidance_scale": order.guidance_scale,
                "layout": None if one.layout is None else library.loads(one.layout.to_json()),
                "warnings": list(one.warnings),
            }
        )
    show.warnings(dict.fromkeys(line for one in planned for line in one.warnings))
    if json:
        show.data(told[0] if len(told) == 1 else told)
        return
    for one in planned:
        show.say(f"prompt  {one.words}", bold=True)
        show.say(f"{one.size}, seed {one.order.seed}, {one.order.steps} steps")
        if one.layout is not None:
            typer.echo(one.layout.to_json(), nl=False)


def _draw_sheet(
    artist: Artist,
    request: DrawRequest,
    rows: Any,
    output: str | None,
    overwrite: bool,
    dry_run: bool,
    json: bool,
) -> None:
    from limner.core.progress import finish
    from limner.session.drawing import save_sheet

    if dry_run:
        _tell([artist.plan(cell.request) for row in rows for cell in row], json)
        return
    if output == "-":
        refuse("a sheet goes to a file: name one with -o FILE")
    place = _refused(Path(output) if output else _free(_slug(request.words)), overwrite)
    with _bar(0) as on_progress:
        pixels = finish(artist.draw_sheet(rows), on_progress)
    save_sheet(pixels, place, overwrite=overwrite)
    if json:
        show.data({"path": str(place), "rows": len(rows), "columns": len(rows[0])})
    else:
        typer.echo(str(place))


def _places(planned: list[Planned], output: str | None, overwrite: bool) -> list[Path | None]:
    """A file for each picture, None for stdout; what exists already is refused before anything is drawn."""
    if output == "-":
        if len(planned) > 1:
            refuse("several pictures do not go to stdout: name a file or a folder with -o")
        return [None]
    if output is None:
        taken: list[Path] = []
        for one in planned:
            taken.append(_free(_slug(one.request.words), taken))
        return [*taken]
    path = Path(output).expanduser()
    if path.is_dir():
        path = path / f"{_slug(planned[0].request.words)}.png"
    if len(planned) == 1:
        return [_refused(path, overwrite)]
    return [
        _refused(path.with_name(f"{path.stem}-{number}{path.suffix}"), overwrite)
        for number in range(1, len(planned) + 1)
    ]


def _refused(path: Path, overwrite: bool) -> Path:
    if path.exists() and not overwrite:
        raise BadValue(f"{str(path)!r} exists already", hint="name another output, or ask for --overwrite")
    check_place(path)
    return path


def _slug(words: str) -> str:
    """A file name from words: "a-blue-potato"."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:_SLUG].strip("-") or "drawing"


def _free(stem: str, taken: Sequence[Path] = ()) -> Path:
    """``STEM.png`` in this folder, or ``STEM-2.png`` and so on where that is taken."""
    path, number = Path(f"{stem}.png"), 2
    while path.exists() or path in taken:
        path = Path(f"{stem}-{number}.png")
        number += 1
    return path


@contextmanager
def _bar(steps: int) -> Iterator[Callable[[Progress], None] | None]:
    """A bar on a terminal; for a sheet it counts the steps of each picture anew."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("draw", total=steps or None)
        yield lambda told: bar.update(task, completed=told.step, total=told.steps, description=told.doing)
