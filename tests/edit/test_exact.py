from __future__ import annotations

import pytest

from limner.core.errors import BadValue
from limner.core.plan import Plan, step_types
from limner.core.steps.base import ExactStep
from limner.edit.exact import OPERATIONS, arguments, operate, picture_names


def step(**fields: object) -> ExactStep:
    return Plan.from_data({"steps": [fields]}).steps[0]  # type: ignore[return-value]


EXACT = [op for op, kind in step_types().items() if issubclass(kind, ExactStep)]


@pytest.mark.parametrize("op", EXACT)
def test_every_exact_step_has_an_operation_of_its_name(op: str) -> None:
    assert OPERATIONS[op].__name__ == op


def test_a_step_is_done_by_its_operation(make_picture) -> None:
    image = make_picture("rgb8")
    done = operate(step(op="invert"), image)
    assert (done.to_array() == 255 - image.to_array()).all()


def test_names_of_pictures_become_pictures(make_picture) -> None:
    logo = make_picture("rgba8")
    given = arguments(step(op="overlay", picture="logo.png"), {"logo.png": logo}.__getitem__)
    assert given["picture"] is logo
    assert given["opacity"] == 1.0


def test_a_plan_that_names_a_picture_needs_it(make_picture) -> None:
    with pytest.raises(BadValue, match=r"logo\.png"):
        operate(step(op="overlay", picture="logo.png"), make_picture("rgb8"))


def test_the_pictures_of_a_step_are_its_own_and_its_mask() -> None:
    montage = step(op="montage", pictures=["a.png", "b.png"])
    assert picture_names(montage) == ("a.png", "b.png")
    assert picture_names(step(op="blur", where={"mask": "m.png"})) == ("m.png",)
    assert picture_names(step(op="blur")) == ()
