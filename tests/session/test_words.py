import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limner.core.errors import Unclear
from limner.core.plan import step_types
from limner.session.words import Again, Back, Forward, Without, ops_named, read_words


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("undo", 1),
        ("Undo that, please!", 1),
        ("undo the last edit", 1),
        ("can you undo it", 1),
        ("go back", 1),
        ("take it back", 1),
        ("never mind", 1),
        ("go back to the previous picture", 1),
        ("revert", 1),
        ("go back one", 1),
        ("go back two", 2),
        ("Go back 2 steps.", 2),
        ("two steps back", 2),
        ("undo the last three changes", 3),
        ("undo twice", 2),
        ("go back a couple of steps", 2),
        ("three versions ago", 3),
        ("back 12", 12),
        ("undo everything", None),
        ("undo all changes", None),
        ("go back to the start", None),
        ("go back to the original", None),
        ("give me the original back", None),
        ("restore the original picture", None),
        ("take me all the way back to the beginning", None),
        ("start over", None),
        ("reset", None),
    ],
)
def test_words_that_go_back(text, steps):
    assert read_words(text) == Back(steps)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("redo", 1),
        ("redo it", 1),
        ("Redo that please", 1),
        ("redo two", 2),
        ("go forward 3 steps", 3),
        ("undo the undo", 1),
    ],
)
def test_words_that_go_forward(text, steps):
    assert read_words(text) == Forward(steps)


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("undo the crop", "crop"),
        ("undo cropping", "crop"),
        ("undo the 500x500 crop", "crop"),
        ("undo the last crop", "crop"),
        ("everything but the crop", "crop"),
        ("do it again without the crop", "crop"),
        ("undo the black and white", "grayscale"),
        ("undo the B&W", "grayscale"),
        ("undo greyscale", "grayscale"),
        ("without the sepia effect", "sepia"),
        ("undo the rotation", "rotate"),
        ("revert the brightness change", "brightness"),
        ("undo the brightening", "brightness"),
        ("undo darkening", "brightness"),
        ("undo the rounded corners", "round_corners"),
        ("undo white balance", "white_balance"),
        ("undo the sharpening", "sharpen"),
        ("remove the vignette you added", "vignette"),
        ("get rid of the blur", "blur"),
        ("take off the text", "text"),
        ("undo the saturashion", "saturation"),
    ],
)
def test_words_that_name_a_step(text, op):
    request = read_words(text)
    assert isinstance(request, Without)
    assert op in request.ops


def test_a_thing_that_is_no_step_is_left_to_be_looked_for_in_the_steps():
    assert read_words("undo the hat") == Without("hat")


@pytest.mark.parametrize("op", step_types())
def test_every_step_can_be_named(op):
    assert op in ops_named(op)
    assert op in ops_named(op.replace("_", " "))


@pytest.mark.parametrize(("op", "kind"), step_types().items(), ids=step_types())
def test_every_alias_names_its_step(op, kind):
    for alias in kind.aliases:
        assert op in ops_named(alias), alias


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("do it again but darker", "darker"),
        ("Do it again, but make it darker", "darker"),
        ("again but darker", "darker"),
        ("same but darker", "darker"),
        ("redo it but darker", "darker"),
        ("do that again, darker", "darker"),
        ("do it again in blue", "in blue"),
        ("the same in red", "in red"),
        ('Do it again, but write "Hello World"', 'write "Hello World"'),
        ("try again with more contrast", "with more contrast"),
        ("again", ""),
        ("do it again", ""),
        ("once more please", ""),
    ],
)
def test_words_that_do_it_again(text, words):
    assert read_words(text) == Again(words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "please",
        "crop to 500x500",
        "make it sunset",
        "undo 0",
        "redo 0",
        "go back to the crop",
        "go back two and crop",
        "forward to sunset",
        "do it again but",
        "undo 99999999999999999999",
        "\x00",
        "😀",
    ],
)
def test_other_words_are_unclear_with_examples_that_are_not(text):
    with pytest.raises(Unclear) as caught:
        read_words(text)
    assert caught.value.exit_code == 4
    assert len(caught.value.examples) >= 2
    for example in caught.value.examples:
        read_words(example)


SPOKEN = [
    *("undo", "redo", "go", "back", "the", "crop", "again", "but", "do", "it", "same", "in", "blue", "two"),
    *("without", "please", "to", ",", ".", "all", "a", "0", "!", "é", "\n"),
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SPOKEN), max_size=12).map(" ".join)))
def test_any_text_is_read_or_unclear(text):
    with suppress(Unclear):
        read_words(text)


@pytest.mark.parametrize(
    "text", ["undo " + "x" * 50_000, "undo " * 20_000, "do it again, " + "but " * 20_000, " " * 100_000]
)
def test_long_texts_take_no_time(text):
    start = time.perf_counter()
    with suppress(Unclear):
        read_words(text)
    assert time.perf_counter() - start < 2
