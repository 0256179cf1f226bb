"""Overlays and blend modes against the W3C's formulas, one pixel at a time."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageCms

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.ops.blend import BLENDS
from limner.ops.composite import overlay


def soft_light(b: float, s: float) -> float:
    if s <= 0.5:
        return b - (1 - 2 * s) * b * (1 - b)
    d = ((16 * b - 12) * b + 4) * b if b <= 0.25 else math.sqrt(b)
    return b + (2 * s - 1) * (d - b)


def hard_light(b: float, s: float) -> float:
    return b * 2 * s if s <= 0.5 else b + (2 * s - 1) - b * (2 * s - 1)


ORACLE = {
    "normal": lambda b, s: s,
    "multiply": lambda b, s: b * s,
    "screen": lambda b, s: 1 - (1 - b) * (1 - s),
    "overlay": lambda b, s: hard_light(s, b),
    "darken": min,
    "lighten": max,
    "color-dodge": lambda b, s: 0 if b == 0 else 1 if s == 1 else min(1, b / (1 - s)),
    "color-burn": lambda b, s: 1 if b == 1 else 0 if s == 0 else 1 - min(1, (1 - b) / s),
    "hard-light": hard_light,
    "soft-light": soft_light,
    "difference": lambda b, s: abs(b - s),
    "exclusion": lambda b, s: b + s - 2 * b * s,
    "add": lambda b, s: min(1, b + s),
}
"""The W3C's functions B(backdrop, source), and the plain sum."""


def over(base: Image, top: Image, left: int, upper: int, blend: str, opacity: float) -> np.ndarray:
    """The general compositing formula; both pictures in one space."""
    out = base.to_array().astype(float)
    layer = top.to_array().astype(float) / top.peak
    colors = out.shape[2] - base.has_alpha
    for y in range(layer.shape[0]):
        for x in range(layer.shape[1]):
            j, i = y + upper, x + left
            if not (0 <= j < out.shape[0] and 0 <= i < out.shape[1]):
                continue
            alpha_s = (layer[y, x, -1] if top.has_alpha else 1) * opacity
            if alpha_s == 0:
                continue
            alpha_b = out[j, i, -1] / base.peak if base.has_alpha else 1.0
            alpha_o = alpha_s + alpha_b * (1 - alpha_s)
            for band in range(colors):
                cb, cs = out[j, i, band] / base.peak, layer[y, x, band]
                mixed = ORACLE[blend](cb, cs)
                co = alpha_s * (1 - alpha_b) * cs + alpha_s * alpha_b * mixed + (1 - alpha_s) * alpha_b * cb
                out[j, i, band] = math.floor(co / alpha_o * base.peak + 0.5)
            if base.has_alpha:
                out[j, i, -1] = math.floor(alpha_o * base.peak + 0.5)
    return out


def test_every_blend_mode_has_an_oracle() -> None:
    assert set(ORACLE) == set(BLENDS)


@pytest.mark.parametrize("top", ["rgb8", "rgba8", "rgba16"])
@pytest.mark.parametrize("base", ["rgb8", "rgba8", "rgb16", "rgba16"])
@pytest.mark.parametrize("blend", BLENDS)
def test_a_blend_follows_the_w3c_formula(blend: str, base: str, top: str, make_picture) -> None:
    below, above = make_picture(base, width=12, height=9), make_picture(top, width=12, height=9, seed=1)
    got = overlay(below, above, opacity=0.8, blend=blend)
    want = over(below, above, 0, 0, blend, 0.8)
    assert np.abs(got.to_array() - want).max() <= 1
    assert (got.depth, got.has_alpha) == (below.depth, below.has_alpha)


@pytest.mark.parametrize("blend", BLENDS)
def test_a_blend_is_right_at_black_and_white(blend: str) -> None:
    ramp = np.array([0, 1, 63, 64, 127, 128, 254, 255], np.uint8)
    below, above = Image.from_array(np.tile(ramp, (8, 1))), Image.from_array(np.tile(ramp[:, None], (1, 8)))
    got = overlay(below, above, blend=blend).to_array()
    assert np.abs(got - over(below, above, 0, 0, blend, 1.0)).max() <= 1


