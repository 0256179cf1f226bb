"""Norms between convolutions are written anew on three axes: the same function, fewer turns."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import onnx.numpy_helper
import pytest

from limner.models.channels_last import LAST, channels_last
from limner.models.engine import EngineOptions, Network
from limner.models.graph import cut
from limner.models.runtime import core
from tests.models.tiny import network

C, SIDE = 8, 4
EXACT = {"INFERENCE_PRECISION_HINT": "f32"}
X = np.random.default_rng(0).normal(2, 3, (2, C, SIDE, SIDE)).astype(np.float32)
TOLD = np.random.default_rng(1).normal(size=(2, C, 1, 1)).astype(np.float32)
INPUTS = {"x": X, "told": TOLD}


def _block(body: str) -> str:
    return f"""
    <ir_version: 9, opset_import: ["": 17]>
    block (
        float[n, {C}, {SIDE}, {SIDE}] x, float[n, {C}, 1, 1] told, float[{C}, {C}, 3, 3] w, float[{C}] b,
        float[{C}] gain, float[{C}] bias
    ) => (float[n, {C}, {SIDE}, {SIDE}] y)
    {{ {body} }}
    """


def _norm(source: str, to: str) -> str:
    return f"""
    {to}_last = Transpose <perm = [0, 2, 3, 1]> ({source})
    {to}_normed = LayerNormalization <axis = -1, epsilon = 0.00001> ({to}_last, gain, bias)
    {to} = Transpose <perm = [0, 3, 1, 2]> ({to}_normed)
    """


def _conv(source: str, to: str) -> str:
    return f"{to} = Conv <pads = [1, 1, 1, 1]> ({source}, w, b)\n"


RESIDUAL = (
    _conv("x", "first")
    + _norm("first", "one")
    + "one_s = Sigmoid (one) one_a = Mul (one, one_s)"
    + _conv("one_a", "second")
    + _norm("second", "two")
    + "half = Constant <value_float = 0.5> () more = Add (told, half) scaled = Mul (two, more)"
    + "two_a = Add (scaled, told)"
    + _conv("two_a", "third")
    + "sum = Add (first, third) "
    + _norm("sum", "last")
    + _conv("last", "y")
)
LOOKING = (
    _conv("x", "first")
    + f"flat_shape = Constant <value_ints = [0, {C}, {SIDE * SIDE}]> ()"
    + "flat = Reshape (first, flat_shape) rows = Transpose <perm = [0, 2, 1]> (flat)"
    + "seen = Softmax (rows) back = Transpose <perm = [0, 2, 1]> (seen)"
    + f"map_shape = Constant <value_ints = [0, {C}, {SIDE}, {SIDE}]> () map = Reshape (back, map_shape)"
    + _norm("map", "one")
    + _conv("one", "y")
)


def _weights() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(2)
    shapes = {"w": (C, C, 3, 3), "b": (C,), "gain": (C,), "bias": (C,)}
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def _onnx(body: str) -> bytes:
    """A file of ``body``, the weights in it."""
    model = onnx.load_from_string(network(_block(body)))
    weights = [onnx.numpy_helper.from_array(values, name) for name, values in _weights().items()]
    used = {name for node in model.graph.node for name in node.input}
    given = [each for each in model.graph.input if each.name in used & set(INPUTS)]
    del model.graph.input[:]
    model.graph.input.extend(given)
    model.graph.initializer.extend(weights)
    written: bytes = model.SerializeToString()
    return written


def _graph(body: str) -> Any:
    """The same for the shapes of `INPUTS`."""
    graph = core().read_model(_onnx(body))
    names = [port.any_name for port in graph.inputs]
    return cut(graph, frozenset(["y"]), tuple((name, *INPUTS[name].shape) for name in names))


def _computed(graph: Any) -> np.ndarray:
    request = core().compile_model(graph, "CPU", EXACT).create_infer_request()
    return np.array(request.infer({port.any_name: INPUTS[port.any_name] for port in graph.inputs})[0])


def _axes(graph: Any, kind: str) -> list[int]:
    """How many axes each node of a ``kind`` works on."""
    nodes = (node for node in graph.get_ops() if node.get_type_name() == kind)
    return [node.output(0).get_partial_shape().rank.get_length() for node in nodes]


@pytest.mark.parametrize("body", [RESIDUAL, LOOKING], ids=["residual", "looking"])
def test_what_is_computed_stays(body: str) -> None:
    before, after = _graph(body), _graph(body)
    channels_last(after)
    expected = _computed(before)
    assert expected.std() > 0.1
    np.testing.assert_allclose(_computed(after), expected, atol=2e-5 * float(np.abs(expected).max()))


def test_norms_and_what_lies_around_them_work_on_three_axes() -> None:
    graph = _graph(RESIDUAL)
    assert _axes(graph, "MVN") == [4, 4, 4]
    assert _axes(graph, "Sigmoid") == [4]
    channels_last(graph)
    assert _axes(graph, "MVN") == [3, 3, 3]
    assert _axes(graph, "Sigmoid") == [3]
    assert _axes(graph, "Convolution") == [4, 4, 4, 4]


def test_a_map_is_turned_where_a_convolution_ends_and_where_one_begins() -> None:
    """Three convolutions end in a norm or a sum, and three begin after one; nothing else is turned."""
    graph = _graph(RESIDUAL)
    channels_last(graph)
    turns = [node for node in graph.get_ops() if node.get_type_name() == "Transpose"]
    ends = [node for node in turns if list(node.input_value(1).get_node().get_vector()) == LAST]
    assert (len(ends), len(turns) - len(ends)) == (3, 3)


def test_cells_that_look_at_each_other_are_taken_from_rows_and_given_back_as_rows() -> None:
    graph = _graph(LOOKING)
    channels_last(graph)
    assert [each for each in _axes(graph, "Transpose") if each == 3] == []


def test_a_graph_without_such_a_norm_stays_as_it_is() -> None:
    graph = _graph(_conv("x", "first") + "second = Softmax <axis = 1> (first)" + _conv("second", "y"))
    before = [node.get_type_name() for node in graph.get_ordered_ops()]
    channels_last(graph)
    assert [node.get_type_name() for node in graph.get_ordered_ops()] == before


def test_a_network_of_fixed_shapes_is_compiled_that_way() -> None:
    """So the engine does it, and a part of unknown shapes is left alone."""
    model = _onnx(RESIDUAL)
    for fixed, axes in ((True, 3), (False, 4)):
        seen: list[Any] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("limner.models.engine.core", lambda seen=seen: _Seeing(seen))
            Network(model, "block", EngineOptions("float32"), fixed=fixed)(INPUTS, ["y"])
        assert set(_axes(seen[0], "MVN")) == {axes}


class _Seeing:
    """The engine's core, which keeps the graphs that it compiles."""

    def __init__(self, seen: list[Any]) -> None:
        self._seen = seen

    def __getattr__(self, name: str) -> Any:
        return getattr(core(), name)

    def compile_model(self, graph: Any, *settings: Any) -> Any:
        self._seen.append(graph)
        return core().compile_model(graph, *settings)
