"""Where things go: one function for each way that things can stand together.

Lengths are in shorter sides of the canvas. Every function returns spots in painting order, the
farthest first; whether they are as they should be is checked afterwards, by `compose`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from limner.world.extents import Extent, Figure, overlap_x, overlap_y, resting_foot

if TYPE_CHECKING:
    import random

    from limner.world.thing import Thing

MARGIN = 0.025
"""What is kept free between a thing and the edge of the canvas."""

SMALLEST = 0.17
"""A thing is not made smaller than this to fit a group, so that it stays recognisable."""


class DoesNotFit(Exception):
    """This draw has no arrangement; `compose` draws another."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A thing that is to be placed; ``width`` and ``height`` are fractions of its longest side."""

    figure: Figure
    color: str | None
    variant: str
    flipped: bool
    width: float
    height: float

    @property
    def thing(self) -> Thing:
        """The kind of thing that it is."""
        return self.figure.thing


@dataclass(frozen=True, slots=True)
class Spot:
    """An actor on its foot point."""

    actor: Actor
    x: float
    foot: float
    size: float

    @property
    def extent(self) -> Extent:
        """The box that the actor reaches."""
        half = self.size * self.actor.width / 2
        return Extent(self.x - half, self.foot - self.size * self.actor.height, self.x + half, self.foot)

    def scaled(self, factor: float) -> Spot:
        """The same foot point, another size."""
        return replace(self, size=self.size * factor)


class Stage(NamedTuple):
    """The canvas: its size and where the ground begins. On a ``weightless`` one (space) all things
    float; before a ``bare`` one (a plain colour) a thing may hang where a relation wants it."""

    width: float
    height: float
    horizon: float
    weightless: bool
    bare: bool

    @property
    def floor(self) -> tuple[float, float]:
        """The lowest and highest foot of a thing on the ground."""
        lowest = self.height * 0.97
        return min(self.horizon + 0.05, lowest - 0.04), lowest

    def floats(self, actor: Actor) -> bool:
        """Whether ``actor`` needs no ground here."""
        return self.weightless or actor.thing.airborne

    def lifts(self, actor: Actor) -> bool:
        """Whether ``actor`` may hang in the air where a relation wants it."""
        return self.bare or self.floats(actor)


class Cast(NamedTuple):
    """Two actors of a relation."""

    subject: Actor
    object: Actor


class Group(NamedTuple):
    """Spots in painting order and where the actors, as they were given, are among them."""

    spots: tuple[Spot, ...]
    order: tuple[int, ...]

    def swapped(self) -> Group:
        """The same spots with the roles of the two actors exchanged."""
        return Group(self.spots, (self.order[1], self.order[0]))


def ordered(spots: list[Spot]) -> Group:
    """Paint by foot, the highest first; equals keep their order."""
    order = sorted(range(len(spots)), key=lambda i: spots[i].foot)
    return Group(tuple(spots[i] for i in order), tuple(order.index(i) for i in range(len(spots))))


def _foot(rng: random.Random, stage: Stage, tall: float) -> float:
    """A foot on the ground from which something ``tall`` stays inside the canvas."""
    low, high = stage.floor
    low = max(low, min(high, tall + MARGIN))
    if tall > high:
        raise DoesNotFit
    return rng.uniform(low, high)


def _x(rng: random.Random, stage: Stage, wide: float) -> float:
    """A centre from which something ``wide`` stays inside the canvas, the middle more often."""
    slack = stage.width - wide - 2 * MARGIN
    if slack < 0:
        return stage.width / 2
    return MARGIN + wide / 2 + slack * (rng.random() + rng.random()) / 2


def _air(rng: random.Random, stage: Stage, tall: float) -> float:
    """A foot in the air."""
    high = stage.height - MARGIN if stage.weightless else max(stage.horizon, tall + 2 * MARGIN)
    return rng.uniform(min(tall + MARGIN, high), high)


def alone(rng: random.Random, stage: Stage, actor: Actor, size: float) -> Group:
    """One thing, on the ground or in the air."""
    size = min(size, (stage.height - 2 * MARGIN) / actor.height, (stage.width - 2 * MARGIN) / actor.width)
    tall, wide = size * actor.height, size * actor.width
    flying = stage.floats(actor) and rng.random() < 0.7
    foot = _air(rng, stage, tall) if flying else _foot(rng, stage, tall)
    return Group((Spot(actor, _x(rng, stage, wide), foot, size),), (0,))


def _relative(rng: random.Random, actor: Actor, low: float, high: float) -> float:
    """A size from the range, nudged by how big such a thing is."""
    return rng.uniform(low, high) * math.sqrt(actor.thing.scale)


