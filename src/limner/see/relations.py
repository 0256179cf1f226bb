"""How two things that were seen stand to each other, told from their boxes.

The relations mean what `world.truth` means by them, with room for the error of measured boxes; of
two things that overlap, the one that reaches lower is taken to be the nearer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.world.extents import SINK, Extent, overlap_x, overlap_y
from limner.world.thing import Thing
from limner.world.things import THINGS

if TYPE_CHECKING:
    from limner.core.reading import SeenThing

_REST = 0.12
"""How far a foot may be from where it rests, in heights of the lower thing."""
_TOP = 0.3
"""How far below the upper edge of its box a thing's own top may lie, where nothing is known of it."""


def extent_of(box: tuple[float, float, float, float], aspect: float) -> Extent:
    """A box in fractions of a picture of ``aspect`` (width over height), in shorter sides."""
    wide, high = max(aspect, 1.0), max(1 / aspect, 1.0)
    left, top, right, bottom = box
    return Extent(left * wide, top * high, right * wide, bottom * high)


def relation(one: SeenThing, other: SeenThing, aspect: float = 1.0) -> str | None:
    """What ``one`` is to ``other``: a word of `vocabulary.RELATIONS`, None where none is clear.

    >>> from limner.core.reading import SeenThing
    >>> cat = SeenThing("cat", 0.9, None, (0.1, 0.5, 0.3, 0.9))
    >>> relation(cat, SeenThing("dog", 0.9, None, (0.6, 0.5, 0.9, 0.9)))
    'left of'
    """
    a, b = extent_of(one.box, aspect), extent_of(other.box, aspect)
    for kind in ("riding", "inside", "on"):
        if rests(kind, a, b, THINGS.get(other.name)):
            return kind
    if rests("on", b, a, THINGS.get(one.name)):
        return "under"
    return _depth(a, b) or _across(a, b) or _height(a, b)


def rests(kind: str, a: Extent, b: Extent, lower: Thing | None) -> bool:
    """Whether ``a`` is ``kind`` ("on", "riding" or "inside") ``b``, which is a ``lower``, None where
    nothing is known of it."""
    between = _resting(kind, a, b, lower or Thing("", ""))
    if between is None or a.center_y >= b.center_y or (kind == "inside" and a.width > b.width):
        return False
    over = b.left + 0.1 * b.width <= a.center_x <= b.right - 0.1 * b.width
    return over and between[0] - _REST * b.height <= a.bottom <= between[1] + _REST * b.height


def _resting(kind: str, a: Extent, b: Extent, lower: Thing) -> tuple[float, float] | None:
    """The highest and the lowest place where the foot of ``a`` may rest; None where it cannot."""
    if kind == "on":
        top = (lower.top, lower.top) if lower.top else (0.0, _TOP)
        return b.top + top[0] * b.height, b.top + top[1] * b.height
    edge = {"riding": lower.seat, "inside": lower.bowl}.get(kind)
    if edge is not None:
        brim = b.top + edge * b.height
        return brim, brim + SINK * a.height
    return None


def _depth(a: Extent, b: Extent) -> str | None:
    """In front of or behind, for two that overlap clearly both ways."""
    across = overlap_x(a, b) > 0.3 * min(a.width, b.width)
    down = overlap_y(a, b) > 0.2 * min(a.height, b.height)
    if not (across and down) or abs(a.bottom - b.bottom) < 0.02:
        return None
    return "in front of" if a.bottom > b.bottom else "behind"


def _across(a: Extent, b: Extent) -> str | None:
    across = b.center_x - a.center_x
    if overlap_x(a, b) > 0.3 * min(a.width, b.width) or abs(across) < abs(b.center_y - a.center_y):
        return None
    return "left of" if across > 0 else "right of"


def _height(a: Extent, b: Extent) -> str | None:
    if overlap_y(a, b) > 0.2 * min(a.height, b.height):
        return None
    return "above" if a.center_y < b.center_y else "below"
