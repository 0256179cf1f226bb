from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from tests.cli.conftest import LIMNER, opened

CHAIN = "crop to 100x80 and make it 20% brighter"


def test_an_edit_writes_the_size_asked_for_and_says_where(limner, photo: Path, tmp_path: Path) -> None:
    done = limner("edit", "photo.jpg", CHAIN, "-o", "out.jpg")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "out.jpg\n"
    assert opened(tmp_path / "out.jpg").size == (100, 80)
    assert "✓" in done.stderr
    assert "✗" not in done.stderr


def test_without_an_output_the_result_lies_beside_the_picture_and_nothing_is_overwritten(
    limner, photo: Path, tmp_path: Path
) -> None:
    before = photo.read_bytes()
    for name in ("photo-edited.jpg", "photo-edited-2.jpg"):
        done = limner("edit", "photo.jpg", CHAIN)
        assert done.stdout == f"{name}\n", done.stderr
    assert photo.read_bytes() == before


def test_json_on_stdout_holds_path_checks_and_recipe(limner, photo: Path) -> None:
    told = json.loads(limner("edit", "photo.jpg", CHAIN, "-o", "out.png", "--json").stdout)
    assert told["path"] == "out.png"
    assert all(check["passed"] for check in told["checks"])
    assert told["recipe"]["schema"] == "limner.recipe/1"
    assert told["recipe"]["inputs"][0]["sha256"] == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert [step["op"] for step in told["recipe"]["plan"]["steps"]] == ["crop", "brightness"]


def test_a_picture_goes_through_a_pipe(limner, photo: Path) -> None:
    done = limner("edit", "-", "crop to 64x64", "-o", "-", stdin=photo.read_bytes(), text=False)
    assert done.returncode == 0, done.stderr
    assert opened(io.BytesIO(done.stdout)).size == (64, 64)


def test_the_format_follows_the_name_or_the_option(limner, photo: Path, tmp_path: Path) -> None:
    assert limner("edit", "photo.jpg", CHAIN, "-o", "a.webp").returncode == 0
    assert opened(tmp_path / "a.webp").format == "WEBP"
    assert limner("edit", "photo.jpg", CHAIN, "--format", "png").stdout == "photo-edited.png\n"
    assert opened(tmp_path / "photo-edited.png").format == "PNG"


def test_the_input_is_never_the_output(limner, photo: Path) -> None:
    before = photo.read_bytes()
    done = limner("edit", "photo.jpg", CHAIN, "-o", "photo.jpg")
    assert done.returncode == 3
    assert "--in-place" in done.stderr
    assert photo.read_bytes() == before


