from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from limner.core.drawing import DrawOrder
from limner.core.errors import UnknownModel, Unsupported, WeightsMissing
from limner.core.geometry import Size
from limner.core.progress import finish
from limner.models.catalog import DEFAULT_AUTOENCODER, DEFAULT_LAYOUT, shipped
from limner.models.engine import EngineOptions
from limner.models.generator import EmbeddedGenerator
from limner.models.open_generator import open_generator, open_planner
from tests.models import tiny, tiny_generator

FULL = EngineOptions(precision="float32")


def test_a_folder_of_ours_draws_with_the_autoencoder_beside_it(tmp_path: Path) -> None:
    folder = tiny_generator.folder(tmp_path / "mine")
    generator = open_generator(str(folder), FULL)
    assert isinstance(generator, EmbeddedGenerator)
    assert finish(generator.draw(DrawOrder("red", Size(8, 8), steps=2))).shape == (8, 8, 3)
    assert generator.computed.precision == "float32"
    assert "openvino" in generator.computed.libraries


def test_a_model_that_sees_does_not_draw(tmp_path: Path) -> None:
    with pytest.raises(Unsupported, match="'encoder', which does not draw"):
        open_generator(str(tiny.folder(tmp_path / "tiny")))


def test_an_unknown_name_and_an_empty_folder_are_told_with_a_fix(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="'nosuch'") as caught:
        open_generator("nosuch")
    assert str(caught.value.hint).startswith("do you mean embedded-generator or embedded-student? ")
    with pytest.raises(WeightsMissing, match="holds no model that draws") as caught:
        open_generator(str(tmp_path))
    assert "model_index.json" in str(caught.value.hint)


def test_a_missing_network_is_named(tmp_path: Path) -> None:
    folder = tiny_generator.folder(tmp_path / "mine")
    (folder / "denoiser.onnx").unlink()
    generator = open_generator(str(folder), FULL)
    with pytest.raises(WeightsMissing, match=r"denoiser\.onnx"):
        finish(generator.draw(DrawOrder("red", Size(8, 8), steps=2)))


def test_what_a_folder_lacks_is_the_embedded_one(tmp_path: Path) -> None:
    folder = tiny_generator.folder(tmp_path / "mine")
    (folder / "autoencoder").rename(tmp_path / "elsewhere")
    generator = open_generator(str(folder))
    latents = np.zeros((1, shipped(DEFAULT_AUTOENCODER).card.dimension, 2, 2), np.float32)
    assert generator.decode(latents).shape == (1, 32, 32, 3)
    planner = open_planner(generator)
    assert planner is not None
    assert planner.card.id == DEFAULT_LAYOUT


def test_a_planner_comes_with_a_model_that_takes_layouts(tmp_path: Path) -> None:
    fake = open_generator("fake")
    planner = open_planner(fake)
    assert planner is not None
    assert planner.card.vocabulary == fake.card.vocabulary
