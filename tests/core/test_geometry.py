from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.errors import BadValue
from limner.core.geometry import (
    ANCHORS,
    MAX_SIDE,
    Box,
    Size,
    anchored,
    canvas,
    covering,
    fitted,
    half_up,
    inscribed,
    largest_of,
    part_of,
    ratio,
    smallest_of,
    turned,
)

sizes = st.builds(Size, st.integers(1, 500), st.integers(1, 500))
corners = st.integers(-600, 600)


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (-1, 5)])
def test_a_size_without_area_is_refused(width: int, height: int) -> None:
    with pytest.raises(BadValue, match="no area"):
        Size(width, height)


def test_a_box_without_area_is_refused() -> None:
    with pytest.raises(BadValue, match="no area"):
        Box(5, 0, 5, 10)


@given(corners, corners, st.integers(1, 600), st.integers(1, 600), sizes)
def test_a_clipped_box_holds_just_the_pixels_of_the_box_that_lie_on_the_canvas(
    left: int, top: int, width: int, height: int, size: Size
) -> None:
    box = Box(left, top, left + width, top + height)
    columns = set(range(box.left, box.right)) & set(range(size.width))
    rows = set(range(box.top, box.bottom)) & set(range(size.height))
    if not columns or not rows:
        with pytest.raises(BadValue, match="outside"):
            box.clipped(size)
        return
    kept = box.clipped(size)
    assert kept.inside(size)
    assert set(range(kept.left, kept.right)) == columns
    assert set(range(kept.top, kept.bottom)) == rows


@given(sizes, sizes, st.sampled_from(ANCHORS))
def test_an_anchored_box_touches_the_sides_it_names(inner: Size, outer: Size, anchor: str) -> None:
    box = anchored(inner, outer, anchor)
    assert box.size == inner
    assert ("left" not in anchor) or box.left == 0
    assert ("right" not in anchor) or box.right == outer.width
    assert ("top" not in anchor) or box.top == 0
    assert ("bottom" not in anchor) or box.bottom == outer.height
    if anchor == "center":
        assert box.left == (outer.width - inner.width) // 2
        assert box.top == (outer.height - inner.height) // 2


@given(st.integers(-10_000, 10_000), st.integers(1, 100))
def test_halves_are_rounded_upwards(numerator: int, denominator: int) -> None:
    value = Fraction(numerator, denominator)
    assert -Fraction(1, 2) < value - half_up(value) < Fraction(1, 2) or value - half_up(value) == -Fraction(
        1, 2
    )
    assert half_up(numerator / 2) == (numerator + 1) // 2


@given(sizes, sizes)
def test_a_fitted_size_touches_its_bounds_and_a_covering_one_holds_them(size: Size, bounds: Size) -> None:
    inner, outer = fitted(size, bounds), covering(size, bounds)
    assert inner.width <= bounds.width
    assert inner.height <= bounds.height
    assert inner.width == bounds.width or inner.height == bounds.height
    assert outer.width >= bounds.width
    assert outer.height >= bounds.height
    assert outer.width == bounds.width or outer.height == bounds.height


@given(sizes, st.integers(1, 50), st.integers(1, 50))
def test_a_size_of_an_aspect_differs_from_it_by_half_a_pixel_at_most(
    size: Size, wide: int, high: int
) -> None:
    aspect = ratio(f"{wide}:{high}")
    inner, outer = largest_of(aspect, size), smallest_of(aspect, size)
    assert inner.width <= size.width <= outer.width
    assert inner.height <= size.height <= outer.height
    assert inner.width == size.width or inner.height == size.height
    assert outer.width == size.width or outer.height == size.height
    for found in (inner, outer):
        if min(found.width, found.height) > 1:
            off = min(abs(found.width - found.height * aspect), abs(found.height - found.width / aspect))
            assert off <= Fraction(1, 2)


@pytest.mark.parametrize("aspect", ["0:1", "1:0", "-1:2", "16", "a:b", "1:2:3", ""])
def test_an_aspect_without_shape_is_refused(aspect: str) -> None:
    with pytest.raises(BadValue, match="aspect"):
        ratio(aspect)


@pytest.mark.parametrize(("width", "height"), [(MAX_SIDE + 1, 1), (1, MAX_SIDE + 1), (100_000, 100_000)])
def test_a_canvas_beyond_reason_is_refused(width: int, height: int) -> None:
    with pytest.raises(BadValue, match="too large"):
        canvas(width, height)


@given(sizes, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_part_lies_in_the_canvas(size: Size, left: float, top: float, right: float, bottom: float) -> None:
    if left >= right or top >= bottom:
        with pytest.raises(BadValue, match="no area"):
            part_of(size, left, top, right, bottom)
    else:
        assert part_of(size, left, top, right, bottom).inside(size)


def corners_inside(inner: tuple[float, float], size: Size, degrees: float, slack: float = 1e-6) -> bool:
    """Whether an upright rectangle about the centre lies in ``size`` turned about the centre."""
    angle = math.radians(degrees)
    for across, down in ((1, 1), (1, -1)):
        x, y = across * inner[0] / 2, down * inner[1] / 2
        along = abs(x * math.cos(angle) + y * math.sin(angle))
        beside = abs(y * math.cos(angle) - x * math.sin(angle))
        if along > size.width / 2 + slack or beside > size.height / 2 + slack:
            return False
    return True


@given(st.builds(Size, st.integers(20, 500), st.integers(20, 500)), st.floats(-180, 180))
def test_the_inscribed_rectangle_lies_inside_and_none_is_larger(size: Size, degrees: float) -> None:
    found = inscribed(size, degrees)
    assert corners_inside((found.width, found.height), size, degrees)
    longest = math.hypot(size.width, size.height)
    for step in range(1, 100):
        aspect = math.tan(step / 100 * math.pi / 2)
        low, high = 0.0, longest
        for _ in range(40):
            middle = (low + high) / 2
            fits = corners_inside((middle * aspect, middle), size, degrees)
            low, high = (middle, high) if fits else (low, middle)
        assert low * aspect * low <= (found.width + 1) * (found.height + 1) + 0.1


@given(sizes, st.floats(-720, 720))
def test_a_turned_canvas_is_the_bounding_box_within_half_a_pixel(size: Size, degrees: float) -> None:
    angle = math.radians(degrees)
    corners = [
        (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
        for x in (0, size.width)
        for y in (0, size.height)
    ]
    wide = max(x for x, _ in corners) - min(x for x, _ in corners)
    high = max(y for _, y in corners) - min(y for _, y in corners)
    assert abs(turned(size, degrees).width - wide) <= 0.5 + 1e-6
    assert abs(turned(size, degrees).height - high) <= 0.5 + 1e-6


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, -90, 450])
def test_a_quarter_turn_keeps_or_swaps_the_sides(degrees: int) -> None:
    expected = Size(70, 30) if degrees % 180 == 0 else Size(30, 70)
    assert turned(Size(70, 30), degrees) == expected
    assert inscribed(Size(70, 30), degrees) == expected
