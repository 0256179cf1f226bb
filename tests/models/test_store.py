"""Weights are read only when they are the ones on the card."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from limner.core.errors import Unsupported, WeightsCorrupt, WeightsMissing
from limner.models.store import Weights, weights_in
from tests.models import tiny


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return tiny.folder(tmp_path / "tiny")


def test_a_file_is_read_as_it_lies(model: Path) -> None:
    assert weights_in(model).read("image.onnx") == (model / "image.onnx").read_bytes()


def test_a_missing_file_names_its_path_and_the_fix(model: Path) -> None:
    weights = weights_in(model)
    (model / "text.onnx").unlink()
    with pytest.raises(WeightsMissing, match=r"text\.onnx.*No such file") as caught:
        weights.read("text.onnx")
    assert "copy the model's folder again" in str(caught.value.hint)


def test_a_cut_off_file_is_told_with_its_sizes(model: Path) -> None:
    path = model / "image.onnx"
    data = path.read_bytes()
    path.write_bytes(data[:-100])
    with pytest.raises(WeightsCorrupt, match=rf"cut off: {len(data) - 100:,} bytes, not {len(data):,}"):
        weights_in(model).read("image.onnx")


def test_one_flipped_bit_is_found_also_when_the_time_of_the_file_is_kept(model: Path) -> None:
    import os

    path = model / "image.onnx"
    weights, before = weights_in(model), path.stat()
    weights.read("image.onnx")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(WeightsCorrupt, match="SHA-256"):
        weights.read("image.onnx")


@pytest.mark.parametrize("name", ["weights.bin", "w.pt", "w.pkl", "../image.onnx", "/etc/x.json", "run.py"])
def test_other_kinds_of_files_and_other_folders_are_never_read(model: Path, name: str) -> None:
    with pytest.raises(Unsupported):
        weights_in(model).path(name)


def test_a_file_that_is_not_on_the_card_is_not_read(model: Path) -> None:
    (model / "extra.onnx").write_bytes(b"x")
    with pytest.raises(WeightsMissing, match=r"extra\.onnx"):
        weights_in(model).read("extra.onnx")


def test_a_folder_without_a_card_is_missing_its_weights(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match=r"card\.json"):
        weights_in(tmp_path)


def test_a_pinned_card_that_was_altered_is_refused(model: Path) -> None:
    path = model / "card.json"
    pin = hashlib.sha256(path.read_bytes()).hexdigest()
    assert isinstance(weights_in(model, pin), Weights)
    path.write_text(path.read_text().replace("written by hand", "written by foot"))
    with pytest.raises(WeightsCorrupt, match="is not the card"):
        weights_in(model, pin)
