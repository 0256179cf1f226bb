from __future__ import annotations

import numpy as np
import pytest

from limner.world.finishes import FINISHES, PIXEL_ROWS, _kuwahara
from limner.world.vocabulary import STYLES


def scribble(height=96, width=128):
    rng = np.random.default_rng(3)
    small = rng.integers(0, 256, (height // 16, width // 16, 3), dtype=np.uint8)
    return np.repeat(np.repeat(small, 16, axis=0), 16, axis=1)


def test_every_finish_is_a_style():
    assert set(FINISHES) < set(STYLES)


@pytest.mark.parametrize("style", FINISHES)
@pytest.mark.parametrize("size", [(64, 64), (128, 192), (300, 200)])
def test_a_finish_keeps_the_shape_and_leaves_its_input(style, size):
    pixels = np.random.default_rng(0).integers(0, 256, (*size, 3), dtype=np.uint8)
    before = pixels.copy()
    finished = FINISHES[style](pixels, 5)
    assert finished.shape == pixels.shape
    assert finished.dtype == np.uint8
    assert (pixels == before).all()


@pytest.mark.parametrize("style", FINISHES)
def test_the_same_seed_gives_the_same_finish(style):
    pixels = scribble()
    assert FINISHES[style](pixels, 9).tobytes() == FINISHES[style](pixels, 9).tobytes()


@pytest.mark.parametrize("style", ["watercolor", "oil painting", "pencil sketch"])
def test_seeds_take_different_textures(style):
    pixels = scribble()
    assert len({FINISHES[style](pixels, seed).tobytes() for seed in range(12)}) > 1


@pytest.mark.parametrize("style", FINISHES)
def test_a_finish_keeps_colors_nameable(style):
    for strong in range(3):
        pixels = np.full((128, 128, 3), 60, np.uint8)
        pixels[..., strong] = 220
        middle = FINISHES[style](pixels, 1)[32:96, 32:96].reshape(-1, 3).mean(axis=0)
        others = [value for channel, value in enumerate(middle) if channel != strong]
        assert middle[strong] > max(others) + 25


def test_a_watercolor_leaves_its_border_white():
    painted = FINISHES["watercolor"](np.zeros((128, 128, 3), np.uint8), 2)
    edge = np.concatenate([painted[0], painted[-1], painted[:, 0], painted[:, -1]])
    assert np.median(edge) > 225
    assert np.median(painted[40:88, 40:88]) < 90


def test_a_pencil_draws_a_line_at_an_edge():
    pixels = np.full((128, 128, 3), 230, np.uint8)
    pixels[:, 64:] = (120, 120, 230)
    sketch = FINISHES["pencil sketch"](pixels, 0).min(axis=2).mean(axis=0)
    assert sketch[62:68].min() < sketch[90:120].min() - 10


def test_pixel_art_has_few_levels():
    pixels = np.random.default_rng(1).integers(0, 256, (PIXEL_ROWS, PIXEL_ROWS, 3), dtype=np.uint8)
    assert len(np.unique(FINISHES["pixel art"](pixels, 0))) <= 16


def test_kuwahara_is_the_mean_of_the_calmest_square():
    radius, size = 2, 12
    pixels = np.random.default_rng(4).integers(0, 256, (size, size, 1), dtype=np.uint8).repeat(3, axis=2)
    padded = np.pad(pixels[..., 0].astype(float), radius, mode="reflect")
    found = _kuwahara(pixels, radius)
    for y in range(size):
        for x in range(size):
            squares = [
                padded[y + dy : y + dy + radius + 1, x + dx : x + dx + radius + 1]
                for dy in (0, radius)
                for dx in (0, radius)
            ]
            calmest = min(squares, key=np.var)
            assert abs(float(found[y, x, 0]) - calmest.mean()) <= 1
