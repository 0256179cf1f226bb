"""Changes: the words do what they say, nothing else moves, and nothing reserved comes of it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from limner.world.atlas import Atlas
from limner.world.changes import KINDS, change
from limner.world.compose import compose
from limner.world.extents import canvas, extent
from limner.world.painter import paint
from limner.world.reserved import is_reserved
from limner.world.scene import Placed, Scene
from limner.world.truth import relations
from limner.world.vocabulary import COLORS

SEEDS = range(160)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.drawn()


@pytest.fixture(scope="module")
def changed(atlas):
    """By kind, all changes of many scenes."""
    scenes = [compose(seed, atlas) for seed in SEEDS]
    return {
        kind: [
            one
            for seed, scene in enumerate(scenes)
            if (one := change(scene, atlas, random.Random(seed), kind)) is not None
        ]
        for kind in KINDS
    }


def _but(scene: Scene, **fields) -> Scene:
    return replace(scene, **fields)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_happens_and_says_so(changed, kind: str) -> None:
    assert len(changed[kind]) >= 8
    for one in changed[kind]:
        assert one.kind == kind
        assert one.before != one.after
        assert one.before.seed == one.after.seed
        assert one.instruction
        assert "{" not in one.instruction
        assert "  " not in one.instruction


def test_the_words_vary(changed) -> None:
    for kind in ("add", "remove", "replace", "recolor", "time", "style"):
        firsts = {" ".join(one.instruction.split()[:2]) for one in changed[kind]}
        assert len(firsts) >= 4, kind


def test_an_addition_adds_one_thing_and_keeps_all_others(changed) -> None:
    for one in changed["add"]:
        new = Counter(one.after.things) - Counter(one.before.things)
        assert sum(new.values()) == 1
        assert not Counter(one.before.things) - Counter(one.after.things)
        (added,) = new
        assert added.color is None or added.color in one.instruction
        assert added.thing in one.instruction


def test_an_added_sign_is_asked_for_with_its_word(atlas) -> None:
    empty = Scene(1, "meadow", "day", "clear", "flat", "flat", "1:1", 0.6, ())
    signs = 0
    for seed in range(400):
        one = change(empty, atlas, random.Random(seed), "add", reserved=None)
        if one and one.after.things[0].thing == "sign":
            signs += 1
            assert one.after.things[0].variant in one.instruction
    assert signs > 3


def test_a_removal_takes_only_what_is_named(changed) -> None:
    for one in changed["remove"]:
        gone = Counter(one.before.things) - Counter(one.after.things)
        assert gone
        assert not Counter(one.after.things) - Counter(one.before.things)
        assert len({placed.thing for placed in gone}) == 1


def test_nothing_that_carries_another_thing_is_removed(changed, atlas) -> None:
    for one in changed["remove"]:
        gone = {i for i, placed in enumerate(one.before.things) if placed not in one.after.things}
        for relation in one.before.relations:
            if relation.kind in ("on", "riding", "inside"):
                assert relation.object not in gone


def test_a_replacement_stands_where_the_old_thing_stood(changed) -> None:
    for one in changed["replace"]:
        pairs = [(a, b) for a, b in zip(one.before.things, one.after.things, strict=True) if a != b]
        ((old, new),) = pairs
        assert old.thing != new.thing
        assert (old.x, old.y, old.size) == (new.x, new.y, new.size)
        assert new.thing in one.instruction
        assert _but(one.after, things=one.before.things) == one.before


def test_a_recolored_thing_changes_nothing_but_its_color(changed) -> None:
    for one in changed["recolor"]:
        pairs = [(a, b) for a, b in zip(one.before.things, one.after.things, strict=True) if a != b]
        assert pairs
        for old, new in pairs:
            assert replace(new, color=old.color) == old
            assert new.color in COLORS
            assert new.color in one.instruction
        assert _but(one.after, things=one.before.things) == one.before


def test_a_moved_thing_goes_to_the_side_that_is_asked_for(changed) -> None:
    for one in changed["move"]:
        pairs = [(a, b) for a, b in zip(one.before.things, one.after.things, strict=True) if a != b]
        ((old, new),) = pairs
        assert replace(new, x=old.x) == old
        assert ("left" in one.instruction) == (new.x < old.x)
        assert abs(new.x - old.x) >= 0.2


@pytest.mark.parametrize(
    ("kind", "field"), [("time", "time"), ("weather", "weather"), ("sky", "sky"), ("background", "ground")]
)
def test_a_change_of_the_surroundings_keeps_every_thing(changed, kind: str, field: str) -> None:
    for one in changed[kind]:
        assert _but(one.after, **{field: getattr(one.before, field)}) == one.before


def test_a_change_of_style_may_change_the_drawing(changed) -> None:
    for one in changed["style"]:
        assert one.after.style != one.before.style
        assert _but(one.after, style=one.before.style, drawing=one.before.drawing) == one.before
        if one.after.style in ("3d", "flat", "cartoon"):
            assert one.after.drawing == one.after.style


def test_a_lake_is_added_only_where_there_is_none(changed) -> None:
    for one in changed["feature"]:
        more = set(one.after.features) - set(one.before.features)
        fewer = set(one.before.features) - set(one.after.features)
        assert len(more) + len(fewer) == 1
        assert (more or fewer).pop() in one.instruction


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_of_it_is_whole_and_every_relation_true(changed, atlas, kind: str) -> None:
    for one in changed[kind]:
        width, height = canvas(one.after.aspect)
        for placed in one.after.things:
            box = extent(placed, one.after, atlas)
            assert box.left >= -0.002
            assert box.right <= width + 0.002
            assert box.top >= -0.002
            assert box.bottom <= height + 0.002
        assert set(one.after.relations) <= set(relations(one.after, atlas))


def test_nothing_reserved_comes_of_a_change(changed) -> None:
    assert not any(is_reserved(one.after) for kind in KINDS for one in changed[kind])


def test_a_reserved_outcome_can_be_asked_for(atlas) -> None:
    found = [change(compose(s, atlas), atlas, random.Random(s), "recolor", reserved=True) for s in range(60)]
    found = [one for one in found if one is not None]
    assert found
    assert all(is_reserved(one.after) for one in found)


@pytest.mark.parametrize("kind", ["remove", "recolor", "add"])
def test_pixels_away_from_the_change_are_identical(changed, atlas, kind: str) -> None:
    seen = 0
    for one in changed[kind]:
        if one.before.style != one.before.drawing or seen == 6:
            continue
        seen += 1
        before, after = paint(one.before, atlas, 96), paint(one.after, atlas, 96)
        different = Counter(one.before.things) - Counter(one.after.things)
        different += Counter(one.after.things) - Counter(one.before.things)
        near = np.zeros(before.instances.shape, bool)
        for placed in different:
            _cover(near, placed, one.before, atlas)
        same = (before.pixels == after.pixels).all(axis=2)
        assert same[~near].all(), one.instruction
        assert not same.all()
    assert seen


def _cover(near: np.ndarray, placed: Placed, scene: Scene, atlas: Atlas) -> None:
    """The thing's box and what its shadow may reach."""
    height, width = near.shape
    shorter = min(height, width)
    box = extent(placed, scene, atlas)
    pad = 0.25 * placed.size
    rows = slice(max(0, int((box.top - pad) * shorter) - 3), max(0, int((box.bottom + pad) * shorter) + 4))
    columns = slice(max(0, int((box.left - pad) * shorter) - 3), max(0, int((box.right + pad) * shorter) + 4))
    near[rows, columns] = True


def test_the_same_draw_gives_the_same_change(atlas) -> None:
    scene = compose(5, atlas)
    first, again = (change(scene, atlas, random.Random(9)) for _ in range(2))
    assert first == again


def test_an_impossible_kind_is_none(atlas) -> None:
    plain = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, (), ground="blue")
    for kind in ("remove", "recolor", "move", "time", "weather", "feature", "sky"):
        assert change(plain, atlas, random.Random(1), kind) is None


@pytest.mark.parametrize("weather", ["rain", "snowfall", "fog"])
def test_clouds_are_not_added_where_there_are_clouds(atlas, weather: str) -> None:
    scene = compose(3, atlas, place="meadow", weather=weather, sky="calm")
    changes = (change(scene, atlas, random.Random(seed), "weather") for seed in range(80))
    texts = [one.instruction for one in changes if one and one.after.weather == "cloudy"]
    assert texts
    assert not any("add clouds" in text or "overcast" in text for text in texts)
