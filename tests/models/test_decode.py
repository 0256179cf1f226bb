"""Votes of patches become things, on numbers that can be followed by eye."""

from __future__ import annotations

import numpy as np
import pytest

from limner.core.reading import SeenThing
from limner.models.decode import Patches, Thresholds, overlaps, ranked, seen_things

NAMES = ("nothing", "cat", "dog")
COLORS = ("natural", "red", "blue")
SURE = 8.0


def patches(*votes: tuple[str, str, tuple[float, float, float, float], float]) -> Patches:
    """One patch for each (name, colour, box, centredness)."""
    things = np.zeros((len(votes), 3), np.float32)
    colors = np.zeros((len(votes), 3), np.float32)
    for row, (name, color, _, _) in enumerate(votes):
        things[row, NAMES.index(name)] = colors[row, COLORS.index(color)] = SURE
    boxes = np.array([box for _, _, box, _ in votes], np.float32)
    return Patches(things, colors, boxes, np.array([sure for *_, sure in votes], np.float32))


def seen(found: Patches, **thresholds: float) -> tuple[SeenThing, ...]:
    return seen_things(found, NAMES, COLORS, Thresholds(**thresholds))


def test_votes_for_one_box_are_one_thing_with_their_mean_box() -> None:
    things = seen(patches(("cat", "red", (0.1, 0.1, 0.5, 0.5), 3), ("cat", "red", (0.1, 0.1, 0.5, 0.6), 3)))
    assert [(thing.name, thing.color.name if thing.color else None) for thing in things] == [("cat", "red")]
    assert things[0].box == pytest.approx((0.1, 0.1, 0.5, 0.55))
    assert things[0].score > 0.99


def test_the_patch_at_the_centre_has_the_larger_say() -> None:
    things = seen(patches(("cat", "red", (0, 0, 0.4, 0.4), 4), ("cat", "red", (0, 0, 0.4, 0.5), -1)))
    assert things[0].box[3] < 0.43


def test_two_of_a_kind_apart_are_two() -> None:
    things = seen(patches(("cat", "red", (0, 0, 0.4, 0.4), 3), ("cat", "blue", (0.6, 0, 1, 0.4), 3)))
    assert {thing.color.name for thing in things if thing.color} == {"red", "blue"}
    assert len(things) == 2


def test_two_kinds_that_overlap_are_two_unless_the_boxes_nearly_coincide() -> None:
    riding = patches(("cat", "red", (0.1, 0.1, 0.5, 0.6), 3), ("dog", "red", (0.1, 0.4, 0.5, 0.9), 3))
    assert len(seen(riding)) == 2
    same = patches(("cat", "red", (0.1, 0.1, 0.5, 0.6), 3), ("dog", "red", (0.1, 0.15, 0.5, 0.65), 2))
    assert len(seen(same)) == 1
    assert len(seen(same, rival=0.9)) == 2


def test_a_thing_that_is_called_by_two_colours_is_told_once() -> None:
    """Patches at its rim see a neighbour's colour and judge the box badly; they change neither."""
    rim = ("cat", "blue", (0.1, 0.1, 0.3, 0.3), 0)
    things = seen(patches(("cat", "red", (0.1, 0.1, 0.5, 0.5), 3), rim))
    assert [thing.color.name for thing in things if thing.color] == ["red"]
    assert things[0].box == pytest.approx((0.1, 0.1, 0.5, 0.5))
    assert len(seen(patches(("cat", "red", (0.1, 0.1, 0.5, 0.5), 3), rim), overlap=0.3)) == 2


def test_a_natural_colour_is_none() -> None:
    assert seen(patches(("cat", "natural", (0, 0, 1, 1), 3)))[0].color is None


def test_nothing_is_not_a_thing() -> None:
    assert seen(patches(("nothing", "red", (0, 0, 1, 1), 5))) == ()


def test_what_is_less_sure_than_the_threshold_is_not_told() -> None:
    split = patches(("cat", "red", (0, 0, 1, 1), 3), ("dog", "red", (0, 0, 1, 1), 3))
    assert seen(split, score=0.6) == ()
    assert len(seen(split, score=0.4)) == 1


def test_boxes_end_at_the_edge() -> None:
    assert seen(patches(("cat", "red", (-0.2, 0.1, 1.3, 0.9), 3)))[0].box == pytest.approx((0, 0.1, 1, 0.9))


def test_patches_that_no_thing_has_its_middle_in_change_nothing() -> None:
    cat = ("cat", "red", (0.1, 0.1, 0.5, 0.5), 3.0)
    rim = ("dog", "blue", (0.1, 0.1, 0.5, 0.6), -3.0)
    assert seen(patches(rim, cat, rim)) == seen(patches(cat))
    assert seen(patches(rim, rim)) == ()


def test_the_surest_comes_first() -> None:
    found = patches(("cat", "red", (0, 0, 0.3, 0.3), 3), ("dog", "red", (0.5, 0.5, 1, 1), 3))
    found.things[0] *= 0.4
    assert [thing.name for thing in seen(found)] == ["dog", "cat"]


def test_overlap_is_intersection_over_union() -> None:
    box = np.array([0, 0, 2, 2], np.float32)
    others = np.array([[0, 0, 2, 2], [1, 0, 3, 2], [2, 2, 3, 3], [1, 1, 1, 1]], np.float32)
    assert overlaps(box, others) == pytest.approx([1, 1 / 3, 0, 0])


def test_ranked_words_sum_to_one_and_a_higher_temperature_is_less_sure() -> None:
    logits = np.array([0, 3, 1], np.float32)
    sharp, soft = ranked(logits, NAMES, 1.0), ranked(logits, NAMES, 4.0)
    assert [word.name for word in sharp] == ["cat", "dog", "nothing"]
    assert sum(word.score for word in sharp) == pytest.approx(1)
    assert soft[0].score < sharp[0].score
