"""What every encoder promises, whoever made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from limner.core.image import Image
from limner.core.protocols import Encoder, Reader
from limner.models.engine import EngineOptions
from limner.models.open import open_encoder

MODELS = ("fake", "tiny", "clip", "siglip")
READERS = ("fake", "tiny")
TEXTS = ["a red ball", "a blue box on the ball", "red", "", "a red ball"]


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest) -> Callable[[str], Any]:
    """Each model by its name, opened once."""
    kept: dict[str, Any] = {}

    def by_name(name: str) -> Any:
        if name not in kept:
            place = name if name == "fake" else str(request.getfixturevalue(f"{name}_folder"))
            kept[name] = open_encoder(place, EngineOptions(precision="float32"))
        return kept[name]

    return by_name


@pytest.fixture(params=MODELS)
def encoder(request: pytest.FixtureRequest, opened: Callable[[str], Any]) -> Encoder:
    return opened(request.param)


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, opened: Callable[[str], Any]) -> Reader:
    return opened(request.param)


@pytest.fixture(scope="module")
def images() -> list[Image]:
    noise = np.random.default_rng(0)
    shapes = ((40, 60, 3), (33, 20, 3), (50, 50, 1), (64, 48, 4), (3, 90, 3))
    return [Image.from_array(noise.integers(0, 256, shape, np.uint8)) for shape in shapes]


def vectors_of(encoder: Encoder, kind: str, images: list[Image]) -> tuple[Any, list[Any]]:
    return (encoder.image_vectors, images) if kind == "images" else (encoder.text_vectors, TEXTS)


@pytest.mark.parametrize("kind", ["images", "texts"])
def test_vectors_are_float32_rows_of_length_one(encoder: Encoder, kind: str, images: list[Image]) -> None:
    encode, items = vectors_of(encoder, kind, images)
    vectors = encode(items)
    assert vectors.shape == (len(items), encoder.card.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("kind", ["images", "texts"])
def test_nothing_gives_no_rows(encoder: Encoder, kind: str) -> None:
    encode, _ = vectors_of(encoder, kind, [])
    found = encode([])
    assert found.shape == (0, encoder.card.dimension)
    assert found.dtype == np.float32


@pytest.mark.parametrize("kind", ["images", "texts"])
def test_a_batch_is_its_singles_in_order(encoder: Encoder, kind: str, images: list[Image]) -> None:
    encode, items = vectors_of(encoder, kind, images)
    together = encode(items)
    np.testing.assert_allclose(together, np.concatenate([encode([item]) for item in items]), atol=1e-5)
    np.testing.assert_allclose(encode(items[::-1]), together[::-1], atol=1e-5)


@pytest.mark.parametrize("kind", ["images", "texts"])
def test_more_than_a_batch_is_no_limit(encoder: Encoder, kind: str, images: list[Image]) -> None:
    encode, items = vectors_of(encoder, kind, images)
    many = encode(items * 9)
    assert len(many) == 45
    np.testing.assert_allclose(many[40:], encode(items), atol=1e-5)


def test_the_same_twice_gives_the_same(encoder: Encoder, images: list[Image]) -> None:
    np.testing.assert_array_equal(encoder.image_vectors(images), encoder.image_vectors(images))
    np.testing.assert_array_equal(encoder.text_vectors(TEXTS), encoder.text_vectors(TEXTS))


def test_what_a_caller_does_to_vectors_stays_with_the_caller(encoder: Encoder) -> None:
    first = encoder.text_vectors(TEXTS)
    kept = first.copy()
    first[:] = 0
    np.testing.assert_array_equal(encoder.text_vectors(TEXTS), kept)


def test_the_card_says_what_is_needed(encoder: Encoder) -> None:
    card = encoder.card
    assert card.id
    assert card.kind == "encoder"
    assert card.licence
    assert card.resolution > 0
    assert encoder.logit_scale > 0


def test_readings_use_the_words_of_the_card(reader: Reader, images: list[Image]) -> None:
    words = reader.card.vocabulary
    readings = reader.read(images)
    assert len(readings) == len(images)
    for reading in readings:
        for head in ("place", "time", "weather", "style"):
            told = getattr(reading, head)
            assert sorted(word.name for word in told) == sorted(words[head])
            assert sum(word.score for word in told) == pytest.approx(1, abs=1e-4)
            assert [word.score for word in told] == sorted((word.score for word in told), reverse=True)
        for thing in reading.things:
            left, top, right, bottom = thing.box
            assert 0 <= left < right <= 1
            assert 0 <= top < bottom <= 1
            assert 0 <= thing.score <= 1
            assert thing.name in words["things"][1:]
            assert thing.color is None or thing.color.name in words["colors"][1:]
        assert 0 <= reading.familiar <= 1


def test_readings_are_in_order_and_none_for_none(reader: Reader, images: list[Image]) -> None:
    assert reader.read([]) == []
    assert reader.read(images[::-1]) == reader.read(images)[::-1]
