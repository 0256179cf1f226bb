from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from limner.core.geometry import Size
from limner.core.image import Image
from limner.ops.resample import mapped_image, resample

Samples = np.ndarray[Any, Any]


def lanczos(x: float) -> float:
    return float(np.sinc(x) * np.sinc(x / 3)) if abs(x) < 3 else 0.0


def catmull_rom(x: float) -> float:
    x = abs(x)
    if x >= 2:
        return 0.0
    return 1.5 * x**3 - 2.5 * x**2 + 1 if x < 1 else -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2


def triangle(x: float) -> float:
    return max(0.0, 1 - abs(x))


SHRINKING = {"linear": (triangle, 1), "cubic": (catmull_rom, 2), "lanczos3": (lanczos, 3)}


def premultiplied(image: Image) -> Samples:
    """Float samples on [0, 1], colour times alpha."""
    samples = image.to_array() / image.peak
    if image.has_alpha:
        samples[..., :-1] *= samples[..., -1:]
    return samples


def line(samples: Samples, length: int, kernel: Callable[[float], float], support: int) -> Samples:
    """The first axis resampled to ``length``, one sum after the other; the edge repeats."""
    old = len(samples)
    step = old / length
    stretch = max(1.0, step)
    done = np.zeros((length, *samples.shape[1:]))
    for new in range(length):
        centre = (new + 0.5) * step - 0.5
        reach = math.ceil(support * stretch) + 1
        taps = range(math.floor(centre) - reach, math.floor(centre) + reach + 1)
        weights = [kernel((tap - centre) / stretch) for tap in taps]
        for tap, weight in zip(taps, weights, strict=True):
            done[new] += weight / sum(weights) * samples[min(max(tap, 0), old - 1)]
    return done


def scaled(
    samples: Samples, size: Size, kernel: Callable[[float], float], support: int, clip: bool
) -> Samples:
    down = line(samples, size.height, kernel, support)
    down = down.clip(0, 1) if clip else down
    return line(down.swapaxes(0, 1), size.width, kernel, support).swapaxes(0, 1)


@pytest.mark.parametrize("size", [Size(4, 3), Size(5, 5), Size(7, 2), Size(3, 4)])
@pytest.mark.parametrize("kernel", SHRINKING)
def test_shrinking_is_the_stretched_kernel(any_format: Image, kernel: Any, size: Size) -> None:
    """Within 4/255 of the range: libvips quantizes positions to 1/64 and rounds between the passes."""
    expected = scaled(premultiplied(any_format), size, *SHRINKING[kernel], clip=not any_format.has_alpha)
    done = resample(any_format, size, kernel)
    assert done.size == size
    assert np.abs(premultiplied(done) - visible(expected, any_format)).max() <= 4 / 255


def visible(samples: Samples, image: Image) -> Samples:
    """What samples can show: where a kernel overshoots, alpha is cut to 1 and the colour stays."""
    if not image.has_alpha:
        return samples.clip(0, 1)
    alpha = samples[..., -1:].clip(0, 1)
    color = samples[..., :-1] / np.maximum(samples[..., -1:], 1)
    return np.concatenate([color.clip(0, alpha), alpha], axis=-1)


@pytest.mark.parametrize("size", [Size(14, 10), Size(28, 5), Size(11, 8)])
@pytest.mark.parametrize("kernel", ["linear", "cubic", "lanczos3"])
def test_enlarging_interpolates(any_format: Image, kernel: Any, size: Size) -> None:
    """Within 4/255 of the range; lanczos3 enlarges as the cubic does."""
    oracle = (triangle, 1) if kernel == "linear" else (catmull_rom, 2)
    expected = scaled(premultiplied(any_format), size, *oracle, clip=False)
    done = resample(any_format, size, kernel)
    assert done.size == size
    assert np.abs(premultiplied(done) - visible(expected, any_format)).max() <= 4 / 255


