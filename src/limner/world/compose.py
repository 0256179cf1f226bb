"""From a seed to a scene: what it shows, drawn until it is true, recognisable and allowed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Literal, NamedTuple, Unpack

from limner.core.errors import BadValue
from limner.core.seed import derive
from limner.world import arrange
from limner.world.arrange import Actor, Cast, DoesNotFit, Group, Stage
from limner.world.drawn.draw import VARIANTS
from limner.world.extents import canvas, figure
from limner.world.placing import sound
from limner.world.reserved import is_reserved
from limner.world.scene import Placed, Relation, Scene
from limner.world.surroundings import PLAIN_SHARE, Surroundings, Wishes, check, surroundings
from limner.world.things import THINGS
from limner.world.vocabulary import COLORS, RELATIONS, SIZES

if TYPE_CHECKING:
    from limner.world.atlas import Atlas

Kind = Literal["one", "size", "relation", "count", "pairs", "several", "landscape"]

KINDS: dict[Kind, float] = {
    "one": 0.24,
    "size": 0.06,
    "relation": 0.34,
    "count": 0.14,
    "pairs": 0.07,
    "several": 0.09,
    "landscape": 0.06,
}
"""How often each kind of scene is drawn."""

_RARER = {"riding": 0.4, "inside": 0.7}
"""Relations that few things allow are drawn less often, so that those things stay ordinary."""

COLORED_SHARE = 0.45
"""How many things take a colour that is not their own."""

_RELATION_WEIGHTS = tuple(_RARER.get(relation, 1.0) for relation in RELATIONS)

SIZE_RANGES = {
    "tiny": (0.15, 0.21),
    "small": (0.24, 0.36),
    "medium": (0.42, 0.64),
    "large": (0.7, 0.84),
    "huge": (0.88, 0.96),
}
"""The `Placed.size` that each word of `SIZES` is drawn from."""

_PHOTO_SHARES: dict[Kind, float] = {"landscape": 0.4, "one": 0.1, "size": 0.1, "relation": 0.04}
_ATTEMPTS = 2000
_PATIENCE = 25


class Pins(Wishes, total=False):
    """What a caller can pin of a scene. ``things`` are names, the subject of a relation first;
    ``colors`` go with them, None is the thing's own."""

    kind: Kind
    things: tuple[str, ...]
    colors: tuple[str | None, ...]
    relation: str
    count: int
    size: str


class _Plan(NamedTuple):
    """What is drawn once: the kind of scene and, for a relation, which."""

    kind: Kind
    relation: str
    number: int


class _Room(NamedTuple):
    """What a try at a scene has at hand."""

    rng: random.Random
    pins: Pins
    atlas: Atlas
    around: Surroundings
    stage: Stage


def compose(seed: int, atlas: Atlas, *, reserved: bool | None = False, **fixed: Unpack[Pins]) -> Scene:
    """The scene of ``seed``; the same seed, atlas and pins give the same scene.

    ``reserved`` False leaves out all combinations of `reserved` (training), True has at least one
    (the compositional test), None takes what comes. Errors: BadValue for a pinned value that is not
    in its list, or for pins that no scene fulfils.
    """
    _check(fixed, atlas)
    rng = random.Random(derive(seed, "compose"))  # noqa: S311
    for attempt in range(_ATTEMPTS):
        if attempt % _PATIENCE == 0 or reserved:
            plan = _plan(rng, fixed)
        scene = _attempt(rng, seed, plan, fixed, atlas)
        if scene is not None and (reserved is None or is_reserved(scene) == reserved):
            return scene
    given = ", ".join(f"{name}={value!r}" for name, value in fixed.items()) or "nothing"
    raise BadValue(
        f"no scene was found with {given} and reserved={reserved}",
        hint="pin less: some combinations are reserved or cannot be drawn",
    )


def _check(fixed: Pins, atlas: Atlas) -> None:
    check(fixed)
    allowed = {"kind": tuple(KINDS), "relation": RELATIONS, "size": SIZES}
    for field, values in allowed.items():
        value = fixed.get(field)
        if value is not None and value not in values:
            raise BadValue(f"{field} {value!r} is not one of {', '.join(values)}")
    unknown = [name for name in fixed.get("things", ()) if name not in atlas.names]
    if unknown:
        raise BadValue(f"things {', '.join(unknown)} are not in the atlas", hint="see things.NAMES")
    wrong = [color for color in fixed.get("colors", ()) if color is not None and color not in COLORS]
    if wrong:
        raise BadValue(f"colors {', '.join(wrong)} are not among {', '.join(COLORS)}")
    if not 1 <= fixed.get("count", 1) <= 5:
        raise BadValue(f"count {fixed['count']} is not within 1 to 5")