def row(rng: random.Random, stage: Stage, actors: tuple[Actor, ...], *, near: bool = False) -> Group:
    """Side by side, from left to right as given, feet about level."""
    count = len(actors)
    same = rng.uniform(0.38, 0.56) if count < 3 else rng.uniform(0.3, 0.42)
    alike = len({actor.thing.name for actor in actors}) == 1
    sizes = [same * (1.0 if alike else math.sqrt(actor.thing.scale)) for actor in actors]
    gap = rng.uniform(0.02, 0.06) if near else rng.uniform(0.02, 0.14)
    wide = sum(size * actor.width for size, actor in zip(sizes, actors, strict=True))
    room = stage.width - 2 * MARGIN - gap * (count - 1)
    shrink = min(1.0, room / wide)
    sizes = [size * shrink for size in sizes]
    if min(sizes) < SMALLEST:
        raise DoesNotFit
    slack = room - wide * shrink
    if not near and count > 1:
        spread = slack * rng.uniform(0, 0.8)
        gap, slack = gap + spread / (count - 1), slack - spread
    tallest = max(size * actor.height for size, actor in zip(sizes, actors, strict=True))
    base = _foot(rng, stage, tallest)
    if all(stage.floats(actor) for actor in actors) and rng.random() < 0.6:
        base = _air(rng, stage, tallest)
    left = MARGIN + slack * rng.random()
    spots = []
    for actor, size in zip(actors, sizes, strict=True):
        wide = size * actor.width
        foot = _level(rng, stage, base, size * actor.height, actor)
        spots.append(Spot(actor, left + wide / 2, foot, size))
        left += wide + gap
    return ordered(spots)


def _level(rng: random.Random, stage: Stage, base: float, tall: float, actor: Actor) -> float:
    """About ``base``; on the ground unless all of the row is in the air."""
    low, high = stage.floor
    foot = base + rng.uniform(-0.02, 0.02)
    if base < low or stage.floats(actor):
        return max(foot, tall + MARGIN)
    return min(max(foot, low), high)


def grid(rng: random.Random, stage: Stage, actors: tuple[Actor, ...]) -> Group:
    """In two rows, the farther one first; four as a square, three and five as a pyramid."""
    count = len(actors)
    back = count // 2
    rows = (actors[:back], actors[back:])
    size = rng.uniform(0.32, 0.42)
    tall = max(actor.height for actor in actors)
    wide = max(actor.width for actor in actors)
    low, high = stage.floor
    if all(stage.floats(actor) for actor in actors):
        low, high = 0.3, rng.uniform(0.7, high)
    front = rng.uniform(max(low, high - 0.05), high)
    pitch, rise = 1.06, rng.uniform(0.86, 1.0)
    room = (stage.width - 2 * MARGIN) / (wide * pitch * (count - back))
    size = min(size, room, (front - low) / (tall * rise), (front - MARGIN) / (tall * (1 + rise)))
    if size < SMALLEST:
        raise DoesNotFit
    step = size * wide * pitch
    middle = _x(rng, stage, step * (count - back))
    feet = (front - size * tall * rise, front)
    spots = [
        Spot(actor, middle + (i - (len(line) - 1) / 2) * step, foot, size)
        for line, foot in zip(rows, feet, strict=True)
        for i, actor in enumerate(line)
    ]
    return ordered(spots)


def scatter(rng: random.Random, stage: Stage, actors: tuple[Actor, ...]) -> Group:
    """Here and there, hardly touching."""
    alike = len({actor.thing.name for actor in actors}) == 1
    size = rng.uniform(0.24, 0.4) if len(actors) < 4 else rng.uniform(0.22, 0.34)
    spots: list[Spot] = []
    for actor in actors:
        own = size if alike else size * math.sqrt(actor.thing.scale)
        for _ in range(24):
            spot = _anywhere(rng, stage, actor, max(own, SMALLEST))
            if all(_clear(spot.extent, other.extent) for other in spots):
                spots.append(spot)
                break
            own *= 0.97
        else:
            raise DoesNotFit
    return ordered(spots)


def _anywhere(rng: random.Random, stage: Stage, actor: Actor, size: float) -> Spot:
    tall, wide = size * actor.height, size * actor.width
    flying = stage.floats(actor) and rng.random() < 0.8
    slack = stage.width - wide - 2 * MARGIN
    x = MARGIN + wide / 2 + slack * rng.random()
    return Spot(actor, x, _air(rng, stage, tall) if flying else _foot(rng, stage, tall), size)


def _clear(a: Extent, b: Extent) -> bool:
    """Whether two boxes have at most a tenth of the smaller in common."""
    across, along = overlap_x(a, b), overlap_y(a, b)
    if across <= 0 or along <= 0:
        return True
    return across * along <= 0.1 * min(a.width * a.height, b.width * b.height)


def beside(rng: random.Random, stage: Stage, cast: Cast, *, subject_left: bool, near: bool) -> Group:
    """One at the left, one at the right."""
    pair = cast if subject_left else Cast(cast.object, cast.subject)
    group = row(rng, stage, pair, near=near)
    return group if subject_left else group.swapped()


