"""Questions that are answered by yes or no. A coin is tossed first: where the answer that it calls for
cannot be had, nothing is asked, so that neither becomes the likelier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.world.absent import (
    absent_colors,
    absent_grounds,
    absent_places,
    absent_styles,
    absent_times,
    absent_weathers,
)
from limner.world.asked import Question
from limner.world.claims import COLORLESS
from limner.world.drawn.draw import VARIANTS
from limner.world.nouns import NOUNS, scenery
from limner.world.phrases import NUMBERS, OPPOSITES, PLACE_TAILS, PREPOSITIONS, pick
from limner.world.setting import has_open_weather, has_time
from limner.world.thing import article
from limner.world.vocabulary import RELATIONS, TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from limner.world.asked import Asked


def _polar(text: str, *, yes: bool) -> Question:
    return Question(text, "yes" if yes else "no", "yes-no")


def _exists(asked: Asked) -> Question | None:
    yes = asked.coin()
    one = asked.one()
    if yes and one is None:
        return None
    name = one.thing if yes and one else asked.absent()
    if name is None or name in scenery(asked.scene):
        return None
    noun = NOUNS[name]
    if one is not None and one.plural and asked.coin():
        text = pick(asked.rng, ("are there any {}?", "are there {} in the picture?")).format(noun.many)
    else:
        texts = ("is there {} {}?", "is there {} {} in the picture?", "can you see {} {}?")
        text = pick(asked.rng, texts).format(article(noun.one), noun.one)
    return _polar(text, yes=yes)


def _color(asked: Asked) -> Question | None:
    yes, one = asked.coin(), asked.one()
    own = asked.color(one) if one else None
    if one is None or own is None:
        return None
    color = own if yes else _pick(asked, absent_colors(asked.scene, one.noun.word))
    if color is None:
        return None
    noun = one.noun.many if one.plural else one.noun.one
    return _polar(f"{'are' if one.plural else 'is'} the {noun} {color}?", yes=yes)


def _pick(asked: Asked, options: Sequence[str]) -> str | None:
    return pick(asked.rng, options) if options else None


def _count(asked: Asked) -> Question | None:
    yes, one = asked.coin(), asked.one()
    if one is None or not asked.complete or one.thing in scenery(asked.scene):
        return None
    count = one.count if yes else pick(asked.rng, [n for n in range(1, 6) if n != one.count])
    noun = one.noun.one if count == 1 else one.noun.many
    color = f"{one.color} " if one.color else ""
    exactly = pick(asked.rng, ("", "exactly "))
    verb = "is" if count == 1 else "are"
    return _polar(
        f"{verb} there {exactly or ('just ' if count == 1 else '')}{NUMBERS[count]} {color}{noun}?", yes=yes
    )


def _related(asked: Asked) -> Question | None:
    """No: the opposite of what is, or the same told of the two the other way round."""
    yes, pair = asked.coin(), asked.two()
    if pair is None:
        return None
    subject, target = pair
    kinds = [kind for kind in RELATIONS if asked.holds(subject, kind, target)]
    if not yes:
        kinds = [OPPOSITES[kind] for kind in kinds if kind in OPPOSITES] + [
            kind for kind in _ONE_WAY if asked.holds(target, kind, subject)
        ]
    kind = _pick(asked, kinds)
    if kind is None:
        return None
    said = pick(asked.rng, PREPOSITIONS[kind])
    return _polar(f"is {subject.definite()} {said} {target.definite()}?", yes=yes)


_ONE_WAY = ("on", "inside", "riding")


def _place(asked: Asked) -> Question | None:
    scene, yes = asked.scene, asked.coin()
    if scene.place == "plain":
        if scene.ground is None or scene.style in COLORLESS:
            return None
        ground = scene.ground if yes else pick(asked.rng, absent_grounds(scene.ground))
        return _polar(f"is the background {ground}?", yes=yes)
    place = scene.place if yes else pick(asked.rng, absent_places(scene))
    return _polar(f"is this {pick(asked.rng, PLACE_TAILS[place])}?", yes=yes)


def _time(asked: Asked) -> Question | None:
    if not has_time(asked.scene):
        return None
    texts = {time: f"is it {time}?" for time in TIMES}
    return _one_of(asked, asked.scene.time, absent_times(asked.scene), texts)


def _weather(asked: Asked) -> Question | None:
    scene = asked.scene
    if not has_open_weather(scene):
        return None
    return _one_of(asked, scene.weather, absent_weathers(scene), _WEATHER_TEXTS)


_WEATHER_TEXTS = {
    "clear": "is the sky clear?",
    "cloudy": "is it cloudy?",
    "rain": "is it raining?",
    "snowfall": "is it snowing?",
    "fog": "is it foggy?",
}


def _style(asked: Asked) -> Question | None:
    return _one_of(asked, asked.scene.style, absent_styles(asked.scene), _STYLE_TEXTS)


_STYLE_TEXTS = {
    "3d": "is this a 3d render?",
    "flat": "is this a flat illustration?",
    "cartoon": "is this a cartoon?",
    "watercolor": "is this a watercolor?",
    "oil painting": "is this an oil painting?",
    "pencil sketch": "is this a pencil sketch?",
    "pixel art": "is this pixel art?",
    "photo": "is this a photo?",
}


def _one_of(asked: Asked, true: str, false: list[str], texts: dict[str, str]) -> Question:
    yes = asked.coin()
    value = true if yes else pick(asked.rng, false)
    return _polar(texts[value], yes=yes)


def _sign(asked: Asked) -> Question | None:
    signs = [placed.variant for placed in asked.scene.things if placed.thing == "sign"]
    if len(signs) != 1 or not signs[0]:
        return None
    yes = asked.coin()
    word = signs[0] if yes else pick(asked.rng, [word for word in VARIANTS["sign"] if word != signs[0]])
    return _polar(f"does the sign say {word}?", yes=yes)


POLAR: tuple[Callable[[Asked], Question | None], ...] = (
    _exists,
    _exists,
    _color,
    _count,
    _related,
    _place,
    _time,
    _weather,
    _style,
    _sign,
)
"""One asker for each matter; that of existence comes up twice as often."""
