"""On the weights inside the package: what was measured when they were made still holds."""

from __future__ import annotations

import pytest

from limner.evals.see.answers import images, scores
from limner.evals.see.cases import Case, shipped
from limner.evals.see.naming import COLORS, PLACE, SAID, STYLE, THINGS, TIME, naming
from limner.models.catalog import SHIPPED
from limner.models.open import open_encoder
from limner.see.observer import Observer, is_known

pytestmark = pytest.mark.skipif(not SHIPPED, reason="no weights are embedded")


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case for case in shipped() if not case.reserved][::4]


def test_colours_places_and_times_are_right_on_shipped_scenes(cases: list[Case]) -> None:
    model = open_encoder()
    readings = model.read(images(cases))  # type: ignore[attr-defined]
    found = scores(answer for pair in zip(cases, readings, strict=True) for answer in naming(*pair))
    assert found[PLACE].share >= 0.95
    assert found[TIME].share >= 0.95
    assert found[COLORS].share >= 0.93
    assert found[SAID].share >= 0.9
    assert found[THINGS].share >= 0.85
    assert found[STYLE].share >= 0.85


def test_hardly_a_scene_is_flagged_and_most_photographs_are(cases: list[Case]) -> None:
    pytest.importorskip("skimage")
    from limner.evals.see.photographs import photographs

    model = open_encoder()
    ours = model.read(images(cases))  # type: ignore[attr-defined]
    theirs = model.read([image for _, image in photographs()])  # type: ignore[attr-defined]
    assert sum(is_known(reading, model) for reading in ours) >= 0.95 * len(ours)
    assert sum(not is_known(reading, model) for reading in theirs) > len(theirs) / 2


def test_scenes_get_a_caption_with_their_place(cases: list[Case]) -> None:
    beaches = [case for case in cases if case.scene.place == "beach"]
    told = [seen.caption for seen in Observer(open_encoder()).observe(images(beaches)) if seen.known]
    assert len(told) >= 2
    assert all("beach" in caption or "seaside" in caption for caption in told)
