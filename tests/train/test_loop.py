"""The loop on a recipe so small that a run takes a moment."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

torch = pytest.importorskip("torch")

from limner.core.errors import WeightsCorrupt  # noqa: E402
from limner.train import checkpoint, loop, processes  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.schedule import Budget, learning_rate  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Line:
    """Fits a linear map; a signal stops it after ``stop_at`` batches; batch ``wild_at`` is infinite."""

    name: str = "line"
    batch_size: int = 8
    learning_rate: float = 1e-2
    weight_decay: float = 0.0
    muon: bool = False
    stop_at: int | None = None
    wild_at: int | None = None
    taken: list[int] = field(default_factory=list)
    advanced: list[float] = field(default_factory=list)

    def build(self):
        return torch.nn.Linear(4, 2)

    def batch(self, index):
        self.taken.append(index)
        if index == self.stop_at:
            signal.raise_signal(signal.SIGTERM)
        numbers = torch.Generator().manual_seed(index)
        x = torch.randn(self.batch_size, 4, generator=numbers)
        if index == self.wild_at:
            x = x * float("inf")
        return {"x": x, "y": x[:, :2] * 2}

    def losses(self, model, batch):
        noisy = model(batch["x"]) + 0.01 * torch.randn(self.batch_size, 2)
        return {"total": (noisy.float() - batch["y"]).square().mean()}

    def advance(self, model, progress):
        self.advanced.append(progress)

    def evaluate(self, model):
        return {"size": float(model.weight.abs().mean())}

    def picture(self, model, path):
        path.write_bytes(b"")


def run(folder: Path, steps: int, recipe: Line | None = None, **given) -> dict:
    options = loop.Run(folder, Budget(steps=steps), device="cpu", quiet=True, report_every=0, **given)
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
    assert resumed["pictures"] == whole["pictures"] == 12 * Line.batch_size
    assert resumed["seconds"] > stopped["seconds"] > 0


def test_a_run_gives_signals_back(tmp_path):
    before = signal.getsignal(signal.SIGTERM)
    run(tmp_path, 1)
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_run_learns_and_writes_its_log_and_its_measure(tmp_path):
    recipe = Line()
    stored = run(tmp_path, 60, recipe)
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    totals = [row["losses"]["total"] for row in rows if "losses" in row]
    assert totals[-1] < totals[0]
    averaged, last = (float(stored[part]["weight"].abs().mean()) for part in ("average", "model"))
    assert rows[-1]["measured"] == stored["measured"] == {"size": averaged}
    assert averaged != last
    assert (tmp_path / "samples.png").exists()
    assert (tmp_path / "curves.png").stat().st_size > 0
    assert recipe.advanced == [step / 60 for step in range(60)]


def test_a_run_saves_and_measures_on_its_way(tmp_path, monkeypatch):
    monkeypatch.setattr(Line, "advance", lambda self, model, progress: 1 / (progress < 0.5))
    with pytest.raises(ZeroDivisionError):
        run(tmp_path, 8, save_every=0, evaluate_every=0)
    found = checkpoint.read(tmp_path)
    assert (found["step"], found["measured"].keys()) == (4, {"size"})


def test_a_step_whose_gradient_is_not_finite_is_left_out(tmp_path):
    whole, short = run(tmp_path / "wild", 3, Line(wild_at=2)), run(tmp_path / "short", 3, Line(stop_at=2))
    assert (whole["step"], short["step"]) == (3, 2)
    for part in ("model", "average"):
        for name, value in short[part].items():
            assert torch.equal(value, whole[part][name]), (part, name)


def test_a_long_gradient_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(loop, "CLIP", 1e-3)
    lengths, step = [], loop.Optimizer.step

    def watched(self, rate):
        weights = [weight for group in self.parts[0].param_groups for weight in group["params"]]
        lengths.append(float(sum(weight.grad.square().sum() for weight in weights)) ** 0.5)
        return step(self, rate)

    monkeypatch.setattr(loop.Optimizer, "step", watched)
    run(tmp_path, 2)
    assert lengths == pytest.approx([1e-3, 1e-3], rel=1e-3)


def test_one_of_two_processes_takes_every_second_batch_and_counts_those_of_both(tmp_path, monkeypatch):
    """What the other process would send is left out: gradients of zero, and no wish to stop."""
    monkeypatch.setattr(processes, "start", lambda *told: processes.World(1, 2, torch.device("cpu")))
    monkeypatch.setattr(processes.dist, "broadcast", lambda value, source: value.zero_())
    monkeypatch.setattr(processes.dist, "all_reduce", lambda value, op=None: None)
    recipe, seen = Line(), []
    monkeypatch.setattr(loop._Speed, "take", lambda self, *given: seen.append(given))
    made = loop._Loop(recipe, loop.Run(tmp_path, Budget(steps=3), quiet=True), processes.start())
    assert not any(weight.any() for weight in made.state.model.parameters())
    made.go()
    assert recipe.taken[:3] == [1, 3, 5]
    assert (made.state.step, made.state.taken, made.state.pictures) == (3, 6, 6 * Line.batch_size)
    assert not (tmp_path / checkpoint.FILE).exists()


def test_gradients_are_the_mean_over_processes_and_one_wish_to_stop_is_enough(monkeypatch):
    world = processes.World(0, 2, torch.device("cpu"))
    model = torch.nn.Linear(2, 1)
    for weight, value in zip(model.parameters(), (1.0, 3.0), strict=True):
        weight.grad = torch.full_like(weight, value)
    monkeypatch.setattr(processes.dist, "all_reduce", lambda value, op=None: value.add_(2))
    processes.average_gradients(model, world)
    assert [weight.grad.unique().tolist() for weight in model.parameters()] == [[1.5], [2.5]]

    def largest(value, op):
        assert op == processes.dist.ReduceOp.MAX
        value.copy_(torch.maximum(value, torch.tensor([1.0, 7.0])))

    monkeypatch.setattr(processes.dist, "all_reduce", largest)
    assert processes.agree(False, 9.5, world) == (True, 9.5)


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
    (tmp_path / "first" / checkpoint.FILE).unlink()
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