def hovering(rng: random.Random, stage: Stage, upper: Actor, lower: Actor, *, close: bool) -> Group:
    """``upper`` in the air over ``lower``; the lower one is the first of the order."""
    if not stage.lifts(upper):
        raise DoesNotFit
    high = stage.floor[1]
    sizes = [_relative(rng, lower, 0.36, 0.52), _relative(rng, upper, 0.34, 0.48)]
    gap = rng.uniform(0.0, 0.03) if close else rng.uniform(0.02, 0.14)
    tall = sizes[0] * lower.height + sizes[1] * upper.height + gap
    shrink = min(1.0, (high - MARGIN) / tall)
    if min(sizes) * shrink < SMALLEST:
        raise DoesNotFit
    sizes = [size * shrink for size in sizes]
    gap *= shrink
    foot = _foot(rng, stage, tall * shrink)
    wide = max(sizes[0] * lower.width, sizes[1] * upper.width)
    x = _x(rng, stage, wide)
    below = Spot(lower, x, foot, sizes[0])
    top = below.extent.top - gap
    return Group((Spot(upper, x + rng.uniform(-0.04, 0.04), top, sizes[1]), below), (1, 0))


def resting(rng: random.Random, stage: Stage, kind: str, upper: Actor, lower: Actor) -> Group:
    """``upper`` on, riding or inside ``lower``; the upper one is the first of the order."""
    size = _relative(rng, lower, 0.5, 0.66)
    limit = 0.78 if kind == "inside" else 1.15
    own = size * rng.uniform(0.56, 0.8) * math.sqrt(upper.thing.scale)
    own = min(own, size * lower.width * limit / upper.width, size * 0.95)
    share = _support(rng, kind, lower)
    upright = _rested(kind, Spot(lower, 0.0, 0.0, size), upper, own, share)
    tall = max(-upright.extent.top, size * lower.height)
    shrink = min(1.0, (stage.floor[1] - MARGIN) / tall)
    size, own = size * shrink, own * shrink
    if own < SMALLEST:
        raise DoesNotFit
    wide = max(size * lower.width, own * upper.width)
    base = Spot(lower, _x(rng, stage, wide), _foot(rng, stage, tall * shrink), size)
    top = _rested(kind, base, upper, own, share)
    return Group((top, base), (0, 1)) if kind == "riding" else Group((base, top), (1, 0))


def _support(rng: random.Random, kind: str, lower: Actor) -> float:
    """Where along the width of ``lower`` the upper thing goes; on a bumpy outline, the evenest of some."""
    if kind != "on":
        return 0.5 + rng.uniform(-0.04, 0.04)
    return min((0.5 + rng.uniform(-0.18, 0.18) for _ in range(4)), key=lower.figure.slope_at)


def _rested(kind: str, base: Spot, upper: Actor, size: float, share: float) -> Spot:
    """``upper`` where ``base`` carries it; raises DoesNotFit where it cannot."""
    reach = base.extent
    x = reach.left + share * reach.width
    figure = base.actor.figure
    foot = resting_foot(kind, size * upper.height, reach, figure.thing, figure.top_at(share))
    if foot is None:
        raise DoesNotFit
    return Spot(upper, x, foot, size)


def overlapping(rng: random.Random, stage: Stage, front: Actor, back: Actor) -> Group:
    """``front`` partly covers ``back``; the front one is the first of the order."""
    far = _relative(rng, back, 0.54, 0.7)
    close = min(_relative(rng, front, 0.36, 0.48), far * 0.85)
    far = min(far, (stage.floor[1] - 0.06 - MARGIN) / back.height)
    if close < SMALLEST:
        raise DoesNotFit
    low, high = stage.floor
    low = max(low, far * back.height + MARGIN)
    if low > high - 0.035:
        low = high - 0.035
    foot = rng.uniform(low, max(low, high - 0.1))
    near_foot = rng.uniform(foot + 0.03, high)
    side = rng.choice((-1, 1))
    shared = rng.uniform(0.45, 0.78) * min(far * back.width, close * front.width)
    apart = (far * back.width + close * front.width) / 2 - shared
    left = min(far * back.width / 2, close * front.width / 2 - side * apart)
    right = max(far * back.width / 2, close * front.width / 2 + side * apart)
    wide = max(right, far * back.width / 2) + max(left, far * back.width / 2)
    slack = stage.width - 2 * MARGIN - wide
    if slack < 0:
        raise DoesNotFit
    start = MARGIN + slack * rng.random()
    x = start + max(far * back.width / 2, close * front.width / 2 - side * apart)
    return Group((Spot(back, x, foot, far), Spot(front, x + side * apart, near_foot, close)), (1, 0))
