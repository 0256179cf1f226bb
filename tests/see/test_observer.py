from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image as Pillow

from limner.core.errors import BadValue
from limner.core.geometry import Box
from limner.core.image import Image
from limner.core.reading import Reading, Scored, SeenThing
from limner.models.fake import CARD, FakeReader
from limner.ops.decode import decode
from limner.see.observer import Observer, is_known

READING = Reading(
    things=(SeenThing("cat", 0.9, Scored("blue", 0.9), (0.25, 0.5, 0.5, 1.0)),),
    place=(Scored("beach", 0.9),),
    time=(Scored("night", 0.5),),
    weather=(Scored("clear", 0.9),),
    style=(Scored("flat", 0.99),),
    familiar=0.8,
)


class Told(FakeReader):
    """A reader that always says the same."""

    def __init__(self, reading: Reading = READING, threshold: float = 0.5) -> None:
        self.reading = reading
        self.card = replace(CARD, calibration={**CARD.calibration, "familiar_threshold": threshold})

    def read(self, images: Sequence[Image]) -> list[Reading]:
        return [self.reading] * len(images)


class OnlyVectors:
    """An encoder that names nothing."""

    card = CARD
    logit_scale = 20.0
    logit_bias = -3.0

    def __init__(self) -> None:
        self.image_vectors = FakeReader().image_vectors
        self.text_vectors = FakeReader().text_vectors


def plain(color: tuple[int, int, int] = (220, 40, 40), width: int = 200, height: int = 100) -> Image:
    return Image.from_array(np.full((height, width, 3), color, np.uint8))


def test_only_what_is_sure_becomes_part_of_the_observation() -> None:
    (seen,) = Observer(Told()).observe([plain()])
    assert seen.caption == "a blue cat on a beach, flat illustration"
    assert [(thing.name, thing.box) for thing in seen.things] == [("cat", Box(50, 50, 100, 100))]
    assert seen.place is not None
    assert seen.time is None
    assert (seen.known, seen.familiar, seen.found, seen.notes) == (True, 0.8, None, ())


def test_below_the_threshold_of_the_card_nothing_is_named_and_a_bigger_model_is_advised() -> None:
    model = Told(threshold=0.85)
    assert not is_known(READING, model)
    (seen,) = Observer(model).observe([plain()])
    assert (seen.known, seen.caption, seen.things, seen.place) == (False, "", (), None)
    assert seen.found is not None
    assert "--model" in seen.notes[0]


def test_labels_sum_to_one_and_the_right_one_wins() -> None:
    observer = Observer(FakeReader())
    labels = ("a red picture", "a blue picture", "a green picture")
    red, blue = observer.observe([plain(), plain((50, 110, 230))], labels)
    assert red.labels[0].name == "a red picture"
    assert blue.labels[0].name == "a blue picture"
    assert sum(word.score for word in red.labels) == pytest.approx(1, abs=1e-5)
    assert sorted(word.name for word in red.labels) == sorted(labels)


def test_labels_work_with_a_model_that_names_nothing() -> None:
    (seen,) = Observer(OnlyVectors()).observe([plain()], ("red", "blue"))
    assert seen.labels[0].name == "red"
    assert seen.known is None
    (wordless,) = Observer(OnlyVectors()).observe([plain()])
    assert "--labels" in wordless.notes[0]


def test_without_a_model_the_looks_are_told_and_labels_are_refused() -> None:
    (seen,) = Observer(None).observe([plain()])
    assert (seen.model, seen.known) == (None, None)
    assert seen.looks.colors[0].name
    with pytest.raises(BadValue, match="takes a model"):
        Observer(None).observe([plain()], ("red", "blue"))


def test_boxes_are_in_pixels_of_the_whole_picture_though_a_small_copy_was_seen() -> None:
    out = BytesIO()
    Pillow.new("RGB", (1600, 800), (220, 40, 40)).save(out, "JPEG")
    (seen,) = Observer(Told()).observe([decode(out.getvalue(), shorter=100)])
    assert (seen.width, seen.height) == (1600, 800)
    assert seen.things[0].box == Box(400, 400, 800, 800)
    assert seen.bytes == len(out.getvalue())


def test_photographs_of_12_megapixels_are_decoded_at_an_eighth_and_no_smaller_than_is_looked_at() -> None:
    model = FakeReader()
    for resolution in (192, 256):
        model.card = replace(CARD, resolution=resolution)
        assert resolution <= Observer(model).side <= 3024 / 8


def test_an_observation_is_a_value_and_json() -> None:
    one, other = Observer(Told()).observe([plain(), plain()])
    assert one == other
    assert type(one).model_validate_json(one.model_dump_json()) == one
