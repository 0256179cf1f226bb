"""Three ways to train the encoder, laid side by side."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest

torch = pytest.importorskip("torch")

from limner.train import curves  # noqa: E402
from limner.train.measure import neighbours  # noqa: E402


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
