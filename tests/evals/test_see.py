from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image as Pillow

from limner.core.image import Image
from limner.core.reading import Reading, Scored, SeenThing
from limner.evals.see import matching, naming, report, styles
from limner.evals.see.answers import Answer, scores
from limner.evals.see.cases import Case, rendered, shipped, told
from limner.evals.see.evaluate import evaluate, measure
from limner.evals.see.sheet import sheet
from limner.evals.spread import spread
from limner.models.fake import CARD, FakeReader
from limner.world.atlas import Atlas
from limner.world.scene import Placed, Scene

CAT, RED_APPLE = Placed("cat", None, 0.3, 0.9, 0.4), Placed("apple", "red", 0.7, 0.9, 0.3)
SCENE = Scene(1, "beach", "sunset", "clear", "3d", "3d", "1:1", 0.5, (CAT, RED_APPLE))
BOXES = ((0.1, 0.5, 0.5, 0.9), (0.6, 0.6, 0.8, 0.9))


def case(scene: Scene = SCENE, visible: tuple[float, ...] = (1.0, 1.0)) -> Case:
    pixels = np.zeros((32, 32, 3), np.uint8)
    return Case("made up", scene, pixels, BOXES[: len(scene.things)], visible, "a cat and an apple", (), ())


def right(scene: Scene = SCENE) -> Reading:
    """What a perfect reader says of `case`."""
    things = tuple(
        SeenThing(placed.thing, 0.9, Scored(placed.color, 0.9) if placed.color else None, box)
        for placed, box in zip(scene.things, BOXES, strict=True)
    )
    words = (scene.place, scene.time, scene.weather, scene.style)
    return Reading(things, *((Scored(word, 0.9),) for word in words), familiar=0.9)


def shares(reading: Reading, about: Case | None = None) -> dict[str, float]:
    found = scores(naming.naming(about or case(), reading))
    return {name: score.share for name, score in found.items()}


def test_a_perfect_reading_is_right_in_everything() -> None:
    found = shares(right())
    assert set(found) == {
        naming.THINGS, naming.SAID, naming.COLORS, naming.COUNTS, naming.PLACE, naming.STYLE, naming.TIME,
        naming.WEATHER,
    }  # fmt: skip
    assert set(found.values()) == {1.0}


def test_another_name_or_another_place_is_a_miss_and_a_false_name() -> None:
    first, second = right().things
    wrong = replace(right(), things=(replace(first, name="dog"), replace(second, box=(0.0, 0.0, 0.2, 0.2))))
    found = shares(wrong)
    assert (found[naming.THINGS], found[naming.SAID]) == (0.0, 0.0)
    assert naming.COLORS not in found


def test_a_thing_said_twice_counts_once() -> None:
    first, second = right().things
    doubled = replace(right(), things=(first, replace(first, score=0.8), second))
    found = shares(doubled)
    assert (found[naming.THINGS], found[naming.SAID]) == (1.0, 2 / 3)
    assert found[naming.COUNTS] == 0.5


def test_a_thing_named_wrongly_is_not_named() -> None:
    first, second = right().things
    assert shares(replace(right(), things=(first, replace(second, name="plate"))))[naming.THINGS] == 0.5


def test_a_hidden_thing_is_not_asked_for_but_may_be_named() -> None:
    found = scores(naming.naming(case(visible=(1.0, 0.2)), right()))
    assert (found[naming.THINGS].total, found[naming.SAID].hits) == (1, 2)
    assert naming.COUNTS not in found


def test_natural_colours_may_be_named_or_left_out_and_no_other() -> None:
    first, second = right().things
    for said, share in ((None, 1.0), (Scored("red", 0.9), 1.0), (Scored("blue", 0.9), 0.5)):
        assert shares(replace(right(), things=(first, replace(second, color=said))))[naming.COLORS] == share
    painted = replace(SCENE, things=(replace(CAT, color="purple"), RED_APPLE))
    assert shares(right(), case(painted))[naming.COLORS] == 0.5
    sketch = replace(SCENE, style="pencil sketch")
    assert naming.COLORS not in shares(right(), case(sketch))


