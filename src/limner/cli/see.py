"""``limner see``: what is in a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from limner.cli import show
from limner.cli.options import Json, read_source

if TYPE_CHECKING:
    from limner.see.basics import Facts

_BAR = " ▁▂▃▄▅▆▇█"


def see(
    pictures: Annotated[
        list[str], typer.Argument(metavar="PICTURE...", help="Files or folders; - is stdin.")
    ],
    json: Json = False,
) -> None:
    """Say what a picture's file and samples tell: format, size, tones, dominant colours."""
    from limner.session.session import Session

    session = Session()
    given, others = _given(pictures)
    found = [session.see(read_source(name)) for name in given]
    show.others(others)
    if json:
        described = [facts.model_dump(mode="json") for facts in found]
        show.data(described[0] if len(described) == 1 else described)
        return
    for facts in found:
        _print(facts)


def _given(names: list[str]) -> tuple[list[str], int]:
    """Every picture named or in a folder named, and how many other files the folders hold."""
    from limner.session.batch import collect

    found = collect(names)
    return [str(path) for path, _ in found.pictures], found.others


def _print(facts: Facts) -> None:
    typer.secho(facts.name or "picture", bold=True)
    kind = f"{facts.format.upper()}, {facts.width}x{facts.height} ({facts.megapixels:g} megapixels)"
    alpha = " with alpha" if facts.alpha else ""
    typer.echo(f"  file      {kind}, {facts.space} {facts.depth} bit{alpha}, {_size(facts.bytes)}")
    typer.echo(f"  details   {', '.join(_details(facts)) or 'none'}")
    typer.echo(
        f"  tones     mean {facts.mean:.0f}, deviation {facts.deviation:.0f}, "
        f"{facts.clipped_dark:.1%} black, {facts.clipped_bright:.1%} white, sharpness {facts.sharpness:.0f}"
    )
    peak = max(facts.histogram) or 1
    bars = "".join(_BAR[round(share / peak * (len(_BAR) - 1))] for share in facts.histogram)
    typer.echo(f"  histogram {bars}")
    for color in facts.colors:
        typer.echo(f"  {color.share:6.1%}    {color.color} {color.name}")


def _details(facts: Facts) -> list[str]:
    told = [
        (facts.jpeg_quality, f"quality {facts.jpeg_quality}"),
        (facts.subsampling, f"chroma {facts.subsampling}"),
        (facts.dpi, f"{facts.dpi or 0:g} dpi"),
        (facts.icc, "colour profile"),
        (facts.exif, "EXIF"),
        (facts.frames > 1, f"{facts.frames} frames"),
        (facts.carried, " and ".join(facts.carried)),
    ]
    return [text for present, text in told if present]


def _size(count: int | None) -> str:
    if count is None:
        return "not a file"
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.1f} kB"
