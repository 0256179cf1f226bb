"""Wishes that are hinted at, scenes told without an order, questions in other orders."""

from __future__ import annotations

import pytest
from tests.reason.planner.reading import only, ops

from limner.core.steps.base import Found


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("tourists begone", ["remove"]),
        ("I can't stand the power lines here", ["remove"]),
        ("those wires are really distracting", ["remove"]),
        ("the crowd ruins the shot, please remove it", ["remove"]),
        ("fewer people in the background", ["remove"]),
        ("lion -> tiger", ["replace"]),
        ("red car -> blue", ["recolor"]),
        ("png -> jpg", ["convert"]),
        ("palm trees rather than oaks", ["replace"]),
        ("could the dog be a wolf", ["replace"]),
        ("a campfire would be nice here", ["add"]),
        ("the couch, paint it teal", ["recolor"]),
        ("replace the cat with a dog and the couch with a bench", ["replace", "replace"]),
        ("edit the banner so that it says GRAND OPENING", ["edit_text"]),
        ("change the price on the tag from 10 to 12", ["edit_text"]),
        ("replace summer with winter", ["restyle"]),
        ("sharpen it, after this rotate left", ["sharpen", "rotate"]),
        ("is there a dog? if so remove it", ["exist", "remove"]),
        ("anybody wearing a red hat here?", ["exist"]),
        ("grab the handwriting off this note", ["ocr"]),
        ("the expiry date on the bottle?", ["read"]),
        ("what's off about this picture?", ["describe"]),
        ("draw boxes around each bird", ["detect"]),
        ("turn the sky purple", ["recolor"]),
    ],
)
def test_a_hint_becomes_the_step_that_it_asks_for(words: str, wanted: list[str]) -> None:
    assert ops(words) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "turn it gray, only the rose stays red",
        "only the rose remains in colour while the rest is grayscale",
        "black and white, leave the rose in colour",
        "everything but the rose black and white",
    ],
)
def test_what_stays_in_color_is_spared(words: str) -> None:
    step = only(words)
    assert step.op == "grayscale"
    assert step.where == Found(words="everything but the rose")
