"""Questions: answers are recomputed from the pixels' own maps, yes and no come alike."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from tests.world.oracle import NUMBER_WORDS, called, things_in

from limner.world.atlas import Atlas
from limner.world.compose import compose
from limner.world.painter import paint
from limner.world.phrases import PLACE_TAILS
from limner.world.questions import questions
from limner.world.scene import Picture, Placed, Relation, Scene
from limner.world.things import THINGS
from limner.world.vocabulary import COLORS, PLACES, STYLES, TIMES


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.drawn()


@pytest.fixture(scope="module")
def asked(atlas):
    """(picture, question) of many pictures, ten of each."""
    found = []
    for seed in range(260):
        picture = paint(compose(seed, atlas), atlas, 64)
        found += [(picture, one) for one in questions(picture, random.Random(seed), 10)]
    return found


def of(asked, kind: str):
    return [(picture, one) for picture, one in asked if one.kind == kind]


def ids(picture: Picture, word: str) -> list[int]:
    """The visible things that ``word`` fits, by the instance map."""
    seen = set(np.unique(picture.instances)) - {0}
    return [i for i in range(len(picture.scene.things)) if i + 1 in seen and word in _called(picture, i)]


def _called(picture: Picture, index: int) -> set[str]:
    return called(picture.scene.things[index])


def centre(picture: Picture, index: int) -> float:
    """The middle column of a thing's visible pixels."""
    return float(np.nonzero(picture.instances == index + 1)[1].mean())


def test_every_kind_is_asked(asked) -> None:
    kinds = Counter(one.kind for _, one in asked)
    expected = [
        "what",
        "count",
        "color",
        "where",
        "place",
        "time",
        "weather",
        "style",
        "side",
        "size",
        "read",
        "yes-no",
    ]
    assert set(kinds) == set(expected)
    assert min(kinds.values()) >= 10


def test_questions_of_one_picture_differ_and_are_as_many_as_asked(atlas) -> None:
    picture = paint(compose(4, atlas), atlas, 64)
    for count in (0, 1, 5, 12):
        texts = [one.text for one in questions(picture, random.Random(1), count)]
        assert len(texts) == len(set(texts)) == count


def test_questions_are_clean_english(asked) -> None:
    for _, one in asked:
        assert one.text.endswith("?")
        assert not re.search(r"\s{2}|[{}]|None|\ba [aeio]|\ban [^aeiouh\W]", one.text), one
        assert one.answer
        assert one.answer == one.answer.strip()


def test_yes_and_no_are_as_likely(asked) -> None:
    answers = Counter(one.answer for _, one in of(asked, "yes-no"))
    total = sum(answers.values())
    assert set(answers) == {"yes", "no"}
    assert 0.42 < answers["yes"] / total < 0.58


def test_counts_are_those_of_the_instance_map(asked) -> None:
    read = 0
    for picture, one in of(asked, "count"):
        ((_, word, _),) = things_in(one.text)[-1:]
        color = next((c for c in COLORS if re.search(rf"\b{c} \w", one.text)), None)
        fitting = [i for i in ids(picture, word) if color in (None, _color(picture, i))]
        assert len(fitting) == int(one.answer), one
        read += 1
    assert read > 50


def _color(picture: Picture, index: int) -> str | None:
    placed = picture.scene.things[index]
    natural = THINGS[placed.thing].natural
    return placed.color or (natural[0] if len(natural) == 1 else None)


def test_a_color_is_that_of_the_pixels(atlas) -> None:
    """Plain shapes in daylight: the answer is the nearest of all colours to the middle pixel value."""
    names = ("circle", "square", "triangle")
    read = 0
    for number, color in enumerate(("red", "yellow", "green", "blue", "purple", "white", "black")):
        placed = Placed(names[number % 3], color, 0.5, 0.9, 0.6)
        scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, (placed,), ground="gray")
        picture = paint(scene, atlas, 128)
        value = np.median(picture.pixels[picture.instances == 1], axis=0)
        nearest = min(COLORS, key=lambda name: float(np.abs(np.array(COLORS[name]) - value).sum()))
        for seed in range(20):
            for one in questions(picture, random.Random(seed), 8):
                if one.kind == "color":
                    read += 1
                    assert one.answer == nearest
    assert read > 20


def test_colors_of_things_that_have_several_by_nature_are_not_asked(asked) -> None:
    for picture, one in of(asked, "color"):
        ((_, word, _),) = things_in(one.text)[-1:]
        assert {_color(picture, i) for i in ids(picture, word)} == {one.answer}, one
        assert picture.scene.style != "pencil sketch"


def test_sides_are_those_of_the_pixels(asked) -> None:
    read = 0
    for picture, one in of(asked, "side"):
        words = [word for _, word, _ in things_in(one.text)]
        assert len(words) == 2
        places = {word: centre(picture, ids(picture, word)[0]) for word in words if ids(picture, word)}
        if len(places) < 2 or any(len(ids(picture, word)) > 1 for word in words):
            continue
        wanted = min(places, key=places.get) if "left" in one.text else max(places, key=places.get)
        assert wanted in [word for _, word, _ in things_in(one.answer)], one
        read += 1
    assert read > 15


