"""The loop on a recipe so small that a run takes a moment."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

torch = pytest.importorskip("torch")

from limner.core.errors import WeightsCorrupt  # noqa: E402
from limner.train import checkpoint, loop  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.schedule import Budget, learning_rate  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Line:
    """Fits a linear map; stops itself with a signal after ``stop_at`` batches."""

    name: str = "line"
    batch_size: int = 8
    learning_rate: float = 1e-2
    weight_decay: float = 0.0
    muon: bool = False
    stop_at: int | None = None
    taken: list[int] = field(default_factory=list)

    def build(self):
        return torch.nn.Linear(4, 2)

    def batch(self, index):
        self.taken.append(index)
        if index == self.stop_at:
            signal.raise_signal(signal.SIGTERM)
        numbers = torch.Generator().manual_seed(index)
        x = torch.randn(self.batch_size, 4, generator=numbers)
        return {"x": x, "y": x[:, :2] * 2}

    def losses(self, model, batch):
        noisy = model(batch["x"]) + 0.01 * torch.randn(self.batch_size, 2)
        return {"total": (noisy.float() - batch["y"]).square().mean()}

    def advance(self, model, progress):
        pass

    def evaluate(self, model):
        return {"size": float(model.weight.abs().mean())}

    def picture(self, model, path):
        path.write_bytes(b"")


def run(folder: Path, steps: int, recipe: Line | None = None, *, resume: bool = False, begin=None) -> dict:
    options = loop.Run(
        folder, Budget(steps=steps), begin=begin, resume=resume, device="cpu", quiet=True, report_every=0
    )
    loop.train(0, 1, None, recipe or Line(), options)
    return checkpoint.read(folder)


def test_a_run_that_was_stopped_by_sigterm_ends_bit_identical_to_one_that_was_not(tmp_path):
    whole = run(tmp_path / "whole", 12)
    stopped = run(tmp_path / "parts", 12, Line(stop_at=5))
    assert 5 <= stopped["step"] < 12
    resumed = run(tmp_path / "parts", 12, resume=True)
    assert resumed["step"] == whole["step"] == 12
    for part in ("model", "average"):
        for name, value in whole[part].items():
            assert torch.equal(value, resumed[part][name]), (part, name)


def test_a_run_learns_and_writes_its_log_and_its_measure(tmp_path):
    run(tmp_path, 60)
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    totals = [row["losses"]["total"] for row in rows if "losses" in row]
    assert totals[-1] < totals[0]
    assert rows[-1]["measured"].keys() == {"size"}
    assert (tmp_path / "curves.png").stat().st_size > 0


def test_a_damaged_checkpoint_and_one_of_another_recipe_are_refused(tmp_path):
    run(tmp_path, 2)
    with pytest.raises(WeightsCorrupt, match="belongs to the recipe 'line'"):
        run(tmp_path, 2, Line("other"), resume=True)
    (tmp_path / checkpoint.FILE).write_bytes(b"no checkpoint")
    with pytest.raises(WeightsCorrupt, match="no readable checkpoint"):
        checkpoint.read(tmp_path)


def test_a_run_that_begins_from_another_sees_none_of_its_batches_again(tmp_path):
    first, second, third = Line(), Line(), Line()
    assert run(tmp_path / "first", 5, first)["taken"] == 5
    run(tmp_path / "second", 3, second, begin=tmp_path / "first")
    run(tmp_path / "second", 6, second, begin=tmp_path / "first", resume=True)
    found = run(tmp_path / "third", 2, third, begin=tmp_path / "second")
    taken = [first.taken[:5], second.taken[:3], second.taken[4:7], third.taken[:2]]
    assert taken == [[0, 1, 2, 3, 4], [5, 6, 7], [8, 9, 10], [11, 12]]
    assert (found["step"], found["taken"]) == (2, 13)


def test_the_average_follows_its_formula():
    model = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.constant_(model.weight, 1.0)
    average = Average(model, decay=0.15)
    torch.nn.init.constant_(model.weight, 2.0)
    average.update(model)
    assert average.model.weight.item() == pytest.approx(0.1 * 1 + 0.9 * 2)
    average.update(model)
    assert average.model.weight.item() == pytest.approx(0.15 * 1.9 + 0.85 * 2)


def test_the_rate_rises_then_falls_and_a_longer_budget_lowers_the_progress():
    rates = [learning_rate(1.0, step, step / 400, warm_up=100) for step in range(401)]
    assert max(rates) == max(rates[80:130])
    assert rates[0] == pytest.approx(0.01)
    assert rates[-1] == pytest.approx(0.01)
    assert Budget(minutes=2).progress(0, 60) == 0.5
    assert Budget(minutes=4).progress(0, 60) == 0.25
