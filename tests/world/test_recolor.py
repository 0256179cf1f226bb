"""Recolouring against the same formula in slow Python, and what it must look like."""

from __future__ import annotations

import numpy as np
import pytest

from limner.world.recolor import CENTERING, KEPT, SHADE, SHINE, middle_tone, recolored
from limner.world.vocabulary import COLORS


def _noise(height: int = 6, width: int = 5) -> np.ndarray:
    rng = np.random.default_rng(3)
    alpha = rng.integers(0, 256, (height, width, 1))
    alpha[0], alpha[1] = 255, 0
    rgb = rng.integers(0, 256, (height, width, 3)) * alpha // 255
    rgb[:, 0], rgb[:, 1] = alpha[:, 0], 0
    return np.concatenate([rgb, alpha], axis=2).astype(np.uint8)


def _slow(pixel: np.ndarray, color: tuple[int, int, int], middle: float) -> list[float]:
    """One pixel: premultiplied out, toned by its luminance, multiplied in again."""
    alpha = int(pixel[3])
    if alpha == 0:
        return [0.0, 0.0, 0.0, 0.0]
    straight = [int(channel) / alpha for channel in pixel[:3]]
    luminance = 0.30 * straight[0] + 0.59 * straight[1] + 0.11 * straight[2]
    tone = luminance + (0.5 - middle) * CENTERING - 0.5
    kept = KEPT * min(1.0, 2 * (max(color) - min(color)) / 255)
    result = []
    for channel, old in zip(color, straight, strict=True):
        target = channel / 255
        slope = target * (1 - SHADE) if tone < 0 else (1 - target) * SHINE
        new = (1 - kept) * (target + 2 * tone * slope) + kept * old
        result.append(min(max(new, 0.0), 1.0) * alpha)
    return [*result, float(alpha)]


@pytest.mark.parametrize("color", COLORS.values(), ids=COLORS)
@pytest.mark.parametrize("middle", [0.2, 0.5, 0.9])
def test_recolouring_is_the_formula_on_every_pixel(color: tuple[int, int, int], middle: float) -> None:
    pixels = _noise()
    expected = [[_slow(pixel, color, middle) for pixel in row] for row in pixels]
    np.testing.assert_allclose(recolored(pixels, color, middle), expected, atol=0.51)


def test_the_middle_tone_is_the_median_of_what_is_opaque() -> None:
    pixels = np.zeros((2, 3, 4), np.uint8)
    pixels[0] = (51, 51, 51, 255)
    assert middle_tone(pixels) == pytest.approx(0.2)
    assert middle_tone(pixels[1:]) == 0.5


@pytest.mark.parametrize("name", COLORS)
def test_a_thing_of_any_tone_takes_the_colour(name: str) -> None:
    for tone in (30, 128, 230):
        flat = np.full((4, 4, 4), tone, np.uint8)
        flat[..., 3] = 255
        painted = recolored(flat, COLORS[name], middle_tone(flat))[0, 0, :3].astype(int)
        distance = {other: int(np.abs(painted - COLORS[other]).sum()) for other in COLORS}
        assert min(distance, key=distance.__getitem__) == name


def test_light_stays_lighter_than_shade() -> None:
    ramp = np.repeat(np.arange(0, 256, 5, dtype=np.uint8)[None, :, None], 4, axis=2)
    ramp[..., 3] = 255
    for color in COLORS.values():
        luminance = recolored(ramp, color, 0.5)[0, :, :3].astype(int).sum(axis=1)
        assert (np.diff(luminance) >= 0).all()
        assert luminance[-1] > luminance[0]
