"""The lists of phrases: complete for every value of a scene, and parallel where they must be."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from limner.world import instructions, phrases
from limner.world.claims import TURNED
from limner.world.telling import PHRASES, SENTENCES
from limner.world.vocabulary import (
    FEATURES,
    INDOORS,
    PLACES,
    RELATIONS,
    SKIES,
    STYLES,
    TIMES,
    WEATHERS,
)


def test_every_value_has_phrases() -> None:
    places = set(PLACES) - {"plain"}
    assert set(phrases.PLACE_TAILS) == set(phrases.PLACE_NOUNS) == places
    assert set(phrases.CONFUSABLE) == set(PLACES)
    for table in (phrases.TIME_TAILS, phrases.TIME_CLAUSES, instructions.TIME):
        assert set(table) == set(TIMES)
    for table in (
        phrases.WEATHER_TAILS,
        phrases.WINDOW_TAILS,
        phrases.WEATHER_CLAUSES,
        instructions.WEATHER,
    ):
        assert set(table) == set(WEATHERS)
    for table in (phrases.STYLE_FRAMES, phrases.STYLE_CLAUSES, instructions.STYLE):
        assert set(table) == set(STYLES)
    for table in (phrases.FEATURE_TAILS, phrases.FEATURE_CLAUSES, instructions.FEATURE):
        assert set(table) == set(FEATURES)
    assert set(instructions.SKY) == set(SKIES)
    assert set(phrases.MOMENTS) == {(time, weather) for time in TIMES for weather in WEATHERS}
    assert set(PHRASES) == set(SENTENCES) == set(TURNED) == set(RELATIONS)


def test_no_two_places_share_a_phrase() -> None:
    for table in (phrases.PLACE_TAILS, phrases.PLACE_NOUNS):
        uses = Counter(text for texts in table.values() for text in texts)
        assert [text for text, count in uses.items() if count > 1] == []


def test_confusable_places_are_so_both_ways() -> None:
    for place, others in phrases.CONFUSABLE.items():
        assert place not in others
        assert all(place in phrases.CONFUSABLE[other] for other in others), place


def test_opposites_stand_at_the_same_index() -> None:
    for kind, opposite in phrases.OPPOSITES.items():
        assert phrases.OPPOSITES[opposite] == kind
        assert len(PHRASES[kind]) == len(PHRASES[opposite])
        assert len(SENTENCES[kind]) == len(SENTENCES[opposite])
    for left, right in zip(PHRASES["left of"], PHRASES["right of"], strict=True):
        swapped = re.sub("left|right", lambda side: {"left": "right", "right": "left"}[side[0]], left)
        assert swapped == right


def test_frames_hold_one_caption() -> None:
    for frames in (*phrases.STYLE_FRAMES.values(), phrases.PLAIN_FRAMES):
        assert all(frame.count("{}") == 1 for frame in frames)


def test_every_style_can_be_named_at_the_end() -> None:
    for frames in phrases.STYLE_FRAMES.values():
        assert any(frame.startswith("{}") for frame in frames)


def test_articles_agree_in_every_phrase() -> None:
    tables = (phrases.PLACE_TAILS, phrases.PLACE_NOUNS, phrases.MOMENTS, phrases.STYLE_FRAMES)
    for table in tables:
        for text in (text for texts in table.values() for text in texts):
            assert not re.search(r"\ba [aeiou]|\ban [^aeiou]", text), text


@pytest.mark.parametrize("place", INDOORS)
def test_indoors_is_never_the_other_room(place: str) -> None:
    assert set(INDOORS) - {place} <= phrases.CONFUSABLE[place]


def test_pick_takes_each_option() -> None:
    rng = random.Random(0)
    counts = Counter(phrases.pick(rng, "abc") for _ in range(3000))
    assert set(counts) == set("abc")
    assert min(counts.values()) > 850


def test_requests_are_polite_at_times_and_never_broken() -> None:
    rng = random.Random(0)
    texts = [
        instructions.worded(rng, instructions.REPLACE, "the cat", "a dog").capitalize() for _ in range(400)
    ]
    assert any("lease" in text for text in texts)
    assert not any(re.search(r"(could|can) you (there|instead|no|the|background)\b", text) for text in texts)
    assert all("the cat" in text.lower() and "a dog" in text.lower() for text in texts)
