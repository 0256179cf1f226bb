"""The shipped evaluation set: its pictures and its truth agree, and training cannot have seen it."""

import json
import zipfile
from collections import Counter, defaultdict

import numpy as np
import pytest

from limner.core.errors import WeightsCorrupt, WeightsMissing
from limner.core.seed import derive
from limner.world.claims import color_of
from limner.world.finishes import PIXEL_ROWS
from limner.world.reserved import reserved_facts
from limner.world.scene import ASPECTS, REGIONS
from limner.world.shipped import ARCHIVE, SIDE, Example, shipped
from limner.world.things import NAMES
from limner.world.truth import size_word
from limner.world.vocabulary import PLACES, RELATIONS, SIZES, STYLES, TIMES, WEATHERS

MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def examples():
    return shipped()


@pytest.fixture(scope="module")
def pictures(examples):
    return [(example, example.picture()) for example in examples]


def test_it_is_about_three_hundred_scenes_in_less_than_six_megabytes(examples):
    assert len(examples) == 300
    assert len({example.name for example in examples}) == 300
    assert ARCHIVE.stat().st_size < 6 * MEBIBYTE


def test_no_scene_is_there_twice(examples):
    assert len({example.scene for example in examples}) == 300
    assert len({example.scene.seed for example in examples}) == 300


def test_its_seeds_are_its_own(examples):
    named = {derive(number, "shipped") for number in range(400 * 300)}
    assert {example.scene.seed for example in examples} <= named


def test_every_place_time_weather_style_and_relation_is_in_it(examples):
    scenes = [example.scene for example in examples]
    assert {scene.place for scene in scenes} == set(PLACES)
    assert {scene.time for scene in scenes} == set(TIMES)
    assert {scene.weather for scene in scenes} == set(WEATHERS)
    assert {scene.style for scene in scenes} == set(STYLES)
    assert {scene.aspect for scene in scenes} == set(ASPECTS)
    assert {relation.kind for scene in scenes for relation in scene.relations} == set(RELATIONS)
    assert {size_word(placed.size) for scene in scenes for placed in scene.things} == set(SIZES)
    assert len({placed.thing for scene in scenes for placed in scene.things}) > 150


def test_strata_hold_what_they_are_named_for(examples):
    strata = Counter(example.stratum for example in examples)
    assert strata["reserved"] == 60
    for example in examples:
        things = example.scene.things
        if example.stratum in ("one", "size", "style"):
            assert len(things) == 1
        elif example.stratum == "landscape":
            assert not things
        elif example.stratum == "count":
            assert 2 <= len(things) <= 5
            assert len({placed.thing for placed in things}) == 1
        elif example.stratum == "relation":
            assert example.scene.relations[0] in example.relations


def test_the_same_thing_is_there_in_two_styles(examples):
    styles = defaultdict(set)
    for example in examples:
        if example.stratum == "style":
            styles[example.scene.things[0].thing].add(example.scene.style)
    assert len(styles) == 12
    assert all(len(both) == 2 for both in styles.values())


def test_only_the_reserved_stratum_shows_reserved_combinations(examples):
    for example in examples:
        assert example.reserved == reserved_facts(example.scene)
        assert bool(example.reserved) == (example.stratum == "reserved"), example.name
    kinds = Counter(example.reserved[0].partition(":")[0] for example in examples if example.reserved)
    assert kinds == {"color": 15, "place": 15, "relation": 15, "count": 15}


def test_a_picture_is_as_large_as_its_aspect_says(pictures):
    for example, picture in pictures:
        height, width = picture.pixels.shape[:2]
        wide, high = ASPECTS[example.scene.aspect]
        assert min(height, width) == SIDE
        assert width / height == pytest.approx(wide / high, abs=0.01)
        assert picture.instances.shape == picture.regions.shape == (height, width)


