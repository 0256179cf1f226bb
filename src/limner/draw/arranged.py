"""Layouts by rule, in the ways in which the world itself puts things together: the last resort where no
planned layout keeps the words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

from limner.core.layout import Laid, Layout
from limner.core.seed import derive
from limner.draw.around import grounds
from limner.world.arrange import (
    MARGIN,
    SMALLEST,
    Actor,
    Cast,
    DoesNotFit,
    Group,
    Spot,
    Stage,
    grid,
    row,
    scatter,
)
from limner.world.compose import together
from limner.world.extents import COLUMNS, Figure, overlap_x, overlap_y
from limner.world.proportions import WIDTHS
from limner.world.things import THINGS
from limner.world.vocabulary import HORIZONS

if TYPE_CHECKING:
    from limner.draw.rewrite import Relating, Rewritten

DRAWS = 48
"""Arrangements that are tried."""

ASIDE = ("left of", "right of", "next to")
LIFTED = ("above", "below", "under")
SHRUNK = 0.72
"""How far two things that stand in a relation shrink where others need room."""

_SPOTS = 80


def arrangements(found: Rewritten, around: Layout, seed: int) -> Iterator[Layout]:
    """Up to `DRAWS` layouts of what ``found`` demands, in the surroundings of ``around``.

    Where things are to hang over each other and no place is said, they do so before a plain ground; there
    are no photos of one.
    """
    rng = random.Random(derive(seed, "arranged"))  # noqa: S311
    lifted = any(one.kind in LIFTED for one in found.relations)
    said = found.demand
    if lifted and said.style != "photo" and said.place is said.time is said.weather is None:
        ground = around.ground or rng.choice(grounds(said))
        around = replace(around, place="plain", time="day", weather="clear", ground=ground)
    for _ in range(DRAWS):
        stage = Stage(1.0, 1.0, rng.uniform(*HORIZONS[around.place]), around.place == "space", lifted)
        groups = [_actors(rng, found, index, around) for index in range(len(found.demand.things or ()))]
        try:
            spots = _spots(rng, stage, groups, found.relations)
        except DoesNotFit:
            continue
        things = tuple(thing for spot in spots if (thing := _laid(spot)) is not None)
        if len(things) == len(spots):
            yield replace(around, things=things)


def _actors(rng: random.Random, found: Rewritten, index: int, around: Layout) -> list[Actor]:
    """The things of one demand; of a wider word what the planner took for it, if it took any."""
    wanted = (found.demand.things or ())[index]
    known = [one.thing for one in around.things if one.thing in wanted.things]
    name = known[0] if known else rng.choice(wanted.things)
    width = WIDTHS[name]
    longest = max(1.0, width)
    figure = Figure(THINGS[name], (0.0,) * COLUMNS)
    actor = Actor(figure, wanted.colors[0], "", False, width / longest, 1 / longest)
    return [actor] * wanted.count


def _spots(
    rng: random.Random, stage: Stage, groups: list[list[Actor]], relations: tuple[Relating, ...]
) -> list[Spot]:
    """In painting order."""
    actors = [(index, actor) for index, group in enumerate(groups) for actor in group]
    if not actors:
        return []
    if relations and all(one.kind in ASIDE for one in relations):
        order = _from_left(rng, len(groups), relations)
        near = any(one.kind == "next to" for one in relations)
        return list(row(rng, stage, tuple(a for i in order for a in groups[i]), near=near).spots)
    if len({(one.kind, one.object) for one in relations}) == 1 and relations[0].kind in ("on", "above"):
        lower = relations[0].object
        upper = [actor for one in relations for actor in groups[one.subject]]
        if len(groups[lower]) == 1 < len(upper) == len(actors) - 1:
            ordered = _loaded if relations[0].kind == "on" else _hung
            return ordered(rng, stage, upper, groups[lower][0])
    if relations:
        return _pair(rng, stage, groups, relations[0])
    everyone = tuple(actor for _, actor in actors)
    ways = (row, grid, scatter) if len(groups) == 1 and 3 <= len(everyone) <= 5 else (row, scatter)
    return list(rng.choice(ways)(rng, stage, everyone).spots)


def _loaded(rng: random.Random, stage: Stage, loads: list[Actor], bearer: Actor) -> list[Spot]:
    """Several things side by side on one."""
    size = min(rng.uniform(0.7, 0.9), 0.94 / bearer.width)
    base = Spot(bearer, 0.5, rng.uniform(0.9, stage.floor[1]), size)
    reach = base.extent
    pitch = 0.8 * reach.width / max(1, len(loads) - 1)
    foot = reach.top + (bearer.thing.top or 0.02) * reach.height
    own = min(0.42, 0.95 * size, *((0.96 * pitch / one.width) for one in loads))
    own = min(own, *(((foot - MARGIN) / one.height) for one in loads))
    if own < SMALLEST:
        raise DoesNotFit
    left = reach.left + 0.1 * reach.width
    return [base, *(Spot(one, left + pitch * place, foot, own) for place, one in enumerate(loads))]


def _hung(rng: random.Random, stage: Stage, upper: list[Actor], lower: Actor) -> list[Spot]:
    """Several things in a row over one."""
    size = min(rng.uniform(0.38, 0.44), 0.94 / lower.width)
    base = Spot(lower, 0.5, rng.uniform(0.9, stage.floor[1]), size)
    pitch = (1 - 2 * MARGIN) / len(upper)
    own = min(0.34, *((0.9 * pitch / one.width) for one in upper))
    tall = max(own * one.height for one in upper)
    low = base.extent.top - MARGIN
    if own < SMALLEST or low < tall + MARGIN:
        raise DoesNotFit
    foot = rng.uniform(tall + MARGIN, low)
    left = 0.5 - pitch * (len(upper) - 1) / 2
    return [*(Spot(one, left + pitch * place, foot, own) for place, one in enumerate(upper)), base]


def _from_left(rng: random.Random, count: int, relations: tuple[Relating, ...]) -> tuple[int, ...]:
    """An order of groups from left to right in which every relation holds."""
    orders = list(permutations(range(count))) if count <= 5 else [tuple(range(count))]
    rng.shuffle(orders)
    for order in orders:
        places = {group: place for place, group in enumerate(order)}
        if all(_in_order(one, places[one.object] - places[one.subject]) for one in relations):
            return order
    raise DoesNotFit


def _in_order(one: Relating, apart: int) -> bool:
    if one.kind == "next to":
        return abs(apart) == 1
    return apart > 0 if one.kind == "left of" else apart < 0


def _pair(rng: random.Random, stage: Stage, groups: list[list[Actor]], told: Relating) -> list[Spot]:
    """The two of a relation, and all others where there is room beside them."""
    group = together(rng, stage, told.kind, Cast(groups[told.subject][0], groups[told.object][0]))
    rest = groups[told.subject][1:] + groups[told.object][1:]
    rest += [one for i, some in enumerate(groups) if i not in (told.subject, told.object) for one in some]
    if not rest:
        return list(group.spots)
    middle = sum(spot.x for spot in group.spots) / 2
    foot = max(spot.foot for spot in group.spots)
    beside = rng.choice((0.28, 0.72))
    spots = [
        replace(
            spot,
            x=beside + (spot.x - middle) * SHRUNK,
            foot=foot + (spot.foot - foot) * SHRUNK,
            size=spot.size * SHRUNK,
        )
        for spot in group.spots
    ]
    pair = Group(tuple(spots), group.order)
    others: list[Spot] = []
    for actor in rest:
        others.append(_free(rng, stage, actor, [*pair.spots, *others]))
    far = [spot for spot in others if spot.foot < foot]
    return [*far, *pair.spots, *(spot for spot in others if spot.foot >= foot)]


def _free(rng: random.Random, stage: Stage, actor: Actor, taken: list[Spot]) -> Spot:
    """A spot on the ground, or in the air for what flies, that no other reaches."""
    low, high = (0.25, 0.6) if stage.floats(actor) and rng.random() < 0.5 else stage.floor
    size = max(SMALLEST, rng.uniform(0.24, 0.4) * actor.thing.scale**0.5)
    for _ in range(_SPOTS):
        spot = Spot(actor, rng.uniform(0.05, 0.95), rng.uniform(low, high), size)
        box = spot.extent
        inside = box.left >= 0 and box.right <= 1 and box.top >= 0
        if inside and all(overlap_x(box, b.extent) <= 0 or overlap_y(box, b.extent) <= 0 for b in taken):
            return spot
        size = max(SMALLEST, size * 0.98)
    raise DoesNotFit


def _laid(spot: Spot) -> Laid | None:
    """None for what leaves the canvas."""
    box = spot.extent
    if box.left < -0.01 or box.top < -0.01 or box.right > 1.01 or box.bottom > 1.01:
        return None
    edges = (max(0.0, box.left), max(0.0, box.top), min(1.0, box.right), min(1.0, box.bottom))
    return Laid(spot.actor.thing.name, spot.actor.color, edges)
