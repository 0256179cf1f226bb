"""The atlas: sprites of any size and colour, from a file and from code alone."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from limner.core.errors import BadValue, WeightsCorrupt, WeightsMissing
from limner.world.atlas import LARGE, SMALL, Atlas, Pictogram, fitted, pack, premultiplied, trimmed
from limner.world.drawn.draw import DRAWN
from limner.world.things import NAMES
from limner.world.vocabulary import COLORS, DRAWINGS


def _pictogram(tone: int, *, large: bool = True) -> Pictogram:
    """A disc, dark on the left, wider than high."""
    canvas = np.zeros((160, 320, 4), np.uint8)
    cv2.ellipse(canvas, (160, 80), (159, 79), 0, 0, 360, (tone, 90, 60, 255), -1)
    canvas[:, :160, :3] //= 2
    webp = cv2.imencode(".webp", cv2.cvtColor(canvas, cv2.COLOR_RGBA2BGRA))[1].tobytes()
    return Pictogram(fitted(trimmed(premultiplied(canvas)), SMALL), webp if large else b"")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sprites.npz"
    pictograms = {("cat", drawing): _pictogram(100 + 50 * i) for i, drawing in enumerate(DRAWINGS)}
    pictograms["dog", "3d"] = _pictogram(200)
    np.savez_compressed(path, **pack(pictograms))
    return path


def test_without_a_file_the_drawn_things_are_there() -> None:
    assert Atlas.drawn().names == tuple(name for name in NAMES if name in DRAWN)


def test_only_things_in_all_drawings_are_offered(file: Path) -> None:
    names = Atlas.load(file).names
    assert "cat" in names
    assert "dog" not in names
    assert set(DRAWN) & set(NAMES) <= set(names)


@pytest.mark.parametrize("side", [1, 7, 40, 48, 49, 96, 97, 200, 320, 500])
@pytest.mark.parametrize("color", [None, "blue"])
def test_a_sprite_has_the_side_asked_for_and_is_premultiplied(
    file: Path, side: int, color: str | None
) -> None:
    sprite = Atlas.load(file).sprite("cat", "flat", color, side)
    assert sprite.dtype == np.uint8
    assert sprite.shape == (max(1, round(side / 2)), side, 4)
    assert (sprite[..., :3] <= sprite[..., 3:]).all()


@pytest.mark.parametrize("thing", ["hand", "sign", "mat", "table"])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawn_sprite_is_tight_and_as_long_as_asked(thing: str, drawing: str) -> None:
    atlas = Atlas.drawn()
    sprite = atlas.sprite(thing, drawing, None, 64)
    assert max(sprite.shape[:2]) == 64
    for edge in (sprite[0], sprite[-1], sprite[:, 0], sprite[:, -1]):
        assert edge[..., 3].max() > 0
    width, height = atlas.proportions(thing, drawing)
    assert max(width, height) == 1
    assert sprite.shape[:2] == (round(64 * height), round(64 * width))


def test_a_flipped_sprite_is_the_mirror_image(file: Path) -> None:
    atlas = Atlas.load(file)
    plain, flipped = (atlas.sprite("cat", "3d", "red", 80, flip) for flip in (False, True))
    np.testing.assert_array_equal(flipped, plain[:, ::-1])
    assert (flipped != plain).any()


def test_variants_differ() -> None:
    atlas = Atlas.drawn()
    none, five = (atlas.sprite("hand", "flat", None, 64, variant=fingers) for fingers in ("0", "5"))
    assert none.shape != five.shape or (none != five).any()


@pytest.mark.parametrize("color", COLORS)
def test_a_sprite_takes_its_colour(file: Path, color: str) -> None:
    sprite = Atlas.load(file).sprite("cat", "3d", color, 60)
    opaque = sprite[sprite[..., 3] == 255][:, :3].astype(int)
    distance = {name: int(np.abs(opaque - COLORS[name]).sum(axis=1).mean()) for name in COLORS}
    assert min(distance, key=distance.__getitem__) == color


def test_asking_again_gives_the_same_and_never_the_kept_pixels(file: Path) -> None:
    atlas = Atlas.load(file)
    for side in (SMALL // 2, SMALL, LARGE):
        first = atlas.sprite("cat", "3d", None, side)
        kept = first.copy()
        first[:] = 0
        np.testing.assert_array_equal(atlas.sprite("cat", "3d", None, side), kept)


def test_the_large_level_is_used_where_there_is_one(tmp_path: Path, file: Path) -> None:
    small = tmp_path / "small.npz"
    pictograms = {("cat", drawing): _pictogram(100 + 50 * i) for i, drawing in enumerate(DRAWINGS)}
    np.savez_compressed(small, **pack(pictograms, large=False))
    fine, coarse = (Atlas.load(path).sprite("cat", "3d", None, LARGE) for path in (file, small))
    assert fine.shape == coarse.shape
    sharpness = [float(np.abs(np.diff(sprite[80, :, 0].astype(int))).max()) for sprite in (fine, coarse)]
    assert sharpness[0] > 1.3 * sharpness[1]


def test_a_file_that_is_missing_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="nowhere") as caught:
        Atlas.load(tmp_path / "nowhere.npz")
    assert "limner train sprites" in str(caught.value.hint)


@pytest.mark.parametrize("damage", ["cut", "text", "format", "pickle"])
def test_a_damaged_file_is_refused(file: Path, damage: str) -> None:
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:300])
    elif damage == "text":
        file.write_text("no atlas")
    elif damage == "format":
        np.savez(file, **{**np.load(file), "format": np.array(99)})
    else:
        np.savez(file, format=np.array({"code": "any"}, dtype=object))
    with pytest.raises(WeightsCorrupt) as caught:
        Atlas.load(file)
    assert "limner train sprites" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("thing", "drawing", "color", "side"),
    [
        ("dragon", "3d", None, 64),
        ("mat", "charcoal", None, 64),
        ("mat", "3d", "mauve", 64),
        ("mat", "3d", None, 0),
    ],
)
def test_what_the_atlas_does_not_have_is_refused(
    thing: str, drawing: str, color: str | None, side: int
) -> None:
    with pytest.raises(BadValue):
        Atlas.drawn().sprite(thing, drawing, color, side)


def test_premultiplying_rounds_to_the_nearest() -> None:
    straight = np.array([[[200, 100, 3, 128], [9, 9, 9, 0], [7, 8, 9, 255]]], np.uint8)
    expected = [[[round(200 * 128 / 255), round(100 * 128 / 255), 2, 128], [0, 0, 0, 0], [7, 8, 9, 255]]]
    assert premultiplied(straight).tolist() == expected


def test_enlarging_keeps_every_colour_below_its_alpha() -> None:
    rng = np.random.default_rng(1)
    noise = premultiplied(rng.integers(0, 256, (12, 9, 4)).astype(np.uint8))
    larger = fitted(noise, 40)
    assert larger.shape == (40, 30, 4)
    assert (larger[..., :3] <= larger[..., 3:]).all()


def test_trimming_cuts_faint_margins() -> None:
    pixels = np.zeros((8, 9, 4), np.uint8)
    pixels[2:5, 3:7, 3] = 200
    pixels[7, 8, 3] = 10
    assert trimmed(pixels).shape == (3, 4, 4)
    assert trimmed(pixels[:1]).shape == (1, 9, 4)
