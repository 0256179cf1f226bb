from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.errors import BadValue
from limner.core.geometry import ANCHORS, Box, Size, anchored

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
