from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image


def test_see_tells_the_facts(limner, photo: Path) -> None:
    told = json.loads(limner("see", "photo.jpg", "--facts", "--json").stdout)
    assert (told["width"], told["height"], told["format"], told["subsampling"]) == (320, 240, "jpeg", "4:2:0")
    assert 90 <= told["jpeg_quality"] <= 94
    assert sum(color["share"] for color in told["colors"]) == pytest.approx(1, abs=0.01)
    assert "320x240" in limner("see", "photo.jpg", "--facts").stdout


def test_a_folder_goes_on_past_a_broken_picture_and_ends_with_3(limner, photo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "album"
    folder.mkdir()
    shutil.copy(photo, folder / "a.jpg")
    (folder / "b.jpg").write_bytes(photo.read_bytes()[:4000])
    shutil.copy(photo, folder / "c.jpg")
    done = limner("see", "album")
    assert done.returncode == 3
    assert "a.jpg" in done.stdout
    assert "c.jpg" in done.stdout
    assert "b.jpg" in done.stderr
    assert "2 of 3 seen, 1 failed" in done.stderr
    told = json.loads(limner("see", "album", "--json").stdout)
    assert [Path(each["path"]).name for each in told] == ["a.jpg", "c.jpg", "b.jpg"]
    assert told[2]["error"]["type"] == "BadImage"


def test_a_single_broken_picture_is_its_own_error(limner, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    done = limner("see", "a.png")
    assert (done.returncode, done.stdout) == (3, "")
    assert "error:" in done.stderr
    assert limner("see", "nothing.png", "--facts").returncode == 3


def test_a_picture_on_stdin_is_seen(limner, photo: Path) -> None:
    done = limner("see", "-", "--json", stdin=photo.read_bytes(), text=False)
    assert json.loads(done.stdout)["width"] == 320


def test_duplicates_are_told_by_file_and_by_look(limner, photo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "album"
    folder.mkdir()
    for name in ("a.jpg", "copy.jpg"):
        shutil.copy(photo, folder / name)
    with Image.open(photo) as picture:
        picture.resize((200, 150)).save(folder / "small.png")
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8)).save(
        folder / "noise.png"
    )
    found = json.loads(limner("see", "album", "--duplicates", "--json").stdout)
    kinds = {(Path(pair["one"]).name, Path(pair["other"]).name): pair["kind"] for pair in found}
    assert kinds["a.jpg", "copy.jpg"] == "same file"
    assert kinds["a.jpg", "small.png"] == "near"
    assert not any("noise.png" in names for names in kinds)


def test_two_modes_at_once_are_a_usage_error(limner, photo: Path) -> None:
    assert limner("see", "photo.jpg", "--facts", "--duplicates").returncode == 2


def test_labels_that_are_no_choice_are_refused(limner, photo: Path) -> None:
    for labels in ("a cat", "", "a cat,a cat"):
        done = limner("see", "photo.jpg", "--labels", labels)
        assert done.returncode == 3, done.stderr
        assert "hint:" in done.stderr
