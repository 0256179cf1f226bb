"""What a reader names: things, their colours, and the words for the whole picture.

A read thing is matched with a true thing of the same name where their boxes overlap with an
intersection over union of at least 0.5, the surest first, each once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from limner.evals.see.answers import Answer

if TYPE_CHECKING:
    from limner.core.reading import Reading, SeenThing
    from limner.evals.see.cases import Case

    Fractions = tuple[float, float, float, float]

THINGS, SAID = "things named", "named things that are there"
COLORS, PLACE, TIME, STYLE, WEATHER = "colours", "place", "time of day", "style", "weather"
COUNTS = "how many of each thing"
LEAST_SHOWN = 0.5
"""A thing is asked for when at least this share of it shows."""
LEAST_OVERLAP = 0.5


def naming(case: Case, reading: Reading) -> Iterator[Answer]:
    """All answers about one picture.

    ``things named``: a true thing of which at least half shows is matched. ``named things that are
    there``: a read thing is matched with a true one, however little of that shows. ``colours``: of a
    matched thing the colour is the true one; a thing in its natural colour may be called by that or
    be given none; sketches in pencil are left out. ``how many of each thing``: of every name read or
    true, as many are read as there are; asked where all things show by half.
    """
    yield from named(case, reading.things)
    yield from _whole(case, reading)


def named(case: Case, read: Sequence[SeenThing]) -> Iterator[Answer]:
    """The answers about the things of one picture; see `naming`."""
    pairs = matched(case, read)
    partner = {true: seen for seen, true in pairs}
    for index, placed in enumerate(case.scene.things):
        box = case.boxes[index]
        if box is not None and case.visible[index] >= LEAST_SHOWN:
            right = partner.get(index) is not None
            yield Answer(THINGS, right, _nearest(case, index, read), placed.thing, case, sqrt(area(box)))
    there = {seen for seen, _ in pairs}
    for seen, thing in enumerate(read):
        yield Answer(SAID, seen in there, thing.name, ", ".join(_names(case)), case)
    for seen, true in pairs:
        yield from _color(case, read[seen], true)
    if all(share >= LEAST_SHOWN for share in case.visible):
        yield from _counts(case, read)


def matched(case: Case, read: Sequence[SeenThing]) -> list[tuple[int, int]]:
    """Pairs (place in ``read``, place in the scene's things)."""
    free = {index for index, box in enumerate(case.boxes) if box is not None}
    pairs = []
    for seen in sorted(range(len(read)), key=lambda place: -read[place].score):
        fitting = [
            (overlap(read[seen].box, case.boxes[index]), index)
            for index in free
            if case.scene.things[index].thing == read[seen].name
        ]
        if fitting and max(fitting)[0] >= LEAST_OVERLAP:
            free.discard(max(fitting)[1])
            pairs.append((seen, max(fitting)[1]))
    return pairs


def overlap(one: Fractions, other: Fractions | None) -> float:
    """Intersection over union of two boxes, 0-1.

    >>> overlap((0, 0, 1, 1), (0, 0, 1, 0.5))
    0.5
    """
    if other is None:
        return 0.0
    both = shared(one, other)
    union = area(one) + area(other) - both
    return both / union if union > 0 else 0.0


def shared(one: Fractions, other: Fractions) -> float:
    """The area that two boxes have in common."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def area(box: Fractions) -> float:
    """Width times height."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _nearest(case: Case, index: int, read: Sequence[SeenThing]) -> str:
    """The name of the read thing that lies nearest to a true one, for the sheet of mistakes."""
    box = case.boxes[index]
    best = max(read, key=lambda thing: overlap(thing.box, box), default=None)
    return best.name if best is not None and overlap(best.box, box) > 0.3 else "nothing"


def _names(case: Case) -> list[str]:
    return [placed.thing for placed in case.scene.things]


def _color(case: Case, seen: SeenThing, true: int) -> Iterator[Answer]:
    from limner.world.claims import COLORLESS
    from limner.world.things import THINGS as KNOWN

    if case.scene.style in COLORLESS:
        return
    placed = case.scene.things[true]
    natural = KNOWN[placed.thing].natural
    said = seen.color.name if seen.color else None
    allowed = (None, *natural) if placed.color is None else (placed.color,)
    if placed.color in natural:
        allowed = (placed.color, None)
    yield Answer(COLORS, said in allowed, str(said), f"{placed.color or 'natural'} {placed.thing}", case)


def _counts(case: Case, read: Sequence[SeenThing]) -> Iterator[Answer]:
    names = _names(case)
    seen = [thing.name for thing in read]
    for name in dict.fromkeys([*names, *seen]):
        there, told = names.count(name), seen.count(name)
        yield Answer(COUNTS, there == told, f"{told} {name}", f"{there} {name}", case)


def _whole(case: Case, reading: Reading) -> Iterator[Answer]:
    """The likeliest word of each head; time and weather only where they can be seen, and style too: 3d, flat
    and cartoon are the same picture to the bit where there is no thing."""
    from limner.world.setting import has_time, has_weather
    from limner.world.vocabulary import DRAWINGS

    scene = case.scene
    asked = [(PLACE, reading.place, scene.place)]
    if scene.things or scene.style not in DRAWINGS:
        asked.append((STYLE, reading.style, scene.style))
    if has_time(scene):
        asked.append((TIME, reading.time, scene.time))
    if has_weather(scene):
        asked.append((WEATHER, reading.weather, scene.weather))
    for metric, words, wanted in asked:
        yield Answer(metric, words[0].name == wanted, words[0].name, wanted, case)