def test_a_file_of_the_user_is_not_overwritten_unless_asked(limner, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jpg").write_bytes(b"mine")
    done = limner("edit", "photo.jpg", CHAIN, "-o", "out.jpg")
    assert done.returncode == 3
    assert "--overwrite" in done.stderr
    assert (tmp_path / "out.jpg").read_bytes() == b"mine"
    assert limner("edit", "photo.jpg", CHAIN, "-o", "out.jpg", "--overwrite").returncode == 0
    assert opened(tmp_path / "out.jpg").size == (100, 80)


def test_a_dry_run_shows_the_plan_and_writes_nothing(limner, photo: Path, tmp_path: Path) -> None:
    done = limner("edit", "photo.jpg", CHAIN, "--dry-run")
    assert done.returncode == 0
    assert "brightness" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["photo.jpg"]


def test_a_plan_from_a_file_does_the_same_as_the_words(limner, photo: Path, tmp_path: Path) -> None:
    limner("plan", CHAIN, "-o", "plan.json")
    assert limner("edit", "photo.jpg", "--plan", "plan.json", "-o", "a.png").returncode == 0
    assert limner("edit", "photo.jpg", CHAIN, "-o", "b.png").returncode == 0
    assert np.array_equal(opened(tmp_path / "a.png"), opened(tmp_path / "b.png"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("edit", "nothing.jpg", "crop to 5x5"), 3, "nothing.jpg"),
        (("edit", "photo.jpg", "flurble the wibble snork"), 4, "for example"),
        (("edit", "photo.jpg", "remove the man"), 5, "hint"),
        (("edit", "photo.jpg"), 3, "request"),
        (("edit", "text.jpg", "crop to 5x5"), 3, "picture"),
        (("edit", "photo.jpg", "crop to 5x5", "--plan", "nowhere.json"), 3, "nowhere.json"),
        (("edit", "photo.jpg", "crop to 99999x5"), 3, "320x240"),
        (("edit", "--surprise"), 2, "surprise"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_what_cannot_be_done_has_its_exit_code_and_says_why(
    limner, photo: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "text.jpg").write_text("<html>not a picture</html>")
    files = sorted(tmp_path.iterdir())
    done = limner(*arguments)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == files


def test_an_error_is_json_when_json_was_asked_for(limner, photo: Path) -> None:
    told = json.loads(limner("edit", "photo.jpg", "crop to 99999x5", "--json").stdout)
    assert told["error"]["type"] == "BadValue"
    assert told["error"]["exit_code"] == 3
    assert told["error"]["hint"]


def folder_of_photos(photo: Path, count: int) -> Path:
    folder = photo.parent / "photos"
    (folder / "deep").mkdir(parents=True)
    for number in range(count):
        shutil.copy(photo, folder / ("deep" if number % 2 else ".") / f"{number}.jpg")
    (folder / "notes.txt").write_text("not a picture")
    return folder


def test_a_folder_is_edited_by_several_workers_and_failures_do_not_stop_the_rest(
    limner, photo: Path, tmp_path: Path
) -> None:
    folder = folder_of_photos(photo, 6)
    (folder / "broken.jpg").write_bytes(photo.read_bytes()[:2000])
    done = limner("edit", "photos", "resize to 50 pixels wide", "-o", "small", "-j", "2")
    assert done.returncode == 3
    assert "6 of 7 done" in done.stderr
    assert "broken.jpg" in done.stderr
    sizes = [opened(path).size for path in sorted((tmp_path / "small").rglob("*.jpg"))]
    assert sizes == [(50, 38)] * 6
    assert (tmp_path / "small" / "deep" / "1.jpg").exists()


def test_workers_write_the_same_bytes_as_one_process(limner, photo: Path, tmp_path: Path) -> None:
    folder_of_photos(photo, 3)
    for workers in ("1", "2"):
        assert limner("edit", "photos", CHAIN, "-o", f"out{workers}", "-j", workers).returncode == 0
    for path in (tmp_path / "out1").rglob("*.jpg"):
        assert path.read_bytes() == (tmp_path / "out2" / path.relative_to(tmp_path / "out1")).read_bytes()


def test_two_results_for_one_name_are_refused(limner, photo: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(photo, tmp_path / name / "photo.jpg")
    done = limner("edit", "a/photo.jpg", "b/photo.jpg", CHAIN, "-o", "out")
    assert done.returncode == 3
    assert "both" in done.stderr


def _hears_interrupts() -> None:
    """A shell starts what stands before & deaf to Ctrl-C, and the child inherits it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.slow
def test_ctrl_c_stops_a_folder_cleanly(photo: Path, tmp_path: Path) -> None:
    folder_of_photos(photo, 60)
    command = [LIMNER, "edit", "photos", "resize to 4000 pixels wide and blur by 30", "-o", "big", "-j", "2"]
    work = subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_hears_interrupts,  # noqa: PLW1509  (no thread runs in this test)
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(tmp_path.glob("big/**/*.jpg")):
        time.sleep(0.05)
    work.send_signal(signal.SIGINT)
    names, told = work.communicate(timeout=60)
    assert work.returncode == 130, told
    assert b"Traceback" not in told
    written = list(tmp_path.glob("big/**/*"))
    assert not [path for path in written if path.is_file() and path.suffix != ".jpg"]
    whole = [path for path in written if path.suffix == ".jpg"]
    assert 0 < len(whole) < 60
    assert f"stopped: {len(names.split())} of 60 pictures are done".encode() in told
    assert set(names.decode().split()) <= {str(path.relative_to(tmp_path)) for path in whole}
    for path in tmp_path.glob("big/**/*.jpg"):
        opened(path).load()


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes only there")
def test_a_file_name_that_is_no_utf_8_is_edited_and_spelled_out_in_the_recipe(
    limner, photo: Path, tmp_path: Path
) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    photo.rename(tmp_path / name)
    done = limner("edit", name, "crop to 100x80", "-o", "out.png")
    assert done.returncode == 0, done.stderr
    assert json.loads(opened(tmp_path / "out.png").info["limner"])["inputs"][0]["name"] == "caf\\udce9.jpg"
