from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from limner.core.color import Color
from limner.core.errors import BadValue
from limner.core.geometry import ANCHORS, Size
from limner.core.image import Image
from limner.core.steps.geometry import Sides
from limner.ops.canvas import border, montage, pad, round_corners, tile
from limner.ops.resample import resample

Samples = np.ndarray[Any, Any]


def noise(width: int, height: int, channels: int = 3, seed: int = 0) -> Image:
    return Image.from_array(np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8))


def ink(color: str, image: Image) -> Samples:
    """A colour in the samples of the picture, worked out by hand."""
    red, green, blue = Color.parse(color).rgb
    parts = {
        "gray": [math.floor(0.299 * red + 0.587 * green + 0.114 * blue + 0.5)],
        "rgb": [red, green, blue],
        "cmyk": [255 - red, 255 - green, 255 - blue, 0],
    }[image.space]
    return np.array([*parts, *([255] if image.has_alpha else [])]) * (257 if image.depth == 16 else 1)


# -------------------------------------------------------------------------------- pad


def test_pad_puts_the_color_around_and_changes_no_sample(any_format: Image) -> None:
    done = pad(any_format, sides=Sides(left=1, top=2, right=3, bottom=4), color="orange")
    expected = np.empty((5 + 6, 7 + 4, any_format.to_array().shape[2]), any_format.to_array().dtype)
    expected[:] = ink("orange", any_format)
    expected[2:7, 1:8] = any_format.to_array()
    assert np.array_equal(done.to_array(), expected)
    assert (done.space, done.depth, done.has_alpha) == (
        any_format.space, any_format.depth, any_format.has_alpha,
    )  # fmt: skip


@pytest.mark.parametrize(("fill", "mode"), [("edge", "edge"), ("mirror", "symmetric")])
def test_pad_repeats_or_mirrors_the_edge(any_format: Image, fill: Any, mode: Any) -> None:
    done = pad(any_format, sides=Sides(left=4, top=2, right=3, bottom=5), fill=fill)
    expected = np.pad(any_format.to_array(), ((2, 5), (4, 3), (0, 0)), mode=mode)
    assert np.array_equal(done.to_array(), expected)


@pytest.mark.parametrize("anchor", ANCHORS)
def test_pad_to_a_size_holds_the_picture_at_its_anchor(anchor: Any) -> None:
    left = 0 if "left" in anchor else 5 if "right" in anchor else 2
    top = 0 if "top" in anchor else 3 if "bottom" in anchor else 1
    done = pad(noise(10, 7), width=15, height=10, anchor=anchor, color="black").to_array()
    assert done.shape == (10, 15, 3)
    assert np.array_equal(done[top : top + 7, left : left + 10], noise(10, 7).to_array())


@pytest.mark.parametrize(
    ("aspect", "size"), [("1:1", (100, 100)), ("16:9", (124, 70)), ("9:16", (100, 178)), ("10:7", (100, 70))]
)
def test_pad_to_an_aspect_is_the_smallest_canvas_that_holds_the_picture(
    aspect: str, size: tuple[int, int]
) -> None:
    assert pad(noise(100, 70), aspect=aspect).size == Size(*size)


def test_pad_in_percent_of_each_side() -> None:
    done = pad(noise(20, 10), sides=Sides(left=10, top=25, unit="percent"), color="black")
    assert done.size == Size(22, 13)
    assert np.array_equal(done.to_array()[3:, 2:], noise(20, 10).to_array())


