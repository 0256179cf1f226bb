"""Attention is compiled with its keys as they lie: the same function, a turn less."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from limner.models.graph import TURNED_KEYS, cut
from limner.models.runtime import core
from tests.models.tiny import network

LENGTH, HEADS, WIDTH = 9, 2, 4
SHAPE = (1, LENGTH, HEADS, WIDTH)
ATTENTION = f"""
<ir_version: 9, opset_import: ["": 17]>
attention (float[1, {LENGTH}, {HEADS}, {WIDTH}] q, float[1, {LENGTH}, {HEADS}, {WIDTH}] k) => (
    float[1, {HEADS}, {LENGTH}, {LENGTH}] weights, float[1, {HEADS}, {WIDTH}, {LENGTH}] turned)
{{
    queries = Transpose <perm = [0, 2, 1, 3]> (q)
    keys = Transpose <perm = [0, 2, 3, 1]> (k)
    scores = MatMul (queries, keys)
    weights = Softmax <axis = -1> (scores)
    turned = Identity (keys)
}}
"""
INPUTS = {
    name: np.random.default_rng(row).normal(size=SHAPE).astype(np.float32) for row, name in enumerate("qk")
}


def attention(*outputs: str, fixed: bool) -> Any:
    shapes = tuple((name, *value.shape) for name, value in INPUTS.items()) if fixed else ()
    return cut(core().read_model(network(ATTENTION)), frozenset(outputs), shapes)


def turns(graph: Any) -> int:
    """How many turn keys before their product."""
    orders = (
        node.input_value(1).get_node() for node in graph.get_ops() if node.get_type_name() == "Transpose"
    )
    return sum([*order.get_vector()] == TURNED_KEYS for order in orders)


def computed(graph: Any, output: str) -> np.ndarray:
    request = core().compile_model(graph, "CPU", {"INFERENCE_PRECISION_HINT": "f32"}).create_infer_request()
    return np.array(request.infer(INPUTS)[output])


def test_keys_reach_their_product_as_they_lie() -> None:
    assert turns(attention("weights", fixed=False)) == 1
    assert turns(attention("weights", fixed=True)) == 0


def test_the_weights_stay_what_they_were() -> None:
    q, k = (INPUTS[name][0].swapaxes(0, 1).astype(np.float64) for name in "qk")
    powers = np.exp(q @ k.swapaxes(1, 2))
    found = computed(attention("weights", fixed=True), "weights")[0]
    assert found == pytest.approx(powers / powers.sum(-1, keepdims=True), abs=1e-6)


def test_turned_keys_that_are_asked_for_are_still_there() -> None:
    graph = attention("weights", "turned", fixed=True)
    assert np.array_equal(computed(graph, "turned"), INPUTS["k"].transpose(TURNED_KEYS))
