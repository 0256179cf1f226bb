"""Graphs before they are compiled: read, cut to what is wanted, parted in halves, with a delta laid over.

A graph is OpenVINO's `Model`; what is here takes it apart and never computes anything but constants.
"""

from __future__ import annotations

from collections.abc import Collection
from math import prod
from typing import Any, TypeAlias

from limner.core.errors import WeightsCorrupt
from limner.models.compiled import Ports
from limner.models.delta import added
from limner.models.runtime import core, openvino, reason

Shapes: TypeAlias = "tuple[tuple[Any, ...], ...]"
"""(name, length, ...) of each input; () leaves free axes free."""

FORM = 3
"""Of what graphs are turned into before they are compiled: one higher with each change of that, so that no
network is taken that an older version compiled and kept."""

HELD = "held_"
"""How inputs of the second half begin that the first one computes."""


def read(onnx: bytes, name: str) -> Any:
    """The graph of a file; WeightsCorrupt for one that is none. ``name`` is what messages call it."""
    try:
        return core().read_model(onnx)
    except RuntimeError as error:
        raise WeightsCorrupt(
            f"{name} is no ONNX network that can be read: {reason(error)}",
            hint="export the network again, or install the model again",
        ) from None


def cut(graph: Any, wanted: frozenset[str], shapes: Shapes = ()) -> Any:
    """The part of ``graph`` that leads to ``wanted``, for inputs of ``shapes`` if these are given, with
    everything constant worked out.

    Weights stored in 8 bits become floats here, once: left to OpenVINO they are widened in each
    product, which took 1.4 times as long.
    """
    from openvino import passes

    if shapes:  # what follows from them is worked out too, and would stay for the next ones
        graph = graph.clone()
    ends = [port.node.input_value(0) for port in graph.outputs if port.any_name in wanted]
    part = openvino().Model(ends, graph.get_parameters(), "_".join(sorted(wanted)))
    if shapes:
        part.reshape({name: list(lengths) for name, *lengths in shapes})
    manager = passes.Manager()
    manager.register_pass(passes.ConstantFolding())
    manager.run_passes(part)
    if shapes:
        _leave_keys(part)
    return part


def _leave_keys(graph: Any) -> None:
    """Let each product of queries with turned keys (N, heads, width, length) turn them itself, in place: in
    its attention OpenVINO takes them as they lie, and would copy what is turned before."""
    import numpy as np
    from openvino import opset1

    for product in graph.get_ordered_ops():
        if product.get_type_name() == "MatMul" and not any(product.get_attributes().values()):
            turn = product.input_value(1).get_node()
            if turn.get_type_name() == "Transpose" and _constant(turn.input_value(1)) == TURNED_KEYS:
                keys = opset1.transpose(turn.input_value(0), opset1.constant(KEYS, np.int64))
                scores = opset1.matmul(product.input_value(0), keys, False, True)
                for user in product.output(0).get_target_inputs():
                    user.replace_source_output(scores.output(0))


KEYS, TURNED_KEYS = [0, 2, 1, 3], [0, 2, 3, 1]
"""The orders of axes from (N, length, heads, width) to keys, and to keys ready for a plain product."""


def _constant(port: Any) -> list[float] | None:
    """The numbers of a constant; None for anything that is computed."""
    node = port.get_node()
    return [*node.get_vector()] if node.get_type_name() == "Constant" else None


def halves(graph: Any, moving: Collection[str]) -> tuple[Any, Any]:
    """What in ``graph``, which is used up, no ``moving`` input reaches, and the rest, which takes what it
    needs of the first as inputs named `HELD` and a number, in the order of the first's outputs."""
    from openvino import opset1

    ends = [result.input_value(0) for result in graph.get_results()]
    given = []
    cuts = _cuts(graph, moving)
    for number, (source, users) in enumerate(cuts):
        parameter = opset1.parameter(source.get_shape(), source.get_element_type())
        parameter.output(0).set_names({f"{HELD}{number}"})
        for user in users:
            user.replace_source_output(parameter.output(0))
        given.append(parameter)
    own: tuple[list[Any], list[Any]] = ([], [])
    for parameter in graph.get_parameters():
        own[parameter.output(0).get_any_name() in moving].append(parameter)
    model = openvino().Model
    held = model([source for source, _ in cuts], own[0], "held")
    return held, model(ends, [*own[1], *given], "moving")


def _cuts(graph: Any, moving: Collection[str]) -> list[tuple[Any, list[Any]]]:
    """Each output that no ``moving`` input reaches, with the inputs of nodes that one does reach."""
    moved: dict[str, bool] = {}  # nodes that any input reaches, and whether a moving one does
    cuts: dict[tuple[str, int], tuple[Any, list[Any]]] = {}
    for node in graph.get_ordered_ops():
        sources = [port.get_source_output() for port in node.inputs()]
        told = [moved[name] for name in (source.get_node().get_name() for source in sources) if name in moved]
        if node.get_type_name() == "Parameter":
            told = [node.output(0).get_any_name() in moving]
        if told:
            moved[node.get_name()] = any(told)
        for port, source in zip(node.inputs() if any(told) else (), sources, strict=False):
            name = source.get_node().get_name()
            if moved.get(name) is False:
                cuts.setdefault((name, source.get_index()), (source, []))[1].append(port)
    return [*cuts.values()]


def lay(graph: Any, delta: bytes, name: str) -> None:
    """Add ``delta`` to the weights of ``graph``, in place; a matrix that it holds transposed has ``.T``
    behind its name. WeightsCorrupt for a delta of another network."""
    from openvino import op, opset1

    named = {each: port for node in graph.get_ops() for port in node.outputs() for each in port.get_names()}
    for weight, change in added(delta, f"the delta of {name}"):
        port, turned = named.get(weight), named.get(f"{weight}.T")
        there = port or turned
        if there is None or prod(there.get_shape()) != change.size:
            raise WeightsCorrupt(
                f"{name} has no weight {weight} of {change.size:,} numbers, which its delta is for",
                hint="export the student again beside its generator: limner train export student",
            )
        users = there.get_target_inputs()
        more = (change if port else change.T).reshape(there.get_shape())
        whole = opset1.add(there, op.Constant(more))
        for user in users:
            user.replace_source_output(whole.output(0))


def ports(graph: Any) -> Ports:
    """The inputs and outputs of ``graph``, with the length of each axis, 0 where it is free."""
    inputs, outputs = (
        {port.any_name: _lengths(port.partial_shape) for port in side}
        for side in (graph.inputs, graph.outputs)
    )
    return Ports(inputs, outputs)


def _lengths(shape: Any) -> tuple[int, ...]:
    """The length of each axis, 0 where it is free; a shape of nothing counts as one free axis."""
    return tuple(axis.get_length() if axis.is_static else 0 for axis in shape) or (0,)
