from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from limner.world import truth
from limner.world.atlas import Atlas
from limner.world.compose import compose
from limner.world.extents import COLUMNS, Extent, Figure
from limner.world.painter import paint
from limner.world.scene import REGIONS, Picture, Placed, Relation, Scene
from limner.world.things import THINGS
from limner.world.vocabulary import RELATIONS

TURNED = {
    "left of": "right of",
    "above": "below",
    "in front of": "behind",
    "next to": "next to",
}


@pytest.fixture(scope="module")
def atlas():
    return Atlas.drawn()


@pytest.fixture(scope="module")
def pictures(atlas):
    scenes = (compose(seed, atlas, reserved=None) for seed in range(120))
    return [paint(scene, atlas, 64) for scene in scenes if len(scene.things) > 1]


def blocks(*names):
    """Figures that fill their boxes."""
    return tuple(Figure(THINGS[name], (0.0,) * COLUMNS) for name in names)


def true_kinds(names, first, second):
    """Which relations hold of the first painted thing to the second."""
    boxes = (Extent(*first), Extent(*second))
    return {kind for kind in RELATIONS if truth.holds(Relation(0, kind, 1), blocks(*names), boxes)}


def test_words_for_two_things_side_by_side():
    near = true_kinds(("apple", "car"), (0.1, 0.6, 0.3, 0.9), (0.4, 0.6, 0.7, 0.9))
    far = true_kinds(("apple", "car"), (0.0, 0.7, 0.2, 0.9), (0.7, 0.6, 1.0, 0.9))
    assert near == {"left of", "next to"}
    assert far == {"left of"}


def test_what_is_more_over_than_beside_is_not_left():
    assert true_kinds(("apple", "car"), (0.2, 0.0, 0.4, 0.2), (0.4, 0.6, 0.7, 0.9)) == {"above"}


def test_words_for_one_thing_over_another():
    lower, upper = (0.3, 0.6, 0.6, 0.9), (0.35, 0.2, 0.55, 0.5)
    assert true_kinds(("car", "balloon"), lower, upper) == {"below", "under"}
    assert true_kinds(("balloon", "car"), upper, lower) == {"above"}


def test_a_foot_on_the_top_is_on_and_neither_above_nor_in_front():
    top = 0.5 + THINGS["table"].top * 0.4
    table, apple = (0.2, 0.5, 0.8, 0.9), (0.4, top - 0.2, 0.6, top)
    names, boxes = ("table", "apple"), (Extent(*table), Extent(*apple))
    held = {kind for kind in RELATIONS if truth.holds(Relation(1, kind, 0), blocks(*names), boxes)}
    assert held == {"on"}
    assert true_kinds(names, table, apple) == {"under"}


def test_a_foot_away_from_the_top_is_not_on():
    table, apple = Extent(0.2, 0.5, 0.8, 0.9), Extent(0.4, 0.1, 0.6, 0.4)
    assert not truth.holds(Relation(1, "on", 0), blocks("table", "apple"), (table, apple))


