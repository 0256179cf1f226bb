"""The measure of layouts: a planner that knows the answer is right everywhere, a careless one is not."""

from dataclasses import dataclass, field, replace

import pytest

from limner.core.card import Card
from limner.core.demand import Demand
from limner.core.layout import Layout
from limner.evals.draw.layouts import ALL, ALONE, DRAWN, RESERVED, SEEN, measure
from limner.world.atlas import Atlas
from limner.world.told_layouts import Layouts

ATLAS = Atlas.drawn()
COUNT = 30


@dataclass
class Knowing:
    """Plans what the words were taken from; with ``wrong`` a place that was not."""

    wrong: bool = False
    card: Card = field(default_factory=lambda: Card("knowing", "layout", (), "", ""))

    def __post_init__(self) -> None:
        streams = (Layouts(ATLAS, f"eval/3/{kept}", reserved=kept) for kept in (False, True))
        self.known = {one.words.lower().strip("."): one.layout for s in streams for one in s.batch(0, COUNT)}

    def plan(self, words: str, seed: int, demand: Demand | None = None) -> Layout:
        layout = self.known[words.lower().strip(".")]
        other = "beach" if layout.place != "beach" else "forest"
        return replace(layout, place=other, ground=None) if self.wrong else layout


@pytest.fixture(scope="module")
def report():
    return measure(Knowing(), ATLAS, 3, COUNT)


def test_the_truth_holds_in_every_skill_both_ways(report) -> None:
    found = report.scores()
    assert set(found) == {(way, words) for way in (ALONE, DRAWN) for words in (SEEN, RESERVED)}
    assert all(value.share == 1.0 for skills in found.values() for value in skills.values())
    assert report.misses() == []


def test_skills_are_told_apart(report) -> None:
    found = report.scores()[ALONE, SEEN]
    assert found[ALL].total == COUNT
    assert {"one thing", "two things", "colors", "place", "style", "relations"} <= found.keys()
    assert found["relations"].total < COUNT


def test_a_wrong_place_costs_the_place_alone() -> None:
    found = measure(Knowing(wrong=True), ATLAS, 3, COUNT).scores()[ALONE, SEEN]
    assert found["place"].share == 0.0
    assert found["colors"].share == found["two things"].share == 1.0
    assert found[ALL].share < 1.0


def test_the_table_and_the_data_say_the_same(report) -> None:
    assert "every fact" in report.to_text()
    assert report.to_json()[f"{DRAWN}, {SEEN}"]["every fact"]["share"] == 1.0
