"""Verbs with a particle, orders that run on, statements of what was done, and causes that are no places."""

from __future__ import annotations

import pytest
from tests.reason.planner.reading import only, ops

from limner.core.steps.base import Found
from limner.reason.planner.planner import plan


@pytest.mark.parametrize(
    ("words", "op", "sign"),
    [
        ("knock the contrast down 15%", "contrast", -1),
        ("dial the saturation way back", "saturation", -1),
        ("jack up the vibrance", "vibrance", 1),
        ("tame those highlights", "highlights", -1),
        ("take a bit of yellow out", "temperature", -1),
        ("bring the contrast back", "contrast", 1),
        ("brighten the shadows a bit", "shadows", 1),
        ("recover the blown highlights", "highlights", -1),
        ("the picture is too warm, pull that back", "temperature", -1),
    ],
)
def test_a_particle_gives_the_direction(words: str, op: str, sign: int) -> None:
    step = only(words)
    value = next(value for value in step.parameters().values() if isinstance(value, int | float))
    assert (step.op, value > 0) == (op, sign > 0)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("raise exposure lower contrast crop to 4:3", ["exposure", "contrast", "crop"]),
        ("brighten it, contrast up 10%, saturation down 5%", ["brightness", "contrast", "saturation"]),
        ("background blurred, colors boosted, sky replaced", ["blur", "saturation", "replace"]),
        ("it is dark so please brighten it", ["brightness"]),
        ("crop it square (its for my aunt) and sharpen", ["crop", "sharpen"]),
        ("sharpen the plaque, what does it say?", ["sharpen", "read"]),
        ("her coat is darker and the wall is lighter", ["brightness", "brightness"]),
        ("a red kite over the barn would be lovely, and make it warmer", ["add", "temperature"]),
        ("give it less saturation and more contrast", ["saturation", "contrast"]),
    ],
)
def test_every_order_of_a_sentence_is_a_step(words: str, wanted: list[str]) -> None:
    assert ops(words) == wanted


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("warm up this wedding shot for her 80th", None),
        ("remove the green cast from the shop lights", None),
        ("brighten the photo a hair", None),
        ("his shirt is too bright, darken just that", "his shirt"),
        ("blur faces in the crowd", "faces in the crowd"),
        ("the plate needs blurring", "the plate"),
    ],
)
def test_only_a_thing_is_a_place(words: str, place: str | None) -> None:
    where = plan(words).steps[0].where
    assert (where.words if isinstance(where, Found) else None) == place
