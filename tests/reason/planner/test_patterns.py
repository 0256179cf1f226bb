"""Patterns that wait for a word that they need read every text as compiled ones do."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.errors import Unclear
from limner.reason.planner import patterns
from limner.reason.planner.planner import plan

LABELLED = Path(__file__).parents[3] / "evals" / "data" / "planner" / "look.jsonl"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("^give (?:it|this) more$", ("give ",)),
        (r"(?:turn|rotate) \d+", ("turn", "rotate")),
        ("ab*", ("a",)),
        ("ab{0,3}", ("a",)),
        ("ab{2}", ("ab",)),
        ("(?:please )?save", ("save",)),
        ("(?:please )*now+", ("now",)),
        (r"(?!not)(?<!never )half(?= the size)", (" the size",)),
        ("(?i)Say", ("say",)),
        (r"\bx\.y", ("x",)),
        ("[abc]d", ("d",)),
        ("half|[0-9]", ()),
        (r"(\d)\1", ()),
        ("(?x) a b", ()),
        ("(a)?(?(1)b|c)", ()),
    ],
)
def test_a_pattern_needs_what_no_match_goes_without(pattern: str, words: tuple[str, ...]) -> None:
    assert patterns.needed_words(pattern) == words


_piece = st.sampled_from([
    "a", "b", "ab ", r"\.", "[ab]", "a?", "b*", "(?:a|b c)", "(?:a|)", "(b)?", "(?=a)",
    "(?!b)", "c{0,2}", "c+", "|", r"\b",
])  # fmt: skip


@given(st.lists(_piece, min_size=1, max_size=6).map("".join), st.text("aAbBcC .İſ", max_size=12))
def test_a_pattern_that_waits_finds_what_a_compiled_one_finds(pattern: str, text: str) -> None:
    plain = re.compile("(?i)" + pattern)
    waiting = patterns.Pattern("(?i)" + pattern)
    assert str(waiting.search(text)) == str(plain.search(text))
    assert patterns.Pattern("(?i)" + pattern).sub("-", text) == plain.sub("-", text)


def test_no_reading_of_a_labelled_request_rests_on_a_pattern_that_was_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed_over = 0

    def checked(self: patterns.Pattern, text: str) -> re.Pattern[str] | None:
        nonlocal passed_over
        compiled = re.compile(self.pattern)
        if self.needed and not patterns._holds(text, self.needed):
            passed_over += 1
            assert compiled.search(text) is None, (self.pattern, self.needed, text)
        return compiled

    monkeypatch.setattr(patterns.Pattern, "_for", checked)
    for line in LABELLED.read_text().splitlines()[:150]:
        try:
            plan(json.loads(line)["instruction"])
        except Unclear:
            continue
    assert passed_over > 10_000


def test_a_short_request_compiles_few_patterns() -> None:
    patterns.rx.cache_clear()
    plan("crop to 500x500")
    pattern = patterns.rx("^crop to the mountain$")
    assert pattern.match("crop to 500x500") is None
    assert "_compiled" not in pattern.__dict__
