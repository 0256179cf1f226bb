from __future__ import annotations

from collections import Counter

import pytest

from limner.core.errors import BadValue
from limner.world import truth
from limner.world.atlas import Atlas
from limner.world.compose import KINDS, SIZE_RANGES, compose
from limner.world.extents import canvas, overlap_x, overlap_y
from limner.world.placing import MOST_HIDDEN
from limner.world.reserved import is_reserved, reserved_facts
from limner.world.surroundings import FEATURE_PLACES, PHOTO_PLACES
from limner.world.things import THINGS
from limner.world.vocabulary import (
    AIRLESS,
    INDOORS,
    PLACES,
    RELATIONS,
    SIZES,
    STYLES,
    TIMES,
    WEATHERS,
)

SEEDS = 3000


@pytest.fixture(scope="module")
def atlas():
    return Atlas.drawn()


@pytest.fixture(scope="module")
def scenes(atlas):
    return [compose(seed, atlas) for seed in range(SEEDS)]


def test_the_same_seed_gives_the_same_scene(atlas, scenes):
    again = Atlas.drawn()
    assert [compose(seed, again) for seed in range(200)] == scenes[:200]


def test_other_seeds_give_other_scenes(scenes):
    assert len(set(scenes)) == SEEDS


def test_no_training_scene_shows_a_reserved_combination(scenes):
    assert not any(is_reserved(scene) for scene in scenes)


def test_every_test_scene_shows_a_reserved_combination(atlas):
    scenes = [compose(seed, atlas, reserved=True) for seed in range(100)]
    assert all(reserved_facts(scene) for scene in scenes)


def test_without_a_wish_both_come(atlas):
    found = {is_reserved(compose(seed, atlas, reserved=None)) for seed in range(200)}
    assert found == {True, False}


def test_every_stated_relation_holds(scenes, atlas):
    for scene in scenes:
        held = truth.relations(scene, atlas) if scene.relations else ()
        assert set(scene.relations) <= set(held)


def test_every_relation_place_time_weather_and_style_is_drawn(scenes):
    assert {relation.kind for scene in scenes for relation in scene.relations} == set(RELATIONS)
    assert {scene.place for scene in scenes} == set(PLACES)
    assert {scene.time for scene in scenes} == set(TIMES)
    assert {scene.weather for scene in scenes} == set(WEATHERS)
    assert {scene.style for scene in scenes} == set(STYLES)


def test_every_thing_is_inside_the_canvas(scenes, atlas):
    for scene in scenes:
        width, height = canvas(scene.aspect)
        for box in truth.extents(scene, atlas):
            assert box.left >= -0.01
            assert box.top >= -0.01
            assert box.right <= width + 0.01
            assert box.bottom <= height + 0.01


def test_no_thing_is_covered_beyond_what_its_relation_means(scenes, atlas):
    for scene in scenes:
        boxes = truth.extents(scene, atlas)
        for index, box in enumerate(boxes):
            for later in boxes[index + 1 :]:
                shared = max(0, overlap_x(box, later)) * max(0, overlap_y(box, later))
                assert shared <= MOST_HIDDEN * box.width * box.height + 1e-6


def test_what_is_not_airborne_stands_on_the_ground(scenes):
    for scene in scenes:
        if scene.place in ("plain", "space"):
            continue
        carried = {r.subject for r in scene.relations if r.kind in ("on", "riding", "inside")}
        carried |= {r.object for r in scene.relations if r.kind == "under"}
        for index, placed in enumerate(scene.things):
            if index not in carried and not THINGS[placed.thing].airborne:
                assert placed.y >= scene.horizon


def test_things_are_painted_from_the_farthest(scenes):
    for scene in scenes:
        if not any(r.kind in ("on", "riding", "inside", "under", "above", "below") for r in scene.relations):
            feet = [placed.y for placed in scene.things]
            assert feet == sorted(feet)


