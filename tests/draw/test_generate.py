"""From words to a picture, with the generator that paints what it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from limner.core.drawing import DrawOrder
from limner.core.errors import BadValue, Unclear
from limner.core.geometry import Size
from limner.core.layout import Laid, Layout
from limner.core.progress import Progress, finish
from limner.draw.generate import Drawn, batches, draw, draw_all, plan
from limner.draw.request import DrawRequest
from limner.models.fake import COLORS
from limner.models.fake_drawing import FakeGenerator, FakeLayoutPlanner

GENERATOR, PLANNER = FakeGenerator(), FakeLayoutPlanner()


def drawn(words: str, **asked: Any) -> Drawn:
    return finish(draw(plan(DrawRequest(words, **asked), GENERATOR, PLANNER)))


def color_at(one: Drawn, x: float, y: float) -> tuple[int, ...]:
    pixels = one.image.to_array()
    return tuple(int(value) for value in pixels[int(y * pixels.shape[0]), int(x * pixels.shape[1])])


class Anything(FakeGenerator):
    """A model that takes any words and no layout."""

    card = replace(FakeGenerator.card, id="anything", vocabulary={})


def test_words_become_things_in_their_colours_and_places() -> None:
    one = drawn("a red apple left of a blue car on a beach")
    assert color_at(one, 0.25, 0.5) == COLORS["red"]
    assert color_at(one, 0.75, 0.5) == COLORS["blue"]
    assert one.planned.layout is not None
    assert one.planned.layout.place == "beach"


@pytest.mark.parametrize("size", [Size(64, 64), Size(640, 200), Size(33, 91), Size(16, 16)])
def test_the_size_is_what_was_asked_for_and_things_are_where_the_layout_says(size: Size) -> None:
    one = drawn("a red apple left of a blue car", size=size)
    assert one.image.size == size
    assert one.planned.layout is not None
    for thing, color in zip(one.planned.layout.things, ("red", "blue"), strict=True):
        left, top, right, bottom = thing.box
        assert color_at(one, (left + right) / 2, (top + bottom) / 2) == pytest.approx(COLORS[color], abs=2)


def test_a_given_layout_is_drawn_as_it_is_and_may_be_restyled() -> None:
    box = (0.5, 0.0, 1.0, 0.5)
    given = Layout((Laid("ball", "green", box),), "sea", "day", "clear", "flat")
    one = drawn("", layout=given, size=Size(200, 100), style="watercolor")
    assert color_at(one, 0.75, 0.25) == COLORS["green"]
    assert color_at(one, 0.25, 0.75) != COLORS["green"]
    assert one.planned.layout == replace(given, style="watercolor")
    with pytest.raises(BadValue, match="'cubist'"):
        drawn("", layout=given, style="cubist")


def test_a_layout_of_unknown_words_or_for_a_model_without_layouts_is_refused() -> None:
    given = Layout((Laid("dragon", None, (0.0, 0.0, 1.0, 1.0)),), "sea", "day", "clear", "flat")
    with pytest.raises(BadValue, match="'dragon'"):
        drawn("", layout=given)
    with pytest.raises(BadValue, match="takes no layout"):
        plan(DrawRequest("a cat", layout=given), Anything())


def test_words_are_rewritten_for_a_model_with_a_vocabulary_alone() -> None:
    assert plan(DrawRequest("a grey hound"), GENERATOR, PLANNER).words == "a gray dog"
    assert plan(DrawRequest("a grey hound", rewrite=False), GENERATOR, PLANNER).words == "a grey hound"
    assert plan(DrawRequest("a grey hound", style="oil"), Anything()).words == "a grey hound, oil"
    with pytest.raises(Unclear, match="not one word"):
        plan(DrawRequest("xyzzy"), GENERATOR, PLANNER)


@pytest.mark.parametrize("words", ["a cat", "a cat in watercolor"])
def test_a_style_that_is_not_there_is_refused(words: str) -> None:
    with pytest.raises(BadValue, match="cubist"):
        plan(DrawRequest(words, style="cubist"), GENERATOR, PLANNER)
    assert plan(DrawRequest("a cat", style="watercolor"), GENERATOR, PLANNER).layout.style == "watercolor"


def test_the_dial_sets_the_steps_and_numbers_override_it() -> None:
    def steps(**asked: Any) -> int:
        return plan(DrawRequest("a cat", **asked), GENERATOR, PLANNER).order.steps

    assert [steps(quality=quality) for quality in ("draft", "normal", "best")] == [2, 4, 10]
    assert steps(quality="best", steps=7) == 7
    assert plan(DrawRequest("a cat"), GENERATOR, PLANNER).order.guidance_scale == 2.0


def test_every_step_is_told_and_watched_on_request() -> None:
    told: list[Progress] = []
    finish(draw(plan(DrawRequest("a cat", watch=True), GENERATOR, PLANNER)), told.append)
    assert [one.t for one in told] == pytest.approx([0.75, 0.5, 0.25, 0])
    assert all(one.watched is not None and one.preview is not None for one in told)


def test_drawing_can_be_stopped_between_steps() -> None:
    running = draw(plan(DrawRequest("a cat", steps=500), GENERATOR, PLANNER))
    assert next(running).step == 1
    running.close()
    with pytest.raises(StopIteration):
        next(running)


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        ({"words": " "}, "empty"),
        ({"words": "cat " * 10_000}, "40,000 characters"),
        ({"words": "\ud800"}, "UTF-8"),
        ({"size": Size(7, 7)}, "7x7"),
        ({"size": Size(20_000, 20_000)}, "20000x20000"),
        ({"steps": 0}, "0 steps"),
        ({"steps": 1000}, "1000 steps"),
        ({"guidance_scale": float("nan")}, "nan"),
        ({"guidance_scale": -1.0}, "-1"),
        ({"guidance_scale": 101.0}, "101"),
        ({"seed": -1}, "seed -1"),
        ({"quality": "great"}, "'great'"),
        ({"negative": "x" * 3000}, "negative prompt"),
    ],
)
def test_what_no_model_takes_is_refused_with_a_fix(asked: dict[str, Any], match: str) -> None:
    with pytest.raises(BadValue, match=match) as caught:
        DrawRequest(**{"words": "a cat", **asked})
    assert caught.value.hint


def test_a_sampler_that_the_model_lacks_is_refused_before_drawing() -> None:
    with pytest.raises(BadValue, match="'ddim'") as caught:
        plan(DrawRequest("a cat", sampler="ddim"), GENERATOR, PLANNER)
    assert "euler" in str(caught.value.hint)


def test_a_seed_draws_the_same_and_another_another() -> None:
    one, same, other = (drawn("a red apple", seed=seed).image.to_array() for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_an_order_knows_its_bounds() -> None:
    with pytest.raises(BadValue, match="0 steps"):
        DrawOrder("a cat", Size(64, 64), steps=0)


def test_what_is_alike_is_drawn_together_in_parts_of_equal_length() -> None:
    planned = [plan(DrawRequest("a cat", seed=seed), GENERATOR, PLANNER) for seed in range(20)]
    assert [len(batch) for batch in batches(planned)] == [10, 10]
    other = plan(DrawRequest("a cat", steps=9), GENERATOR, PLANNER)
    parts = [*batches([*planned[:3], other, planned[3]])]
    assert [len(batch) for batch in parts] == [3, 1, 1]
    assert [one.order.seed for batch in batches(planned) for one in batch] == [*range(20)]


def test_each_of_several_pictures_is_the_one_that_is_drawn_alone() -> None:
    planned = [
        plan(DrawRequest("a red apple left of a car", seed=seed, size=Size(100, 80)), GENERATOR, PLANNER)
        for seed in (1, 2)
    ]
    for one, together in zip(planned, finish(draw_all(planned)), strict=True):
        assert together.planned is one
        np.testing.assert_array_equal(together.image.to_array(), finish(draw(one)).image.to_array())
