"""Edges, relief, vignette, grain and mosaics against their formulas in plain loops."""

from __future__ import annotations

import hashlib
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops.effect import edges, emboss, grain, pixelate, vignette

GRAIN = "ba750fda7f61d6c1722df64543f49e2da57a92a9df857f23ab381a65f7ef6ce3"
"""SHA-256 of grain(9.5, seed=7) on a 57x33 picture of 16-bit gray 25700, little-endian."""


def brightness(image: Image) -> np.ndarray:
    """Rec. 601 luma, transparent counting as black."""
    samples = image.to_array().astype(float)
    colors = samples.shape[2] - image.has_alpha
    luma = samples[..., :3] @ [0.299, 0.587, 0.114] if colors == 3 else samples[..., 0]
    return luma * samples[..., -1] / image.peak if image.has_alpha else luma


def slopes(plane: np.ndarray, x: int, y: int) -> tuple[float, float]:
    """Sobel's derivatives at one pixel, the edge repeated."""
    height, width = plane.shape

    def at(i: int, j: int) -> float:
        return plane[min(max(y + j, 0), height - 1), min(max(x + i, 0), width - 1)]

    right = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1)
    down = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1)
    return right, down


def assert_gray_with_the_same_alpha(image: Image, done: Image, want: np.ndarray) -> None:
    got = done.to_array()
    colors = got.shape[2] - image.has_alpha
    assert done.space == image.space
    for band in range(colors):
        difference = np.abs(got[..., band] - np.floor(np.clip(want, 0, image.peak) + 0.5))
        assert difference.max() <= max(1, image.peak / 20_000)
    assert (got[..., colors:] == image.to_array()[..., colors:]).all()


def test_sobel_is_a_quarter_of_the_gradients_length(any_format: Image) -> None:
    if any_format.space == "cmyk":
        assert edges(any_format).space == "rgb"
        return
    plane = brightness(any_format)
    want = [[math.hypot(*slopes(plane, x, y)) / 4 for x in range(7)] for y in range(5)]
    assert_gray_with_the_same_alpha(any_format, edges(any_format), np.array(want))


def test_a_step_of_60_has_a_sobel_edge_of_60() -> None:
    step = np.full((8, 8), 40, np.uint8)
    step[:, 4:] = 100
    assert edges(Image.from_array(step)).to_array()[3, :, 0].tolist() == [0, 0, 0, 60, 60, 0, 0, 0]


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_canny_draws_one_thin_line_along_an_edge_and_none_along_a_faint_one(kind: type) -> None:
    scale = 257 if kind is np.uint16 else 1
    step = np.full((20, 40, 3), 40 * scale, kind)
    step[:, 15:] = 48 * scale
    step[:, 30:] = 200 * scale
    done = edges(Image.from_array(step), "canny").to_array()
    assert set(np.unique(done)) == {0, 255 * scale}
    assert (done[..., 0] == done[..., 2]).all()
    assert ((done[..., 0] > 0).sum(1) == 1).all()
    assert set(np.nonzero(done[..., 0])[1]) <= {29, 30}


def test_canny_sees_an_upright_and_a_slanted_edge_at_the_same_contrast() -> None:
    rows, columns = np.mgrid[0:40, 0:40]

    def first(inside: np.ndarray) -> int:
        for step in range(10, 120):
            drawn = edges(Image.from_array(np.where(inside, 100 + step, 100).astype(np.uint8)), "canny")
            if drawn.to_array().any():
                return step
        return 0

    upright, slanted = first(columns > 20), first(columns > rows)
    assert 0.85 < slanted / upright < 1.15


def test_canny_keeps_space_depth_and_alpha(any_format: Image) -> None:
    done = edges(any_format, "canny")
    assert done.space == ("rgb" if any_format.space == "cmyk" else any_format.space)
    assert (done.depth, done.has_alpha) == (any_format.depth, any_format.has_alpha)
    if any_format.has_alpha:
        assert (done.to_array()[..., -1] == any_format.to_array()[..., -1]).all()


@pytest.mark.parametrize("degrees", [0, 135, 200])
def test_an_emboss_is_the_slope_along_the_light_around_middle_gray(any_format: Image, degrees: int) -> None:
    if any_format.space == "cmyk":
        assert emboss(any_format).space == "rgb"
        return
    plane, angle = brightness(any_format), math.radians(degrees)
    want = np.zeros(plane.shape)
    for y in range(5):
        for x in range(7):
            right, down = slopes(plane, x, y)
            want[y, x] = 128 * any_format.peak / 255 + (right * math.sin(angle) - down * math.cos(angle)) / 4
    assert_gray_with_the_same_alpha(any_format, emboss(any_format, degrees), want)


def test_an_emboss_lights_a_raised_square_from_the_top_left() -> None:
    raised = np.full((20, 20), 100, np.uint8)
    raised[5:15, 5:15] = 160
    relief = emboss(Image.from_array(raised)).to_array()[..., 0]
    assert relief[0, 0] == relief[10, 10] == 128
    assert relief[10, 5] > 150
    assert relief[5, 10] > 150
    assert relief[10, 15] < 106
    assert relief[15, 10] < 106


