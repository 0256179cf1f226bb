"""Maps of features with their channels last, from each convolution to the next.

A norm over channels is written (N, C, H, W) -> (N, H, W, C) -> norm -> (N, C, H, W). OpenVINO's convolutions
have channels last in memory, but on four axes it takes such a norm apart and copies at every turn. On three,
(N, H * W, C), it is one operation and a turn is only another name for the same bytes. So norms, and all that
is computed cell by cell around them, are written anew on three axes; convolutions see what they saw before.
"""

from __future__ import annotations

from typing import Any

LAST, FIRST, FLAT = [0, 2, 3, 1], [0, 3, 1, 2], [0, 2, 1]
"""The orders of axes that bring channels last, and back first; the third is either, for cells on one axis."""


def channels_last(graph: Any) -> None:
    """Write ``graph``, whose shapes are all known, anew in place; the same function of the same inputs."""
    rows = _Rows()
    for node in graph.get_ordered_ops():
        if node.get_type_name() == "Convolution":
            rows.feed(node)
        elif node.get_type_name() == "Reshape":
            rows.replace_flattened(node)
    graph.validate_nodes_and_infer_types()


class _Rows:
    """Maps (N, C, H, W) as (N, H * W, C), each made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int], Any] = {}

    def feed(self, convolution: Any) -> None:
        """Give ``convolution`` its input from rows, if there are rows that it follows from."""
        port = convolution.input_value(0)
        rows = None if _convolved(port.get_node()) else self.of(port)
        if rows is not None:
            n, c, h, w = port.get_shape()
            turned = _transposed(_reshaped(rows, [n, h, w, c]), FIRST)
            convolution.input(0).replace_source_output(turned)

    def replace_flattened(self, node: Any) -> None:
        """Where a map is flattened to (N, C, H * W) and only ever turned: rows in the place of that."""
        turns = [user.get_node() for user in node.output(0).get_target_inputs()]
        if not turns or any(_order(turn) != FLAT for turn in turns) or not _is_map(node.input_value(0)):
            return
        rows = self._surely(node.input_value(0))
        for turn in turns:
            for user in turn.output(0).get_target_inputs():
                user.replace_source_output(rows)

    def of(self, port: Any) -> Any:
        """``port`` as rows, a scalar as it is; None where that would take a turn of its own."""
        key = port.get_node().get_name(), port.get_index()
        if key not in self._made:
            self._made[key] = self._make(port)
        return self._made[key]

    def _surely(self, port: Any) -> Any:
        rows = self.of(port)
        return _turned(port) if rows is None else rows

    def _make(self, port: Any) -> Any:
        node = port.get_node()
        if not _is_map(port):
            return port if _is_scalar(port) else None
        n, c, *cells = port.get_shape()
        if cells == [1, 1]:
            return _reshaped(port, [n, 1, c])
        if _convolved(node):
            return _turned(port)
        return self._normed(node) or self._pointwise(node) or _unflattened(node)

    def _pointwise(self, node: Any) -> Any:
        if node.get_type_name() not in ("Sigmoid", "Multiply", "Add"):
            return None
        given = [self.of(port) for port in node.input_values()]
        return None if any(each is None for each in given) else _node(node.get_type_name().lower(), *given)

    def _normed(self, turn: Any) -> Any:
        """The norm, with its gain and bias, that ``turn`` brings back; None where there is none."""
        added: Any = _input(turn) if _order(turn) == FIRST else None
        scaled = _input(added, "Add")
        norm = _input(scaled, "Multiply")
        first = _input(norm, "MVN")
        if _order(first) != LAST or _constants(norm.input_value(1)) not in ([-1], [len(LAST) - 1]):
            return None
        how = norm.get_attributes()
        rows = self._surely(first.input_value(0))
        normed = _node("mvn", rows, _numbers([-1]), how["normalize_variance"], how["eps"], how["eps_mode"])
        return _node("add", _node("multiply", normed, scaled.input_value(1)), added.input_value(1))


def _input(node: Any, kind: str | None = None) -> Any:
    """The node that the first input of ``node`` comes from; None where ``node`` is of another ``kind``."""
    if node is None or (kind is not None and node.get_type_name() != kind):
        return None
    return node.input_value(0).get_node()


def _is_map(port: Any) -> bool:
    return bool(port.get_partial_shape().is_static and len(port.get_shape()) == len(LAST))


def _is_scalar(port: Any) -> bool:
    return bool(port.get_partial_shape().is_static and len(port.get_shape()) == 0)


def _convolved(node: Any) -> bool:
    """A convolution, or one with its bias."""
    if node.get_type_name() == "Add" and _constants(node.input_value(1)) is not None:
        node = _input(node)
    return bool(node.get_type_name() == "Convolution")


def _unflattened(node: Any) -> Any:
    """The rows that ``node`` makes a map of: (N, H * W, C) turned and reshaped."""
    turn = _input(node, "Reshape")
    return turn.input_value(0) if _order(turn) == FLAT else None


def _order(node: Any) -> list[float] | None:
    """The order of axes that ``node`` brings its input into; None for anything but a turn."""
    if node is None or node.get_type_name() != "Transpose":
        return None
    return _constants(node.input_value(1))


def _constants(port: Any) -> list[float] | None:
    """The numbers of a constant; None for anything that is computed."""
    node = port.get_node()
    return [*node.get_vector()] if node.get_type_name() == "Constant" else None


def _turned(port: Any) -> Any:
    n, c, h, w = port.get_shape()
    return _reshaped(_transposed(port, LAST), [n, h * w, c])


def _transposed(port: Any, order: list[int]) -> Any:
    return _node("transpose", port, _numbers(order))


def _reshaped(port: Any, shape: list[int]) -> Any:
    return _node("reshape", port, _numbers(shape), False)


def _numbers(values: list[int]) -> Any:
    import numpy as np

    return _node("constant", np.array(values, np.int64))


def _node(kind: str, *given: Any) -> Any:
    """What a new node of a ``kind`` gives."""
    from openvino import opset13

    return getattr(opset13, kind)(*given).output(0)
