"""Things drawn in code: sprites in three drawings, and where their parts are."""

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.world.atlas import Atlas
from limner.world.compose import compose
from limner.world.drawn.draw import DRAWN, VARIANTS, draw, parts
from limner.world.drawn.drawings import bounds, render
from limner.world.drawn.shapes import ellipse, polygon, rectangle, shape
from limner.world.things import NAMES
from limner.world.vocabulary import DRAWINGS, RELATIONS

SIDE = 96

EVERY = [(thing, variant) for thing in DRAWN for variant in VARIANTS.get(thing, ("",))]


def test_the_promised_things_are_all_there():
    assert {"hand", "face", "sign", "mat", "rug", "plate", "tire", "cherry blossom tree"} <= set(DRAWN)
    assert {"circle", "square", "triangle", "star", "heart", "box", "cup", "table"} <= set(DRAWN)
    assert VARIANTS["hand"] == ("0", "1", "2", "3", "4", "5")
    assert len(DRAWN) == len(set(DRAWN)) >= 24


def test_whatever_is_drawn_is_a_thing_of_the_world():
    assert set(DRAWN) <= set(NAMES)


@pytest.mark.parametrize("relation", RELATIONS)
def test_the_drawn_things_suffice_for_every_relation(relation):
    scene = compose(0, Atlas.drawn(), relation=relation)
    assert scene.relations[0].kind == relation


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_sprite_fills_its_box_and_is_as_long_as_asked(drawing):
    for thing, variant in EVERY:
        sprite = draw(thing, drawing, SIDE, variant)
        solid = sprite[..., 3] > 8
        assert sprite.dtype == np.uint8
        assert max(sprite.shape[:2]) == SIDE, thing
        margins = [solid[:2].any(), solid[-2:].any(), solid[:, :2].any(), solid[:, -2:].any()]
        assert all(margins), f"{thing} {variant} does not reach the edge of its {drawing} sprite"
        assert (sprite[..., 3] > 250).mean() > 0.15, thing


def test_the_same_sprite_is_the_same_bytes():
    for drawing in DRAWINGS:
        assert np.array_equal(draw("face", drawing, 64, "sad"), draw("face", drawing, 64, "sad"))


def test_a_large_sprite_shrinks_to_the_small_one():
    for drawing in DRAWINGS:
        large = draw("cup", drawing, 384).astype(float)
        height, width = large.shape[0] // 4, large.shape[1] // 4
        small = draw("cup", drawing, 96).astype(float)
        shrunk = large[: height * 4, : width * 4].reshape(height, 4, width, 4, 4).mean(axis=(1, 3))
        common = (min(height, small.shape[0]), min(width, small.shape[1]))
        inside = (small[: common[0], : common[1], 3] > 250) & (shrunk[: common[0], : common[1], 3] > 250)
        gap = np.abs(small[: common[0], : common[1]] - shrunk[: common[0], : common[1]])[inside]
        assert gap.mean() < 6


def test_the_drawings_differ_as_their_names_say():
    flat, cartoon, relief = (draw("circle", drawing, SIDE) for drawing in ("flat", "cartoon", "3d"))
    assert len(np.unique(flat[flat[..., 3] == 255][:, :3], axis=0)) == 1
    assert cartoon[SIDE // 2, 0, :3].max() < 60 < cartoon[SIDE // 2, 0, 3]
    light, dark = relief[SIDE // 4, SIDE // 3], relief[SIDE * 9 // 10, SIDE * 6 // 10]
    assert int(light[:3].sum()) > int(dark[:3].sum()) + 150


def test_words_fingers_and_expressions_change_the_picture():
    for thing, variants in VARIANTS.items():
        seen = {draw(thing, "flat", 64, variant).tobytes() for variant in variants}
        assert len(seen) == len(variants)
        assert np.array_equal(draw(thing, "flat", 64), draw(thing, "flat", 64, variants[0]))


@pytest.mark.parametrize("fingers", VARIANTS["hand"])
def test_a_hand_holds_up_as_many_fingers_as_it_says(fingers):
    names = set(parts("hand", "flat", fingers))
    raised = {name for name in names if name.startswith("finger")}
    thumb_out = parts("hand", "flat", fingers)["thumb"][0] < parts("hand", "flat", fingers)["palm"][0] - 0.1
    assert len(raised) + thumb_out == int(fingers)


@pytest.mark.parametrize("expression", VARIANTS["face"])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_the_parts_of_a_face_are_where_a_face_has_them(drawing, expression):
    box = parts("face", drawing, expression)
    assert set(box) == {
        *(f"{side} {part}" for side in ("left", "right") for part in ("eye", "ear", "eyebrow")),
        *("nose", "mouth", "hair"),
    }
    for left, top, right, bottom in box.values():
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
    assert box["left eye"][2] < box["nose"][2] < box["right eye"][2]
    assert box["left eyebrow"][1] < box["left eye"][1] < box["nose"][3] <= box["mouth"][1]


def test_a_word_is_dark_ink_inside_its_box_and_nowhere_else_on_the_board():
    sprite = draw("sign", "flat", 320, "HELLO")
    height, width = sprite.shape[:2]
    named = parts("sign", "flat", "HELLO")
    word, board = (
        tuple(round(edge * size) for edge, size in zip(named[part], (width, height) * 2, strict=True))
        for part in ("word", "board")
    )
    ink = (sprite[..., :3].max(axis=2) < 90) & (sprite[..., 3] == 255)
    ink[board[3] :] = False
    rows, columns = np.nonzero(ink)
    found = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert np.abs(np.subtract(found, word)).max() <= 2


def test_what_is_not_drawn_is_refused_by_name():
    with pytest.raises(BadValue, match="unicorn"):
        draw("unicorn", "flat", 64)
    with pytest.raises(BadValue, match="allowed are 3d, flat, cartoon"):
        draw("cup", "oil", 64)
    with pytest.raises(BadValue, match="4-2048"):
        draw("cup", "flat", 3)
    with pytest.raises(BadValue, match="a cup has none"):
        draw("cup", "flat", 64, "blue")
    with pytest.raises(BadValue, match="allowed are 0, 1"):
        parts("hand", "flat", "7")


def test_outlines_have_the_areas_of_geometry():
    def area(outline):
        x, y = outline.T
        return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2

    assert area(ellipse(3, 2, 0.5)) == pytest.approx(np.pi / 4, rel=0.01)
    assert area(ellipse(3, 2, 0.5, 0.25, 30)) == pytest.approx(np.pi / 8, rel=0.01)
    assert area(rectangle(0, 0, 2, 1, 0.2)) == pytest.approx(2 - (4 - np.pi) * 0.04, rel=0.01)


def test_a_hole_is_seen_through():
    tire = draw("tire", "flat", 65)
    assert tire[32, 32, 3] == 0
    assert tire[32, 5, 3] == 255


def test_a_shape_covers_what_its_geometry_covers():
    triangle = shape((200, 10, 10), polygon((0, 0), (1, 1), (0, 1)))
    assert bounds([triangle]) == (0, 0, 1, 1)
    covered = render([triangle], "flat", 200)[..., 3].mean() / 255
    assert covered == pytest.approx(0.5, abs=0.005)
