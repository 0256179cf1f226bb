"""Surroundings where words name none: where such things usually are, on a clear day, before a ground that
they stand out from."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.layout import PLAIN
from limner.core.seed import derive
from limner.draw.looks import USUAL_STYLE
from limner.world.nouns import CALLED, SCENERY
from limner.world.surroundings import NEVER, PHOTO_PLACES
from limner.world.things import THINGS
from limner.world.vocabulary import AIRLESS, COLORS, INDOORS, OPEN_PLACES, PLAIN_COLORS, TIMELESS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limner.core.demand import Demand
    from limner.draw.rewrite import Rewritten

USUAL_TIME, USUAL_WEATHER = "day", "clear"
"""Where things are named and no hour or weather: the light in which colours are as they are called."""

PLAIN_SHARE = 0.3
"""How many pictures whose place is open stand before a plain colour."""

APART = 110.0
"""How far a ground is from the colours of things at least, Euclidean in sRGB 0-255."""

_LAND = ("meadow", "garden", "forest", "mountains", "desert", "beach", "snow", "road")
_WATER = ("sea", "lake", "river")

PLACES_OF: dict[str, tuple[str, ...]] = {
    "sea animal": ("sea", "beach"),
    "boat": _WATER,
    "spacecraft": ("space", "mars", "desert"),
    "aircraft": ("meadow", "mountains", "desert", "sea"),
    "bird": ("meadow", "garden", "forest", "lake", "river", "beach"),
    "insect": ("meadow", "garden", "forest"),
    "pet": ("room", "garden", "meadow", "road"),
    "farm animal": ("meadow", "road", "mountains"),
    "animal": ("meadow", "forest", "mountains", "desert", "river", "snow"),
    "person": ("city", "road", "garden", "beach", "meadow", "mountains", "room"),
    "food": ("kitchen", "garden", "meadow"),
    "drink": ("kitchen", "garden", "beach"),
    "tableware": ("kitchen",),
    "vehicle": ("road", "city", "mountains", "desert", "meadow"),
    "building": ("meadow", "mountains", "lake", "desert", "snow"),
    "furniture": ("room",),
    "toy": ("room", "garden", "meadow", "beach"),
    "nature": _LAND,
    "object": ("room", "kitchen", "garden"),
    "tool": ("room", "kitchen", "garden"),
    "clothing": ("room",),
}
"""Where things that are called so usually are, the narrowest word first; what is not here is nowhere."""


def surrounded(found: Rewritten, seed: int) -> Demand:
    """The demand of ``found`` with a style, and where things are named a place, an hour and a weather, if
    the words leave them open. The same for the same words and seed."""
    demand = replace(found.demand, style=found.demand.style or USUAL_STYLE)
    names = {name for one in demand.things or () if len(one.things) == 1 for name in one.things}
    dice = random.Random(derive(seed, "around"))  # noqa: S311
    if demand.place is None and demand.things and not found.scenic:
        demand = replace(demand, place=_place(dice, demand, names))
    if demand.things:
        time, weather = demand.time or USUAL_TIME, demand.weather or USUAL_WEATHER
        demand = replace(demand, time=time, weather=weather)
    if demand.place == PLAIN and demand.ground is None:
        demand = replace(demand, ground=dice.choice(grounds(demand)))
    return demand


def _place(dice: random.Random, demand: Demand, names: Iterable[str]) -> str:
    """One that all the things have in common, and that does not show one of them by itself."""
    possible = [place for place in _possible(demand) if not SCENERY[place] & {*names}]
    usual = [place for place in possible if all(place in _usual(name) for name in names)]
    plain = PLAIN in possible and (not usual or dice.random() < PLAIN_SHARE)
    if plain:
        return PLAIN
    dry = [place for place in possible if place in _LAND]
    return dice.choice(usual or dry or possible or ["meadow"])


def _possible(demand: Demand) -> tuple[str, ...]:
    """Places that can have the style, the time and the weather that are demanded."""
    places = PHOTO_PLACES if demand.style == "photo" else (*OPEN_PLACES, *INDOORS, *AIRLESS)
    if demand.weather is not None:
        places = tuple(place for place in places if place in (*OPEN_PLACES, *INDOORS))
        places = tuple(place for place in places if demand.weather not in NEVER.get(place, ()))
    return tuple(place for place in places if demand.time is None or place not in TIMELESS)


def _usual(name: str) -> tuple[str, ...]:
    called = CALLED[name] | {THINGS[name].category}
    return next((places for word, places in PLACES_OF.items() if word in called), ())


def grounds(demand: Demand) -> list[str]:
    """Colours that all things stand out from; the farthest where there is none."""
    tints: set[str] = set()
    for one in demand.things or ():
        natural = THINGS[one.things[0]].natural if len(one.things) == 1 else ()
        tints |= {color for color in one.colors if color} or {*natural}
    apart = {
        ground: min((_distance(ground, tint) for tint in tints), default=APART) for ground in PLAIN_COLORS
    }
    far = [ground for ground, distance in apart.items() if distance >= APART]
    return far or [max(apart, key=lambda ground: apart[ground])]


def _distance(ground: str, tint: str) -> float:
    pairs = zip(PLAIN_COLORS[ground], COLORS[tint], strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)
