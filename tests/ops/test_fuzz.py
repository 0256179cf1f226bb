"""Any bytes give a picture or a typed error within two seconds: mutated files in child processes.

Each run takes a fresh seed and prints it; ``FUZZ_SEED`` repeats a run, ``FUZZ_FILES`` sets its length.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.ops import fuzz_worker, odd_files

BATCH, BATCH_SECONDS = 1000, 120


def fuzz(count: int, seed: int, folder: Path, workers: int) -> list[str]:
    """Every promise that was broken, in words."""
    for name, data in odd_files.seeds().items():
        (folder / name).write_bytes(data)
    batches = [range(start, min(count, start + BATCH)) for start in range(0, count, BATCH)]
    with ThreadPoolExecutor(workers) as pool:
        return [
            words
            for found in pool.map(lambda batch: batch_faults(batch, seed, folder), batches)
            for words in found
        ]


def batch_faults(batch: range, seed: int, folder: Path) -> list[str]:
    """The faults of one batch, which has a process to itself."""
    command = [
        sys.executable,
        fuzz_worker.__file__,
        str(folder),
        str(seed),
        str(batch.start),
        str(batch.stop),
    ]
    environment = {**os.environ, "VIPS_CONCURRENCY": "1"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=BATCH_SECONDS, env=environment)
    except subprocess.TimeoutExpired:
        return [f"a process hung at {(folder / f'{batch.start}.at').read_text()}"]
    talk = [f"batch {batch} talked on stderr: {done.stderr[-2000:]}"] if done.stderr else []
    if done.returncode != 0:
        return [f"a process died ({done.returncode}) at {(folder / f'{batch.start}.at').read_text()}", *talk]
    faults = json.loads(done.stdout)
    return [f"file {fault['number']} ({fault['seed_name']}): {fault['what']}" for fault in faults] + talk


def run_seed() -> int:
    """The seed of this run, fresh unless FUZZ_SEED is set."""
    seed = int(os.environ.get("FUZZ_SEED") or secrets.randbelow(2**32))
    print(f"FUZZ_SEED={seed}")  # noqa: T201
    return seed


def test_three_hundred_mutants_break_no_promise(tmp_path: Path) -> None:
    seed = run_seed()
    assert not fuzz(300, seed, tmp_path, 1), f"FUZZ_SEED={seed}"


@pytest.mark.slow
def test_many_mutants_break_no_promise(tmp_path: Path) -> None:
    seed = run_seed()
    broken = fuzz(int(os.environ.get("FUZZ_FILES", "20000")), seed, tmp_path, 2)
    assert not broken, f"FUZZ_SEED={seed}\n" + "\n".join(broken[:20])


def test_the_fuzzer_notices_an_untyped_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("not ours")

    monkeypatch.setattr(fuzz_worker, "decode", fails)
    assert "KeyError" in (fuzz_worker.fault_of(b"", save_too=False) or "")


def test_the_fuzzer_notices_a_slow_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz_worker, "SLOW_SECONDS", -1.0)
    assert "took" in (fuzz_worker.fault_of(odd_files.saved(odd_files.photo(), "PNG"), save_too=False) or "")


def test_mutants_are_the_same_for_the_same_seed_and_differ_from_their_seed_file() -> None:
    data = odd_files.saved(odd_files.photo(), "PNG")
    first = [fuzz_worker.mutated(data, random.Random(i)) for i in range(50)]
    assert first == [fuzz_worker.mutated(data, random.Random(i)) for i in range(50)]
    assert sum(mutant != data for mutant in first) > 45
