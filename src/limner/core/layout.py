"""A layout: which things stand where, in what surroundings. It is a plan of a picture, as data.

Boxes are fractions of the canvas, so one layout serves every resolution. As a file it is JSON of the
schema `SCHEMA`.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn

from limner.core.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Fractions = tuple[float, float, float, float]

SCHEMA = "limner.layout/1"
WHOLE = ("place", "time", "weather", "style")
"""The words on the whole picture that every layout has."""

OPTIONAL = ("ground", "drawing")
"""Words on the whole picture that may be null."""

MOST_THINGS = 32
MOST_CHARACTERS = 100_000
PLAIN = "plain"
"""The one place that has a ground of one colour."""

_EDGES = ("left", "top", "right", "bottom")
_ABSENT: dict[str, Any] = {"color": None, "mirrored": False, **dict.fromkeys(OPTIONAL)}
"""What may be left out of a file, and what it then is."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A thing in its box: left, top, right, bottom as fractions of the canvas, 0-1, y downwards.

    ``color`` None is the thing's own; ``mirrored``, it looks the other way. BadValue for a box that is
    empty or off the canvas.

    >>> Laid("cat", "blue", (0.1, 0.5, 0.4, 0.9)).box
    (0.1, 0.5, 0.4, 0.9)
    """

    thing: str
    color: str | None
    box: Fractions
    mirrored: bool = False

    def __post_init__(self) -> None:
        left, top, right, bottom = self.box
        if not all(math.isfinite(edge) and 0 <= edge <= 1 for edge in self.box):
            raise BadValue(
                f"the box of {self.thing!r} is {_shown(self.box)}, off the canvas",
                hint="left, top, right and bottom are fractions of the canvas, from 0 to 1",
            )
        if left >= right or top >= bottom:
            raise BadValue(
                f"the box of {self.thing!r} is {_shown(self.box)}, which is empty",
                hint="give left < right and top < bottom",
            )


@dataclass(frozen=True, slots=True)
class Layout:
    """``things`` in painter's order, the farthest first; ``ground`` is the colour of the one-coloured
    ground of a plain place and None everywhere else. ``drawing`` is how things are drawn beneath the
    ``style``; None leaves it to who draws."""

    things: tuple[Laid, ...]
    place: str
    time: str
    weather: str
    style: str
    ground: str | None = None
    drawing: str | None = None

    def __post_init__(self) -> None:
        if len(self.things) > MOST_THINGS:
            raise BadValue(f"a layout has {len(self.things)} things; at most {MOST_THINGS} are allowed")
        if self.ground is not None and self.place != PLAIN:
            raise BadValue(
                f"a {self.ground} ground was given in the place {self.place!r}",
                hint=f'only the place "{PLAIN}" has a ground; elsewhere it is null',
            )

    def to_json(self) -> str:
        """The layout as the text of its file, one thing a line, edges to a ten-thousandth."""
        head = {name: getattr(self, name) for name in (*WHOLE, *OPTIONAL)}
        lines = [f"  {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
        things = [{**asdict(one), "box": [round(edge, 4) for edge in one.box]} for one in self.things]
        listed = ",\n".join(f"    {json.dumps(thing)}" for thing in things)
        rows = f"[\n{listed}\n  ]" if things else "[]"
        return "\n".join(['{\n  "schema": "' + SCHEMA + '",', *lines, f'  "things": {rows}\n}}\n'])

    @classmethod
    def from_json(cls, text: str | bytes) -> Layout:
        """Read a layout; BadValue says which part of the text is wrong."""
        if len(text) > MOST_CHARACTERS:
            raise BadValue(f"a layout of {len(text):,} characters; at most {MOST_CHARACTERS:,} are read")
        try:
            given = json.loads(text, parse_constant=_not_a_number)
        except BadValue:
            raise
        except (ValueError, RecursionError) as error:
            raise BadValue(f"the layout is not JSON: {error}", hint=_EXAMPLE) from None
        fields = _fields(given, "the layout", ("schema", *WHOLE, *OPTIONAL, "things"))
        if fields.pop("schema") != SCHEMA:
            raise BadValue(f"the layout's schema is not {SCHEMA!r}", hint=_EXAMPLE)
        things = fields.pop("things")
        if not isinstance(things, list):
            raise BadValue("the layout's things are no list", hint=_EXAMPLE)
        laid = tuple(_laid(thing, f"thing {index + 1}") for index, thing in enumerate(things))
        words: dict[str, Any] = {name: str(_word(fields[name], name)) for name in WHOLE}
        words |= {name: _word(fields[name], name, optional=True) for name in OPTIONAL}
        return cls(laid, **words)


def check(layout: Layout, vocabulary: Mapping[str, Sequence[str]]) -> None:
    """Refuse a word that is not in ``vocabulary``: "things", "colors", `WHOLE` and `OPTIONAL`.

    BadValue names the word and the nearest ones that are known.
    """
    said = [(name, name, getattr(layout, name)) for name in (*WHOLE, *OPTIONAL)]
    for index, one in enumerate(layout.things, 1):
        said += [
            (f"thing {index}", "things", one.thing),
            (f"the color of thing {index}", "colors", one.color),
        ]
    for where, head, word in said:
        known = vocabulary.get(head, ())
        if word is not None and word not in known:
            near = get_close_matches(word, known, n=3, cutoff=0.5) or known[:12]
            hint = f"known: {', '.join(near)}" if known else "leave it null: the model knows no such words"
            raise BadValue(f"{where} is {word!r}, which is not known", hint=hint)


_EXAMPLE = (
    f'{{"schema": "{SCHEMA}", "place": "beach", "time": "day", "weather": "clear", "style": "3d", '
    '"ground": null, "things": [{"thing": "cat", "color": "blue", "box": [0.1, 0.5, 0.4, 0.9]}]}'
)


def _laid(given: Any, where: str) -> Laid:
    fields = _fields(given, where, ("thing", "color", "box", "mirrored"))
    box = fields["box"]
    if not isinstance(box, list) or len(box) != len(_EDGES) or not all(map(_is_number, box)):
        raise BadValue(f"the box of {where} is not four numbers", hint=", ".join(_EDGES) + ", from 0 to 1")
    thing = str(_word(fields["thing"], f"the name of {where}"))
    color = _word(fields["color"], f"the color of {where}", optional=True)
    if not isinstance(fields["mirrored"], bool):
        raise BadValue(f"whether {where} is mirrored is neither true nor false")
    left, top, right, bottom = map(float, box)
    return Laid(thing, color, (left, top, right, bottom), fields["mirrored"])


def _fields(given: Any, where: str, names: tuple[str, ...]) -> dict[str, Any]:
    """``given`` as an object of just these ``names``; those of `_ABSENT` may be absent."""
    if not isinstance(given, dict):
        raise BadValue(f"{where} is no JSON object", hint=_EXAMPLE)
    unknown = sorted(given.keys() - set(names))
    missing = [name for name in names if name not in given and name not in _ABSENT]
    if unknown or missing:
        wrong = f"unknown: {', '.join(unknown)}" if unknown else f"missing: {', '.join(missing)}"
        raise BadValue(f"{where} has wrong keys; {wrong}", hint=f"its keys are {', '.join(names)}")
    return {**_ABSENT, **given}


def _word(value: Any, where: str, *, optional: bool = False) -> str | None:
    if value is None and optional:
        return None
    if not isinstance(value, str):
        raise BadValue(f"{where} is {value!r:.40}, which is no word")
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _not_a_number(text: str) -> NoReturn:
    raise BadValue(f"the layout holds {text}", hint="boxes are fractions of the canvas, from 0 to 1")


def _shown(box: Fractions) -> str:
    return "(" + ", ".join(f"{edge:g}" for edge in box) + ")"