def test_masks_lie_inside_their_boxes_and_name_what_exists(pictures):
    for example, picture in pictures:
        assert picture.regions.max() < len(REGIONS)
        assert picture.instances.max() <= len(example.scene.things)
        assert len(picture.boxes) == len(example.visible) == len(example.scene.things)
        for index, box in enumerate(picture.boxes):
            rows, columns = np.nonzero(picture.instances == index + 1)
            assert box is not None
            assert len(rows) > 12, example.name
            assert box.left <= columns.min() <= columns.max() < box.right
            assert box.top <= rows.min() <= rows.max() < box.bottom
            whole = example.visible[index] == 1.0
            touched = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            # How much of a thing shows is measured on whole pixels, pixel art is painted in squares.
            square = SIDE // PIXEL_ROWS if example.scene.style == "pixel art" else 0
            assert not whole or np.abs(np.subtract(touched, box)).max() <= square, example.name


def test_a_thing_stands_where_its_scene_places_it(pictures):
    for example, picture in pictures:
        height, width = picture.instances.shape
        for placed, box in zip(example.scene.things, picture.boxes, strict=True):
            cut = max(4.0, 0.03 * height)
            assert (box.left + box.right) / 2 == pytest.approx(placed.x * width, abs=cut), example.name
            assert box.bottom <= placed.y * height + cut


def test_a_red_thing_on_a_plain_backdrop_is_red(pictures):
    seen = 0
    for example, picture in pictures:
        scene = example.scene
        drawn = scene.style in ("3d", "flat", "cartoon")
        if scene.place == "plain" and drawn and [color_of(one) for one in scene.things] == ["red"]:
            red, green, blue = picture.pixels[picture.instances == 1].astype(int).mean(axis=0)
            assert red > green + 40, example.name
            assert red > blue + 40, example.name
            seen += 1
    assert seen


def test_the_words_name_things_of_the_world(examples):
    for example in examples:
        assert all(placed.thing in NAMES for placed in example.scene.things)
        assert len(example.captions) == 3
        assert all(caption.strip() for caption in example.captions)
        assert all(wrong.text != wrong.true for wrong in example.wrong)
        assert len({question.text for question in example.questions}) == len(example.questions)
    terse, normal, long = (sum(map(len, told)) for told in zip(*(e.captions for e in examples), strict=True))
    assert terse < normal < long
    kinds = Counter(wrong.kind for example in examples for wrong in example.wrong)
    assert set(kinds) == {"order", "color", "count", "thing", "place"}
    assert min(kinds.values()) >= 80
    answers = Counter(question.answer for example in examples for question in example.questions)
    assert 0.7 < answers["yes"] / answers["no"] < 1.4


def test_an_example_survives_the_way_through_json(examples):
    for example in examples:
        assert Example.from_json(json.loads(json.dumps(example.to_json()))) == example


def test_a_missing_archive_says_what_to_do(tmp_path):
    with pytest.raises(WeightsMissing, match=r"gone\.zip") as caught:
        shipped(tmp_path / "gone.zip")
    assert "install limner again" in caught.value.hint


def test_a_damaged_archive_is_told_from_a_missing_one(tmp_path):
    noise = tmp_path / "noise.zip"
    noise.write_bytes(b"no archive at all")
    with pytest.raises(WeightsCorrupt, match="cannot be read"):
        shipped(noise)
    future = tmp_path / "future.zip"
    with zipfile.ZipFile(future, "w") as file:
        file.writestr("truth.json", '{"format": 9, "scenes": []}')
    with pytest.raises(WeightsCorrupt, match="format 9"):
        shipped(future)


def test_a_picture_that_is_not_in_the_archive_is_an_error(tmp_path, examples):
    copy = tmp_path / "copy.zip"
    with zipfile.ZipFile(copy, "w") as file:
        file.writestr("truth.json", json.dumps({"format": 1, "scenes": [examples[0].to_json()]}))
    with pytest.raises(WeightsCorrupt, match=r"\.webp"):
        shipped(copy)[0].picture()
