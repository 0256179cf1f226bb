# ruff: noqa: E501
"""What was taken back, facts told of a file, attributes after an order, orders without joints, and words that are no place."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reason.planner.reading import only, ops

from limner.core.errors import Unclear
from limner.core.steps.base import Found, InPart
from limner.reason.planner.planner import plan


@pytest.mark.parametrize(
    ("words", "op", "wanted"),
    [
        ("darken it by 10, no wait, 25 percent", "brightness", {"percent": -25}),
        ("rotate 90 to the right, sorry, to the left", "rotate", {"degrees": -90}),
        ("crop to 4:3, actually make that 3:2", "crop", {"aspect": "3:2"}),
        ("export as tiff, oops i mean avif", "convert", {"format": "avif"}),
        ("remove the cat, no sorry, the dog", "remove", {"what": "the dog"}),
    ],
)
def test_what_is_taken_back_is_not_done(words: str, op: str, wanted: dict[str, Any]) -> None:
    step = only(words)
    assert (step.op, {name: step.parameters()[name] for name in wanted}) == (op, wanted)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("forum avatar: 96x96 png", ["resize", "convert"]),
        ("the form wants 300x400 px, jpg, 20-50 kb", ["resize", "convert", "compress"]),
        ("exposure +1 contrast +10 saturation -5", ["exposure", "contrast", "saturation"]),
        ("first flip it, second blur it, third sharpen it", ["flip", "blur", "sharpen"]),
        ("no flying birds, and gamma 1.3", ["remove", "gamma"]),
        ("pad to 4:3, blurred background fill", ["pad"]),
        ("crop around the boat and make it 4:5", ["crop"]),
        ("how many boats, and what color is the pier?", ["count", "attribute"]),
        ("sharpen & save", ["sharpen"]),
        ("replace the dull sky with a blue one", ["replace"]),
        ("colour this b/w photo", ["colorize"]),
        ("fill the top half with red", ["rectangle"]),
        ("scanned at 600 dpi, sharpen it", ["sharpen"]),
        ("no rush, but crop it square", ["crop"]),
        ("put a picture frame on the wall", ["add"]),
        ("hue shift of sixty degrees", ["hue"]),
        ("set the white balance to 3200K", ["temperature"]),
    ],
)
def test_a_request_has_these_steps_and_no_others(words: str, wanted: list[str]) -> None:
    assert ops(words) == wanted


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("brighten it afterwards", None),
        ("remove the noise from the dark wall", "the dark wall"),
        ("sharpen 2x, radius 0.8", None),
        ("everything gray besides the kite", "everything but the kite"),
    ],
)
def test_words_beside_a_thing_are_no_place(words: str, place: str | None) -> None:
    where = plan(words).steps[-1].where
    assert (where.words if isinstance(where, Found) else None) == place


@pytest.mark.parametrize("words", ["brighten and wibble", "sharpen it and zorp"])
def test_nonsense_after_an_order_is_not_dropped(words: str) -> None:
    with pytest.raises(Unclear, match=words.split()[-1]):
        plan(words)


def test_a_flip_of_a_part_keeps_its_part() -> None:
    assert only("flip the left half").where == InPart(right=0.5)


@pytest.mark.parametrize(
    ("words", "op", "wanted"),
    [
        ("highlights are blown, bring em back", "highlights", {"amount": -30}),
        ("desaturate it by about a third", "saturation", {"percent": -33.3}),
        ("make it 1080 wide, keep ratio", "resize", {"width": 1080}),
        ("extend it on the left so its 16:9", "outpaint", {"side": "left", "what": "to 16:9"}),
        ("the poster on the wall says 50% off, remove it", "remove", {"what": "the poster on the wall"}),
        ("straighten the painting on the wall", "move", {"what": "the painting on the wall"}),
        ("straighten the building", "straighten", {"degrees": None}),
        ("how many people are in this", "count", {"what": "people"}),
        ("is there a dog anywhere", "exist", {"what": "dog"}),
    ],
)
def test_what_is_meant_is_found_in_the_words_around_it(words: str, op: str, wanted: dict[str, Any]) -> None:
    step = only(words)
    assert (step.op, {name: step.parameters()[name] for name in wanted}) == (op, wanted)


def test_what_is_to_be_spared_is_spared_behind_a_comma_too() -> None:
    assert only("brighter pls, but not the sky").where == Found(words="everything but the sky")


def test_a_background_needs_no_with_after_a_size() -> None:
    assert ops("passport photo 35x45mm 300dpi white background") == ["resize", "replace_bg"]


@pytest.mark.parametrize(("words", "said"), [("youtube thumbnail, add text 'NEW' at the top", "16:9"), ("zoom in a bit", "1.5")])  # fmt: skip
def test_no_default_is_told_that_was_not_taken(words: str, said: str) -> None:
    assert not any(said in note for note in plan(words).warnings)
