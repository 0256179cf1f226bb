from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from limner.see.letters import lines


def written(words: str, size: int = 32, ink: int = 20, paper: int = 210) -> np.ndarray:
    page = Image.new("L", (400, 240), paper)
    ImageDraw.Draw(page).text((40, 90), words, fill=ink, font=ImageFont.load_default(size))
    return np.asarray(page)


@pytest.mark.parametrize(("ink", "paper"), [(20, 210), (240, 60)])
def test_a_word_is_found_where_it_stands(ink: int, paper: int) -> None:
    ((left, top, right, bottom),) = lines(written("Market street", ink=ink, paper=paper))
    assert 30 <= left <= 50
    assert top >= 85
    assert bottom <= 135
    assert right > 180


def test_two_lines_are_two() -> None:
    page = np.minimum(written("No parking here"), np.roll(written("Open all day"), 60, axis=0))
    assert len(lines(page)) == 2


def test_a_word_that_hardly_stands_out_is_no_text() -> None:
    assert lines(written("Market street", ink=200, paper=210)) == ()


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (1, 300), (300, 2), (5, 5), (6, 6)])
def test_a_picture_too_small_for_letters_holds_no_text(shape: tuple[int, int]) -> None:
    assert lines(np.full(shape, 200, np.uint8)) == ()


def test_noise_stripes_and_an_empty_page_hold_no_text() -> None:
    rng = np.random.default_rng(0)
    rows = np.mgrid[0:240, 0:400][0]
    assert lines(np.full((240, 400), 200, np.uint8)) == ()
    assert lines(np.clip(rng.normal(120, 15, (240, 400)), 0, 255).astype(np.uint8)) == ()
    assert lines((rows // 12 % 2 * 200).astype(np.uint8)) == ()