def _plan(rng: random.Random, fixed: Pins) -> _Plan:
    kind = fixed.get("kind") or _implied(fixed) or rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    relation = fixed.get("relation") or rng.choices(RELATIONS, _RELATION_WEIGHTS)[0]
    return _Plan(kind, relation, fixed.get("count") or rng.choice((2, 2, 3, 3, 4, 5)))


def _implied(fixed: Pins) -> Kind | None:
    """The kind that the other pins leave."""
    if "relation" in fixed:
        return "relation"
    if "count" in fixed:
        return "count"
    if "size" in fixed:
        return "size"
    if "things" not in fixed:
        return None
    named = len(fixed["things"])
    by_number: tuple[Kind, ...] = ("landscape", "one", "relation", "several")
    return by_number[min(named, 3)]


def _attempt(rng: random.Random, seed: int, plan: _Plan, fixed: Pins, atlas: Atlas) -> Scene | None:
    """One draw; None when it does not come off."""
    lifted = plan.kind == "relation" and plan.relation in ("above", "below", "under")
    plain = 0.0 if plan.kind == "landscape" else (0.5 if lifted else PLAIN_SHARE)
    around = surroundings(rng, fixed, photo=_PHOTO_SHARES.get(plan.kind, 0.0), plain=plain)
    width, height = canvas(around.aspect)
    stage = Stage(width, height, around.horizon * height, around.place == "space", around.place == "plain")
    room = _Room(rng, fixed, atlas, around, stage)
    try:
        group, relations = _MAKERS[plan.kind](room, plan)
    except DoesNotFit:
        return None
    scene = _scene(seed, around, stage, group, relations)
    return scene if sound(scene, atlas) else None


def _scene(
    seed: int, around: Surroundings, stage: Stage, group: Group, relations: tuple[Relation, ...]
) -> Scene:
    things = tuple(
        Placed(
            spot.actor.thing.name,
            spot.actor.color,
            round(spot.x / stage.width, 4),
            round(spot.foot / stage.height, 4),
            round(spot.size, 4),
            spot.actor.flipped,
            spot.actor.variant,
        )
        for spot in group.spots
    )
    order = group.order
    told = tuple(Relation(order[told.subject], told.kind, order[told.object]) for told in relations)
    return Scene(seed=seed, things=things, relations=told, **around._asdict())


def _actor(room: _Room, name: str, color: str | None) -> Actor:
    variant = room.rng.choice(VARIANTS[name]) if name in VARIANTS else ""
    width, height = room.atlas.proportions(name, room.around.drawing, variant)
    flipped = not variant and room.rng.random() < 0.5
    drawn = figure(name, room.around.drawing, variant, room.atlas)
    return Actor(drawn.turned() if flipped else drawn, color, variant, flipped, width, height)


def _color(room: _Room, index: int) -> str | None:
    colors = room.pins.get("colors")
    if colors is not None and index < len(colors):
        return colors[index]
    return room.rng.choice(tuple(COLORS)) if room.rng.random() < COLORED_SHARE else None


def _names(room: _Room, count: int) -> tuple[str, ...]:
    """``count`` different names, pinned ones first."""
    names = list(room.pins.get("things", ()))[:count]
    while len(names) < count:
        name = room.rng.choice(room.atlas.names)
        if name not in names:
            names.append(name)
    return tuple(names)


def _one(room: _Room, plan: _Plan) -> tuple[Group, tuple[Relation, ...]]:
    word = "medium"
    if plan.kind == "size":
        word = room.pins.get("size") or room.rng.choice(("tiny", "small", "large", "huge"))
    size = room.rng.uniform(*SIZE_RANGES[word])
    actor = _actor(room, _names(room, 1)[0], _color(room, 0))
    return arrange.alone(room.rng, room.stage, actor, size), ()


def _landscape(room: _Room, plan: _Plan) -> tuple[Group, tuple[Relation, ...]]:
    del room, plan
    return Group((), ()), ()


def _count(room: _Room, plan: _Plan) -> tuple[Group, tuple[Relation, ...]]:
    name, color = _names(room, 1)[0], _color(room, 0)
    actors = tuple(_actor(room, name, color) for _ in range(plan.number))
    if plan.number == 1:
        return arrange.alone(room.rng, room.stage, actors[0], room.rng.uniform(*SIZE_RANGES["medium"])), ()
    variant = actors[0].variant
    actors = tuple(actor if actor.variant == variant else actors[0] for actor in actors)
    way = room.rng.random()
    if plan.number < 3 or way < 0.4:
        return arrange.row(room.rng, room.stage, actors), ()
    layout = arrange.grid if way < 0.7 else arrange.scatter
    return layout(room.rng, room.stage, actors), ()


