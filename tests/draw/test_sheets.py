from __future__ import annotations

import numpy as np
import pytest

from limner.core.errors import BadValue, Unclear
from limner.core.progress import Progress, finish
from limner.draw.request import DrawRequest
from limner.draw.sheet import MOST, sheet
from limner.draw.sheets import cells, choices, draw_sheet, sweep
from limner.models.fake import COLORS
from limner.models.fake_drawing import FakeGenerator, FakeLayoutPlanner


def test_choices_make_rows_and_columns() -> None:
    rows = cells(
        DrawRequest("a {red,blue} {apple, car} at night"), choices("a {red,blue} {apple, car} at night")
    )
    assert [[cell.request.words for cell in row] for row in rows] == [
        ["a red apple at night", "a red car at night"],
        ["a blue apple at night", "a blue car at night"],
    ]
    assert [row[0].row for row in rows] == ["red", "blue"]
    assert [cell.column for cell in rows[0]] == ["apple", "car"]


def test_a_single_axis_is_one_row_and_a_third_goes_down() -> None:
    (row,) = cells(DrawRequest("a cat"), [sweep("steps=2,4,8")])
    assert [cell.request.steps for cell in row] == [2, 4, 8]
    axes = [*choices("a {red,blue} cat"), sweep("guidance=1,3"), sweep("seed=0,1,2")]
    rows = cells(DrawRequest("a {red,blue} cat"), axes)
    assert (len(rows), len(rows[0])) == (4, 3)
    assert rows[3][0].row == "blue, guidance 3"
    assert (rows[3][2].request.guidance_scale, rows[3][2].request.seed) == (3.0, 2)


@pytest.mark.parametrize("words", ["a {red,} apple", "a {} apple", "a {red apple", "red} apple", "{a,{b,c}}"])
def test_choices_that_cannot_be_read_are_refused(words: str) -> None:
    with pytest.raises(BadValue, match="choices"):
        choices(words)


@pytest.mark.parametrize("text", ["guidance", "colour=red", "steps=", "steps=a", "steps=1.5"])
def test_sweeps_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        sweep(text)
    assert caught.value.hint


def test_a_bad_value_and_too_many_pictures_are_refused_before_drawing() -> None:
    with pytest.raises(BadValue, match="0 steps"):
        cells(DrawRequest("a cat"), [sweep("steps=0,1")])
    with pytest.raises(BadValue, match="400 pictures"):
        cells(DrawRequest("a cat"), [sweep("seed=" + ",".join(map(str, range(20))))] * 2)
    with pytest.raises(BadValue, match="no sheet"):
        cells(DrawRequest("a cat"), [])


def test_every_picture_stands_under_its_labels() -> None:
    words = "a {red,blue} {apple,car}"
    running = draw_sheet(cells(DrawRequest(words), choices(words)), FakeGenerator(), FakeLayoutPlanner())
    told: list[Progress] = []
    pixels = finish(running, told.append).astype(int)
    assert [one.doing for one in told] == [f"picture {i} of 4" for i in range(1, 5) for _ in range(4)]
    for name, half in (("red", slice(0, pixels.shape[0] // 2)), ("blue", slice(pixels.shape[0] // 2, None))):
        apart = np.abs(pixels[half] - COLORS[name]).sum(-1)
        columns = np.flatnonzero((apart == 0).any(0))
        assert columns.max() - columns.min() > 64, name


def test_words_that_cannot_be_drawn_stop_the_sheet_before_the_first_picture() -> None:
    words = "a {red apple,qwertz}"
    running = draw_sheet(cells(DrawRequest(words), choices(words)), FakeGenerator(), FakeLayoutPlanner())
    with pytest.raises(Unclear):
        next(running)


def test_large_pictures_are_shrunk_and_labels_take_their_room() -> None:
    large = np.zeros((1000, 2000, 3), np.uint8)
    bare = sheet([[large, large]], [""], ["", ""])
    assert bare.shape[1] < 2 * MOST + 30
    told = sheet([[large, large]], ["a row"], ["one", "two"])
    assert told.shape[0] > bare.shape[0]
    assert told.shape[1] > bare.shape[1]
