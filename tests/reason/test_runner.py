from __future__ import annotations

import pytest

from limner.core.errors import BadValue, Unsupported
from limner.core.plan import Plan, step_types
from limner.core.progress import finish
from limner.reason.runner import pictures_of, refuse_unsupported, run, streams


def plan(*steps: dict[str, object]) -> Plan:
    return Plan.from_data({"steps": list(steps)})


def test_steps_are_done_in_order_and_progress_is_told(make_picture) -> None:
    image = make_picture("rgb8")
    told = []
    crop = {"op": "crop", "width": 3, "height": 5, "anchor": "left"}
    done = finish(run(plan(crop, {"op": "invert"}), image), told.append)
    assert (done.to_array() == 255 - image.to_array()[:, :3]).all()
    assert [(one.step, one.steps, one.doing) for one in told] == [(1, 2, "invert"), (2, 2, "encode")]


def test_an_empty_plan_changes_nothing(make_picture) -> None:
    image = make_picture("rgb8")
    assert finish(run(plan(), image)) is image


MISSING = [op for op, kind in step_types().items() if kind.model_fields["route"].default != "exact"]


@pytest.mark.parametrize("op", MISSING)
def test_a_step_without_an_engine_is_refused_before_the_first_step_runs(op: str, make_picture) -> None:
    needed = {"what": "man"} if "what" in step_types()[op].model_fields else {}
    needed |= {"style": "oil"} if op == "restyle" else {}
    asked = plan({"op": "invert"}, {"op": op, **needed})
    running = run(asked, make_picture("rgb8"))
    with pytest.raises(Unsupported, match=rf"step 2 \({op}.* needs an? .*(model|detector|recognizer)"):
        next(running)


def test_a_place_that_must_be_found_is_refused_at_once() -> None:
    with pytest.raises(Unsupported, match="the faces"):
        refuse_unsupported(plan({"op": "invert"}, {"op": "blur", "where": {"words": "the faces"}}))


def test_a_region_on_a_canvas_step_is_refused_at_once() -> None:
    with pytest.raises(BadValue, match="flip"):
        refuse_unsupported(plan({"op": "flip", "where": {"right": 0.5}}))


def test_the_pictures_of_a_plan_are_named_once() -> None:
    logo = {"op": "overlay", "picture": "a.png"}
    assert pictures_of(plan(logo, logo, {"op": "blur", "where": {"mask": "m.png"}})) == ("a.png", "m.png")


@pytest.mark.parametrize(
    ("step", "yes"),
    [
        ({"op": "crop", "width": 5}, True),
        ({"op": "crop", "trim": True}, False),
        ({"op": "sharpen"}, True),
        ({"op": "blur", "radius": 300}, False),
        ({"op": "brightness", "where": {"right": 0.5}}, False),
        ({"op": "rotate", "degrees": 90}, False),
        ({"op": "auto"}, False),
    ],
)
def test_only_steps_that_read_rows_once_stream(step: dict[str, object], yes: bool) -> None:
    assert streams(plan(step)) is yes
