"""False captions that differ from a true one in a single thing: the order of two things, a colour, a
count, a thing, the place, the time, the weather, the style. Each is checked to be false of its scene."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from limner.world.absent import (
    BY_CATEGORY,
    absent_colors,
    absent_grounds,
    absent_places,
    absent_styles,
    absent_times,
    absent_weathers,
    lacks_color,
    lacks_thing,
)
from limner.world.captions import Length, Need, tell
from limner.world.claims import COLORLESS, holds
from limner.world.mentions import Mention, vary
from limner.world.nouns import HYPERNYMS, NOUNS, scenery
from limner.world.phrases import OPPOSITES, PLACE_NOUNS, PLACE_TAILS, pick
from limner.world.surroundings import NEVER, PHOTO_PLACES
from limner.world.telling import Telling
from limner.world.things import NAMES, THINGS
from limner.world.vocabulary import AIRLESS, INDOORS

if TYPE_CHECKING:
    from collections.abc import Callable

    from limner.world.scene import Scene

OF_THINGS: tuple[Need, ...] = ("order", "color", "count", "thing", "place")
OF_ALL: tuple[Need, ...] = ("time", "weather", "style")
KINDS: tuple[Need, ...] = (*OF_THINGS, *OF_ALL)
"""What can be wrong: with the things and where they are, and with the picture as a whole."""

_TRIES = 4


@dataclass(frozen=True, slots=True)
class WrongCaption:
    """``text`` is false of the scene, ``true`` is the same caption as it should be; ``kind`` is what
    was changed, one of `KINDS`."""

    text: str
    kind: str
    true: str


def wrong_caption(
    scene: Scene, rng: random.Random, kind: Need | None = None, length: Length | None = None
) -> WrongCaption | None:
    """A false caption of that kind, or None where the scene allows none: one thing has no order, and
    two red things cannot swap their colours. ``kind`` None is any, those of the whole picture together
    as often as one of the others."""
    kinds = [kind] if kind else rng.sample((*OF_THINGS, pick(rng, OF_ALL)), len(OF_THINGS) + 1)
    for one in kinds:
        for _ in range(_TRIES):
            pair = _pair(scene, rng, length, one)
            if pair is None or all(holds(scene, claim) for claim in pair[1].claims):
                continue
            told, wrong = pair
            return WrongCaption(wrong.text(), one, told.text())
    return None


def _pair(
    scene: Scene, rng: random.Random, length: Length | None, kind: Need
) -> tuple[Telling, Telling] | None:
    """A true and a false telling."""
    if kind in OF_ALL:
        return _twins(scene, rng, length, kind)
    told = tell(scene, rng, length, need=kind)
    wrong = _CHANGES[kind](scene, rng, told)
    return None if wrong is None else (told, wrong)


def _twins(
    scene: Scene, rng: random.Random, length: Length | None, kind: Need
) -> tuple[Telling, Telling] | None:
    """The scene, and the same scene at another time, in other weather or another style, told by the
    same dice: only the words for that differ."""
    changed: dict[str, Any] = {kind: pick(rng, _ABSENT[kind](scene))}
    other = replace(scene, **changed)
    dice = rng.random()
    told, wrong = (tell(one, random.Random(dice), length, need=kind) for one in (scene, other))  # noqa: S311
    alike = (told.mentions, told.links, told.place) == (wrong.mentions, wrong.links, wrong.place)
    said = all(any(claim.kind == kind for claim in one.told) for one in (told, wrong))
    return (told, wrong) if alike and said else None


def _order(scene: Scene, rng: random.Random, told: Telling) -> Telling | None:
    """The two related things swapped, or the relation turned into its opposite."""
    if not told.links:
        return None
    link = told.links[0]
    if link.kind in OPPOSITES and rng.random() < 0.5:
        return replace(told, links=(link._replace(kind=OPPOSITES[link.kind]), *told.links[1:]))
    if link.kind == "next to":
        return None
    return _swapped(told, link.subject, link.object)


def _swapped(told: Telling, i: int, j: int) -> Telling:
    mentions = list(told.mentions)
    mentions[i], mentions[j] = mentions[j], mentions[i]
    return replace(told, mentions=tuple(mentions))


def _color(scene: Scene, rng: random.Random, told: Telling) -> Telling | None:
    """Two colours swapped where that is false of both, else one changed."""
    if scene.style in COLORLESS:
        return None
    swaps = [
        (i, j)
        for i, one in enumerate(told.mentions)
        for j, other in enumerate(told.mentions)
        if i < j and one.color != other.color and _swap_is_false(scene, one, other)
    ]
    if swaps and rng.random() < 0.7:
        i, j = pick(rng, swaps)
        changed = list(told.mentions)
        changed[i] = replace(changed[i], color=told.mentions[j].color)
        changed[j] = replace(changed[j], color=told.mentions[i].color)
        return replace(told, mentions=tuple(changed))
    colored = [i for i, one in enumerate(told.mentions) if one.color and one.thing]
    if not colored:
        return None
    i = pick(rng, colored)
    other = absent_colors(scene, told.mentions[i].noun.word)
    return _with(told, i, replace(told.mentions[i], color=pick(rng, other))) if other else None


def _swap_is_false(scene: Scene, one: Mention, other: Mention) -> bool:
    if not (one.thing and other.thing):
        return False
    return all(
        color is None or lacks_color(scene, told.noun.word, color)
        for told, color in ((one, other.color), (other, one.color))
    )


def _count(scene: Scene, rng: random.Random, told: Telling) -> Telling | None:
    """Another number of things, or of fingers."""
    uncounted = scenery(scene)
    countable = [
        i
        for i, one in enumerate(told.mentions)
        if one.thing not in uncounted and not (one.thing == "sign" and one.variant)
    ]
    if not countable:
        return None
    i = pick(rng, countable)
    one = told.mentions[i]
    if one.thing == "hand" and one.variant:
        fingers = pick(rng, [str(n) for n in range(6) if str(n) != one.variant])
        return _with(told, i, vary(replace(one, variant=fingers), rng.random()))
    others = [n for n in (1, 2, 3, 4, 5) if n != one.count]
    near = [n for n in others if abs(n - one.count) == 1]
    count = pick(rng, near if rng.random() < 0.6 else others)
    return _with(told, i, replace(one, count=count, number=one.number or ("word" if count == 1 else "")))


def _thing(scene: Scene, rng: random.Random, told: Telling) -> Telling | None:
    """Another thing in its place, mostly of its category."""
    named = [i for i, one in enumerate(told.mentions) if _named(one)]
    if not named:
        return None
    i = pick(rng, named)
    one = told.mentions[i]
    pool = BY_CATEGORY[THINGS[one.thing].category] if rng.random() < 0.75 else NAMES
    for _ in range(6):
        name = pick(rng, pool)
        if lacks_thing(scene, name):
            return _with(told, i, _renamed(one, name))
    return None


def _named(one: Mention) -> bool:
    """Whether it is told of by a word of its own, not by a wider one."""
    return bool(one.thing) and all(one.noun != wider for wider in HYPERNYMS[one.thing])


def _renamed(one: Mention, name: str) -> Mention:
    """Told of as ``name``; what a sign says or a hand shows goes with the old noun."""
    color = None if one.color in (name, *name.split()) else one.color
    return replace(one, thing=name, noun=NOUNS[name], color=color, variant=None, before="", after="")


def _place(scene: Scene, rng: random.Random, told: Telling) -> Telling | None:
    """Another place, or another colour of a plain ground."""
    place = told.place
    if place is None:
        return None
    if place.kind.startswith("ground"):
        return replace(told, place=place._replace(name=pick(rng, absent_grounds(place.name))))
    kinds = {claim.kind for claim in told.told}
    outdoors = (*INDOORS, *AIRLESS) if "weather" in kinds else ("space",) if "time" in kinds else ()
    name = pick(rng, [name for name in absent_places(scene) if name not in outdoors])
    table = PLACE_NOUNS if place.kind == "noun" else PLACE_TAILS
    form = int(rng.random() * len(table[name])) if place.kind != "word" else 0
    return replace(told, place=place._replace(name=name, form=form))


def _with(told: Telling, index: int, mention: Mention) -> Telling:
    return replace(told, mentions=(*told.mentions[:index], mention, *told.mentions[index + 1 :]))


def _weathers(scene: Scene) -> list[str]:
    """Not what the place never has, which words alone would give away, nor "snowy" of lying snow."""
    settled = (*NEVER.get(scene.place, ()), *(("snowfall",) if scene.place == "snow" else ()))
    return [weather for weather in absent_weathers(scene) if weather not in settled]


def _styles(scene: Scene) -> list[str]:
    """No photo of a place that has none, which words alone would give away."""
    return [style for style in absent_styles(scene) if style != "photo" or scene.place in PHOTO_PLACES]


_ABSENT: dict[Need, Callable[[Scene], list[str]]] = {
    "time": absent_times,
    "weather": _weathers,
    "style": _styles,
}

_CHANGES: dict[Need, Callable[[Scene, random.Random, Telling], Telling | None]] = {
    "order": _order,
    "color": _color,
    "count": _count,
    "thing": _thing,
    "place": _place,
}
