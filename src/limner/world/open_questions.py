"""Questions with open answers: what, how many, which colour, where, when, which of two, what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.world.asked import Question
from limner.world.claims import COLORLESS, side_of
from limner.world.mentions import is_person
from limner.world.nouns import HYPERNYMS, NOUNS, scenery, thing_label
from limner.world.phrases import PREPOSITIONS, pick
from limner.world.setting import has_open_weather, has_time
from limner.world.things import THINGS
from limner.world.vocabulary import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from limner.world.asked import Asked
    from limner.world.mentions import Mention
    from limner.world.scene import PixelBox

WEATHER_ANSWERS = {"clear": "clear", "cloudy": "cloudy", "rain": "rain", "snowfall": "snow", "fog": "fog"}
"""What is answered for each weather."""


def _what(asked: Asked) -> Question | None:
    if len(asked.told) != 1 or not asked.complete:
        return None
    one = asked.told[0]
    wider = HYPERNYMS[one.thing]
    text = pick(asked.rng, ("what is in the picture?", "what can be seen?", "what does the picture show?"))
    if one.plural:
        return Question(text, NOUNS[one.thing].many, "what")
    if wider and asked.coin():
        text = f"what {wider[-1].one} is this?" if wider[-1].one != "person" else "who is this?"
    return Question(text, thing_label(one.thing), "what")


def _what_related(asked: Asked) -> Question | None:
    """ "what is on the table?", of two things that are all there is."""
    if len(asked.told) != 2 or not asked.complete or asked.told[0].count + asked.told[1].count > 2:
        return None
    subject, target = asked.rng.sample(asked.told, 2)
    kinds = [kind for kind in RELATIONS if asked.holds(subject, kind, target)]
    if not kinds:
        return None
    said = pick(asked.rng, PREPOSITIONS[pick(asked.rng, kinds)])
    asking = "who" if is_person(subject.thing) else "what"
    return Question(f"{asking} is {said} {target.definite()}?", thing_label(subject.thing), "what")


def _count(asked: Asked) -> Question | None:
    if not asked.complete:
        return None
    if asked.rng.random() < 0.15:
        name = asked.absent()
        if name is None:
            return None
        return Question(f"how many {THINGS[name].plural} are there?", "0", "count")
    one = asked.one()
    if one is None or one.thing in scenery(asked.scene):
        return None
    text = pick(
        asked.rng, ("how many {} are there?", "how many {} can you see?", "what is the number of {}?")
    )
    noun = f"{one.color} {one.noun.many}" if one.color else one.noun.many
    return Question(text.format(noun), str(one.count), "count")


def _all_things(asked: Asked) -> Question | None:
    """The number of all things of one wider kind, when they are counted by it alone."""
    scene = asked.scene
    if not asked.complete or len(asked.told) < 2:
        return None
    wider = HYPERNYMS[scene.things[0].thing]
    if not wider or any(wider[-1] not in HYPERNYMS[placed.thing] for placed in scene.things):
        return None
    if any(wider[-1] in HYPERNYMS[name] for name in scenery(scene)):
        return None
    return Question(f"how many {wider[-1].many} are there?", str(len(scene.things)), "count")


def _color(asked: Asked) -> Question | None:
    one = asked.one()
    color = asked.color(one) if one else None
    if one is None or color is None:
        return None
    noun = one.noun.many if one.plural else one.noun.one
    texts = ("what color {} the {}?", "which color {} the {}?")
    return Question(pick(asked.rng, texts).format("are" if one.plural else "is", noun), color, "color")


def _where(asked: Asked) -> Question | None:
    """On what, in what, under what; or the third of the picture."""
    one = asked.single()
    if one is None:
        return None
    for kind in ("on", "inside", "riding", "under"):
        for target in asked.told:
            if target is not one and asked.holds(one, kind, target):
                said = {"inside": "in", "riding": "on"}.get(kind, kind)
                return Question(f"where is {one.definite()}?", f"{said} {target.definite()}", "where")
    side = side_of(asked.scene.things[one.things[0]])
    if side is None:
        return None
    answer = "in the middle" if side == "middle" else f"on the {side}"
    text = pick(
        asked.rng, ("where is {}?", "on which side is {}?") if side != "middle" else ("where is {}?",)
    )
    return Question(text.format(one.definite()), answer, "where")


def _place(asked: Asked) -> Question | None:
    scene = asked.scene
    if scene.place == "plain":
        if scene.ground is None or scene.style in COLORLESS:
            return None
        return Question("what color is the background?", scene.ground, "place")
    texts = ("where is this?", "what place is this?", "where is this picture set?")
    return Question(pick(asked.rng, texts), scene.place, "place")


def _time(asked: Asked) -> Question | None:
    if not has_time(asked.scene):
        return None
    texts = (
        "what time of day is it?",
        "which part of the day is it?",
        "is it day, night, sunrise or sunset?",
    )
    return Question(pick(asked.rng, texts), asked.scene.time, "time")


def _weather(asked: Asked) -> Question | None:
    scene = asked.scene
    if not has_open_weather(scene):
        return None
    texts = ("what is the weather like?", "how is the weather?", "what weather is it?")
    return Question(pick(asked.rng, texts), WEATHER_ANSWERS[scene.weather], "weather")


def _style(asked: Asked) -> Question | None:
    texts = ("what style is the picture in?", "how is the picture made?", "which style is this?")
    return Question(pick(asked.rng, texts), asked.scene.style, "style")


def _side(asked: Asked) -> Question | None:
    """ "which is farther to the left, the cat or the dog?" """
    pair = asked.two()
    if pair is None:
        return None
    first, second = pair
    a, b = asked.box(first), asked.box(second)
    if abs(_middle(a) - _middle(b)) < max(a.right - a.left, b.right - b.left) / 2:
        return None
    leftmost, rightmost = (first, second) if _middle(a) < _middle(b) else (second, first)
    side = pick(asked.rng, ("left", "right"))
    texts = ("which is farther {}, {} or {}?", "which is farther to the {}, {} or {}?")
    text = pick(asked.rng, texts).format(side, first.definite(), second.definite())
    return Question(text, (leftmost if side == "left" else rightmost).bare(), "side")


def _middle(box: PixelBox) -> float:
    return (box.left + box.right) / 2


def _size(asked: Asked) -> Question | None:
    """ "which is larger, the cat or the dog?", where one box has twice the other's area."""
    pair = asked.two()
    if pair is None:
        return None
    first, second = pair
    small, large = sorted((_area(asked.box(first)), _area(asked.box(second))))
    if large < 2 * small:
        return None
    larger, smaller = (first, second) if _area(asked.box(first)) == large else (second, first)
    word = pick(asked.rng, ("larger", "bigger", "smaller"))
    text = f"which is {word}, {first.definite()} or {second.definite()}?"
    return Question(text, (smaller if word == "smaller" else larger).bare(), "size")


def _area(box: PixelBox) -> int:
    return (box.right - box.left) * (box.bottom - box.top)


def _read(asked: Asked) -> Question | None:
    """What a sign says, how many fingers are up, how a face feels."""
    told = [one for one in asked.told if one.thing in _READ and _variant(asked, one)]
    if not told:
        return None
    one = pick(asked.rng, told)
    if sum(placed.thing == one.thing for placed in asked.scene.things) > 1:
        return None
    return Question(pick(asked.rng, _READ[one.thing]), _variant(asked, one), "read")


def _variant(asked: Asked, one: Mention) -> str:
    return asked.scene.things[one.things[0]].variant


_READ = {
    "sign": ("what does the sign say?", "which word is on the sign?", "what is written on the sign?"),
    "hand": ("how many fingers are held up?", "how many fingers does the hand hold up?"),
    "face": ("how does the face look?", "which expression does the face have?"),
}

OPEN: tuple[Callable[[Asked], Question | None], ...] = (
    _what,
    _what_related,
    _count,
    _all_things,
    _color,
    _where,
    _place,
    _time,
    _weather,
    _style,
    _side,
    _size,
    _read,
)
"""One asker for each kind."""
