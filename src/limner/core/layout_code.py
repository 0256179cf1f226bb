"""Layouts as sequences of tokens, and the grammar that every sequence keeps.

A sequence is place, ground, time, weather, style, then for each thing its name, colour and the edges
left, right, bottom and top, then `END`. Edges are counted in steps of 1 / `STEPS` of the canvas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.core.layout import PLAIN, Laid, Layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

START, END, NONE = 0, 1, 2
"""`NONE` stands for no ground, and for a thing's own colour."""

STEPS = 64
MOST = 8
"""How many things a sequence can hold."""

WHOLE = ("place", "ground", "time", "weather", "style")
EACH = ("things", "colors", "left", "right", "bottom", "top")
FIELDS = (*WHOLE, *EACH)
LENGTH = len(WHOLE) + MOST * len(EACH) + 1
"""The longest sequence, its end included."""


class LayoutCode:
    """The tokens for one vocabulary: the same words in the same order give the same tokens."""

    def __init__(self, vocabulary: Mapping[str, Sequence[str]]) -> None:
        self.words: dict[str, tuple[str, ...]] = {}
        self.first: dict[str, int] = {}
        count = NONE + 1
        for field in FIELDS[: FIELDS.index("left")]:
            self.words[field], self.first[field] = tuple(vocabulary[field]), count
            count += len(vocabulary[field])
        self.edge = count
        self.size = count + STEPS + 1

    def tokens(self, layout: Layout) -> list[int]:
        """The sequence of ``layout`` without `START`; edges go to the nearest step and keep at least
        one between them. The things beyond `MOST` are left out."""
        found = [self.token(field, getattr(layout, field)) for field in WHOLE]
        for one in layout.things[:MOST]:
            left, top, right, bottom = one.box
            found += [self.token("things", one.thing), self.token("colors", one.color)]
            found += [self.edge + step for step in (*_span(left, right), *reversed(_span(top, bottom)))]
        return [*found, END]

    def layout(self, tokens: Sequence[int]) -> Layout:
        """The layout of a sequence that keeps the grammar."""
        whole = {field: self._word(field, token) for field, token in zip(WHOLE, tokens, strict=False)}
        things = []
        for start in range(len(WHOLE), len(tokens) - len(EACH) + 1, len(EACH)):
            name, color, *edges = tokens[start : start + len(EACH)]
            left, right, bottom, top = ((edge - self.edge) / STEPS for edge in edges)
            thing = str(self._word("things", name))
            things.append(Laid(thing, self._word("colors", color), (left, top, right, bottom)))
        ground = whole.pop("ground")
        return Layout(tuple(things), **{field: str(word) for field, word in whole.items()}, ground=ground)

    def allowed(self, before: Sequence[int]) -> Sequence[int]:
        """The tokens that may follow ``before``, in rising order; only `END` behind the last thing."""
        field = field_at(len(before))
        if field == "ground" and before[0] != self.token("place", PLAIN):
            return (NONE,)
        if field in ("left", "right", "bottom", "top"):
            return self._edges(field, before[-1] - self.edge)
        known = range(self.first[field], self.first[field] + len(self.words[field]))
        if field == "colors":
            return (NONE, *known)
        if field == "things":
            return (END, *known) if len(before) < LENGTH - 1 else (END,)
        return known

    def may_be(self, field: str) -> Sequence[int]:
        """All tokens that ``field`` can hold, whatever stands before."""
        if field in ("left", "right", "bottom", "top"):
            return range(self.edge, self.edge + STEPS + 1)
        known = range(self.first[field], self.first[field] + len(self.words[field]))
        extra = {"ground": (NONE,), "colors": (NONE,), "things": (END,)}.get(field, ())
        return (*extra, *known)

    def _edges(self, field: str, last: int) -> range:
        """A left edge leaves room for a right one, a bottom edge for a top one."""
        low, high = {
            "left": (0, STEPS - 1),
            "right": (last + 1, STEPS),
            "bottom": (1, STEPS),
            "top": (0, last - 1),
        }[field]
        return range(self.edge + low, self.edge + high + 1)

    def named(self, tokens: Sequence[int]) -> list[tuple[str, str | None]]:
        """The names and colours of the things whose colour is told in the start of a sequence."""
        pairs = zip(tokens[len(WHOLE) :: len(EACH)], tokens[len(WHOLE) + 1 :: len(EACH)], strict=False)
        return [(str(self._word("things", name)), self._word("colors", color)) for name, color in pairs]

    def token(self, field: str, word: str | None) -> int:
        """The token of a word of ``field``; `NONE` for None."""
        return NONE if word is None else self.first[field] + self.words[field].index(word)

    def _word(self, field: str, token: int) -> str | None:
        return None if token == NONE else self.words[field][token - self.first[field]]


def field_at(position: int) -> str:
    """What stands at ``position`` of a sequence; its end stands where a thing's name could.

    >>> field_at(0), field_at(5), field_at(10), field_at(11)
    ('place', 'things', 'top', 'things')
    """
    if position < len(WHOLE):
        return WHOLE[position]
    return EACH[(position - len(WHOLE)) % len(EACH)]


def _span(low: float, high: float) -> tuple[int, int]:
    start, end = round(low * STEPS), round(high * STEPS)
    if start < end:
        return start, end
    return (start, start + 1) if start < STEPS else (start - 1, start)
