"""Wrong captions: false of the scene, one fact away from the true one, None where there is none."""

from __future__ import annotations

import random
import re

import pytest
from tests.world.oracle import NUMBER_WORDS, called, colors_in, staged, things_in

from limner.world.negatives import KINDS, OF_ALL, wrong_caption
from limner.world.phrases import PLACE_NOUNS, PLACE_TAILS
from limner.world.scene import Placed, Relation, Scene
from limner.world.things import THINGS

SEEDS = range(600)
PETS = r"cat|kitty|kitten"
TRACTORS = r"tractor"


def pair(first: str | None = "blue", second: str | None = "red", **changed) -> Scene:
    """A cat at the left, a tractor at the right."""
    things = (Placed("cat", first, 0.2, 0.9, 0.3), Placed("tractor", second, 0.8, 0.9, 0.3))
    values = {
        "seed": 1,
        "place": "meadow",
        "time": "day",
        "weather": "clear",
        "drawing": "flat",
        "style": "flat",
        "aspect": "1:1",
        "horizon": 0.6,
        "things": things,
    }
    return Scene(**(values | changed))


def wrongs(kind: str, scenes=staged, seeds=SEEDS):
    for seed in seeds:
        scene = scenes(seed)
        wrong = wrong_caption(scene, random.Random(seed), kind)
        if wrong is not None:
            yield scene, wrong


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_caption_differs_from_the_true_one_in_few_words(kind: str) -> None:
    found = list(wrongs(kind))
    assert len(found) > 100
    for _, wrong in found:
        assert wrong.kind == kind
        assert wrong.text != wrong.true
        assert "  " not in wrong.text
        assert not re.search(r"[{}]|\bNone\b", wrong.text)
        if kind in ("color", "thing", "count"):
            changed = set(wrong.text.lower().split()) ^ set(wrong.true.lower().split())
            assert len(changed) <= 14, wrong


def _left_first(text: str) -> bool | None:
    """Whether the text says that the cat is left of the tractor; None when it says neither."""
    text = text.lower().rstrip(".").split(". ")[0]
    direct = re.search(r"(left|right)(?: side)? of", text)
    cat, tractor = (re.search(words, text) for words in (PETS, TRACTORS))
    if cat is None or tractor is None:
        return None
    if direct and not re.search(r"on the (left|right)( and|,)", text):
        return (direct[1] == "left") == (cat.start() < tractor.start())
    listed = re.search(r"on the (left|right)(?: and|,)", text)
    if listed:
        return (listed[1] == "left") == (cat.start() < tractor.start())
    owned = re.search(r"with .*? (?:on|to) its (left|right)", text)
    if owned:
        return (owned[1] == "left") == (tractor.start() < cat.start())
    return None


def test_a_wrong_order_says_the_opposite_of_where_things_are() -> None:
    read = 0
    for _, wrong in wrongs("order", lambda _: pair()):
        true, false = _left_first(wrong.true), _left_first(wrong.text)
        if true is None or false is None:
            continue
        read += 1
        assert true, wrong
        assert not false, wrong
    assert read > 300


def _colored(text: str) -> set[tuple[str, str]]:
    """(colour, word) of all neighbours in the text, sizes and measures aside."""
    text = text.lower()
    forms = {word: word for _, word, _ in things_in(text)}
    pairs = set()
    for position, word, _ in things_in(text):
        before = text[:position].split()
        if before and before[-1] in colors_in(text):
            pairs.add((before[-1], forms[word]))
        clad = re.match(r"[\w\s'-]+? all in (\w+)", text[position:])
        if clad and " and " not in clad[0] and " with " not in clad[0]:
            pairs.add((clad[1], forms[word]))
    return pairs


def _has(scene: Scene, color: str, word: str) -> bool:
    fitting = [placed for placed in scene.things if word in called(placed)]
    return any(placed.color == color or color in THINGS[placed.thing].natural for placed in fitting)


def test_a_wrong_color_is_on_no_thing_of_that_name() -> None:
    read = 0
    for scene, wrong in wrongs("color"):
        new = _colored(wrong.text) - _colored(wrong.true)
        if not new:
            continue
        read += 1
        placed = [one for one in scene.things if one.color is not None]
        for color, word in new:
            true = [p for p in placed if word in called(p) and p.color == color]
            assert not true, wrong
    assert read > 150


