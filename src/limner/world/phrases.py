"""The words for what a scene is made of: places, times, weather, styles, relations.

Every phrase of a list says the same thing, and says no more than the scene does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from limner.world.thing import article
from limner.world.vocabulary import TIMES, WEATHERS

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_T = TypeVar("_T")

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

PLACE_TAILS: dict[str, tuple[str, ...]] = {
    "beach": ("on a beach", "on the beach", "at the beach", "on a sandy beach", "at the seaside"),
    "mountains": ("in the mountains", "in front of mountains", "among mountains"),
    "lake": ("by a lake", "near a lake", "at a lake", "by the lake", "on a lake shore"),
    "forest": ("in a forest", "in the forest", "in the woods"),
    "desert": ("in a desert", "in the desert", "among sand dunes"),
    "city": ("in a city", "in the city", "in front of a skyline", "downtown"),
    "road": ("on a road", "on the road", "by the road", "along a country road"),
    "room": ("in a room", "inside a room", "in a living room"),
    "kitchen": ("in a kitchen", "in the kitchen"),
    "snow": ("in the snow", "in a snowy landscape", "on snowy ground"),
    "meadow": ("in a meadow", "on a meadow", "in a field", "in a grassy field"),
    "garden": ("in a garden", "in the garden", "among garden flowers"),
    "sea": ("at sea", "on the sea", "on the ocean", "out on the open water"),
    "river": ("by a river", "near a river", "on a river bank", "beside a river"),
    "space": ("in space", "in outer space"),
    "mars": ("on Mars", "on the planet Mars", "on the surface of Mars"),
}
"""Said after a thing: "a cat by a lake"."""

PLACE_NOUNS: dict[str, tuple[str, ...]] = {
    "beach": ("a beach", "a sandy beach", "the seaside"),
    "mountains": ("a mountain landscape", "mountains", "mountain scenery"),
    "lake": ("a lake", "a lake landscape", "a lake view"),
    "forest": ("a forest", "the woods", "a forest scene"),
    "desert": ("a desert", "sand dunes", "a desert landscape"),
    "city": ("a city", "a city skyline", "a skyline"),
    "road": ("a road", "a country road", "a road through the country"),
    "room": ("a room", "a living room"),
    "kitchen": ("a kitchen", "a kitchen scene"),
    "snow": ("a snowy landscape", "a winter landscape", "snow"),
    "meadow": ("a meadow", "a grassy field", "a field"),
    "garden": ("a garden", "a flower garden"),
    "sea": ("the sea", "the ocean", "open water"),
    "river": ("a river", "a river landscape"),
    "space": ("outer space", "space"),
    "mars": ("Mars", "a Martian landscape", "the surface of Mars"),
}
"""Said as the scene itself: "a beach at sunset with a cat"."""

GROUND_TAILS = (
    "on {a} background",
    "against {a} background",
    "with {a} background",
    "in front of {a} background",
    "on a plain {} background",
)
"""Said of a plain ground: ``{}`` is its colour, ``{a}`` the colour with its article."""

CONFUSABLE: dict[str, frozenset[str]] = {
    "beach": frozenset(("sea", "lake", "desert")),
    "sea": frozenset(("beach", "lake", "river")),
    "lake": frozenset(("river", "sea", "mountains", "meadow", "beach", "forest")),
    "river": frozenset(("lake", "sea", "meadow", "mountains", "forest")),
    "mountains": frozenset(("lake", "snow", "meadow", "river", "road", "forest", "garden")),
    "meadow": frozenset(("garden", "lake", "river", "mountains", "road")),
    "garden": frozenset(("meadow", "mountains")),
    "forest": frozenset(("lake", "river", "snow", "mountains")),
    "snow": frozenset(("mountains", "forest")),
    "desert": frozenset(("mars", "beach")),
    "mars": frozenset(("desert", "space")),
    "space": frozenset(("mars",)),
    "city": frozenset(("road",)),
    "road": frozenset(("city", "meadow", "mountains")),
    "room": frozenset(("kitchen",)),
    "kitchen": frozenset(("room",)),
    "plain": frozenset(),
}
"""Places whose words may both be true of one picture: never each other's false caption."""

