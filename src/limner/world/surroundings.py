"""Everything of a scene but its things: the place, the hour, the weather, the look, the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from limner.core.errors import BadValue
from limner.world.scene import ASPECTS
from limner.world.vocabulary import (
    DRAWINGS,
    FEATURES,
    HORIZONS,
    OPEN_PLACES,
    PLACES,
    PLAIN_COLORS,
    SKIES,
    STYLES,
    TIMELESS,
    TIMES,
    WEATHERS,
    drawn_as,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

PLAIN_SHARE = 0.26
"""How many scenes are on one plain colour."""

FINISHED_SHARE = 0.3
"""How many drawn scenes get a finish: watercolor, oil painting, pencil sketch or pixel art."""

FEATURE_SHARE, DRAMATIC_SHARE = 0.25, 0.18
"""How many scenes try for a feature of the land, and how many open skies are dramatic."""

FINISHES = ("watercolor", "oil painting", "pencil sketch", "pixel art")

PHOTO_PLACES = tuple(place for place in OPEN_PLACES if place != "city")
"""Where a near-photographic landscape can be."""

FEATURE_PLACES = {
    "lake": ("mountains", "meadow", "forest", "snow", "garden"),
    "rainbow": OPEN_PLACES,
    "path": ("mountains", "meadow", "forest", "desert", "garden", "snow"),
}
"""Which places can have which feature."""

RAINBOW_WEATHERS = ("clear", "cloudy", "rain")
"""In which a rainbow can stand, except at night."""

NEVER: dict[str, tuple[str, ...]] = {
    "beach": ("snowfall",),
    "desert": ("rain", "snowfall"),
    "garden": ("snowfall",),
    "snow": ("rain",),
}
"""Weathers that a place never has."""

_ASPECT_WEIGHTS = (0.7, 0.1, 0.1, 0.1)
_TIME_WEIGHTS = (0.4, 0.16, 0.22, 0.22)
_WEATHER_WEIGHTS = (0.56, 0.14, 0.1, 0.1, 0.1)


class Wishes(TypedDict, total=False):
    """What a caller can pin of the surroundings; the rest is drawn."""

    place: str
    time: str
    weather: str
    drawing: str
    style: str
    aspect: str
    ground: str | None
    features: tuple[str, ...]
    sky: str


class Surroundings(NamedTuple):
    """The fields of `Scene` that no thing decides."""

    place: str
    time: str
    weather: str
    drawing: str
    style: str
    aspect: str
    horizon: float
    ground: str | None
    features: tuple[str, ...]
    sky: str


_ALLOWED: dict[str, Sequence[str]] = {
    "place": PLACES,
    "time": TIMES,
    "weather": WEATHERS,
    "drawing": DRAWINGS,
    "style": STYLES,
    "aspect": tuple(ASPECTS),
    "ground": tuple(PLAIN_COLORS),
    "sky": SKIES,
}


def check(wishes: Wishes) -> None:
    """Refuse a pinned value that is in no list, or that its place cannot have (BadValue)."""
    for field, allowed in _ALLOWED.items():
        value = wishes.get(field)
        if value is not None and value not in allowed:
            raise BadValue(f"{field} {value!r} is not one of {', '.join(allowed)}")
    features = wishes.get("features") or ()
    unknown = [feature for feature in features if feature not in FEATURES]
    if unknown:
        raise BadValue(f"features {', '.join(unknown)} are not among {', '.join(FEATURES)}")
    style, drawing = wishes.get("style"), wishes.get("drawing")
    if drawing is not None and style in (*DRAWINGS, "photo") and drawn_as(style) != drawing:
        raise BadValue(f"the style {style!r} is not drawn {drawing!r}")
    if "place" in wishes:
        _check_place(wishes["place"], wishes, features)


def _check_place(place: str, wishes: Wishes, features: Sequence[str]) -> None:
    calm = wishes.get("weather", "clear") == "clear" and wishes.get("sky", "calm") == "calm"
    if place not in OPEN_PLACES and not calm:
        raise BadValue(f"the place {place!r} has no weather; those that have: {', '.join(OPEN_PLACES)}")
    if place != "plain" and wishes.get("ground") is not None:
        raise BadValue(f"the place {place!r} has a ground of its own; only 'plain' takes a colour")
    if wishes.get("style") == "photo" and place not in PHOTO_PLACES:
        raise BadValue(f"no photo of the place {place!r}; allowed are {', '.join(PHOTO_PLACES)}")
    if not _bears(place, features):
        raise BadValue(f"the place {place!r} cannot have {', '.join(features)}")


def surroundings(rng: random.Random, wishes: Wishes, *, photo: float, plain: float) -> Surroundings:
    """Draw what ``wishes`` leaves open; ``photo`` and ``plain`` are the shares of those two looks."""
    style = wishes.get("style") or _style(rng, wishes, photo)
    drawing = wishes.get("drawing") or drawn_as(style) or rng.choice(DRAWINGS)
    place = wishes.get("place") or _place(rng, style, wishes, plain)
    time = wishes.get("time") or _time(rng, place)
    weather = wishes.get("weather") or _weather(rng, place)
    aspect = wishes.get("aspect") or rng.choices(tuple(ASPECTS), _ASPECT_WEIGHTS)[0]
    ground = None
    if place == "plain":
        ground = wishes.get("ground") or rng.choice(tuple(PLAIN_COLORS))
    features = wishes.get("features")
    if features is None:
        features = _features(rng, place, time, weather)
    sky = wishes.get("sky") or _sky(rng, place, weather)
    horizon = round(rng.uniform(*HORIZONS[place]), 4)
    return Surroundings(place, time, weather, drawing, style, aspect, horizon, ground, features, sky)


def _style(rng: random.Random, wishes: Wishes, photo: float) -> str:
    place, drawing = wishes.get("place"), wishes.get("drawing", "3d")
    possible = drawing == "3d" and (place is None or place in PHOTO_PLACES)
    if possible and rng.random() < photo:
        return "photo"
    if rng.random() < FINISHED_SHARE:
        return rng.choice(FINISHES)
    return wishes.get("drawing") or rng.choice(DRAWINGS)


def _place(rng: random.Random, style: str, wishes: Wishes, plain: float) -> str:
    if style == "photo":
        return rng.choice([place for place in PHOTO_PLACES if _bears(place, wishes.get("features", ()))])
    if wishes.get("ground") is not None:
        return "plain"
    features = wishes.get("features", ())
    if features or wishes.get("weather", "clear") != "clear" or wishes.get("sky", "calm") != "calm":
        return rng.choice([place for place in OPEN_PLACES if _bears(place, features)])
    return "plain" if rng.random() < plain else rng.choice(PLACES[1:])


def _bears(place: str, features: Sequence[str]) -> bool:
    return all(place in FEATURE_PLACES[feature] for feature in features)


def _time(rng: random.Random, place: str) -> str:
    if place in TIMELESS:
        return "day"
    return rng.choices(TIMES, _TIME_WEIGHTS)[0]


def _weather(rng: random.Random, place: str) -> str:
    if place not in OPEN_PLACES:
        return "clear"
    weather = rng.choices(WEATHERS, _WEATHER_WEIGHTS)[0]
    return "clear" if weather in NEVER.get(place, ()) else weather


def _features(rng: random.Random, place: str, time: str, weather: str) -> tuple[str, ...]:
    if rng.random() >= FEATURE_SHARE:
        return ()
    feature = rng.choice(FEATURES)
    bright = time != "night" and weather in RAINBOW_WEATHERS
    if place not in FEATURE_PLACES[feature] or (feature == "rainbow" and not bright):
        return ()
    return (feature,)


def _sky(rng: random.Random, place: str, weather: str) -> str:
    possible = place in OPEN_PLACES and weather in ("clear", "cloudy")
    return "dramatic" if possible and rng.random() < DRAMATIC_SHARE else "calm"
