"""What was seen, as people read it: plain text on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from limner.core.geometry import Box
    from limner.see.basics import DominantColor, Facts
    from limner.see.observation import Observation, People, Thing, Word

_BAR = " ▁▂▃▄▅▆▇█"


def tell(name: str, seen: Observation) -> None:
    """One picture: what it shows, how it looks, what its file is."""
    typer.secho("picture" if name == "-" else name, bold=True)
    if seen.known:
        typer.echo(f"  {seen.caption or 'nothing that I am sure of'}")
    elif seen.known is False:
        typer.echo(f"  outside what the model knows (familiar {seen.familiar:.2f})")
    for label, text in _rows(seen):
        if text:
            typer.echo(f"  {label:<10}{text}")


def _rows(seen: Observation) -> list[tuple[str, str]]:
    looks = seen.looks
    return [
        ("labels", ", ".join(_scored(word) for word in seen.labels)),
        ("things", ", ".join(_thing(thing, seen) for thing in seen.things)),
        *((head, _scored(word)) for head, word in _words(seen) if word is not None),
        *(_found(seen.found) if seen.found else ()),
        ("looks", f"{looks.sharpness}, {looks.exposure}"),
        ("colors", _colors(looks.colors)),
        ("file", _file(seen)),
    ]


def _words(seen: Observation) -> list[tuple[str, Word | None]]:
    return [("place", seen.place), ("time", seen.time), ("weather", seen.weather), ("style", seen.style)]


def _scored(word: Word) -> str:
    return f"{word.name} {word.score:.2f}"


def _thing(thing: Thing, seen: Observation) -> str:
    color = f"{thing.color.name} " if thing.color else ""
    return f"{color}{thing.name} {thing.score:.2f} ({_where(thing.box, seen)})"


def _where(box: Box, seen: Observation) -> str:
    """The third of the picture that the middle of ``box`` lies in: "top left", "center"."""
    down = ("top", "", "bottom")[min(2, 3 * (box.top + box.bottom) // (2 * seen.height))]
    across = ("left", "", "right")[min(2, 3 * (box.left + box.right) // (2 * seen.width))]
    return f"{down} {across}".strip() or "center"


def _found(found: People) -> list[tuple[str, str]]:
    return [
        ("faces", _counted(found.faces)),
        ("bodies", _counted(found.bodies)),
        (
            "text",
            f"likely, {len(found.text)} line{'s' * (len(found.text) > 1)}" if found.text else "none found",
        ),
    ]


def _counted(boxes: tuple[Box, ...]) -> str:
    if not boxes:
        return "none found"
    places = "; ".join(f"{box.width}x{box.height} at {box.left}, {box.top}" for box in boxes)
    return f"{len(boxes)} ({places})"


def _colors(colors: tuple[DominantColor, ...]) -> str:
    """Shares by name; shades of one name add up."""
    shares: dict[str, float] = {}
    for color in colors:
        shares[color.name] = shares.get(color.name, 0) + color.share
    return ", ".join(
        f"{share:.0%} {name}" for name, share in sorted(shares.items(), key=lambda pair: -pair[1])
    )


def _file(seen: Observation) -> str:
    return f"{seen.format.upper()}, {seen.width}x{seen.height}, {_size(seen.bytes)}"


def tell_facts(facts: Facts) -> None:
    """What a file and its samples tell."""
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
