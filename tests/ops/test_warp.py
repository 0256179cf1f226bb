from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from limner.core.errors import BadValue, Final
from limner.core.geometry import Size
from limner.core.image import Image
from limner.ops.detection import quadrilateral, tilt
from limner.ops.resample import resample
from limner.ops.warp import perspective, rotate, shear, straighten

Samples = np.ndarray[Any, Any]


def smooth(width: int, height: int) -> Image:
    """A picture that a cubic interpolates well: slow waves, another in each band."""
    rows, columns = np.mgrid[:height, :width]
    waves = [
        np.sin(columns / 5) + np.cos(rows / 7),
        np.cos((columns + rows) / 6),
        np.sin((columns - rows) / 8),
    ]
    return Image.from_array((128 + 50 * np.stack(waves, -1)).astype(np.uint8))


def cubic_at(samples: Samples, x: float, y: float) -> Samples:
    """The Catmull-Rom cubic at a position in pixels, sample i at i + 0.5; the edge repeats."""

    def weight(distance: float) -> float:
        d = abs(distance)
        if d >= 2:
            return 0.0
        return 1.5 * d**3 - 2.5 * d**2 + 1 if d < 1 else -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2

    height, width = samples.shape[:2]
    x, y = x - 0.5, y - 0.5
    total = np.zeros(samples.shape[2])
    for row in range(math.floor(y) - 1, math.floor(y) + 3):
        for column in range(math.floor(x) - 1, math.floor(x) + 3):
            sample = samples[min(max(row, 0), height - 1), min(max(column, 0), width - 1)]
            total += weight(x - column) * weight(y - row) * sample
    return total


def worst(done: Image, source: Image, place: Any) -> float:
    """The largest difference to the oracle at pixels whose place is 2 pixels or more inside the source."""
    samples, result = source.to_array().astype(float), done.to_array().astype(float)
    differences = [0.0]
    for row in range(0, done.height, 3):
        for column in range(0, done.width, 3):
            x, y = place(column + 0.5, row + 0.5)
            if 2 <= x <= source.width - 2 and 2 <= y <= source.height - 2:
                expected = cubic_at(samples, x, y).clip(0, source.peak)
                differences.append(float(np.abs(expected - result[row, column]).max()))
    assert len(differences) > 30
    return max(differences)


# ----------------------------------------------------------------------------- rotate


@pytest.mark.parametrize("turns", range(-5, 6))
@pytest.mark.parametrize("canvas", ["expand", "crop"])
def test_quarter_turns_move_samples_and_change_none(any_format: Image, turns: int, canvas: Any) -> None:
    done = rotate(any_format, 90 * turns, canvas)
    assert np.array_equal(done.to_array(), np.rot90(any_format.to_array(), -turns))
    assert done.has_alpha == any_format.has_alpha


def test_a_quarter_turn_that_keeps_the_canvas_shows_the_middle() -> None:
    picture = smooth(20, 10)
    done = rotate(picture, 90, "keep", "red").to_array()
    assert done.shape == (10, 20, 3)
    assert np.array_equal(done[:, 5:15], np.rot90(picture.to_array(), -1)[5:15])
    assert (done[:, :5] == (255, 0, 0)).all()
    assert (done[:, 15:] == (255, 0, 0)).all()


@pytest.mark.parametrize("degrees", [30, -17.3, 61, 100, 200.5, 359])
@pytest.mark.parametrize("canvas", ["expand", "crop", "keep"])
def test_a_turn_interpolates_about_the_centre(degrees: float, canvas: Any) -> None:
    """Against a slow cubic, within 3 levels (libvips quantizes positions to 1/64)."""
    picture = smooth(44, 31)
    done = rotate(picture, degrees, canvas)
    angle = math.radians(degrees)

    def place(x: float, y: float) -> tuple[float, float]:
        dx, dy = x - done.width / 2, y - done.height / 2
        return (
            22 + dx * math.cos(angle) + dy * math.sin(angle),
            15.5 - dx * math.sin(angle) + dy * math.cos(angle),
        )

    assert worst(done, picture, place) <= 3


def test_positive_degrees_turn_clockwise() -> None:
    samples = np.zeros((41, 41), np.uint8)
    samples[3:8, 18:23] = 255  # at twelve o'clock
    done = rotate(Image.from_array(samples), 45, "keep").to_array()[..., 0]
    assert done[8:12, 29:33].mean() > 240  # between one and two


