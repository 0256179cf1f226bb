from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from limner.core.errors import BadValue
from limner.core.geometry import ANCHORS, Box, Size
from limner.core.image import Image
from limner.core.steps.base import InPart
from limner.core.steps.geometry import Sides
from limner.ops.geometry import crop, flip, quarter_turns, resize, transpose, zoom


def ramp(width: int, height: int, channels: int = 3) -> Image:
    """Every pixel has another value."""
    rows, columns = np.mgrid[:height, :width]
    planes = [rows * 7 + columns * 13, rows * 5 + columns, rows + columns * 3, rows * 0 + 200]
    return Image.from_array((np.stack(planes[:channels], -1) % 256).astype(np.uint8))


def bordered(color: object, *, depth: type = np.uint8) -> np.ndarray[Any, Any]:
    """A 20x12 picture: noise of 0-99 in (3, 2, 15, 9), ``color`` around it."""
    samples = np.empty((12, 20, 3), depth)
    samples[:] = color
    samples[2:9, 3:15] = np.random.default_rng(0).integers(0, 100, (7, 12, 3))
    return samples


# ------------------------------------------------------------------------------- crop


@pytest.mark.parametrize("box", [(0, 0, 7, 5), (2, 1, 6, 4), (6, 4, 7, 5)])
def test_a_crop_by_box_keeps_just_those_samples(any_format: Image, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    for given_as in (box, Box(*box)):
        kept = crop(any_format, given_as)
        assert np.array_equal(kept.to_array(), any_format.to_array()[top:bottom, left:right])
        assert (kept.space, kept.depth, kept.has_alpha) == (
            any_format.space, any_format.depth, any_format.has_alpha,
        )  # fmt: skip


PILLOW = {"L": (np.uint8, ()), "LA": (np.uint8, (2,)), "RGB": (np.uint8, (3,)), "RGBA": (np.uint8, (4,)),
          "I;16": (np.uint16, ())}  # fmt: skip
PAIRS = {
    "crop": (lambda image: crop(image, (100, 100, 600, 600)), lambda old: old.crop((100, 100, 600, 600))),
    "centre crop": (
        lambda image: crop(image, width=333, height=222),
        lambda old: old.crop(((703 - 333) // 2, (641 - 222) // 2, (703 + 333) // 2, (641 - 222) // 2 + 222)),
    ),
    "flip horizontal": (flip, lambda old: old.transpose(Pillow.Transpose.FLIP_LEFT_RIGHT)),
    "flip vertical": (
        lambda image: flip(image, "vertical"),
        lambda old: old.transpose(Pillow.Transpose.FLIP_TOP_BOTTOM),
    ),
    "turn 90": (
        lambda image: quarter_turns(image, 1),
        lambda old: old.transpose(Pillow.Transpose.ROTATE_270),
    ),
    "turn 180": (
        lambda image: quarter_turns(image, 2),
        lambda old: old.transpose(Pillow.Transpose.ROTATE_180),
    ),
    "turn 270": (
        lambda image: quarter_turns(image, -1),
        lambda old: old.transpose(Pillow.Transpose.ROTATE_90),
    ),
    "transpose": (transpose, lambda old: old.transpose(Pillow.Transpose.TRANSPOSE)),
    "transverse": (
        lambda image: transpose(image, "anti"),
        lambda old: old.transpose(Pillow.Transpose.TRANSVERSE),
    ),
}


@pytest.mark.parametrize("mode", PILLOW)
@pytest.mark.parametrize("name", PAIRS)
def test_moving_samples_equals_pillow_bit_for_bit(name: str, mode: str) -> None:
    kind, channels = PILLOW[mode]
    samples = np.random.default_rng(3).integers(0, np.iinfo(kind).max + 1, (641, 703, *channels), dtype=kind)
    ours, theirs = PAIRS[name]
    expected = np.asarray(theirs(Pillow.fromarray(samples)))
    assert np.array_equal(ours(Image.from_array(samples)).to_array().squeeze(), expected)


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_crop_to_a_size_is_held_at_its_anchor(anchor: Any) -> None:
    left = 0 if "left" in anchor else 4 if "right" in anchor else 2
    top = 0 if "top" in anchor else 3 if "bottom" in anchor else 1
    kept = crop(ramp(10, 7), width=6, height=4, anchor=anchor)
    assert np.array_equal(kept.to_array(), ramp(10, 7).to_array()[top : top + 4, left : left + 6])


def test_a_side_that_is_not_given_stays_whole() -> None:
    assert crop(ramp(10, 7), width=6).size == Size(6, 7)
    assert crop(ramp(10, 7), height=2).size == Size(10, 2)


@pytest.mark.parametrize(
    ("aspect", "size"),
    [("1:1", (70, 70)), ("16:9", (100, 56)), ("9:16", (39, 70)), ("10:7", (100, 70)), ("2.35:1", (100, 43))],
)
def test_a_crop_to_an_aspect_is_the_largest_of_that_shape(aspect: str, size: tuple[int, int]) -> None:
    assert crop(ramp(100, 70), aspect=aspect).size == Size(*size)


def test_sides_take_pixels_or_percent_off() -> None:
    picture = ramp(20, 10)
    pixels = crop(picture, sides=Sides(left=1, top=2, right=3, bottom=4)).to_array()
    assert np.array_equal(pixels, picture.to_array()[2:6, 1:17])
    percent = crop(picture, sides=Sides(left=10, right=20, bottom=25, unit="percent")).to_array()
    assert np.array_equal(percent, picture.to_array()[: 10 - 3, 2:-4])  # 2.5 rows round half up


def test_parts_that_share_an_edge_hold_every_pixel_once() -> None:
    picture = ramp(11, 7)
    top, bottom = crop(picture, part=InPart(bottom=0.5)), crop(picture, part=InPart(top=0.5))
    assert np.array_equal(np.vstack([top.to_array(), bottom.to_array()]), picture.to_array())
    left, right = crop(picture, part=InPart(right=1 / 3)), crop(picture, part=InPart(left=1 / 3))
    assert np.array_equal(np.hstack([left.to_array(), right.to_array()]), picture.to_array())


def test_a_fraction_is_taken_of_each_side() -> None:
    kept = crop(ramp(10, 6), fraction=0.5)
    assert np.array_equal(kept.to_array(), ramp(10, 6).to_array()[1:4, 2:7])


@given(st.data())
def test_what_is_cropped_fits_back_where_it_was(data: st.DataObject) -> None:
    picture = ramp(13, 9)
    left, top = data.draw(st.integers(0, 12)), data.draw(st.integers(0, 8))
    box = Box(left, top, data.draw(st.integers(left + 1, 13)), data.draw(st.integers(top + 1, 9)))
    back = picture.pixels.insert(crop(picture, box).pixels, box.left, box.top)
    assert np.array_equal(back.numpy(), picture.to_array())


@pytest.mark.parametrize(
    "measure",
    [
        {"box": (5, 5, 11, 7)},
        {"box": (-1, 0, 5, 5)},
        {"width": 11},
        {"width": 5, "height": 8},
    ],
)
def test_a_crop_outside_the_picture_is_refused(measure: dict[str, Any]) -> None:
    with pytest.raises(BadValue, match="the 10x7 picture") as caught:
        crop(ramp(10, 7), **measure)
    assert "pad or resize" in str(caught.value.hint)


@pytest.mark.parametrize(
    "measure",
    [
        {},
        {"width": 5, "aspect": "1:1"},
        {"fraction": 0.5, "trim": True},
        {"width": 0},
        {"fraction": 0.0},
        {"fraction": 1.5},
        {"fraction": float("nan")},
        {"aspect": "0:1"},
        {"aspect": "wide"},
        {"box": (1, 2, 3)},
        {"box": (3, 3, 3, 9)},
        {"box": ("a", 0, 1, 1)},
        {"sides": Sides(left=60, right=50, unit="percent")},
        {"sides": Sides(top=7)},
        {"part": InPart(left=0.6, right=0.4)},
        {"width": 5, "anchor": "middle"},
    ],
)
def test_a_crop_that_makes_no_sense_is_refused(measure: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        crop(ramp(10, 7), **measure)


# ------------------------------------------------------------------------------- trim


@pytest.mark.parametrize("color", [0, 255, (200, 150, 120)])
def test_trim_takes_the_border_off(color: object) -> None:
    samples = bordered(color)
    samples[2:9, 3:15] = 128 - samples[2:9, 3:15]
    assert np.array_equal(crop(Image.from_array(samples), trim=True).to_array(), samples[2:9, 3:15])


@pytest.mark.parametrize(("depth", "unit"), [(np.uint8, 1), (np.uint16, 257)])
def test_trim_counts_a_difference_of_the_tolerance_as_border(depth: type, unit: int) -> None:
    samples = np.full((12, 20, 3), 100 * unit, depth)
    samples[1, 1] = 112 * unit
    samples[5, 8] = 113 * unit
    picture = Image.from_array(samples)
    assert crop(picture, trim=True, tolerance=12).size == Size(1, 1)
    assert crop(picture, trim=True, tolerance=11).size == Size(8, 5)


def test_a_difference_in_one_band_is_enough_for_trim() -> None:
    samples = np.full((12, 20, 3), 100, np.uint8)
    samples[5:7, 8:11, 2] = 140
    assert crop(Image.from_array(samples), trim=True).size == Size(3, 2)


def test_trim_sees_transparent_pixels_as_one_color() -> None:
    samples = np.random.default_rng(0).integers(0, 256, (12, 20, 4), dtype=np.uint8)
    samples[..., 3] = 0
    samples[4:6, 5:9, 3] = 255
    kept = crop(Image.from_array(samples), trim=True)
    assert np.array_equal(kept.to_array(), samples[4:6, 5:9])


def test_trim_takes_off_bars_of_another_color_at_the_right_and_bottom() -> None:
    samples = bordered(0)
    samples[2:9, 3:15] += 100
    samples[9:], samples[:, 15:] = 255, 255
    assert np.array_equal(crop(Image.from_array(samples), trim=True).to_array(), samples[2:9, 3:15])


def test_trimming_a_picture_that_is_all_border_is_refused() -> None:
    with pytest.raises(BadValue, match="all border"):
        crop(Image.from_array(np.full((4, 5, 3), 9, np.uint8)), trim=True)


# ------------------------------------------------------------------------------- resize


@pytest.mark.parametrize(
    ("measure", "size"),
    [
        ({"width": 150}, (150, 100)),
        ({"height": 50}, (75, 50)),
        ({"width": 7}, (7, 5)),  # 4.67
        ({"percent": 50}, (150, 100)),
        ({"percent": 0.1}, (1, 1)),
        ({"percent": 33.5}, (101, 67)),  # 100.5 half up
        ({"longest": 100}, (100, 67)),
        ({"shortest": 100}, (150, 100)),
        ({"megapixels": 0.015}, (150, 100)),
        ({"width": 100, "height": 100}, (100, 67)),
        ({"width": 400, "height": 100}, (150, 100)),
        ({"width": 100, "height": 100, "fit": "fill"}, (100, 100)),
        ({"width": 100, "height": 100, "fit": "pad"}, (100, 100)),
        ({"width": 100, "height": 100, "fit": "stretch"}, (100, 100)),
        ({"width": 1080, "height": 1350, "fit": "fill"}, (1080, 1350)),
    ],
)
def test_a_resize_gives_the_size_asked_for(measure: dict[str, Any], size: tuple[int, int]) -> None:
    assert resize(ramp(300, 200), **measure).size == Size(*size)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 90), st.integers(1, 90), st.data())
def test_no_size_is_off_by_one(width: int, height: int, wide: int, high: int, data: st.DataObject) -> None:
    kernel: Any = data.draw(st.sampled_from(["nearest", "linear", "cubic", "lanczos3"]))
    fit: Any = data.draw(st.sampled_from(["stretch", "fill", "pad"]))
    done = resize(ramp(width, height), wide, high, fit=fit, kernel=kernel)
    assert done.to_array().shape == (high, wide, 3)
    inner = resize(ramp(width, height), wide, high, kernel=kernel)
    assert inner.to_array().shape == (inner.height, inner.width, 3)
    assert (inner.width == wide and inner.height <= high) or (inner.height == high and inner.width <= wide)


def test_fill_cuts_the_same_off_both_ends() -> None:
    samples = np.zeros((10, 40), np.uint8)
    samples[:, 15:25] = 255
    filled = resize(Image.from_array(samples), 20, 20, fit="fill").to_array()[..., 0]
    assert np.array_equal(filled, filled[:, ::-1])
    assert filled.mean() > 240


def test_pad_fills_up_with_the_background(make_picture: Any) -> None:
    done = resize(
        make_picture("gray16", width=40, height=20), 20, 20, fit="pad", background="gray"
    ).to_array()
    assert (done[:5] == 128 * 257).all()
    assert (done[15:] == 128 * 257).all()
    assert done[5:15].std() > 1000


@pytest.mark.parametrize("measure", [
    {}, {"width": 5, "percent": 50}, {"percent": 0}, {"longest": -3}, {"megapixels": float("inf")},
    {"width": 10, "fit": "squash"}, {"width": 10, "kernel": "sinc"}, {"percent": 10_000, "longest": None},
    {"width": 10, "height": 12, "fit": "pad", "background": "no colour"},
])  # fmt: skip
def test_a_resize_that_makes_no_sense_is_refused(measure: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        resize(ramp(40_000, 1), **measure)


# ------------------------------------------------------------------------------- the rest


@pytest.mark.parametrize("anchor", ANCHORS)
def test_zoom_keeps_the_canvas_and_the_anchored_point(anchor: Any) -> None:
    samples = np.tile(np.arange(0, 240, 6, dtype=np.uint8), (40, 1))
    across = zoom(Image.from_array(samples), 2, anchor).to_array()[:, :, 0]
    down = zoom(Image.from_array(samples.T.copy()), 2, anchor).to_array()[:, :, 0]
    start = 0 if "left" in anchor else 20 if "right" in anchor else 10
    expected = (start + (np.arange(40) + 0.5) / 2 - 0.5) * 6
    assert across.shape == (40, 40)
    assert np.abs(across[20, 4:-4] - expected[4:-4]).max() <= 1
    start = 0 if "top" in anchor else 20 if "bottom" in anchor else 10
    expected = (start + (np.arange(40) + 0.5) / 2 - 0.5) * 6
    assert np.abs(down[4:-4, 20] - expected[4:-4]).max() <= 1


def test_zoom_by_one_changes_nothing_and_below_one_is_refused() -> None:
    assert zoom(ramp(5, 4), 1).pixels is not None
    assert np.array_equal(zoom(ramp(5, 4), 1).to_array(), ramp(5, 4).to_array())
    with pytest.raises(BadValue, match="factor"):
        zoom(ramp(5, 4), 0.5)


def test_flips_and_transposes_move_samples_of_every_format(any_format: Image) -> None:
    samples = any_format.to_array()
    assert np.array_equal(flip(any_format).to_array(), samples[:, ::-1])
    assert np.array_equal(flip(any_format, "vertical").to_array(), samples[::-1])
    assert np.array_equal(transpose(any_format).to_array(), samples.swapaxes(0, 1))
    assert np.array_equal(transpose(any_format, "anti").to_array(), samples[::-1, ::-1].swapaxes(0, 1))


def test_an_unknown_axis_is_refused() -> None:
    with pytest.raises(BadValue, match="axis"):
        flip(ramp(5, 4), "diagonal")  # type: ignore[arg-type]
    with pytest.raises(BadValue, match="diagonal"):
        transpose(ramp(5, 4), "minor")  # type: ignore[arg-type]


def test_geometry_touches_neither_profile_nor_exif_nor_resolution() -> None:
    from dataclasses import replace

    picture = replace(ramp(30, 20), icc=b"profile", exif=b"exif", xmp=b"xmp", dpi=300.0)
    for done in (
        crop(picture, width=5),
        resize(picture, width=9),
        zoom(picture),
        flip(picture),
        transpose(picture),
    ):
        assert (done.icc, done.exif, done.xmp, done.dpi) == (b"profile", b"exif", b"xmp", 300.0)
