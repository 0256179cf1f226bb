"""The one training loop, for every recipe: bfloat16, clipping, averaged weights, resume.

Order of a step: batch, losses, gradients, their mean over the processes, clipping, optimizer, average.
SIGTERM and SIGINT end the run after the step in hand with a checkpoint that resumes exactly.
"""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch
from torch.utils.data import DataLoader, Dataset

from limner.train import checkpoint, curves, processes, throughput
from limner.train.average import Average
from limner.train.journal import CURVES, Journal
from limner.train.optimizer import Optimizer
from limner.train.schedule import Budget, learning_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import FrameType

    from torch import Tensor

    from limner.train.processes import World
    from limner.train.recipe import Batch, Recipe

CLIP = 1.0
"""The longest gradient of one step."""


@dataclass(frozen=True, slots=True)
class Run:
    """How to run a recipe: into ``folder``, for ``budget``; intervals in seconds of training.

    ``begin`` is the folder of another run whose averaged weights this one starts from.
    ``threads`` is per process; ``workers`` prepare batches beside each process (0: within it).
    """

    folder: Path
    budget: Budget
    begin: Path | None = None
    resume: bool = False
    device: str = "auto"
    threads: int = 1
    workers: int = 0
    seed: int = 0
    quiet: bool = False
    report_every: float = 15.0
    save_every: float = 120.0
    evaluate_every: float = 600.0
    measure: bool = True


