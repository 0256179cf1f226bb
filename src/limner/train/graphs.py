"""A torch module as an ONNX graph with named inputs and free axes."""

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