@pytest.mark.parametrize("top", ["gray8", "gray8a", "gray16", "gray16a"])
@pytest.mark.parametrize("base", ["gray8", "gray8a", "gray16", "gray16a"])
def test_gray_over_gray_stays_gray(base: str, top: str, make_picture) -> None:
    below, above = make_picture(base), make_picture(top, seed=1)
    got = overlay(below, above, blend="screen")
    assert (got.space, got.depth) == ("gray", below.depth)
    assert np.abs(got.to_array() - over(below, above, 0, 0, "screen", 1.0)).max() <= 1


def test_a_coloured_picture_makes_a_gray_canvas_rgb(make_picture) -> None:
    below, above = make_picture("gray8"), make_picture("rgb8", width=2, height=2)
    got = overlay(below, above, "top-left")
    assert got.space == "rgb"
    samples = got.to_array()
    assert (samples[:2, :2] == above.to_array()).all()
    assert (samples[2:] == below.to_array()[2:]).all()


def test_gray_over_rgb_counts_in_every_channel(make_picture) -> None:
    below, above = make_picture("rgb8"), make_picture("gray8", seed=2)
    assert (overlay(below, above).to_array() == above.to_array()).all()


def test_paper_and_black_over_cmyk_are_no_ink_and_much_ink(make_picture) -> None:
    below = make_picture("cmyk8")
    above = np.zeros((2, 2, 3), np.uint8)
    above[0] = 255
    got = overlay(below, Image.from_array(above), "top-left")
    assert got.space == "cmyk"
    samples = got.to_array()
    assert samples[0, :2].max() <= 2
    assert samples[1, :2].sum(-1).min() > 400
    assert (samples[2:] == below.to_array()[2:]).all()
    assert (samples[:, 2:] == below.to_array()[:, 2:]).all()


def test_cmyk_over_itself_multiplies_light(make_picture) -> None:
    below, above = make_picture("cmyk8"), make_picture("cmyk8", seed=3)
    light = (1 - below.to_array() / 255) * (1 - above.to_array() / 255)
    got = overlay(below, above, blend="multiply").to_array()
    assert np.abs(got - (1 - light) * 255).max() <= 1


def test_cmyk_over_rgb_is_converted(make_picture) -> None:
    paper = make_picture("cmyk8")
    paper = paper.with_pixels((paper.pixels * 0).cast("uchar").copy(interpretation="cmyk"))
    assert overlay(make_picture("rgb8"), paper).to_array().min() >= 253


def test_a_colour_is_converted_to_the_canvas_profile(make_picture) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab_d50 = replace(make_picture("rgb8"), icc=srgb)
    above = make_picture("rgb8", seed=4)
    got = overlay(lab_d50, above)
    assert got.icc == srgb
    assert np.abs(got.to_array().astype(int) - above.to_array()).max() <= 3
    assert (overlay(lab_d50, replace(above, icc=srgb)).to_array() == above.to_array()).all()


def test_a_canvas_with_red_and_blue_exchanged_gets_red_as_blue(make_picture) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = srgb.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)
    red = Image.from_array(np.full((5, 7, 3), (255, 0, 0), np.uint8))
    got = overlay(replace(make_picture("rgb8"), icc=exchanged), red).to_array()
    assert np.abs(got.astype(int) - (0, 0, 255)).max() <= 3
    back = overlay(make_picture("rgb8"), replace(red, icc=exchanged)).to_array()
    assert np.abs(back.astype(int) - (0, 0, 255)).max() <= 3


def test_a_point_is_rounded_half_up_to_pixels() -> None:
    dot = Image.from_array(np.full((1, 1), 255, np.uint8))
    done = overlay(Image.from_array(np.zeros((5, 5), np.uint8)), dot, at=(2.5, -0.5)).to_array()
    assert np.argwhere(done[..., 0]).tolist() == [[0, 3]]


