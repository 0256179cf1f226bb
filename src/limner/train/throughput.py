"""How fast a run is, and which share of what this device can multiply it reaches."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import torch
from torch.utils.flop_counter import FlopCounterMode

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor


def measured_peak(device: torch.device, seconds: float = 0.3) -> float:
    """Operations a second of a square bfloat16 matrix product: the fastest in about ``seconds``, since what
    else the machine does only slows it."""
    side = 2048 if device.type == "cpu" else 8192
    a = torch.randn(side, side, device=device).bfloat16()
    _finish(a @ a)
    times = [time.perf_counter()]
    while times[-1] - times[0] < seconds:
        _finish(a @ a)
        times.append(time.perf_counter())
    return 2 * side**3 / min(after - before for before, after in pairwise(times))


def operations(compute: Callable[[], Tensor]) -> int:
    """Multiplications and additions of the matrix products of a loss and of its gradients."""
    with FlopCounterMode(display=False) as counter:
        compute().backward()  # type: ignore[no-untyped-call]
    return int(counter.get_total_flops())


def _finish(x: Tensor) -> None:
    if x.is_cuda:
        torch.cuda.synchronize(x.device)
