"""Whether two boxes of a layout stand to each other as words say.

The relations are those of `world.truth`, told from boxes alone: where one thing rests on another is
known by the kind of thing, not by its outline. A rider may be painted before its mount, as the world does it,
or after it (`legible.seated`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limner.see.relations import rests
from limner.world.extents import Extent, overlap_x, overlap_y
from limner.world.things import THINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from limner.core.layout import Layout


class Pair(NamedTuple):
    """Two boxes, the names of their things, and whether the first is painted over the second."""

    a: Extent
    b: Extent
    a_name: str
    b_name: str
    over: bool

    def turned(self) -> Pair:
        """The second and the first."""
        return Pair(self.b, self.a, self.b_name, self.a_name, not self.over)


def related(layout: Layout, subject: int, kind: str, target: int) -> bool:
    """Whether ``things[subject]`` is ``kind`` (a word of `world.vocabulary.RELATIONS`) ``things[target]``
    on a square canvas.

    >>> from limner.core.layout import Laid, Layout
    >>> cat, dog = Laid("cat", None, (0.1, 0.5, 0.4, 0.9)), Laid("dog", None, (0.6, 0.5, 0.9, 0.9))
    >>> related(Layout((cat, dog), "beach", "day", "clear", "3d"), 0, "left of", 1)
    True
    """
    one, other = layout.things[subject], layout.things[target]
    pair = Pair(Extent(*one.box), Extent(*other.box), one.thing, other.thing, subject > target)
    return _HOLDS[kind](pair)


def _left(pair: Pair) -> bool:
    a, b = pair.a, pair.b
    apart = overlap_x(a, b) <= 0.3 * min(a.width, b.width)
    return apart and b.center_x - a.center_x >= abs(b.center_y - a.center_y)


def _on(pair: Pair) -> bool:
    return pair.over and rests("on", pair.a, pair.b, THINGS.get(pair.b_name))


def _riding(pair: Pair) -> bool:
    return rests("riding", pair.a, pair.b, THINGS.get(pair.b_name))


def _inside(pair: Pair) -> bool:
    return pair.over and rests("inside", pair.a, pair.b, THINGS.get(pair.b_name))


def _above(pair: Pair) -> bool:
    a, b = pair.a, pair.b
    clear = overlap_y(a, b) <= 0.2 * min(a.height, b.height)
    return clear and b.center_y - a.center_y >= abs(b.center_x - a.center_x)


def _under(pair: Pair) -> bool:
    upper = pair.turned()
    near = overlap_x(pair.a, pair.b) >= 0.5 * min(pair.a.width, pair.b.width)
    return _on(upper) or (_above(upper) and near)


def _front(pair: Pair) -> bool:
    a, b = pair.a, pair.b
    across = overlap_x(a, b) >= 0.2 * min(a.width, b.width)
    down = overlap_y(a, b) >= 0.2 * min(a.height, b.height)
    return pair.over and across and down and a.bottom >= b.bottom + 0.01


def _beside(pair: Pair) -> bool:
    a, b = pair.a, pair.b
    narrower = min(a.width, b.width)
    near = -0.3 * narrower <= -overlap_x(a, b) <= 0.6 * narrower
    return near and overlap_y(a, b) >= 0.5 * min(a.height, b.height)


_HOLDS: dict[str, Callable[[Pair], bool]] = {
    "left of": _left,
    "right of": lambda pair: _left(pair.turned()),
    "above": _above,
    "below": lambda pair: _above(pair.turned()),
    "on": _on,
    "under": _under,
    "in front of": _front,
    "behind": lambda pair: _front(pair.turned()),
    "next to": _beside,
    "riding": _riding,
    "inside": _inside,
}