@pytest.mark.parametrize("size", [Size(3, 2), Size(14, 3), Size(9, 11), Size(1, 1)])
def test_nearest_takes_the_sample_under_each_new_centre(any_format: Image, size: Size) -> None:
    samples = any_format.to_array()
    rows = [(2 * y + 1) * 5 // (2 * size.height) for y in range(size.height)]
    columns = [(2 * x + 1) * 7 // (2 * size.width) for x in range(size.width)]
    assert np.array_equal(resample(any_format, size, "nearest").to_array(), samples[rows][:, columns])


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("size", [(351, 1000), (100, 64), (703, 1282), (5, 4)])
def test_nearest_equals_pillow(size: tuple[int, int], kind: type) -> None:
    samples = np.random.default_rng(3).integers(0, 256, (641, 703), dtype=kind)
    expected = Pillow.fromarray(samples).resize(size, Pillow.Resampling.NEAREST)
    done = resample(Image.from_array(samples), Size(*size), "nearest")
    assert np.array_equal(done.to_array()[..., 0], np.asarray(expected))


@pytest.mark.parametrize("size", [(100, 100), (300, 200), (511, 511), (37, 499), (255, 400)])
def test_lanczos_looks_like_pillow(size: tuple[int, int]) -> None:
    """On a photograph: a mean difference of at most 1 level and at most 12 anywhere, and no shift."""
    from skimage import data

    samples = data.astronaut()
    theirs = np.asarray(Pillow.fromarray(samples).resize(size, Pillow.Resampling.LANCZOS), float)
    ours = resample(Image.from_array(samples), Size(*size)).to_array().astype(float)
    assert np.abs(ours - theirs).mean() <= 1
    assert np.abs(ours - theirs).max() <= 14
    shifted = np.abs(ours[:, 1:] - theirs[:, :-1]).mean()
    assert shifted > 3 * np.abs(ours - theirs).mean()


@pytest.mark.parametrize("size", [(513, 513), (800, 700), (1024, 1024)])
def test_cubic_enlarges_like_pillow(size: tuple[int, int]) -> None:
    """On a photograph: a mean difference of at most half a level."""
    from skimage import data

    samples = data.astronaut()
    theirs = np.asarray(Pillow.fromarray(samples).resize(size, Pillow.Resampling.BICUBIC), float)
    ours = resample(Image.from_array(samples), Size(*size), "cubic").to_array().astype(float)
    assert np.abs(ours - theirs).mean() <= 0.5
    assert np.abs(ours - theirs).max() <= 12


@pytest.mark.parametrize("kernel", ["nearest", "linear", "cubic", "lanczos3"])
@pytest.mark.parametrize("size", [Size(3, 40), Size(50, 2), Size(20, 30)])
def test_a_flat_picture_stays_flat(kernel: Any, size: Size) -> None:
    flat = Image.from_array(np.full((13, 17, 3), (7, 130, 255), np.uint8))
    assert (resample(flat, size, kernel).to_array() == (7, 130, 255)).all()


def test_the_color_under_transparent_pixels_does_not_bleed() -> None:
    samples = np.zeros((8, 8, 4), np.uint8)
    samples[:, :4] = (255, 0, 0, 255)
    samples[:, 4:] = (0, 255, 0, 0)
    for size in (Size(3, 3), Size(20, 20)):
        done = resample(Image.from_array(samples), size).to_array()
        seen = done[done[..., 3] > 8]
        assert seen[:, 0].min() >= 250
        assert seen[:, 1].max() <= 2


@pytest.mark.parametrize(("matrix", "turned"), [
    ((1, 0, 0, 1), lambda samples: samples),
    ((-1, 0, 0, -1), lambda samples: samples[::-1, ::-1]),
    ((-1, 0, 0, 1), lambda samples: samples[:, ::-1]),
])  # fmt: skip
def test_a_map_that_keeps_the_grid_moves_samples_exactly(
    any_format: Image, matrix: Any, turned: Callable[[Samples], Samples]
) -> None:
    """Half-pixel centres: the identity, a half turn and a mirror need no interpolation."""
    done = premultiplied(mapped_image(any_format, matrix, any_format.size, "red"))
    assert np.abs(done - turned(premultiplied(any_format))).max() <= 1.01 / any_format.peak


def test_a_size_that_is_there_already_costs_nothing(any_format: Image) -> None:
    assert resample(any_format, any_format.size) is any_format
