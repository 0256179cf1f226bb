from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.geometry import Size
from limner.core.layout import Laid, Layout
from limner.draw.framing import framed, onto, stretched, window

SIZES = st.builds(Size, st.integers(16, 900), st.integers(16, 900))


def layout(*boxes: tuple[float, float, float, float]) -> Layout:
    return Layout(tuple(Laid("cat", None, box) for box in boxes), "beach", "day", "clear", "3d")


@given(SIZES, st.sampled_from([Size(64, 64), Size(64, 48)]))
def test_the_picture_has_the_size_asked_for(size: Size, canvas: Size) -> None:
    pixels = np.zeros((canvas.height, canvas.width, 3), np.uint8)
    assert framed(pixels, size).size == size


def test_what_sticks_out_is_cut_off_on_both_sides_alike() -> None:
    """A square with a gray middle band, as a picture twice as wide as high, shows just the band."""
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[16:48] = 128
    assert np.abs(framed(pixels, Size(64, 32)).to_array().astype(int) - 128).max() <= 0
    assert framed(pixels, Size(64, 64)).to_array()[0, 0, 0] == 0


@given(SIZES)
def test_a_layout_of_the_picture_lands_where_the_picture_is_cut(size: Size) -> None:
    """A box painted on the canvas by the moved layout fills that box of the cut picture."""
    canvas, box = Size(256, 256), (0.25, 0.25, 0.75, 0.75)
    ((left, top, right, bottom),) = (one.box for one in onto(layout(box), window(canvas, size)).things)
    pixels = np.zeros((256, 256, 3), np.uint8)
    pixels[round(top * 256) : round(bottom * 256), round(left * 256) : round(right * 256)] = 255
    seen = framed(pixels, size).to_array()[:, :, 0] > 127
    assert seen.mean() == pytest.approx(0.25, abs=0.12)
    assert seen[size.height // 2, size.width // 2]
    assert not seen[0, 0]


def test_the_whole_picture_is_the_window() -> None:
    whole = layout((0.0, 0.0, 1.0, 1.0))
    assert onto(whole, window(Size(256, 256), Size(512, 256))).things[0].box == (0.0, 0.25, 1.0, 0.75)
    assert onto(whole, window(Size(256, 256), Size(100, 100))) == whole


@given(SIZES, st.floats(0, 0.8), st.floats(0, 0.8))
def test_a_squares_layout_keeps_the_shape_of_its_things(size: Size, left: float, top: float) -> None:
    ((x0, y0, x1, y1),) = (
        one.box for one in stretched(layout((left, top, left + 0.2, top + 0.1)), size).things
    )
    assert (x1 - x0) * size.width / ((y1 - y0) * size.height) == pytest.approx(2)
    assert y1 == pytest.approx(top + 0.1)
    assert (x0 + x1) / 2 == pytest.approx(left + 0.1)
