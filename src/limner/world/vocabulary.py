"""The closed lists that scenes are made of; the things themselves are in `things`."""

from __future__ import annotations

COLORS: dict[str, tuple[int, int, int]] = {
    "red": (220, 40, 40),
    "orange": (245, 140, 30),
    "yellow": (250, 215, 50),
    "green": (60, 175, 70),
    "blue": (50, 110, 230),
    "purple": (150, 70, 200),
    "pink": (250, 130, 180),
    "white": (240, 240, 240),
    "gray": (150, 152, 158),
    "black": (55, 55, 60),
    "brown": (140, 90, 50),
}
"""The 11 colours that a thing can take, sRGB."""

PLACES = (
    "plain",
    "beach",
    "mountains",
    "lake",
    "forest",
    "desert",
    "city",
    "road",
    "room",
    "kitchen",
    "snow",
    "meadow",
    "garden",
    "sea",
    "river",
    "space",
    "mars",
)
"""``plain`` is one colour (`PLAIN_COLORS`); ``city`` has a skyline; ``sea`` is open water."""

PLAIN_COLORS: dict[str, tuple[int, int, int]] = {
    "white": (246, 246, 246),
    "red": (225, 95, 90),
    "orange": (250, 185, 120),
    "yellow": (248, 225, 130),
    "green": (140, 200, 140),
    "blue": (120, 170, 235),
    "purple": (180, 150, 220),
    "pink": (250, 190, 210),
    "gray": (190, 192, 198),
    "black": (38, 38, 44),
    "brown": (190, 150, 115),
}
"""The backdrop of a ``plain`` scene, softer than the colours of things."""

HORIZONS: dict[str, tuple[float, float]] = {
    "plain": (0.55, 0.70),
    "beach": (0.58, 0.68),
    "mountains": (0.56, 0.66),
    "lake": (0.60, 0.70),
    "forest": (0.55, 0.64),
    "desert": (0.50, 0.60),
    "city": (0.60, 0.68),
    "road": (0.46, 0.56),
    "room": (0.60, 0.70),
    "kitchen": (0.60, 0.70),
    "snow": (0.54, 0.64),
    "meadow": (0.50, 0.62),
    "garden": (0.50, 0.60),
    "sea": (0.42, 0.54),
    "river": (0.46, 0.56),
    "space": (0.64, 0.76),
    "mars": (0.52, 0.64),
}
"""For each place, where its ground may begin: the range of `Scene.horizon`."""

TIMES = ("day", "sunrise", "sunset", "night")
WEATHERS = ("clear", "cloudy", "rain", "snowfall", "fog")
"""A plain, indoor or airless place is always ``clear``; indoors it shows through the window."""

INDOORS = ("room", "kitchen")
AIRLESS = ("plain", "space", "mars")
OPEN_PLACES = tuple(place for place in PLACES if place not in (*INDOORS, *AIRLESS))
"""Where there is weather."""

TIMELESS = ("plain", "space")
"""Places that look the same at any time."""

DRAWINGS = ("3d", "flat", "cartoon")
"""How the things are drawn: which pictograms."""

STYLES = ("3d", "flat", "cartoon", "watercolor", "oil painting", "pencil sketch", "pixel art", "photo")
"""The look of the whole picture: the drawing itself, a finish laid over any drawing, or ``photo``,
a near-photographic landscape with few things (drawing ``3d``)."""

SHOWING = ("hand", "face", "sign")
"""Things that show something (fingers, a mood, a word) and so are never mirrored."""

FEATURES = ("lake", "rainbow", "path")
"""Extras that a land place can have."""

SKIES = ("calm", "dramatic")

SIZES = ("tiny", "small", "medium", "large", "huge")

RELATIONS = (
    "left of",
    "right of",
    "above",
    "below",
    "on",
    "under",
    "in front of",
    "behind",
    "next to",
    "riding",
    "inside",
)
"""``above`` floats higher and overlaps little; ``on`` stands on its top edge; ``under`` has the
object over or resting on it; ``riding`` and ``inside`` only where `things` says it can be."""

CATEGORIES = (
    "animal",
    "person",
    "body",
    "food",
    "vehicle",
    "building",
    "furniture",
    "tool",
    "toy",
    "clothing",
    "nature",
    "object",
)


def drawn_as(style: str) -> str | None:
    """The drawing that a style asks for; None: any.

    >>> drawn_as("flat"), drawn_as("photo"), drawn_as("watercolor")
    ('flat', '3d', None)
    """
    if style == "photo":
        return "3d"
    return style if style in DRAWINGS else None
