"""The figures of `limner bench`: each row one claim, its peer, its target, and what was measured."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from collections.abc import Callable
from functools import partial
from pathlib import Path

from limner.evals.speed import programs
from limner.evals.speed.draw import drawing
from limner.evals.speed.generations import after_four_turns
from limner.evals.speed.measure import Timing, calls, commands
from limner.evals.speed.measure import programs as run_programs
from limner.evals.speed.pictures import photograph
from limner.evals.speed.row import Row
from limner.evals.speed.see import seeing
from limner.evals.speed.small import fastest, pairs

_LIMNER = str(Path(sysconfig.get_path("scripts")) / "limner")
_MS = 1e3


def start_of_an_edit(folder: Path, runs: int) -> list[Row]:
    """A whole process: `limner edit photo.jpg "crop to 500x500"`, journal and checks included."""
    photograph(folder / "photo.jpg", 1600, 1200)
    ours = [_LIMNER, "edit", "photo.jpg", "crop to 500x500", "-o", "out.jpg"]
    pillow = [sys.executable, "-c", programs.PILLOW_CROP]
    mine, theirs = commands(
        ours, pillow, runs=runs, cwd=folder, reset=lambda: _drop(folder, "out.jpg", "pillow.jpg")
    )
    detail = f"{mine.spread}; Pillow alone, no plan, check or journal: {theirs.median * _MS:.0f} ms"
    return [
        Row("cold edit of a 2-megapixel JPEG, as a process", mine.median, "s", 0.35, True, "Pillow", detail)
    ]


def start_of_help(folder: Path, runs: int) -> list[Row]:
    """`limner --help` against a typer program with one command."""
    empty = [sys.executable, "-c", programs.EMPTY_TYPER, "--help"]
    mine, theirs = commands([_LIMNER, "--help"], empty, runs=runs, cwd=folder, reset=lambda: None)
    detail = f"{mine.median * _MS:.0f} ms against {theirs.median * _MS:.0f} ms"
    ratio = mine.median / theirs.median
    return [Row("limner --help against an empty typer program", ratio, "x", 1.3, True, "typer", detail)]


def planning(folder: Path, runs: int) -> list[Row]:
    """Words to a plan, warm, mean over the mix of requests."""
    from limner.reason.planner.planner import plan

    def all_of_them() -> None:
        for words in programs.REQUESTS:
            plan(words)

    (mine,) = calls(all_of_them, runs=runs, number=3)
    each = mine.median / len(programs.REQUESTS) * _MS
    return [Row("planning a request", each, "ms", 3.0, True, "", f"{len(programs.REQUESTS)} requests")]


def chain_of_48_megapixels(folder: Path, runs: int) -> list[Row]:
    """Crop, resize, sharpen, save; ours with journal and checks."""
    photograph(folder / "large.jpg", 8000, 6000)
    mine, pillow, vips = run_programs(
        programs.LIMNER_CHAIN,
        programs.PILLOW_CHAIN,
        programs.VIPS_CHAIN,
        runs=max(3, runs // 2),
        cwd=folder,
        reset=lambda: _drop(folder, "limner.jpg", "pillow.jpg", "vips.jpg"),
    )
    return [
        _chain_row("48 Mpx chain: times faster than Pillow", pillow, mine, 2.5, "Pillow, reducing_gap=2"),
        Row(
            "48 Mpx chain: Pillow's peak memory over ours",
            pillow.peak / mine.peak,
            "x",
            6.0,
            False,
            "Pillow, reducing_gap=2",
            f"{mine.peak:.0f} MiB against {pillow.peak:.0f} MiB (raw pyvips {vips.peak:.0f} MiB)",
        ),
        _chain_row("48 Mpx chain: speed of raw pyvips reached", vips, mine, 0.9, "pyvips, sequential"),
    ]


def _chain_row(name: str, theirs: Timing, mine: Timing, target: float, peer: str) -> Row:
    detail = f"{mine.median:.2f} s against {theirs.median:.2f} s"
    return Row(name, theirs.median / mine.median, "x", target, False, peer, detail)


def small_pictures(folder: Path, runs: int) -> list[Row]:
    """What every operation on a 64x64 picture costs beyond the library calls that do the work, most first."""
    rows = []
    for pair in pairs():
        both = [pair.ours] if pair.library is None else [pair.ours, pair.library]
        mine, *theirs = fastest(both, runs * 10)
        over = (mine - sum(theirs)) * _MS
        detail = f"{mine * _MS:.3f} ms against {theirs[0] * _MS:.3f} ms" if theirs else "the whole call"
        peer = "the library calls by hand" if theirs else "nothing"
        row = Row(f"overhead on 64x64: {pair.name}", over, "ms", 0.3, True, peer, detail)
        rows.append((over, row))
    return [row for _, row in sorted(rows, key=lambda pair: -pair[0])]


def many_photographs(folder: Path, runs: int) -> list[Row]:
    """200 photographs with two worker processes against one, one thread each."""
    photos = folder / "photos"
    photos.mkdir(exist_ok=True)
    photograph(photos / "0.jpg", 1600, 1200)
    for number in range(1, 200):
        shutil.copy(photos / "0.jpg", photos / f"{number}.jpg")
    one, two = ([sys.executable, "-c", programs.BATCH, str(workers)] for workers in (1, 2))
    alone, pair = commands(
        one, two, runs=max(1, runs // 4), cwd=folder, reset=lambda: shutil.rmtree(folder / "out", True)
    )
    ratio = alone.median / pair.median
    detail = f"{pair.median:.1f} s against {alone.median:.1f} s"
    return [Row("200 photographs: two workers against one", ratio, "x", 1.7, False, "one worker", detail)]


def lossless_turns(folder: Path, runs: int) -> list[Row]:
    """A JPEG turned by its coefficients, journal and checks included, against decode, turn, encode."""
    photograph(folder / "turn.jpg", 4032, 3024, quality=85)
    mine, pillow = run_programs(
        programs.LIMNER_TURN,
        programs.PILLOW_TURN,
        runs=runs,
        cwd=folder,
        reset=lambda: _drop(folder, "limner.jpg", "pillow.jpg"),
    )
    peer = "Pillow, the same quantization tables"
    apart, theirs = after_four_turns(folder / "turn.jpg")
    lost = f"Pillow: {theirs.peak} levels, PSNR {theirs.psnr:.1f} dB"
    return [
        _chain_row("12 Mpx lossless turn: times faster than Pillow", pillow, mine, 1.0, peer),
        Row("12 Mpx turned four times: largest difference", apart.peak, "levels", 0, True, peer, lost),
    ]


ROWS: dict[str, Callable[[Path, int], list[Row]]] = {
    "cold": start_of_an_edit,
    "help": start_of_help,
    "plan": planning,
    "chain": chain_of_48_megapixels,
    "small": small_pictures,
    "batch": many_photographs,
    "lossless": lossless_turns,
    "see": seeing,
}


def figures(model: str | None = None) -> dict[str, Callable[[Path, int], list[Row]]]:
    """All of them by name; ``model`` is what draws (an id or a folder), None the embedded one."""
    return {**ROWS, "draw": partial(drawing, model=model)}


def _drop(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
