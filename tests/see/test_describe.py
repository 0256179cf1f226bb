from __future__ import annotations

from dataclasses import replace

from limner.core.reading import Reading, Scored, SeenThing
from limner.see.describe import caption, sure_things, sure_word

POTATO = SeenThing("potato", 0.99, Scored("blue", 0.97), (0.1, 0.5, 0.35, 0.9))
CAT = SeenThing("cat", 0.98, None, (0.5, 0.5, 0.9, 0.92))
READING = Reading(
    things=(POTATO, CAT),
    place=(Scored("beach", 0.97), Scored("desert", 0.02)),
    time=(Scored("sunset", 0.9),),
    weather=(Scored("clear", 0.9),),
    style=(Scored("watercolor", 0.95),),
    familiar=0.9,
)


def test_a_caption_says_things_relation_place_time_and_style() -> None:
    assert caption(READING) == "a blue potato left of a cat on a beach at sunset, watercolor"


def test_what_is_not_sure_is_not_said() -> None:
    unsure = replace(
        READING,
        things=(replace(POTATO, color=Scored("blue", 0.4)),),
        place=(Scored("beach", 0.4),),
        style=(Scored("oil painting", 0.5),),
    )
    assert caption(unsure) == "a potato at sunset"
    assert [thing.name for thing in sure_things(unsure)] == ["potato"]
    assert sure_word(unsure.place) is None
    assert sure_word(()) is None


def test_nothing_sure_is_an_empty_caption() -> None:
    nothing = replace(READING, things=(), place=(), time=(), style=())
    assert caption(nothing) == ""
    assert caption(replace(nothing, style=READING.style)) == ""


def test_a_picture_without_things_is_its_place() -> None:
    night = replace(READING, things=(), time=(Scored("night", 0.9),), weather=(Scored("rain", 0.9),))
    assert caption(night) == "a beach at night in the rain, watercolor"


def test_same_things_are_counted_and_mice_are_no_mouses() -> None:
    mice = tuple(SeenThing("mouse", 0.9, None, (x, 0.6, x + 0.1, 0.7)) for x in (0.1, 0.3, 0.5))
    plain = replace(READING, things=mice, place=(), time=(), style=())
    assert caption(plain) == "three mice"
    assert caption(replace(plain, things=(*mice, CAT))) == "a cat and three mice"


def test_one_name_in_two_colours_is_two_groups() -> None:
    red = SeenThing("apple", 0.9, Scored("red", 0.9), (0.1, 0.5, 0.3, 0.7))
    green = SeenThing("apple", 0.9, Scored("green", 0.9), (0.6, 0.5, 0.8, 0.7))
    assert caption(replace(READING, things=(green, red), place=(), time=(), style=())) == (
        "a red apple left of a green apple"
    )


def test_the_article_follows_the_sound() -> None:
    apple = SeenThing("apple", 0.9, None, (0.1, 0.5, 0.3, 0.7))
    plain = replace(READING, things=(apple,), place=(), time=(), style=(Scored("3d", 0.99),))
    assert caption(plain) == "an apple, 3d render"


def test_what_is_always_plural_has_no_article() -> None:
    socks = SeenThing("socks", 0.9, Scored("blue", 0.9), (0.1, 0.5, 0.3, 0.7))
    assert caption(replace(READING, things=(socks,), place=(), time=(), style=())) == "blue socks"