def test_what_is_on_a_bumpy_thing_stands_where_its_outline_is():
    outline = (0.0,) * (COLUMNS // 3) + (0.5,) * (COLUMNS - COLUMNS // 3)
    llama = Figure(THINGS["fish"], outline)
    box, (apple,) = Extent(0.0, 0.4, 0.6, 0.9), blocks("apple")
    on_its_back, in_the_air = Extent(0.3, 0.45, 0.5, 0.65), Extent(0.3, 0.2, 0.5, 0.4)
    on = Relation(1, "on", 0)
    assert truth.holds(on, (llama, apple), (box, on_its_back))
    assert not truth.holds(on, (llama, apple), (box, in_the_air))
    assert not truth.holds(on, (llama.turned(), apple), (box, on_its_back._replace(left=0.35, right=0.6)))


def test_a_rider_is_painted_before_its_mount():
    seat = 0.5 + THINGS["turtle"].seat * 0.3
    fish, turtle = Extent(0.4, seat - 0.26, 0.7, seat + 0.06), Extent(0.3, 0.5, 0.8, 0.8)
    assert truth.holds(Relation(0, "riding", 1), blocks("fish", "turtle"), (fish, turtle))
    assert not truth.holds(Relation(1, "riding", 0), blocks("turtle", "fish"), (turtle, fish))
    assert not truth.holds(Relation(0, "riding", 1), blocks("fish", "house"), (fish, turtle))


def test_inside_needs_a_rim_and_room():
    rim = 0.5 + THINGS["cup"].bowl * 0.4
    cup, apple = Extent(0.2, 0.5, 0.8, 0.9), Extent(0.4, rim - 0.2, 0.65, rim + 0.05)
    wide = Extent(0.1, rim - 0.2, 0.9, rim + 0.05)
    inside = Relation(1, "inside", 0)
    assert truth.holds(inside, blocks("cup", "apple"), (cup, apple))
    assert not truth.holds(inside, blocks("cup", "apple"), (cup, wide))
    assert not truth.holds(inside, blocks("house", "apple"), (cup, apple))


def test_in_front_needs_an_overlap_and_a_nearer_foot():
    back, front, apart = (0.2, 0.3, 0.7, 0.8), (0.5, 0.6, 0.8, 0.9), (0.75, 0.6, 0.95, 0.9)
    assert "behind" in true_kinds(("house", "apple"), back, front)
    assert "behind" not in true_kinds(("house", "apple"), back, apart)
    assert "in front of" not in true_kinds(("house", "apple"), back, front)


def test_a_relation_and_its_counterpart_hold_together(pictures, atlas):
    for picture in pictures:
        held = set(truth.relations(picture.scene, atlas))
        for relation in held:
            if relation.kind in TURNED:
                assert Relation(relation.object, TURNED[relation.kind], relation.subject) in held


def test_left_and_above_agree_with_the_pixels(pictures, atlas):
    for picture in pictures:
        for relation in truth.relations(picture.scene, atlas):
            a, b = picture.boxes[relation.subject], picture.boxes[relation.object]
            if relation.kind == "left of":
                assert a.left + a.right < b.left + b.right
            if relation.kind == "above":
                assert a.top + a.bottom < b.top + b.bottom


def test_counts_are_those_of_a_plain_loop(pictures):
    for picture in pictures:
        expected = Counter()
        for placed in picture.scene.things:
            expected[placed.thing] += 1
        assert truth.counts(picture.scene) == dict(expected)


def test_edges_are_those_of_a_plain_loop(pictures):
    for picture in pictures[:4]:
        height, width = picture.instances.shape
        cell = [
            [int(picture.instances[y, x]) or -1 - int(picture.regions[y, x]) for x in range(width)]
            for y in range(height)
        ]
        found = truth.edges(picture)
        for y in range(height):
            for x in range(width):
                right = x + 1 < width and cell[y][x] != cell[y][x + 1]
                below = y + 1 < height and cell[y][x] != cell[y + 1][x]
                assert found[y, x] == (right or below)


def test_depth_is_nearer_where_something_is_painted_over_another(pictures):
    for picture in pictures:
        depth = truth.depth(picture)
        assert depth.dtype == np.float32
        assert depth.min() >= 0
        assert depth.max() <= 1
        levels = [depth[picture.instances == i + 1] for i in range(len(picture.scene.things))]
        shown = [level for level in levels if level.size]
        assert all(level.min() == level.max() for level in shown)
        assert all(a[0] >= b[0] for a, b in pairwise(shown))


def test_depth_of_the_land_falls_from_the_horizon_and_the_sky_is_farthest(atlas):
    picture = paint(compose(3, atlas, kind="landscape", place="meadow"), atlas, 64)
    depth, sky = truth.depth(picture), REGIONS.index("sky")
    assert (depth[picture.regions == sky] == 1).all()
    ground = depth[int(picture.scene.horizon * depth.shape[0]) + 2 :, 10]
    assert (np.diff(ground) < 0).all()


def test_what_shows_is_counted_pixel_by_pixel(atlas):
    things = (Placed("square", None, 0.5, 0.8, 0.5), Placed("square", None, 0.5, 0.8, 0.25))
    scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.6, things, ground="blue")
    picture = paint(scene, atlas, 128)
    shares = truth.visible(picture, atlas)
    sizes = [sum(int(v == i) for v in picture.instances.ravel()) for i in (1, 2)]
    assert shares[1] == 1.0
    assert shares[0] == pytest.approx(sizes[0] / sum(sizes), abs=0.02)


def test_a_picture_without_things_has_no_relations(atlas):
    scene = compose(0, atlas, kind="landscape")
    picture = paint(scene, atlas, 64)
    assert truth.relations(scene, atlas) == ()
    assert truth.visible(picture, atlas) == ()
    assert isinstance(picture, Picture)


def test_every_thing_shows(pictures, atlas):
    shares = [share for picture in pictures for share in truth.visible(picture, atlas)]
    assert min(shares) > 0.45
    assert np.mean(np.array(shares) < 0.6) < 0.03
