"""Layouts as values, as files, and against a vocabulary."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.errors import BadValue
from limner.core.layout import MOST_THINGS, SCHEMA, Laid, Layout, check

VOCABULARY = {
    "things": ("cat", "dog", "potato"),
    "colors": ("red", "blue"),
    "place": ("plain", "beach"),
    "time": ("day", "night"),
    "weather": ("clear",),
    "style": ("3d", "flat"),
    "ground": ("green",),
    "drawing": ("cartoon",),
}
BEACH = Layout((Laid("cat", "blue", (0.1, 0.5, 0.4, 0.9)),), "beach", "day", "clear", "3d")

edges = st.lists(st.integers(0, 10_000), min_size=2, max_size=2, unique=True).map(sorted)
boxes = st.tuples(edges, edges).map(
    lambda pair: (pair[0][0] / 1e4, pair[1][0] / 1e4, pair[0][1] / 1e4, pair[1][1] / 1e4)
)
laid = st.builds(Laid, st.sampled_from(["cat", "dog"]), st.sampled_from([None, "red"]), boxes, st.booleans())
layouts = st.builds(
    Layout,
    st.lists(laid, max_size=6).map(tuple),
    st.sampled_from(["plain"]),
    st.sampled_from(["day", "night"]),
    st.just("clear"),
    st.sampled_from(["3d", "flat"]),
    st.sampled_from([None, "green"]),
    st.sampled_from([None, "cartoon"]),
)


def changed(**fields: object) -> str:
    return json.dumps({**json.loads(BEACH.to_json()), **fields})


def boxed(box: object) -> str:
    return changed(things=[{"thing": "cat", "color": None, "box": box}])


@given(layouts)
def test_a_layout_survives_its_file(layout: Layout) -> None:
    assert Layout.from_json(layout.to_json()) == layout


def test_the_file_has_one_thing_a_line_and_names_its_schema() -> None:
    text = BEACH.to_json()
    assert json.loads(text)["schema"] == SCHEMA
    assert sum('"box"' in line for line in text.splitlines()) == len(BEACH.things)


@pytest.mark.parametrize("absent", ["ground", "drawing"])
def test_what_may_be_null_may_be_absent(absent: str) -> None:
    fields = json.loads(BEACH.to_json())
    del fields[absent]
    del fields["things"][0]["color"]
    assert Layout.from_json(json.dumps(fields)).things[0].color is None


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ([-0.1, 0.5, 0.4, 0.9], "off the canvas"),
        ([0.1, 0.5, 0.4, 1.2], "off the canvas"),
        ([0.4, 0.5, 0.4, 0.9], "empty"),
        ([0.1, 0.9, 0.4, 0.5], "empty"),
        ([0.1, 0.5, 0.4], "four numbers"),
        ([0.1, 0.5, 0.4, "1"], "four numbers"),
        ([0.1, 0.5, 0.4, True], "four numbers"),
        ([0.1, 0.5, 0.4, 10**400], "four numbers"),
        ("everywhere", "four numbers"),
        (None, "four numbers"),
    ],
)
def test_a_wrong_box_is_named(box: object, said: str) -> None:
    with pytest.raises(BadValue, match=said):
        Layout.from_json(boxed(box))


@pytest.mark.parametrize("edge", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_refused(edge: str) -> None:
    with pytest.raises(BadValue):
        Layout.from_json(boxed([0.1, 0.5, 0.4, 0.9]).replace("0.9", edge))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -0.01, 1.01])
def test_no_value_is_born_off_the_canvas(bad: float) -> None:
    with pytest.raises(BadValue, match="off the canvas"):
        Laid("cat", None, (0.0, 0.0, 1.0, bad))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[]", "no JSON object"),
        ("[" * 50_000, "not JSON"),
        (b"\xff\xfe\xff", "not JSON"),
        ("{}", "missing: schema"),
        (changed(schema="limner.layout/2"), "schema"),
        (changed(extra=1), "unknown: extra"),
        (changed(place=3), "place is 3"),
        (changed(place=None), "place is None"),
        (changed(things={}), "no list"),
        (changed(things=["cat"]), "thing 1 is no JSON object"),
        (changed(things=[{"thing": "cat", "box": [0, 0, 1, 1], "size": 1}]), "unknown: size"),
        (changed(ground="red"), "red ground"),
        (changed(drawing=3), "drawing is 3"),
        (changed(things=[{"thing": "cat", "box": [0, 0, 1, 1], "mirrored": 1}]), "neither true nor false"),
        (" " * 100_001, "at most 100,000"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(text: str | bytes, said: str) -> None:
    with pytest.raises(BadValue, match=said):
        Layout.from_json(text)


def test_too_many_things_are_refused() -> None:
    with pytest.raises(BadValue, match="at most 32"):
        Layout(BEACH.things * (MOST_THINGS + 1), "beach", "day", "clear", "3d")


def test_known_words_pass_the_check() -> None:
    check(BEACH, VOCABULARY)
    check(Layout((), "plain", "day", "clear", "flat", "green"), VOCABULARY)


@pytest.mark.parametrize(
    ("layout", "said", "near"),
    [
        (Layout((Laid("potatoe", None, (0, 0, 1, 1)),), "beach", "day", "clear", "3d"), "thing 1", "potato"),
        (
            Layout((Laid("cat", "bleu", (0, 0, 1, 1)),), "beach", "day", "clear", "3d"),
            "color of thing 1",
            "blue",
        ),
        (Layout((), "beech", "day", "clear", "3d"), "place", "beach"),
        (Layout((), "beach", "nigth", "clear", "3d"), "time", "night"),
        (Layout((), "plain", "day", "clear", "3d", "grean"), "ground", "green"),
        (Layout((), "beach", "day", "clear", "zzz"), "style", "flat"),
        (Layout((), "beach", "day", "clear", "3d", None, "carton"), "drawing", "cartoon"),
    ],
)
def test_an_unknown_word_is_named_with_the_nearest_known_one(layout: Layout, said: str, near: str) -> None:
    with pytest.raises(BadValue, match=said) as caught:
        check(layout, VOCABULARY)
    assert near in str(caught.value.hint)


def test_a_model_that_tells_no_drawings_apart_says_so() -> None:
    older = {name: words for name, words in VOCABULARY.items() if name != "drawing"}
    with pytest.raises(BadValue, match="drawing is 'cartoon'") as caught:
        check(Layout((), "beach", "day", "clear", "3d", None, "cartoon"), older)
    assert "leave it null" in str(caught.value.hint)
