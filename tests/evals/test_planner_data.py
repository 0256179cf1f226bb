"""The labelled instructions that the planner is measured on are themselves sound."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from limner.core.plan import step_types

FOLDER = Path(__file__).parents[2] / "evals" / "data" / "planner"
SIZES = {"look": 280, "look2": 280, "crowd-look": 240, "crowd-unseen": 190}  # at least so many lines each
LISTED = re.findall(
    r"\w+",
    "crop zoom resize rotate straighten flip pad border perspective brightness contrast exposure gamma "
    "saturation hue temperature tint highlights shadows grayscale sepia invert threshold posterize blur "
    "sharpen denoise edges vignette pixelate text overlay opacity convert compress auto add remove replace "
    "restyle outpaint recolor move resize_object remove_bg replace_bg edit_text colorize restore count "
    "exist describe compare read attribute relation detect ocr",
)
NUMBERS = re.findall(
    r"\w+",
    "width height percent degrees factor radius quality max_bytes left top right bottom x y ev gamma amount "
    "level levels size opacity longest shortest megapixels strength dpi black white",
)
WORDS = ["ratio", "part", "side", "color", "format", "text", "unit", "axis", "fill", "blend"]
LISTS = {"box": 4, "at": 2, "corners": 8}
SHARES = {"exact": 0.56, "mixed": 0.19, "generative": 0.17, "analyze": 0.08}
NUMBER_SAID = re.compile(
    r"\d|\b(half|halves|double|twice|third|thirds|quarter|fifth|two|three|six|seven|eight|nine|ten|twelve|twenty|"
    r"sixteen|fifty|sixty|eighty|ninety|thirty|forty|one|square|left|right|upside|upright)\b",
    re.IGNORECASE,
)
CANVAS_WORDS = re.compile(
    r"\b(crop|resize|scale|rotat\w*|flip|sharpen|tint|highlights|shadows?|frame|border|size|text|"
    r"move|convert|\d+x\d+|\d+:\d+|\d+k)\b",
    re.IGNORECASE,
)


@cache
def read(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def everything() -> list[dict[str, Any]]:
    return [item for name in SIZES for item in read(name)]


def labels(item: dict[str, Any]) -> list[dict[str, Any]]:
    return [item, *item.get("accept", [])]


def normalised(instruction: str) -> str:
    return re.sub(r"[^a-z0-9%+-]+", " ", instruction.lower()).strip()


def engines(ops: list[dict[str, Any]]) -> set[str]:
    return {str(step_types()[step["op"]].model_fields["route"].default) for step in ops}


@pytest.mark.parametrize("name", SIZES)
def test_ids_are_numbered_through_and_name_their_set(name: str) -> None:
    assert [item["id"] for item in read(name)] == [f"{name}-{n:03d}" for n in range(1, len(read(name)) + 1)]


def test_every_line_has_the_fields_of_the_schema_and_no_others() -> None:
    for item in everything():
        assert set(item) - {"accept"} == {"id", "instruction", "expect", "ops"}, item["id"]
        assert item["instruction"] == item["instruction"].strip() != ""
        for label in item.get("accept", []):
            assert set(label) == {"expect", "ops"}, item["id"]


def test_no_instruction_occurs_twice_or_in_two_sets() -> None:
    seen = Counter(normalised(item["instruction"]) for item in everything())
    assert [words for words, times in seen.items() if times > 1] == []


def test_every_op_is_in_the_closed_set_and_the_first_label_uses_a_listed_one() -> None:
    for item in everything():
        assert {step["op"] for step in item["ops"]} <= set(LISTED), item["id"]
        for label in labels(item):
            assert label["ops"], item["id"]
            assert {step["op"] for step in label["ops"]} <= set(step_types()), item["id"]


def test_a_label_has_the_route_that_its_ops_can_take() -> None:
    for item in everything():
        for label in labels(item):
            needed = engines(label["ops"])
            if label["expect"] == "mixed":  # several engines, or exact steps in a place that must be found
                assert len(needed) > 1 or needed == {"exact"}, item["id"]
            else:
                assert needed == {label["expect"]}, item["id"]


def test_parameters_have_natural_names_and_fitting_values() -> None:
    for item in everything():
        for step in (step for label in labels(item) for step in label["ops"]):
            for name, value in step.items():
                if name in NUMBERS:
                    assert type(value) in (int, float), (item["id"], name)
                elif name in LISTS:
                    assert len(value) == LISTS[name], (item["id"], name)
                    assert all(type(each) in (int, float) for each in value), (item["id"], name)
                else:
                    assert name in [*WORDS, "op"], (item["id"], name)
                    assert isinstance(value, str), (item["id"], name)


def test_a_number_is_labelled_only_where_one_was_said() -> None:
    for item in everything():
        if {name for step in item["ops"] for name in step} & {*NUMBERS, *LISTS, "ratio"}:
            assert NUMBER_SAID.search(item["instruction"]), item["id"]


def test_an_accepted_label_differs_from_the_first_and_from_its_neighbours() -> None:
    for item in everything():
        told = [json.dumps({"expect": each["expect"], "ops": each["ops"]}) for each in labels(item)]
        assert len(told) == len(set(told)), item["id"]


@pytest.mark.parametrize("name", SIZES)
def test_each_set_is_large_and_has_the_shares_of_real_requests(name: str) -> None:
    items = read(name)
    assert len(items) >= SIZES[name]
    for route, share in SHARES.items():
        assert sum(item["expect"] == route for item in items) / len(items) == pytest.approx(share, abs=0.02)
    assert 0.08 <= sum("accept" in item for item in items) / len(items) <= 0.14


def test_every_listed_op_occurs_at_least_three_times() -> None:
    count = Counter(step["op"] for item in everything() for step in item["ops"])
    assert {op: count[op] for op in LISTED if count[op] < 3} == {}


def test_each_set_has_scene_requests_that_use_words_of_the_canvas() -> None:
    for name in ("look", "look2"):
        traps = [
            item["id"]
            for item in read(name)
            if item["expect"] in ("generative", "analyze") and CANVAS_WORDS.search(item["instruction"])
        ]
        assert len(traps) >= 10, name
