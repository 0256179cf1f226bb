"""Operations that look at the whole picture first, against slow ones, OpenCV and Pillow."""

from __future__ import annotations

import io
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageOps

from limner.core.errors import BadImage, BadValue
from limner.core.image import Image
from limner.ops import histogram
from limner.ops.light import luma
from limner.ops.pixels import as_rgb


def started(image: Image) -> Image:
    return as_rgb(image) if image.space == "cmyk" else image


def weighed(image: Image) -> list[list[tuple[int, int]]]:
    """For each colour channel the (sample, weight) of every pixel; the weight is alpha, or 1."""
    array = image.to_array()
    colours = array.shape[2] - image.has_alpha
    weights = array[:, :, -1] if image.has_alpha else np.ones(array.shape[:2], int)
    return [
        list(zip(array[:, :, band].ravel().tolist(), weights.ravel().tolist(), strict=True))
        for band in range(colours)
    ]


def half_up(value: Fraction, peak: int) -> int:
    return max(0, min(peak, math.floor(value + Fraction(1, 2))))


def ends(pairs: list[tuple[int, int]], clip: Fraction) -> tuple[int, int]:
    """Black and white, by counting over and over."""
    spared = sum(weight for _, weight in pairs) * clip / 100
    present = sorted({sample for sample, _ in pairs})
    black = next(s for s in present if sum(w for sample, w in pairs if sample <= s) > spared)
    white = next(s for s in reversed(present) if sum(w for sample, w in pairs if sample >= s) > spared)
    return black, white


@pytest.mark.parametrize("channels", ["together", "each"])
@pytest.mark.parametrize("clip", [0, 2.5, 20])
def test_auto_stretches_between_the_clipped_ends(clip: float, channels: Any, any_format: Image) -> None:
    start = started(any_format)
    bands = weighed(start)
    expected = start.to_array()
    for band, pairs in enumerate(bands):
        pool = [pair for each in bands for pair in each] if channels == "together" else pairs
        black, white = ends(pool, Fraction(clip))
        for row, column in np.ndindex(*expected.shape[:2]):
            sample = int(expected[row, column, band])
            stretched = Fraction((sample - black) * start.peak, white - black)
            expected[row, column, band] = half_up(stretched, start.peak)
    np.testing.assert_array_equal(histogram.auto(any_format, clip, channels).to_array(), expected)


def test_auto_without_clipping_is_pillows_autocontrast_within_one(make_picture: Any) -> None:
    samples = make_picture("rgb8", width=40, height=40).to_array() // 3 + 50
    theirs = np.asarray(ImageOps.autocontrast(PillowImage.fromarray(samples)), int)
    ours = histogram.auto(Image.from_array(samples), 0, "each").to_array()
    assert np.abs(ours - theirs).max() <= 1
    assert (ours.min(), ours.max()) == (0, 255)


def test_auto_together_keeps_the_colour_of_the_light() -> None:
    cast = Image.from_array(np.array([[[20, 40, 60], [120, 140, 160]]], np.uint8))
    done = histogram.auto(cast, 0).to_array().astype(int)
    assert (done[0, 0, 2] - done[0, 0, 0]) == (done[0, 1, 2] - done[0, 1, 0]) > 0
    each = histogram.auto(cast, 0, "each").to_array()
    assert each.tolist() == [[[0, 0, 0], [255, 255, 255]]]


@pytest.mark.parametrize("operation", [histogram.auto, histogram.equalize])
@pytest.mark.parametrize("value", [0, 77, 255])
def test_a_constant_picture_stays(operation: Any, value: int) -> None:
    for shape in ((5, 4), (5, 4, 3)):
        image = Image.from_array(np.full(shape, value, np.uint8))
        np.testing.assert_array_equal(operation(image).to_array(), image.to_array())


@pytest.mark.parametrize("operation", [histogram.auto, histogram.equalize, histogram.clahe])
def test_a_wholly_transparent_picture_is_no_trouble(operation: Any, make_picture: Any) -> None:
    samples = make_picture("rgba8").to_array()
    samples[:, :, 3] = 0
    assert (operation(Image.from_array(samples)).to_array()[:, :, 3] == 0).all()