TIME_TAILS: dict[str, tuple[str, ...]] = {
    "day": ("during the day", "in daylight", "by day"),
    "sunrise": ("at sunrise", "at dawn", "at sunrise", "as the sun rises", "at daybreak"),
    "sunset": ("at sunset", "at dusk", "at sunset", "as the sun sets"),
    "night": ("at night", "at night", "at nighttime", "after dark"),
}
_TIME_NOUNS = {"day": "day", "sunrise": "morning", "sunset": "evening", "night": "night"}

_WEATHER_ADJECTIVES: dict[str, tuple[str, ...]] = {
    "clear": ("clear",),
    "cloudy": ("cloudy", "overcast"),
    "rain": ("rainy", "wet"),
    "snowfall": ("snowy",),
    "fog": ("foggy", "misty"),
}
WEATHER_TAILS: dict[str, tuple[str, ...]] = {
    "clear": ("under a clear sky", "in clear weather"),
    "cloudy": ("under a cloudy sky", "in cloudy weather", "under clouds"),
    "rain": ("in the rain", "while it rains", "in rainy weather", "with rain falling"),
    "snowfall": ("while it snows", "with snow falling", "in falling snow"),
    "fog": ("in the fog", "in fog", "in the mist"),
}
WINDOW_TAILS: dict[str, tuple[str, ...]] = {
    "clear": ("with clear weather outside",),
    "cloudy": ("with a cloudy sky outside", "with clouds outside the window"),
    "rain": ("while it rains outside", "with rain outside the window"),
    "snowfall": ("while it snows outside", "with snow falling outside the window"),
    "fog": ("with fog outside", "with fog outside the window"),
}


def _moments(time: str, weather: str) -> tuple[str, ...]:
    """Phrases that name both: "on a rainy night", "at dawn in the fog"."""
    single = tuple(f"on {article(word)} {word} {_TIME_NOUNS[time]}" for word in _WEATHER_ADJECTIVES[weather])
    double = tuple(f"{TIME_TAILS[time][0]} {tail}" for tail in WEATHER_TAILS[weather] if weather != "clear")
    sunny = ("on a sunny day", "on a bright day") if (time, weather) == ("day", "clear") else ()
    return single + double + sunny


MOMENTS = {(time, weather): _moments(time, weather) for time in TIMES for weather in WEATHERS}

TIME_CLAUSES: dict[str, tuple[str, ...]] = {
    "day": ("it is daytime", "it is day"),
    "sunrise": ("it is sunrise", "the day is just breaking", "it is early morning"),
    "sunset": ("it is sunset", "the day is ending", "it is evening"),
    "night": ("it is night", "it is dark", "it is nighttime"),
}
WEATHER_CLAUSES: dict[str, tuple[str, ...]] = {
    "clear": ("the weather is clear", "the sky is clear"),
    "cloudy": ("the sky is cloudy", "it is cloudy", "the sky is overcast"),
    "rain": ("it is raining", "rain is falling", "it rains"),
    "snowfall": ("it is snowing", "snow is falling", "it snows"),
    "fog": ("it is foggy", "fog hangs in the air", "there is fog"),
}

FEATURE_TAILS: dict[str, tuple[str, ...]] = {
    "lake": ("near a lake", "with a lake in the background"),
    "rainbow": ("under a rainbow", "with a rainbow in the sky", "beneath a rainbow"),
    "path": ("near a path", "by a footpath", "with a path across the ground"),
}
FEATURE_CLAUSES: dict[str, tuple[str, ...]] = {
    "lake": ("there is a lake", "a lake lies in the background", "a lake can be seen"),
    "rainbow": ("there is a rainbow", "a rainbow spans the sky", "a rainbow can be seen"),
    "path": ("there is a path", "a path runs through it", "a path can be seen"),
}
DRAMATIC_TAILS = ("under a dramatic sky", "beneath a dramatic sky")
DRAMATIC_CLAUSES = ("the sky is dramatic", "a dramatic sky hangs above", "the sky looks dramatic")

