"""What is asked for when a picture is to be changed, in varied words.

``{}`` is what it is about; a second ``{}`` is what it becomes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.world.phrases import pick

if TYPE_CHECKING:
    import random

ADD = (
    "add {}",
    "put {} in the picture",
    "draw {} too",
    "insert {}",
    "there should also be {}",
    "place {} in the scene",
)
REMOVE = ("remove {}", "take {} away", "delete {}", "get rid of {}", "erase {}", "take out {}")
REPLACE = (
    "replace {} with {}",
    "turn {} into {}",
    "change {} to {}",
    "swap {} for {}",
    "instead of {}, show {}",
)
RECOLOR = (
    "make {} {}",
    "color {} {}",
    "paint {} {}",
    "change the color of {} to {}",
    "turn {} {}",
    "{} should be {}",
)
MOVE = {
    "left": ("move {} to the left", "put {} on the left", "place {} on the left side"),
    "right": ("move {} to the right", "put {} on the right", "place {} on the right side"),
}
FARTHER = {
    "left": ("move {} farther left", "shift {} left", "move {} more to the left"),
    "right": ("move {} farther right", "shift {} right", "move {} more to the right"),
}
"""For a thing that does not reach that side of the picture."""
TIME = {
    "day": ("make it day", "turn it into daytime", "change the time to day", "make it daylight"),
    "sunrise": ("make it sunrise", "show it at dawn", "change the time to sunrise", "set it at sunrise"),
    "sunset": ("make it sunset", "show it at sunset", "change the time to sunset", "set it at dusk"),
    "night": ("make it night", "turn day into night", "change the time to night", "set it at night"),
}
WEATHER = {
    "clear": ("clear the sky", "make the weather clear", "give it clear weather"),
    "cloudy": ("make it cloudy", "add clouds to the sky", "make the sky overcast"),
    "rain": ("make it rain", "add rain", "let it rain", "make the weather rainy"),
    "snowfall": ("make it snow", "add falling snow", "let it snow"),
    "fog": ("make it foggy", "add fog", "cover it in fog", "make the weather misty"),
}
ONLY_CLOUDS = {
    "rain": ("stop the rain but keep the clouds", "make it cloudy but dry", "no more rain, only clouds"),
    "snowfall": ("stop the snow but keep the clouds", "no more falling snow, only clouds"),
    "fog": ("lift the fog and make it cloudy", "clouds instead of the fog"),
}
"""For weathers in which there are clouds, or none can be seen."""
STYLE = {
    "3d": ("make it a 3d render", "turn it into 3d", "redraw it in 3d"),
    "flat": ("make it a flat illustration", "redraw it in a flat style", "make it flat"),
    "cartoon": ("turn it into a cartoon", "make it a cartoon", "redraw it as a cartoon"),
    "watercolor": ("turn it into a watercolor", "make it a watercolor", "paint it in watercolors"),
    "oil painting": ("turn it into an oil painting", "make it an oil painting", "paint it in oil"),
    "pencil sketch": ("turn it into a pencil sketch", "make it a pencil sketch", "draw it in pencil"),
    "pixel art": ("turn it into pixel art", "make it pixel art", "redraw it as pixel art"),
    "photo": ("make it look like a photo", "turn it into a photo", "make it a photograph"),
}
FEATURE = {
    "lake": ("add a lake", "put a lake in the background", "there should be a lake"),
    "rainbow": ("add a rainbow", "put a rainbow in the sky", "there should be a rainbow"),
    "path": ("add a path", "put a path in it", "there should be a path"),
}
NO_FEATURE = ("remove the {}", "take the {} away", "no {}, please", "get rid of the {}")
SKY = {
    "dramatic": (
        "make the sky more dramatic",
        "add a dramatic sky",
        "give it a dramatic sky",
        "make the sky dramatic",
    ),
    "calm": ("calm the sky", "make the sky less dramatic", "give it a calm sky"),
}
BACKGROUND = ("make the background {}", "change the background to {}", "use a {} background", "background {}")

_POLITE = ("please {}", "{}, please", "could you {}?", "can you {}?", "I would like you to {}")
_REQUESTS = ("there should", "no ", "instead of", "the ", "background ", "clouds ")
"""How those begin that are no verbs of their own: "could you" does not go before them."""


def worded(rng: random.Random, templates: tuple[str, ...], *words: str) -> str:
    """One of ``templates`` with ``words``, now and then politely."""
    text = pick(rng, templates).format(*words)
    if rng.random() < 0.15 and "please" not in text and not text.startswith(_REQUESTS):
        text = pick(rng, _POLITE).format(text)
    return text
