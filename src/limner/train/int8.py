"""Weights of an ONNX graph as int8 with one scale a row or column; sums stay in floating point.

Each large float weight becomes an int8 initialiser and a DequantizeLinear node, symmetric:
weight = scale * q, q in -127..127, scale = max |weight| / 127 over the axes summed over.
"""

from __future__ import annotations

from typing import Any

import numpy as np

SMALLEST = 1024
"""Weights with fewer numbers stay as they are."""

NARROW = 16
"""Rows that are looked up share their scales by column where they are shorter than this."""

LEVELS = 127
MAP = 4
"""Axes of a map of features: batch, channels, rows, columns."""


def quantised(data: bytes) -> bytes:
    """The same graph, a quarter of the size. Needs the package ``onnx``."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load_from_string(data)
    graph = model.graph
    axes = _axes(graph)
    nodes, stored = [], []
    for tensor in graph.initializer:
        weight = numpy_helper.to_array(tensor)
        axis = axes.get(tensor.name)
        if axis is None or weight.dtype != np.float32 or weight.size < SMALLEST:
            stored.append(tensor)
            continue
        q, scale = rounded(weight, axis)
        names = [f"{tensor.name}.{part}" for part in ("int8", "scale")]
        stored += [
            numpy_helper.from_array(values, name) for values, name in zip((q, scale), names, strict=True)
        ]
        nodes.append(helper.make_node("DequantizeLinear", names, [tensor.name], axis=axis))
    nodes += list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(stored)
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    written: bytes = model.SerializeToString()
    return written


def rounded(weight: np.ndarray[Any, Any], axis: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """``weight`` as int8 of its shape, and the float32 scale of each index along ``axis``."""
    others = tuple(i for i in range(weight.ndim) if i != axis)
    scale = np.maximum(np.abs(weight).max(others) / LEVELS, 1e-12).astype(np.float32)
    shape = [1] * weight.ndim
    shape[axis] = -1
    q = np.clip(np.rint(weight / scale.reshape(shape)), -LEVELS, LEVELS).astype(np.int8)
    return q, scale


def _axes(graph: Any) -> dict[str, int]:
    """The axis of each weight to scale by: for products one that they are not summed over, for a table
    its rows or, where they are short, its columns, for a map that is added its channels."""
    found: dict[str, int] = {}
    shapes = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "MatMul":
            found[node.input[1]] = 1
        elif node.op_type == "Gemm":
            transposed = any(a.name == "transB" and a.i == 1 for a in node.attribute)
            found[node.input[1]] = 0 if transposed else 1
        elif node.op_type == "Conv":
            found[node.input[1]] = 0
        elif node.op_type == "Gather":
            table = node.input[0]
            found[table] = int(shapes.get(table, (NARROW,))[-1] < NARROW)
        elif node.op_type == "Add":
            found |= dict.fromkeys((name for name in node.input if len(shapes.get(name, ())) == MAP), 1)
    return found
