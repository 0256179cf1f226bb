"""The embedded reader on a network written by hand, whose answers are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from limner.core.errors import WeightsCorrupt, WeightsMissing
from limner.core.image import Image
from limner.models.embedded import EmbeddedReader
from limner.models.engine import EngineOptions
from limner.models.store import weights_in
from tests.models import tiny

EXACT = EngineOptions(precision="float32")


@pytest.fixture
def reader(tiny_folder: Path) -> EmbeddedReader:
    return EmbeddedReader(weights_in(tiny_folder), EXACT)


@pytest.fixture
def halves() -> Image:
    samples = np.zeros((48, 96, 3), np.uint8)
    samples[:, :48, 0] = samples[:, 48:, 2] = 255
    return Image.from_array(samples)


def test_a_red_and_a_blue_half_are_a_ball_and_a_box(reader: EmbeddedReader, halves: Image) -> None:
    (reading,) = reader.read([halves])
    told = [(thing.name, thing.color.name if thing.color else None, thing.box) for thing in reading.things]
    assert sorted(told) == [("ball", "red", tiny.LEFT), ("box", "blue", tiny.RIGHT)]


def test_a_dark_picture_holds_nothing(reader: EmbeddedReader) -> None:
    (reading,) = reader.read([Image.from_array(np.zeros((20, 20, 3), np.uint8))])
    assert reading.things == ()


def test_words_lie_near_the_pictures_they_name(reader: EmbeddedReader) -> None:
    red = Image.from_array(np.full((9, 9, 3), (255, 0, 0), np.uint8))
    near, far = reader.image_vectors([red])[0] @ reader.text_vectors(["red ball", "blue box"]).T
    assert near > 0.95 > 0.2 > far


def test_arrays_and_pictures_give_the_same(reader: EmbeddedReader) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (2, tiny.SIDE, tiny.SIDE, 3), np.uint8)
    images = [Image.from_array(array) for array in pixels]
    np.testing.assert_array_equal(reader.vectors_of(pixels), reader.image_vectors(images))


def test_outputs_can_be_asked_for_by_name(reader: EmbeddedReader) -> None:
    pixels = np.zeros((1, tiny.SIDE, tiny.SIDE, 3), np.uint8)
    assert reader.outputs_of(pixels, ["attention_0"])["attention_0"].shape == (1, 16, 16)
    assert "patch_tokens" in reader.outputs


def test_a_picture_is_read_alone_as_it_is_among_others(reader: EmbeddedReader, halves: Image) -> None:
    dark = Image.from_array(np.zeros((20, 20, 3), np.uint8))
    alone = reader.read([halves])
    together = reader.read([halves, dark])
    assert alone[0].things == together[0].things
    assert reader.read([halves])[0].things == alone[0].things
    assert list(reader._alone._compiled) != list(reader._image._compiled)


def test_reading_and_encoding_the_same_pictures_computes_once(
    reader: EmbeddedReader, halves: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = reader.image_vectors([halves])
    reader.read([halves])
    monkeypatch.setattr(reader, "outputs_of", None)
    np.testing.assert_allclose(reader.image_vectors([halves]), alone, atol=1e-6)


def test_a_text_is_computed_once(reader: EmbeddedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reader.text_vectors(["red ball", "blue"])
    monkeypatch.setattr(reader, "_text", None)
    np.testing.assert_array_equal(reader.text_vectors(["blue", "red ball"]), first[::-1])


def test_remembered_texts_are_bounded(reader: EmbeddedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("limner.models.embedded._REMEMBERED", 3)
    for count in range(5):
        reader.text_vectors(["red " * count])
    assert len(reader._texts) == 3


def test_opening_reads_no_network_and_a_damaged_one_is_found_at_first_use(
    tmp_path: Path, halves: Image
) -> None:
    folder = tiny.folder(tmp_path / "tiny")
    (folder / "text.onnx").unlink()
    (folder / "image.onnx").write_bytes(b"x" * (folder / "image.onnx").stat().st_size)
    reader = EmbeddedReader(weights_in(folder), EXACT)
    with pytest.raises(WeightsCorrupt):
        reader.read([halves])
    with pytest.raises(WeightsMissing):
        reader.text_vectors(["red"])


def test_a_damaged_tokenizer_is_corrupt(tmp_path: Path) -> None:
    folder = tiny.folder(tmp_path / "tiny")
    (folder / "tokenizer.json").write_text('{"model": 3}')
    tiny.recard(folder)
    with pytest.raises(WeightsCorrupt, match=r"tokenizer\.json is no tokenizer"):
        EmbeddedReader(weights_in(folder), EXACT).text_vectors(["red"])


def test_a_card_that_does_not_fit_its_network_is_corrupt(tmp_path: Path, halves: Image) -> None:
    from dataclasses import replace

    folder = tiny.folder(tmp_path / "tiny")
    tiny.recard(
        folder, replace(tiny.CARD, vocabulary={**tiny.CARD.vocabulary, "things": ("nothing", "ball")})
    )
    with pytest.raises(WeightsCorrupt, match=r"things.*2.*3"):
        EmbeddedReader(weights_in(folder), EXACT).read([halves])
