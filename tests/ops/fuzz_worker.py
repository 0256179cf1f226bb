"""Mutates files and opens them, in a process of its own: what dies here kills no test run."""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from limner.core.errors import LimnerError
from limner.ops.decode import decode
from limner.ops.embed import read_recipe
from limner.ops.encode import encode

SLOW_SECONDS = 2.0
_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0xFE)


@dataclass(frozen=True)
class Fault:
    """One file that broke a promise: ``number`` and the run's seed make it again."""

    number: int
    seed_name: str
    what: str


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one to eight small damages, or cut, or with a piece moved."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        if not out:
            break
        chance.choice(_DAMAGES)(out, chance)
    return bytes(out)


def _flip(out: bytearray, chance: random.Random) -> None:
    out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)


def _extreme(out: bytearray, chance: random.Random) -> None:
    out[chance.randrange(len(out))] = chance.choice(_EXTREMES)


def _number(out: bytearray, chance: random.Random) -> None:
    at, size = chance.randrange(len(out)), chance.choice((2, 4))
    value = chance.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.randrange(1 << 32)))
    out[at : at + size] = (value & ((1 << 8 * size) - 1)).to_bytes(size, chance.choice(("big", "little")))


def _early(out: bytearray, chance: random.Random) -> None:
    out[chance.randrange(min(len(out), 64))] = chance.randrange(256)


def _cut(out: bytearray, chance: random.Random) -> None:
    del out[chance.randrange(len(out)) :]


def _remove(out: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(out))
    del out[at : at + chance.randrange(1, 40)]


def _repeat(out: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(out))
    piece = bytes(out[at : at + chance.randrange(1, 60)])
    out[at:at] = piece * chance.randrange(1, 5)


_DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _extreme, _extreme, _number, _number, _early, _cut, _remove, _repeat,
)  # fmt: skip


def fault_of(data: bytes, save_too: bool) -> str | None:
    """What opening ``data`` broke: an error of no type of ours, or more than two seconds; None if nothing."""
    for _ in range(2):  # a busy machine is no fault of the file
        found = _opened(data, save_too)
        if isinstance(found, str):
            return found
        if found <= SLOW_SECONDS:
            return None
    return f"took {found:.1f} s"


def _opened(data: bytes, save_too: bool) -> str | float:
    """What broke, or the seconds that opening took."""
    begun = time.perf_counter()
    try:
        image = decode(data)
        read_recipe(data)
        if save_too and image.width * image.height < 100_000:
            encode(image, "png")
    except LimnerError as error:
        if not error.message or "\n" in error.message:
            return f"the message is {error.message!r}"
    except Exception:  # noqa: BLE001  (that there is none is what is tested)
        return traceback.format_exc()
    return time.perf_counter() - begun


def run(files: dict[str, bytes], seed: int, numbers: range, progress: Path) -> list[Fault]:
    """Open one mutant a number; the file ``progress`` names the one at hand, should the process die."""
    names = sorted(files)
    faults = []
    for number in numbers:
        name = names[number % len(names)]
        progress.write_text(f"file {number} ({name})")
        data = mutated(files[name], random.Random(f"{seed}/{number}"))
        what = fault_of(data, save_too=number % 10 == 0)
        if what is not None:
            faults.append(Fault(number, name, what))
    return faults


def main(folder: str, seed: str, start: str, stop: str) -> None:
    """Faults as JSON on stdout; the files to mutate lie in ``folder``."""
    files = {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.suffix != ".at"}
    faults = run(files, int(seed), range(int(start), int(stop)), Path(folder, f"{start}.at"))
    print(json.dumps([asdict(fault) for fault in faults]))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
