from __future__ import annotations

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.world.sheet import GAP, sheet


def entry(height, width, value=0):
    return np.full((height, width, 3), value, np.uint8), "a cat to the left of a dog on a beach at sunset"


def test_a_sheet_has_a_cell_for_every_picture():
    one = sheet([entry(64, 64)], side=100)
    seven = sheet([entry(64, 64)] * 7, columns=3, side=100)
    assert seven.shape == (3 * one.shape[0], 3 * one.shape[1], 3)


@pytest.mark.parametrize(("height", "width"), [(50, 50), (64, 96), (300, 200)])
def test_a_picture_is_fitted_into_its_square(height, width):
    made = sheet([entry(height, width)], side=120)
    black = (made[: 120 + GAP] == 0).all(axis=2)
    rows, columns = black.any(axis=1).sum(), black.any(axis=0).sum()
    assert (rows, columns) == (
        round(120 * height / max(height, width)),
        round(120 * width / max(height, width)),
    )


def test_the_words_are_below_the_picture():
    made = sheet([entry(64, 64, 200)], side=120)
    assert made[120 + 2 * GAP :].min() < 150
    assert (sheet([(entry(64, 64)[0], "")], side=120)[120 + 2 * GAP :] > 240).all()


def test_nothing_is_no_sheet():
    with pytest.raises(BadValue):
        sheet([])
