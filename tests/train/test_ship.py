"""Making the evaluation set, on the things that are drawn in code."""

from collections import Counter

import numpy as np
import pytest

from limner.train import ship
from limner.train.ship import Slot
from limner.world.atlas import Atlas
from limner.world.painter import paint
from limner.world.questions import Question
from limner.world.shipped import SIDE, shipped

SLOTS = [
    Slot("one", {"kind": "one", "style": "flat"}),
    Slot("relation", {"kind": "relation", "relation": "left of"}),
    Slot("landscape", {"kind": "landscape", "place": "beach"}),
    Slot("reserved", {"kind": "one"}, "color"),
]


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(ship, "strata", lambda: SLOTS)


def test_what_was_packed_is_what_was_painted(small, tmp_path):
    atlas = Atlas.drawn()
    assert ship.ship(atlas, tmp_path / "set.zip") == len(SLOTS)
    for example in shipped(tmp_path / "set.zip"):
        painted, unpacked = paint(example.scene, atlas, SIDE), example.picture()
        assert np.array_equal(unpacked.instances, painted.instances)
        assert np.array_equal(unpacked.regions, painted.regions)
        assert unpacked.boxes == painted.boxes
        gap = np.abs(unpacked.pixels.astype(int) - painted.pixels)
        assert gap.mean() < 4


def test_the_set_is_the_same_bytes_every_time(small, tmp_path):
    heard = []
    for name in ("one.zip", "two.zip"):
        ship.ship(Atlas.drawn(), tmp_path / name, lambda *progress: heard.append(progress))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert heard[: len(SLOTS)] == [(number + 1, len(SLOTS)) for number in range(len(SLOTS))]


def test_a_set_is_told_anew_in_todays_words_and_its_pictures_stay(small, tmp_path, monkeypatch):
    path = tmp_path / "set.zip"
    with monkeypatch.context() as old:
        old.setattr(
            ship, "questions", lambda picture, rng, count: [Question("where was it?", "there", "where")]
        )
        ship.ship(Atlas.drawn(), path)
    assert ship.retell(path) == len(SLOTS)
    ship.ship(Atlas.drawn(), tmp_path / "today.zip")
    assert path.read_bytes() == (tmp_path / "today.zip").read_bytes()
    assert ship.retell(path) == 0


@pytest.mark.slow
def test_reserved_combinations_are_where_they_are_wanted_and_nowhere_else(monkeypatch, tmp_path):
    slots = [Slot("relation", {"kind": "relation"})] * 24 + [Slot("reserved", {"kind": "count"}, "count")] * 2
    monkeypatch.setattr(ship, "strata", lambda: slots)
    ship.ship(Atlas.drawn(), tmp_path / "set.zip")
    facts = [example.reserved for example in shipped(tmp_path / "set.zip")]
    assert not any(facts[:24])
    assert [fact.partition(":")[0] for (fact,) in facts[24:]] == ["count", "count"]


def test_the_plan_of_the_set_is_stratified():
    plan = ship.strata()
    assert len(plan) == 300
    assert Counter(slot.reserved for slot in plan) == {
        "": 240, "color": 15, "place": 15, "relation": 15, "count": 15
    }  # fmt: skip
