"""What a scene certainly does not show: the ground of false captions and of "no".

Doubt counts as presence: a thing of several natural colours may pass for each of them, a chef may be
a man, a forest has trees of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.world.claims import COLORLESS
from limner.world.nouns import CALLED, alike, scenery
from limner.world.phrases import CONFUSABLE
from limner.world.things import NAMES, THINGS
from limner.world.vocabulary import CATEGORIES, COLORS, PLACES, PLAIN_COLORS, STYLES, TIMES, WEATHERS

if TYPE_CHECKING:
    from limner.world.scene import Placed, Scene

ANYONE = frozenset(("man", "woman", "boy", "girl", "baby", "grandfather", "grandmother", "student"))
"""People of no trade: a chef may be any of them, so none of them is ever said to be absent."""

NEAR: dict[str, tuple[str, ...]] = {
    "red": ("orange", "pink", "brown"),
    "orange": ("red", "yellow", "brown"),
    "yellow": ("orange", "white"),
    "green": (),
    "blue": ("purple",),
    "purple": ("blue", "pink"),
    "pink": ("red", "purple"),
    "white": ("gray", "yellow"),
    "gray": ("white", "black"),
    "black": ("gray", "brown"),
    "brown": ("orange", "red", "black"),
}
"""Colours that a thing's own may pass for."""

BY_CATEGORY: dict[str, tuple[str, ...]] = {
    category: tuple(name for name in NAMES if THINGS[name].category == category) for category in CATEGORIES
}

_ALIKE_WEATHERS = {
    "rain": ("cloudy",),
    "snowfall": ("cloudy",),
    "fog": ("cloudy",),
    "cloudy": ("fog",),
    "clear": ("cloudy",),
}

_LIKE_FEATURE = {"lake": ("lake", "sea", "river"), "path": ("road",)}


def lacks_thing(scene: Scene, name: str) -> bool:
    """Whether nothing in ``scene``, its backdrop included, could be called ``name``."""
    if name in ANYONE or name in scenery(scene) or name in scene.features:
        return False
    return not any(alike(name, placed.thing) for placed in scene.things)


def lacks_color(scene: Scene, word: str, color: str) -> bool:
    """Whether nothing that ``word`` fits could pass for ``color``; never where no colour is seen."""
    if scene.style in COLORLESS:
        return False
    return not any(word in CALLED[placed.thing] and _may_be(placed, color) for placed in scene.things)


def _may_be(placed: Placed, color: str) -> bool:
    if placed.color is not None:
        return placed.color == color
    natural = THINGS[placed.thing].natural
    return not natural or color in natural or any(color in NEAR[own] for own in natural)


def absent_colors(scene: Scene, word: str) -> list[str]:
    """The colours that nothing called ``word`` has."""
    return [color for color in COLORS if lacks_color(scene, word, color)]


def absent_places(scene: Scene) -> list[str]:
    """The places that ``scene`` cannot be taken for; "plain" is never among them."""
    return [name for name in PLACES if _elsewhere(scene, name)]


def _elsewhere(scene: Scene, name: str) -> bool:
    if name in ("plain", scene.place) or name in CONFUSABLE[scene.place]:
        return False
    if name == "snow" and scene.weather == "snowfall":
        return False
    return all(name not in _LIKE_FEATURE.get(feature, ()) for feature in scene.features)


def absent_times(scene: Scene) -> list[str]:
    """The times of day that it is not."""
    return [time for time in TIMES if time != scene.time]


def absent_weathers(scene: Scene) -> list[str]:
    """The weathers that it cannot be taken for: there are clouds where it rains, and in a clear sky."""
    unclear = (scene.weather, *_ALIKE_WEATHERS.get(scene.weather, ()))
    return [weather for weather in WEATHERS if weather not in unclear]


def absent_styles(scene: Scene) -> list[str]:
    """The styles that it cannot be taken for: a watercolor of a cartoon is a bit of both."""
    return [style for style in STYLES if style not in (scene.style, scene.drawing)]


def absent_grounds(ground: str) -> list[str]:
    """The plain backgrounds that one of colour ``ground`` cannot be taken for."""
    return [color for color in PLAIN_COLORS if color != ground and color not in NEAR[ground]]
