"""Time, weather, sky, land and style in words, each with the facts that it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limner.world.claims import COLORLESS, Claim
from limner.world.phrases import (
    DRAMATIC_CLAUSES,
    DRAMATIC_TAILS,
    FEATURE_CLAUSES,
    FEATURE_TAILS,
    GROUND_TAILS,
    MOMENTS,
    PLACE_NOUNS,
    PLACE_TAILS,
    STYLE_CLAUSES,
    STYLE_FRAMES,
    TIME_CLAUSES,
    TIME_TAILS,
    WEATHER_CLAUSES,
    WEATHER_TAILS,
    WINDOW_TAILS,
    pick,
)
from limner.world.telling import Place
from limner.world.vocabulary import AIRLESS, INDOORS, TIMELESS

if TYPE_CHECKING:
    import random

    from limner.world.scene import Scene


class Said(NamedTuple):
    """Words and what they claim."""

    words: str
    claims: tuple[Claim, ...]


def place(scene: Scene, rng: random.Random, kind: str) -> Place | None:
    """Where it is, as a "tail", a "noun" or a "word"; None on a plain ground without a visible colour."""
    if scene.place != "plain":
        many = {"tail": len(PLACE_TAILS[scene.place]), "noun": len(PLACE_NOUNS[scene.place]), "word": 1}
        return Place(kind, scene.place, int(rng.random() * many[kind]))
    if scene.ground is None or scene.style in COLORLESS:
        return None
    if kind == "word":
        return Place("ground word", scene.ground, 0)
    return Place("ground", scene.ground, int(rng.random() * len(GROUND_TAILS)))


def has_time(scene: Scene) -> bool:
    """Whether the time of day can be seen; without colour only the night can."""
    return scene.place not in TIMELESS and (scene.style not in COLORLESS or scene.time == "night")


def has_weather(scene: Scene) -> bool:
    """Whether the weather can be seen; a dramatic sky is neither clear nor cloudy in words."""
    if scene.place in AIRLESS or (scene.place in INDOORS and scene.weather == "clear"):
        return False
    return scene.sky == "calm" or scene.weather not in ("clear", "cloudy")


def has_open_weather(scene: Scene) -> bool:
    """Whether the weather is around the viewer, not behind a window."""
    return has_weather(scene) and scene.place not in INDOORS


def moment(scene: Scene, rng: random.Random, share: float, must: str | None = None) -> Said | None:
    """When and in what weather, as one phrase; the ordinary (a clear day) is seldom told. ``must`` is
    "time" or "weather" when that is to be told wherever it can be seen."""
    share_of_time = share if scene.time != "day" else 0.25 * share
    share_of_weather = share if scene.weather != "clear" else 0.15 * share
    time = has_time(scene) and (rng.random() < share_of_time or must == "time")
    weather = has_weather(scene) and (rng.random() < share_of_weather or must == "weather")
    if not time and not weather:
        return None
    claims = (Claim("time", (scene.time,)),) * time + (Claim("weather", (scene.weather,)),) * weather
    return Said(_moment(scene, rng, time=time, weather=weather), claims)


def _moment(scene: Scene, rng: random.Random, *, time: bool, weather: bool) -> str:
    if weather and scene.place in INDOORS:
        window = pick(rng, WINDOW_TAILS[scene.weather])
        return f"{pick(rng, TIME_TAILS[scene.time])} {window}" if time else window
    if time and weather:
        return pick(rng, MOMENTS[scene.time, scene.weather])
    return pick(rng, TIME_TAILS[scene.time] if time else WEATHER_TAILS[scene.weather])


def extras(scene: Scene, rng: random.Random, share: float) -> list[Said]:
    """A lake, a rainbow, a path, a dramatic sky, as phrases."""
    said = [
        Said(pick(rng, FEATURE_TAILS[feature]), (Claim("feature", (feature,)),))
        for feature in scene.features
        if rng.random() < share
    ]
    if scene.sky == "dramatic" and rng.random() < share:
        said.append(Said(pick(rng, DRAMATIC_TAILS), (Claim("sky", ("dramatic",)),)))
    return said


_AFTER = {
    style: tuple(one for one in frames if one.startswith("{}")) for style, frames in STYLE_FRAMES.items()
}


def style_frame(scene: Scene, rng: random.Random, *, after: bool = False) -> Said:
    """The style around ``{}``: "a watercolor of {}"; ``after`` names it at the end: "{}, watercolor"."""
    frames = _AFTER if after else STYLE_FRAMES
    return Said(pick(rng, frames[scene.style]), (Claim("style", (scene.style,)),))


def clauses(scene: Scene, rng: random.Random, told: list[Claim]) -> list[Said]:
    """Whole sentences about all of it that ``told`` leaves out; the ordinary at times."""
    kinds = {claim.kind for claim in told}
    said = []
    if "weather" not in kinds and has_open_weather(scene) and _worth(scene.weather != "clear", rng):
        said.append(_clause(rng, "weather", scene.weather, WEATHER_CLAUSES))
    if "time" not in kinds and has_time(scene) and _worth(scene.time != "day", rng):
        said.append(_clause(rng, "time", scene.time, TIME_CLAUSES))
    if "style" not in kinds:
        said.append(_clause(rng, "style", scene.style, STYLE_CLAUSES))
    if "sky" not in kinds and scene.sky == "dramatic":
        said.append(Said(pick(rng, DRAMATIC_CLAUSES), (Claim("sky", ("dramatic",)),)))
    missing = [feature for feature in scene.features if Claim("feature", (feature,)) not in told]
    return said + [_clause(rng, "feature", feature, FEATURE_CLAUSES) for feature in missing]


def _worth(unusual: bool, rng: random.Random) -> bool:
    return unusual or rng.random() < 0.2


def _clause(rng: random.Random, kind: str, value: str, table: dict[str, tuple[str, ...]]) -> Said:
    return Said(pick(rng, table[value]), (Claim(kind, (value,)),))
