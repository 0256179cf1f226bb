# ruff: noqa: E501
"""Half of something: of the picture without a side, of the file's bytes, of an amount, of the size."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reason.planner.reading import only

from limner.core.errors import Unclear
from limner.core.steps.base import InPart
from limner.reason.planner.planner import plan


def _refused(words: str) -> Unclear:
    with pytest.raises(Unclear) as caught:
        plan(words)
    return caught.value


def _guess(words: str) -> list[dict[str, Any]]:
    guess: Any = _refused(words).guess
    steps: list[dict[str, Any]] = guess["steps"]
    return steps


@pytest.mark.parametrize(
    ("words", "op", "share", "right"),
    [
        ("invert half the picture", "invert", "half", 0.5),
        ("blur half of the photo", "blur", "half", 0.5),
        ("make half the image brighter", "brightness", "half", 0.5),
        ("turn half of it sepia", "sepia", "half", 0.5),
        ("boost the contrast of half the picture", "contrast", "half", 0.5),
        ("half the picture is too dark", "brightness", "half", 0.5),
        ("blur half", "blur", "half", 0.5),
        ("flip half of the picture", "flip", "half", 0.5),
        ("fill half the picture with black", "rectangle", "half", 0.5),
        ("paint half the picture black", "rectangle", "half", 0.5),
        ("cover half of the photo with red", "rectangle", "half", 0.5),
        ("make half brighter", "brightness", "half", 0.5),
        ("brighten half", "brightness", "half", 0.5),
        ("invert the other half", "invert", "half", 0.5),
        ("blur a third of the picture", "blur", "third", 1 / 3),
        ("darken a quarter of the photo", "brightness", "quarter", 0.25),
        ("darken two thirds of the photo", "brightness", "two thirds", 2 / 3),
        ("invert 40% of the picture", "invert", "40%", 0.4),
    ],
)
def test_a_share_of_the_picture_without_a_side_is_unclear_and_the_guess_is_the_left(
    words: str, op: str, share: str, right: float
) -> None:
    refused = _refused(words)
    assert str(refused).startswith(
        f"which {share} of the picture is not said: the left, right, top or bottom"
    )
    assert refused.examples[0] != words
    assert all(plan(example).steps[0].op == op for example in refused.examples)
    (step,) = _guess(words)
    assert step["op"] == op
    assert step["where"] == pytest.approx({"left": 0.0, "top": 0.0, "right": right, "bottom": 1.0})


@pytest.mark.parametrize(
    "words", ["cut the picture in half", "crop half the picture", "remove half of the image"]
)
def test_a_half_that_is_cut_away_or_kept_must_be_named(words: str) -> None:
    assert "which half of the picture is not said" in str(_refused(words))
    assert [step["op"] for step in _guess(words)] == ["crop"]


def test_no_other_step_is_lost_from_the_guess() -> None:
    assert [step["op"] for step in _guess("rotate 90 degrees, invert half the picture and save as png")] == ["rotate", "invert", "convert"]  # fmt: skip


@pytest.mark.parametrize("words", ["darken half of the background", "make half the faces blurry"])
def test_half_of_a_thing_has_no_side_either(words: str) -> None:
    assert "is not said" in str(_refused(words))


@pytest.mark.parametrize(
    ("words", "op"),
    [
        ("colorize half the photo", "colorize"), ("turn half the picture upside down", "rotate"), ("rotate the left half", "rotate"),
        ("rotate the top third 90 degrees", "rotate"), ("resize the left half to 500 wide", "resize"), ("straighten the right half", "straighten"),
    ],
)  # fmt: skip
def test_what_works_on_the_whole_picture_alone_does_not_pass_for_half(words: str, op: str) -> None:
    refused = _refused(words)
    assert str(refused).startswith(f"{op} works on the whole picture")
    assert [step["op"] for step in _guess(words)] == [op]
    assert [step.op for step in plan(refused.examples[1]).steps] == ["crop", op]


def test_a_share_that_cannot_be_turned_is_no_angle() -> None:
    assert _guess("rotate the left half")[0]["degrees"] == 90
    assert only("rotate half a turn").parameters()["degrees"] == 180


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("blur the left half and invert the other half", InPart(right=0.5), InPart(left=0.5)),
        ("make the top half brighter and the other half darker", InPart(bottom=0.5), InPart(top=0.5)),
        ("sharpen the right side, blur the other side", InPart(left=0.5), InPart(right=0.5)),
    ],
)
def test_the_other_half_is_the_one_across_from_the_half_that_was_named(
    words: str, first: InPart, second: InPart
) -> None:
    assert [step.where for step in plan(words).steps] == [first, second]


@pytest.mark.parametrize(("words", "op"), [("half the noise", "denoise"), ("halve the noise", "denoise"), ("cut the noise in half", "denoise"), ("half the grain", "denoise"), ("half the blur", "sharpen")])  # fmt: skip
def test_half_of_what_nobody_measured_is_less_of_it_by_the_usual_amount(words: str, op: str) -> None:
    made = plan(words)
    assert [step.op for step in made.steps] == [op]
    assert any("nothing says how much there is" in note for note in made.warnings)


def test_a_half_that_lies_on_another_is_not_turned_in_its_place() -> None:
    _refused("mirror the left half onto the right half")
    assert only("flip the top half upside down").parameters()["axis"] == "vertical"


@pytest.mark.parametrize("words", ["turn the left half", "grayscale everything but half"])
def test_nothing_is_looked_for_that_is_called_half(words: str) -> None:
    assert "could not be read" in str(_refused(words))


@pytest.mark.parametrize(
    "words",
    [
        "compress it, half the file size", "half the file size", "halve the file size", "reduce the file size by half",
        "reduce the file size by 30%", "make the file half as big", "make the file 50% smaller", "compress to a third of its size",
        "cut the file size in half", "compress it by half",
    ],
)  # fmt: skip
def test_a_share_of_the_file_size_is_unclear_and_the_guess_is_the_usual_quality(words: str) -> None:
    refused = _refused(words)
    assert "KB or MB" in str(refused)
    assert [(step["op"], step["quality"]) for step in _guess(words)] == [("compress", 75)]
    assert plan(refused.examples[0]).steps[0].parameters()["max_bytes"] == 200_000


def test_the_format_that_is_said_with_a_share_of_the_file_size_stays_in_the_guess() -> None:
    assert [step["op"] for step in _guess("convert to webp at half the file size")] == ["convert", "compress"]


@pytest.mark.parametrize(
    ("words", "op", "wanted"),
    [
        ("half the size", "resize", {"percent": 50.0}),
        ("resize to half", "resize", {"percent": 50.0}),
        ("half as wide", "resize", {"percent": 50.0}),
        ("half the image size", "resize", {"percent": 50.0}),
        ("make the picture half the original size", "resize", {"percent": 50.0}),
        ("resize the file to 50%", "resize", {"percent": 50.0}),
        ("make the dog half as big", "resize_object", {"what": "the dog", "percent": 50.0}),
        ("make it half as bright", "brightness", {"percent": -50.0}),
        ("make it half as saturated", "saturation", {"percent": -50.0}),
        ("make it half the brightness", "brightness", {"percent": -50.0}),
        ("half brightness", "brightness", {"percent": -50.0}),
        ("set the contrast to half", "contrast", {"percent": -50.0}),
        ("increase the contrast by half", "contrast", {"percent": 50.0}),
        ("at half opacity", "opacity", {"percent": 50.0}),
        ("make it half transparent", "opacity", {"percent": 50.0}),
        ("compress it at half quality", "compress", {"quality": 50}),
        ("crop to 50% of the picture", "crop", {"fraction": 0.5}),
        ("cut it in half and keep the right side", "crop", {"part": InPart(left=0.5)}),
        ("make the file 20% brighter", "brightness", {"percent": 20.0}),
    ],
)
def test_half_of_a_size_or_an_amount_is_read_as_one(words: str, op: str, wanted: dict[str, Any]) -> None:
    step = only(words)
    assert (step.op, {name: step.parameters()[name] for name in wanted}) == (op, wanted)


@pytest.mark.parametrize(("words", "part"), [("blur the left half", InPart(right=0.5)), ("blur the top quarter of the picture", InPart(bottom=0.25))])  # fmt: skip
def test_a_share_with_its_side_is_a_place(words: str, part: InPart) -> None:
    assert only(words).where == part


def test_so_many_times_smaller_is_no_quality_and_says_so() -> None:
    made = plan("make it 4x smaller in file size")
    assert made.steps[0].parameters()["quality"] == 30
    assert any("afterwards" in note for note in made.warnings)


def test_a_half_that_crop_cuts_off_is_told_with_the_words_that_keep_it() -> None:
    made = plan("crop the left half of the photo")
    assert made.steps[0].parameters()["sides"].left == 50
    assert any('"crop to" keeps it' in note for note in made.warnings)
    assert not plan("crop off the left half").warnings
