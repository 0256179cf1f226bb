"""Shapes against areas measured by brute force: each pixel sampled at 16x16 places."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.core.geometry import Box
from limner.core.image import Image
from limner.ops.shapes import arrow, ellipse, line, rectangle

FINE = 16


def area(inside: Callable[[np.ndarray, np.ndarray], np.ndarray], width: int, height: int) -> np.ndarray:
    """The share of every pixel that lies inside."""
    rows, columns = np.mgrid[0 : height * FINE, 0 : width * FINE]
    hit = inside((columns + 0.5) / FINE, (rows + 0.5) / FINE).astype(float)
    return hit.reshape(height, FINE, width, FINE).mean((1, 3))


def canvas(width: int = 40, height: int = 30) -> Image:
    return Image.from_array(np.zeros((height, width), np.uint8))


def cover(image: Image) -> np.ndarray:
    return image.to_array()[..., 0] / 255


def oval(box: Box, inset: float = 0) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    a, b = box.width / 2 - inset, box.height / 2 - inset
    x0, y0 = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return lambda x, y: ((x - x0) / a) ** 2 + ((y - y0) / b) ** 2 <= 1


def near_segment(start, end, radius: float) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    (x0, y0), (x1, y1) = ((x + 0.5, y + 0.5) for x, y in (start, end))

    def inside(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        length = (x1 - x0) ** 2 + (y1 - y0) ** 2
        t = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length, 0, 1) if length else 0
        return np.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0)) <= radius

    return inside


@pytest.mark.parametrize("fill", [True, False])
@pytest.mark.parametrize("box", [(3, 4, 20, 15), (-5, -6, 10, 9), (30, 20, 60, 50), (0, 0, 40, 30)])
def test_a_rectangle_covers_whole_pixels_of_its_box(box: tuple[int, int, int, int], fill: bool) -> None:
    left, top, right, bottom = box
    want = np.zeros((30, 40))
    for y in range(30):
        for x in range(40):
            inside = left <= x < right and top <= y < bottom
            hole = left + 2 <= x < right - 2 and top + 2 <= y < bottom - 2
            want[y, x] = inside and (fill or not hole)
    assert (cover(rectangle(canvas(), Box(*box), "white", 2, fill)) == want).all()


def test_a_rectangle_without_a_box_frames_the_picture(any_format: Image) -> None:
    got = rectangle(any_format, color="black", width=1).to_array()
    before = any_format.to_array()
    assert (got[1:-1, 1:-1] == before[1:-1, 1:-1]).all()
    colors = got.shape[2] - any_format.has_alpha
    edge = np.concatenate([got[0], got[-1], got[:, 0], got[:, -1]])
    want = 0 if any_format.space != "cmyk" else [255, 255, 255, 0]
    assert (edge[:, :colors] == want).all()
    if any_format.has_alpha:
        assert (edge[:, -1] == any_format.peak).all()


@pytest.mark.parametrize("box", [(5, 5, 25, 25), (2, 8, 38, 20), (-10, 3, 22, 28), (10, 10, 15, 13)])
def test_an_ellipse_covers_the_area_of_its_formula(box: tuple[int, int, int, int]) -> None:
    got = cover(ellipse(canvas(), Box(*box), "white", fill=True))
    want = area(oval(Box(*box)), 40, 30)
    assert np.abs(got - want).max() <= 0.15
    assert abs(got.sum() - want.sum()) <= 0.02 * want.sum() + 1


def test_an_ellipse_drawn_as_an_outline_is_a_ring() -> None:
    box = Box(4, 3, 36, 27)
    got = cover(ellipse(canvas(), box, "white", width=4))
    want = area(oval(box), 40, 30) - area(oval(box, 4), 40, 30)
    assert np.abs(got - want).max() <= 0.15
    assert got[15, 20] == 0


def test_an_outline_that_leaves_no_hole_is_filled() -> None:
    for shape in (rectangle, ellipse):
        thick = shape(canvas(), Box(3, 3, 13, 9), "white", width=3).to_array()
        assert (thick == shape(canvas(), Box(3, 3, 13, 9), "white", fill=True).to_array()).all()


@pytest.mark.parametrize("width", [1, 2, 3, 7])
@pytest.mark.parametrize(
    ("start", "end"),
    [((5, 5), (30, 22)), ((5, 8), (33, 8)), ((8, 25), (8, 2)), ((20, 20), (20, 20)), ((-9, 3), (60, 9))],
)
def test_a_line_covers_what_lies_within_half_its_width(start, end, width: int) -> None:
    got = cover(line(canvas(), start, end, "white", width))
    want = area(near_segment(start, end, width / 2), 40, 30)
    assert np.abs(got - want).max() <= 0.22
    assert abs(got.sum() - want.sum()) <= 0.03 * want.sum() + 1


def test_a_line_one_pixel_wide_fills_exactly_the_pixels_between_its_points() -> None:
    got = cover(line(canvas(), (4, 6), (12, 6), "white", 1))
    want = np.zeros((30, 40))
    want[6, 4:13] = 1
    assert (got == want).all()


@pytest.mark.parametrize(("start", "end"), [((4, 4), (34, 20)), ((30, 5), (8, 5)), ((20, 28), (20, 22))])
def test_an_arrow_is_a_line_and_a_triangle_at_its_end(start, end) -> None:
    got = cover(arrow(canvas(), start, end, "white", 2))
    x1, y1 = end[0] + 0.5, end[1] + 0.5
    length = math.dist(start, end)
    head = min(10, length)
    ux, uy = (start[0] - end[0]) / length, (start[1] - end[1]) / length

    def inside(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        back = (x - x1) * ux + (y - y1) * uy
        aside = np.abs((y - y1) * ux - (x - x1) * uy)
        neck = (end[0] + ux * head, end[1] + uy * head)
        shaft = near_segment(start, neck, 1)(x, y)
        return shaft | ((back <= head) & (aside <= 0.45 * back))

    want = area(inside, 40, 30)
    assert abs(got.sum() - want.sum()) <= 0.05 * want.sum()
    assert np.abs(got - want).max() <= 0.45
    assert (np.abs(got - want) > 0.25).sum() <= 3


def test_a_coloured_shape_makes_gray_rgb_and_a_gray_one_leaves_it(any_format: Image) -> None:
    assert rectangle(any_format, color="gray").space == any_format.space
    assert rectangle(any_format, color="red").space == (
        "rgb" if any_format.space == "gray" else any_format.space
    )
    assert rectangle(any_format, color="red").depth == any_format.depth


def test_outside_of_the_shape_every_sample_stays(any_format: Image) -> None:
    before = any_format.to_array()
    for drawn in (
        rectangle(any_format, Box(1, 1, 3, 3), "black", fill=True),
        ellipse(any_format, Box(1, 1, 3, 3), "black", fill=True),
        line(any_format, (1, 1), (2, 2), "black", 1),
    ):
        after = drawn.to_array()
        assert (after[:, 4:] == before[:, 4:]).all()
        assert (after[4:] == before[4:]).all()
        assert (after[2, 2] != before[2, 2]).any()


def test_a_see_through_colour_is_mixed_by_its_alpha() -> None:
    flat = Image.from_array(np.full((5, 5, 3), 100, np.uint8))
    got = rectangle(flat, color="#ff000080", fill=True).to_array()
    share = 128 / 255
    assert got[2, 2].tolist() == [
        round(100 + 155 * share),
        round(100 - 100 * share),
        round(100 - 100 * share),
    ]


def test_a_colour_in_16_bits_is_scaled_by_257(make_picture) -> None:
    got = rectangle(make_picture("rgb16"), color="#010203", fill=True).to_array()
    assert (got == np.array([257, 514, 771])).all()


@pytest.mark.parametrize(
    "refused",
    [
        lambda image: rectangle(image, Box(50, 50, 60, 60)),
        lambda image: ellipse(image, Box(-9, 0, 0, 9)),
        lambda image: line(image, (100, 100), (120, 100)),
        lambda image: line(image, (math.nan, 0), (1, 1)),
        lambda image: arrow(image, (3, 3), (3, 3)),
        lambda image: rectangle(image, color="reddish"),
        lambda image: rectangle(image, width=0),
    ],
)
def test_a_shape_that_cannot_be_drawn_is_refused(refused, make_picture) -> None:
    with pytest.raises(BadValue):
        refused(make_picture("rgb8"))