@pytest.mark.parametrize("percent", [60, -40])
def test_a_vignette_grows_with_the_square_of_the_distance(any_format: Image, percent: int) -> None:
    if any_format.space == "cmyk":
        assert vignette(any_format).space == "rgb"
        return
    samples = any_format.to_array().astype(float)
    want = samples.copy()
    for y in range(5):
        for x in range(7):
            square = ((x + 0.5 - 3.5) ** 2 + (y + 0.5 - 2.5) ** 2) / (3.5**2 + 2.5**2)
            for band in range(samples.shape[2] - any_format.has_alpha):
                v, share = samples[y, x, band], abs(percent) / 100 * square
                want[y, x, band] = v * (1 - share) if percent > 0 else v + (any_format.peak - v) * share
    assert np.abs(vignette(any_format, percent).to_array() - np.floor(want + 0.5)).max() <= 1


def test_a_vignette_of_nothing_changes_nothing_and_the_middle_stays() -> None:
    flat = Image.from_array(np.full((101, 151), 200, np.uint8))
    assert (vignette(flat, 0).to_array() == 200).all()
    dark = vignette(flat, 100).to_array()[..., 0]
    assert dark[50, 75] == 200
    assert dark[0, 0] == dark[-1, -1] < 8


def test_grain_has_the_sigma_asked_for_and_is_the_same_in_every_channel() -> None:
    flat = Image.from_array(np.full((300, 400, 3), 128, np.uint8))
    noise = grain(flat, 12, seed=3).to_array().astype(float) - 128
    assert abs(noise[..., 0].std() - 12) < 0.2
    assert abs(noise[..., 0].mean()) < 0.2
    assert (noise[..., 0] == noise[..., 1]).all()
    assert (noise[..., 0] == noise[..., 2]).all()
    flat_noise = noise[..., 0].ravel() / noise[..., 0].std()
    assert abs((flat_noise**4).mean() - 3) < 0.15
    neighbours = np.corrcoef(noise[:, :-1, 0].ravel(), noise[:, 1:, 0].ravel())[0, 1]
    assert abs(neighbours) < 0.02


def test_grain_is_the_same_bytes_on_every_machine() -> None:
    flat = Image.from_array(np.full((33, 57), 100, np.uint16) * 257)
    digest = hashlib.sha256(grain(flat, 9.5, seed=7).to_array().astype("<u2").tobytes()).hexdigest()
    assert digest == GRAIN


def test_grain_differs_by_seed_and_not_by_the_order_of_tiles() -> None:
    flat = Image.from_array(np.full((600, 700), 100, np.uint8))
    done = grain(flat, 9, seed=1)
    whole = done.to_array()
    part = done.with_pixels(done.pixels.crop(300, 200, 50, 60)).to_array()
    assert (part == whole[200:260, 300:350]).all()
    assert (whole != grain(flat, 9, seed=2).to_array()).mean() > 0.5


def test_grain_in_every_format_adds_one_noise_scaled_to_the_depth(any_format: Image, make_picture) -> None:
    if any_format.space == "cmyk":
        assert grain(any_format).space == "rgb"
        return
    middle = Image.from_array(np.full((5, 7), 32768, np.uint16))
    noise = (grain(middle, 4).to_array()[..., 0].astype(float) - 32768) / 65535
    samples = any_format.to_array().astype(float)
    want = samples.copy()
    colors = samples.shape[2] - any_format.has_alpha
    want[..., :colors] += noise[..., None] * any_format.peak
    got = grain(any_format, 4).to_array()
    assert np.abs(got - np.clip(want, 0, any_format.peak)).max() <= 1.01
    assert (got[..., colors:] == samples[..., colors:]).all()


def mosaic(image: Image, size: int) -> np.ndarray:
    """Block means in integers, rounded half up."""
    samples = image.to_array().astype(object)
    out = samples.copy()
    height, width, bands = samples.shape
    for top in range(0, height, size):
        for left in range(0, width, size):
            block = samples[top : top + size, left : left + size].reshape(-1, bands)
            weights = [pixel[-1] if image.has_alpha else 1 for pixel in block]
            mean = []
            for band in range(bands):
                if image.has_alpha and band < bands - 1:
                    total, count = sum(p[band] * w for p, w in zip(block, weights, strict=True)), sum(weights)
                else:
                    total, count = sum(p[band] for p in block), len(block)
                mean.append((2 * total + count) // (2 * count) if count else 0)
            out[top : top + size, left : left + size] = mean
    return out.astype(image.to_array().dtype)


@pytest.mark.parametrize("size", [2, 3, 6, 100])
def test_a_mosaic_is_the_exact_mean_of_each_block(any_format: Image, size: int) -> None:
    done = pixelate(any_format, size)
    assert (done.to_array() == mosaic(any_format, size)).all()
    assert done.space == any_format.space


@settings(max_examples=25, deadline=None)
@given(
    width=st.integers(1, 60),
    height=st.integers(1, 60),
    size=st.integers(2, 70),
    bands=st.integers(1, 4),
    deep=st.booleans(),
)
def test_a_mosaic_of_any_size_is_exact(width: int, height: int, size: int, bands: int, deep: bool) -> None:
    kind = np.uint16 if deep else np.uint8
    samples = np.random.default_rng(width * height).integers(
        0, np.iinfo(kind).max, (height, width, bands), kind
    )
    image = Image.from_array(samples)
    assert (pixelate(image, size).to_array() == mosaic(image, size)).all()


@pytest.mark.parametrize(
    "refused",
    [
        lambda image: edges(image, "laplace"),
        lambda image: emboss(image, math.nan),
        lambda image: vignette(image, 101),
        lambda image: grain(image, -1),
        lambda image: grain(image, 5, seed=-1),
        lambda image: pixelate(image, 1),
    ],
)
def test_a_parameter_out_of_range_is_refused(refused, make_picture) -> None:
    with pytest.raises(BadValue, match="must"):
        refused(make_picture("rgb8"))
