"""Layouts of scenes, from painted pictures and before painting."""

import pytest

from limner.core.layout import Layout, check
from limner.world.atlas import Atlas
from limner.world.compose import compose
from limner.world.laying import VOCABULARY, layout_of, sketched
from limner.world.painter import paint
from limner.world.scene import Placed, Scene

ATLAS = Atlas.drawn()
SIDE = 128
SEEDS = range(40)


def near(one: Layout, other: Layout, pixels: float) -> bool:
    pairs = zip(one.things, other.things, strict=True)
    return all(abs(a - b) <= pixels / SIDE for x, y in pairs for a, b in zip(x.box, y.box, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_layout_tells_the_scene_in_painting_order(seed: int) -> None:
    scene = compose(seed, ATLAS)
    layout = sketched(scene, ATLAS)
    assert [(one.thing, one.color) for one in layout.things] == [(p.thing, p.color) for p in scene.things]
    assert (layout.place, layout.time, layout.weather) == (scene.place, scene.time, scene.weather)
    assert (layout.style, layout.ground) == (scene.style, scene.ground)
    check(layout, VOCABULARY)


def test_the_sketch_has_the_boxes_of_the_painting() -> None:
    scenes = [compose(seed, ATLAS, aspect=("1:1", "3:2", "2:3")[seed % 3]) for seed in SEEDS]
    drawn = [scene for scene in scenes if scene.style != "pixel art"]
    assert len(drawn) > 20
    for scene in drawn:
        assert near(sketched(scene, ATLAS), layout_of(paint(scene, ATLAS, SIDE)), 2.5)


def test_a_thing_that_does_not_show_is_left_out() -> None:
    away = Placed("cup", None, 0.5, -0.2, 0.3)
    scene = Scene(1, "plain", "day", "clear", "flat", "flat", "1:1", 0.5, (away,), (), "white")
    assert sketched(scene, ATLAS).things == layout_of(paint(scene, ATLAS, SIDE)).things == ()