@settings(max_examples=60, deadline=None)
@given(
    left=st.integers(-12, 12),
    top=st.integers(-12, 12),
    width=st.integers(1, 12),
    height=st.integers(1, 12),
)
def test_a_picture_lies_where_it_is_put_and_is_cut_at_the_canvas(
    left: int, top: int, width: int, height: int
) -> None:
    base = Image.from_array(np.full((9, 10, 3), 7, np.uint8))
    above = np.random.default_rng(0).integers(100, 200, (height, width, 3), dtype=np.uint8)
    want = base.to_array()
    inside = left < 10 and top < 9 and left + width > 0 and top + height > 0
    if not inside:
        with pytest.raises(BadValue, match="outside"):
            overlay(base, Image.from_array(above), at=(left, top))
        return
    for y in range(height):
        for x in range(width):
            if 0 <= y + top < 9 and 0 <= x + left < 10:
                want[y + top, x + left] = above[y, x]
    assert (overlay(base, Image.from_array(above), at=(left, top)).to_array() == want).all()


@pytest.mark.parametrize(
    ("anchor", "corner"),
    [
        ("center", (4, 3)),
        ("top", (4, 1)),
        ("bottom", (4, 6)),
        ("left", (1, 3)),
        ("right", (7, 3)),
        ("top-left", (1, 1)),
        ("bottom-right", (7, 6)),
    ],
)
def test_an_anchor_holds_the_picture_a_margin_from_its_sides(anchor: str, corner: tuple[int, int]) -> None:
    base = Image.from_array(np.zeros((9, 10), np.uint8))
    dot = Image.from_array(np.full((2, 2), 255, np.uint8))
    rows, columns = np.nonzero(overlay(base, dot, anchor, margin=1).to_array()[..., 0])
    assert (columns.min(), rows.min()) == corner
    assert len(rows) == 4


@pytest.mark.parametrize(("given", "width"), [({"width": 20}, 20), ({"percent": 25}, 25), ({}, 10)])
def test_a_picture_is_scaled_by_its_width_in_pixels_or_percent(given: dict, width: int) -> None:
    base = Image.from_array(np.zeros((80, 100), np.uint8))
    logo = Image.from_array(np.full((5, 10), 255, np.uint8))
    rows, columns = np.nonzero(overlay(base, logo, **given).to_array()[..., 0])
    assert columns.max() - columns.min() + 1 == width
    assert abs((rows.max() - rows.min() + 1) - width / 2) <= 1


@pytest.mark.parametrize(("anchor", "gap"), [("top-left", 0), ("center", 0), ("bottom-right", 3)])
def test_tiles_cover_the_canvas_in_step_with_the_anchor(anchor: str, gap: int) -> None:
    above = np.arange(1, 13, dtype=np.uint8).reshape(3, 4)
    got = overlay(
        Image.from_array(np.zeros((10, 15), np.uint8)), Image.from_array(above), anchor, margin=gap, tile=True
    ).to_array()[..., 0]
    left, top = {"top-left": (0, 0), "center": (5, 3), "bottom-right": (11, 7)}[anchor]
    cell = np.zeros((3 + gap, 4 + gap), np.uint8)
    cell[:3, :4] = above
    want = [[cell[(y - top) % (3 + gap), (x - left) % (4 + gap)] for x in range(15)] for y in range(10)]
    assert (got == want).all()


def test_nothing_changes_where_the_picture_is_transparent_or_its_opacity_is_0(any_format: Image) -> None:
    clear = Image.from_array(np.full((5, 7, 2), (200, 0), np.uint8))
    solid = Image.from_array(np.full((5, 7), 200, np.uint8))
    assert (overlay(any_format, clear, blend="difference").to_array() == any_format.to_array()).all()
    assert (overlay(any_format, solid, opacity=0).to_array() == any_format.to_array()).all()


@pytest.mark.parametrize(
    "given",
    [
        {"opacity": 1.5},
        {"margin": -1},
        {"blend": "dissolve"},
        {"width": 3, "percent": 10},
        {"percent": -4},
        {"at": (math.nan, 0)},
        {"at": (1e9, 0)},
    ],
)
def test_a_parameter_out_of_range_is_refused(given: dict, make_picture) -> None:
    with pytest.raises(BadValue):
        overlay(make_picture("rgb8"), make_picture("rgb8"), **given)
