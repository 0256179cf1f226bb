"""Neighbourhood operations against slow plain sums, and against Pillow where equality is promised."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageFilter

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops.filter import KERNELS, blur, denoise, glow, kernel, median, sharpen

PILLOW = {name: getattr(ImageFilter, name.upper().replace("-", "_")) for name in KERNELS}


def level(image: Image) -> float:
    """One step of the 8-bit scale in the picture's samples."""
    return image.peak / 255


def weighted(plane: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The sum of ``weights`` times neighbours, one pixel at a time, edges repeated."""
    height, width = plane.shape
    down, across = (side // 2 for side in weights.shape)
    out = np.zeros((height, width))
    for y in range(height):
        for x in range(width):
            total = 0.0
            for j in range(-down, down + 1):
                for i in range(-across, across + 1):
                    sample = plane[min(max(y + j, 0), height - 1), min(max(x + i, 0), width - 1)]
                    total += weights[j + down, i + across] * sample
            out[y, x] = total
    return out


def mixed(image: Image, weights: np.ndarray) -> np.ndarray:
    """What a blur should give: premultiplied sums, rounded half up."""
    samples = image.to_array().astype(float)
    if not image.has_alpha:
        return np.floor(
            np.stack([weighted(samples[..., b], weights) for b in range(samples.shape[2])], -1) + 0.5
        )
    alpha = samples[..., -1]
    soft = weighted(alpha, weights)
    bands = [
        np.divide(
            weighted(samples[..., b] * alpha, weights), soft, out=np.zeros_like(soft), where=soft > 1e-9
        )
        for b in range(samples.shape[2] - 1)
    ]
    return np.floor(np.clip(np.stack([*bands, soft], -1), 0, image.peak) + 0.5)


def gaussian_weights(sigma: float) -> np.ndarray:
    reach = math.ceil(5 * sigma)
    line = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    return np.outer(line, line) / line.sum() ** 2


def seen(image: Image, samples: np.ndarray) -> np.ndarray:
    """Premultiplied samples: colours count as much as they are seen."""
    samples = samples.astype(float)
    if image.has_alpha:
        samples[..., :-1] *= samples[..., -1:] / image.peak
    return samples


def assert_near(image: Image, got: Image, want: np.ndarray, levels: float) -> None:
    assert (got.size, got.space, got.depth, got.has_alpha) == (
        image.size,
        image.space,
        image.depth,
        image.has_alpha,
    )
    difference = np.abs(seen(image, got.to_array()) - seen(image, want))
    assert difference.max() <= levels * level(image)


def test_a_gaussian_blur_is_the_weighted_mean_within_one_level(any_format: Image) -> None:
    assert_near(any_format, blur(any_format, 1.2), mixed(any_format, gaussian_weights(1.2)), 1)


@pytest.mark.parametrize("sigma", [6.0, 9.0, 20.0, 70.0])
def test_a_wide_gaussian_on_a_coarse_grid_stays_within_one_level(sigma: float) -> None:
    rows, columns = np.mgrid[0:90, 0:110]
    hard = ((columns > 40) ^ (rows > 30)).astype(np.uint8) * 255
    reach = math.ceil(5 * sigma)
    line = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    padded = np.pad(hard.astype(float), reach, mode="edge")
    for axis in (0, 1):
        padded = np.apply_along_axis(np.convolve, axis, padded, line / line.sum(), mode="valid")
    got = blur(Image.from_array(hard), sigma).to_array()[..., 0]
    assert np.abs(got - padded).max() <= 1.5


def test_a_box_blur_is_the_plain_mean_of_the_square(any_format: Image) -> None:
    assert_near(any_format, blur(any_format, 1, "box"), mixed(any_format, np.full((3, 3), 1 / 9)), 0.01)


def test_a_motion_blur_mixes_along_its_line_only() -> None:
    dot = np.zeros((9, 9), np.uint8)
    dot[4, 4] = 250
    level_line = blur(Image.from_array(dot), 2, "motion").to_array()[..., 0]
    assert level_line[4].tolist() == [0, 0, 50, 50, 50, 50, 50, 0, 0]
    assert level_line.sum() == 250
    upright = blur(Image.from_array(dot), 2, "motion", degrees=90).to_array()[..., 0]
    assert (upright == level_line.T).all()


def test_a_motion_blur_at_45_degrees_falls_to_the_right() -> None:
    dot = np.zeros((11, 11), np.uint8)
    dot[5, 5] = 255
    streak = blur(Image.from_array(dot), 4, "motion", degrees=45).to_array()[..., 0].astype(int)
    falling = sum(streak[5 + i, 5 + i] for i in (-2, -1, 1, 2))
    rising = sum(streak[5 + i, 5 - i] for i in (-2, -1, 1, 2))
    assert falling > 4 * max(rising, 1)


def test_a_motion_blur_is_the_weighted_mean_in_every_format(any_format: Image) -> None:
    assert_near(any_format, blur(any_format, 2, "motion"), mixed(any_format, np.full((1, 5), 1 / 5)), 0.02)


def test_a_lens_blur_is_a_disc_with_a_soft_rim(any_format: Image) -> None:
    weights = np.array(
        [[min(max(2 + 0.5 - math.hypot(i, j), 0), 1) for i in range(-2, 3)] for j in range(-2, 3)]
    )
    assert_near(any_format, blur(any_format, 2, "lens"), mixed(any_format, weights / weights.sum()), 0.02)


@pytest.mark.parametrize("kind", ["gaussian", "box", "motion", "lens"])
@pytest.mark.parametrize("radius", [0.3, 3, 30])
def test_a_flat_picture_stays_flat_under_every_blur(kind: str, radius: float) -> None:
    flat = Image.from_array(np.full((6, 11, 3), (7, 128, 255), np.uint8))
    assert (blur(flat, radius, kind).to_array() == flat.to_array()).all()


@pytest.mark.parametrize("kind", ["gaussian", "box", "motion", "lens"])
def test_hidden_colours_do_not_bleed_into_what_is_seen(kind: str) -> None:
    samples = np.zeros((9, 9, 4), np.uint8)
    samples[..., 1] = 255
    samples[2:7, 2:7] = (255, 0, 0, 255)
    done = blur(Image.from_array(samples), 2, kind).to_array()
    assert (done[done[..., 3] > 8][:, :2] == (255, 0)).all()


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("name", sorted(KERNELS))
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_a_kernel_equals_pillow_bit_for_bit(name: str, mode: str, data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 40))
    shape = (height, width) if mode == "L" else (height, width, 3)
    noise = np.random.default_rng(data.draw(st.integers(0, 99))).integers(0, 256, shape, dtype=np.uint8)
    want = np.asarray(PillowImage.fromarray(noise).filter(PILLOW[name]))
    assert (kernel(Image.from_array(noise), name).to_array().reshape(shape) == want).all()


@pytest.mark.parametrize("name", sorted(KERNELS))
def test_a_kernel_on_an_opaque_picture_equals_pillow_and_keeps_alpha(name: str) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (20, 30, 4), dtype=np.uint8)
    noise[..., 3] = 255
    want = np.asarray(PillowImage.fromarray(noise[..., :3]).filter(PILLOW[name]))
    done = kernel(Image.from_array(noise), name).to_array()
    assert (done[..., :3] == want).all()
    assert (done[..., 3] == 255).all()


@pytest.mark.parametrize("name", sorted(KERNELS))
def test_a_kernel_in_every_format_is_its_formula(name: str, any_format: Image) -> None:
    if any_format.space == "cmyk":
        assert kernel(any_format, name).space == "rgb"
        return
    rows, divisor, offset = KERNELS[name]
    reach = len(rows) // 2
    samples = any_format.to_array().astype(float)
    want = samples.copy()
    colors = samples.shape[2] - any_format.has_alpha
    for y in range(reach, samples.shape[0] - reach):
        for x in range(reach, samples.shape[1] - reach):
            for band in range(colors):
                total = offset * level(any_format)
                for j in range(-reach, reach + 1):
                    for i in range(-reach, reach + 1):
                        here, there = samples[y, x], samples[y + j, x + i]
                        share = there[-1] / any_format.peak if any_format.has_alpha else 1
                        value = here[band] + (there[band] - here[band]) * share
                        total += rows[reach - j][reach + i] / divisor * value
                want[y, x, band] = min(max(math.floor(total + 0.5), 0), any_format.peak)
    assert np.abs(kernel(any_format, name).to_array() - want).max() <= 1


def test_sharpening_adds_the_difference_from_a_blur(any_format: Image) -> None:
    samples = any_format.to_array().astype(float)
    weights = gaussian_weights(1)
    want = samples.copy()
    if any_format.has_alpha:
        alpha = samples[..., -1]
        weight = weighted(alpha, weights)
    for band in range(samples.shape[2] - any_format.has_alpha):
        value = samples[..., band]
        soft = weighted(value * alpha, weights) / weight if any_format.has_alpha else weighted(value, weights)
        want[..., band] = np.clip(value + 0.8 * (value - soft), 0, any_format.peak)
    if any_format.has_alpha:
        want[alpha == 0] = samples[alpha == 0]
    got = sharpen(any_format, percent=80, radius=1)
    assert np.abs(got.to_array() - want).max() <= 0.75 * level(any_format)
    if any_format.has_alpha:
        assert (got.to_array()[..., -1] == samples[..., -1]).all()


def test_sharpening_leaves_differences_up_to_the_threshold(any_format: Image) -> None:
    assert (sharpen(any_format, threshold=255).to_array() == any_format.to_array()).all()


def test_sharpening_spares_a_faint_step_and_lifts_a_strong_one() -> None:
    steps = np.full((9, 30), 100, np.uint8)
    steps[:, 10:] = 104
    steps[:, 20:] = 200
    done = sharpen(Image.from_array(steps), threshold=10).to_array()[4, :, 0]
    assert (done[:15] == steps[4, :15]).all()
    assert done[20] > 200
    assert done[19] < 104


@pytest.mark.parametrize("size", [3, 5])
def test_a_median_is_the_middle_of_the_sorted_window(any_format: Image, size: int) -> None:
    samples = any_format.to_array().astype(float)
    if any_format.has_alpha:
        samples[..., :-1] = np.floor(samples[..., :-1] * samples[..., -1:] / any_format.peak + 0.5)
    padded = np.pad(samples, ((size // 2,) * 2, (size // 2,) * 2, (0, 0)), mode="edge")
    want = np.zeros_like(samples)
    for y, x, band in np.ndindex(*samples.shape):
        want[y, x, band] = sorted(padded[y : y + size, x : x + size, band].ravel())[size * size // 2]
    got = median(any_format, size).to_array()
    assert (
        np.abs(
            seen(any_format, got) - np.minimum(want, want[..., -1:] if any_format.has_alpha else want)
        ).max()
        <= 1
    )


@pytest.mark.parametrize("size", [4, 1, 101])
def test_a_median_without_a_middle_or_out_of_range_is_refused(any_format: Image, size: int) -> None:
    with pytest.raises(BadValue, match="size"):
        median(any_format, size)


def test_a_wide_median_on_16_bits_is_refused_and_on_8_bits_done(make_picture) -> None:
    with pytest.raises(BadValue, match="16 bits"):
        median(make_picture("rgb16"), 17)
    assert median(make_picture("rgb8"), 99).size == make_picture("rgb8").size


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("bands", [1, 2, 3, 4])
def test_denoising_lowers_noise_and_keeps_edges_and_alpha(kind: type, bands: int) -> None:
    scale = 257 if kind is np.uint16 else 1
    clean = np.full((40, 40, bands), 80.0)
    clean[:, 20:] = 170
    noise = np.random.default_rng(2).normal(0, 8, clean.shape)
    noisy = np.clip((clean + noise) * scale, 0, 255 * scale).astype(kind)
    done = denoise(Image.from_array(noisy), 10).to_array()
    colors = bands - (bands in (2, 4))
    before = np.abs(noisy[..., :colors] / scale - clean[..., :colors]).mean()
    after = np.abs(done[..., :colors] / scale - clean[..., :colors]).mean()
    assert after < before / 2
    assert done.dtype == kind
    assert (done[..., colors:] == noisy[..., colors:]).all()


def test_denoising_changes_no_flat_colour_in_any_format(make_picture) -> None:
    for color in ((10, 20, 200), (255, 0, 3)):
        flat = Image.from_array(np.full((30, 30, 3), color, np.uint8))
        assert (denoise(flat).to_array() == flat.to_array()).all()


def test_denoising_works_on_the_smallest_pictures_of_every_format(any_format: Image) -> None:
    one = any_format.with_pixels(any_format.pixels.crop(0, 0, 1, 1))
    assert denoise(one).size == one.size
    done = denoise(any_format)
    assert done.space == ("rgb" if any_format.space == "cmyk" else any_format.space)


def test_a_glow_screens_the_blurred_light(any_format: Image) -> None:
    if any_format.space == "cmyk":
        assert glow(any_format).space == "rgb"
        return
    samples = any_format.to_array().astype(float)
    peak, colors = any_format.peak, samples.shape[2] - any_format.has_alpha
    light = samples[..., :colors] * (samples[..., -1:] / peak if any_format.has_alpha else 1)
    want = samples.copy()
    for band in range(colors):
        soft = weighted(light[..., band], gaussian_weights(1.5))
        want[..., band] += 0.7 * soft * (1 - samples[..., band] / peak)
    got = glow(any_format, radius=1.5, amount=0.7).to_array()
    assert np.abs(got - want).max() <= 1.5 * level(any_format)
    assert (got[..., colors:] == samples[..., colors:]).all()


def test_a_glow_of_nothing_changes_nothing(any_format: Image) -> None:
    if any_format.space != "cmyk":
        assert (glow(any_format, amount=0).to_array() == any_format.to_array()).all()


@pytest.mark.parametrize(
    "refused",
    [
        lambda image: blur(image, 0),
        lambda image: blur(image, math.nan),
        lambda image: blur(image, 1001),
        lambda image: blur(image, 3, "zoom"),
        lambda image: blur(image, 3, "motion", math.inf),
        lambda image: sharpen(image, -1),
        lambda image: sharpen(image, threshold=300),
        lambda image: kernel(image, "sobel"),
        lambda image: denoise(image, 0),
        lambda image: glow(image, amount=2),
    ],
)
def test_a_parameter_out_of_range_is_refused(refused, make_picture) -> None:
    with pytest.raises(BadValue, match="must"):
        refused(make_picture("rgb8"))