@pytest.mark.parametrize("operation", [histogram.auto, histogram.equalize])
def test_what_lies_under_transparent_pixels_has_no_say(operation: Any, make_picture: Any) -> None:
    shown = make_picture("rgb8", width=6, height=4).to_array() // 4 + 90
    hidden = np.zeros((4, 3, 4), np.uint8)
    opaque = np.concatenate([shown, np.full((4, 6, 1), 255, np.uint8)], axis=2)
    beside = np.concatenate([opaque, hidden], axis=1)
    alone = operation(Image.from_array(shown)).to_array()
    np.testing.assert_array_equal(operation(Image.from_array(beside)).to_array()[:, :6, :3], alone)


def luma_of(parts: list[int]) -> int:
    if len(parts) == 1:
        return parts[0]
    return (19595 * parts[0] + 38470 * parts[1] + 7471 * parts[2] + 32768) >> 16


def test_equalize_flattens_luma_and_keeps_differences_of_channels(any_format: Image) -> None:
    start = started(any_format)
    expected = start.to_array()
    colours = expected.shape[2] - start.has_alpha
    places = list(np.ndindex(*expected.shape[:2]))
    lumas = {place: luma_of([int(part) for part in expected[place][:colours]]) for place in places}
    weights = {place: int(expected[place][-1]) if start.has_alpha else 1 for place in places}
    total = sum(weights.values())
    darkest = min(luma for place, luma in lumas.items() if weights[place])
    first = sum(weights[place] for place in places if lumas[place] <= darkest)
    for place in places:
        reached = sum(weights[other] for other in places if lumas[other] <= lumas[place])
        mapped = half_up(Fraction((reached - first) * start.peak, total - first), start.peak)
        for band in range(colours):
            moved = int(expected[place][band]) + mapped - lumas[place]
            expected[place][band] = max(0, min(start.peak, moved))
    np.testing.assert_array_equal(histogram.equalize(any_format).to_array(), expected)


def test_equalize_of_gray_is_opencvs_within_one(make_picture: Any) -> None:
    import cv2

    gray = (make_picture("gray8", width=50, height=40).to_array()[:, :, 0] ** 0.9).astype(np.uint8)
    ours = histogram.equalize(Image.from_array(gray)).to_array()[:, :, 0].astype(int)
    assert np.abs(ours - cv2.equalizeHist(gray)).max() <= 1


@given(st.lists(st.integers(0, 1000), min_size=256, max_size=256), st.floats(0, 49))
@settings(max_examples=50, deadline=None)
def test_tables_from_any_histogram_are_monotone_and_reach_both_ends(counts: list[int], clip: float) -> None:
    weights = np.array(counts, float)
    equal, auto = histogram.equalize_table(weights), histogram.auto_table(weights[:, None], clip)[:, 0]
    assert (np.diff(equal) >= 0).all()
    assert (np.diff(auto) >= 0).all()
    if np.count_nonzero(weights) > 1:
        used = np.flatnonzero(weights)
        assert (equal[used[0]], equal[used[-1]]) == (0, 255)
    assert auto[0] <= 0 or (auto == np.arange(256)).all()
    assert auto[-1] >= 255


