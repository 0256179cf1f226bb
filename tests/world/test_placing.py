"""Placing: a free spot is free, a moved thing has moved, what does not fit is refused."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from limner.world import placing
from limner.world.atlas import Atlas
from limner.world.compose import compose
from limner.world.extents import extent, overlap_x, overlap_y
from limner.world.scene import Placed, Relation, Scene


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.drawn()


def test_a_free_spot_touches_nothing(atlas) -> None:
    found = 0
    for seed in range(120):
        scene = compose(seed, atlas)
        placed = placing.free_spot(scene, atlas, random.Random(seed), "apple", "red")
        if placed is None:
            continue
        found += 1
        box = extent(placed, scene, atlas)
        for other in scene.things:
            theirs = extent(other, scene, atlas)
            assert overlap_x(box, theirs) <= 0 or overlap_y(box, theirs) <= 0
        assert placed.y > scene.horizon or scene.place == "space"
    assert found > 60


def test_a_full_scene_has_no_free_spot(atlas) -> None:
    wall = Placed("square", None, 0.5, 1.0, 1.0)
    scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, (wall,), ground="blue")
    assert placing.free_spot(scene, atlas, random.Random(1), "apple", None) is None


@pytest.mark.parametrize("side", ["left", "right"])
def test_sideways_keeps_the_height_and_goes_a_fifth_at_least(atlas, side: str) -> None:
    placed = Placed("apple", "red", 0.5, 0.9, 0.2)
    scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, (placed,), ground="blue")
    moved = placing.sideways(scene, atlas, random.Random(1), 0, side)
    assert moved is not None
    assert (moved.x - placed.x) * (1 if side == "right" else -1) >= 0.2
    assert replace(moved, x=placed.x) == placed


def test_a_thing_at_the_edge_goes_no_farther(atlas) -> None:
    placed = Placed("apple", "red", 0.15, 0.9, 0.2)
    scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, (placed,), ground="blue")
    assert placing.sideways(scene, atlas, random.Random(1), 0, "left") is None


def test_composed_scenes_are_sound_and_broken_ones_are_not(atlas) -> None:
    for seed in range(80):
        scene = compose(seed, atlas)
        assert placing.sound(scene, atlas)
        if scene.things:
            first = replace(scene.things[0], x=1.2)
            assert not placing.sound(replace(scene, things=(first, *scene.things[1:])), atlas)


def test_a_false_relation_or_a_covered_thing_is_not_sound(atlas) -> None:
    apple, cup = Placed("apple", "red", 0.2, 0.9, 0.2), Placed("cup", "blue", 0.8, 0.9, 0.2)
    scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, (apple, cup), ground="blue")
    assert placing.sound(replace(scene, relations=(Relation(0, "left of", 1),)), atlas)
    assert not placing.sound(replace(scene, relations=(Relation(1, "left of", 0),)), atlas)
    assert not placing.sound(replace(scene, things=(apple, replace(cup, x=0.2))), atlas)
