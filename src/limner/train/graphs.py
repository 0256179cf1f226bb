"""A torch module as an ONNX graph with named inputs and free axes, its weights by their own names."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor, nn

OPSET = 17


def onnx_graph(
    graph: nn.Module,
    inputs: Mapping[str, Tensor],
    outputs: Sequence[str],
    free: Mapping[str, Mapping[int, str]] | None = None,
) -> bytes:
    """``graph`` with the example ``inputs`` in the order of its `forward`.

    The first axis of everything is the batch and free; ``free`` names further free axes by input or
    output.
    """
    axes: dict[str, dict[int, str]] = {name: {0: "batch"} for name in (*inputs, *outputs)}
    for name, more in (free or {}).items():
        axes[name].update(more)
    target = io.BytesIO()
    with torch.no_grad():
        torch.onnx.export(
            graph,
            tuple(inputs.values()),
            target,  # type: ignore[arg-type]  # a file object is taken where dynamo is off
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    return target.getvalue()


def with_names(data: bytes, model: nn.Module, within: str) -> bytes:
    """The graph with its weights called as the parameters of ``model``, which the exported module calls
    ``within``. Needs the package ``onnx``.

    A matrix that the exporter has transposed gets ``.T`` behind its name; what it has merged, equal
    weights of several parameters, keeps the name that it has.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_from_string(data)
    transposed = {
        value.detach().cpu().t().numpy().tobytes(): f"{name}.T"
        for name, value in model.named_parameters()
        if value.ndim == 2
    }
    names: dict[str, str] = {}
    for tensor in graph.graph.initializer:
        if tensor.name.startswith(f"{within}."):
            names[tensor.name] = tensor.name.removeprefix(f"{within}.")
        elif len(tensor.dims) == 2:
            names[tensor.name] = transposed.get(numpy_helper.to_array(tensor).tobytes(), tensor.name)
        tensor.name = names.get(tensor.name, tensor.name)
    for node in graph.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
    onnx.checker.check_model(graph)
    named: bytes = graph.SerializeToString()
    return named