STYLE_FRAMES: dict[str, tuple[str, ...]] = {
    "3d": ("{}, 3d", "{}, 3d style", "3d render of {}", "a 3d render of {}", "{}, 3d render"),
    "flat": (
        "{}, flat",
        "{}, flat style",
        "flat illustration of {}",
        "a flat illustration of {}",
        "{}, in a flat style",
    ),
    "cartoon": (
        "{}, cartoon",
        "{}, cartoon style",
        "cartoon of {}",
        "a cartoon of {}",
        "{}, in cartoon style",
    ),
    "watercolor": (
        "a watercolor of {}",
        "watercolor of {}",
        "{}, watercolor",
        "a watercolor painting of {}",
        "{}, in the style of a watercolor",
        "{}, painted in watercolors",
    ),
    "oil painting": (
        "an oil painting of {}",
        "oil painting of {}",
        "{}, oil painting",
        "{}, painted in oil",
        "{}, in the style of an oil painting",
    ),
    "pencil sketch": (
        "a pencil sketch of {}",
        "pencil sketch of {}",
        "{}, pencil sketch",
        "{}, in the style of a pencil sketch",
        "a pencil drawing of {}",
    ),
    "pixel art": (
        "pixel art of {}",
        "{}, pixel art",
        "a pixel art picture of {}",
        "{}, in pixel art style",
        "{}, in the style of pixel art",
    ),
    "photo": ("a photo of {}", "photo of {}", "{}, photo", "a photograph of {}"),
}
PLAIN_FRAMES = ("a picture of {}", "an image of {}", "picture of {}")
STYLE_CLAUSES: dict[str, tuple[str, ...]] = {
    "3d": ("the picture is a 3d render", "it is a 3d render", "the style is 3d"),
    "flat": ("the picture is a flat illustration", "the style is flat", "it is drawn flat"),
    "cartoon": ("the picture is a cartoon", "it is drawn as a cartoon", "it is a cartoon"),
    "watercolor": ("the picture is a watercolor", "it is painted in watercolors"),
    "oil painting": ("the picture is an oil painting", "it is painted in oil"),
    "pencil sketch": ("the picture is a pencil sketch", "it is drawn in pencil"),
    "pixel art": ("the picture is pixel art", "it is drawn as pixel art"),
    "photo": ("the picture is a photo", "it is a photograph"),
}

OPPOSITES = {
    "left of": "right of",
    "right of": "left of",
    "above": "below",
    "below": "above",
    "on": "under",
    "under": "on",
    "in front of": "behind",
    "behind": "in front of",
}
"""Each pair's prepositions and forms stand at the same index, so that one word turns a fact
round."""

PREPOSITIONS: dict[str, tuple[str, ...]] = {
    "left of": ("left of", "to the left of", "on the left of", "on the left side of"),
    "right of": ("right of", "to the right of", "on the right of", "on the right side of"),
    "above": ("above", "over"),
    "below": ("below", "beneath"),
    "on": ("on", "on top of"),
    "under": ("under", "underneath"),
    "in front of": ("in front of",),
    "behind": ("behind",),
    "next to": ("next to", "beside", "near", "close to", "alongside"),
    "riding": ("riding", "riding on", "on the back of"),
    "inside": ("inside", "in"),
}

FORMS: dict[str, tuple[str, ...]] = {
    "left of": (
        "{a} on the left, {b} on the right",
        "{a} on the left and {b} on the right",
        "{b} with {a} on {its} left",
        "{b} with {a} to {its} left",
    ),
    "right of": (
        "{a} on the right, {b} on the left",
        "{a} on the right and {b} on the left",
        "{b} with {a} on {its} right",
        "{b} with {a} to {its} right",
    ),
    "above": ("{b} with {a} above {it}", "{b} with {a} over {it}"),
    "below": ("{b} with {a} below {it}", "{b} with {a} beneath {it}"),
    "on": ("{b} with {a} on {it}", "{b} with {a} on top of {it}"),
    "under": ("{b} with {a} under {it}", "{b} with {a} beneath {it}"),
    "in front of": ("{b} with {a} in front", "{b} with {a} in front of {it}"),
    "behind": ("{b} with {a} behind", "{b} with {a} behind {it}"),
    "next to": ("{a} and {b} side by side", "{a} with {b} beside {them}", "{a} and {b} together"),
    "riding": ("{b} with {a} riding {it}", "{b} ridden by {a}", "{b} carrying {a}"),
    "inside": ("{b} with {a} inside", "{b} with {a} in {it}", "{b} holding {a}"),
}
"""Whole ways of telling a relation of ``a`` to ``b``, beside the plain "a PREPOSITION b"."""


def pick(rng: random.Random, options: Sequence[_T]) -> _T:
    """One of ``options``, by one draw (`random.Random.choice` takes three times as long)."""
    return options[int(rng.random() * len(options))]
