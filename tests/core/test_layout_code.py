"""Layouts as tokens and back, the grammar, what is demanded, and sampling within both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.demand import Demand, Wanted, allowed
from limner.core.layout import Laid, Layout, check
from limner.core.layout_code import END, LENGTH, MOST, STEPS, LayoutCode
from limner.core.layout_sampling import Freedom, sample

VOCABULARY = {
    "things": ("cat", "dog", "potato", "bus"),
    "colors": ("red", "blue"),
    "place": ("plain", "beach"),
    "time": ("day", "night"),
    "weather": ("clear", "rain"),
    "style": ("3d", "flat"),
    "ground": ("green", "white"),
}
CODE = LayoutCode(VOCABULARY)
FREE = Freedom(1.0, 1.0)

steps = st.lists(st.integers(0, STEPS), min_size=2, max_size=2, unique=True).map(sorted)
boxes = st.tuples(steps, steps).map(
    lambda pair: (pair[0][0] / STEPS, pair[1][0] / STEPS, pair[0][1] / STEPS, pair[1][1] / STEPS)
)
laid = st.builds(
    Laid, st.sampled_from(VOCABULARY["things"]), st.sampled_from([None, *VOCABULARY["colors"]]), boxes
)
layouts = st.builds(
    Layout,
    st.lists(laid, max_size=MOST).map(tuple),
    st.just("plain"),
    st.sampled_from(VOCABULARY["time"]),
    st.sampled_from(VOCABULARY["weather"]),
    st.sampled_from(VOCABULARY["style"]),
    st.sampled_from(VOCABULARY["ground"]),
)
wanted = st.builds(
    Wanted,
    st.lists(st.sampled_from(VOCABULARY["things"]), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from([(None,), ("red",), ("red", None)]),
    st.integers(1, 4),
)


def noise(seed: int):
    """A network that says anything."""
    numbers = np.random.default_rng(seed)
    return lambda last, position: numbers.normal(size=(len(last), CODE.size)).astype(np.float32) * 3


@given(layouts)
def test_a_layout_on_the_grid_survives_its_tokens(layout: Layout) -> None:
    tokens = CODE.tokens(layout)
    assert CODE.layout(tokens) == layout
    assert len(tokens) <= LENGTH


@given(layouts)
def test_every_token_of_a_layout_is_allowed_where_it_stands(layout: Layout) -> None:
    tokens = CODE.tokens(layout)
    assert all(token in CODE.allowed(tokens[:i]) for i, token in enumerate(tokens))


def test_a_thin_box_keeps_one_step() -> None:
    thin = Layout((Laid("cat", None, (0.999, 0.5, 1.0, 0.5001)),), "beach", "day", "clear", "3d")
    (one,) = CODE.layout(CODE.tokens(thin)).things
    assert one.box[2] - one.box[0] == one.box[3] - one.box[1] == 1 / STEPS


def test_tokens_of_all_fields_are_different() -> None:
    fields = ("place", "time", "weather", "style", "things", "colors", "left")
    found = [set(CODE.may_be(field)) - {0, 1, 2} for field in fields]
    assert sum(map(len, found)) == len(set().union(*found))
    assert max(map(max, found)) == CODE.size - 1


@pytest.mark.parametrize("seed", range(30))
def test_whatever_the_network_says_the_layout_is_valid(seed: int) -> None:
    (tokens,) = sample(CODE, noise(seed), [seed], FREE, [Demand()])
    layout = CODE.layout(tokens)
    check(layout, VOCABULARY)
    assert tokens[-1] == END


@given(st.lists(wanted, max_size=2), st.integers(0, 99))
def test_whatever_the_network_says_a_demand_is_met(things: list[Wanted], seed: int) -> None:
    demand = Demand(tuple(things), place="beach", time="night")
    (tokens,) = sample(CODE, noise(seed), [seed], FREE, [demand])
    layout = CODE.layout(tokens)
    assert (layout.place, layout.time) == ("beach", "night")
    assert len(layout.things) == sum(one.count for one in things)


def test_demands_that_do_not_overlap_are_met_to_the_letter() -> None:
    demand = Demand((Wanted(("cat",), ("red",), 2), Wanted(("dog", "bus"), (None,), 1)), style="flat")
    for seed in range(20):
        (tokens,) = sample(CODE, noise(seed), [seed], FREE, [demand])
        assert demand.met(CODE.layout(tokens))


@pytest.mark.parametrize(
    "things",
    [
        (),
        (Laid("cat", "red", (0, 0, 1, 1)),),
        (Laid("cat", "red", (0, 0, 1, 1)), Laid("cat", None, (0, 0, 1, 1))),
        (Laid("cat", "red", (0, 0, 1, 1)),) * 3,
    ],
)
def test_too_few_too_many_or_others_do_not_meet_a_demand(things: tuple[Laid, ...]) -> None:
    demand = Demand((Wanted(("cat",), ("red",), 2),))
    assert not demand.met(Layout(things, "beach", "day", "clear", "3d"))


def test_a_ground_is_demanded_only_of_a_plain_place() -> None:
    beach = [CODE.token("place", "beach")]
    assert list(allowed(Demand(ground="green"), CODE, beach)) == list(CODE.allowed(beach))


def test_the_same_seed_gives_the_same_layout_alone_and_in_company() -> None:
    def fixed(last: np.ndarray, position: int) -> np.ndarray:
        row = np.random.default_rng(position).normal(size=CODE.size)
        return np.repeat(row[None].astype(np.float32), len(last), 0)

    together = sample(CODE, fixed, [1, 2, 3], FREE, [Demand()] * 3)
    assert [sample(CODE, fixed, [seed], FREE, [Demand()])[0] for seed in (1, 2, 3)] == together
    assert together[0] != together[1]


def test_no_freedom_takes_the_likeliest() -> None:
    def sure(last: np.ndarray, position: int) -> np.ndarray:
        logits = np.zeros((len(last), CODE.size), np.float32)
        logits[:, END] = 1.0
        logits[:, CODE.token("time", "night")] = 0.1
        return logits

    for seed in range(8):
        (tokens,) = sample(CODE, sure, [seed], Freedom(0.0, 0.0), [Demand()])
        assert CODE.layout(tokens).time == "night"
        assert not CODE.layout(tokens).things


def test_the_nucleus_leaves_the_unlikely_out() -> None:
    def unsure(last: np.ndarray, position: int) -> np.ndarray:
        logits = np.full((len(last), CODE.size), -20.0, np.float32)
        logits[:, END] = 0.0
        logits[:, CODE.token("time", "night")] = np.log(0.8)
        logits[:, CODE.token("time", "day")] = np.log(0.2)
        return logits

    def nights(words: float) -> int:
        rows = sample(CODE, unsure, range(60), Freedom(words, 1.0), [Demand()] * 60)
        return sum(CODE.layout(row).time == "night" for row in rows)

    assert nights(0.7) == 60
    assert 35 <= nights(1.0) <= 58
