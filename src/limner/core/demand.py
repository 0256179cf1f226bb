"""What a layout must hold, as far as words say it plainly; the rest is left to the planner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.layout_code import EACH, END, LENGTH, NONE, WHOLE, field_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limner.core.layout import Layout
    from limner.core.layout_code import LayoutCode


@dataclass(frozen=True, slots=True)
class Wanted:
    """``count`` things, each one of ``things`` in one of ``colors`` (None: its own colour)."""

    things: tuple[str, ...]
    colors: tuple[str | None, ...]
    count: int

    def takes(self, thing: str, color: str | None) -> bool:
        """Whether a thing in that colour may be one of them."""
        return thing in self.things and color in self.colors


@dataclass(frozen=True, slots=True)
class Demand:
    """``things`` in any order, and no others; None leaves all things open. Each of the other fields
    is a word of the layout or None, which leaves it open."""

    things: tuple[Wanted, ...] | None = None
    place: str | None = None
    ground: str | None = None
    time: str | None = None
    weather: str | None = None
    style: str | None = None

    def met(self, layout: Layout) -> bool:
        """Whether ``layout`` holds just what is demanded."""
        asked = [(field, getattr(self, field)) for field in WHOLE]
        if any(word is not None and getattr(layout, field) != word for field, word in asked):
            return False
        if self.things is None:
            return True
        left = _left(self.things, [(one.thing, one.color) for one in layout.things])
        return left is not None and not any(one.count for one in left)


def allowed(demand: Demand, code: LayoutCode, before: Sequence[int]) -> Sequence[int]:
    """The tokens of `LayoutCode.allowed` that also lead to what is demanded."""
    usual = code.allowed(before)
    field = field_at(len(before))
    if field in WHOLE:
        word = getattr(demand, field)
        token = None if word is None else code.token(field, word)
        return (token,) if token is not None and token in usual else usual
    if demand.things is None or field not in EACH[:2]:
        return usual
    left = _left(demand.things, code.named(before)) or ()
    if field == "things":
        names = {thing for one in left if one.count for thing in one.things}
        wanted = sorted(code.token("things", name) for name in names) or [END]
        return wanted if len(before) < LENGTH - 1 else (END,)
    name = code.words["things"][before[-1] - code.first["things"]]
    colors = {color for one in left if one.count and name in one.things for color in one.colors}
    return sorted(code.token("colors", color) for color in colors) or (NONE,)


def _left(wanted: tuple[Wanted, ...], given: Sequence[tuple[str, str | None]]) -> tuple[Wanted, ...] | None:
    """What is still wanted once each of ``given`` counts for the narrowest demand that takes it; None
    where one counts for none."""
    left = sorted(wanted, key=lambda one: (len(one.things), len(one.colors)))
    for thing, color in given:
        for index, one in enumerate(left):
            if one.count and one.takes(thing, color):
                left[index] = Wanted(one.things, one.colors, one.count - 1)
                break
        else:
            return None
    return tuple(left)
