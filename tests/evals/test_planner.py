"""Scoring the planner: what counts as right, and with which interval."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from limner.core.errors import BadValue
from limner.core.plan import Plan, step_types
from limner.evals.matching import label_of, numbers_found, ops_match
from limner.evals.plan_ops import LISTED, SAME_AS, plan_ops_markdown, same
from limner.evals.planner import Score, evaluate, read_lines

LOOK = Path(__file__).parents[2] / "evals" / "data" / "planner" / "look.jsonl"


def line(instruction: str, expect: str, ops: list[Any], **more: Any) -> str:
    return json.dumps({"id": "1", "instruction": instruction, "expect": expect, "ops": ops} | more)


def shares(*rows: str) -> dict[str, float]:
    scores = evaluate(read_lines("\n".join(rows))).scores()
    return {name: scores[name].share for name in ("route", "ops", "numbers")}


def found(step: dict[str, Any], op: dict[str, Any]) -> bool:
    plan = Plan.from_data({"steps": [step]})
    hits, _, total = numbers_found(plan, label_of({"expect": "exact", "ops": [op]}))
    assert total > 0
    return hits == total


def test_a_right_reading_scores_everything() -> None:
    row = line("crop to 500x500", "exact", [{"op": "crop", "width": 500, "height": 500}])
    assert shares(row) == {"route": 1, "ops": 1, "numbers": 1}


def test_a_wrong_route_op_and_number_each_cost_their_own_score() -> None:
    wrong_route = line("crop to 500x500", "mixed", [{"op": "crop", "width": 500}])
    wrong_op = line("crop to 500x500", "exact", [{"op": "resize", "width": 500}])
    wrong_number = line(
        "crop to 500x500",
        "exact",
        [
            {"op": "crop", "width": 501},
        ],
    )
    assert shares(wrong_route) == {"route": 0, "ops": 1, "numbers": 1}
    assert shares(wrong_op)["ops"] == 0
    assert shares(wrong_number) == {"route": 1, "ops": 1, "numbers": 1}  # 501 is within 1.1 % of 500
    far = line("crop to 500x500", "exact", [{"op": "crop", "width": 520}])
    assert shares(far) == {"route": 1, "ops": 1, "numbers": 0}


def test_order_and_completeness_of_the_ops_count() -> None:
    words = "sharpen it and flip it"
    assert shares(line(words, "exact", ["sharpen", "flip"]))["ops"] == 1
    assert shares(line(words, "exact", ["flip", "sharpen"]))["ops"] == 0
    assert shares(line(words, "exact", ["sharpen"]))["ops"] == 0


def test_an_unclear_request_scores_nothing() -> None:
    scores = evaluate(read_lines(line("frobnicate", "exact", [{"op": "blur", "radius": 3}]))).scores()
    assert scores["route"].share == scores["ops"].share == 0
    assert scores["numbers, unplanned steps too"] == Score(0, 1)


@pytest.mark.parametrize(
    "accept",
    [
        ["exact", {"expect": "exact", "ops": ["brightness"]}],
        [{"expect": "exact", "ops": [{"op": "brightness"}]}],
        {"expect": "exact", "ops": ["brightness"]},
        [{"route": "exact", "ops": ["brightness"]}],
    ],
)
def test_any_accepted_label_is_right_in_whatever_form(accept: Any) -> None:
    row = line("brighten it", "generative", [{"op": "restyle"}], accept=accept)
    assert shares(row)["route"] == shares(row)["ops"] == 1


def test_accepted_lists_of_ops_and_single_ops() -> None:
    for accept in (["brightness"], [["brightness"]], [[{"op": "brightness"}]]):
        assert shares(line("brighten it", "exact", ["exposure"], accept=accept))["ops"] == 1


@pytest.mark.parametrize(
    ("step", "op"),
    [
        ({"op": "brightness", "percent": 20}, {"op": "brightness", "factor": 1.2}),
        ({"op": "brightness", "percent": -30}, {"op": "brightness", "value": 0.7}),
        ({"op": "brightness", "percent": 20}, {"op": "brightness", "amount": "20%"}),
        ({"op": "rotate", "degrees": -90}, {"op": "rotate", "degrees": 270}),
        ({"op": "rotate", "degrees": -90}, {"op": "rotate", "degrees": 90, "direction": "ccw"}),
        ({"op": "resize", "percent": 50}, {"op": "resize", "scale": 0.5}),
        ({"op": "resize", "width": 500, "height": 400}, {"op": "resize", "size": "500x400"}),
        ({"op": "crop", "aspect": "16:9"}, {"op": "crop", "ratio": "16:9"}),
        ({"op": "compress", "max_bytes": 200_000}, {"op": "compress", "max_bytes": 204_800}),
        ({"op": "compress", "max_bytes": 200_000}, {"op": "compress", "size": "200KB"}),
        (
            {"op": "crop", "box": {"left": 10, "top": 20, "right": 110, "bottom": 220}},
            {"op": "crop", "box": [10, 20, 100, 200]},
        ),
        ({"op": "zoom", "factor": 2}, {"op": "zoom", "percent": 200}),
    ],
)  # fmt: skip
def test_a_number_is_found_in_whatever_unit_it_is_kept(step: dict[str, Any], op: dict[str, Any]) -> None:
    assert found(step, op)


@pytest.mark.parametrize(
    ("step", "op"),
    [
        ({"op": "brightness", "percent": -20}, {"op": "brightness", "percent": 20}),
        ({"op": "rotate", "degrees": 90}, {"op": "rotate", "degrees": -90}),
        ({"op": "resize", "percent": 50}, {"op": "resize", "percent": 150}),
        ({"op": "compress", "max_bytes": 200_000}, {"op": "compress", "max_bytes": 2_000_000}),
        ({"op": "crop", "aspect": "16:9"}, {"op": "crop", "ratio": "4:3"}),
        ({"op": "blur", "radius": 5}, {"op": "blur", "radius": 3}),
    ],
)
def test_another_number_or_sign_is_not_found(step: dict[str, Any], op: dict[str, Any]) -> None:
    assert not found(step, op)


def test_texts_and_colours_are_no_numbers() -> None:
    row = line(
        'write "Sale 50%" in #ff0000', "exact", [{"op": "text", "text": "Sale 50%", "color": "#ff0000"}]
    )
    assert evaluate(read_lines(row)).scores()["numbers, unplanned steps too"].total == 0


def test_wilson_intervals_agree_with_published_values() -> None:
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3: 81/263 and 15/148.
    assert Score(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Score(15, 148).interval == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert Score(0, 20).interval == pytest.approx((0, 0.1611), abs=5e-5)
    assert Score(0, 0).interval == (0, 1)


@pytest.mark.parametrize(
    "row", ["{", "[]", '{"id": 1}', '{"instruction": "x", "expect": "exact", "ops": [3]}', '"x"']
)
def test_a_line_that_is_no_labelled_request_is_named(row: str) -> None:
    with pytest.raises(BadValue, match="line 2"):
        read_lines(line("crop", "exact", ["crop"]) + "\n" + row)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(BadValue, match=r"line 1 .*'expect' is missing"):
        read_lines('{"instruction": "crop", "ops": []}')


def test_empty_lines_are_skipped_and_a_file_without_any_other_is_refused() -> None:
    assert len(read_lines("\n" + line("crop", "exact", ["crop"]) + "\n\n")) == 1
    with pytest.raises(BadValue, match="no labelled request"):
        read_lines("\n\n")


def test_nothing_scores_nothing() -> None:
    report = evaluate([])
    assert report.outcomes == ()
    assert "0 requests" in report.to_text()


def test_the_report_is_text_and_json() -> None:
    report = evaluate(read_lines(line("crop to 500x500", "mixed", [{"op": "crop", "width": 500}])))
    data = json.loads(json.dumps(report.to_json()))
    assert data["lines"] == 1
    assert data["scores"]["route"] == {"share": 0.0, "hits": 0, "total": 1, "low": 0.0, "high": 0.7935}
    assert [miss["id"] for miss in data["misses"]] == ["1"]
    assert "crop to 500x500" in report.to_text(misses=True)
    assert "crop to 500x500" not in report.to_text()


def test_the_closed_set_holds_every_listed_op_and_every_equal() -> None:
    assert set(LISTED) <= set(step_types())
    assert set(SAME_AS) == set(step_types()) - set(LISTED)
    assert {other for others in SAME_AS.values() for other in others} <= set(LISTED)
    assert same("median", "denoise")
    assert not same("blur", "sharpen")


def test_equals_count_in_the_sequence() -> None:
    plan = Plan.from_data({"steps": [{"op": "equalize"}]})
    assert ops_match(plan, label_of(["auto"]))
    assert not ops_match(plan, label_of(["blur"]))


def test_the_document_names_every_op_once() -> None:
    text = plan_ops_markdown()
    for name, kind in step_types().items():
        assert text.count(f"\n| `{name}` | {kind.model_fields['route'].default} |") == 1
        assert kind.example in text


def test_the_planner_reads_the_requests_it_was_built_on() -> None:
    scores = evaluate(read_lines(LOOK.read_text(encoding="utf-8"))).scores()
    assert scores["route"].share >= 0.95
    assert scores["ops"].share >= 0.94
    assert scores["numbers"].share >= 0.94
