"""The embedded encoder computes the same on two runtimes, and nearly the same in bfloat16."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

from limner.models.catalog import DEFAULT_ENCODER, shipped
from limner.models.embedded import EmbeddedReader
from limner.models.engine import EngineOptions
from limner.models.heads import HEADS


@pytest.fixture(scope="module")
def pixels() -> np.ndarray:
    coarse = np.random.default_rng(0).integers(0, 256, (4, 8, 8, 3), np.uint8)
    times = shipped(DEFAULT_ENCODER).card.resolution // 8
    return coarse.repeat(times, 1).repeat(times, 2)


def test_another_runtime_agrees_with_the_float32_of_ours(pixels: np.ndarray) -> None:
    weights = shipped(DEFAULT_ENCODER)
    names = ["image_vector", *HEADS, "attention_0"]
    ours = EmbeddedReader(weights, EngineOptions(precision="float32")).outputs_of(pixels, names)
    plain = onnxruntime.SessionOptions()  # its further optimizations compute weights of 8 bits in 8 bits
    plain.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    other = onnxruntime.InferenceSession(
        weights.read("image.onnx"), plain, providers=["CPUExecutionProvider"]
    )
    for name, expected in zip(names, other.run(names, {"pixels": pixels}), strict=True):
        np.testing.assert_allclose(ours[name], expected, atol=2e-4, err_msg=name)


def test_the_fast_way_gives_the_same_vectors(pixels: np.ndarray) -> None:
    weights = shipped(DEFAULT_ENCODER)
    exact = EmbeddedReader(weights, EngineOptions(precision="float32")).vectors_of(pixels)
    fast = EmbeddedReader(weights).vectors_of(pixels)
    assert (exact * fast).sum(1).min() >= 0.995


def test_words_that_mean_the_same_lie_nearer_than_others() -> None:
    reader = EmbeddedReader(shipped(DEFAULT_ENCODER))
    kitty, cat, castle = reader.text_vectors(["a kitty", "a cat", "a castle"])
    assert kitty @ cat > kitty @ castle
