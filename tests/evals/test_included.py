"""Prompts in the manner of benchmarks, made here, and how they are read and laid out."""

from __future__ import annotations

import pytest

from limner.core.card import Card
from limner.core.demand import Demand
from limner.core.errors import BadValue
from limner.core.layout import Laid, Layout
from limner.draw.rewrite import rewrite
from limner.evals.draw import included, run
from limner.evals.draw.facts import Clause, Fact, Fewer
from limner.evals.draw.prompts import Prompt
from limner.evals.draw.templates import SETS, items
from limner.models.fake_drawing import VOCABULARY as FEW
from limner.world.laying import VOCABULARY

EACH = 40


@pytest.mark.parametrize("name", SETS)
def test_every_set_is_read_as_it_asks(name: str) -> None:
    asked, notes = run.given(name, 3, EACH, 1, VOCABULARY)
    wrong = [one.text for one in asked if not included.as_asked(rewrite(one.text, one.seed), one.facts)]
    assert notes == []
    assert wrong == []


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_so_many_of_each_tag_and_is_the_same_for_a_seed(name: str) -> None:
    found = items(name, 0, 7, VOCABULARY)
    assert found == items(name, 0, 7, VOCABULARY)
    assert found != items(name, 1, 7, VOCABULARY)
    tags = [one.tag for one in found]
    assert {tags.count(tag) for tag in tags} == {7}


@pytest.mark.parametrize("name", ["compbench"])
def test_a_set_asks_a_small_model_for_what_it_knows(name: str) -> None:
    asked, _ = run.given(name, 0, 2, 1, FEW)
    for one in asked:
        assert all({*fact.things} <= {*FEW["things"]} for fact in one.facts if isinstance(fact, Clause))


def test_a_set_that_is_not_made_here_is_refused_by_name() -> None:
    with pytest.raises(BadValue, match="no prompts 'geneva'") as caught:
        run.given("geneva", 0, 1, 1, VOCABULARY)
    assert all(name in str(caught.value.hint) for name in SETS)


def told(words: str, *facts: Fact) -> bool:
    return included.as_asked(rewrite(words, 0), facts)


def test_words_are_read_as_asked_where_they_demand_just_that() -> None:
    cat, dog = Clause("cat", ("cat",)), Clause("dog", ("dog",), color="red")
    assert told("a cat and a red dog", cat, dog)
    assert not told("a cat and a blue dog", cat, dog)
    assert not told("a cat", cat, dog)
    assert not told("a cat, a red dog and a car", cat, dog)
    assert told("a cat, a red dog and a cat", cat, dog, cat)
    assert not told("a cat and a red dog", cat, dog, cat)
    assert told("three cats", Clause("cat", ("cat",), 3), Fewer("cat", ("cat",), 4))
    assert not told("four cats", Clause("cat", ("cat",), 3), Fewer("cat", ("cat",), 4))


def test_a_side_may_be_told_from_either_end() -> None:
    cat = Clause("cat", ("cat",))
    above = Clause("dog", ("dog",), side="above", other=cat)
    assert told("a dog above a cat", cat, above)
    assert told("a cat below a dog", cat, above)
    assert told("a dog on top of a cat", cat, above)
    assert not told("a cat above a dog", cat, above)


class Stubborn:
    """Plans one cat in the middle, whatever is asked."""

    card = Card("stubborn", "layout", (), "", "")

    def plan(self, words: str, seed: int, demand: Demand | None = None) -> Layout:
        return Layout((Laid("cat", None, (0.25, 0.4, 0.75, 0.9)),), "garden", "day", "clear", "3d")


def test_a_layout_is_held_to_the_clauses_and_the_table_has_a_line_a_tag() -> None:
    def prompt(tag: str, words: str, *facts: Fact) -> Prompt:
        return Prompt("here", tag, words, facts, 0)

    cat, wrong = Clause("cat", ("cat",)), Clause("cat", ("cat",), color="blue")
    found = included.measure(Stubborn(), [prompt("one", "a cat", cat), prompt("tint", "a red cat", wrong)])
    assert [one.read for one in found.laid] == [True, False]
    assert [one.held for one in found.laid] == [(True,), (False,)]
    assert [one.prompt.skill for one in found.misses()] == ["tint"]
    assert [line.split()[0] for line in found.to_text().splitlines()[1:]] == ["one", "tint", "overall"]
    assert found.to_json()["overall"]["read"]["hits"] == 1
