"""Text over a picture."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from limner.core.color import Color
from limner.core.errors import BadValue, LimnerError, Unsupported
from limner.core.geometry import Anchor, Box, Size
from limner.core.image import Image
from limner.ops.amounts import within
from limner.ops.blend import Layer, compose, ready_for
from limner.ops.fonts import Face, face_for
from limner.ops.formula import Bands, as_image, linear, narrow, size_of, split
from limner.ops.pixels import computed, is_small
from limner.ops.placing import Point, position, repeated

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image as PillowImage
    from PIL.ImageFont import FreeTypeFont

_SMALLEST = 8
"""Pixels to a line that text of no given size has at least, unless it must shrink to fit."""
_OUTLINE = 16
"""An outline is the line's height over this wide, at least 1 pixel."""
_SLANT = 30
"""Degrees by which a tiled text rises to the right."""
_LARGEST = 2**26
"""Pixels of the largest text that is drawn."""


def text(
    image: Image,
    text: str,
    size: float | None = None,
    color: str = "white",
    outline: str | None = None,
    anchor: Anchor = "bottom",
    at: Point | None = None,
    margin: int | None = None,
    font: str | None = None,
    opacity: float = 1.0,
    tile: bool = False,
) -> Image:
    """``text``, one line for each of its lines, over ``image``.

    ``size`` is the height of a line in pixels, from the font's highest to its lowest; None is a
    twelfth of the shorter side, at least 8, and less where the text would not fit. The block
    of lines lies at ``anchor``, ``margin`` pixels (None: half a line) from the sides that the
    anchor names, its lines flush with that side, or with its top left corner ``at`` x, y. What
    leaves the canvas is cut off. ``tile`` repeats it over the whole canvas in staggered rows,
    rising at 30 degrees, ``margin`` pixels apart (None: two lines).

    ``font`` is a path or the name of an installed family; None takes one that has every letter.
    BadValue for a font that lacks a letter, Unsupported where no font has them all. Writing that
    needs shaping (Arabic, Indic, combining marks) goes through HarfBuzz; all other text is set
    letter after letter, the same on every machine. A gray picture becomes RGB for a colour that
    is not gray, and CMYK keeps its inks.
    """
    within("opacity", opacity, 0, 1)
    if margin is not None:
        within("margin", margin, 0, 100_000)
    paint, rim = Color.parse(color), Color.parse(outline) if outline else None
    image = ready_for(image, *(ink for ink in (paint, rim) if ink))
    flush = "left" if at is not None else anchor
    with _drawing(font):
        block = _sized(_lines(text), size, font, image.size, margin, tile)
        masks = [block.mask(flush, 0)] + ([block.mask(flush, block.outline)] if rim else [])
    if tile:
        gap = int(2 * block.size + 0.5) if margin is None else margin
        ink = _stacked([_staggered(mask.crop(masks[-1].getbbox()), gap) for mask in masks])
        cell = Size(*size_of(ink))
        tiles, left, top = repeated(as_image(ink), position(cell, image.size, anchor, 0, at), image.size)
        ink = computed(tiles) if is_small(image) else tiles
    else:
        inset = int(block.size / 2 + 0.5) if margin is None else margin
        left, top = _corner(block, position(block.box, image.size, anchor, inset, at), image.size)
        ink = _stacked(masks) if is_small(image) else as_image(_stacked(masks))
    return compose(image, _layer(image, ink, (paint, rim), opacity, left, top))


@contextmanager
def _drawing(font: str | None) -> Iterator[None]:
    """What FreeType and Pillow say about a damaged font as BadValue."""
    from PIL.Image import DecompressionBombError

    try:
        yield
    except LimnerError:
        raise
    except (OSError, ValueError, MemoryError, DecompressionBombError) as error:
        name = "found for this text" if font is None else repr(font)
        raise BadValue(f"the font {name} is damaged: {error}", hint="give another font=PATH") from None


def _corner(block: _Block, place: tuple[int, int], canvas: Size) -> tuple[int, int]:
    """Where the block's mask begins when the block lies at ``place``; BadValue if that is off the canvas."""
    left, top = place
    Box(left, top, left + block.box.width, top + block.box.height).clipped(canvas)
    return left - block.pad, top - block.pad


def _layer(
    image: Image, ink: Bands, colors: tuple[Color, Color | None], opacity: float, left: int, top: int
) -> Layer:
    """Letters over their outline as one layer, so that at half opacity no outline shows through them."""
    cover, *around = split(linear(narrow(ink), 1 / 255, 0))
    paint, rim = colors
    layer = Layer.flat(image, paint, cover, left, top)
    if rim:
        layer = layer.on(Layer.flat(image, rim, around[0], left, top))
    return replace(layer, cover=layer.cover * opacity)


