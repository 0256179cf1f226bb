"""The figure on scenes a second counts what two processes made."""

from pathlib import Path

import pytest

from limner.evals.speed import world


def test_the_rates_of_all_processes_add_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(world, "SPRITES", tmp_path / "none.npz")
    monkeypatch.setattr(world, "SCENES", "print(300 + int(__import__('sys').argv[1]), 20)")
    row = world.scenes()
    assert row.value == 601
    assert not row.met
    assert "40 by the clock" in row.detail
    assert "drawn in code alone" in row.detail


def test_scenes_are_made_without_pictograms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(world, "SPRITES", tmp_path / "none.npz")
    assert (world.scenes(warm=1, counted=3).value or 0) > 0
