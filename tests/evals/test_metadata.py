"""Prompts in GenEval's format: what is read, what is refused, and the benchmark's rules of what is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from limner.core.errors import BadValue
from limner.core.reading import Reading, Scored, SeenThing
from limner.evals.draw.facts import Clause, Fewer, sides
from limner.evals.draw.metadata import SKILL_OF, item_of, meanings_of, prompts, read
from limner.evals.draw.report import Report, wanted
from limner.world.laying import VOCABULARY

CLOCKS = {
    "tag": "counting",
    "prompt": "a photo of two clocks",
    "include": [{"class": "clock", "count": 2}],
    "exclude": [{"class": "clock", "count": 3}],
}
RIGHT_OF = {
    "tag": "position",
    "prompt": "a photo of a red dog right of a tv",
    "include": [
        {"class": "tv", "count": 1},
        {"class": "dog", "count": 1, "color": "red", "position": ["right of", 0]},
    ],
}


def seen(name: str, x: float, y: float, color: str | None = None, size: float = 0.2) -> SeenThing:
    tint = None if color is None else Scored(color, 1.0)
    return SeenThing(name, 0.9, tint, (x - size / 2, y - size / 2, x + size / 2, y + size / 2))


def reading(*things: SeenThing) -> Reading:
    return Reading(things, (), (), (), (), 1.0)


def held(data: dict[str, Any], *things: SeenThing) -> list[bool]:
    ((prompt,), _) = prompts([item_of("here", data)], 0, VOCABULARY)
    return [fact.holds(reading(*things)) for fact in prompt.facts]


def test_a_number_is_at_least_what_is_included_and_less_than_what_is_excluded() -> None:
    clocks = [seen("clock", 0.2 * place, 0.5) for place in range(1, 5)]
    assert held(CLOCKS, *clocks[:1]) == [False, True]
    assert held(CLOCKS, *clocks[:2]) == [True, True]
    assert held(CLOCKS, *clocks[:3]) == [True, False]


def test_a_colour_is_that_of_the_surest() -> None:
    red, blue = seen("dog", 0.8, 0.5, "red"), seen("dog", 0.6, 0.5, "blue")
    tv = seen("television", 0.2, 0.5)
    assert held(RIGHT_OF, tv, red, blue) == [True, True]
    assert held(RIGHT_OF, tv, blue, red) == [True, False]


def test_a_side_is_held_by_a_thing_that_is_there_in_its_colour() -> None:
    dog = seen("German Shepherd", 0.8, 0.5, "red")
    assert held(RIGHT_OF, seen("television", 0.2, 0.5), dog) == [True, True]
    assert held(RIGHT_OF, seen("television", 0.8, 0.1), dog) == [True, False]
    assert held(RIGHT_OF, dog) == [False, False]


def test_what_lies_between_two_sides_is_on_both_and_what_is_near_on_none() -> None:
    middle = seen("cat", 0.5, 0.5)
    assert sides(seen("dog", 0.9, 0.9), middle) == {"right of", "below"}
    assert sides(seen("dog", 0.1, 0.5), middle) == {"left of"}
    assert sides(seen("dog", 0.5, 0.1), middle) == {"above"}
    assert sides(seen("dog", 0.53, 0.5), middle) == set()
    assert sides(middle, middle) == set()


def test_a_class_is_everything_that_may_be_called_so() -> None:
    meanings = meanings_of(VOCABULARY)
    assert {"penguin", "owl"} <= {*meanings["bird"]}
    assert meanings["cell phone"] == ("phone",)
    assert "fire hydrant" not in meanings
    assert "television" not in meanings_of({**VOCABULARY, "things": ("cat",)})


def test_prompts_of_unknown_things_and_colours_are_left_out_and_counted() -> None:
    strange = {**CLOCKS, "include": [{"class": "fire hydrant", "count": 1}]}
    teal = {**CLOCKS, "include": [{"class": "clock", "count": 1, "color": "teal"}], "exclude": []}
    items = [item_of(f"line {n}", data) for n, data in enumerate((CLOCKS, strange, teal, strange))]
    found, (note,) = prompts(items, 0, VOCABULARY)
    assert [one.text for one in found] == ["a photo of two clocks"]
    assert note.startswith("3 of 4 prompts were left out")
    assert "fire hydrant (2), teal (1)" in note
    with pytest.raises(BadValue, match="nothing is left of 2 prompts: 2 of 2"):
        prompts(items[1:3], 0, VOCABULARY)


def test_so_many_of_each_tag_are_taken_and_each_has_its_own_seed() -> None:
    items = [item_of("here", data) for data in (CLOCKS, RIGHT_OF) * 3]
    found, notes = prompts(items, 0, VOCABULARY, 2)
    assert [one.skill for one in found] == ["counting", "position"] * 2
    assert len({one.seed for one in found}) == 4
    assert notes == []
    assert [one.seed for one in prompts(items, 0, VOCABULARY)[0]][:4] == [one.seed for one in found]


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(f"{json.dumps(CLOCKS)}\n\n{json.dumps(RIGHT_OF)}\n")
    assert [one.where for one in read(path)] == [f"{path}, line 1", f"{path}, line 3"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "no JSON"),
        ("[]", "no object"),
        (json.dumps({**CLOCKS, "tag": ""}), "no 'tag'"),
        (json.dumps({**CLOCKS, "prompt": 3}), "no 'prompt'"),
        (json.dumps({**CLOCKS, "include": []}), "'include'"),
        (json.dumps({**CLOCKS, "exclude": {}}), "'exclude'"),
        (json.dumps({**CLOCKS, "include": [{"class": "clock"}]}), "clause"),
        (json.dumps({**CLOCKS, "include": [{"class": "clock", "count": 1, "size": 2}]}), "clause"),
        (json.dumps({**CLOCKS, "include": [{"class": 3, "count": 1}]}), "clause"),
        (json.dumps({**CLOCKS, "include": [{"class": "clock", "count": 0}]}), "count 0"),
        (json.dumps({**CLOCKS, "include": [{"class": "clock", "count": True}]}), "count True"),
        (json.dumps({**RIGHT_OF, "include": RIGHT_OF["include"][1:]}), "position"),
        (json.dumps(RIGHT_OF).replace("right of", "near", 2), "position"),
    ],
)
def test_what_is_no_prompt_is_refused_by_its_line_and_with_a_remedy(
    tmp_path: Path, line: str, told: str
) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(f"{json.dumps(CLOCKS)}\n{line}\n")
    with pytest.raises(BadValue, match=told) as caught:
        read(path)
    assert f"{path}, line 2: " in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_not_there_or_is_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    for name in ("none", "empty", "bytes"):
        with pytest.raises(BadValue) as caught:
            read(tmp_path / f"{name}.jsonl")
        assert "two clocks" in str(caught.value.hint)


def test_words_that_nobody_reads_are_refused_by_their_line() -> None:
    with pytest.raises(BadValue, match="line 7: not one word"):
        prompts([item_of("line 7", {**CLOCKS, "prompt": "zwei Uhren"})], 0, VOCABULARY)


def test_clauses_say_what_they_are() -> None:
    tv = Clause("tv", ("television",))
    assert str(Clause("dog", ("dog",), 2, "red", "right of", tv)) == "2 red dogs right of tv"
    assert str(Fewer("tomato", ("tomato",), 2)) == "fewer than 2 tomatoes"


def test_the_tags_of_the_benchmark_want_what_their_skills_want() -> None:
    assert wanted("counting", {}) == wanted("count", {}) == 0.9
    assert wanted("color_attr", {}) == 0.85
    assert wanted("my own", {}) is None
    assert len(SKILL_OF) == 6
    assert Report(()).overall.total == 0
