from __future__ import annotations

import pytest

from limner.core.reading import SeenThing
from limner.see.relations import relation


def seen(name: str, *box: float) -> SeenThing:
    return SeenThing(name, 0.9, None, box)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (seen("cat", 0.1, 0.5, 0.3, 0.9), seen("dog", 0.6, 0.5, 0.9, 0.9), "left of"),
        (seen("cat", 0.7, 0.5, 0.9, 0.9), seen("dog", 0.1, 0.5, 0.4, 0.9), "right of"),
        (seen("kite", 0.4, 0.0, 0.6, 0.2), seen("dog", 0.3, 0.6, 0.7, 0.9), "above"),
        (seen("dog", 0.3, 0.6, 0.7, 0.9), seen("kite", 0.4, 0.0, 0.6, 0.2), "below"),
        (seen("dog", 0.2, 0.4, 0.6, 0.95), seen("house", 0.1, 0.1, 0.7, 0.8), "in front of"),
        (seen("house", 0.1, 0.1, 0.7, 0.8), seen("dog", 0.2, 0.4, 0.6, 0.95), "behind"),
    ],
)
def test_two_boxes_stand_to_each_other(one: SeenThing, other: SeenThing, kind: str) -> None:
    assert relation(one, other) == kind


def test_what_stands_on_the_top_edge_is_on_and_the_other_under() -> None:
    from limner.world.things import THINGS

    table = seen("table", 0.2, 0.5, 0.8, 0.9)
    top = 0.5 + THINGS["table"].top * 0.4
    apple = seen("apple", 0.4, top - 0.2, 0.6, top)
    assert relation(apple, table) == "on"
    assert relation(table, apple) == "under"


def test_only_what_has_a_seat_is_ridden() -> None:
    from limner.world.extents import SINK
    from limner.world.things import THINGS

    seat = THINGS["horse"].seat
    assert seat is not None
    horse = seen("horse", 0.2, 0.4, 0.8, 0.9)
    foot = 0.4 + seat * 0.5 + SINK * 0.35
    assert relation(seen("king", 0.35, foot - 0.35, 0.6, foot), horse) == "riding"
    house = seen("cat", 0.2, 0.4, 0.8, 0.9)
    assert relation(seen("king", 0.35, foot - 0.35, 0.6, foot), house) != "riding"


def test_lengths_are_compared_in_pixels_not_in_fractions() -> None:
    """On a wide canvas a small step across is more than the same step down."""
    one, other = seen("cat", 0.3, 0.1, 0.4, 0.3), seen("dog", 0.6, 0.5, 0.7, 0.7)
    assert relation(one, other, 16 / 9) == "left of"
    assert relation(one, other, 9 / 16) == "above"


def test_a_thing_that_the_world_does_not_know_still_stands_somewhere() -> None:
    assert relation(seen("gizmo", 0.1, 0.5, 0.3, 0.9), seen("widget", 0.6, 0.5, 0.9, 0.9)) == "left of"
