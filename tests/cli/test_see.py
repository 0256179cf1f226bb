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


def test_duplicates_of_a_list_with_a_broken_picture_name_that_too(
    limner, photo: Path, tmp_path: Path
) -> None:
    shutil.copy(photo, tmp_path / "copy.jpg")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    done = limner("see", "photo.jpg", "broken.png", "copy.jpg", "--duplicates", "--json", "--model", "fake")
    pair, failure = json.loads(done.stdout)
    assert (done.returncode, pair["kind"]) == (3, "same file")
    assert (failure["path"], failure["error"]["type"]) == ("broken.png", "BadImage")


def test_two_modes_at_once_are_a_usage_error(limner, photo: Path) -> None:
    assert limner("see", "photo.jpg", "--facts", "--duplicates").returncode == 2


def test_labels_that_are_no_choice_are_refused(limner, photo: Path) -> None:
    for labels in ("a cat", "", "a cat,a cat"):
        done = limner("see", "photo.jpg", "--labels", labels)
        assert done.returncode == 3, done.stderr
        assert "hint:" in done.stderr


@pytest.fixture
def red_and_blue(tmp_path: Path) -> None:
    for name, color in (
        ("red.png", (220, 40, 40)),
        ("blue.png", (50, 110, 230)),
        ("pink.png", (250, 130, 180)),
    ):
        Image.new("RGB", (64, 48), color).save(tmp_path / name)


def test_labels_are_weighed_and_sum_to_one(limner, red_and_blue: None) -> None:
    done = limner("see", "red.png", "--model", "fake", "--labels", "a red ball,a blue ball", "--json")
    told = json.loads(done.stdout)["labels"]
    assert told[0]["name"] == "a red ball"
    assert sum(word["score"] for word in told) == pytest.approx(1, abs=1e-5)


def test_pictures_are_ranked_by_likeness(limner, red_and_blue: None) -> None:
    done = limner("see", "blue.png", "red.png", "--like", "red.png", "--model", "fake", "--json")
    told = json.loads(done.stdout)
    assert [Path(each["path"]).name for each in told] == ["red.png", "blue.png"]
    assert told[0]["cosine"] == pytest.approx(1, abs=1e-5)


def test_vectors_are_written_in_the_order_of_the_files(limner, red_and_blue: None, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    arguments = ("see", "red.png", "broken.png", "blue.png", "--model", "fake", "--embed", "v.npy")
    done = limner(*arguments)
    assert done.returncode == 3
    assert "broken.png" in done.stderr
    assert json.loads((tmp_path / "v.json").read_text())["names"] == ["red.png", "blue.png"]
    rows = np.load(tmp_path / "v.npy")
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(2), abs=1e-5)
    again = limner(*arguments)
    assert (again.returncode, "exists already" in again.stderr) == (3, True)


def test_a_picture_outside_what_the_model_knows_is_said_to_be(limner, tmp_path: Path) -> None:
    """The fake one knows pictures of which one colour covers half."""
    blocks = np.random.default_rng(0).integers(0, 255, (8, 8, 3), np.uint8).repeat(12, 0).repeat(12, 1)
    Image.fromarray(blocks).save(tmp_path / "blocks.png")
    done = limner("see", "blocks.png", "--model", "fake")
    assert "outside what the model knows" in done.stdout
    assert "bigger model" in done.stderr


def test_an_unknown_model_is_an_error_with_a_hint(limner, red_and_blue: None) -> None:
    done = limner("see", "red.png", "--model", "nosuch")
    assert done.returncode == 3
    assert "hint:" in done.stderr
