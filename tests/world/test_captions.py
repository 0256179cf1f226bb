"""Captions: everything said is true, in proper English, and in many ways."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from tests.world.oracle import NUMBER_WORDS, called, colors_in, staged, things_in

from limner.world.captions import caption, tell
from limner.world.claims import Claim, Described
from limner.world.phrases import PLACE_NOUNS, PLACE_TAILS
from limner.world.scene import Placed, Relation, Scene
from limner.world.things import NAMES, THINGS
from limner.world.vocabulary import PLACES

SEEDS = range(1000)


def _matches(placed: Placed, what: Described) -> bool:
    natural = THINGS[placed.thing].natural
    seen = placed.color or (natural[0] if len(natural) == 1 else None)
    named = what.word in called(placed) or what.word in _WIDER.get(placed.thing, ())
    return named and what.color in (None, seen) and what.variant in (None, placed.variant)


_WIDER = {
    "police car": ("car",),
    "taxi": ("car",),
    "race car": ("car",),
    "fire engine": ("truck",),
    "polar bear": ("bear",),
    "fried egg": ("egg",),
    "potted plant": ("plant",),
    "coffee": ("cup",),
    "boot": ("shoe",),
    "high heel": ("shoe",),
    "rocket": ("spacecraft",),
    "top hat": ("hat",),
    "sun hat": ("hat",),
    "cap": ("hat",),
}


def _things_claim(scene: Scene, what: Described, count: int) -> bool:
    return sum(_matches(placed, what) for placed in scene.things) == count


def _relation_claim(scene: Scene, first: Described, kind: str, second: Described) -> bool:
    return all(
        _stands(scene, i, kind, j)
        for i, one in enumerate(scene.things)
        for j, other in enumerate(scene.things)
        if _matches(one, first) and _matches(other, second)
    )


def _stands(scene: Scene, i: int, kind: str, j: int) -> bool:
    """In a staged scene things stand in one row, so their order decides left and right."""
    mirrored = {"below": "above", "under": "on", "behind": "in front of", "next to": "next to"}
    if kind in ("left of", "right of"):
        return (i < j) if kind == "left of" else (i > j)
    if any((one.subject, one.kind, one.object) == (i, kind, j) for one in scene.relations):
        return True
    told = ((one.object, one.kind, one.subject) for one in scene.relations)
    return (i, mirrored.get(kind), j) in told


def _is_true(scene: Scene, claim: Claim) -> bool:
    if claim.kind == "things":
        return _things_claim(scene, *claim.value)
    if claim.kind == "relation":
        return _relation_claim(scene, *claim.value)
    if claim.kind == "side":
        what, side = claim.value
        (x,) = [placed.x for placed in scene.things if _matches(placed, what)]
        return {"left": x < 0.4, "right": x > 0.6, "middle": 0.4 < x < 0.6}[side]
    value = claim.value[0]
    return value in scene.features if claim.kind == "feature" else getattr(scene, claim.kind) == value


@pytest.mark.parametrize("length", ["terse", "normal", "long", None])
def test_every_claim_of_a_caption_is_true_of_its_scene(length) -> None:
    for seed in SEEDS:
        scene = staged(seed)
        told = tell(scene, random.Random(seed), length)
        false = [claim for claim in told.claims if not _is_true(scene, claim)]
        assert not false, (told.text(), false)


def test_every_thing_named_is_there_in_the_number_that_is_said() -> None:
    for seed in SEEDS:
        scene = staged(seed)
        text = caption(scene, random.Random(seed))
        for word, many in _named(text, scene):
            fitting = [p for p in scene.things if word in called(p) or word in _WIDER.get(p.thing, ())]
            assert fitting, (text, word)
            assert len(fitting) > 1 or not many or THINGS[fitting[0].thing].plural == word, (text, word)


_NO_THINGS = r"(?i)reading \w+|the word \w+|that says? \w+|pencil (sketch|drawing)|in pencil|fingers?"


def _named(text: str, scene: Scene) -> list[tuple[str, bool]]:
    """Words for things, less those that belong to a place, a style or a thing's own parts."""
    text = re.sub(_NO_THINGS, "", text)
    phrases = (*PLACE_TAILS.get(scene.place, ()), *PLACE_NOUNS.get(scene.place, ()))
    for phrase in sorted(phrases, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(phrase)}\b", "", text, flags=re.IGNORECASE)
    return [(word, many) for _, word, many in things_in(text) if word != "orange"]


