"""A low-rank delta as a file, and the weights that it adds up to.

The file is safetensors: eight bytes with the length of a header, the header as JSON (by tensor: ``dtype``,
``shape``, and where its bytes begin and end in what follows), the numbers, least byte first. For a weight
NAME (out, in, ...) it holds ``NAME.lora_A`` (r, in * ...) and ``NAME.lora_B`` (out, r), whose product B A is
added (LoRA: Hu et al. 2021, alpha / r within B), or ``NAME.diff`` of its shape, which is added as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from limner.core.errors import WeightsCorrupt

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

TYPES = {"F16": "<f2", "F32": "<f4"}
_A, _B, _DIFF = "lora_A", "lora_B", "diff"


def added(data: bytes, name: str = "the delta") -> Iterator[tuple[str, Floats]]:
    """Each weight's name and what is added to it, (out, in * ...) or of its own shape.

    WeightsCorrupt for a file that is no such delta; ``name`` is what messages call it.
    """
    tensors = read(data, name)
    for key in tensors:
        weight, _, kind = key.rpartition(".")
        b, a = (tensors.get(f"{weight}.{part}") for part in (_B, _A))
        if kind == _DIFF:
            yield weight, tensors[key]
        elif kind not in (_A, _B) or a is None or b is None:
            raise _corrupt(f"{name}: {key} is neither a {_DIFF} nor one of a pair {_A} and {_B}")
        elif kind == _A:
            yield weight, _product(b, a, f"{name}: {weight}")


def read(data: bytes, name: str) -> dict[str, Floats]:
    """The tensors of a safetensors file in the order of its header, as float32; WeightsCorrupt where it is
    none, or has numbers of another type than `TYPES`.

    >>> read(b"12345678", "short")
    Traceback (most recent call last):
    limner.core.errors.WeightsCorrupt: short is no safetensors file
    """
    start = 8 + int.from_bytes(data[:8], "little")
    try:
        header = json.loads(data[8:start])
        header.pop("__metadata__", None)
        body = memoryview(data)[start:]
        return {key: _tensor(body, **told) for key, told in header.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _corrupt(f"{name} is no safetensors file") from None


def _tensor(data: memoryview, dtype: str, shape: list[int], data_offsets: list[int]) -> Floats:
    import numpy as np

    first, last = data_offsets
    return np.frombuffer(data[first:last], TYPES[dtype]).reshape(shape).astype(np.float32)


def _product(b: Floats, a: Floats, name: str) -> Floats:
    """B A. `einsum` calls no library that starts threads: on a busy processor these wait for each other,
    and sixty small products took eight times as long."""
    import numpy as np

    if a.ndim != 2 or b.ndim != 2 or b.shape[1] != a.shape[0]:
        raise _corrupt(f"{name}: {b.shape} and {a.shape} are no pair")
    product: Any = np.einsum("or,ri->oi", b, a)
    return np.asarray(product, np.float32)


def _corrupt(message: str) -> WeightsCorrupt:
    return WeightsCorrupt(message, hint="export the student again, or install the model again")
