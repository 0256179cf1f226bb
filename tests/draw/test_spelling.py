"""Slips are mended, and plain English words are left alone."""

from __future__ import annotations

import pytest

from limner.draw.lexicon import lexicon
from limner.draw.rewrite import rewrite
from limner.draw.spelling import ENGLISH, meant


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("elefant", "elephant"),
        ("girrafe", "giraffe"),
        ("bycicle", "bicycle"),
        ("crocadile", "crocodile"),
        ("umbrela", "umbrella"),
        ("caslte", "castle"),
        ("micrpohone", "microphone"),
        ("flwoer", "flower"),
    ],
)
def test_a_slip_is_mended(slip: str, word: str) -> None:
    assert rewrite(f"a {slip}", 0).words.split()[-1] == word


@pytest.mark.parametrize(
    "word",
    [
        "sharp",
        "chain",
        "scary",
        "elegant",
        "surreal",
        "magical",
        "mystical",
        "copper",
        "trunk",
        "track",
        "friend",
        "metal",
        "storm",
        "fresh",
        "thirsty",
        "station",
        "sleep",
        "price",
        "greek",
        "winner",
        "brand",
        "former",
        "handy",
        "grant",
        "stage",
        "panel",
        "shade",
        "sliced",
        "stick",
        "staring",
        "funny",
        "filled",
        "berry",
        "coffin",
        "other",
        "flour",
        "stairs",
        "tablet",
        "terrain",
    ],
)
def test_a_word_of_its_own_is_no_thing(word: str) -> None:
    (cat,) = rewrite(f"a cat, {word}", 0).demand.things or ()
    assert cat.things == ("cat",)


def test_short_words_have_no_letter_changed_and_long_ones_one_alone() -> None:
    assert meant("chair", ["chain"]) is None
    assert meant("crocadile", ["crocodile"]) == "crocodile"
    assert meant("crecadile", ["crocodile"]) is None
    assert meant("cats", ["cat"]) is None
    assert meant("greedy", ["grey"]) is None
    assert meant("chairy", ["chair"]) is None


def test_no_word_that_is_kept_is_known_anyway() -> None:
    assert not [word for word in ENGLISH if (word,) in lexicon()]
