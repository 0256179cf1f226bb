"""Operations refuse what their steps refuse, and a table takes the parameters of its operation."""

from __future__ import annotations

import inspect
import math
from typing import Any

import annotated_types
import numpy as np
import pytest
from pydantic import ValidationError

from limner import ops
from limner.core.errors import BadValue
from limner.core.plan import step_types
from limner.core.steps import color, tone
from limner.core.steps.base import ExactStep
from limner.ops import balance, light
from limner.ops import color as color_ops
from limner.ops import tone as tone_ops
from limner.ops.amounts import one_of, opaque, within
from limner.ops.pixels import entries

NEEDED = {
    "color_overlay": {"color": "#ff8000"},
    "replace_color": {"old": "red", "new": "blue"},
}
STEPS = [kind for kind in step_types().values() if kind.__module__ in (tone.__name__, color.__name__)]


def bounds() -> list[Any]:
    """(step, field, an end of its range, a little beyond it) for every number with a range."""
    found = []
    for kind in STEPS:
        for name, field in kind.model_fields.items():
            for limit in field.metadata:
                low, high = getattr(limit, "ge", None), getattr(limit, "le", None)
                assert not isinstance(limit, annotated_types.Gt | annotated_types.Lt), (kind, name)
                for end, beyond in ((low, -1), (high, 1)):
                    if end is not None:
                        found.append(
                            pytest.param(kind, name, end, end + beyond, id=f"{kind.__name__} {name} {end}")
                        )
    return found


def run(kind: type[ExactStep], image: Any, parameters: dict[str, Any]) -> Any:
    op = kind.model_fields["op"].default
    return getattr(ops, op)(image, **{**NEEDED.get(op, {}), **parameters})


@pytest.mark.parametrize(("kind", "name", "end", "beyond"), bounds())
def test_operations_and_steps_have_the_same_ranges(
    kind: type[ExactStep], name: str, end: float, beyond: float, make_picture: Any
) -> None:
    op = kind.model_fields["op"].default
    others = {"white": {"black": 0}, "black": {"white": 255}}.get(name, {}) if op == "levels" else {}
    if (op, name, end) not in {("levels", "black", 255), ("levels", "white", 0)}:
        kind(**NEEDED.get(op, {}), **others, **{name: end})
        assert run(kind, make_picture("rgba8"), {**others, name: end}).to_array().size
    with pytest.raises(ValidationError):
        kind(**NEEDED.get(op, {}), **{name: beyond})
    for refused in (beyond, math.nan, math.inf):
        if isinstance(end, int) or refused == beyond:
            with pytest.raises(BadValue):
                run(kind, make_picture("rgba8"), {name: refused})


@pytest.mark.parametrize("kind", STEPS, ids=lambda kind: kind.__name__)
def test_every_step_runs_as_it_stands_on_every_format(kind: type[ExactStep], any_format: Any) -> None:
    step = kind(**NEEDED.get(kind.model_fields["op"].default, {}))
    done = run(kind, any_format, step.parameters())
    assert done.size == any_format.size
    assert done.depth == any_format.depth
    alpha = done.to_array()[:, :, -1]
    if any_format.has_alpha and step.op not in ("opacity", "replace_color"):
        np.testing.assert_array_equal(alpha, any_format.to_array()[:, :, -1])


TABLES = [
    (module, name.removesuffix("_table"))
    for module in (tone_ops, balance, color_ops)
    for name in vars(module)
    if name.endswith("_table") and name != "through_table"
]


@pytest.mark.parametrize(("module", "op"), TABLES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_table_takes_the_parameters_of_its_operation(module: Any, op: str) -> None:
    _, *parameters = inspect.signature(getattr(module, op)).parameters.values()
    peak, *own = inspect.signature(getattr(module, f"{op}_table")).parameters.values()
    assert peak.name == "peak"
    assert own == parameters


@pytest.mark.parametrize(
    ("module", "op"),
    [entry for entry in TABLES if entry[1] not in ("opacity", "threshold")],  # of alpha, of luma
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_table_says_what_becomes_of_every_sample(module: Any, op: str, make_picture: Any) -> None:
    parameters = NEEDED.get(op, {})
    table = entries(getattr(module, f"{op}_table")(255, **parameters), 255).reshape(256, -1)
    before = make_picture("rgb8", width=50, height=40).to_array()
    after = getattr(module, op)(make_picture("rgb8", width=50, height=40), **parameters).to_array()
    for band in range(3):
        column = table[:, band if table.shape[1] == 3 else 0]
        np.testing.assert_array_equal(after[:, :, band], column[before[:, :, band]])


def test_ties_in_a_table_go_up_whatever_the_floats_say() -> None:
    assert entries(np.array([0.5, 1.5 - 1e-12, 2.5, 2.4999, -0.5, 300]), 255).tolist() == [1, 2, 3, 2, 0, 255]


def test_refusals_say_what_was_given_and_what_is_allowed() -> None:
    with pytest.raises(BadValue, match="percent is 120, and must lie between 0 and 100"):
        within("percent", 120, 0, 100)
    with pytest.raises(BadValue, match="method is 'x', and must be one of: a, b"):
        one_of("method", "x", ("a", "b"))
    with pytest.raises(BadValue, match="dark is 'transparent', which is see-through"):
        opaque("dark", "transparent")


def test_light_and_samples_are_inverse_and_meet_the_standard() -> None:
    values = np.linspace(0, 1, 5001)
    np.testing.assert_allclose(light.from_light(light.to_light(values)), values, atol=1e-7)
    np.testing.assert_allclose(
        light.to_light([0, 0.02, 0.5, 1]), [0, 0.0015479876, 0.2140411405, 1], atol=1e-9
    )
    assert light.from_light([-1, 2]).tolist() == pytest.approx([0, 1])
