"""The fake answers by colours, the same on every machine."""

from __future__ import annotations

import numpy as np

from limner.core.image import Image
from limner.models.fake import FakeReader


def filled(*color: int) -> np.ndarray:
    return np.full((32, 32, 3), color, np.uint8)


def test_a_picture_lies_nearest_to_the_word_for_its_colour() -> None:
    reader = FakeReader()
    images = [Image.from_array(filled(*color)) for color in ((220, 30, 30), (40, 100, 240), (250, 210, 40))]
    words = ["a blue wall", "a red wall", "a yellow wall"]
    nearest = (reader.image_vectors(images) @ reader.text_vectors(words).T).argmax(1)
    assert nearest.tolist() == [1, 0, 2]


def test_words_differ_from_each_other() -> None:
    vectors = FakeReader().text_vectors(["cat", "dog", "red"])
    assert (vectors @ vectors.T - np.eye(3) < 0.5).all()


def test_a_patch_on_a_backdrop_is_its_one_thing() -> None:
    samples = filled(240, 240, 240)
    samples[8:24, 4:12] = (220, 40, 40)
    (reading,) = FakeReader().read([Image.from_array(samples)])
    (thing,) = reading.things
    assert (thing.name, thing.color.name if thing.color else None) == ("patch", "red")
    assert thing.box == (0.125, 0.25, 0.375, 0.75)


def test_noise_is_less_familiar_than_a_plain_picture() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (16, 16, 3), np.uint8)
    plain, strange = FakeReader().read([Image.from_array(filled(50, 110, 230)), Image.from_array(noise)])
    assert plain.familiar > 0.9 > 0.5 > strange.familiar
