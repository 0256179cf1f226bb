"""Fonts that have every letter of a text: no empty boxes are ever drawn.

Without a font by name, Pillow's own (Aileron, ASCII and a few signs) is taken, which is there on
every machine; where it lacks a letter, the first of the system's fonts that has them all, plain
sans-serif ones first.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from limner.core.errors import BadValue, Unsupported

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FOLDERS = (
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/usr/local/share/fonts"),
    Path("/usr/share/fonts"),
    Path.home() / "Library/Fonts",
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("C:/Windows/Fonts"),
    Path.home() / "AppData/Local/Microsoft/Windows/Fonts",
)
"""Where fonts usually lie on Linux, macOS and Windows; fontconfig is asked as well, where it is."""
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_PLAIN = ("dejavusans", "notosansregular", "liberationsansregular", "arial", "segoeui", "helvetica")
_FANCY = ("bold", "italic", "oblique", "mono", "light", "condensed", "black", "thin", "serif")
_NO_LETTERS = ("lastresort", ".lastresort", "adobe blank", "adobe notdef")
"""Fonts that answer for every letter without having one."""
_PROBE = 64
"""Pixels at which glyphs are compared."""
_NOWHERE = "\U0010ffff"
"""A code point that never names a letter."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, ``None`` for Pillow's own, and the number of the face in it."""

    path: str | None = None
    index: int = 0

    def at(self, pixels: float, *, shaped: bool = False) -> FreeTypeFont:
        """The face at ``pixels`` to the em; ``shaped`` by HarfBuzz, else letter after letter.

        Pillow's own has no letters that need shaping. OSError when the file is no font.
        """
        return _opened(self.path, self.index, pixels, shaped)

    @property
    def name(self) -> str:
        """Family and style, "DejaVu Sans Book"."""
        return " ".join(part for part in self.at(_PROBE).getname() if part)

    def lacks(self, text: str) -> int | None:
        """The place of the first letter that the face has no glyph for; None if it has them all.

        A glyph is missing when it is drawn like one for a code point that names no letter.
        """
        return next((place for place, letter in enumerate(text) if not _has(self, letter)), None)


@lru_cache(maxsize=4096)
def _has(face: Face, letter: str) -> bool:
    """Whether the face has a glyph for the letter; kept, as the fonts that are open are."""
    font = face.at(_PROBE)
    return _unseen(letter) or _drawn(font, letter) not in (_drawn(font, _NOWHERE), None)


@lru_cache(maxsize=16)
def _opened(path: str | None, index: int, pixels: float, shaped: bool) -> FreeTypeFont:
    """A font at a size, kept for the next text: a line asks for the same one many times."""
    from PIL import ImageFont

    if path is None:
        return cast("FreeTypeFont", ImageFont.load_default(pixels))
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, pixels, index, layout_engine=engine)


def _drawn(font: FreeTypeFont, letter: str) -> tuple[tuple[int, int], bytes] | None:
    """The glyph's size and coverage; None when it is damaged."""
    try:
        mask = font.getmask(letter)
    except OSError:
        return None
    return mask.size, bytes(mask)


def _unseen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f"


def face_for(text: str, font: str | None = None) -> Face:
    """A face that has every letter of ``text``: the one asked for, by path or by name, or one that fits.

    BadValue when the font asked for does not exist or lacks a letter; Unsupported when none has
    them all.
    """
    if font is not None:
        face = _asked(font)
        place = face.lacks(text)
        if place is None:
            return face
        raise BadValue(
            f"the font {font!r} has no glyph for {_called(text[place])}",
            hint="leave the font out to have one found, or give the path of a font that has it",
        )
    furthest = 0
    for face in _candidates():
        place = face.lacks(text)
        if place is None:
            return face
        furthest = max(furthest, place)
    raise Unsupported(
        f"no font here has every letter of the text: {_called(text[furthest])} is missing",
        hint="give font=PATH, a .ttf or .otf file that has it",
    )


def _called(letter: str) -> str:
    return f"{letter!r} (U+{ord(letter):04X}, {unicodedata.name(letter, 'no name')})"


def _asked(font: str) -> Face:
    path = Path(font).expanduser()
    if path.suffix.lower() in _SUFFIXES or path.is_file():
        return _file(path)
    wanted = font.casefold().split()
    faces = [face for face in _installed_faces() if face.name.casefold().split()[: len(wanted)] == wanted]
    if not faces:
        raise BadValue(
            f"there is no font {font!r} here", hint="give the path of a .ttf or .otf file, or leave it out"
        )
    return faces[0]


def _file(path: Path) -> Face:
    face = Face(str(path))
    try:
        face.at(_PROBE)
    except (OSError, ValueError):
        reason = "is no font that can be read" if path.is_file() else "is not there"
        raise BadValue(f"the font file {path} {reason}", hint="give a .ttf or .otf file") from None
    return face


def _candidates() -> Iterator[Face]:
    yield Face()
    yield from _installed_faces()


def _installed_faces() -> Iterator[Face]:
    """The first face of every installed font that can be read and has letters of its own."""
    for path in installed():
        face = Face(str(path))
        try:
            name = face.name
        except OSError:
            continue
        if not name.casefold().startswith(_NO_LETTERS):
            yield face


@cache
def installed() -> tuple[Path, ...]:
    """The font files of this machine, plain sans-serif ones first, then by path."""
    found = {path for folder in FOLDERS for path in _below(folder)} | set(_fontconfig())
    return tuple(sorted((path for path in found if path.suffix.lower() in _SUFFIXES), key=_order))


def _below(folder: Path) -> list[Path]:
    return list(folder.rglob("*")) if folder.is_dir() else []


def _fontconfig() -> list[Path]:
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        listed = subprocess.run(
            [program, "--format=%{file}\n"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [Path(line) for line in listed.stdout.splitlines() if line]


def _order(path: Path) -> tuple[int, bool, str]:
    stem = path.stem.casefold().replace("-", "").replace("_", "").replace(" ", "")
    rank = _PLAIN.index(stem) if stem in _PLAIN else len(_PLAIN)
    return rank, any(word in stem for word in _FANCY), str(path)