def test_every_number_said_is_the_number_of_some_thing() -> None:
    for seed in SEEDS:
        scene = staged(seed)
        text = caption(scene, random.Random(seed)).lower()
        text = re.sub(r"holding up \w+ fingers?|\b3d\b", "", text)
        numbers = {NUMBER_WORDS[word] for word in re.findall(r"\b(one|two|three|four|five)\b", text)}
        numbers |= {int(digit) for digit in re.findall(r"\b\d\b", text)}
        counts = Counter(word for placed in scene.things for word in (*called(placed),))
        looks = Counter((word, p.color) for p in scene.things for word in called(p))
        assert numbers <= {*counts.values(), *looks.values()}, text


def test_every_color_said_is_the_color_of_something() -> None:
    for seed in SEEDS:
        scene = staged(seed)
        text = caption(scene, random.Random(seed))
        shown = {placed.color for placed in scene.things} | {scene.ground}
        for placed in scene.things:
            shown |= set(THINGS[placed.thing].natural)
        if any("orange" in placed.thing for placed in scene.things):
            shown.add("orange")
        assert colors_in(text) <= shown, text


def test_a_pencil_sketch_has_no_colors_in_words() -> None:
    for seed in range(400):
        scene = staged(seed)
        if scene.style == "pencil sketch" and not any("orange" in p.thing for p in scene.things):
            assert not colors_in(caption(scene, random.Random(seed)))


@pytest.mark.parametrize("first_left", [True, False])
def test_left_and_right_in_the_text_are_left_and_right_in_the_scene(first_left: bool) -> None:
    x = (0.2, 0.8) if first_left else (0.8, 0.2)
    things = (Placed("cat", "blue", x[0], 0.9, 0.3), Placed("tractor", "red", x[1], 0.9, 0.3))
    scene = Scene(1, "meadow", "day", "clear", "flat", "flat", "1:1", 0.6, things)
    said = 0
    for seed in range(400):
        text = caption(scene, random.Random(seed)).lower().rstrip(".").split(". ")[-1]
        direct = re.match(r"^(.*?) (?:is )?(?:to the |on the )?(left|right)(?: side)? of (.*)$", text)
        if direct:
            said += 1
            cat_first = bool(re.search(r"cat|kitty|kitten|animal|pet", direct[1]))
            assert (direct[2] == "left") == (cat_first == first_left), text
        owned = re.match(r"^(.*?) with (.*?) (?:on|to) its (left|right)", text)
        if owned:
            said += 1
            cat_second = bool(re.search(r"cat|kitty|kitten|animal|pet", owned[2]))
            assert (owned[3] == "left") == (cat_second == first_left), text
    assert said > 60


def test_two_things_of_one_name_are_never_called_one() -> None:
    things = tuple(Placed("cat", color, x, 0.9, 0.2) for color, x in (("blue", 0.2), ("red", 0.8)))
    scene = Scene(1, "meadow", "day", "clear", "flat", "flat", "1:1", 0.6, things)
    for seed in range(300):
        text = caption(scene, random.Random(seed)).lower()
        assert not re.search(r"\b(a|one|1) (cat|kitty|kitten|animal|pet)\b", text), text


def test_a_wider_word_is_said_only_when_it_counts_right() -> None:
    things = (Placed("cat", None, 0.2, 0.9, 0.2), Placed("dog", None, 0.8, 0.9, 0.2))
    scene = Scene(1, "meadow", "day", "clear", "flat", "flat", "1:1", 0.6, things)
    texts = [caption(scene, random.Random(seed)).lower() for seed in range(600)]
    assert not any(re.search(r"\b(a|an|one|1)( \w+)? (animal|pet)\b", text) for text in texts)
    assert any(re.search(r"\b(two|2) (animals|pets)\b", text) for text in texts)


def test_articles_agree_and_spacing_is_clean() -> None:
    sounds_like_a = r"(?:un[ui]|one|uf|ut|eu)"
    for seed in SEEDS:
        text = caption(staged(seed), random.Random(seed))
        assert "  " not in text, text
        assert not re.search(r"[{}]|\bNone\b|\s[,.]|^\s|\s$|,,|\.\.", text), text
        assert not re.search(rf"\ba (?!{sounds_like_a})[aeiou]", text, re.IGNORECASE), text
        assert not re.search(r"\ban (?!hour)(?:[^aeiou\W]|uni)", text, re.IGNORECASE), text
        assert not re.search(r"\b(\w+) \1\b", text), text