def train(rank: int, size: int, rendezvous: str | None, recipe: Recipe, run: Run) -> None:
    """Run ``recipe`` as process ``rank`` of ``size`` until the budget is spent or a signal comes."""
    torch.set_num_threads(run.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(run.seed)
    world = processes.start(rank, size, rendezvous, run.device)
    try:
        _Loop(recipe, replace(run, quiet=run.quiet or not world.first), world).go()
    finally:
        processes.stop()


class _Loop:
    """One run in one process."""

    def __init__(self, recipe: Recipe, run: Run, world: World) -> None:
        self.recipe, self.run, self.world = recipe, run, world
        model = recipe.build()
        taken = 0
        if run.begin is not None and not run.resume:
            taken = checkpoint.begin(model, run.begin)
        model.to(world.device)
        processes.same_weights(model, world)
        optimizer = Optimizer(model, recipe.learning_rate, recipe.weight_decay, muon=recipe.muon)
        self.state = checkpoint.State(recipe.name, model, optimizer, Average(model), taken=taken)
        self.speed = _Speed(world)
        if run.resume:
            checkpoint.restore(self.state, run.folder)
        self.journal = Journal(run.folder, quiet=run.quiet)
        self.stopping = False

    def go(self) -> None:
        """Step until told to stop; then save, measure and draw."""
        with _signals(self):
            if self.world.first:
                self.journal.write(**self._circumstances())
            begun, before = time.perf_counter(), self.state.seconds
            due = dict.fromkeys(("report", "save", "evaluate"), before)
            for batch in self._batches():
                stop, seconds = processes.agree(
                    self.stopping, before + time.perf_counter() - begun, self.world
                )
                self.state.seconds = seconds
                progress = self.run.budget.progress(self.state.step, seconds)
                if stop or progress >= 1:
                    break
                self._step(batch, progress)
                self._chores(due, progress)
        if self.world.first:
            if self.run.measure:
                self._evaluate()
            checkpoint.save(self.state, self.run.folder)

    def _circumstances(self) -> dict[str, object]:
        """What a reader of the log should know before its first line."""
        begin = None if self.run.begin is None else str(self.run.begin)
        return {
            "recipe": self.recipe.name,
            "processes": self.world.size,
            "threads": self.run.threads,
            "batch": self.recipe.batch_size,
            "device": self.world.device.type,
            "begin": begin,
        }

    def _step(self, batch: Batch, progress: float) -> None:
        state, model = self.state, self.state.model
        batch = {name: value.to(self.world.device, non_blocking=True) for name, value in batch.items()}
        if not self.speed.operations:
            with torch.random.fork_rng(devices=[]):
                self.speed.operations = throughput.operations(lambda: self._losses(batch)["total"])
        rate = learning_rate(self.recipe.learning_rate, state.step, progress)
        state.optimizer.zero_grad()
        losses = self._losses(batch)
        losses["total"].backward()  # type: ignore[no-untyped-call]
        processes.average_gradients(model, self.world)
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        if torch.isfinite(norm):
            state.optimizer.step(rate)
            state.average.update(model)
        self.recipe.advance(model, progress)
        state.step += 1
        state.pictures += self.recipe.batch_size * self.world.size
        state.taken += self.world.size
        self.speed.take(losses, float(norm), rate, self.recipe.batch_size * self.world.size)

    def _losses(self, batch: Batch) -> dict[str, Tensor]:
        with torch.autocast(self.world.device.type, torch.bfloat16):
            return self.recipe.losses(self.state.model, batch)

    def _chores(self, due: dict[str, float], progress: float) -> None:
        """Report, save and evaluate, each when its interval has passed."""
        if not self.world.first:
            return
        state, run, now = self.state, self.run, self.state.seconds
        if now - due["report"] >= run.report_every:
            due["report"] = now
            report = self.speed.report()
            values = {"step": state.step, "seconds": round(now, 1), "pictures": state.pictures, **report}
            self.journal.write(**values)
            self.journal.bar(progress, _words(values))
        if now - due["save"] >= run.save_every:
            due["save"] = now
            checkpoint.save(state, run.folder)
            curves.draw(run.folder, run.folder / CURVES)
        if now - due["evaluate"] >= run.evaluate_every:
            due["evaluate"] = now
            self._evaluate()

    def _evaluate(self) -> None:
        """Measure the averaged weights on held-out data and draw a few samples."""
        state, folder = self.state, self.run.folder
        with torch.no_grad(), torch.autocast(self.world.device.type, torch.bfloat16):
            state.measured = self.recipe.evaluate(state.average.model)
            self.recipe.picture(state.average.model, folder / "samples.png")
        self.journal.write(
            step=state.step,
            seconds=round(state.seconds, 1),
            pictures=state.pictures,
            measured=state.measured,
        )
        curves.draw(folder, folder / CURVES)

    def _batches(self) -> Iterator[Batch]:
        stream = _Stream(self.recipe, self.state.taken, self.world)
        workers = self.run.workers
        own = torch.Generator()  # else each start of a loader draws from the run's random numbers
        return iter(DataLoader(stream, batch_size=None, num_workers=workers, generator=own))


class _Stream(Dataset["Batch"]):
    """The batches of one process, behind the first ``taken``: every process takes its own of each step."""

    def __init__(self, recipe: Recipe, taken: int, world: World) -> None:
        self.recipe, self.taken, self.world = recipe, taken, world

    def __len__(self) -> int:
        return 2**31

    def __getitem__(self, index: int) -> Batch:
        return self.recipe.batch(self.taken + index * self.world.size + self.world.rank)


class _Speed:
    """Sums since the last report."""

    def __init__(self, world: World) -> None:
        self.peak = throughput.measured_peak(world.device) * world.size if world.first else 0.0
        self.processes = world.size
        self.operations = 0
        self._reset()

    def _reset(self) -> None:
        self.sums: dict[str, float] = {}
        self.steps, self.pictures, self.since = 0, 0, time.perf_counter()

    def take(self, losses: dict[str, Tensor], norm: float, rate: float, pictures: int) -> None:
        """Count one step."""
        self.steps += 1
        self.pictures += pictures
        for name, value in [*((n, float(v.detach())) for n, v in losses.items()), ("norm", norm)]:
            self.sums[name] = self.sums.get(name, 0.0) + value
        self.rate = rate

    def report(self) -> dict[str, float | dict[str, float]]:
        """Means and speeds since the last report."""
        seconds = time.perf_counter() - self.since
        share = self.operations * self.steps * self.processes / seconds / max(self.peak, 1.0)
        means = {name: round(total / self.steps, 5) for name, total in self.sums.items()}
        speed = self.pictures / seconds
        self._reset()
        return {
            "rate": self.rate,
            "losses": means,
            "pictures_per_second": round(speed, 1),
            "peak_share": round(share, 4),
        }


class _signals:  # noqa: N801 -- used as a keyword-like block
    """While inside, SIGTERM and SIGINT ask the loop to stop."""

    def __init__(self, loop: _Loop) -> None:
        self.loop = loop

    def __enter__(self) -> None:
        self.before = {number: signal.signal(number, self._ask) for number in (signal.SIGTERM, signal.SIGINT)}

    def __exit__(self, *problem: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.loop.stopping = True


def _words(values: Mapping[str, object]) -> str:
    losses = values["losses"]
    parts = " ".join(f"{k} {v:.3f}" for k, v in losses.items()) if isinstance(losses, dict) else ""
    return (
        f"step {values['step']} {values['seconds']} s {values['pictures_per_second']} pictures/s "
        f"peak {values['peak_share']} {parts}"
    )
