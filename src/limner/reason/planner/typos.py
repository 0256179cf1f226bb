# ruff: noqa: E501
"""Mending typos, against the planner's own words only."""

from __future__ import annotations

from functools import cache

_WORDS = """
add adjust aspect auto background balance beach black blue blur blurry border bright brighten brighter brightness
brown caption center change clear clockwise cloud colorful colorize color colors compress contrast convert
corner counterclockwise crisp crop cropped dark darken darker decrease degrees denoise desaturate describe
detect double edge edges emboss enhance enlarge equalize expand exposure extend filter flip flipped format
frame gamma gaussian grain grayscale green half height highlight highlights horizontal improve increase
instagram invert landscape larger left levels lighten lighter lighting lower make margin midtones mirror
mosaic motion negative noise opacity orange outline overexposed overlay padding percent perspective picture
pixelate pixelated pixels please portrait posterize profile purple quality quarter radius ratio recolor
reduce remove replace resize resolution restore retouch right rotate sample saturate saturated saturation
scale screenshot sepia shadow shadows sharp sharpen sharper sharpness shrink slightly smaller smooth soften
square straighten stretch temperature text third threshold thumbnail transform transparent transparency
underexposed upscale vertical vibrance vibrant vignette vintage warmer warmth watermark white whiten width
wrinkles yellow should little everything number first deskew locate lighter
"""


@cache
def _known() -> frozenset[str]:
    return frozenset(_WORDS.split())


@cache
def _english() -> frozenset[str]:
    from limner.reason.planner.lookalikes import LOOKALIKES

    return frozenset(LOOKALIKES.split())


@cache
def _by_start() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in sorted(_known()):
        table.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in table.items()}


def mended(tokens: list[str]) -> list[str]:
    """The tokens with near misses of known words put right; English look-alikes are left alone.

    One slip is forgiven in words of five letters or more, two from eight on. The first letter
    must be right.
    """
    return [_mend(token) for token in tokens]


@cache
def _mend(token: str) -> str:
    if len(token) < 5 or not token.isascii() or not token.isalpha() or token in _known():
        return token
    slips = 2 if len(token) >= 8 else 1
    near = [word for word in _by_start().get(token[0], ()) if abs(len(word) - len(token)) <= slips]
    best = min(((_distance(token, word, slips), word) for word in near), default=(9, ""))
    return best[1] if best[0] <= slips and token not in _english() else token


def _distance(a: str, b: str, limit: int) -> int:
    """Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours."""
    if a[:2] != b[:2] and a[:2] != b[1::-1] and limit < 2 and a[1:] != b[2:] and a[2:] != b[1:]:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        older, before = before, row
        row = [i]
        for j, right in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
