"""Colour operations against slow scalar ones, the standard library's HSV, Pillow and a written-out CIE94."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageEnhance

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops import color
from limner.ops.pixels import as_rgb

WEIGHTS = (19595 / 65536, 38470 / 65536, 7471 / 65536)
Parts = tuple[float, float, float]


def started(image: Image) -> Image:
    return as_rgb(image) if image.space == "cmyk" else image


def dot(weights: tuple[float, ...], parts: Parts) -> float:
    return sum(weight * part for weight, part in zip(weights, parts, strict=True))


def assert_each_pixel(done: Image, image: Image, scalar: Callable[[Parts, int], Parts]) -> None:
    """``done`` is ``scalar(parts, peak)`` at every pixel, rounded half up and clipped; alpha as it was.

    Where the exact value lies within 1e-2 of a half, either neighbour will do: libvips adds in floats.
    """
    start, result = as_rgb(image).to_array(), done.to_array()
    assert done.depth == image.depth
    assert result.shape == start.shape
    for place in np.ndindex(*start.shape[:2]):
        exact = scalar(tuple(float(part) for part in start[place][:3]), image.peak)
        for got, value in zip(result[place][:3].tolist(), exact, strict=True):
            allowed = {math.floor(value + 0.5 + nudge) for nudge in (-1e-2, 1e-2)}
            assert got in {max(0, min(image.peak, level)) for level in allowed}, (place, exact, result[place])
    np.testing.assert_array_equal(result[:, :, 3:], start[:, :, 3:])


def saturated(parts: Parts, percent: float) -> Parts:
    luma = dot(WEIGHTS, parts)
    return tuple(luma + (part - luma) * (1 + percent / 100) for part in parts)


def livelier(parts: Parts, peak: int, percent: float) -> Parts:
    return saturated(parts, percent * (1 - (max(parts) - min(parts)) / peak))


def turned(parts: Parts, peak: int, degrees: float) -> Parts:
    hue, saturation, value = colorsys.rgb_to_hsv(*(part / peak for part in parts))
    return tuple(peak * part for part in colorsys.hsv_to_rgb((hue + degrees / 360) % 1, saturation, value))


@pytest.mark.parametrize("percent", [-100, -35, 20, 150, 1000])
def test_saturation_scales_the_distance_from_luma(percent: float, any_format: Image) -> None:
    done = color.saturation(any_format, percent)
    if any_format.space == "gray":
        assert done is any_format
        return
    assert_each_pixel(done, any_format, lambda parts, peak: saturated(parts, percent))


@pytest.mark.parametrize("percent", [-100, -35, 20, 150, 1000])
def test_vibrance_spares_what_is_saturated(percent: float, any_format: Image) -> None:
    done = color.vibrance(any_format, percent)
    if any_format.space == "gray":
        assert done is any_format
        return
    assert_each_pixel(done, any_format, lambda parts, peak: livelier(parts, peak, percent))


@pytest.mark.parametrize("degrees", [30, 60, 90, 137.5, 180, -45, 725])
def test_hue_turns_the_hsv_wheel(degrees: float, any_format: Image) -> None:
    done = color.hue(any_format, degrees)
    if any_format.space == "gray":
        assert done is any_format
        return
    assert_each_pixel(done, any_format, lambda parts, peak: turned(parts, peak, degrees))


def test_hue_takes_pure_colours_round_the_wheel() -> None:
    red = Image.from_array(np.array([[[255, 0, 0]]], np.uint8))
    wheel = {
        0: (255, 0, 0), 60: (255, 255, 0), 120: (0, 255, 0), 180: (0, 255, 255), 240: (0, 0, 255),
        300: (255, 0, 255), 360: (255, 0, 0), -120: (0, 0, 255),
    }  # fmt: skip
    for degrees, parts in wheel.items():
        assert tuple(color.hue(red, degrees).to_array()[0, 0].tolist()) == parts


def test_a_third_of_a_turn_exchanges_the_channels(make_picture: Any) -> None:
    image = make_picture("rgb16", width=40, height=30)
    np.testing.assert_array_equal(color.hue(image, 120).to_array(), image.to_array()[:, :, [2, 0, 1]])


def test_grays_have_no_hue() -> None:
    grays = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    np.testing.assert_array_equal(color.hue(Image.from_array(grays), 77).to_array(), grays)


IDENTITIES: dict[str, Callable[[Image], Image]] = {
    "saturation": lambda i: color.saturation(i, 0),
    "vibrance": lambda i: color.vibrance(i, 0),
    "hue 0": lambda i: color.hue(i, 0),
    "hue 360": lambda i: color.hue(i, 360),
    "hue -720": lambda i: color.hue(i, -720),
    "hue 36000": lambda i: color.hue(i, 36000),
    "sepia": lambda i: color.sepia(i, 0),
    "color_overlay": lambda i: color.color_overlay(i, "red", 0),
    "color_overlay, transparent": lambda i: color.color_overlay(i, "transparent", 1),
}


@pytest.mark.parametrize("name", IDENTITIES)
@pytest.mark.parametrize("pixel_format", ["rgb8", "rgba8", "rgb16", "rgba16"])
def test_asking_for_no_change_changes_no_sample(name: str, pixel_format: str, make_picture: Any) -> None:
    image = make_picture(pixel_format, width=150, height=150)
    np.testing.assert_array_equal(IDENTITIES[name](image).to_array(), image.to_array())


def pillow(image: Image) -> PillowImage.Image:
    return PillowImage.fromarray(image.to_array())


def test_grayscale_is_pillows_bit_for_bit(make_picture: Any) -> None:
    image = make_picture("rgb8", width=400, height=400)
    done = color.grayscale(image)
    assert done.space == "gray"
    np.testing.assert_array_equal(done.to_array()[:, :, 0], np.asarray(pillow(image).convert("L")))


def test_grayscale_on_every_format(any_format: Image) -> None:
    done, start = color.grayscale(any_format), started(any_format)
    assert (done.space, done.depth, done.has_alpha) == ("gray", start.depth, start.has_alpha)
    if any_format.space == "gray":
        assert done is any_format
        return
    array, result = start.to_array(), done.to_array()
    for place in np.ndindex(*array.shape[:2]):
        red, green, blue = (int(part) for part in array[place][:3])
        assert result[place][0] == (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16
    if start.has_alpha:
        np.testing.assert_array_equal(result[:, :, 1], array[:, :, 3])


def test_grayscale_of_16_bits_rounds_exactly(make_picture: Any) -> None:
    array = make_picture("rgb16", width=500, height=400).to_array()
    wide = array.astype(np.int64)
    luma = (19595 * wide[:, :, 0] + 38470 * wide[:, :, 1] + 7471 * wide[:, :, 2] + 32768) >> 16
    np.testing.assert_array_equal(color.grayscale(Image.from_array(array)).to_array()[:, :, 0], luma)


def test_a_profile_goes_when_the_channels_it_speaks_of_go(make_picture: Any) -> None:
    colourful, gray = (replace(make_picture(kind), icc=b"profile") for kind in ("rgb8", "gray8"))
    assert color.grayscale(colourful).icc is None
    assert color.sepia(gray).icc is None
    assert color.grayscale(gray).icc == b"profile"
    assert color.sepia(colourful).icc == b"profile"


def test_no_saturation_is_gray_in_three_channels(make_picture: Any) -> None:
    image = make_picture("rgb8", width=200, height=200)
    done = color.saturation(image, -100).to_array()
    gray = color.grayscale(image).to_array()
    np.testing.assert_array_equal(done, np.repeat(gray, 3, axis=2))


@pytest.mark.parametrize("percent", [-100, -40, 30, 120])
def test_saturation_is_pillows_color_within_two(percent: float, make_picture: Any) -> None:
    image = make_picture("rgb8", width=64, height=64)
    theirs = np.asarray(ImageEnhance.Color(pillow(image)).enhance(1 + percent / 100), int)
    assert np.abs(color.saturation(image, percent).to_array() - theirs).max() <= 2


@pytest.mark.parametrize("amount", [0.35, 1.0])
def test_sepia_is_its_matrix_mixed_in(amount: float, any_format: Image) -> None:
    rows = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))
    assert_each_pixel(
        color.sepia(any_format, amount),
        any_format,
        lambda parts, peak: tuple(
            amount * dot(row, parts) + (1 - amount) * part for row, part in zip(rows, parts, strict=True)
        ),
    )


def test_duotone_goes_from_dark_to_light_with_luma(any_format: Image) -> None:
    dark, light = (25, 25, 112), (255, 215, 0)

    def mapped(parts: Parts, peak: int) -> Parts:
        luma = dot(WEIGHTS, parts) / peak
        return tuple((low + (high - low) * luma) * peak / 255 for low, high in zip(dark, light, strict=True))

    assert_each_pixel(color.duotone(any_format), any_format, mapped)


def test_duotone_gives_its_colours_at_black_and_white() -> None:
    ends = Image.from_array(np.array([[0, 255]], np.uint8))
    done = color.duotone(ends, "navy", "#ffc0cb").to_array()
    assert done[0].tolist() == [[0, 0, 128], [255, 192, 203]]


@pytest.mark.parametrize(("name", "share"), [("#ff8000", 0.3), ("#ff800080", 0.3 * 128 / 255)])
def test_color_overlay_mixes_every_sample_with_the_colour(name: str, share: float, any_format: Image) -> None:
    assert_each_pixel(
        color.color_overlay(any_format, name),
        any_format,
        lambda parts, peak: tuple(
            part + (laid * peak / 255 - part) * share for part, laid in zip(parts, (255, 128, 0), strict=True)
        ),
    )


def lab(parts: Parts, peak: int) -> Parts:
    """CIE L*a*b* (D65) of an sRGB colour, from the standard's formulas."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (part / peak for part in parts)
    )
    tristimulus = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950470,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088827,
    )
    fx, fy, fz = (
        t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in tristimulus
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def cie94(first: Parts, second: Parts) -> float:
    """CIE 116-1995 for graphic arts with neither colour as the standard: lightness, chroma and hue apart."""
    chromas = [math.hypot(a, b) for _, a, b in (first, second)]
    mean = math.sqrt(chromas[0] * chromas[1])
    hues = [math.atan2(b, a) for _, a, b in (first, second)]
    turned = 2 * mean * math.sin((hues[0] - hues[1]) / 2)
    return math.hypot(
        first[0] - second[0], (chromas[0] - chromas[1]) / (1 + 0.045 * mean), turned / (1 + 0.015 * mean)
    )


def nearness(parts: Parts, sought: Parts, tolerance: float, peak: int) -> float:
    distance = cie94(lab(sought, 255), lab(parts, peak))
    return max(0.0, min(1.0, (1.2 * tolerance - distance) / (0.2 * tolerance)))


@pytest.mark.parametrize(("tolerance", "sought"), [(30, (200, 60, 40)), (60, (128, 128, 128))])
def test_replace_color_goes_by_cie94(tolerance: float, sought: Parts, any_format: Image) -> None:
    start = as_rgb(any_format).to_array()
    done = color.replace_color(any_format, "rgb({},{},{})".format(*sought), "blue", tolerance).to_array()
    scale = any_format.peak / 255
    touched = 0
    for place in np.ndindex(*start.shape[:2]):
        parts = tuple(float(part) for part in start[place][:3])
        share = nearness(parts, sought, tolerance, any_format.peak)
        touched += share > 0
        mixed = [part + (new * scale - part) * share for part, new in zip(parts, (0, 0, 255), strict=True)]
        np.testing.assert_allclose(done[place][:3], mixed, atol=2 * scale)
        if share == 0:
            np.testing.assert_array_equal(done[place], start[place])
    np.testing.assert_array_equal(done[:, :, 3:], start[:, :, 3:])
    assert touched or any_format.space == "gray"


def test_replace_color_with_no_tolerance_takes_that_colour_alone() -> None:
    array = np.array([[[255, 0, 0], [254, 0, 0], [255, 1, 0], [255, 0, 1], [0, 0, 1], [0, 0, 0]]], np.uint8)
    done = color.replace_color(Image.from_array(array), "red", "lime", 0).to_array()
    assert done[0, 0].tolist() == [0, 255, 0]
    np.testing.assert_array_equal(done[0, 1:], array[0, 1:])
    close = np.array([[[0, 255, 255], [1, 255, 255]]], np.uint8)
    done = color.replace_color(Image.from_array(close), "aqua", "black", 0).to_array()
    assert done.tolist() == [[[0, 0, 0], [1, 255, 255]]]
    done = color.replace_color(Image.from_array(array), "black", "white", 0).to_array()
    assert done[0, 5].tolist() == [255, 255, 255]
    np.testing.assert_array_equal(done[0, :5], array[0, :5])


def test_replacing_a_strong_colour_takes_its_shades_and_leaves_gray() -> None:
    array = np.array([[[255, 0, 0], [220, 20, 20], [128, 128, 128], [200, 200, 200]]], np.uint8)
    done = color.replace_color(Image.from_array(array), "red", "blue", 40).to_array()
    assert done[0, :2].tolist() == [[0, 0, 255], [0, 0, 255]]
    np.testing.assert_array_equal(done[0, 2:], array[0, 2:])


@given(st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)), st.sampled_from([8, 16]))
@settings(max_examples=60, deadline=None)
def test_replace_color_always_takes_the_colour_itself(parts: tuple[int, int, int], depth: int) -> None:
    array = np.array([[parts]], np.uint8)
    image = Image.from_array(array if depth == 8 else array.astype(np.uint16) * 257)
    done = color.replace_color(image, "rgb({},{},{})".format(*parts), "#102030", 0).to_array()
    assert (done[0, 0] // (1 if depth == 8 else 257)).tolist() == [0x10, 0x20, 0x30]


def test_transparent_makes_the_pixels_transparent_and_keeps_their_colour(any_format: Image) -> None:
    done = color.replace_color(any_format, "gray", "transparent", 40)
    start = started(any_format)
    before, after = start.to_array(), done.to_array()
    assert (done.space, done.has_alpha) == (start.space, True)
    colours = before.shape[2] - start.has_alpha
    np.testing.assert_array_equal(after[:, :, :colours], before[:, :, :colours])
    rgb = as_rgb(start).to_array()
    for place in np.ndindex(*before.shape[:2]):
        share = nearness(tuple(float(part) for part in rgb[place][:3]), (128, 128, 128), 40, start.peak)
        alpha = int(before[place][-1]) if start.has_alpha else start.peak
        assert after[place][-1] == pytest.approx(alpha * (1 - share), abs=0.01 * start.peak)
        if share in (0, 1):
            assert after[place][-1] == alpha * (1 - share)


def test_a_see_through_colour_is_laid_in_with_its_alpha() -> None:
    red = Image.from_array(np.array([[[255, 0, 0], [0, 0, 255]]], np.uint8))
    done = color.replace_color(red, "red", "#00ff0080").to_array()
    assert done.tolist() == [[[0, 255, 0, 128], [0, 0, 255, 255]]]


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("saturation", {"percent": -101}),
    ("saturation", {"percent": math.nan}),
    ("vibrance", {"percent": 1001}),
    ("hue", {"degrees": math.inf}),
    ("sepia", {"amount": 1.1}),
    ("duotone", {"dark": "no colour"}),
    ("duotone", {"light": "transparent"}),
    ("color_overlay", {"color": "red", "amount": -0.1}),
    ("color_overlay", {"color": "#12"}),
    ("replace_color", {"old": "red", "new": "blue", "tolerance": 101}),
    ("replace_color", {"old": "transparent", "new": "blue"}),
    ("replace_color", {"old": "red", "new": "blu"}),
]


@pytest.mark.parametrize(("name", "parameters"), REFUSED)
def test_parameters_out_of_range_are_refused(
    name: str, parameters: dict[str, Any], make_picture: Any
) -> None:
    with pytest.raises(BadValue) as refused:
        getattr(color, name)(make_picture("rgb8"), **parameters)
    assert str(refused.value)


LAZY: dict[str, Callable[[Image], Image]] = {
    **{
        name: getattr(color, name)
        for name in ("saturation", "vibrance", "hue", "grayscale", "sepia", "duotone")
    },
    "color_overlay": lambda i: color.color_overlay(i, "red"),
    "replace_color": lambda i: color.replace_color(i, "red", "transparent"),
}


@pytest.mark.parametrize("name", LAZY)
def test_nothing_is_computed_before_it_is_asked_for(name: str) -> None:
    import pyvips

    endless = Image(pyvips.Image.black(1_000_000, 1_000_000, bands=3).copy(interpretation="srgb"))
    assert LAZY[name](endless).size == endless.size
