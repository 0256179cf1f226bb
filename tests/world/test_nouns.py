"""What things are called: every table speaks of things that are there."""

from __future__ import annotations

import pytest

from limner.world import nouns
from limner.world.absent import ANYONE, BY_CATEGORY, NEAR, absent_grounds
from limner.world.nouns import CALLED, HYPERNYMS, NOUNS, SYNONYMS, alike, pluralize, thing_label
from limner.world.scene import Scene
from limner.world.things import NAMES, THINGS
from limner.world.vocabulary import COLORS, PLACES, PLAIN_COLORS


def test_every_thing_has_words_for_one_and_for_many() -> None:
    assert tuple(NOUNS) == NAMES
    for name, noun in NOUNS.items():
        assert noun.word == name
        assert noun.one
        assert noun.many
        assert (noun.one != noun.many) or name in ("sheep", "deer", "fish", "dice"), noun


def test_measures_are_said_for_what_cannot_be_counted() -> None:
    assert thing_label("bread") == "loaf of bread"
    assert NOUNS["bread"].many == "loaves of bread"
    assert NOUNS["scissors"].one == "pair of scissors"
    assert NOUNS["grapes"].many == "bunches of grapes"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("kitty", "kitties"),
        ("person", "people"),
        ("cup of coffee", "cups of coffee"),
        ("piece of furniture", "pieces of furniture"),
        ("wolf of wood", "wolfs of wood"),
        ("lady", "ladies"),
        ("toy", "toys"),
        ("paintbrush", "paintbrushes"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert pluralize(one) == many


def test_a_word_that_is_never_said_is_still_understood() -> None:
    assert all(noun.word != "trousers" for noun in SYNONYMS["pants"])
    assert "trousers" in CALLED["pants"]
    assert all(noun.word != "food" for name in NAMES for noun in HYPERNYMS[name])
    assert "food" in CALLED["apple"]


def test_every_name_in_the_tables_is_a_thing() -> None:
    scenery = {name for names in nouns.SCENERY.values() for name in names}
    assert set(nouns.SCENERY) == set(PLACES)
    assert scenery <= set(NAMES)
    assert set(NAMES) >= ANYONE
    assert set(NEAR) == set(COLORS)
    assert sorted(name for names in BY_CATEGORY.values() for name in names) == sorted(NAMES)


def test_alike_is_symmetric_and_knows_wider_words() -> None:
    assert alike("dog", "German Shepherd")
    assert alike("German Shepherd", "dog")
    assert alike("car", "taxi")
    assert not alike("cat", "dog")
    assert all(alike(name, name) for name in NAMES)


def test_stars_belong_to_the_night() -> None:
    def at(time: str) -> Scene:
        return Scene(1, "meadow", time, "clear", "flat", "flat", "1:1", 0.6, ())

    assert "star" in nouns.scenery(at("night"))
    assert "star" not in nouns.scenery(at("day"))


def test_grounds_that_are_near_each_other_are_not_each_others_absence() -> None:
    for color in PLAIN_COLORS:
        assert color not in absent_grounds(color)
        assert not set(absent_grounds(color)) & set(NEAR[color])
        assert len(absent_grounds(color)) >= 6


def test_hypernyms_are_wider_than_the_thing() -> None:
    for name in NAMES:
        words = [noun.word for noun in HYPERNYMS[name]]
        assert name not in words
        assert len(words) == len(set(words))
        assert set(words) <= CALLED[name]
        assert set(THINGS[name].synonyms) <= CALLED[name]
