"""The colour of the light, against slow scalar gains in linear light."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops import balance
from limner.ops.pixels import as_rgb


def light(encoded: float) -> float:
    return encoded / 12.92 if encoded <= 0.04045 else math.pow((encoded + 0.055) / 1.055, 2.4)


def encoded(linear: float) -> float:
    linear = min(1.0, linear)
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * math.pow(linear, 1 / 2.4) - 0.055


def luminance(red: float, green: float, blue: float) -> float:
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lit(image: Image, gains: tuple[float, float, float]) -> np.ndarray:
    """Each sample decoded, multiplied by its channel's gain and encoded again; alpha as it was."""
    result = as_rgb(image).to_array()
    for row, column in np.ndindex(*result.shape[:2]):
        for band, gain in enumerate(gains):
            value = image.peak * encoded(light(int(result[row, column, band]) / image.peak) * gain)
            result[row, column, band] = math.floor(value + 0.5)
    return result


@pytest.mark.parametrize("amount", [-100, -20, 35, 100])
def test_temperature_moves_red_and_blue_light_apart(amount: float, any_format: Image) -> None:
    warm, cool = 2 ** (amount / 100), 2 ** (-amount / 100)
    even = 1 / luminance(warm, 1, cool)
    done = balance.temperature(any_format, amount)
    np.testing.assert_array_equal(done.to_array(), lit(any_format, (warm * even, even, cool * even)))


@pytest.mark.parametrize("amount", [-100, -20, 35, 100])
def test_tint_moves_green_light_against_the_others(amount: float, any_format: Image) -> None:
    green = 2 ** (-amount / 100)
    even = 1 / luminance(1, green, 1)
    done = balance.tint(any_format, amount)
    np.testing.assert_array_equal(done.to_array(), lit(any_format, (even, green * even, even)))


def test_warmer_is_yellower_and_magenta_has_less_green() -> None:
    gray = Image.from_array(np.full((1, 1, 3), 128, np.uint8))
    red, green, blue = balance.temperature(gray, 20).to_array()[0, 0].tolist()
    assert red > green > blue
    red, green, blue = balance.tint(gray, 20).to_array()[0, 0].tolist()
    assert red == blue > green


@pytest.mark.parametrize("operation", [balance.temperature, balance.tint])
def test_an_amount_of_zero_changes_no_sample(operation: Any, any_format: Image) -> None:
    done = operation(any_format, 0)
    np.testing.assert_array_equal(done.to_array(), as_rgb(any_format).to_array())
    assert done.space == "rgb"


@given(st.floats(-100, 100), st.integers(0, 40000))
@settings(max_examples=60, deadline=None)
def test_grays_keep_their_luminance(amount: float, level: int) -> None:
    for table in (balance.temperature_table, balance.tint_table):
        parts = [light(part / 65535) for part in table(65535, amount)[level]]
        assert luminance(*parts) == pytest.approx(light(level / 65535), rel=1e-6, abs=1e-9)


@given(st.floats(-100, 100))
@settings(max_examples=30, deadline=None)
def test_a_brighter_sample_never_becomes_the_darker_one(amount: float) -> None:
    for table in (balance.temperature_table(255, amount), balance.tint_table(255, amount)):
        assert (np.diff(table, axis=0) >= 0).all()


def mean_light(array: np.ndarray, peak: int, weights: np.ndarray) -> list[float]:
    return [
        sum(
            light(int(sample) / peak) * int(weight)
            for sample, weight in zip(array[:, :, band].flat, weights.flat, strict=True)
        )
        / int(weights.sum(dtype=np.int64))
        for band in range(3)
    ]


def test_gray_world_gives_each_channel_the_mean_light(any_format: Image) -> None:
    done = balance.white_balance(any_format).to_array()
    if any_format.space == "gray":
        np.testing.assert_array_equal(done, any_format.to_array())
        return
    start = as_rgb(any_format)
    array = start.to_array()
    weights = array[:, :, 3] if start.has_alpha else np.ones(array.shape[:2], int)
    means = mean_light(array, start.peak, weights)
    target = luminance(*means)
    np.testing.assert_array_equal(done, lit(start, tuple(target / mean for mean in means)))


def test_gray_world_takes_a_cast_away() -> None:
    gray = np.random.default_rng(5).integers(60, 160, (20, 20, 1))
    cast = Image.from_array(np.clip(gray * [1.2, 1.0, 0.8], 0, 255).astype(np.uint8))
    done = balance.white_balance(cast).to_array().astype(int)
    assert np.ptp(cast.to_array().astype(int), axis=2).mean() > 30
    assert np.ptp(done, axis=2).mean() < 3


def test_white_patch_makes_the_brightest_hundredth_white_in_all_channels() -> None:
    array = np.random.default_rng(6).integers(0, 100, (20, 20, 3)).astype(np.uint8)
    array[0, :4] = (200, 180, 120)
    done = balance.white_balance(Image.from_array(array), "white-patch").to_array()
    assert (done[0, :4] == 200).all()
    gains = [light(200 / 255) / light(part / 255) for part in (200, 180, 120)]
    np.testing.assert_array_equal(done, lit(Image.from_array(array), tuple(gains)))


def test_white_patch_ignores_less_than_a_hundredth() -> None:
    array = np.full((20, 20, 3), (100, 80, 60), np.uint8)
    array[0, :3] = (10, 250, 10)
    done = balance.white_balance(Image.from_array(array), "white-patch").to_array()
    assert (done[5, 5] == 100).all()


@pytest.mark.parametrize("method", ["gray-world", "white-patch"])
def test_no_channel_changes_by_more_than_two_stops(method: Any) -> None:
    array = np.full((4, 4, 3), (250, 3, 0), np.uint8)
    done = balance.white_balance(Image.from_array(array), method).to_array()[0, 0].tolist()
    assert done[1] <= math.floor(255 * encoded(4 * light(3 / 255)) + 0.5)
    assert done[0] >= math.floor(255 * encoded(light(250 / 255) / 4) + 0.5)
    assert done[2] == 0


def test_a_neutral_colour_becomes_gray_of_its_luminance(any_format: Image) -> None:
    done = balance.white_balance(any_format, neutral="#c8a078").to_array()
    if any_format.space == "gray":
        np.testing.assert_array_equal(done, any_format.to_array())
        return
    parts = [light(part / 255) for part in (0xC8, 0xA0, 0x78)]
    gains = tuple(luminance(*parts) / part for part in parts)
    np.testing.assert_array_equal(done, lit(any_format, gains))
    swatch = Image.from_array(np.array([[[0xC8, 0xA0, 0x78]]], np.uint8))
    assert len(set(balance.white_balance(swatch, neutral="#c8a078").to_array().flat)) == 1


@pytest.mark.parametrize("method", ["gray-world", "white-patch"])
def test_a_wholly_transparent_picture_stays(method: Any, make_picture: Any) -> None:
    samples = make_picture("rgba8").to_array()
    samples[:, :, 3] = 0
    np.testing.assert_array_equal(
        balance.white_balance(Image.from_array(samples), method).to_array(), samples
    )


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("temperature", {"amount": 101}),
        ("tint", {"amount": math.nan}),
        ("white_balance", {"method": "auto"}),
        ("white_balance", {"neutral": "no colour"}),
        ("white_balance", {"neutral": "red"}),
        ("white_balance", {"neutral": "#ffffff80"}),
    ],
)
def test_parameters_out_of_range_are_refused(
    name: str, parameters: dict[str, Any], make_picture: Any
) -> None:
    with pytest.raises(BadValue):
        getattr(balance, name)(make_picture("rgb8"), **parameters)