def test_places_without_weather_are_clear_and_calm(scenes):
    for scene in scenes:
        if scene.place in (*INDOORS, *AIRLESS):
            assert (scene.weather, scene.sky, scene.features) == ("clear", "calm", ())
        assert (scene.ground is None) == (scene.place != "plain")
        assert all(scene.place in FEATURE_PLACES[feature] for feature in scene.features)


def test_a_style_of_a_drawing_is_drawn_so_and_photos_are_landscapes(scenes):
    for scene in scenes:
        if scene.style in ("3d", "flat", "cartoon"):
            assert scene.drawing == scene.style
        if scene.style == "photo":
            assert scene.drawing == "3d"
            assert scene.place in PHOTO_PLACES


@pytest.mark.parametrize("count", range(1, 6))
def test_a_pinned_count_is_the_number_of_things(atlas, count):
    for seed in range(40):
        scene = compose(seed, atlas, things=("star",), count=count, reserved=None)
        assert truth.counts(scene) == {"star": count}
        assert len({placed.color for placed in scene.things}) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_pinned_kind_has_its_number_of_things(atlas, kind):
    numbers = {
        "one": {(1,)},
        "size": {(1,)},
        "relation": {(1, 1), (2,)},
        "count": {(2,), (3,), (4,), (5,)},
        "pairs": {(1, 2)},
        "several": {(1,) * 3, (1,) * 4, (1,) * 5},
        "landscape": {()},
    }
    for seed in range(40):
        scene = compose(seed, atlas, kind=kind)
        assert tuple(sorted(Counter(p.thing for p in scene.things).values())) in numbers[kind]


@pytest.mark.parametrize("size", SIZES)
def test_a_pinned_size_is_the_word_for_it(atlas, size):
    words = Counter(truth.size_word(compose(s, atlas, size=size).things[0].size) for s in range(40))
    assert words[size] >= 30
    low, high = SIZE_RANGES[size]
    assert truth.size_word(low) == truth.size_word(high) == size


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_pinned_relation_has_its_things_in_their_roles(atlas, relation):
    pairs = {"riding": ("face", "turtle"), "inside": ("apple", "cup")}
    subject, target = pairs.get(relation, ("apple", "house"))
    for seed in range(20):
        scene = compose(
            seed, atlas, relation=relation, things=(subject, target), reserved=None, place="plain"
        )
        (told,) = scene.relations
        assert told.kind == relation
        assert scene.things[told.subject].thing == subject
        assert scene.things[told.object].thing == target


def test_pinned_colors_go_with_their_things(atlas):
    scene = compose(1, atlas, things=("car", "tree"), colors=("red", None), reserved=None)
    assert {placed.thing: placed.color for placed in scene.things} == {"car": "red", "tree": None}


def test_pinned_surroundings_stay(atlas):
    pins = {"place": "meadow", "time": "sunset", "weather": "cloudy", "style": "watercolor", "aspect": "16:9"}
    pins |= {"drawing": "flat", "features": ("lake",), "sky": "dramatic"}
    scene = compose(5, atlas, **pins)
    assert {name: getattr(scene, name) for name in pins} == pins


@pytest.mark.parametrize(
    "pins",
    [
        {"place": "moon"},
        {"time": "noon"},
        {"kind": "crowd"},
        {"things": ("qwertz",)},
        {"colors": ("teal",), "things": ("car",)},
        {"count": 6},
        {"size": "giant"},
        {"relation": "beside"},
        {"features": ("volcano",)},
        {"place": "room", "weather": "rain"},
        {"place": "beach", "ground": "red"},
        {"place": "city", "style": "photo"},
        {"place": "desert", "features": ("lake",)},
        {"style": "flat", "drawing": "3d"},
    ],
)
def test_a_pin_outside_what_is_allowed_is_refused(atlas, pins):
    with pytest.raises(BadValue):
        compose(0, atlas, **pins)


def test_pins_that_no_scene_fulfils_are_named(atlas):
    with pytest.raises(BadValue, match="riding"):
        compose(0, atlas, relation="riding", things=("apple", "house"))