@pytest.mark.parametrize("color", ["transparent", "#ff000080"])
def test_a_color_that_is_not_opaque_brings_alpha(make_picture: Any, color: str) -> None:
    for kind in ("gray8", "rgb8", "gray16", "rgb16", "cmyk8"):
        picture = make_picture(kind)
        done = pad(picture, width=9, color=color)
        assert done.has_alpha
        alpha = done.to_array()[..., -1]
        assert (alpha[:, 1:8] == picture.peak).all()
        assert (alpha[:, [0, 8]] == Color.parse(color).alpha * (picture.peak // 255)).all()


def test_a_blurred_backdrop_is_smooth_and_like_the_picture() -> None:
    rows, columns = np.mgrid[:90, :160]
    samples = np.stack([columns, rows * 2, columns * 0 + 90], -1).astype(np.uint8)
    samples[::2] = np.minimum(samples[::2], 200) + 40
    done = pad(Image.from_array(samples), aspect="1:1", fill="blur").to_array().astype(float)
    assert done.shape == (160, 160, 3)
    assert np.array_equal(done[35:125], samples)
    assert np.abs(np.diff(done[:30], axis=0)).max() < 8
    assert done[:35].mean() == pytest.approx(samples.mean(), abs=40)
    assert done[10, 150, 0] > done[10, 10, 0] + 40


@pytest.mark.parametrize(
    "measure",
    [
        {},
        {"width": 20, "aspect": "1:1"},
        {"width": 9},
        {"height": 6},
        {"aspect": "1:0"},
        {"width": 20, "fill": "noise"},
        {"width": 20, "color": "no colour"},
        {"width": 2_000_000},
        {"width": 900_000, "height": 900_000},
    ],
)
def test_a_pad_that_makes_no_sense_is_refused(measure: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        pad(noise(10, 7), **measure)


# ---------------------------------------------------------------------------- border


def test_a_border_grows_the_canvas_by_its_width(any_format: Image) -> None:
    done = border(any_format, 2, color="navy").to_array()
    expected = np.empty((9, 11, done.shape[2]), done.dtype)
    expected[:] = ink("navy", any_format)
    expected[2:7, 2:9] = any_format.to_array()
    assert np.array_equal(done, expected)


@pytest.mark.parametrize(("percent", "thick"), [(10, 5), (5, 3), (0.1, 1)])
def test_a_border_in_percent_is_of_the_shorter_side(percent: float, thick: int) -> None:
    assert border(noise(80, 50), percent, "percent").size == Size(80 + 2 * thick, 50 + 2 * thick)


def test_a_border_without_width_is_refused() -> None:
    with pytest.raises(BadValue, match="width"):
        border(noise(8, 5), 0)


# --------------------------------------------------------------------- round corners


def inside(width: int, height: int, across: float, down: float) -> Samples:
    """The share of each pixel inside the rounded rectangle, by 16x16 points a pixel."""
    fine = 16
    y, x = np.mgrid[: height * fine, : width * fine]
    x, y = (x + 0.5) / fine, (y + 0.5) / fine
    over_x = np.maximum(np.abs(x - width / 2) - (width / 2 - across), 0) / across
    over_y = np.maximum(np.abs(y - height / 2) - (height / 2 - down), 0) / down
    share = over_x**2 + over_y**2 <= 1
    return share.reshape(height, fine, width, fine).mean(axis=(1, 3))


@pytest.mark.parametrize(
    ("radius", "unit", "across", "down"),
    [(6, "px", 6, 6), (9.5, "px", 9.5, 9.5), (20, "percent", 8, 5), (50, "percent", 20, 12.5),
     (100, "px", 20, 12.5)],
)  # fmt: skip
def test_round_corners_are_antialiased(radius: float, unit: Any, across: float, down: float) -> None:
    """Within 1/12 of the supersampled share, everywhere."""
    done = round_corners(noise(40, 25), radius, unit)
    alpha = done.to_array()[..., 3] / 255
    assert np.abs(alpha - inside(40, 25, across, down)).max() <= 1 / 12
    assert np.array_equal(done.to_array()[..., :3], noise(40, 25).to_array())
    assert np.array_equal(alpha, alpha[::-1])
    assert np.array_equal(alpha, alpha[:, ::-1])


def test_round_corners_scale_the_alpha_that_is_there(any_format: Image) -> None:
    done = round_corners(any_format, 2, "px").to_array()
    before = any_format.to_array()
    opaque = round_corners(Image.from_array(np.zeros((5, 7), np.uint8)), 2, "px").to_array()[..., -1] / 255
    old = before[..., -1].astype(float) if any_format.has_alpha else np.full((5, 7), any_format.peak, float)
    colors = before.shape[2] - any_format.has_alpha
    assert np.array_equal(done[..., :colors], before[..., :colors])
    assert np.abs(done[..., -1] - old * opaque).max() <= 0.5 / 255 * any_format.peak + 1
    assert done[2, 3, -1] == old[2, 3]


# ------------------------------------------------------------------------------ tile


def test_tile_repeats_the_picture(any_format: Image) -> None:
    assert np.array_equal(tile(any_format, 3, 2).to_array(), np.tile(any_format.to_array(), (2, 3, 1)))


def test_a_tiling_without_end_is_refused() -> None:
    with pytest.raises(BadValue, match="too large"):
        tile(noise(2000, 2000), 1000, 1000)
    with pytest.raises(BadValue, match="columns"):
        tile(noise(2, 2), 0, 1)


# --------------------------------------------------------------------------- montage


def test_a_row_brings_the_others_to_the_height_of_the_first() -> None:
    first, second, third = noise(30, 20), noise(10, 10, seed=1), noise(50, 40, seed=2)
    done = montage(first, (second, third), gap=3, background="lime").to_array()
    assert done.shape == (20, 30 + 3 + 20 + 3 + 25, 3)
    assert np.array_equal(done[:, :30], first.to_array())
    assert (done[:, [30, 31, 32, 53, 54, 55]] == (0, 255, 0)).all()
    assert np.array_equal(done[:, 33:53], resample(second, Size(20, 20)).to_array())
    assert np.array_equal(done[:, 56:], resample(third, Size(25, 20)).to_array())


def test_a_column_brings_the_others_to_the_width_of_the_first() -> None:
    first, second = noise(30, 20), noise(60, 10, seed=1)
    done = montage(first, (second,), "column", gap=2, background="black").to_array()
    assert done.shape == (20 + 2 + 5, 30, 3)
    assert np.array_equal(done[:20], first.to_array())
    assert (done[20:22] == 0).all()
    assert np.array_equal(done[22:], resample(second, Size(30, 5)).to_array())


@pytest.mark.parametrize(("columns", "size"), [(None, (2, 2)), (3, (3, 1)), (1, (1, 3)), (2, (2, 2))])
def test_a_grid_has_cells_of_the_size_of_the_first(columns: int | None, size: tuple[int, int]) -> None:
    pictures = (noise(30, 20, seed=1), noise(20, 20, seed=2))
    done = montage(noise(30, 20), pictures, "grid", columns, gap=4, background="red").to_array()
    assert done.shape == (size[1] * 24 - 4, size[0] * 34 - 4, 3)
    corners = [(i // size[0] * 24, i % size[0] * 34) for i in range(3)]
    for (top, left), picture, margin in zip(corners, (noise(30, 20), *pictures), (0, 0, 5), strict=True):
        cell = done[top : top + 20, left : left + 30]
        assert np.array_equal(cell[:, margin : 30 - margin], picture.to_array())
        assert (cell[:, :margin] == (255, 0, 0)).all()
    if size == (2, 2):
        assert (done[24:, 34:] == (255, 0, 0)).all()


def test_a_montage_of_unlike_pictures_loses_nothing(make_picture: Any) -> None:
    gray, deep, clear = (make_picture(kind, seed=i) for i, kind in enumerate(["gray8", "rgb16", "rgba8"]))
    done = montage(gray, (deep, clear))
    assert (done.space, done.depth, done.has_alpha) == ("rgb", 16, True)
    samples = done.to_array()
    assert np.array_equal(samples[:, :7, :3], np.repeat(gray.to_array(), 3, axis=2).astype(int) * 257)
    assert np.array_equal(samples[:, 7:14, :3], deep.to_array())
    assert np.array_equal(samples[:, 14:], clear.to_array().astype(int) * 257)
    assert (samples[:, :14, 3] == 65535).all()


def test_a_transparent_background_of_a_montage_is_transparent() -> None:
    done = montage(noise(6, 6), (noise(6, 6, seed=1),), gap=2, background="transparent").to_array()
    assert (done[:, 6:8, 3] == 0).all()
    assert (done[:, :6, 3] == 255).all()


def test_labels_are_drawn_on_their_pictures() -> None:
    dark = Image.from_array(np.full((120, 160, 3), 60, np.uint8))
    plain = montage(dark, (dark, dark)).to_array()
    done = montage(dark, (dark, dark), labels=("one", "two")).to_array()
    assert done.shape == plain.shape
    changed = (done != plain).any(axis=(0, 2))
    assert changed[:160].any()
    assert changed[160:320].any()
    assert not changed[320:].any()


def test_before_and_after_are_labelled() -> None:
    dark = Image.from_array(np.full((120, 160, 3), 60, np.uint8))
    done = montage(dark, (dark,), "before-after").to_array()
    assert done.shape == (120, 320, 3)
    assert not np.array_equal(done[:, :160], done[:, 160:])
    assert done.max() > 180


@pytest.mark.parametrize(
    ("others", "options"),
    [
        (0, {}),
        (0, {"layout": "grid"}),
        (2, {"layout": "before-after"}),
        (1, {"columns": 2}),
        (1, {"labels": ("a", "b", "c")}),
        (1, {"gap": -1}),
        (1, {"layout": "heap"}),
        (1, {"background": "no colour"}),
    ],
)
def test_a_montage_that_makes_no_sense_is_refused(others: int, options: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        montage(noise(4, 4), (noise(4, 4),) * others, **options)


def test_geometry_keeps_profile_exif_and_resolution() -> None:
    from dataclasses import replace

    picture = replace(noise(30, 20), icc=b"profile", exif=b"exif", xmp=b"xmp", dpi=300.0)
    for done in (
        pad(picture, width=40), pad(picture, width=40, fill="blur"), border(picture), round_corners(picture),
        tile(picture), montage(picture, (noise(9, 9),)),
    ):  # fmt: skip
        assert (done.icc, done.exif, done.xmp, done.dpi) == (b"profile", b"exif", b"xmp", 300.0)
