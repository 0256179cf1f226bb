"""Timing whole programs and single calls: warm-up, interleaved pairs, median and spread."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PEAK = """
import resource, sys
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
except OSError:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
print("peak", peak)
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each run; ``peak`` is the largest resident memory of a run in MiB, 0 if not taken."""

    seconds: tuple[float, ...]
    peak: float = 0.0

    @property
    def median(self) -> float:
        """The middle run, in seconds."""
        return statistics.median(self.seconds)

    @property
    def spread(self) -> str:
        """Fastest to slowest, in milliseconds."""
        return f"{min(self.seconds) * 1e3:.1f}-{max(self.seconds) * 1e3:.1f} ms"


def commands(*rivals: Sequence[str], runs: int, cwd: Path, reset: Callable[[], None]) -> list[Timing]:
    """Time whole processes in turn (A B A B ...), after one warm-up each."""
    taken: list[list[float]] = [[] for _ in rivals]
    for turn in range(runs + 1):
        for times, rival in zip(taken, rivals, strict=True):
            reset()
            start = time.perf_counter()
            subprocess.run(rival, cwd=cwd, env=_environment(cwd), check=True, capture_output=True)
            if turn:
                times.append(time.perf_counter() - start)
    return [Timing(tuple(times)) for times in taken]


def programs(*rivals: str, runs: int, cwd: Path, reset: Callable[[], None]) -> list[Timing]:
    """Time Python programs in fresh processes, in turn.

    A program says where its own work starts and ends by calling ``start()`` and ``stop()``, so
    imports are left out; the peak memory is that of the whole process, imports included.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in rivals]
    for turn in range(runs + 1):
        for times, rival in zip(taken, rivals, strict=True):
            reset()
            done = subprocess.run(
                [sys.executable, "-c", _CLOCK + rival + _PEAK],
                cwd=cwd,
                env=_environment(cwd),
                check=True,
                capture_output=True,
                text=True,
            )
            if turn:
                times.append(_read(done.stdout))
    return [Timing(tuple(seconds for seconds, _ in times), max(peak for _, peak in times)) for times in taken]


_CLOCK = """
import time
_t = [0.0, 0.0]
def start(): _t[0] = time.perf_counter()
def stop(): _t[1] = time.perf_counter(); print("seconds", _t[1] - _t[0])
"""


def _environment(cwd: Path) -> dict[str, str]:
    """The user's own, with a history that goes away with the measurement."""
    return {**os.environ, "LIMNER_HOME": str(cwd / "home")}


def _read(output: str) -> tuple[float, float]:
    told = dict(line.split() for line in output.splitlines() if line.startswith(("seconds ", "peak ")))
    return float(told["seconds"]), float(told["peak"])


def calls(*rivals: Callable[[], object], runs: int, number: int) -> list[Timing]:
    """Time calls in this process, in turn; each run is the mean of ``number`` calls."""
    taken: list[list[float]] = [[] for _ in rivals]
    for turn in range(runs + 1):
        for times, rival in zip(taken, rivals, strict=True):
            start = time.perf_counter()
            for _ in range(number):
                rival()
            if turn:
                times.append((time.perf_counter() - start) / number)
    return [Timing(tuple(times)) for times in taken]


def machine() -> dict[str, str]:
    """What the figures were taken on: processor, cores, versions."""
    import platform
    from importlib.metadata import version

    import pyvips

    processor = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        names = [line for line in information.read_text().splitlines() if line.startswith("model name")]
        processor = names[0].partition(":")[2].strip() if names else processor
    return {
        "processor": processor,
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "python": platform.python_version(),
        "libvips": ".".join(str(pyvips.version(part)) for part in range(3)),
        **{name: version(name) for name in ("limner", "pyvips", "pillow", "numpy", "typer")},
    }
