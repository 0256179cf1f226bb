from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import FORMATS, picture

from limner.core.errors import BadValue, Unsupported
from limner.core.geometry import Box, Size
from limner.core.image import Image
from limner.core.plan import Plan, step_types
from limner.core.steps.base import ExactStep, InBox, InPart, Scope
from limner.edit.region import apply, locate
from limner.ops.pixels import as_rgb, with_alpha

NEEDED: dict[str, dict[str, Any]] = {
    "color_overlay": {"color": "red"},
    "replace_color": {"old": "red", "new": "blue", "tolerance": 60},
    "overlay": {"picture": "logo"},
    "text": {"text": "ab", "size": 5},
    "line": {"start": (0, 0), "end": (9, 9)},
    "arrow": {"start": (0, 0), "end": (9, 9)},
    "denoise": {"strength": 20},
    "glow": {"radius": 2},
    "levels": {"black": 30, "white": 200},
}
LIMITED = [
    op
    for op, kind in step_types().items()
    if issubclass(kind, ExactStep) and kind.scope in (Scope.POINT, Scope.AREA, Scope.REGION)
]


def step(op: str, **fields: Any) -> ExactStep:
    return Plan.from_data({"steps": [{"op": op, **NEEDED.get(op, {}), **fields}]}).steps[0]  # type: ignore[return-value]


def pictures(name: str) -> Image:
    return picture("rgba8", width=4, height=3, seed=9)


def alike(one: Image, other: Image) -> tuple[np.ndarray, np.ndarray]:
    if one.space != other.space:
        one, other = as_rgb(one), as_rgb(other)
    if one.has_alpha != other.has_alpha:
        one, other = with_alpha(one), with_alpha(other)
    return one.to_array(), other.to_array()


@given(
    op=st.sampled_from(LIMITED),
    left=st.integers(0, 20),
    top=st.integers(0, 14),
    width=st.integers(1, 21),
    height=st.integers(1, 15),
    pixel_format=st.sampled_from(FORMATS),
)
def test_outside_a_box_every_sample_is_identical(
    op: str, left: int, top: int, width: int, height: int, pixel_format: str
) -> None:
    image = picture(pixel_format, width=21, height=15, seed=3)
    box = Box(left, top, min(21, left + width), min(15, top + height))
    try:
        done = apply(step(op, where=InBox(box=box)), image, pictures)
    except (BadValue, Unsupported):  # a shape or a line that misses the region is refused
        return
    before, after = alike(image, done)
    outside = np.ones((15, 21), bool)
    outside[box.top : box.bottom, box.left : box.right] = False
    assert (before[outside] == after[outside]).all()


@pytest.mark.parametrize("op", ["brightness", "invert", "blur", "sharpen", "median", "pixelate", "auto"])
def test_inside_a_box_the_step_is_done(op: str, make_picture) -> None:
    image = make_picture("rgb8", width=21, height=15)
    box = Box(3, 2, 15, 12)
    done = apply(step(op, where=InBox(box=box)), image).to_array()
    scope = step_types()[op].scope  # type: ignore[attr-defined]
    cut = image.with_pixels(image.pixels.crop(3, 2, 12, 10))
    whole = apply(step(op), cut if scope is Scope.REGION else image).to_array()
    wanted = whole if scope is Scope.REGION else whole[2:12, 3:15]
    assert (done[2:12, 3:15] == wanted).all()
    assert (done != image.to_array()).any()


def mask_of(alpha: np.ndarray):
    return lambda name: Image.from_array(alpha)


def test_a_mask_blends_by_its_alpha(make_picture) -> None:
    image = make_picture("rgb8", width=4, height=1)
    alpha = np.array([[0, 255, 128, 51]], np.uint8)
    done = apply(step("invert", where={"mask": "m"}), image, mask_of(alpha)).to_array().astype(int)
    old = image.to_array().astype(int)
    share = (alpha / 255)[..., None]
    assert (done[:, 0] == old[:, 0]).all()
    assert (done[:, 1] == 255 - old[:, 1]).all()
    assert np.abs(done - (old * (1 - share) + (255 - old) * share)).max() <= 1


def test_a_mask_of_another_size_is_refused(make_picture) -> None:
    with pytest.raises(BadValue, match="5x5"):
        apply(step("invert", where={"mask": "m"}), make_picture("rgb8"), mask_of(np.zeros((5, 5), np.uint8)))


def test_a_black_mask_is_refused(make_picture) -> None:
    with pytest.raises(BadValue, match="black everywhere"):
        apply(step("invert", where={"mask": "m"}), make_picture("rgb8"), mask_of(np.zeros((5, 7), np.uint8)))


def test_gray_in_a_region_leaves_the_rest_in_colour(make_picture) -> None:
    image = make_picture("rgb8")
    done = apply(step("grayscale", where=InPart(right=0.5)), image)
    samples = done.to_array()
    assert done.space == "rgb"
    assert (samples[:, :4].max(2) == samples[:, :4].min(2)).all()
    assert (samples[:, 4:] == image.to_array()[:, 4:]).all()


def test_opacity_in_a_region_brings_alpha_for_all(make_picture) -> None:
    done = apply(step("opacity", percent=0, where=InPart(bottom=0.4)), make_picture("rgb8"))
    assert (done.to_array()[:2, :, 3] == 0).all()
    assert (done.to_array()[2:, :, 3] == 255).all()


@pytest.mark.parametrize("op", ["resize", "rotate", "flip", "pad", "strip", "dpi"])
def test_a_step_on_the_whole_canvas_or_file_takes_no_region(op: str, make_picture) -> None:
    fields = {"resize": {"width": 3}, "rotate": {"degrees": 90}, "pad": {"aspect": "1:1"}}.get(op, {})
    with pytest.raises(BadValue, match="cannot be limited"):
        apply(step(op, where=InPart(right=0.5), **fields), make_picture("rgb8"))


def test_a_crop_takes_the_region_itself(make_picture) -> None:
    image = make_picture("rgb8")
    done = apply(step("crop", where=InBox(box=Box(1, 1, 4, 5))), image)
    assert (done.to_array() == image.to_array()[1:5, 1:4]).all()
    with pytest.raises(BadValue, match="no other measure"):
        apply(step("crop", width=2, where=InBox(box=Box(1, 1, 4, 5))), image)


def test_what_must_be_found_says_that_nothing_can_find_it(make_picture) -> None:
    with pytest.raises(Unsupported, match="nothing here can find 'the dog' yet"):
        apply(step("blur", where={"words": "the dog"}), make_picture("rgb8"))


def test_a_box_that_leaves_the_canvas_is_cut_and_one_outside_is_refused() -> None:
    assert locate(InBox(box=Box(-5, 2, 3, 99)), Size(7, 5)).box == Box(0, 2, 3, 5)
    with pytest.raises(BadValue, match="outside"):
        locate(InBox(box=Box(8, 0, 9, 1)), Size(7, 5))


@pytest.mark.parametrize("pixel_format", FORMATS)
@pytest.mark.parametrize("op", ["brightness", "grayscale", "pixelate", "opacity"])
def test_a_small_picture_and_a_large_one_are_put_together_alike(
    pixel_format: str, op: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = picture(pixel_format, width=23, height=17)
    where = {"box": {"left": 3, "top": 2, "right": 15, "bottom": 16}}
    small = apply(step(op, where=where), image)
    monkeypatch.setattr("limner.ops.pixels.SMALL", 0)
    large = apply(step(op, where=where), image)
    assert (small.space, small.has_alpha) == (large.space, large.has_alpha)
    np.testing.assert_array_equal(small.to_array(), large.to_array())