def test_time_is_asked_only_where_it_shows() -> None:
    assert naming.TIME not in shares(right(), case(replace(SCENE, place="plain", ground="red")))


class Oracle(FakeReader):
    """Knows the vectors of given texts and pictures."""

    def __init__(self, vectors: dict[object, Sequence[float]]) -> None:
        self.known = vectors
        self.card = CARD

    def text_vectors(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([self.known.get(text, (0, 0, 1)) for text in texts], np.float32)


def test_retrieval_counts_both_ways_and_forgives_equal_words() -> None:
    cases = [replace(case(), caption=words) for words in ("one", "two", "two")]
    model = Oracle({"one": (1, 0, 0), "two": (0, 1, 0)})
    pictures = np.array([[1, 0, 0], [0, 1, 0], [1, 0, 0]], np.float32)
    found = scores(matching.retrieval(model, cases, pictures))
    assert found[matching.TO_WORDS].hits == 2
    assert found[matching.TO_PICTURES].hits == 3


def test_a_tie_with_a_false_caption_is_wrong() -> None:
    from limner.world.negatives import WrongCaption

    wrong = (WrongCaption("false", "color", "true"), WrongCaption("same", "order", "same"))
    model = Oracle({"true": (1, 0, 0), "false": (0, 1, 0), "same": (1, 0, 0)})
    asked = [replace(case(), wrong=wrong)]
    found = scores(matching.hard_negatives(model, asked, np.array([[1, 0, 0]], np.float32)))
    assert found[matching.HARD["color"]].share == 1
    assert found[matching.HARD["order"]].share == 0


def test_royalty_wants_each_among_the_five_nearest_of_the_others() -> None:
    vectors = {"king": (1, 0, 0), "queen": (0.9, 0.1, 0), "monarch": (0.8, 0.2, 0)}
    assert scores(matching.royalty(Oracle(vectors)))[matching.ROYALTY].share == 1
    words = matching.world_words()
    assert {"king", "queen", "monarch"} <= set(words)
    crowd = {word: (0, 1, 0) for word in words if word not in vectors}
    assert (
        scores(matching.royalty(Oracle({**crowd, **vectors, "queen": (0, 0, 1)})))[matching.ROYALTY].share < 1
    )


def test_rendered_cases_are_the_same_for_a_seed_and_reserved_ones_are_reserved() -> None:
    atlas = Atlas.drawn()
    first, again = (next(rendered(3, 1, atlas, side=64)) for _ in range(2))
    assert np.array_equal(first.pixels, again.pixels)
    assert (first.caption, first.wrong, first.reserved) == (again.caption, again.wrong, ())
    kept = next(rendered(3, 1, atlas, side=64, reserved=True))
    assert kept.reserved


def test_a_case_has_its_boxes_in_fractions() -> None:
    from limner.world.compose import compose
    from limner.world.painter import paint

    atlas = Atlas.drawn()
    picture = paint(compose(5, atlas, kind="one"), atlas, 80)
    made = told("x", picture, (1.0,), random.Random(0))
    (box,) = made.boxes
    assert box is not None
    assert all(0 <= side <= 1 for side in box)
    assert box[0] < box[2]


def test_the_shipped_cases_hold_reserved_ones_and_captions() -> None:
    cases = list(shipped())
    assert len(cases) >= 250
    assert 0.1 < sum(bool(each.reserved) for each in cases) / len(cases) < 0.5
    assert all(each.caption and each.pixels.ndim == 3 for each in cases)


def test_styles_are_asked_by_painting_or_among_shipped_scenes() -> None:
    answers = list(styles.triplets(FakeReader(), 0, 3, Atlas.drawn(), 64))
    assert len(answers) == 3
    single = [replace(SCENE, things=(CAT,)), replace(SCENE, things=(CAT,), style="flat"),
              replace(SCENE, things=(RED_APPLE,))]  # fmt: skip
    cases = [replace(case(), scene=scene) for scene in single]
    vectors = np.array([[1, 0], [0.9, 0.1], [0, 1]], np.float32)
    assert [answer.right for answer in styles.shipped_triplets(cases, vectors)] == [True]


@pytest.fixture(scope="module")
def few() -> list[Case]:
    return list(rendered(1, 6, Atlas.drawn(), side=64))


def test_the_report_has_targets_reserved_figures_and_mistakes(few: list[Case], monkeypatch) -> None:
    from limner.evals.see import evaluate as module

    monkeypatch.setattr(module, "_photographs", lambda *given: ())
    found = evaluate(FakeReader(), "six scenes", few, few[:3])
    text = found.to_text()
    assert "six scenes" in text
    assert "LOST" in text
    assert "by size in pixels of the 16 that the network takes" in text
    assert "combinations never trained on" in text
    data = found.to_json()
    assert data["scores"][naming.PLACE]["target"] == 0.97
    assert set(found.scores()) <= set(report.TARGETS)
    assert found.mistakes()
    picture = Pillow.open(BytesIO(sheet(found.mistakes())))
    assert picture.width > 1000


def test_things_named_are_counted_by_their_size_for_the_network() -> None:
    answers = [
        Answer(naming.THINGS, right, "", "", None, extent)
        for right, extent in ((False, 0.05), (True, 0.2), (False, 0.2), (True, 0.9))
    ]
    found = report.Report("m", "s", tuple(answers), side=192).sizes()
    told = {size: (score.hits, score.total) for size, score in found.items()}
    assert told == {"under 16": (0, 1), "32 to 48": (1, 2), "96 and more": (1, 1)}


def test_an_alarm_that_did_not_ring_is_no_mistake(few: list[Case]) -> None:
    from limner.evals.see.photographs import OURS

    flagged = Answer(OURS, True, "0.1", "inside", few[0])
    quiet = Answer(OURS, False, "0.9", "inside", few[0])
    assert report.Report("m", "s", (flagged, quiet)).mistakes() == [flagged]


def test_mistakes_are_spread_over_the_figures(few: list[Case]) -> None:
    many = [Answer("a", False, "x", "y", few[0])] * 50 + [Answer("b", False, "x", "y", few[0])] * 2
    chosen = spread(many, 10, lambda answer: answer.metric)
    assert [answer.metric for answer in chosen] == ["a"] * 8 + ["b"] * 2
    assert sheet([]) == b""


def test_without_pictograms_the_shipped_scenes_are_taken_and_a_note_says_so(monkeypatch, tmp_path) -> None:
    from limner.evals.see import cases
    from limner.evals.see import evaluate as module

    monkeypatch.setattr(cases, "SPRITES", tmp_path / "none.npz")
    seen = {}

    def keep(model, source, taken, reserved, **options):
        seen.update(source=source, reserved=reserved, **options)

    monkeypatch.setattr(module, "evaluate", keep)
    measure(FakeReader(), 0, 20)
    assert "shipped" in seen["source"]
    assert seen["notes"]
    assert all(each.reserved for each in seen["reserved"])


def test_images_given_to_a_model_are_those_of_the_cases(few: list[Case]) -> None:
    from limner.evals.see.answers import images

    assert all(isinstance(image, Image) for image in images(few))
    assert np.array_equal(images(few)[2].to_array(), few[2].pixels)


@pytest.mark.parametrize(
    ("style", "asked"), [("3d", False), ("flat", False), ("cartoon", False), ("watercolor", True)]
)
def test_style_is_not_asked_where_it_cannot_be_seen(style: str, asked: bool) -> None:
    bare = replace(case(), scene=replace(SCENE, things=(), relations=(), style=style), boxes=(), visible=())
    reading = FakeReader().read([Image.from_array(bare.pixels)])[0]
    assert (naming.STYLE in {answer.metric for answer in naming.naming(bare, reading)}) is asked