def _pairs(room: _Room, plan: _Plan) -> tuple[Group, tuple[Relation, ...]]:
    """Two of the first thing and one of the second."""
    first, second = _names(room, 2)
    color = _color(room, 0)
    two = _actor(room, first, color)
    one = _actor(room, second, _color(room, 1))
    way = room.rng.random()
    if way < 0.35:
        group = arrange.row(room.rng, room.stage, (two, two, one))
        return group, (Relation(0, "left of", 2), Relation(1, "left of", 2))
    if way < 0.7:
        group = arrange.row(room.rng, room.stage, (one, two, two))
        group = Group(group.spots, (group.order[1], group.order[2], group.order[0]))
        return group, (Relation(0, "right of", 2), Relation(1, "right of", 2))
    return arrange.scatter(room.rng, room.stage, (two, two, one)), ()


def _several(room: _Room, plan: _Plan) -> tuple[Group, tuple[Relation, ...]]:
    count = len(room.pins.get("things", ())) or room.rng.choice((3, 3, 4, 5))
    actors = tuple(_actor(room, name, _color(room, i)) for i, name in enumerate(_names(room, count)))
    if count == 3 and room.rng.random() < 0.6:
        group = arrange.row(room.rng, room.stage, actors)
        return group, (Relation(0, "left of", 1), Relation(1, "left of", 2))
    return arrange.scatter(room.rng, room.stage, actors), ()


def _relation(room: _Room, plan: _Plan) -> tuple[Group, tuple[Relation, ...]]:
    cast_ = _cast(room, plan.relation)
    return together(room.rng, room.stage, plan.relation, cast_), (Relation(0, plan.relation, 1),)


def _cast(room: _Room, relation: str) -> Cast:
    """Subject and object, such that ``relation`` can be: riders ride what has a seat."""
    rng, pinned = room.rng, room.pins.get("things", ())
    subjects, objects = _possible(room, relation)
    if not subjects or not objects:
        raise DoesNotFit
    first = pinned[0] if pinned else rng.choice(subjects)
    second = pinned[1] if len(pinned) > 1 else rng.choice(objects)
    one, other = _color(room, 0), _color(room, 1)
    if first == second and (one == other or len(pinned) < 2):
        raise DoesNotFit
    return Cast(_actor(room, first, one), _actor(room, second, other))


def _possible(room: _Room, relation: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that may be the subject and the object of ``relation`` here."""
    names = room.atlas.names
    if relation == "riding":
        riders = tuple(name for name in names if THINGS[name].category in ("animal", "person"))
        return riders, tuple(name for name in names if THINGS[name].seat is not None)
    if relation == "inside":
        return names, tuple(name for name in names if THINGS[name].bowl is not None)
    if room.stage.weightless or room.stage.bare or relation not in ("above", "below"):
        return names, names
    airborne = tuple(name for name in names if THINGS[name].airborne)
    return (airborne, names) if relation == "above" else (names, airborne)


def together(rng: random.Random, stage: Stage, relation: str, pair: Cast) -> Group:
    """The subject and the object of ``relation`` as it wants them; DoesNotFit where this draw fails."""
    subject, target = pair
    if relation in ("left of", "right of"):
        return arrange.beside(rng, stage, pair, subject_left=relation == "left of", near=False)
    if relation == "next to":
        return arrange.beside(rng, stage, pair, subject_left=rng.random() < 0.5, near=True)
    if relation == "above":
        return arrange.hovering(rng, stage, subject, target, close=False).swapped()
    if relation == "below":
        return arrange.hovering(rng, stage, target, subject, close=False)
    if relation == "under":
        if stage.lifts(target) and rng.random() < 0.5:
            return arrange.hovering(rng, stage, target, subject, close=True)
        return arrange.resting(rng, stage, "on", target, subject).swapped()
    if relation == "in front of":
        return arrange.overlapping(rng, stage, subject, target)
    if relation == "behind":
        return arrange.overlapping(rng, stage, target, subject).swapped()
    return arrange.resting(rng, stage, relation, subject, target)


_MAKERS = {
    "one": _one,
    "size": _one,
    "relation": _relation,
    "count": _count,
    "pairs": _pairs,
    "several": _several,
    "landscape": _landscape,
}