def test_colors_are_swapped_between_two_things() -> None:
    swapped = 0
    for _, wrong in wrongs("color", lambda _: pair()):
        assert not ({("blue", "cat"), ("red", "tractor")} <= _colored(wrong.text)), wrong
        swapped += {("red", "cat"), ("blue", "tractor")} <= _colored(wrong.text)
    assert swapped > 50


def test_two_things_of_one_color_do_not_swap() -> None:
    for _, wrong in wrongs("color", lambda _: pair("red", "red"), range(200)):
        assert wrong.text != wrong.true
        assert any(color not in ("red",) for color in colors_in(wrong.text)), wrong


def test_a_wrong_count_is_not_the_number_of_things() -> None:
    cats = tuple(Placed("cat", "blue", x, 0.9, 0.2) for x in (0.2, 0.5, 0.8))
    scene = pair(things=cats)
    numbers = set()
    for _, wrong in wrongs("count", lambda _: scene, range(200)):
        said = re.search(r"\b(one|two|three|four|five|\d)\b", wrong.text.lower())
        assert said, wrong
        numbers.add(NUMBER_WORDS.get(said[1]) or int(said[1]))
    assert numbers == {1, 2, 4, 5}


def test_a_hand_shows_another_number_of_fingers() -> None:
    scene = pair(things=(Placed("hand", None, 0.5, 0.9, 0.4, variant="3"),))
    texts = [wrong.text for _, wrong in wrongs("count", lambda _: scene, range(100))]
    assert texts
    told = [text for text in texts if "finger" in text]
    assert told
    assert not any(re.search("three fingers|3 fingers", text) for text in told)


def test_a_wrong_thing_is_called_by_a_name_that_nothing_there_has() -> None:
    read = 0
    for scene, wrong in wrongs("thing"):
        new = {word for _, word, _ in things_in(wrong.text)} - {word for _, word, _ in things_in(wrong.true)}
        new -= {"orange"}
        read += bool(new)
        assert all(word not in called(placed) for word in new for placed in scene.things), wrong
    assert read > 200


def _place_words(place: str) -> tuple[str, ...]:
    return (*PLACE_TAILS.get(place, ()), *PLACE_NOUNS.get(place, ()), place)


def test_a_wrong_place_is_another_place_or_another_ground() -> None:
    for scene, wrong in wrongs("place"):
        text, true = wrong.text.lower(), wrong.true.lower()
        if scene.place == "plain":
            said = re.search(r"(\w+) background", text)
            assert said, wrong
            assert said[1] != scene.ground
            continue
        assert any(word.lower() in true for word in _place_words(scene.place)), wrong
        changed = text
        for word in sorted(_place_words(scene.place), key=len, reverse=True):
            if re.search(rf"\b{re.escape(word.lower())}\b", true) and word.lower() in changed:
                assert changed.replace(word.lower(), "") != true.replace(word.lower(), ""), wrong


def test_one_thing_has_no_order() -> None:
    scene = pair(things=(Placed("cat", "blue", 0.5, 0.9, 0.4),))
    assert all(wrong_caption(scene, random.Random(seed), "order") is None for seed in range(50))


def test_side_by_side_is_the_same_both_ways() -> None:
    things = (Placed("cat", None, 0.48, 0.9, 0.5), Placed("tractor", None, 0.52, 0.9, 0.5))
    scene = pair(things=things, relations=(Relation(0, "next to", 1),))
    assert all(wrong_caption(scene, random.Random(seed), "order") is None for seed in range(50))


def test_a_pencil_sketch_has_no_wrong_color() -> None:
    scene = pair(style="pencil sketch")
    assert all(wrong_caption(scene, random.Random(seed), "color") is None for seed in range(50))


def test_of_a_scene_without_things_only_the_place_or_the_whole_is_wrong() -> None:
    scene = pair(things=())
    for kind in KINDS:
        wrong = wrong_caption(scene, random.Random(3), kind)
        assert (wrong is not None) == (kind == "place" or kind in OF_ALL)


@pytest.mark.parametrize("kind", OF_ALL)
def test_a_caption_that_is_wrong_about_the_whole_tells_the_same_things(kind: str) -> None:
    for _, wrong in wrongs(kind, seeds=range(300)):
        text, true = (said.lower().replace("pencil ", "") for said in (wrong.text, wrong.true))
        assert [word for _, word, _ in things_in(text)] == [word for _, word, _ in things_in(true)], wrong
        assert colors_in(wrong.text) == colors_in(wrong.true), wrong


