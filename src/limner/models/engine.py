"""Networks at work: ONNX in, arrays out, on OpenVINO.

Only here is OpenVINO called, and only here are its errors turned into ours. A network is compiled
when it first computes, for the outputs that are asked for: what leads to no asked output is cut
away first, so outputs that nobody wants cost nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from limner.core.errors import BadValue, ModelFailed, OutOfMemory, Unsupported, WeightsCorrupt

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Precision = Literal["native", "float32"]
"""``native`` is what the processor is fastest at: bfloat16 where it has units for it (AMX,
AVX-512 BF16), float16 on ARM, float32 elsewhere. ``float32`` is the same everywhere."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """``threads`` 0 leaves the number to OpenVINO; ``cache`` is the folder where compiled networks
    are kept for the next start, None keeps none."""

    precision: Precision = "native"
    threads: int = 0
    cache: Path | None = None


class Network:
    """One network of a file; ``name`` is what messages call it. Threads may share it.

    ``inputs`` and ``outputs`` are its names in order, ``widths`` the length of each output's last
    axis, ``shapes`` the lengths of each input's axes, 0 where that is free.
    """

    def __init__(self, onnx: bytes, name: str, options: EngineOptions | None = None) -> None:
        self._name = name
        self._options = options or EngineOptions()
        self._lock = Lock()
        self._compiled: dict[frozenset[str], Any] = {}
        with _mapped(name):
            self._graph = _read(onnx, name)
            self.inputs = tuple(port.any_name for port in self._graph.inputs)
            self.outputs = tuple(port.any_name for port in self._graph.outputs)
            self.widths = {port.any_name: _lengths(port.partial_shape)[-1] for port in self._graph.outputs}
            self.shapes = {port.any_name: _lengths(port.partial_shape) for port in self._graph.inputs}

    def __call__(
        self, inputs: Mapping[str, npt.NDArray[Any]], outputs: Sequence[str]
    ) -> dict[str, npt.NDArray[np.float32]]:
        """The named ``outputs`` for ``inputs``, as new float32 arrays.

        BadValue for a name that the network does not have, ModelFailed when it cannot compute.
        """
        import numpy as np

        self._refuse_unknown("input", set(inputs) ^ set(self.inputs), self.inputs)
        self._refuse_unknown("output", set(outputs) - set(self.outputs), self.outputs)
        with self._lock, _mapped(self._name):
            found = self._compiled_for(frozenset(outputs)).infer(dict(inputs), share_inputs=True)
            return {name: np.array(found[name], np.float32) for name in outputs}

    @property
    def computes_in(self) -> str:
        """The type it computes in on this processor, "bfloat16", "float16" or "float32"."""
        with self._lock, _mapped(self._name):
            request = self._compiled_for(frozenset(self.outputs[:1]))
            kind = request.get_compiled_model().get_property("INFERENCE_PRECISION_HINT")
            return str(kind.to_dtype() if kind.to_string() != "bf16" else "bfloat16")

    def _compiled_for(self, wanted: frozenset[str]) -> Any:
        """A request that computes ``wanted``: one that is there and computes it too, or a new one."""
        for names, request in self._compiled.items():
            if wanted <= names:
                return request
        compiled = _core().compile_model(_cut(self._graph, wanted), "CPU", _config(self._options))
        self._compiled[wanted] = compiled.create_infer_request()
        return self._compiled[wanted]

    def _refuse_unknown(self, kind: str, wrong: set[str], known: tuple[str, ...]) -> None:
        if wrong:
            raise BadValue(
                f"{self._name} was given {kind}s that do not fit: {', '.join(sorted(wrong))}",
                hint=f"its {kind}s are {', '.join(known)}",
            )


def instruction_set() -> str:
    """The processor and what it computes fast, as OpenVINO names them: "... BF16 FP16 FP32 INT8"."""
    core = _core()
    fast = set(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")) & {"BF16", "FP16", "FP32", "INT8"}
    return " ".join((core.get_property("CPU", "FULL_DEVICE_NAME"), *sorted(fast)))


def _cut(graph: Any, wanted: frozenset[str]) -> Any:
    """The part of ``graph`` that leads to ``wanted``, with everything constant worked out.

    Weights stored in 8 bits become floats here, once: left to OpenVINO they are widened in each
    product, which took 1.4 times as long.
    """
    import openvino
    from openvino import passes

    ends = [port.node.input_value(0) for port in graph.outputs if port.any_name in wanted]
    cut = openvino.Model(ends, graph.get_parameters(), "_".join(sorted(wanted)))
    manager = passes.Manager()
    manager.register_pass(passes.ConstantFolding())
    manager.run_passes(cut)
    return cut


def _lengths(shape: Any) -> tuple[int, ...]:
    """The length of each axis, 0 where it is free; a shape of nothing counts as one free axis."""
    return tuple(axis.get_length() if axis.is_static else 0 for axis in shape) or (0,)


def _read(onnx: bytes, name: str) -> Any:
    core = _core()
    try:
        return core.read_model(onnx)
    except RuntimeError as error:
        raise WeightsCorrupt(
            f"{name} is no ONNX network that can be read: {_reason(error)}",
            hint="export the network again, or install the model again",
        ) from None


def _config(options: EngineOptions) -> dict[str, Any]:
    config: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": options.threads}
    if options.precision == "float32":
        config["INFERENCE_PRECISION_HINT"] = "f32"
    if options.cache is not None and _ready(options.cache):
        config["CACHE_DIR"] = str(options.cache)
    return config


def _ready(folder: Path) -> bool:
    """Whether compiled networks can be kept in ``folder``; the oldest make room for new ones.

    Where it cannot be written they are compiled at each start.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = sorted(folder.glob("*.blob"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEPT:]:
            path.unlink()
    except OSError:
        return False
    return os.access(folder, os.W_OK)


_KEPT = 8  # compiled networks of up to 30 MB each


@cache
def _core() -> Any:
    """OpenVINO, without its conversion tools.

    Importing these reports "an import" to their maker's statistics server and writes a folder into
    the user's home; ``import openvino`` goes on without them when they are not there.
    """
    tools = "openvino.tools.ovc"
    absent = "openvino" not in sys.modules
    try:
        if absent:
            sys.modules[tools] = None  # type: ignore[assignment]
        import openvino
    except ImportError as error:
        raise Unsupported(
            f"OpenVINO, which runs the embedded models, cannot be loaded: {error}",
            hint="install it again: pip install --force-reinstall openvino",
        ) from None
    finally:
        if absent:
            del sys.modules[tools]
    return openvino.Core()


@contextmanager
def _mapped(name: str) -> Iterator[None]:
    """OpenVINO raises RuntimeError for everything that it finds wrong."""
    try:
        yield
    except MemoryError:
        raise OutOfMemory(f"memory ran out while computing {name}", hint=_SMALLER) from None
    except RuntimeError as error:
        if "bad_alloc" in str(error) or "allocate" in str(error):
            raise OutOfMemory(f"memory ran out while computing {name}", hint=_SMALLER) from None
        raise ModelFailed(f"{name} could not be computed: {_reason(error)}") from None


_SMALLER = "give fewer pictures at once, or free some memory"


def _reason(error: RuntimeError) -> str:
    lines = [line for line in str(error).splitlines() if line.strip() and "Exception from" not in line]
    return (lines or ["no reason given"])[-1].strip()[:300]
