"""Small pictures are computed by NumPy, large ones by libvips: the samples are the same, to the last bit."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image as PillowImage

from limner import ops
from limner.core.geometry import Box
from limner.core.image import Image
from limner.ops import pixels
from limner.ops.blend import BLENDS
from limner.ops.decode import decode
from limner.ops.filter import KERNELS

STAMP = Image.from_array(np.random.default_rng(5).integers(0, 256, (40, 50, 4), np.uint8))
OPERATIONS: dict[str, Callable[[Image], Image]] = {
    "invert": ops.invert,
    "curve of a channel": lambda image: ops.curves(image, ((0, 0), (128, 160), (255, 255)), "red"),
    "temperature": lambda image: ops.temperature(image, 40),
    "auto": ops.auto,
    "saturation": lambda image: ops.saturation(image, 37),
    "vibrance": lambda image: ops.vibrance(image, 63),
    "hue": lambda image: ops.hue(image, 77.7),
    "hue backwards": lambda image: ops.hue(image, -400),
    "grayscale": ops.grayscale,
    "sepia": lambda image: ops.sepia(image, 0.7),
    "duotone": ops.duotone,
    "replace_color": lambda image: ops.replace_color(image, "slategray", "#ff880080", 40),
    "fade a colour": lambda image: ops.replace_color(image, "gray", "transparent", 30),
    "threshold": ops.threshold,
    "opacity": lambda image: ops.opacity(image, 35),
    "equalize": ops.equalize,
    "clahe": ops.clahe,
    "sharpen": lambda image: ops.sharpen(image, 130, 1.1),
    "sharpen above": lambda image: ops.sharpen(image, 130, 1.1, 20),
    "glow": ops.glow,
    "blur": lambda image: ops.blur(image, 2.3),
    "blur widely": lambda image: ops.blur(image, 11),
    "blur to a fog": lambda image: ops.blur(image, 90),
    "glow from afar": lambda image: ops.glow(image, 40, 0.9),
    "edges": ops.edges,
    "canny": lambda image: ops.edges(image, "canny"),
    "emboss": lambda image: ops.emboss(image, 100),
    "vignette": ops.vignette,
    "vignette of light": lambda image: ops.vignette(image, -70),
    "grain": lambda image: ops.grain(image, 25),
    "pixelate": lambda image: ops.pixelate(image, 9),
    "perspective": lambda image: ops.perspective(image, ((5, 4), (80, 9), (75, 60), (3, 50))),
    "round_corners": lambda image: ops.round_corners(image, 22.5, "px"),
    "round_corners to an ellipse": lambda image: ops.round_corners(image, 50),
    "rectangle": lambda image: ops.rectangle(image, Box(5, 4, 60, 50), "#2050a080"),
    "ellipse": lambda image: ops.ellipse(image, Box(-5, 4, 60, 50), "blue", 4),
    "ellipse filled": lambda image: ops.ellipse(image, Box(5, 4, 60, 50), "white", fill=True),
    "line": lambda image: ops.line(image, (3.5, 7), (70, 90), "red", 5),
    "arrow": lambda image: ops.arrow(image, (3, 7), (70, 50), "red", 3),
    "text": lambda image: ops.text(image, "Hello", outline="black", opacity=0.7),
    "tiled text": lambda image: ops.text(image, "Hello", tile=True),
    **{
        f"overlay {blend}": lambda image, blend=blend: ops.overlay(
            image, STAMP, at=(20, -3), blend=blend, opacity=0.8
        )
        for blend in BLENDS
    },
    **{f"kernel {name}": lambda image, name=name: ops.kernel(image, name) for name in KERNELS},
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_both_engines_give_the_same_samples(
    name: str, any_pixel_format: str, make_picture: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = make_picture(any_pixel_format, width=83, height=61)
    small = OPERATIONS[name](noise)
    monkeypatch.setattr(pixels, "SMALL", 0)
    large = OPERATIONS[name](noise)
    assert (small.space, small.depth, small.has_alpha) == (large.space, large.depth, large.has_alpha)
    np.testing.assert_array_equal(small.to_array(), large.to_array())


@pytest.fixture(params=["gray8", "gray8a", "rgb8", "rgba8", "gray16", "gray16a", "rgb16", "rgba16", "cmyk8"])
def any_pixel_format(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_turned_hue_is_the_same_for_colours_of_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = np.array([0, 1, 2, 3, 64, 85, 127, 128, 129, 170, 191, 253, 254, 255], np.uint8)
    grid = np.stack(np.meshgrid(steps, steps, steps), -1).reshape(14, 196, 3)
    for degrees in (1, 30, 60, 119.5, 180, 300):
        small = ops.hue(Image.from_array(grid), degrees).to_array()
        monkeypatch.setattr(pixels, "SMALL", 0)
        np.testing.assert_array_equal(ops.hue(Image.from_array(grid), degrees).to_array(), small)
        monkeypatch.undo()


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_small_picture_that_streams_is_read_once(name: str) -> None:
    stream = io.BytesIO()
    noise = np.random.default_rng(3).integers(0, 256, (180, 90, 3), np.uint8)
    PillowImage.fromarray(noise).save(stream, "jpeg")
    streamed = OPERATIONS[name](decode(stream.getvalue(), sequential=True))
    whole = OPERATIONS[name](decode(stream.getvalue()))
    np.testing.assert_array_equal(streamed.to_array(), whole.to_array())