WORDS = {
    "time": {
        "day": r"\bday(?:light|time)?\b(?! is)",
        "sunrise": r"sunrise|dawn|sun rises|daybreak|day breaks|morning|day is just breaking",
        "sunset": r"sunset|dusk|sun sets|evening|day is ending",
        "night": r"night|dark",
    },
    "weather": {
        "clear": r"\bclear\b|sunny|bright day",
        "rain": r"\brain|\bwet\b",
        "snowfall": r"snow",
        "fog": r"fog|mist",
    },
    "style": {
        "3d": "3d",
        "flat": "flat",
        "cartoon": "cartoon",
        "watercolor": "watercolor",
        "oil painting": r"\boil\b",
        "pixel art": "pixel art",
    },
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind in WORDS for value in WORDS[kind]])
def test_the_true_caption_says_what_is_and_the_wrong_one_does_not(kind: str, value: str) -> None:
    scene = pair(**{kind: value}, **({"drawing": value} if value in ("3d", "flat", "cartoon") else {}))
    found = [wrong for _, wrong in wrongs(kind, lambda _: scene, range(150))]
    assert len(found) > 100
    for wrong in found:
        assert re.search(WORDS[kind][value], wrong.true.lower()), wrong
        assert not re.search(WORDS[kind][value], wrong.text.lower()), wrong


def test_a_sketch_in_pencil_by_day_has_no_wrong_time() -> None:
    scene = pair(style="pencil sketch")
    assert all(wrong_caption(scene, random.Random(seed), "time") is None for seed in range(50))


def test_what_may_be_taken_for_another_weather_is_not_wrong() -> None:
    rain = [wrong.text for _, wrong in wrongs("weather", lambda _: pair(weather="rain"), range(200))]
    snow = [wrong.text for _, wrong in wrongs("weather", lambda _: pair(place="snow"), range(200))]
    assert len(rain) > 100
    assert len(snow) > 100
    assert not any(re.search("cloud|overcast", text) for text in rain)
    assert not any(
        re.search(r"while it snows|snow falling|falling snow|on a snowy (?!land)", text) for text in snow
    )


def test_no_place_is_wrongly_said_to_have_weather_that_it_never_has() -> None:
    texts = [wrong.text for _, wrong in wrongs("weather", lambda _: pair(place="desert"), range(200))]
    assert texts
    assert not any(re.search(r"\brain|\bwet\b|snow", text) for text in texts)


def test_any_kind_comes_up_when_none_is_named() -> None:
    kinds = {wrong_caption(pair(), random.Random(seed)).kind for seed in range(200)}
    assert kinds == set(KINDS)


def test_a_chef_is_never_wrongly_called_a_man() -> None:
    scene = pair(things=(Placed("chef", None, 0.5, 0.9, 0.5),))
    texts = [wrong.text for _, wrong in wrongs("thing", lambda _: scene, range(300))]
    assert texts
    assert not any(re.search(r"\b(wo)?man\b|\bboy\b|\bgirl\b", text) for text in texts)


def test_a_sea_is_never_wrongly_called_a_beach() -> None:
    scene = pair(place="sea")
    texts = [wrong.text for _, wrong in wrongs("place", lambda _: scene, range(200))]
    assert not any("beach" in text or "seaside" in text for text in texts)


def test_a_wrong_order_of_three_is_about_the_two_that_are_told() -> None:
    names = ("cat", "tractor", "kite")
    things = tuple(Placed(name, None, 0.2 + 0.3 * i, 0.9, 0.2) for i, name in enumerate(names))
    scene, read = pair(things=things), 0
    for seed in range(400):
        wrong = wrong_caption(scene, random.Random(seed), "order", "long")
        said = re.search(r"The (\w+) is (?:to the |on the )?(left|right)(?: side)? of the (\w+)", wrong.text)
        if said and said[1] in names and said[3] in names and ". " in wrong.text[: said.start() + 1]:
            read += 1
            before = names.index(said[1]) < names.index(said[3])
            whole = re.search(rf"\b{said[1]}\b.*\b(left|right)\b", wrong.true)
            assert whole
            assert said[0] not in wrong.true or before == (said[2] == "left"), wrong
    assert read > 20