def test_the_larger_thing_covers_the_larger_box(asked) -> None:
    for picture, one in of(asked, "size"):
        words = [word for _, word, _ in things_in(one.text)]
        if len(words) != 2 or any(len(ids(picture, word)) != 1 for word in words):
            continue
        areas = {}
        for word in words:
            left, top, right, bottom = picture.boxes[ids(picture, word)[0]]
            areas[word] = (right - left) * (bottom - top)
        pick = min if "smaller" in one.text else max
        assert pick(areas, key=areas.get) in [word for _, word, _ in things_in(one.answer)], one


def test_what_is_read_is_what_is_shown(asked) -> None:
    for picture, one in of(asked, "read"):
        name = next((name for name in ("sign", "face") if name in one.text), "hand")
        shown = [placed.variant for placed in picture.scene.things if placed.thing == name]
        assert shown == [one.answer], one


def test_surroundings_are_those_of_the_scene(asked) -> None:
    fields = {"time": TIMES, "style": STYLES, "place": (*PLACES, *COLORS)}
    for kind, allowed in fields.items():
        for picture, one in of(asked, kind):
            assert one.answer in allowed
            assert one.answer in (getattr(picture.scene, kind), picture.scene.ground), one


def test_existence_is_that_of_the_instance_map(asked) -> None:
    read = 0
    for picture, one in of(asked, "yes-no"):
        if not re.match(r"(is|are) there (an?|any) |are there [a-z ]+ in the|can you see", one.text):
            continue
        ((_, word, _),) = things_in(one.text)[-1:]
        assert bool(ids(picture, word)) == (one.answer == "yes"), one
        read += 1
    assert read > 150


def test_numbers_in_yes_no_questions_are_checked_against_the_map(asked) -> None:
    read = 0
    for picture, one in of(asked, "yes-no"):
        said = re.match(r"(?:is|are) there (?:just |exactly )?(one|two|three|four|five) ", one.text)
        if not said:
            continue
        ((_, word, _),) = things_in(one.text)[-1:]
        color = next((c for c in COLORS if re.search(rf"\b{c} \w", one.text)), None)
        count = sum(color in (None, _color(picture, i)) for i in ids(picture, word))
        assert (count == NUMBER_WORDS[said[1]]) == (one.answer == "yes"), one
        read += 1
    assert read > 40


def test_left_and_right_in_yes_no_questions_are_those_of_the_pixels(asked) -> None:
    read = 0
    for picture, one in of(asked, "yes-no"):
        said = re.search(r"\b(left|right)\b.* of ", one.text)
        words = [word for _, word, _ in things_in(one.text)]
        if not said or len(words) != 2 or any(len(ids(picture, word)) != 1 for word in words):
            continue
        first, second = (centre(picture, ids(picture, word)[0]) for word in words)
        true = first < second if said[1] == "left" else first > second
        assert true == (one.answer == "yes"), one
        read += 1
    assert read > 10


def test_a_place_asked_for_is_the_place_or_is_not(asked) -> None:
    read = 0
    for picture, one in of(asked, "yes-no"):
        for place, tails in PLACE_TAILS.items():
            if one.text in [f"is this {tail}?" for tail in tails]:
                assert (picture.scene.place == place) == (one.answer == "yes"), one
                read += 1
    assert read > 40


def test_a_hidden_thing_is_neither_asked_for_nor_counted(atlas) -> None:
    scene = compose(3, atlas, kind="count", count=3)
    picture = paint(scene, atlas, 64)
    hidden = Picture(scene, picture.pixels, picture.instances, picture.regions, (None, *picture.boxes[1:]))
    kinds = {one.kind for seed in range(40) for one in questions(hidden, random.Random(seed), 8)}
    assert "count" not in kinds
    assert "color" not in kinds


def test_the_same_draw_gives_the_same_questions(atlas) -> None:
    picture = paint(compose(7, atlas), atlas, 64)
    assert questions(picture, random.Random(2), 6) == questions(picture, random.Random(2), 6)


def _of_kind(picture: Picture, kind: str) -> list[str]:
    return [
        f"{one.text} {one.answer}"
        for seed in range(40)
        for one in questions(picture, random.Random(seed), 8)
        if one.kind == kind
    ]


def _painted(atlas: Atlas, *things: Placed, relations: tuple[Relation, ...] = ()) -> Picture:
    scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, things, relations, ground="gray")
    return paint(scene, atlas, 96)


def test_several_of_a_kind_are_answered_in_the_plural(atlas) -> None:
    fish = [Placed("fish", None, x, 0.9, 0.3) for x in (0.25, 0.75)]
    hearts = [Placed("heart", None, x, 0.9, 0.3) for x in (0.25, 0.75)]
    assert {text.rsplit("? ")[1] for text in _of_kind(_painted(atlas, *hearts), "what")} == {"hearts"}
    assert {text.rsplit("? ")[1] for text in _of_kind(_painted(atlas, *fish), "what")} == {"fish"}


def test_people_are_asked_for_by_who_and_things_by_what(atlas) -> None:
    pair = Placed("star", None, 0.2, 0.9, 0.3), Placed("heart", None, 0.8, 0.9, 0.3)
    picture = _painted(atlas, *pair, relations=(Relation(0, "left of", 1),))
    crowned = replace(picture.scene, things=(replace(pair[0], thing="king"), pair[1]))
    texts = _of_kind(replace(picture, scene=crowned), "what")
    assert {text.rsplit("? ")[1] for text in texts} == {"king", "heart"}
    assert all(text.startswith("who") == text.endswith("king") for text in texts)
