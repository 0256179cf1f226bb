"""A scene before and after one change, and the words that ask for it.

All that is not asked for stays identical in the data: the seed, every other thing and where it
stands. What is true of both scenes is therefore known exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from limner.world import instructions as ask
from limner.world import placing
from limner.world.absent import BY_CATEGORY, absent_colors, absent_grounds, lacks_thing
from limner.world.claims import COLORLESS, side_of
from limner.world.instructions import worded
from limner.world.mentions import COMPLEXIONS, Mention, is_person, plain_mentions, reworded, vary
from limner.world.nouns import NOUNS
from limner.world.phrases import pick
from limner.world.reserved import is_reserved
from limner.world.scene import Placed, Relation, Scene
from limner.world.surroundings import FEATURE_PLACES, NEVER, PHOTO_PLACES, RAINBOW_WEATHERS
from limner.world.things import THINGS
from limner.world.vocabulary import COLORS, DRAWINGS, OPEN_PLACES, STYLES, TIMELESS, TIMES, WEATHERS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from limner.world.atlas import Atlas

Kind = Literal[
    "add",
    "remove",
    "replace",
    "recolor",
    "move",
    "time",
    "weather",
    "style",
    "feature",
    "sky",
    "background",
]

_TRIES = 6


@dataclass(frozen=True, slots=True)
class Change:
    """``instruction`` turns ``before`` into ``after``."""

    before: Scene
    after: Scene
    instruction: str
    kind: Kind


class _Desk(NamedTuple):
    """What a change is made with."""

    scene: Scene
    atlas: Atlas
    rng: random.Random


class _Edit(NamedTuple):
    """The changed scene and the words for it."""

    after: Scene
    instruction: str


def change(
    scene: Scene,
    atlas: Atlas,
    rng: random.Random,
    kind: Kind | None = None,
    *,
    reserved: bool | None = False,
) -> Change | None:
    """One change of ``scene``; None where it allows none of that ``kind`` (None: of any).

    ``reserved`` False never ends in a combination that is kept out of training, True always, None
    either way.
    """
    kinds = [kind] if kind else rng.sample(KINDS, len(KINDS))
    desk = _Desk(scene, atlas, rng)
    for one in kinds:
        for _ in range(_TRIES):
            edit = _EDITS[one](desk)
            if edit is None or edit.after == scene or not placing.sound(edit.after, atlas):
                continue
            if reserved is None or is_reserved(edit.after) == reserved:
                return Change(scene, edit.after, edit.instruction, one)
    return None


def _told(desk: _Desk) -> Mention | None:
    """A group of equal things, in words that fit no other."""
    found = plain_mentions(desk.scene)
    return reworded(desk.scene, desk.rng, pick(desk.rng, found), colored=False) if found else None


def _free(scene: Scene, mention: Mention) -> bool:
    """Whether nothing rests on these things and they rest on nothing."""
    ends = {
        index
        for relation in scene.relations
        if relation.kind not in ("left of", "right of", "next to")
        for index in (relation.subject, relation.object)
    }
    return ends.isdisjoint(mention.things)


def _add(desk: _Desk) -> _Edit | None:
    scene, rng = desk.scene, desk.rng
    name = pick(rng, desk.atlas.names)
    if not lacks_thing(scene, name):
        return None
    color = pick(rng, tuple(COLORS)) if rng.random() < 0.45 and scene.style not in COLORLESS else None
    placed = placing.free_spot(scene, desk.atlas, rng, name, color)
    if placed is None:
        return None
    at = sum(other.y <= placed.y for other in scene.things)
    things = (*scene.things[:at], placed, *scene.things[at:])
    relations = tuple(
        Relation(one.subject + (one.subject >= at), one.kind, one.object + (one.object >= at))
        for one in scene.relations
    )
    after = replace(scene, things=things, relations=relations)
    return _Edit(after, worded(rng, ask.ADD, _new(rng, placed)))


def _new(rng: random.Random, placed: Placed) -> str:
    """A thing that was not there, with all that must be said to draw it."""
    told = Mention((0,), placed.thing, NOUNS[placed.thing], 1, color=placed.color)
    if placed.variant:
        told = vary(replace(told, variant=placed.variant), rng.random())
    return told.indefinite()


def _remove(desk: _Desk) -> _Edit | None:
    scene, told = desk.scene, _told(desk)
    if told is None or not _free(scene, told):
        return None
    kept = [index for index in range(len(scene.things)) if index not in told.things]
    moved = {old: new for new, old in enumerate(kept)}
    relations = tuple(
        Relation(moved[one.subject], one.kind, moved[one.object])
        for one in scene.relations
        if one.subject in moved and one.object in moved
    )
    after = replace(scene, things=tuple(scene.things[index] for index in kept), relations=relations)
    return _Edit(after, worded(desk.rng, ask.REMOVE, told.definite()))


def _replace(desk: _Desk) -> _Edit | None:
    """Another thing on the same foot, of the same size and, at times, of the same category."""
    scene, rng, told = desk.scene, desk.rng, _told(desk)
    if told is None or told.plural:
        return None
    pool = BY_CATEGORY[THINGS[told.thing].category] if rng.random() < 0.5 else desk.atlas.names
    name = pick(rng, pool)
    if name not in desk.atlas.names or not lacks_thing(scene, name):
        return None
    color = pick(rng, tuple(COLORS)) if rng.random() < 0.3 and scene.style not in COLORLESS else None
    old = scene.things[told.things[0]]
    new = replace(old, thing=name, color=color, variant=placing.variant(rng, name), flipped=False)
    words = (told.definite(), _new(rng, new))
    return _Edit(_with(scene, {told.things[0]: new}), worded(rng, ask.REPLACE, *words))


def _recolor(desk: _Desk) -> _Edit | None:
    scene, told = desk.scene, _told(desk)
    if told is None or scene.style in COLORLESS:
        return None
    unsaid = COMPLEXIONS if is_person(told.thing) else ()
    colors = [color for color in absent_colors(scene, told.noun.word) if color not in unsaid]
    if not colors:
        return None
    color = pick(desk.rng, colors)
    things = {index: replace(scene.things[index], color=color) for index in told.things}
    return _Edit(_with(scene, things), worded(desk.rng, ask.RECOLOR, told.definite(), color))


def _move(desk: _Desk) -> _Edit | None:
    scene, told = desk.scene, _told(desk)
    if told is None or told.plural or not _free(scene, told):
        return None
    index = told.things[0]
    side = pick(desk.rng, ("left", "right"))
    moved = placing.sideways(scene, desk.atlas, desk.rng, index, side)
    if moved is None:
        return None
    after = _with(scene, {index: moved})
    after = replace(after, relations=placing.still_true(after, desk.atlas))
    texts = ask.MOVE[side] if side_of(moved) == side else ask.FARTHER[side]
    return _Edit(after, worded(desk.rng, texts, told.definite()))


def _with(scene: Scene, changed: dict[int, Placed]) -> Scene:
    things = tuple(changed.get(index, placed) for index, placed in enumerate(scene.things))
    return replace(scene, things=things)


def _time(desk: _Desk) -> _Edit | None:
    scene = desk.scene
    if scene.place in TIMELESS:
        return None
    dark = "rainbow" in scene.features
    times = [time for time in TIMES if time != scene.time and not (dark and time == "night")]
    time = pick(desk.rng, times)
    texts: tuple[str, ...] = ask.TIME[time]
    if scene.time != "day":
        texts = tuple(text for text in texts if "day into" not in text)
    return _Edit(replace(scene, time=time), worded(desk.rng, texts))


def _weather(desk: _Desk) -> _Edit | None:
    scene = desk.scene
    if scene.place not in OPEN_PLACES:
        return None
    unlike = (scene.weather, *NEVER.get(scene.place, ()))
    options = [weather for weather in WEATHERS if weather not in unlike]
    if scene.sky == "dramatic":
        options = [weather for weather in options if weather in ("clear", "cloudy")]
    if "rainbow" in scene.features:
        options = [weather for weather in options if weather in RAINBOW_WEATHERS]
    weather = pick(desk.rng, options)
    texts: tuple[str, ...] = ask.WEATHER[weather]
    if weather == "cloudy":
        texts = ask.ONLY_CLOUDS.get(scene.weather, texts)
    return _Edit(replace(scene, weather=weather), worded(desk.rng, texts))


def _style(desk: _Desk) -> _Edit | None:
    """A finish is laid over the same drawing; a drawing is another one of the same things."""
    scene = desk.scene
    style = pick(desk.rng, [style for style in STYLES if style != scene.style])
    if style == "photo" and (scene.place not in PHOTO_PLACES or scene.drawing != "3d"):
        return None
    drawing = style if style in DRAWINGS else scene.drawing
    return _Edit(replace(scene, style=style, drawing=drawing), worded(desk.rng, ask.STYLE[style]))


def _feature(desk: _Desk) -> _Edit | None:
    scene, rng = desk.scene, desk.rng
    if scene.features and rng.random() < 0.5:
        gone = pick(rng, scene.features)
        rest = tuple(feature for feature in scene.features if feature != gone)
        return _Edit(replace(scene, features=rest), worded(rng, ask.NO_FEATURE, gone))
    bright = scene.time != "night" and scene.weather in RAINBOW_WEATHERS
    possible = [
        feature
        for feature, places in FEATURE_PLACES.items()
        if scene.place in places and feature not in scene.features and (feature != "rainbow" or bright)
    ]
    if not possible:
        return None
    new = pick(rng, possible)
    return _Edit(replace(scene, features=(*scene.features, new)), worded(rng, ask.FEATURE[new]))


def _sky(desk: _Desk) -> _Edit | None:
    scene = desk.scene
    if scene.place not in OPEN_PLACES or scene.weather not in ("clear", "cloudy"):
        return None
    sky = "calm" if scene.sky == "dramatic" else "dramatic"
    return _Edit(replace(scene, sky=sky), worded(desk.rng, ask.SKY[sky]))


def _background(desk: _Desk) -> _Edit | None:
    scene = desk.scene
    if scene.place != "plain" or scene.ground is None or scene.style in COLORLESS:
        return None
    ground = pick(desk.rng, absent_grounds(scene.ground))
    return _Edit(replace(scene, ground=ground), worded(desk.rng, ask.BACKGROUND, ground))


_EDITS: dict[Kind, Callable[[_Desk], _Edit | None]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "recolor": _recolor,
    "move": _move,
    "time": _time,
    "weather": _weather,
    "style": _style,
    "feature": _feature,
    "sky": _sky,
    "background": _background,
}

KINDS: tuple[Kind, ...] = tuple(_EDITS)
"""All kinds of change."""
