"""What the hour and the weather do to colours: the sky's gradient, the tint of things, the haze."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from limner.world.backdrops.canvas import Color, mix, scaled


@dataclass(frozen=True, slots=True)
class Light:
    """The colours of one hour in one weather.

    ``sky`` runs from the zenith to the horizon in equal steps. A surface is multiplied by
    ``tint``; with distance it turns into ``haze``, ``thickness`` times as fast as in clear air.
    ``glow`` is the sun's or the moon's own light, black when clouds hide it; ``cloud`` and
    ``shade`` are a cloud's lit and dark sides.
    """

    time: str
    sky: tuple[Color, ...]
    tint: Color
    haze: Color
    thickness: float
    glow: Color
    cloud: Color
    shade: Color

    @property
    def on_things(self) -> Color:
        """What the colours of things are multiplied by: less than the land's, so that they can be told."""
        return mix(self.tint, (1.0, 1.0, 1.0), 0.28)

    @property
    def dark(self) -> bool:
        """Whether lamps and stars are lit."""
        return self.time == "night"


_CLEAR = {
    "day": Light(
        "day",
        ((44, 116, 208), (92, 160, 232), (150, 200, 245), (206, 230, 248)),
        (1.0, 1.0, 1.0),
        (196, 220, 240),
        1.0,
        (255, 244, 190),
        (252, 253, 255),
        (206, 219, 236),
    ),
    "sunrise": Light(
        "sunrise",
        ((124, 168, 224), (170, 190, 230), (232, 192, 212), (255, 206, 190)),
        (1.0, 0.90, 0.90),
        (250, 220, 214),
        1.5,
        (255, 240, 196),
        (255, 240, 236),
        (230, 190, 206),
    ),
    "sunset": Light(
        "sunset",
        ((58, 38, 104), (138, 54, 116), (226, 96, 72), (255, 172, 72)),
        (0.94, 0.64, 0.54),
        (236, 128, 84),
        1.1,
        (255, 206, 110),
        (255, 150, 96),
        (112, 52, 106),
    ),
    "night": Light(
        "night",
        ((6, 9, 32), (12, 19, 54), (24, 36, 82), (44, 62, 116)),
        (0.32, 0.40, 0.64),
        (36, 50, 98),
        0.9,
        (232, 236, 250),
        (58, 70, 116),
        (30, 40, 78),
    ),
}

_OVERCAST: dict[str, tuple[Color, Color]] = {
    "day": ((142, 154, 170), (204, 210, 216)),
    "sunrise": ((168, 170, 192), (236, 214, 212)),
    "sunset": ((74, 58, 92), (212, 128, 100)),
    "night": ((16, 20, 36), (46, 54, 78)),
}
"""Zenith and horizon under clouds."""

_WEATHERS: dict[str, tuple[float, float, float, float]] = {
    "cloudy": (0.75, 1.0, 0.90, 1.15),
    "rain": (0.92, 0.84, 0.76, 1.7),
    "snowfall": (0.85, 1.06, 0.94, 1.8),
    "fog": (0.90, 1.08, 0.95, 3.2),
}
"""Share of overcast sky, its brightness, the brightness of the land, the air's thickness."""


@cache
def light(time: str, weather: str) -> Light:
    """The light at ``time`` (of `vocabulary.TIMES`) in ``weather`` (of `vocabulary.WEATHERS`)."""
    clear = _CLEAR[time]
    if weather == "clear":
        return clear
    share, brightness, land, thickness = _WEATHERS[weather]
    zenith, horizon = _OVERCAST[time]
    grey = [scaled(mix(zenith, horizon, step / 3), brightness) for step in range(4)]
    sky = tuple(mix(a, b, share) for a, b in zip(clear.sky, grey, strict=True))
    even = sum(clear.tint) / 3
    tint = scaled(mix(clear.tint, (even, even, even), 0.45), land)
    return Light(
        time,
        sky,
        tint,
        mix(sky[2], sky[3], 0.6),
        clear.thickness * thickness,
        (0, 0, 0),
        mix(clear.cloud, scaled(horizon, 1.08 * brightness), 0.7),
        mix(clear.shade, scaled(zenith, 0.95 * brightness), 0.8),
    )
