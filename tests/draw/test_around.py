"""Surroundings where the words name none."""

from __future__ import annotations

import pytest

from limner.core.demand import Demand
from limner.draw.around import (
    PLACES_OF,
    PLAIN_SHARE,
    USUAL_TIME,
    USUAL_WEATHER,
    surrounded,
)
from limner.draw.looks import USUAL_STYLE
from limner.draw.rewrite import rewrite
from limner.world.nouns import SCENERY
from limner.world.surroundings import NEVER, PHOTO_PLACES
from limner.world.vocabulary import INDOORS, PLACES, TIMELESS


def demands(words: str) -> list[Demand]:
    return [surrounded(rewrite(words, seed), seed) for seed in range(40)]


def places(words: str) -> set[str | None]:
    return {one.place for one in demands(words)}


def test_every_place_of_the_table_is_one_of_the_world() -> None:
    assert {place for some in PLACES_OF.values() for place in some} <= {*PLACES}


def test_seeds_differ_in_place_and_agree_with_themselves() -> None:
    assert len(places("a fox")) > 3
    assert demands("a fox") == demands("a fox")
    shares = [one.place == "plain" for one in demands("a fox")]
    assert 0 < sum(shares) / len(shares) < 2 * PLAIN_SHARE


@pytest.mark.parametrize(
    ("words", "strange"),
    [
        ("a rhino", {"sea", "room", "kitchen", "space"}),
        ("a church", {"room", "sea", "space"}),
        ("a canoe", {"room", "desert", "kitchen"}),
        ("a bathtub", {"sea", "mars", "forest"}),
    ],
)
def test_things_are_where_such_things_usually_are(words: str, strange: set[str]) -> None:
    assert not places(words) & strange


@pytest.mark.parametrize("name", ["pine tree", "cup", "rug", "rose", "potted plant"])
def test_no_place_shows_by_itself_what_is_to_be_counted(name: str) -> None:
    assert not any(
        name in SCENERY[str(place)] for place in places(f"three {name}s") | places(f"photo of a {name}")
    )


def test_a_place_that_is_said_stays() -> None:
    assert places("a rhino in a kitchen") == {"kitchen"}
    assert places("a rhino near a lake") == {None}
    assert places("a meadow at dawn") == {"meadow"}


def test_time_weather_and_style_are_of_places_that_have_them() -> None:
    assert not places("an owl at night") & {*TIMELESS}
    assert not {place for place, never in NEVER.items() if "rain" in never} & places("an owl in the rain")
    assert places("a photo of a camera") <= {*PHOTO_PLACES}


def test_things_are_seen_in_clear_daylight_unless_words_say_otherwise() -> None:
    assert {(one.time, one.weather) for one in demands("a fox")} == {(USUAL_TIME, USUAL_WEATHER)}
    assert {one.time for one in demands("a fox at night")} == {"night"}
    assert {one.time for one in demands("a fox in the rain")} == {USUAL_TIME}
    assert {one.weather for one in demands("a fox in the rain")} == {"rain"}
    assert {one.time for one in demands("a beach")} == {None}


def test_no_photo_is_taken_where_there_are_none_and_that_is_told() -> None:
    found = rewrite("a photo of a camera in a kitchen", 0)
    assert found.demand.style == USUAL_STYLE
    assert "kitchen" in INDOORS
    assert "no photos of this place (kitchen)" in found.warnings[0]


@pytest.mark.parametrize(
    ("words", "alike"),
    [
        ("a red ring on a plain background", set()),
        ("a red umbrella", {"red"}),
        ("a white scarf and a black boot", {"white", "black"}),
        ("a lemon", {"yellow"}),
    ],
)
def test_the_ground_is_none_of_the_things_colors(words: str, alike: set[str]) -> None:
    grounds = {one.ground for one in demands(words) if one.place == "plain"}
    assert grounds or words.endswith("background")
    assert not grounds & alike


def test_a_ground_that_is_said_stays() -> None:
    assert {one.ground for one in demands("a red umbrella on a red background")} == {"red"}