@pytest.mark.parametrize("degrees", [10, 45, 77, 135, 200])
def test_expand_holds_the_whole_picture_and_no_more(degrees: float) -> None:
    white = Image.from_array(np.full((60, 90, 3), 255, np.uint8))
    done = rotate(white, degrees, background="black").to_array().astype(float)
    assert done[..., 0].sum() / 255 == pytest.approx(60 * 90, rel=0.01)
    for side in (done[:2], done[-2:], done[:, :2], done[:, -2:]):
        assert side.max() > 100


@given(st.floats(-360, 360), st.integers(1, 60), st.integers(1, 60))
def test_crop_shows_no_background_whatever_the_angle(degrees: float, width: int, height: int) -> None:
    flat = Image.from_array(np.full((height, width, 3), 77, np.uint8))
    assert (rotate(flat, degrees, "crop", "magenta").to_array() == 77).all()


def test_the_background_is_right_in_every_format(any_format: Image) -> None:
    expected = {"gray": [76], "rgb": [255, 0, 0], "cmyk": [0, 255, 255, 0]}[any_format.space]
    expected = np.array([*expected, *([255] if any_format.has_alpha else [])])
    done = rotate(any_format, 45, background="red").to_array()
    assert (done[0, 0] == expected * (any_format.peak // 255)).all()
    assert (done[-1, -1] == expected * (any_format.peak // 255)).all()


def test_a_half_transparent_background_keeps_its_color() -> None:
    done = rotate(smooth(20, 20), 45, background="#64280080").to_array()
    assert done[0, 0].tolist() == [100, 40, 0, 128]
    assert done[14, 14, 3] == 255


def test_a_transparent_background_brings_alpha_and_no_dark_rim() -> None:
    white = Image.from_array(np.full((30, 30, 3), 255, np.uint8))
    done = rotate(white, 30, background="transparent").to_array()
    assert done[0, 0, 3] == 0
    assert done[20, 20].tolist() == [255] * 4
    assert (done[done[..., 3] > 4][:, :3] >= 250).all()


@pytest.mark.parametrize("degrees", [1e-6, 0.01, -0.01])
def test_a_tiny_turn_moves_no_edge_by_half_a_pixel(degrees: float) -> None:
    samples = np.zeros((64, 64), np.uint8)
    samples[:, 32:] = 200
    done = rotate(Image.from_array(samples), degrees).to_array()[..., 0].astype(float)
    assert done.shape == (64, 64)
    middle = done[32, 20:44].sum() / 200
    assert middle == pytest.approx(12, abs=0.1)


def test_a_turn_there_and_back_gives_the_picture_again() -> None:
    picture = smooth(80, 60)
    back = rotate(rotate(picture, 20), -20, "keep").to_array().astype(float)
    top, left = (back.shape[0] - 60) // 2, (back.shape[1] - 80) // 2
    middle = back[top : top + 60, left : left + 80]
    assert np.abs(middle - picture.to_array())[10:-10, 10:-10].mean() < 12


@pytest.mark.parametrize("options", [
    {"degrees": float("nan")}, {"degrees": 1e9}, {"degrees": 5, "canvas": "shrink"},
    {"degrees": 5, "background": "no colour"},
])  # fmt: skip
def test_a_turn_that_makes_no_sense_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        rotate(smooth(9, 9), **options)


# ----------------------------------------------------------------------------- straighten


def horizon(degrees: float, *, noise: float = 5, width: int = 640, height: int = 480) -> Image:
    """Sky over land with a boundary turned clockwise by ``degrees``, and grain."""
    rows, columns = np.mgrid[:height, :width]
    angle = math.radians(degrees)
    below = (rows - height * 0.6) * math.cos(angle) - (columns - width / 2) * math.sin(angle)
    grain = np.random.default_rng(0).normal(0, noise, (height, width))
    return Image.from_array(np.clip(130 - 40 * np.clip(below, -1, 1) + grain, 0, 255).astype(np.uint8))


def page(degrees: float) -> Image:
    """Black lines of words on white paper, turned clockwise by ``degrees``."""
    sheet = Pillow.new("L", (700, 900), 255)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    letters = np.random.default_rng(3)
    for line in range(30):
        words = ("".join(map(chr, letters.integers(97, 123, letters.integers(2, 9)))) for _ in range(9))
        draw.text((70, 60 + line * 26), " ".join(words), fill=0, font=font)
    turned = sheet.rotate(-degrees, Pillow.Resampling.BICUBIC, expand=True, fillcolor=255)
    return Image.from_array(np.asarray(turned))


@pytest.mark.parametrize("degrees", [-20, -7.5, -2, 0, 0.6, 3, 11, 30])
def test_a_drawn_horizon_is_measured(degrees: float) -> None:
    assert tilt(horizon(degrees)) == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("degrees", [-33, -5, -0.7, 0, 2, 12, 40])
def test_the_lines_of_a_page_are_measured(degrees: float) -> None:
    assert tilt(page(degrees)) == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("name", ["page", "brick", "camera", "rocket", "clock"])
@pytest.mark.parametrize("degrees", [-12, -3, 1.5, 8])
def test_a_photograph_that_is_turned_is_measured_as_turned(name: str, degrees: float) -> None:
    from skimage import data

    picture = Image.from_array(getattr(data, name)())
    turned = rotate(picture, degrees, "crop")
    assert tilt(turned) - tilt(picture) == pytest.approx(degrees, abs=0.3)


def test_a_straightened_horizon_is_level_and_without_corners() -> None:
    done = straighten(horizon(6, noise=2)).to_array()[..., 0].astype(float)
    border = [(column < 130).argmax() for column in done[:, ::50].T]
    assert max(border) - min(border) <= 1
    assert done.min() > 60
    assert done.max() < 200


def test_straighten_by_an_angle_turns_by_it_and_crops() -> None:
    picture = smooth(80, 60)
    assert np.array_equal(straighten(picture, 4).to_array(), rotate(picture, 4, "crop").to_array())
    white = Image.from_array(np.full((60, 80, 3), 200, np.uint8))
    assert (straighten(white, -13).to_array() == 200).all()


def test_a_level_picture_is_left_as_it_is() -> None:
    assert straighten(horizon(0)).size == Size(640, 480)
    assert straighten(horizon(0.05)).size == Size(640, 480)
    assert straighten(horizon(0.5)).size != Size(640, 480)


@pytest.mark.parametrize("kind", ["noise", "flat", "blobs", "disc", "tiny", "cat"])
def test_a_picture_without_lines_is_not_guessed_at(kind: str) -> None:
    from skimage import data

    rows, columns = np.mgrid[:300, :400]
    random = np.random.default_rng(0)
    samples = {
        "noise": random.integers(0, 256, (300, 400)),
        "flat": np.full((300, 400), 9),
        "blobs": sum(
            80 * np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / 200)
            for y, x in random.uniform(0, (300, 400), (60, 2))
        ).clip(0, 255),
        "disc": 200 * ((columns - 200) ** 2 + (rows - 150) ** 2 < 100**2),
        "tiny": np.array([[0, 255], [255, 0]]),
        "cat": data.chelsea(),
    }[kind]
    with pytest.raises(Final, match="no line stands out") as caught:
        straighten(Image.from_array(samples.astype(np.uint8)))
    assert "degrees" in str(caught.value.hint)


def test_the_tilt_is_the_same_in_every_format(make_picture: Any) -> None:
    gray = horizon(5, width=320, height=240).to_array()
    variants = {
        "rgb": np.repeat(gray, 3, axis=2),
        "deep": gray.astype(np.uint16) * 257,
        "clear": np.concatenate([np.repeat(gray, 3, axis=2), np.full_like(gray, 255)], axis=2),
    }
    for samples in variants.values():
        assert tilt(Image.from_array(samples)) == pytest.approx(5, abs=0.1)


def test_an_angle_beyond_45_is_refused() -> None:
    with pytest.raises(BadValue, match="degrees"):
        straighten(smooth(40, 40), 50)


# ----------------------------------------------------------------------------- shear


@pytest.mark.parametrize(("x", "y"), [(20, 0), (-35, 0), (0, 15), (10, -25), (30, 30)])
def test_a_shear_interpolates_about_the_centre(x: float, y: float) -> None:
    picture = smooth(44, 31)
    done = shear(picture, x, y)
    across, down = math.tan(math.radians(x)), math.tan(math.radians(y))
    assert done.size == Size(math.floor(44 + 31 * abs(across) + 0.5), math.floor(31 + 44 * abs(down) + 0.5))
    inverse = np.linalg.inv([[1, -across], [down, 1]])

    def place(u: float, v: float) -> tuple[float, float]:
        dx, dy = inverse @ (u - done.width / 2, v - done.height / 2)
        return 22 + dx, 15.5 + dy

    assert worst(done, picture, place) <= 3


def test_a_positive_shear_leans_to_the_right_and_down() -> None:
    white = Image.from_array(np.full((40, 40), 255, np.uint8))
    leaning = shear(white, x=30, background="black").to_array()[..., 0]
    assert leaning[2, -4] > 200 > 100 > leaning[2, 3]
    falling = shear(white, y=30, background="black").to_array()[..., 0]
    assert falling[-4, -3] > 200 > 100 > falling[-4, 2]


def test_a_shear_by_nothing_changes_nothing(any_format: Image) -> None:
    assert np.array_equal(shear(any_format).to_array(), any_format.to_array())


@pytest.mark.parametrize(
    "options", [{"x": 89.5}, {"x": 45, "y": -45}, {"x": 80, "y": -80}, {"x": float("nan")}]
)
def test_a_shear_that_flattens_the_picture_is_refused(options: dict[str, float]) -> None:
    with pytest.raises(BadValue):
        shear(smooth(9, 9), **options)


# ----------------------------------------------------------------------------- perspective


def test_the_picture_s_own_corners_change_nothing(any_format: Image) -> None:
    done = perspective(any_format, ((0, 0), (7, 0), (7, 5), (0, 5))).to_array()
    before = any_format.to_array().astype(float)
    if any_format.has_alpha:
        seen = before[..., -1] > 0
        assert np.abs(done[seen] - before[seen]).max() <= 1
    else:
        assert np.array_equal(done, before)


CORNERS = ((8.0, 5.0), (52.0, 3.0), (57.0, 40.0), (4.0, 36.0))


def projected(corners: Any, size: Size) -> Any:
    """From a place in the result to one in the source: the projective map through the four corners."""
    square = np.array(
        [[0, 0, 1], [size.width, 0, 1], [size.width, size.height, 1], [0, size.height, 1]], float
    )
    target = np.array([[x, y, 1] for x, y in corners], float)

    def basis(points: Samples) -> Samples:
        return points[:3].T * np.linalg.solve(points[:3].T, points[3])

    matrix = basis(target) @ np.linalg.inv(basis(square))

    def place(x: float, y: float) -> tuple[float, float]:
        u, v, w = matrix @ (x, y, 1)
        return u / w, v / w

    return place


def test_perspective_interpolates_where_the_projective_map_says() -> None:
    picture = smooth(60, 44)
    done = perspective(picture, CORNERS)
    assert done.size == Size(53, 37)  # the longer of opposite sides
    assert worst(done, picture, projected(CORNERS, done.size)) <= 3


def test_perspective_mixes_colors_by_their_alpha() -> None:
    rows, columns = np.mgrid[:44, :60]
    even = (rows + columns) % 4 < 2
    color = np.where(even[..., None], (250, 20, 120), (10, 220, 120)).astype(np.uint8)
    alpha = np.where(even, 255, 60).astype(np.uint8)
    picture = Image.from_array(np.concatenate([color, alpha[..., None]], axis=2))
    done = perspective(picture, CORNERS)
    place = projected(CORNERS, done.size)
    solid = np.concatenate([color * (alpha[..., None] / 255), alpha[..., None]], axis=2)
    result = done.to_array().astype(float)
    result[..., :3] *= result[..., 3:] / 255
    for row in range(4, done.height - 4, 3):
        for column in range(4, done.width - 4, 3):
            expected = cubic_at(solid, *place(column + 0.5, row + 0.5))
            expected *= 255 / max(expected[3], 255)  # where alpha overshoots, the colour stays
            expected = np.minimum(expected.clip(0), expected[3])
            assert np.abs(result[row, column] - expected).max() <= 6


def test_perspective_meets_the_size_asked_for() -> None:
    picture = smooth(60, 44)
    assert perspective(picture, CORNERS, width=106).size == Size(106, 74)
    assert perspective(picture, CORNERS, height=74).size == Size(106, 74)
    assert perspective(picture, CORNERS, width=30, height=90).size == Size(30, 90)


@pytest.mark.parametrize(
    "corners",
    [
        ((0, 0), (0, 40), (50, 40), (50, 0)),  # anticlockwise
        ((0, 0), (50, 40), (50, 0), (0, 40)),  # crossing
        ((0, 0), (50, 0), (10, 10), (0, 40)),  # not convex
        ((0, 0), (20, 0), (40, 0), (0, 40)),  # three on a line
        ((-1, 0), (50, 0), (50, 40), (0, 40)),
        ((0, 0), (61, 0), (50, 40), (0, 40)),
        ((float("nan"), 0), (50, 0), (50, 40), (0, 40)),
        ((0, 0), (50, 0), (50, 40)),
    ],
)
def test_corners_that_make_no_outline_are_refused(corners: Any) -> None:
    with pytest.raises(BadValue):
        perspective(smooth(60, 44), corners)


def photographed(corners: Any, *, size: Size, paper: Image, desk: float = 60) -> Image:
    """``paper`` lying on a grainy desk so that its corners fall on ``corners``; 3x3 points a pixel."""
    import cv2

    fine = 3
    sheet = paper.to_array()[..., 0]
    start = np.array([(0, 0), (paper.width, 0), (paper.width, paper.height), (0, paper.height)], np.float32)
    matrix = cv2.getPerspectiveTransform(start - 0.5, np.array(corners, np.float32) * fine - 0.5)
    laid = cv2.warpPerspective(
        sheet.astype(np.float32), matrix, (size.width * fine, size.height * fine), borderValue=desk
    )
    seen = laid.reshape(size.height, fine, size.width, fine).mean(axis=(1, 3))
    grain = np.random.default_rng(0).normal(0, 4, seen.shape)
    return Image.from_array(np.clip(seen + grain, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("corners", [
    ((150, 100), (620, 140), (700, 520), (90, 470)),
    ((250, 60), (690, 200), (560, 560), (80, 400)),
])  # fmt: skip
def test_a_page_on_a_desk_is_found_and_pulled_straight(corners: Any) -> None:
    scene = photographed(corners, size=Size(800, 600), paper=page(0))
    assert np.abs(np.array(quadrilateral(scene)) - corners).max() <= 1.5
    done = perspective(scene, width=350, height=450).to_array()[..., 0].astype(float)
    paper = resample(page(0), Size(350, 450)).to_array()[..., 0].astype(float)
    assert done[5:-5, 5:20].min() > 200
    assert np.corrcoef(done[5:-5, 5:-5].ravel(), paper[5:-5, 5:-5].ravel())[0, 1] > 0.8


def test_the_largest_of_several_pages_is_found() -> None:
    samples = np.full((300, 400), 40, np.uint8)
    samples[40:140, 30:130] = 220
    samples[60:260, 180:370] = 220
    samples[200:280, 40:120] = 220
    found = np.array(quadrilateral(Image.from_array(samples)))
    assert np.abs(found - [(180, 60), (370, 60), (370, 260), (180, 260)]).max() <= 1.5


@pytest.mark.parametrize("kind", ["noise", "flat", "disc", "cat", "hexagon", "triangle"])
def test_a_picture_without_a_page_is_not_guessed_at(kind: str) -> None:
    from skimage import data

    rows, columns = np.mgrid[:300, :400]
    samples = {
        "noise": np.random.default_rng(0).integers(0, 256, (300, 400)),
        "flat": np.full((300, 400), 9),
        "disc": 200 * ((columns - 200) ** 2 + (rows - 150) ** 2 < 100**2),
        "cat": data.chelsea(),
        "hexagon": 200
        * (np.maximum(np.abs(rows - 150), np.abs(rows - 150) / 2 + np.abs(columns - 200) * 0.9) < 100),
        "triangle": 200 * ((rows > 50) & (rows < 250) & (np.abs(columns - 200) < (rows - 50) * 0.7)),
    }[kind]
    with pytest.raises(Final, match="four-sided") as caught:
        perspective(Image.from_array(samples.astype(np.uint8)))
    assert "corners" in str(caught.value.hint)


def test_a_page_in_a_large_picture_costs_a_small_copy_and_is_still_found() -> None:
    corners = ((150, 100), (620, 140), (700, 520), (90, 470))
    scene = resample(photographed(corners, size=Size(800, 600), paper=page(0)), Size(2400, 1800))
    assert np.abs(np.array(quadrilateral(scene)) - np.array(corners) * 3).max() <= 5


def test_warping_keeps_profile_exif_and_resolution() -> None:
    from dataclasses import replace

    picture = replace(smooth(60, 44), icc=b"profile", exif=b"exif", xmp=b"xmp", dpi=300.0)
    for done in (
        rotate(picture, 20),
        straighten(picture, 3),
        shear(picture, 5),
        perspective(picture, CORNERS),
    ):
        assert (done.icc, done.exif, done.xmp, done.dpi) == (b"profile", b"exif", b"xmp", 300.0)
