"""Words with their layouts: all that is said is true, and nothing is shown that is not said."""

import pytest

from limner.core.layout import Laid, Layout
from limner.core.layout_code import MOST, LayoutCode
from limner.world.atlas import Atlas
from limner.world.claims import Claim, Described
from limner.world.crowds import crowd
from limner.world.laid_claims import crowded, figures, holds
from limner.world.laying import VOCABULARY
from limner.world.reserved import is_reserved
from limner.world.told_layouts import TELLINGS, Layouts

ATLAS = Atlas.drawn()
CODE = LayoutCode(VOCABULARY)
CUP, TABLE = Described("cup"), Described("table")
STOOD = Layout(
    (Laid("table", None, (0.3, 0.5, 0.8, 0.9)), Laid("cup", "red", (0.5, 0.4, 0.6, 0.56))),
    "kitchen",
    "day",
    "clear",
    "flat",
)


@pytest.mark.parametrize("batch", range(4))
def test_every_claim_holds_of_the_layout_as_tokens_give_it_back(batch: int) -> None:
    for one in Layouts(ATLAS, "test").batch(batch, 40):
        again = CODE.layout(CODE.tokens(one.layout))
        assert [claim for claim in one.claims if not holds(again, claim, ATLAS)] == [], one.words


def test_every_thing_of_a_layout_is_told() -> None:
    for one in Layouts(ATLAS, "test").batch(0, 120):
        counts = [claim.value[1] for claim in one.claims if claim.kind == "things"]
        assert sum(counts) == len(one.layout.things) <= MOST, one.words  # type: ignore[arg-type]


def test_a_scene_comes_back_in_other_words() -> None:
    stream = Layouts(ATLAS, "test")
    found = [stream.batch(i, 10) for i in range(0, TELLINGS * TELLINGS, TELLINGS)]
    for tellings in zip(*found, strict=True):
        assert len({one.layout for one in tellings}) == 1
    assert any(len({one.words for one in tellings}) > 3 for tellings in zip(*found, strict=True))


def test_streams_are_the_same_each_time_and_differ_by_name() -> None:
    assert Layouts(ATLAS, "test").batch(3, 5) == Layouts(ATLAS, "test").batch(3, 5)
    assert Layouts(ATLAS, "test").batch(3, 5) != Layouts(ATLAS, "other").batch(3, 5)


def test_crowds_are_two_or_three_kinds_in_numbers_and_none_is_reserved() -> None:
    found = [scene for seed in range(40) if (scene := crowd(seed, ATLAS)) is not None]
    assert len(found) > 20
    for scene in found:
        kinds = {(one.thing, one.color) for one in scene.things}
        assert 2 <= len(kinds) <= 3
        assert len(scene.things) >= 3
        assert not is_reserved(scene)


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        (Claim("things", (CUP, 1)), True),
        (Claim("things", (CUP, 2)), False),
        (Claim("things", (Described("cup", "red"), 1)), True),
        (Claim("things", (Described("cup", "blue"), 1)), False),
        (Claim("things", (Described("furniture"), 1)), True),
        (Claim("things", (Described("cup", None, None, "happy"), 1)), True),
        (Claim("relation", (CUP, "on", TABLE)), True),
        (Claim("relation", (TABLE, "under", CUP)), True),
        (Claim("relation", (CUP, "left of", TABLE)), False),
        (Claim("relation", (CUP, "behind", TABLE)), False),
        (Claim("relation", (Described("dog"), "on", TABLE)), False),
        (Claim("side", (CUP, "middle")), True),
        (Claim("side", (CUP, "left")), False),
        (Claim("place", ("kitchen",)), True),
        (Claim("time", ("night",)), False),
        (Claim("feature", ("lake",)), True),
    ],
)
def test_claims_are_checked_against_the_boxes(claim: Claim, true: bool) -> None:
    assert holds(STOOD, claim, ATLAS) is true


def test_a_thing_behind_another_of_its_size_is_crowded() -> None:
    one, other = Laid("cup", None, (0.2, 0.2, 0.6, 0.6)), Laid("cup", None, (0.22, 0.2, 0.62, 0.6))
    assert crowded(Layout((one, other), "plain", "day", "clear", "flat", "white"))
    assert not crowded(STOOD)


def test_figures_are_shares_by_kind_of_claim() -> None:
    claims = [(Claim("time", ("day",)), Claim("place", ("kitchen",))), (Claim("time", ("night",)),)]
    found = figures(claims, [STOOD, STOOD], ATLAS)
    assert found == {"all": 0.5, "crowded": 0.0, "time": 0.5, "place": 1.0}
