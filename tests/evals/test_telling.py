"""When a thing is told is chosen on scenes whose truth is known, with outputs made up for them."""

from __future__ import annotations

import numpy as np
import pytest

from limner.evals.see import naming, telling
from limner.evals.see.cases import Case, rendered
from limner.models.decode import Thresholds
from limner.world.atlas import Atlas
from limner.world.things import NAMES

VOCABULARY = {"things": ("nothing", *NAMES), "colors": ("natural", "red")}
GRID = 12


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(rendered(3, 24, Atlas.drawn(), side=64))


def outputs(case: Case, score: float = 0.99, rim: float = 0.0) -> dict[str, np.ndarray]:
    """What a network says that is right, with ``score``; the patches at a thing's left edge cut a share
    of ``rim`` off its box, and know that they are not at its centre."""
    line = (np.arange(GRID) + 0.5) / GRID
    x, y = (axis.ravel() for axis in np.meshgrid(line, line))
    things = np.zeros((GRID**2, 1 + len(NAMES)), np.float32)
    things[:, 0] = 12
    boxes = np.zeros((GRID**2, 4), np.float32)
    centredness = np.full(GRID**2, -9, np.float32)
    for placed, box in zip(case.scene.things, case.boxes, strict=True):
        if box is None:
            continue
        left, top, right, bottom = box
        inside = (x > left) & (x < right) & (y > top) & (y < bottom)
        things[inside] = 0
        things[inside, 1 + NAMES.index(placed.thing)] = np.log(score / (1 - score) * len(NAMES))
        boxes[inside], centredness[inside] = box, 4
        if rim:
            edge = inside & (x < left + (right - left) / 3)
            boxes[edge, 2] -= rim * (right - left)
            centredness[edge] = 1
    return {"things": things, "colors": np.zeros((GRID**2, 2), np.float32), "boxes": boxes,
            "centredness": centredness}  # fmt: skip


def told(found: list[dict[str, np.ndarray]], cases: list[Case], **numbers: float) -> dict[str, float]:
    return telling.figures(telling._told(found, VOCABULARY, Thresholds(**numbers)), cases)


def test_rims_that_judge_the_box_badly_need_votes_that_join_loosely(cases: list[Case]) -> None:
    found = [outputs(case, rim=0.7) for case in cases]
    numbers, measured = telling.telling(found, cases, VOCABULARY)
    assert numbers["thing_overlap"] <= 0.25
    loose, tight = told(found, cases, overlap=numbers["thing_overlap"]), told(found, cases, overlap=0.6)
    assert loose[naming.SAID] > tight[naming.SAID] + 0.2
    assert set(measured) == {f"held out: {name}" for name in telling.ASKED}


def test_things_that_are_hardly_sure_take_a_low_threshold(cases: list[Case]) -> None:
    faint = [outputs(case, score=0.4) for case in cases]
    numbers, measured = telling.telling(faint, cases, VOCABULARY)
    assert numbers["thing_threshold"] <= 0.4
    assert measured[f"held out: {naming.THINGS}"] > 0.5


def test_nothing_told_is_worth_nothing() -> None:
    assert telling.worth({}) == 0.0
    assert telling.worth({naming.THINGS: 0.0, naming.SAID: 1.0}) == 0.0
