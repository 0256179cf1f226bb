"""Backdrops: every place, hour and weather; one composition at every resolution."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from limner.world.backdrops.canvas import Canvas
from limner.world.backdrops.features import ALLOWED
from limner.world.backdrops.light import light
from limner.world.backdrops.paint import backdrop
from limner.world.backdrops.photo import PLACES as PHOTOGRAPHED
from limner.world.backdrops.veil import veil
from limner.world.scene import REGIONS, Scene
from limner.world.vocabulary import AIRLESS, HORIZONS, INDOORS, PLACES, TIMES, WEATHERS

OUTDOORS = [place for place in PLACES if place not in (*INDOORS, *AIRLESS)]


def scene(place: str = "meadow", **changes: object) -> Scene:
    low, high = HORIZONS[place]
    blank = Scene(
        seed=11,
        place=place,
        time="day",
        weather="clear",
        drawing="3d",
        style="3d",
        aspect="1:1",
        horizon=(low + high) / 2,
        things=(),
        ground="blue" if place == "plain" else None,
    )
    return replace(blank, **changes)  # type: ignore[arg-type]


def share(regions: np.ndarray, name: str) -> float:
    return float((regions == REGIONS.index(name)).mean())


@pytest.mark.parametrize("style", ["3d", "photo"])
@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_painted_at_every_hour(place: str, style: str) -> None:
    for time in TIMES:
        painted = backdrop(scene(place, time=time, style=style), 72, 64)
        assert painted.pixels.shape == (64, 72, 3)
        assert painted.pixels.dtype == np.float32
        assert 0 <= painted.pixels.min() < painted.pixels.max() <= 255
        assert painted.regions.shape == (64, 72)
        assert painted.regions.dtype == np.uint8
        assert painted.regions.max() < len(REGIONS)
        assert painted.light.shape == (3,)
        assert painted.light.dtype == np.float32
        assert (painted.light > 0.2).all()
        assert (painted.light <= 1).all()


def test_every_place_has_horizons_inside_the_picture() -> None:
    assert set(HORIZONS) == set(PLACES)
    assert all(0.3 < low < high < 0.9 for low, high in HORIZONS.values())


@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("sky", ["calm", "dramatic"])
def test_every_weather_and_sky_can_be_painted(weather: str, sky: str) -> None:
    for time in TIMES:
        wanted = scene("beach", weather=weather, sky=sky, time=time)
        pixels = backdrop(wanted, 64, 64).pixels
        veil(pixels, wanted)
        assert np.isfinite(pixels).all()
        assert pixels.min() >= 0
        assert pixels.max() <= 255.5


@pytest.mark.parametrize("place", ["meadow", "city", "room", "mars"])
def test_a_seed_gives_the_same_bytes_and_another_seed_others(place: str) -> None:
    first, again = (backdrop(scene(place), 64, 64) for _ in range(2))
    other = backdrop(scene(place, seed=12), 64, 64)
    assert first.pixels.tobytes() == again.pixels.tobytes()
    assert first.regions.tobytes() == again.regions.tobytes()
    assert first.pixels.tobytes() != other.pixels.tobytes()


@pytest.mark.parametrize("style", ["3d", "photo"])
@pytest.mark.parametrize("place", PLACES)
def test_the_composition_is_the_same_at_every_resolution(place: str, style: str) -> None:
    small = backdrop(scene(place, style=style), 128, 128)
    large = backdrop(scene(place, style=style), 384, 384)
    shrunk = cv2.resize(large.pixels, (128, 128), interpolation=cv2.INTER_AREA)
    smooth = [cv2.GaussianBlur(pixels, (0, 0), 2) for pixels in (small.pixels, shrunk)]
    assert np.abs(smooth[0] - smooth[1]).mean() < 4
    centres = large.regions[1::3, 1::3]
    assert (small.regions == centres).mean() > 0.97


@pytest.mark.parametrize("side", [64, 65, 96, 127, 500, 1024])
def test_a_canvas_is_as_long_in_units_at_every_resolution(side: int) -> None:
    for aspect, right in ((16 / 9, 1.8), (3 / 2, 1.5), (1, 1)):
        canvas = Canvas(round(side * aspect), side)
        assert (canvas.right, canvas.bottom) == (right, 1)


def test_at_night_things_stay_brighter_than_the_land() -> None:
    painted = backdrop(scene("meadow", time="night"), 64, 64)
    assert (painted.light > light("night", "clear").tint).all()


@pytest.mark.parametrize("place", ["beach", "city", "kitchen", "space"])
def test_a_wide_picture_keeps_its_composition_though_its_pixels_are_rounded(place: str) -> None:
    small = backdrop(scene(place, aspect="16:9"), 171, 96)
    large = backdrop(scene(place, aspect="16:9"), 683, 384)
    shrunk = cv2.resize(large.regions, (171, 96), interpolation=cv2.INTER_NEAREST)
    assert (small.regions == shrunk).mean() > 0.95


@pytest.mark.parametrize("size", [(171, 96), (96, 64), (64, 96), (36, 36)])
def test_any_shape_can_be_painted(size: tuple[int, int]) -> None:
    for place in PLACES:
        for style in ("3d", "photo"):
            painted = backdrop(scene(place, style=style), *size)
            assert painted.pixels.shape[:2] == size[::-1]


@pytest.mark.parametrize("place", OUTDOORS)
def test_the_four_hours_look_different(place: str) -> None:
    means = {time: backdrop(scene(place, time=time), 64, 64).pixels.mean(axis=(0, 1)) for time in TIMES}
    assert means["night"].sum() < 0.62 * means["day"].sum()
    assert means["sunset"][0] - means["sunset"][2] > means["sunrise"][0] - means["sunrise"][2] + 15
    assert means["sunrise"][0] - means["sunrise"][2] > means["day"][0] - means["day"][2]


@pytest.mark.parametrize("style", ["3d", "photo"])
@pytest.mark.parametrize("place", PLACES)
def test_hour_and_weather_move_nothing_on_the_land(place: str, style: str) -> None:
    expected = backdrop(scene(place, style=style), 64, 64).regions
    for time, weather in (("sunset", "clear"), ("night", "rain"), ("day", "fog"), ("sunrise", "snowfall")):
        painted = backdrop(scene(place, style=style, time=time, weather=weather), 64, 64)
        assert (painted.regions == expected).all()


@pytest.mark.parametrize(
    ("place", "region", "least"),
    [
        ("plain", "other", 1.0),
        ("beach", "water", 0.1),
        ("mountains", "mountain", 0.1),
        ("lake", "water", 0.1),
        ("forest", "vegetation", 0.2),
        ("desert", "ground", 0.4),
        ("city", "building", 0.15),
        ("road", "ground", 0.4),
        ("room", "wall", 0.4),
        ("kitchen", "floor", 0.25),
        ("snow", "ground", 0.4),
        ("meadow", "ground", 0.35),
        ("garden", "vegetation", 0.1),
        ("sea", "water", 0.45),
        ("river", "water", 0.04),
        ("space", "ground", 0.2),
        ("mars", "mountain", 0.03),
    ],
)
def test_each_place_shows_what_it_is_named_for(place: str, region: str, least: float) -> None:
    regions = backdrop(scene(place), 128, 128).regions
    assert share(regions, region) >= least


@pytest.mark.parametrize("place", [place for place in PLACES if place not in ("plain", *INDOORS)])
def test_there_is_sky_above_the_horizon_and_none_well_below(place: str) -> None:
    wanted = scene(place)
    regions = backdrop(wanted, 128, 128).regions
    row = round(128 * wanted.horizon)
    assert share(regions[:row], "sky") > 0.15
    assert share(regions[row + 6 :], "sky") == 0


@pytest.mark.parametrize("style", ["3d", "photo"])
@pytest.mark.parametrize("place", [place for place, kinds in ALLOWED.items() if "lake" in kinds])
def test_a_lake_adds_water_and_changes_nothing_far_from_it(place: str, style: str) -> None:
    before = backdrop(scene(place, style=style), 96, 96)
    after = backdrop(scene(place, style=style, features=("lake",)), 96, 96)
    assert share(before.regions, "water") == 0
    assert share(after.regions, "water") > 0.03
    row = round(96 * scene(place).horizon) - 3
    assert (before.pixels[:row] == after.pixels[:row]).all()
    near = cv2.dilate((after.regions == REGIONS.index("water")).astype(np.uint8), np.ones((11, 11), np.uint8))
    assert (before.pixels[near == 0] == after.pixels[near == 0]).all()


@pytest.mark.parametrize("feature", ["rainbow", "path"])
def test_a_rainbow_changes_the_sky_and_a_path_the_land(feature: str) -> None:
    before, after = backdrop(scene(), 96, 96), backdrop(scene(features=(feature,)), 96, 96)
    changed = (before.pixels != after.pixels).any(axis=2)
    region = "sky" if feature == "rainbow" else "ground"
    assert changed.sum() > 150
    assert (after.regions[changed] == REGIONS.index(region)).mean() > 0.95


def test_a_feature_that_a_place_cannot_have_is_left_out() -> None:
    before, after = backdrop(scene("sea"), 64, 64), backdrop(scene("sea", features=("lake", "path")), 64, 64)
    assert (before.pixels == after.pixels).all()


@pytest.mark.parametrize("place", INDOORS)
def test_indoors_the_weather_is_seen_through_the_window_only(place: str) -> None:
    clear, rain = backdrop(scene(place), 96, 96), backdrop(scene(place, weather="rain"), 96, 96)
    changed = (clear.pixels != rain.pixels).any(axis=2)
    assert changed.any()
    assert (clear.regions[changed] == REGIONS.index("sky")).all()


@pytest.mark.parametrize("weather", ["rain", "snowfall", "fog"])
def test_what_falls_lies_in_front_of_everything(weather: str) -> None:
    pixels = np.full((64, 64, 3), 80, np.float32)
    veil(pixels, scene(weather=weather))
    assert pixels.dtype == np.float32
    assert (pixels != 80).any(axis=2).mean() > 0.03
    assert pixels.mean() > 81


def test_the_veil_is_the_same_composition_at_every_resolution() -> None:
    wanted = scene(weather="snowfall")
    small, large = np.zeros((64, 64, 3), np.float32), np.zeros((256, 256, 3), np.float32)
    veil(small, wanted)
    veil(large, wanted)
    shrunk = cv2.resize(large, (64, 64), interpolation=cv2.INTER_AREA)
    smooth = [cv2.GaussianBlur(pixels, (0, 0), 1).ravel() for pixels in (small, shrunk)]
    assert np.corrcoef(*smooth)[0, 1] > 0.85


@pytest.mark.parametrize(
    "wanted",
    [
        scene(),
        scene(weather="cloudy"),
        scene("room", weather="rain"),
        scene("mars", weather="fog"),
        scene("plain", weather="snowfall"),
    ],
    ids=["clear", "cloudy", "room", "mars", "plain"],
)
def test_without_anything_in_the_air_the_veil_leaves_every_pixel(wanted: Scene) -> None:
    pixels = np.full((64, 64, 3), 80, np.float32)
    veil(pixels, wanted)
    assert (pixels == 80).all()


def test_fog_hides_the_distance_more_than_the_foreground() -> None:
    rng = np.random.default_rng(0)
    busy = rng.uniform(0, 255, (96, 96, 3)).astype(np.float32)
    foggy = busy.copy()
    wanted = scene(weather="fog")
    veil(foggy, wanted)
    row = round(96 * wanted.horizon)
    assert foggy[row - 8 : row].std() < 0.6 * foggy[-8:].std()


def test_a_place_that_cannot_be_a_photograph_is_drawn() -> None:
    assert not {"plain", "room", "kitchen", "city", "space", "mars"} & set(PHOTOGRAPHED)
    drawn, photo = (backdrop(scene("space", style=style), 64, 64) for style in ("3d", "photo"))
    assert (drawn.pixels == photo.pixels).all()


def test_a_photograph_is_richer_in_detail_than_the_drawing() -> None:
    drawn, photo = (backdrop(scene("mountains", style=style), 128, 128).pixels for style in ("3d", "photo"))
    detail = [np.abs(cv2.Laplacian(pixels, cv2.CV_32F)).mean() for pixels in (drawn, photo)]
    assert detail[1] > 1.5 * detail[0]


@pytest.mark.parametrize("horizon", [0.02, 0.95, 1.0])
def test_a_horizon_at_the_edge_is_no_trouble(horizon: float) -> None:
    for place in PLACES:
        for style in ("3d", "photo"):
            painted = backdrop(
                scene(place, style=style, horizon=horizon, features=("lake", "rainbow", "path")), 64, 64
            )
            assert np.isfinite(painted.pixels).all()
