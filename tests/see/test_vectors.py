from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.models.fake import CARD
from limner.see.vectors import write_vectors

ROWS = np.eye(3, 4, dtype=np.float32)


def test_rows_and_their_names_lie_side_by_side(tmp_path: Path) -> None:
    write_vectors(tmp_path / "v.npy", ROWS, ["a.jpg", "b.jpg", "c.jpg"], CARD)
    assert np.array_equal(np.load(tmp_path / "v.npy", allow_pickle=False), ROWS)
    beside = json.loads((tmp_path / "v.json").read_text())
    assert (beside["names"], beside["model"]) == (["a.jpg", "b.jpg", "c.jpg"], "fake")


@pytest.mark.parametrize("taken", ["v.npy", "v.json"])
def test_nothing_is_overwritten_unasked(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    with pytest.raises(BadValue, match="exists already"):
        write_vectors(tmp_path / "v.npy", ROWS, ["a", "b", "c"], CARD)
    assert (tmp_path / taken).read_text() == "mine"
    write_vectors(tmp_path / "v.npy", ROWS, ["a", "b", "c"], CARD, overwrite=True)
    assert np.load(tmp_path / "v.npy").shape == (3, 4)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"\.npy"):
        write_vectors(tmp_path / "v.txt", ROWS, ["a", "b", "c"], CARD)
