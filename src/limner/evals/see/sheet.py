"""Pictures of mistakes on one sheet, each with what was said and what is so."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from limner.evals.spread import spread

if TYPE_CHECKING:
    from limner.evals.see.answers import Answer

COLUMNS, TILE, TEXT = 6, 224, 46


def sheet(mistakes: Sequence[Answer], most: int = 60) -> bytes:
    """A PNG of at most ``most`` mistakes, spread over the figures that have any; b"" for none."""
    from PIL import Image

    shown = [each for each in mistakes if each.case is not None]
    chosen = spread(shown, most, lambda each: each.metric)
    if not chosen:
        return b""
    rows = -(-len(chosen) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * TILE, rows * (TILE + TEXT)), "white")
    for place, mistake in enumerate(chosen):
        page.paste(_tile(mistake), (place % COLUMNS * TILE, place // COLUMNS * (TILE + TEXT)))
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _tile(mistake: Answer) -> Any:
    """One picture, fitted, with three lines below it."""
    from PIL import Image, ImageDraw, ImageFont

    assert mistake.case is not None
    tile = Image.new("RGB", (TILE, TILE + TEXT), "white")
    picture = Image.fromarray(mistake.case.pixels)
    picture.thumbnail((TILE - 6, TILE - 4))
    tile.paste(picture, ((TILE - picture.width) // 2, (TILE - picture.height) // 2))
    draw = ImageDraw.Draw(tile)
    font = ImageFont.load_default(11)
    words = {mistake.metric: "gray", f"said: {mistake.said}": "firebrick", f"so: {mistake.wanted}": "black"}
    for line, (text, color) in enumerate(words.items()):
        draw.text((4, TILE + 15 * line), _fitted(text, font), fill=color, font=font)
    return tile


def _fitted(text: str, font: Any) -> str:
    """As much of ``text`` as a tile is wide."""
    text = text.encode("ascii", "replace").decode()
    while text and font.getlength(text) > TILE - 8:
        text = text[:-2]
    return text
