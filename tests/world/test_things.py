"""The table of things: complete, free of contradictions, and said in proper English."""

from __future__ import annotations

from collections import Counter

import pytest

from limner.world.drawn.draw import DRAWN
from limner.world.thing import Thing, article, regular_plural
from limner.world.things import NAMES, THINGS
from limner.world.vocabulary import CATEGORIES, COLORS

# fmt: off
PROMISED = (
    "potato", "plate", "orange", "apple", "taco", "salad", "sandwich", "tire", "mat", "rug", "king",
    "queen", "German Shepherd", "dog", "cat", "horse", "astronaut", "hand", "face", "house", "castle",
    "car", "tree", "cherry blossom", "sign",
)
# fmt: on


def test_there_are_more_than_two_hundred_things_in_every_category() -> None:
    assert len(NAMES) > 200
    assert {thing.category for thing in THINGS.values()} == set(CATEGORIES)


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_thing_is_there(name: str) -> None:
    assert name in THINGS


def test_a_king_and_a_queen_are_monarchs() -> None:
    monarchs = {name for name, thing in THINGS.items() if "monarch" in thing.hypernyms}
    assert monarchs == {"king", "queen"}


def test_no_word_names_two_things() -> None:
    words = Counter(word.lower() for thing in THINGS.values() for word in (thing.name, *thing.synonyms))
    assert [word for word, uses in words.items() if uses > 1] == []


def test_no_plural_belongs_to_two_things() -> None:
    assert len({thing.plural for thing in THINGS.values()}) == len(THINGS)


def test_no_pictogram_shows_two_things() -> None:
    pictograms = [thing.pictogram for thing in THINGS.values() if thing.pictogram]
    assert len(set(pictograms)) == len(pictograms)


def test_what_has_no_pictogram_is_drawn_in_code() -> None:
    assert {name for name, thing in THINGS.items() if not thing.pictogram} <= set(DRAWN)


@pytest.mark.parametrize("thing", THINGS.values(), ids=NAMES)
def test_every_value_is_in_its_range(thing: Thing) -> None:
    assert set(thing.natural) <= set(COLORS)
    assert thing.name not in (*thing.synonyms, *thing.hypernyms)
    assert 0.3 <= thing.scale <= 1.3
    assert 0 <= thing.top < 1
    for place in (thing.seat, thing.bowl):
        assert place is None or 0 < place < 1


@pytest.mark.parametrize(
    ("name", "many"),
    [("mouse", "mice"), ("potato", "potatoes"), ("cherry", "cherries"), ("box", "boxes"), ("man", "men")],
)
def test_plurals_are_english(name: str, many: str) -> None:
    assert THINGS[name].plural == many


@pytest.mark.parametrize(("word", "many"), [("toy", "toys"), ("fly", "flies"), ("bench", "benches")])
def test_a_regular_plural_follows_the_ending(word: str, many: str) -> None:
    assert regular_plural(word) == many


@pytest.mark.parametrize(
    ("word", "expected"),
    [("apple", "an"), ("cat", "a"), ("unicorn", "a"), ("UFO", "a"), ("umbrella", "an"), ("hourglass", "an")],
)
def test_the_article_follows_the_sound(word: str, expected: str) -> None:
    assert article(word) == expected