def _lines(text: str) -> list[str]:
    """The lines to draw: composed letters, plain spaces, nothing that only a terminal understands."""
    lines = unicodedata.normalize("NFC", text.replace("\t", "    ")).splitlines()
    lines = [re.sub(r"\s", " ", line).rstrip() for line in lines]
    if not any(line.strip() for line in lines):
        raise BadValue("the text is empty, and must have a letter", hint="give the words to write")
    if _shaped("".join(lines)):
        return lines
    return ["".join(letter for letter in line if unicodedata.category(letter) != "Cf") for line in lines]


def _shaped(text: str) -> bool:
    """Whether letters join, stack or run from right to left."""
    return any(
        unicodedata.category(letter).startswith("M") or unicodedata.bidirectional(letter) in ("R", "AL")
        for letter in text
    )


@dataclass(frozen=True)
class _Block:
    """Lines of text at one size: where each lies, before anything is drawn."""

    lines: list[str]
    face: Face
    size: float
    shaped: bool

    @cached_property
    def font(self) -> FreeTypeFont:
        """The face at the em that makes a line ``size`` pixels high."""
        ascent, descent = self.face.at(1000).getmetrics()
        return self.face.at(max(1.0, self.size * 1000 / max(1, ascent + descent)), shaped=self.shaped)

    @property
    def outline(self) -> int:
        return max(1, int(self.size / _OUTLINE + 0.5))

    @property
    def pad(self) -> int:
        """Pixels around the block for what hangs over: outlines, slanted letters, stacked marks."""
        return self.outline + int(self.size / 2) + 1

    @cached_property
    def box(self) -> Size:
        """The widest line's advance by the lines' heights."""
        font = self.font
        width = max(font.getlength(line) for line in self.lines)
        return Size(max(1, int(width + 0.999)), max(1, int(self.size * len(self.lines) + 0.5)))

    def mask(self, flush: str, stroke: int) -> PillowImage.Image:
        """How much of each pixel the letters cover, ``pad`` pixels wider than the box all around."""
        from PIL import Image as PillowImage
        from PIL import ImageDraw

        box, font = self.box, self.font
        mask = PillowImage.new("L", (box.width + 2 * self.pad, box.height + 2 * self.pad))
        draw = ImageDraw.Draw(mask)
        ascent = font.getmetrics()[0]
        for row, line in enumerate(self.lines):
            free = box.width - font.getlength(line)
            left = 0 if "left" in flush else free if "right" in flush else free / 2
            place = (self.pad + int(left + 0.5), self.pad + int(row * self.size + 0.5) + ascent)
            draw.text(place, line, fill=255, font=font, anchor="ls", stroke_width=stroke)
        return mask


def _sized(
    lines: list[str], size: float | None, font: str | None, canvas: Size, margin: int | None, tile: bool
) -> _Block:
    """The lines at ``size``, or at one that fits the canvas (half of it, for tiles)."""
    shaped = _shaped("".join(lines))
    face = face_for("".join(lines), font)
    if shaped:
        _need_shaping()
    if size is not None:
        within("size", size, 1, 10_000)
        return _bounded(_Block(lines, face, size, shaped))
    block = _Block(lines, face, max(_SMALLEST, min(canvas.width, canvas.height) / 12), shaped)
    for _ in range(8):
        edge = block.size if margin is None else 2 * margin
        free = [max(1.0, side / 2 if tile else side - edge) for side in (canvas.width, canvas.height)]
        fit = min(free[0] / block.box.width, free[1] / block.box.height)
        if fit >= 1 or block.size <= 1:
            break
        block = _Block(lines, face, max(1.0, block.size * fit * 0.99), shaped)
    return _bounded(block)


def _bounded(block: _Block) -> _Block:
    if block.box.pixels > _LARGEST:
        raise BadValue(
            f"the text would be {block.box} pixels, and must have at most {_LARGEST} of them",
            hint="give a smaller size or fewer words",
        )
    return block


def _need_shaping() -> None:
    from PIL import features

    if not features.check("raqm"):
        raise Unsupported(
            "this text needs its letters shaped, and the Pillow here was built without Raqm",
            hint="install Pillow from its own wheels",
        )


def _staggered(ink: PillowImage.Image, gap: int) -> PillowImage.Image:
    """A cell of two rows of the slanted text, the second half a step to the side."""
    from PIL import Image as PillowImage
    from PIL import ImageChops

    if (ink.width + ink.height) ** 2 / 2 > _LARGEST:
        raise BadValue(
            f"a text of {ink.width}x{ink.height} pixels is too large to repeat, and must be shorter",
            hint="give a smaller size or fewer words",
        )
    slanted = ink.rotate(_SLANT, PillowImage.Resampling.BICUBIC, expand=True)
    across, down = slanted.width + gap, slanted.height + gap
    row = PillowImage.new("L", (across, down))
    row.paste(slanted, (0, 0))
    cell = PillowImage.new("L", (across, 2 * down))
    cell.paste(row, (0, 0))
    cell.paste(ImageChops.offset(row, across // 2, 0), (0, down))
    return cell


def _stacked(masks: list[PillowImage.Image]) -> npt.NDArray[np.uint8]:
    """Masks of one size as the bands of one array."""
    import numpy as np

    return np.stack([np.asarray(mask) for mask in masks], -1)