def test_long_captions_are_sentences() -> None:
    for seed in range(500):
        text = caption(staged(seed), random.Random(seed), "long")
        assert text.endswith(".")
        for sentence in text[:-1].split(". "):
            assert sentence[0].isupper() or sentence[0].isdigit(), text


def test_verbs_agree_in_number() -> None:
    cats = tuple(Placed("cat", "blue", x, 0.9, 0.2) for x in (0.1, 0.3))
    dog = Placed("dog", "red", 0.9, 0.9, 0.2)
    scene = Scene(1, "meadow", "day", "clear", "flat", "flat", "1:1", 0.6, (*cats, dog))
    for seed in range(400):
        text = caption(scene, random.Random(seed), "long").lower()
        assert not re.search(r"(cats|kitties|kittens) is\b", text), text
        assert not re.search(r"(dog|puppy|doggy) are\b", text), text
        assert not re.search(r"there is (two|2)", text), text


def test_lengths_differ_and_words_vary() -> None:
    words = {
        length: [len(caption(staged(seed), random.Random(seed), length).split()) for seed in range(400)]
        for length in ("terse", "normal", "long")
    }
    mean = {length: sum(counts) / len(counts) for length, counts in words.items()}
    assert mean["terse"] < 0.7 * mean["normal"]
    assert mean["long"] > 1.3 * mean["normal"]
    things = (Placed("cat", "blue", 0.2, 0.9, 0.3), Placed("couch", "red", 0.8, 0.9, 0.3))
    scene = Scene(1, "room", "night", "clear", "flat", "watercolor", "1:1", 0.6, things)
    texts = {caption(scene, random.Random(seed)) for seed in range(300)}
    assert len(texts) > 250
    assert {"kitty", "couch", "sofa"} <= {word for text in texts for word in re.findall(r"\w+", text)}


def test_the_same_draw_gives_the_same_caption() -> None:
    assert [caption(staged(s), random.Random(s)) for s in range(50)] == [
        caption(staged(s), random.Random(s)) for s in range(50)
    ]


def test_a_sign_is_told_with_its_word_and_a_hand_with_its_fingers() -> None:
    things = (
        Placed("sign", None, 0.2, 0.9, 0.3, variant="OPEN"),
        Placed("hand", None, 0.8, 0.9, 0.3, variant="3"),
    )
    scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, things, ground="blue")
    texts = [caption(scene, random.Random(seed), "normal") for seed in range(200)]
    assert sum("OPEN" in text for text in texts) > 120
    assert sum(bool(re.search("three fingers|3 fingers", text)) for text in texts) > 120


def test_all_things_can_be_told_of() -> None:
    for name in NAMES:
        scene = Scene(
            1, "sea", "day", "clear", "flat", "flat", "1:1", 0.6, (Placed(name, "blue", 0.5, 0.9, 0.5),)
        )
        assert caption(scene, random.Random(1), "normal")


@pytest.mark.parametrize("place", PLACES)
def test_a_scene_without_things_tells_its_place(place: str) -> None:
    ground = "blue" if place == "plain" else None
    scene = Scene(1, place, "day", "clear", "flat", "flat", "1:1", 0.6, (), ground=ground)
    said = {caption(scene, random.Random(seed), "normal").lower() for seed in range(40)}
    words = PLACE_NOUNS.get(place, ("blue background",))
    assert all(any(word.lower() in text for word in words) for text in said)


def test_a_scene_of_relations_tells_them() -> None:
    things = (Placed("table", None, 0.5, 0.9, 0.5), Placed("cat", None, 0.5, 0.5, 0.3))
    scene = Scene(1, "room", "day", "clear", "flat", "flat", "1:1", 0.6, things, (Relation(1, "on", 0),))
    texts = [caption(scene, random.Random(seed), "normal") for seed in range(200)]
    assert sum(bool(re.search(r"\bon top of\b|\bon (a|it|one)\b|\bunder", text)) for text in texts) > 100
