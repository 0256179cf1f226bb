"""The requests in five other voices: sound, apart from each other and from the first set."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from tests.evals.test_planner_data import FOLDER, LISTED, engines, everything, labels, normalised

from limner.core.plan import step_types

NAMES = ("voices-look", "voices-unseen")
VOICES = {"requests", "crowd", "scripts", "mixed", "fresh"}


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_no_instruction_stands_in_two_sets() -> None:
    told = [item["instruction"] for item in (*everything(), *read(NAMES[0]), *read(NAMES[1]))]
    assert [words for words, times in Counter(map(normalised, told)).items() if times > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_a_voice_and_a_label_that_can_be(name: str) -> None:
    items = read(name)
    assert [item["id"] for item in items] == [f"{name}-{number:03d}" for number in range(1, len(items) + 1)]
    for item in items:
        assert item["voice"] in VOICES
        assert {step["op"] for step in item["ops"]} <= set(LISTED), item["id"]
        for label in labels(item):
            needed = engines(label["ops"])
            fits = (
                len(needed) > 1 or needed == {"exact"}
                if label["expect"] == "mixed"
                else needed == {label["expect"]}
            )
            assert fits, item["id"]


@pytest.mark.parametrize("name", NAMES)
def test_parameters_carry_the_names_of_the_steps(name: str) -> None:
    for item in read(name):
        for step in (step for label in labels(item) for step in label["ops"]):
            unknown = set(step) - set(step_types()[step["op"]].model_fields)
            assert not unknown, (item["id"], step)


def test_who_is_only_scored_on_was_never_looked_at() -> None:
    looked, unseen = ({item["voice"] for item in read(name)} for name in NAMES)
    assert unseen == {"fresh"}
    assert not looked & unseen
