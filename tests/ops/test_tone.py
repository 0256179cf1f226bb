"""Tone operations against slow scalar ones, Pillow, and the properties that a table must have."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageEnhance, ImageOps

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops import tone
from limner.ops.pixels import as_rgb

percents = st.floats(-100, 1000)
amounts = st.floats(-100, 100)
peaks = st.sampled_from([255, 65535])


def half_up(value: float | Fraction, peak: int) -> int:
    return max(
        0, min(peak, math.floor(value + Fraction(1, 2) if isinstance(value, Fraction) else value + 0.5))
    )


def expected(image: Image, scalar: Callable[[int, int], float | Fraction]) -> np.ndarray:
    """Each colour sample through ``scalar(sample, peak)``, a sample at a time; alpha as it was."""
    start = as_rgb(image) if image.space == "cmyk" else image
    array = start.to_array()
    result = array.copy()
    for row, column, band in np.ndindex(*array.shape):
        if not (image.has_alpha and band == array.shape[2] - 1):
            sample = int(array[row, column, band])
            result[row, column, band] = half_up(scalar(sample, image.peak), image.peak)
    return result


def light(encoded: float) -> float:
    return encoded / 12.92 if encoded <= 0.04045 else math.pow((encoded + 0.055) / 1.055, 2.4)


def encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * math.pow(linear, 1 / 2.4) - 0.055


def exposed(sample: int, peak: int, ev: float) -> float:
    return peak * encoded(min(1.0, light(sample / peak) * math.pow(2, ev)))


def levelled(sample: int, peak: int, low: int, high: int, power: float, out_low: int, out_high: int) -> float:
    scale = peak // 255
    part = min(1.0, max(0.0, (sample - low * scale) / ((high - low) * scale)))
    return scale * (out_low + (out_high - out_low) * math.pow(part, 1 / power))


def lifted(sample: int, peak: int, amount: float) -> float:
    x = sample / peak
    if x >= 0.75:
        return sample
    strength = amount / 50 if amount > 0 else amount / 100
    return sample * (1 + strength * math.pow(1 - x / 0.75, 2))


def binned(sample: int, peak: int, count: int) -> Fraction:
    return Fraction(sample * count // (peak + 1) * peak, count - 1)


ORACLES: dict[str, tuple[Callable[[Image], Image], Callable[[int, int], float | Fraction]]] = {
    "brightness 20": (lambda i: tone.brightness(i, 20), lambda v, p: Fraction(v * 120, 100)),
    "brightness 25": (lambda i: tone.brightness(i, 25), lambda v, p: Fraction(v * 125, 100)),
    "brightness 100": (lambda i: tone.brightness(i, 100), lambda v, p: 2 * v),
    "brightness -35": (lambda i: tone.brightness(i, -35), lambda v, p: Fraction(v * 65, 100)),
    "brightness -100": (lambda i: tone.brightness(i, -100), lambda v, p: 0),
    "contrast 15": (
        lambda i: tone.contrast(i, 15),
        lambda v, p: Fraction(p, 2) + (v - Fraction(p, 2)) * Fraction(115, 100),
    ),
    "contrast -40": (
        lambda i: tone.contrast(i, -40),
        lambda v, p: Fraction(p, 2) + (v - Fraction(p, 2)) * Fraction(6, 10),
    ),
    "contrast -100": (lambda i: tone.contrast(i, -100), lambda v, p: Fraction(p, 2)),
    "exposure 1": (lambda i: tone.exposure(i, 1), lambda v, p: exposed(v, p, 1)),
    "exposure -1.5": (lambda i: tone.exposure(i, -1.5), lambda v, p: exposed(v, p, -1.5)),
    "gamma 2.2": (lambda i: tone.gamma(i, 2.2), lambda v, p: p * math.pow(v / p, 1 / 2.2)),
    "gamma 0.5": (lambda i: tone.gamma(i, 0.5), lambda v, p: Fraction(v * v, p)),
    "levels 10 240": (
        lambda i: tone.levels(i, 10, 240),
        lambda v, p: Fraction((v - 10 * (p // 255)) * 255, 230),
    ),
    "levels, all five": (
        lambda i: tone.levels(i, 30, 200, 1.4, 20, 230),
        lambda v, p: levelled(v, p, 30, 200, 1.4, 20, 230),
    ),
    "levels turned round": (
        lambda i: tone.levels(i, out_black=255, out_white=0),
        lambda v, p: p - v,
    ),
    "shadows 60": (lambda i: tone.shadows(i, 60), lambda v, p: lifted(v, p, 60)),
    "shadows -80": (lambda i: tone.shadows(i, -80), lambda v, p: lifted(v, p, -80)),
    "highlights -60": (lambda i: tone.highlights(i, -60), lambda v, p: p - lifted(p - v, p, 60)),
    "highlights 80": (lambda i: tone.highlights(i, 80), lambda v, p: p - lifted(p - v, p, -80)),
    "invert": (tone.invert, lambda v, p: p - v),
    "posterize 4": (tone.posterize, lambda v, p: binned(v, p, 4)),
    "posterize 7": (lambda i: tone.posterize(i, 7), lambda v, p: binned(v, p, 7)),
}


@pytest.mark.parametrize("name", ORACLES)
def test_every_sample_is_what_slow_arithmetic_says(name: str, any_format: Image) -> None:
    operation, scalar = ORACLES[name]
    np.testing.assert_array_equal(operation(any_format).to_array(), expected(any_format, scalar))


IDENTITIES: dict[str, Callable[[Image], Image]] = {
    "brightness": lambda i: tone.brightness(i, 0),
    "contrast": lambda i: tone.contrast(i, 0),
    "exposure": lambda i: tone.exposure(i, 0),
    "gamma": lambda i: tone.gamma(i, 1),
    "levels": tone.levels,
    "curves": lambda i: tone.curves(i, ((255, 255), (0, 0), (90, 90))),
    "shadows": lambda i: tone.shadows(i, 0),
    "highlights": lambda i: tone.highlights(i, 0),
    "invert twice": lambda i: tone.invert(tone.invert(i)),
}


@pytest.mark.parametrize("name", IDENTITIES)
def test_asking_for_no_change_changes_no_sample(name: str) -> None:
    every16 = Image.from_array(np.arange(65536, dtype=np.uint16).reshape(256, 256))
    every8 = Image.from_array(np.arange(256, dtype=np.uint8).reshape(16, 16))
    for image in (every8, every16):
        np.testing.assert_array_equal(IDENTITIES[name](image).to_array(), image.to_array())


@pytest.mark.parametrize("name", IDENTITIES)
def test_asking_for_no_change_keeps_the_layout(name: str, any_format: Image) -> None:
    start = as_rgb(any_format) if any_format.space == "cmyk" else any_format
    done = IDENTITIES[name](any_format)
    np.testing.assert_array_equal(done.to_array(), start.to_array())
    assert (done.space, done.depth, done.has_alpha) == (start.space, start.depth, start.has_alpha)


@given(peaks, percents, percents, st.floats(-10, 10), st.floats(0.01, 100), amounts, st.integers(2, 256))
@settings(max_examples=60, deadline=None)
def test_a_brighter_sample_never_becomes_the_darker_one(
    peak: int, percent: float, steepness: float, ev: float, power: float, amount: float, count: int
) -> None:
    for table in (
        tone.brightness_table(peak, percent),
        tone.contrast_table(peak, steepness),
        tone.exposure_table(peak, ev),
        tone.gamma_table(peak, power),
        tone.shadows_table(peak, amount),
        tone.highlights_table(peak, amount),
        tone.posterize_table(peak, count),
    ):
        assert (np.diff(np.floor(table + 0.5)) >= 0).all()


@given(peaks, amounts)
@settings(max_examples=60, deadline=None)
def test_shadows_leave_the_upper_quarter_and_highlights_the_lower_quarter(peak: int, amount: float) -> None:
    samples = np.arange(peak + 1)
    dark, bright = tone.shadows_table(peak, amount), tone.highlights_table(peak, amount)
    assert (dark[samples >= 0.75 * peak] == samples[samples >= 0.75 * peak]).all()
    assert (bright[samples <= 0.25 * peak] == samples[samples <= 0.25 * peak]).all()
    assert (dark[0], dark[-1], bright[0], bright[-1]) == (0, peak, 0, peak)
    sign = np.sign(amount)
    assert (np.sign(dark - samples) * sign >= 0).all()
    assert (np.sign(np.round(bright - samples, 6)) * sign >= 0).all()


def fritsch_carlson(points: list[tuple[float, float]], at: float) -> float:
    """The paper's algorithm for one value: three-point slopes, the circle of radius 3, Hermite's basis."""
    points = sorted(points)
    if at <= points[0][0]:
        return points[0][1]
    if at >= points[-1][0]:
        return points[-1][1]
    secants = [(d - b) / (c - a) for (a, b), (c, d) in pairwise(points)]
    slopes = [secants[0]]
    for before, after in pairwise(secants):
        slopes.append((before + after) / 2 if before * after > 0 else 0.0)
    slopes.append(secants[-1])
    for k, secant in enumerate(secants):
        if secant == 0:
            slopes[k] = slopes[k + 1] = 0.0
            continue
        alpha, beta = slopes[k] / secant, slopes[k + 1] / secant
        if alpha**2 + beta**2 > 9:
            tau = 3 / math.sqrt(alpha**2 + beta**2)
            slopes[k], slopes[k + 1] = tau * alpha * secant, tau * beta * secant
    k = max(i for i in range(len(secants)) if points[i][0] <= at)
    (a, b), (c, d) = points[k], points[k + 1]
    t = (at - a) / (c - a)
    return (
        b * (2 * t**3 - 3 * t**2 + 1)
        + (c - a) * slopes[k] * (t**3 - 2 * t**2 + t)
        + d * (-2 * t**3 + 3 * t**2)
        + (c - a) * slopes[k + 1] * (t**3 - t**2)
    )


knots = st.lists(
    st.tuples(st.integers(0, 255), st.integers(0, 255)),
    min_size=2,
    max_size=7,
    unique_by=lambda knot: knot[0],
)


@given(knots)
@settings(deadline=None)
def test_a_curve_is_fritsch_and_carlsons(points: list[tuple[int, int]]) -> None:
    table = tone.curves_table(255, tuple(points))
    slow = [fritsch_carlson([(float(x), float(y)) for x, y in points], v) for v in range(256)]
    np.testing.assert_allclose(table, slow, atol=1e-9)
    for x, y in points:
        assert table[x] == pytest.approx(y)


@given(knots)
@settings(deadline=None)
def test_a_curve_never_overshoots_its_points(points: list[tuple[int, int]]) -> None:
    table = tone.curves_table(255, tuple(points))
    ordered = sorted(points)
    for (a, b), (c, d) in pairwise(ordered):
        steps = np.diff(table[a : c + 1]) * (1 if d >= b else -1)
        assert (steps >= -1e-9).all()


def test_a_curve_on_16_bits_is_the_curve_on_8_bits_scaled() -> None:
    small, large = tone.curves_table(255), tone.curves_table(65535)
    np.testing.assert_allclose(large[::257] / 257, small, atol=1e-9)


def test_a_curve_for_one_channel_leaves_the_others(make_picture: Any) -> None:
    image = make_picture("rgba8")
    green = tone.curves(image, channel="green").to_array()
    both = tone.curves(image).to_array()
    np.testing.assert_array_equal(green[:, :, [0, 2, 3]], image.to_array()[:, :, [0, 2, 3]])
    np.testing.assert_array_equal(green[:, :, 1], both[:, :, 1])
    assert (green != image.to_array()).any()


def test_a_curve_for_one_channel_makes_gray_rgb(make_picture: Any) -> None:
    done = tone.curves(make_picture("gray16a"), channel="red")
    assert (done.space, done.depth, done.has_alpha) == ("rgb", 16, True)


@pytest.mark.parametrize("level", [0, 1, 100, 128, 200.5, 255])
def test_threshold_compares_luma_with_the_level(level: float, any_format: Image) -> None:
    start = as_rgb(any_format) if any_format.space == "cmyk" else any_format
    result = start.to_array()
    colours = result.shape[2] - any_format.has_alpha
    for row, column in np.ndindex(*result.shape[:2]):
        parts = [int(part) for part in result[row, column, :colours]]
        weights = (19595, 38470, 7471) if colours == 3 else (65536,)
        luma = (sum(w * p for w, p in zip(weights, parts, strict=True)) + 32768) >> 16
        result[row, column, :colours] = start.peak if luma >= level * (start.peak / 255) else 0
    np.testing.assert_array_equal(tone.threshold(any_format, level).to_array(), result)


@pytest.mark.parametrize("percent", [0, 35, 50, 99.9])
def test_opacity_scales_alpha_and_leaves_the_colours(percent: float, any_format: Image) -> None:
    start = as_rgb(any_format) if any_format.space == "cmyk" else any_format
    before, after = start.to_array(), tone.opacity(any_format, percent).to_array()
    colours = before.shape[2] - start.has_alpha
    assert after.shape[2] == colours + 1
    np.testing.assert_array_equal(after[:, :, :colours], before[:, :, :colours])
    for row, column in np.ndindex(*before.shape[:2]):
        alpha = int(before[row, column, -1]) if start.has_alpha else start.peak
        exact = Fraction(alpha) * Fraction(str(percent)) / 100
        assert after[row, column, -1] == half_up(exact, start.peak)


def test_full_opacity_changes_nothing(any_format: Image) -> None:
    assert tone.opacity(any_format, 100) is any_format


def pillow(image: Image) -> PillowImage.Image:
    return PillowImage.fromarray(image.to_array())


@pytest.mark.parametrize("percent", [-100, -60, -7, 0, 20, 33, 150])
def test_brightness_is_pillows_within_one(percent: float, make_picture: Any) -> None:
    image = make_picture("rgb8", width=64, height=64)
    theirs = np.asarray(ImageEnhance.Brightness(pillow(image)).enhance(1 + percent / 100), int)
    assert np.abs(tone.brightness(image, percent).to_array() - theirs).max() <= 1


def test_invert_is_pillows(make_picture: Any) -> None:
    image = make_picture("rgb8", width=64, height=64)
    np.testing.assert_array_equal(tone.invert(image).to_array(), np.asarray(ImageOps.invert(pillow(image))))


def test_threshold_is_pillows_point_on_luma(make_picture: Any) -> None:
    image = make_picture("rgb8", width=64, height=64)
    theirs = pillow(image).convert("L").point(lambda luma: 255 if luma >= 90 else 0).convert("RGB")
    np.testing.assert_array_equal(tone.threshold(image, 90).to_array(), np.asarray(theirs))


def test_exposure_by_one_stop_doubles_the_light() -> None:
    table = tone.exposure_table(65535, 1) / 65535
    before = np.arange(65536) / 65535
    unclipped = table < 0.9999
    doubled = [light(value) for value in table[unclipped][::97]]
    np.testing.assert_allclose(doubled, [2 * light(value) for value in before[unclipped][::97]], rtol=2e-4)


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("brightness", {"percent": -101}),
    ("brightness", {"percent": math.nan}),
    ("brightness", {"percent": math.inf}),
    ("contrast", {"percent": 1001}),
    ("exposure", {"ev": 11}),
    ("gamma", {"gamma": 0}),
    ("gamma", {"gamma": -1}),
    ("levels", {"black": 200, "white": 100}),
    ("levels", {"black": 100, "white": 100}),
    ("levels", {"white": 256}),
    ("levels", {"gamma": 0}),
    ("curves", {"points": ()}),
    ("curves", {"points": ((0, 0),)}),
    ("curves", {"points": ((0, 0), (0, 255))}),
    ("curves", {"points": ((0, 0), (5e-324, 255))}),
    ("curves", {"points": ((0, 0), (255, 256))}),
    ("curves", {"points": ((0, math.nan), (255, 255))}),
    ("curves", {"channel": "alpha"}),
    ("highlights", {"amount": 101}),
    ("shadows", {"amount": -101}),
    ("posterize", {"levels": 1}),
    ("posterize", {"levels": 257}),
    ("threshold", {"level": -1}),
    ("opacity", {"percent": 101}),
]


@pytest.mark.parametrize(("name", "parameters"), REFUSED)
def test_a_parameter_out_of_range_is_refused_with_what_is_allowed(
    name: str, parameters: dict[str, Any], make_picture: Any
) -> None:
    with pytest.raises(BadValue) as refused:
        getattr(tone, name)(make_picture("rgb8"), **parameters)
    assert str(refused.value)


@pytest.mark.parametrize("name", [*ORACLES, "curves", "threshold", "opacity"])
def test_nothing_is_computed_before_it_is_asked_for(name: str) -> None:
    import pyvips

    endless = Image(pyvips.Image.black(1_000_000, 1_000_000, bands=3).copy(interpretation="srgb"))
    operation = ORACLES[name][0] if name in ORACLES else getattr(tone, name)
    assert operation(endless).size == endless.size


def test_what_travels_along_stays(make_picture: Any) -> None:
    from dataclasses import replace

    image = replace(make_picture("rgb8"), icc=b"profile", exif=b"exif", dpi=300.0)
    done = tone.brightness(image)
    assert (done.icc, done.exif, done.dpi) == (b"profile", b"exif", 300.0)


def test_a_table_is_made_once_and_cannot_be_written_to() -> None:
    table = tone.exposure_table(65535, 1.25)
    assert tone.exposure_table(65535, 1.25) is table
    assert tone.exposure_table(65535, 1.5) is not table
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 1


def test_the_points_of_a_curve_may_be_lists(make_picture: Any) -> None:
    image = make_picture("rgb8")
    bent = tone.curves(image, [[0, 0], [128, 150], [255, 255]])  # type: ignore[arg-type, list-item]
    same = tone.curves(image, ((0, 0), (128, 150), (255, 255)))
    np.testing.assert_array_equal(bent.to_array(), same.to_array())
