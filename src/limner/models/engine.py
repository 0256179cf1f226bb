"""Networks at work: ONNX in, arrays out, on OpenVINO.

Nobody else computes with OpenVINO; `models.runtime` opens it, `models.graph` prepares its graphs. A
network is compiled when it first computes, for the outputs that are asked for: what leads to no asked
output is cut away first, so outputs that nobody wants cost nothing. What was compiled is kept for the
next start (`models.compiled`), which then reads no graph at all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from limner.core.errors import BadValue
from limner.models.channels_last import channels_last
from limner.models.compiled import Kept
from limner.models.graph import FORM, HELD, Shapes, cut, halves, lay, ports, read
from limner.models.runtime import core, mapped, openvino

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Precision = Literal["native", "float32"]
"""``native`` is what the processor is fastest at: bfloat16 where it has units for it (AMX,
AVX-512 BF16), float16 on ARM, float32 elsewhere. ``float32`` is the same everywhere."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """``threads`` 0 is as many as suit what else is running here; ``cache`` is the folder where
    compiled networks are kept for the next start, None keeps none."""

    precision: Precision = "native"
    threads: int = 0
    cache: Path | None = None


Half: TypeAlias = "tuple[str, ...]"
"""() for the whole; "held" or "moving", and the inputs of the second half, for one of `graph.halves`."""


class Network:
    """One network of a file; ``name`` is what messages call it. Threads may share it.

    A ``fixed`` one is compiled for the shapes that it is given, for each anew: that takes as long, and
    then each look is shorter (`docs/decisions/0013-openvino-runs-the-models.md`). ``inputs`` and
    ``outputs`` are its names in order, ``widths`` the length of each output's last axis, ``shapes`` the
    lengths of each input's axes, 0 where that is free. A ``delta`` (`models.delta`) is added to its
    weights when the graph is read, so it costs nothing afterwards.
    """

    def __init__(
        self,
        onnx: bytes,
        name: str,
        options: EngineOptions | None = None,
        *,
        fixed: bool = False,
        delta: bytes = b"",
    ) -> None:
        self._onnx, self._name, self._fixed, self._delta = onnx, name, fixed, delta
        self._options = options or EngineOptions()
        self._lock = Lock()
        self._compiled: dict[tuple[frozenset[str], Shapes, Half], Any] = {}
        self._kept = Kept(self._options.cache, onnx + delta)
        with mapped(name):
            self._ports = self._kept.ports() or ports(self._graph)
        self.inputs, self.outputs = tuple(self._ports.inputs), tuple(self._ports.outputs)
        self.widths = {name: axes[-1] for name, axes in self._ports.outputs.items()}
        self.shapes = dict(self._ports.inputs)

    def __call__(
        self, inputs: Mapping[str, npt.NDArray[Any]], outputs: Sequence[str]
    ) -> dict[str, npt.NDArray[np.float32]]:
        """The named ``outputs`` for ``inputs``, as new float32 arrays.

        BadValue for a name that the network does not have, ModelFailed when it cannot compute.
        """
        import numpy as np

        self._refuse_unknown("input", set(inputs) ^ set(self.inputs), self.inputs)
        self._refuse_unknown("output", set(outputs) - set(self.outputs), self.outputs)
        shapes = tuple((name, *inputs[name].shape) for name in self.inputs) if self._fixed else ()
        with self._lock, mapped(self._name):
            found = self._compiled_for(frozenset(outputs), shapes, ()).infer(dict(inputs), share_inputs=True)
            return {name: np.array(found[name], np.float32) for name in outputs}

    def holding(self, inputs: Mapping[str, npt.NDArray[Any]], output: str) -> Held:
        """The network with some inputs given once: what follows from them alone is computed once."""
        moving = tuple(name for name in self.inputs if name not in inputs)
        self._refuse_unknown("input", set(inputs) - set(self.inputs), self.inputs)
        self._refuse_unknown("output", {output} - set(self.outputs), self.outputs)
        return Held(self, dict(inputs), moving, output)

    def run(
        self, inputs: Mapping[str, npt.NDArray[Any]], outputs: Sequence[str], shapes: Shapes, half: Half = ()
    ) -> list[npt.NDArray[Any]]:
        """All outputs of what was compiled for ``outputs``, as new arrays; inputs are not checked."""
        import numpy as np

        with self._lock, mapped(self._name):
            request = self._compiled_for(frozenset(outputs), shapes, half)
            found = request.infer(dict(inputs), share_inputs=True)
            return [np.array(found[index]) for index in range(len(found))]

    @property
    def computes_in(self) -> str:
        """The type it computes in on this processor, "bfloat16", "float16" or "float32"."""
        with self._lock, mapped(self._name):
            there = next(iter(self._compiled.values()), None)
            request = there or self._compiled_for(frozenset(self.outputs[:1]), (), ())
            kind = request.get_compiled_model().get_property("INFERENCE_PRECISION_HINT")
            return str(kind.to_dtype() if kind.to_string() != "bf16" else "bfloat16")

    @cached_property
    def _graph(self) -> Any:
        graph = read(self._onnx, self._name)
        if self._delta:
            lay(graph, self._delta, self._name)
        return graph

    def _compiled_for(self, wanted: frozenset[str], shapes: Shapes, half: Half) -> Any:
        """A request that computes ``wanted``: one that is there and computes it too, or a new one."""
        for (names, *form), request in self._compiled.items():
            if wanted <= names and form == [shapes, half]:
                return request
        if len(self._compiled) >= _AT_HAND:
            del self._compiled[next(iter(self._compiled))]
        compiled = self._from_disk(wanted, shapes, half) or self._anew(wanted, shapes, half)
        self._compiled[wanted, shapes, half] = compiled.create_infer_request()
        return self._compiled[wanted, shapes, half]

    def _from_disk(self, wanted: frozenset[str], shapes: Shapes, half: Half) -> Any:
        """What an earlier start compiled; None where there is none, or none that can be read."""
        kept = self._kept.find(self._made_from(wanted, shapes, half))
        if kept is None:
            return None
        try:
            return core().import_model(openvino().Tensor(kept), "CPU", _settings(self._options))
        except (RuntimeError, TypeError):  # damaged, or an engine too old to read from memory
            return None

    def _anew(self, wanted: frozenset[str], shapes: Shapes, half: Half) -> Any:
        part = cut(self._graph, wanted, shapes)
        if half:
            part = halves(part, half[1:])[half[0] == "moving"]
        if shapes:
            channels_last(part)
        compiled = core().compile_model(part, "CPU", _settings(self._options))
        if self._options.cache is not None:
            exported = compiled.export_model().getbuffer()
            self._kept.keep(self._made_from(wanted, shapes, half), self._ports, exported)
        return compiled

    def _made_from(self, wanted: frozenset[str], shapes: Shapes, half: Half) -> dict[str, object]:
        """All that a compiled network depends on besides its file."""
        return {
            "outputs": sorted(wanted),
            "shapes": shapes,
            "half": half,
            "form": FORM,
            "config": _config(self._options),
            "engine": openvino().__version__,
            "processor": instruction_set(),
        }

    def _refuse_unknown(self, kind: str, wrong: set[str], known: tuple[str, ...]) -> None:
        if wrong:
            raise BadValue(
                f"{self._name} was given {kind}s that do not fit: {', '.join(sorted(wrong))}",
                hint=f"its {kind}s are {', '.join(known)}",
            )


class Held:
    """A network with some of its inputs given; see `Network.holding`."""

    def __init__(
        self, network: Network, held: dict[str, npt.NDArray[Any]], moving: tuple[str, ...], output: str
    ) -> None:
        self._network, self._held, self._moving, self._output = network, held, moving, output
        self._known: dict[str, npt.NDArray[Any]] = {}
        self._shapes: Shapes = ()

    def __call__(self, inputs: Mapping[str, npt.NDArray[Any]]) -> npt.NDArray[np.float32]:
        """The output for the inputs that are not held; ModelFailed when it cannot be computed."""
        import numpy as np

        given = {**self._held, **inputs}
        shapes = tuple((name, *given[name].shape) for name in self._network.inputs)
        if shapes != self._shapes:
            half = "held", *self._moving
            found = self._network.run(self._held, [self._output], shapes, half)
            self._known = {f"{HELD}{number}": value for number, value in enumerate(found)}
            self._shapes = shapes
        half = "moving", *self._moving
        (value,) = self._network.run({**inputs, **self._known}, [self._output], shapes, half)
        return np.asarray(value, np.float32)


@cache
def instruction_set() -> str:
    """The processor and what it computes fast, as OpenVINO names them: "... BF16 FP16 FP32 INT8"."""
    found = core()
    fast = set(found.get_property("CPU", "OPTIMIZATION_CAPABILITIES")) & {"BF16", "FP16", "FP32", "INT8"}
    return " ".join((found.get_property("CPU", "FULL_DEVICE_NAME"), *sorted(fast)))


def _config(options: EngineOptions) -> dict[str, Any]:
    """What changes the numbers; threads do not."""
    return {
        "PERFORMANCE_HINT": "LATENCY",
        **({"INFERENCE_PRECISION_HINT": "f32"} if options.precision == "float32" else {}),
    }


def _settings(options: EngineOptions) -> dict[str, Any]:
    return {**_config(options), "INFERENCE_NUM_THREADS": options.threads or _free_threads()}


def _free_threads() -> int:
    """0, all cores, as long as no more is running than there are cores; else half of them.

    Threads that wait for a core hold up those that have one: on two cores with three times as much to do,
    a drawing took twice as long with two threads as with one.
    """
    cores = os.cpu_count() or 1
    busy = hasattr(os, "getloadavg") and os.getloadavg()[0] > cores
    return max(1, cores // 2) if busy else 0


_AT_HAND = 6  # compiled forms of one network in memory