def slow_clahe(image: np.ndarray, limit: float, grid: int) -> np.ndarray:
    """Zuiderveld's method, the excess spread as OpenCV does, a pixel at a time; tiles divide evenly."""
    height, width = image.shape[0] // grid, image.shape[1] // grid
    tables = {}
    for ty, tx in np.ndindex(grid, grid):
        tile = image[ty * height : (ty + 1) * height, tx * width : (tx + 1) * width].ravel().tolist()
        counts = [tile.count(level) for level in range(256)]
        cap = max(1, int(limit * len(tile) / 256))
        excess = sum(max(0, count - cap) for count in counts)
        counts = [min(count, cap) + excess // 256 for count in counts]
        left = excess % 256
        if left:
            for level in list(range(0, 256, max(1, 256 // left)))[:left]:
                counts[level] += 1
        reached = np.cumsum(counts)
        tables[ty, tx] = [
            min(255, round(float(np.float32(r) * np.float32(255 / len(tile))))) for r in reached
        ]
    result = np.empty(image.shape)
    for y, x in np.ndindex(*image.shape):
        fy, fx = y / height - 0.5, x / width - 0.5
        y0, x0 = math.floor(fy), math.floor(fx)
        total = 0.0
        for ty, tx in ((y0, x0), (y0, x0 + 1), (y0 + 1, x0), (y0 + 1, x0 + 1)):
            weight = (1 - abs(fy - ty)) * (1 - abs(fx - tx))
            inside = min(max(ty, 0), grid - 1), min(max(tx, 0), grid - 1)
            total += weight * tables[inside][image[y, x]]
        result[y, x] = total
    return result


@pytest.mark.parametrize("limit", [1, 3, 40])
def test_clahe_of_gray_is_zuidervelds(limit: float) -> None:
    rows, columns = np.mgrid[0:64, 0:64]
    noise = np.random.default_rng(3).normal(0, 8, (64, 64))
    gray = np.clip(80 + columns + rows / 2 + noise, 0, 255).astype(np.uint8)
    ours = histogram.clahe(Image.from_array(gray), limit, 4).to_array()[:, :, 0]
    assert np.abs(ours - slow_clahe(gray, limit, 4)).max() <= 0.75
    assert (ours != gray).mean() > 0.5


def test_clahe_changes_all_channels_by_the_same_difference(make_picture: Any) -> None:
    samples = make_picture("rgb16", width=64, height=48).to_array() // 4 + 24000
    image = Image.from_array(samples)
    before = luma(image).to_array().astype(int)
    after = histogram.clahe(Image.from_array(before.astype(np.uint16))).to_array().astype(int)
    expected = np.clip(samples + (after - before), 0, 65535)
    np.testing.assert_array_equal(histogram.clahe(image).to_array(), expected)


def test_clahe_works_on_every_format_and_leaves_alpha(any_format: Image) -> None:
    start, done = started(any_format), histogram.clahe(any_format)
    assert (done.size, done.space, done.depth) == (start.size, start.space, start.depth)
    if start.has_alpha:
        np.testing.assert_array_equal(done.to_array()[:, :, -1], start.to_array()[:, :, -1])


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 40), (40, 1), (17, 33)])
def test_clahe_takes_pictures_smaller_than_its_tiles(width: int, height: int, make_picture: Any) -> None:
    assert histogram.clahe(make_picture("gray8", width=width, height=height), tiles=64).to_array().size


def test_no_tile_of_clahe_is_smaller_than_16_pixels(make_picture: Any) -> None:
    image = make_picture("gray8", width=40, height=20)
    asked, fitting = histogram.clahe(image, tiles=64), histogram.clahe(image, tiles=2)
    assert (fitting.to_array() != histogram.clahe(image, tiles=1).to_array()).any()
    np.testing.assert_array_equal(asked.to_array(), fitting.to_array())


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("auto", {"clip": -1}),
        ("auto", {"clip": 50}),
        ("auto", {"clip": math.nan}),
        ("auto", {"channels": "red"}),
        ("clahe", {"limit": 0.5}),
        ("clahe", {"limit": math.inf}),
        ("clahe", {"tiles": 0}),
        ("clahe", {"tiles": 65}),
    ],
)
def test_a_parameter_out_of_range_is_refused(
    name: str, parameters: dict[str, Any], make_picture: Any
) -> None:
    with pytest.raises(BadValue):
        getattr(histogram, name)(make_picture("rgb8"), **parameters)


@pytest.mark.parametrize("operation", [histogram.auto, histogram.equalize, histogram.clahe])
def test_a_picture_that_cannot_be_computed_is_a_bad_image(operation: Any, make_picture: Any) -> None:
    import pyvips

    file = io.BytesIO()
    PillowImage.fromarray(make_picture("rgb8", width=300, height=300).to_array()).save(file, "png")
    half = file.getvalue()[: len(file.getvalue()) // 2]
    damaged = Image(pyvips.Image.new_from_buffer(half, "", fail_on="truncated"))
    with pytest.raises(BadImage):
        operation(damaged)
