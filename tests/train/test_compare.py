"""Three ways to train the encoder, laid side by side."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest

torch = pytest.importorskip("torch")

from limner.core.errors import BadValue, Cancelled  # noqa: E402
from limner.train import checkpoint, compare, curves  # noqa: E402
from limner.train.measure import neighbours  # noqa: E402
from limner.train.run import Order  # noqa: E402


def test_a_patch_counts_when_the_nearest_of_another_picture_is_of_the_same_thing():
    things = torch.tensor([[5, 0], [5, 0], [7, 5]])
    boxes = torch.zeros(3, 2, 4)
    boxes[:, 0] = torch.tensor([0.0, 0.0, 0.4, 0.4])
    boxes[2, 1] = torch.tensor([0.5, 0.0, 0.9, 0.4])
    truth = {"things": things, "boxes": boxes, "centredness": (things > 0).float()}
    tokens = torch.zeros(3, 2, 2)
    tokens[0, 0], tokens[1, 0] = torch.tensor([1.0, 0.0]), torch.tensor([0.9, 0.1])
    tokens[2, 0], tokens[2, 1] = torch.tensor([0.0, 1.0]), torch.tensor([0.1, 0.9])
    assert neighbours(tokens, truth) == pytest.approx(3 / 4)


def test_curves_of_several_runs_share_a_panel_and_figures_become_bars(tmp_path):
    folders = {name: tmp_path / name for name in ("one", "two")}
    for shift, folder in enumerate(folders.values()):
        folder.mkdir()
        rows = [
            {"step": i, "seconds": 10.0 * i, "pictures": 64 * i, "losses": {"things": 5.0 - i + shift}}
            for i in range(4)
        ]
        (folder / "log.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    plot = tmp_path / "plot.png"
    curves.compare(folders, plot, ["things"], {"one": {"style": 0.25}, "two": {"style": 1.0}})
    sheet = cv2.imread(str(plot))
    assert sheet.shape == (curves.PANEL[0], curves.PANEL[1] * curves.COLUMNS, 3)
    panels = [sheet[:, i * curves.PANEL[1] : (i + 1) * curves.PANEL[1]] for i in range(2)]
    drawn = [
        [int((abs(panel - np.array(c)) < 60).all(-1).sum()) for c in curves.LINES[:2]] for panel in panels
    ]
    assert all(min(counts) > 0 for counts in drawn)
    assert drawn[1][1] > 2 * drawn[1][0]


class Runs:
    """In place of training: writes the checkpoint and the log of a run, all minutes or those in ``stops``."""

    def __init__(self, monkeypatch, stops=()):
        self.orders, self.stops = [], list(stops)
        monkeypatch.setattr(compare, "run", self)
        monkeypatch.setattr(compare, "patch_neighbours", lambda order: 0.5)

    def __call__(self, order):
        self.orders.append(order)
        seconds = 60 * (self.stops.pop(0) if self.stops else order.minutes)
        order.folder.mkdir(parents=True, exist_ok=True)
        share = len(self.orders) / 10
        measured = dict.fromkeys(compare.FIGURES, share)
        torch.save({"seconds": seconds, "measured": measured, "taken": 1}, order.folder / checkpoint.FILE)
        losses = dict.fromkeys(compare.LOSSES, share)
        speeds = [1.0, 100.0, 40.0 if order.recipe == "encoder-siglip" else 95.0]
        with (order.folder / "log.jsonl").open("a") as log:
            for place, speed in enumerate(speeds):
                row = {"seconds": 9.0 * place, "pictures": 64, "pictures_per_second": speed, "losses": losses}
                log.write(json.dumps(row) + "\n")


@pytest.fixture
def order(tmp_path):
    return Order("encoder", tmp_path / "cache", minutes=2, resolution=128)


def test_a_table_and_a_plot_are_made_and_a_disturbed_run_is_named(order, tmp_path, monkeypatch):
    Runs(monkeypatch)
    found = compare.compare(order, tmp_path / "runs", tmp_path / "plot.png")
    text = found.to_text()
    assert "CLIP + DINO" in text
    assert "0.300" in text
    assert text.splitlines()[-1].startswith("note: other work slowed SigLIP at times")
    assert cv2.imread(str(tmp_path / "plot.png")) is not None


def test_a_stopped_comparison_keeps_what_is_done_and_goes_on(order, tmp_path, monkeypatch):
    runs, folder = Runs(monkeypatch, stops=[2, 0.5]), tmp_path / "runs"
    with pytest.raises(Cancelled, match=r"SigLIP was stopped after 0\.5 of 2 minutes"):
        compare.compare(order, folder, tmp_path / "plot.png")
    assert list(json.loads((folder / compare.FILE).read_text())["figures"]) == ["CLIP"]
    assert (tmp_path / "plot.png").exists()
    found = compare.compare(order, folder, tmp_path / "plot.png")
    assert list(found.figures) == list(compare.COMPARED)
    assert found.figures["CLIP"]["things"] == 0.1
    began = [(each.recipe, each.resume) for each in runs.orders]
    assert began == [
        ("encoder", False), ("encoder-siglip", False), ("encoder-siglip", True), ("encoder-dino", False)
    ]  # fmt: skip
    compare.compare(order, folder, tmp_path / "plot.png")
    assert len(runs.orders) == 4


def test_runs_of_other_minutes_are_not_laid_beside_these(order, tmp_path, monkeypatch):
    Runs(monkeypatch)
    compare.compare(order, tmp_path / "runs", tmp_path / "plot.png")
    longer = Order("encoder", order.cache, minutes=3, resolution=128)
    with pytest.raises(BadValue, match="minutes 2"):
        compare.compare(longer, tmp_path / "runs", tmp_path / "plot.png")
