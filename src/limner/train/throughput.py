"""How fast a run is, and which share of what this device can multiply it reaches."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import torch
from torch.utils.flop_counter import FlopCounterMode

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor


def measured_peak(device: torch.device, seconds: float = 0.3) -> float:
    """Operations a second of a square bfloat16 matrix product, measured for about ``seconds``."""
    side = 2048 if device.type == "cpu" else 8192
    a = torch.randn(side, side, device=device).bfloat16()
    _finish(a @ a)
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        _finish(a @ a)
        count += 1
    return 2 * side**3 * count / (time.perf_counter() - start)


def operations(compute: Callable[[], Tensor]) -> int:
    """Multiplications and additions of the matrix products of a loss and of its gradients."""
    with FlopCounterMode(display=False) as counter:
        compute().backward()  # type: ignore[no-untyped-call]
    return int(counter.get_total_flops())


def _finish(x: Tensor) -> None:
    if x.is_cuda:
        torch.cuda.synchronize(x.device)
