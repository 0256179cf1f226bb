"""Who draws a draft: the student, unless something is asked for that only the whole generator can do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from limner.core.errors import BadValue
from limner.core.progress import finish
from limner.draw.drawer import drawer
from limner.draw.generate import Planned, draw, plan
from limner.draw.request import DrawRequest
from limner.models.fake_drawing import FakeGenerator


class Student(FakeGenerator):
    card = replace(
        FakeGenerator.card,
        id="fake-student",
        calibration={"steps": 3.0, "guidance_scale": 1.0},
        base={"fake-generator/denoiser.onnx": "0" * 64},
    )


class Teacher(FakeGenerator):
    student = Student()


def planned(generator: FakeGenerator | None = None, **asked: Any) -> Planned:
    return plan(DrawRequest("a red apple", **asked), generator or Teacher())


def test_a_draft_is_the_students_in_its_own_steps_without_guidance() -> None:
    one = planned(quality="draft")
    assert one.generator.card.id == "fake-student"
    assert (one.order.steps, one.order.guidance_scale, one.warnings) == (3, 1.0, ())
    assert finish(draw(one)).planned is one


@pytest.mark.parametrize("quality", ["normal", "best"])
def test_every_other_quality_is_the_generators(quality: str) -> None:
    one = planned(quality=quality)
    assert one.generator.card.id == "fake-generator"
    assert one.order.guidance_scale == 2.0


def test_without_a_student_a_draft_takes_half_the_steps() -> None:
    one = planned(FakeGenerator(), quality="draft")
    assert (one.generator.card.id, one.order.steps, one.warnings) == ("fake-generator", 2, ())


@pytest.mark.parametrize(
    "asked",
    [{"steps": 2}, {"steps": 3}, {"guidance_scale": 1.0}, {"sampler": "euler"}, {"negative": " "}],
)
def test_what_the_student_can_do_it_does_as_given_by_hand(asked: dict[str, Any]) -> None:
    one = planned(quality="draft", **asked)
    assert one.generator.card.id == "fake-student"
    assert one.order.steps == asked.get("steps", 3)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"steps": 4}, "at most 3 steps, not 4"),
        ({"guidance_scale": 3.0}, "takes no guidance"),
        ({"guidance_scale": 0.0}, "takes no guidance"),
        ({"negative": "trees"}, "no guidance to keep away"),
        ({"sampler": "heun"}, "no sampler 'heun', only euler"),
    ],
)
def test_what_it_cannot_do_is_the_generators_and_a_warning_says_why(
    asked: dict[str, Any], reason: str
) -> None:
    teacher = Teacher()
    who, warnings = drawer(DrawRequest("a cat", quality="draft", **asked), teacher)
    assert who is teacher
    assert len(warnings) == 1
    assert reason in warnings[0]
    with pytest.raises(BadValue, match=reason) as caught:
        planned(Student(), **asked)
    assert caught.value.hint


def test_the_warning_is_told_and_the_dial_keeps_its_meaning_for_what_is_left_open() -> None:
    one = planned(quality="draft", guidance_scale=3.0)
    assert "not drawn by the few-step student" in one.warnings[0]
    assert (one.order.steps, one.order.guidance_scale) == (2, 3.0)


@pytest.mark.parametrize("quality", ["draft", "normal", "best"])
def test_a_student_that_is_asked_for_by_name_draws_in_its_own_steps(quality: str) -> None:
    assert planned(Student(), quality=quality).order.steps == 3
