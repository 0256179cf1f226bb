"""Steps as moves: which ones are, and where a crop lies after a turn."""

from __future__ import annotations

import pytest

from limner.core.errors import Unsupported
from limner.core.geometry import Box, Size
from limner.core.plan import Plan
from limner.edit.moves import moves

SIZE = Size(100, 60)


def moves_of(*steps: dict[str, object]) -> list[object]:
    return list(moves(Plan.from_data({"steps": list(steps)}).steps, SIZE))


@pytest.mark.parametrize(
    ("step", "move"),
    [
        ({"op": "rotate", "degrees": 90}, "90"),
        ({"op": "rotate", "degrees": -90}, "270"),
        ({"op": "rotate", "degrees": 540}, "180"),
        ({"op": "flip", "axis": "vertical"}, "vertical"),
        ({"op": "transpose", "diagonal": "anti"}, "anti"),
        ({"op": "crop", "width": 50, "anchor": "right"}, Box(50, 0, 100, 60)),
        ({"op": "crop", "aspect": "1:1", "anchor": "left"}, Box(0, 0, 60, 60)),
        ({"op": "crop", "where": {"left": 0.5, "top": 0, "right": 1, "bottom": 0.5}}, Box(50, 0, 100, 30)),
    ],
)
def test_a_step_that_moves_samples_is_a_move(step: dict[str, object], move: object) -> None:
    assert moves_of(step) == [move]


def test_a_full_turn_and_steps_about_the_file_move_nothing() -> None:
    assert moves_of({"op": "rotate", "degrees": 360}, {"op": "strip"}, {"op": "dpi", "dpi": 72}) == []


def test_a_crop_is_measured_on_the_canvas_that_the_moves_before_it_left() -> None:
    half = {"op": "crop", "part": {"right": 0.5}}
    assert moves_of({"op": "rotate", "degrees": 90}, half) == ["90", Box(0, 0, 30, 100)]
    assert moves_of(half, {"op": "transpose"}, half)[2] == Box(0, 0, 30, 50)


@pytest.mark.parametrize(
    "step",
    [
        {"op": "brightness", "percent": 5},
        {"op": "rotate", "degrees": 45},
        {"op": "rotate", "degrees": 90, "canvas": "keep"},
        {"op": "crop", "trim": True},
        {"op": "crop", "where": {"mask": "mask.png"}},
        {"op": "frame", "number": 0},
    ],
)
def test_what_needs_new_samples_or_a_look_at_them_is_none(step: dict[str, object]) -> None:
    with pytest.raises(Unsupported, match=f"{step['op']} is no quarter turn"):
        moves_of(step)
