from __future__ import annotations

import io
import json
from pathlib import Path

from tests.cli.conftest import opened


def runs(limner) -> list[dict]:
    return json.loads(limner("history", "--json").stdout)


def test_undo_restores_a_file_that_was_edited_in_place_and_redo_takes_that_back(limner, photo: Path) -> None:
    before = photo.read_bytes()
    assert limner("edit", "photo.jpg", "crop to 100x80", "--in-place").returncode == 0
    after = photo.read_bytes()
    assert opened(photo).size == (100, 80)
    assert limner("undo").returncode == 0
    assert photo.read_bytes() == before
    assert limner("redo").returncode == 0
    assert photo.read_bytes() == after


def test_undo_by_words_leaves_one_step_out(limner, photo: Path, tmp_path: Path) -> None:
    limner("edit", "photo.jpg", "crop to 100x80 and make it black and white", "-o", "a.png")
    done = limner("undo", "the", "crop", "-o", "b.png")
    assert done.returncode == 0, done.stderr
    assert opened(tmp_path / "b.png").size == (320, 240)
    assert opened(tmp_path / "b.png").mode == "L"


def test_undo_takes_the_picture_before_the_words(limner, photo: Path, tmp_path: Path) -> None:
    limner("edit", "photo.jpg", "crop to 100x80 and make it black and white", "-o", "a.png")
    limner("edit", "photo.jpg", "flip it", "-o", "later.png")
    done = limner("undo", "a.png", "the", "crop", "-o", "b.png")
    assert done.returncode == 0, done.stderr
    assert opened(tmp_path / "b.png").mode == "L"
    assert limner("undo", "a" * 300).returncode == 4


def test_do_it_again_but_different(limner, photo: Path, tmp_path: Path) -> None:
    limner("edit", "photo.jpg", "add a 10px red border", "-o", "a.png")
    assert limner("undo", "do it again in blue", "-o", "b.png").returncode == 0
    assert opened(tmp_path / "a.png").getpixel((0, 0)) == (255, 0, 0)
    assert opened(tmp_path / "b.png").getpixel((0, 0)) == (0, 0, 255)


def test_redo_takes_the_words_too(limner, photo: Path, tmp_path: Path) -> None:
    limner("edit", "photo.jpg", "add a 10px red border", "-o", "a.png")
    assert limner("redo", "do it again in blue", "-o", "b.png").returncode == 0
    assert opened(tmp_path / "b.png").getpixel((0, 0)) == (0, 0, 255)
    done = limner("redo", "a.png", "do it again in green", "-o", "c.png")
    assert done.returncode == 0, done.stderr
    assert opened(tmp_path / "c.png").getpixel((0, 0)) == (0, 128, 0)
    assert limner("redo", "no-such.png").returncode == 3


def test_redo_gives_the_same_bytes_and_says_so(limner, photo: Path, tmp_path: Path) -> None:
    limner("edit", "photo.jpg", "crop to 100x80, add grain", "-o", "a.jpg")
    done = limner("redo", "a.jpg", "-o", "b.jpg")
    assert done.returncode == 0, done.stderr
    assert "same bytes" in done.stderr
    assert (tmp_path / "a.jpg").read_bytes() == (tmp_path / "b.jpg").read_bytes()


def test_redo_that_writes_nothing_names_no_file(limner, photo: Path) -> None:
    limner("edit", "photo.jpg", "crop to 100x80", "-o", "a.jpg")
    done = limner("redo", "a.jpg")
    assert (done.returncode, done.stdout) == (0, "")
    assert "same bytes" in done.stderr
    assert json.loads(limner("redo", "a.jpg", "--json").stdout)["path"] is None


def test_redo_on_another_original_says_what_differs(limner, photo: Path, tmp_path: Path) -> None:
    from PIL import ImageOps

    limner("edit", "photo.jpg", "crop to 100x80", "-o", "a.jpg")
    ImageOps.invert(opened(photo)).save(tmp_path / "other.jpg")
    told = json.loads(limner("redo", "a.jpg", "--input", "other.jpg", "-o", "b.jpg", "--json").stdout)
    assert told["same"] is False
    assert any("input" in part for part in told["differs"])


def test_the_history_is_a_tree_and_can_be_forgotten(limner, photo: Path) -> None:
    limner("edit", "photo.jpg", "crop to 100x80", "-o", "a.png")
    limner("edit", "a.png", "flip it", "-o", "b.png")
    first, second = sorted(runs(limner), key=lambda run: run["id"])
    assert second["parent"] == first["id"]
    told = limner("history").stdout
    assert "crop to 100x80" in told
    assert "flip it" in told
    assert limner("history", "forget").returncode == 3
    assert limner("history", "forget", "--all").returncode == 0
    assert runs(limner) == []
    assert limner("undo").returncode == 3


def test_a_history_that_cannot_be_used_does_not_stop_an_edit(
    limner, photo: Path, tmp_path: Path, monkeypatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("LIMNER_HOME", str(blocked))
    done = limner("edit", "photo.jpg", "crop to 100x80", "-o", "a.jpg")
    assert done.returncode == 0, done.stderr
    assert "not in the history" in done.stderr
    assert limner("history").returncode == 1


def test_undo_and_redo_through_a_pipe(limner, photo: Path, tmp_path: Path) -> None:
    limner("edit", "photo.jpg", "crop to 100x80 and make it black and white", "-o", "a.png")
    made = (tmp_path / "a.png").read_bytes()
    given_back = limner("undo", "-o", "-", text=False)
    assert given_back.stdout == photo.read_bytes()
    assert limner("redo", "-o", "-", text=False).stdout == made
    again = limner("redo", "a.png", "-o", "-", text=False)
    assert again.stdout == made
    assert b"the same bytes again" in again.stderr
    branch = limner("undo", "the crop", "--picture", "a.png", "-o", "-", text=False)
    assert branch.returncode == 0, branch.stderr
    assert opened(io.BytesIO(branch.stdout)).size == (320, 240)
    assert not (tmp_path / "-").exists()


def test_a_picture_and_json_do_not_go_to_one_pipe(limner, photo: Path) -> None:
    limner("edit", "photo.jpg", "invert it", "-o", "a.png")
    for command in (["undo"], ["redo", "a.png"]):
        refused = limner(*command, "-o", "-", "--json")
        assert refused.returncode == 2
        assert "both go to stdout" in " ".join(refused.stderr.split())
