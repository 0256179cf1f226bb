from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.world.atlas import Atlas
from limner.world.compose import compose
from limner.world.painter import paint, size_in_pixels, stamp
from limner.world.scene import ASPECTS, Placed, Relation, Scene
from limner.world.vocabulary import STYLES


@pytest.fixture(scope="module")
def atlas():
    return Atlas.drawn()


def plain(things, relations=(), **fields):
    values = {"place": "plain", "ground": "white", "style": "flat", "aspect": "1:1"} | fields
    return Scene(
        seed=7,
        time="day",
        weather="clear",
        drawing="flat",
        horizon=0.6,
        things=things,
        relations=relations,
        **values,
    )


@pytest.mark.parametrize("style", STYLES)
def test_the_same_scene_gives_the_same_bytes(style):
    scene = compose(11, Atlas.drawn(), style=style)
    first, second = (paint(scene, Atlas.drawn(), 96) for _ in range(2))
    assert first.pixels.tobytes() == second.pixels.tobytes()
    assert first.instances.tobytes() == second.instances.tobytes()
    assert first.boxes == second.boxes


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("side", [64, 128, 200])
def test_every_plane_has_the_size_asked_for(atlas, aspect, side):
    for style in ("flat", "pixel art", "watercolor"):
        picture = paint(compose(2, atlas, aspect=aspect, style=style), atlas, side)
        width, height = size_in_pixels(aspect, side)
        assert min(width, height) == side
        assert picture.pixels.shape == (height, width, 3)
        assert picture.instances.shape == picture.regions.shape == (height, width)
        assert {plane.dtype for plane in (picture.pixels, picture.instances, picture.regions)} == {
            np.dtype(np.uint8)
        }


@pytest.mark.parametrize("side", [0, 63, 1025])
def test_a_side_outside_the_range_is_refused(atlas, side):
    with pytest.raises(BadValue, match="64"):
        paint(compose(0, atlas), atlas, side)


def test_every_visible_pixel_of_a_thing_is_inside_its_box(atlas):
    for seed in range(150):
        picture = paint(compose(seed, atlas, reserved=None), atlas, 80)
        for index, box in enumerate(picture.boxes):
            rows, columns = np.nonzero(picture.instances == index + 1)
            assert box is not None
            assert rows.size
            assert box.left <= columns.min() <= columns.max() < box.right
            assert box.top <= rows.min() <= rows.max() < box.bottom


def test_the_box_of_a_thing_in_the_open_fits_it(atlas):
    for seed in range(80):
        picture = paint(compose(seed, atlas, kind="one"), atlas, 128)
        rows, columns = np.nonzero(picture.instances)
        (box,) = picture.boxes
        tight = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
        assert tuple(box) == tight


def test_a_box_is_whole_where_another_covers_the_thing(atlas):
    small, large = Placed("square", None, 0.5, 0.9, 0.3), Placed("square", None, 0.5, 0.9, 0.6)
    alone = paint(plain((small,)), atlas, 128).boxes[0]
    covered = paint(plain((small, large)), atlas, 128)
    assert covered.boxes[0] == alone
    assert not (covered.instances == 1).any()


def test_a_thing_off_the_canvas_has_no_box(atlas):
    picture = paint(plain((Placed("square", None, 2.0, 0.9, 0.3),)), atlas, 128)
    assert picture.boxes == (None,)
    assert not picture.instances.any()


def test_a_later_thing_owns_what_it_covers(atlas):
    things = (Placed("square", None, 0.45, 0.8, 0.4), Placed("square", None, 0.55, 0.8, 0.4))
    picture = paint(plain(things), atlas, 128)
    front = stamp(things[1], picture.scene, atlas, 128, 128)
    high, wide = front.pixels.shape[:2]
    part = picture.instances[front.top : front.top + high, front.left : front.left + wide]
    assert (part[front.pixels[..., 3] > 127] == 2).all()


def test_a_standing_thing_shades_the_ground_and_a_floating_one_does_not(atlas):
    bare = paint(plain(()), atlas, 128).pixels.astype(int)
    for thing, shaded in (("square", True), ("star", False)):
        picture = paint(plain((Placed(thing, None, 0.5, 0.8, 0.4),)), atlas, 128)
        darker = (bare - picture.pixels).max(axis=2)[round(0.8 * 128) + 1 :]
        assert (darker > 20).any() == shaded


def test_what_is_inside_is_cut_at_the_rim(atlas):
    cup, apple = Placed("cup", None, 0.5, 0.9, 0.5), Placed("apple", "red", 0.5, 0.62, 0.25)
    inside = paint(plain((cup, apple), (Relation(1, "inside", 0),)), atlas, 128)
    over = paint(plain((cup, apple)), atlas, 128)
    lowest = [np.nonzero((picture.instances == 2).any(axis=1))[0].max() for picture in (inside, over)]
    assert lowest[0] < lowest[1]
    assert inside.boxes == over.boxes


def test_pixel_art_is_made_of_squares_and_its_truth_of_the_same(atlas):
    for seed in range(20):
        picture = paint(compose(seed, atlas, style="pixel art", aspect="1:1"), atlas, 256)
        for plane in (picture.pixels, picture.instances, picture.regions):
            squares = plane.reshape(64, 4, 64, 4, -1)
            assert (squares == squares[:, :1, :, :1]).all()


def test_a_finish_moves_no_outline(atlas):
    scene = compose(4, atlas, style="flat", drawing="flat", place="meadow")
    flat = paint(scene, atlas, 128)
    for style in ("watercolor", "oil painting", "pencil sketch"):
        finished = paint(replace(scene, style=style), atlas, 128)
        assert (finished.instances == flat.instances).all()
        assert finished.boxes == flat.boxes
        assert (finished.pixels != flat.pixels).any()


def test_night_darkens_things_but_keeps_them_recognisable(atlas):
    scene = compose(4, atlas, kind="one", place="meadow", time="day", weather="clear", style="flat")
    means = []
    for time in ("day", "night"):
        picture = paint(replace(scene, time=time), atlas, 128)
        means.append(picture.pixels[picture.instances == 1].mean())
    assert 0.45 * means[0] < means[1] < 0.9 * means[0]


def test_fog_hides_a_thing_less_than_the_land(atlas):
    scene = compose(4, atlas, kind="one", things=("house",), place="meadow", time="day", weather="clear")
    clear, fog = (paint(replace(scene, weather=weather), atlas, 128) for weather in ("clear", "fog"))
    thing = clear.instances == 1
    assert fog.pixels[thing].std() > 0.4 * clear.pixels[thing].std()


def test_one_scene_looks_the_same_at_two_resolutions(atlas):
    for seed in range(12):
        scene = compose(seed, atlas, style="flat", weather="clear", aspect="1:1")
        small, large = paint(scene, atlas, 128), paint(scene, atlas, 256)
        high, wide = small.pixels.shape[:2]
        halved = large.pixels.reshape(high, 2, wide, 2, 3).mean(axis=(1, 3))
        assert np.abs(halved - small.pixels).mean() < 12
