from __future__ import annotations

import inspect
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from limner import ops
from limner.core.errors import BadValue
from limner.core.plan import Plan, plan_schema, step_types
from limner.core.steps.base import ExactStep, Found, InPart
from limner.core.steps.filter import Blur
from limner.core.steps.generative import Remove
from limner.core.steps.geometry import Crop, Resize, Rotate
from limner.core.steps.tone import Brightness

steps = st.one_of(
    st.builds(Crop, width=st.integers(1, 9999), height=st.integers(1, 9999)),
    st.builds(Brightness, percent=st.floats(-100, 1000, allow_nan=False)),
    st.builds(Rotate, degrees=st.floats(-360, 360, allow_nan=False)),
    st.builds(Blur, where=st.just(InPart(bottom=0.5)), why=st.text(max_size=40)),
    st.builds(Remove, what=st.text(max_size=40)),
)


@given(st.lists(steps, max_size=5), st.text(max_size=60))
def test_a_plan_survives_json(some: list, instruction: str) -> None:
    plan = Plan(instruction=instruction, steps=tuple(some))
    assert Plan.from_json(plan.to_json()) == plan
    assert json.loads(plan.to_json())["schema"] == "limner.plan/1"


def test_a_plan_is_frozen() -> None:
    plan = Plan(steps=(Crop(width=5),))
    with pytest.raises(ValidationError):
        plan.instruction = "other"


@pytest.mark.parametrize(
    ("plan_steps", "route"),
    [
        ((Crop(width=5), Resize(width=5)), "exact"),
        ((Crop(where=Found(words="the dog")),), "exact"),
        ((Blur(where=Found(words="the faces")),), "mixed"),
        ((Remove(what="the man"),), "generative"),
        ((Remove(what="the man"), Crop(width=5)), "mixed"),
    ],
)
def test_the_route_follows_from_the_steps(plan_steps: tuple, route: str) -> None:
    assert Plan(steps=plan_steps).route == route


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"schema": "limner.plan/2"}',
        '{"steps": [{"op": "exec", "code": "1"}]}',
        '{"steps": [{"op": "crop", "width": -5}]}',
        '{"steps": [{"op": "blur", "radius": NaN}]}',
        '{"steps": [{"op": "crop", "surprise": 1}]}',
    ],
)
def test_a_plan_that_asks_for_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        Plan.from_json(text)


def test_the_schema_names_every_step() -> None:
    assert set(plan_schema()["properties"]["steps"]["items"]["discriminator"]["mapping"]) == set(step_types())


def exact_steps() -> list[type[ExactStep]]:
    return [kind for kind in step_types().values() if issubclass(kind, ExactStep)]


@pytest.mark.parametrize("kind", exact_steps(), ids=lambda kind: kind.model_fields["op"].default)
def test_every_exact_step_has_an_operation_with_the_same_parameters(kind: type[ExactStep]) -> None:
    own = {
        name: field
        for name, field in kind.model_fields.items()
        if name not in ("op", "route", "where", "why")
    }
    operation = getattr(ops, kind.model_fields["op"].default)
    image, *parameters = inspect.signature(operation).parameters.values()
    assert image.name == "image"
    assert [parameter.name for parameter in parameters] == list(own)
    for parameter in parameters:
        field = own[parameter.name]
        if field.is_required() or parameter.annotation.startswith(("Image", "tuple[Image", "Sequence[Image")):
            continue
        assert parameter.default == field.default, parameter.name
    assert operation.__doc__


@pytest.mark.parametrize("kind", step_types().values(), ids=lambda kind: kind.model_fields["op"].default)
def test_every_step_says_what_it_does_and_shows_how_to_ask_for_it(kind: type) -> None:
    assert kind.__doc__
    assert kind.example
