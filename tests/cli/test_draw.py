from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pytest
from tests.cli.conftest import LIMNER, opened
from typer.testing import CliRunner

from limner.cli.draw import _check_signed
from limner.cli.main import app
from limner.core.errors import Unsupported
from limner.models.fake_drawing import FakeGenerator

WORDS = "a red apple left of a blue car"


def test_a_picture_of_the_size_asked_for_is_drawn_checked_and_named_after_the_words(limner, tmp_path) -> None:
    done = limner("draw", WORDS, "--model", "fake", "--size", "120x90")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "a-red-apple-left-of-a-blue-car.png\n"
    assert opened(tmp_path / "a-red-apple-left-of-a-blue-car.png").size == (120, 90)
    assert "✓ marked as machine-made" in done.stderr
    assert 'draw "a red apple' in limner("history").stdout
    again = limner("redo", "a-red-apple-left-of-a-blue-car.png", "--model", "fake")
    assert "the same bytes again (replay: same-device)" in again.stderr


def test_several_pictures_have_seeds_in_a_row(limner, tmp_path: Path) -> None:
    told = json.loads(
        limner("draw", WORDS, "--model", "fake", "-n", "2", "--seed", "5", "-o", "a.png", "--json").stdout
    )
    assert [Path(one["path"]).name for one in told] == ["a-1.png", "a-2.png"]
    assert [one["recipe"]["seed"] for one in told] == [5, 6]
    assert opened(tmp_path / "a-1.png").tobytes() != opened(tmp_path / "a-2.png").tobytes()


def test_the_way_from_noise_to_the_picture_can_be_watched(limner, tmp_path: Path) -> None:
    done = limner(
        *("draw", WORDS, "--model", "fake", "--steps", "3", "-o", "a.png", "--watch", "way.png", "--json")
    )
    assert done.returncode == 0, done.stderr
    way = opened(tmp_path / "way.png")
    assert way.width > 3 * 64
    assert 3 * 64 < way.height < 4 * 64  # noisy, denoised, with words: nothing is guided
    assert limner("draw", WORDS, "--model", "fake", "--watch", "way.png").returncode == 3
    assert limner("draw", WORDS, "--model", "fake", "-n", "2", "--watch", "w.png").returncode == 2
    assert limner("draw", WORDS, "--model", "fake", "-o", "b.png", "--watch", "b.png").returncode == 2
    assert limner("draw", "a cat", "--model", "fake", "--watch", "a-cat.png").returncode == 2
    assert not (tmp_path / "a-cat.png").exists()


def test_a_picture_goes_to_stdout_and_talk_to_stderr(limner) -> None:
    done = limner("draw", "a grey hound", "--model", "fake", "-o", "-", text=False)
    assert opened(BytesIO(done.stdout)).size == (64, 64)
    assert b"prompt  a gray dog" in done.stderr


def test_a_dry_run_shows_a_layout_that_can_be_edited_and_drawn(limner, tmp_path: Path) -> None:
    done = limner("draw", WORDS, "--model", "fake", "--dry-run")
    assert list(tmp_path.glob("*.png")) == []
    layout = json.loads(done.stdout)
    layout["things"] = layout["things"][:1]
    (tmp_path / "layout.json").write_text(json.dumps(layout))
    done = limner("draw", WORDS, "--model", "fake", "--layout", "layout.json", "-o", "a.png", "--json")
    assert len(json.loads(done.stdout)["recipe"]["layout"]["things"]) == 1


def test_choices_and_sweeps_make_one_labelled_sheet(limner, tmp_path: Path) -> None:
    done = limner("draw", "--grid", "a {red,blue} {apple,car}", "--model", "fake", "-o", "grid.png")
    assert done.stdout == "grid.png\n"
    grid = opened(tmp_path / "grid.png")
    assert grid.width > 128
    assert grid.height > 128
    done = limner(
        *("draw", "a cat", "--sweep", "guidance=1,3,5", "--sweep", "steps=2,4"),
        *("--model", "fake", "--json", "-o", "sweep.png"),
    )
    assert json.loads(done.stdout) == {"path": "sweep.png", "rows": 3, "columns": 2}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("", "--model", "fake"), 3),
        (("qwertz", "--model", "fake"), 4),
        (("a cat", "--size", "big", "--model", "fake"), 3),
        (("a cat", "--layout", "nowhere.json", "--model", "fake"), 3),
        (("a cat", "--model", "nosuch"), 3),
        (("a cat", "--sweep", "steps=1,2", "-n", "2", "--model", "fake"), 2),
    ],
)
def test_bad_input_ends_with_its_code_and_a_fix(limner, arguments: tuple[str, ...], code: int) -> None:
    done = limner("draw", *arguments)
    assert done.returncode == code, done.stderr
    assert "hint:" in done.stderr or code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "nowhere/a.png"), "the folder of 'nowhere/a.png' does not exist"),
        (("-o", "a.xyz"), "no picture format has the extension '.xyz'"),
        (("-o", "a.png", "--watch", "way.xyz"), "no picture format has the extension '.xyz'"),
        (("-o", "a.xyz", "--sweep", "steps=1,2"), "no picture format has the extension '.xyz'"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_drawn(
    arguments: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def drawn(*args: object) -> NoReturn:
        raise AssertionError("it began to draw")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(FakeGenerator, "draw", drawn)
    monkeypatch.setattr(FakeGenerator, "draw_all", drawn)
    done = CliRunner().invoke(app, ["draw", WORDS, "--model", "fake", *arguments])
    assert done.exit_code == 3, done.output
    assert told in done.output
    assert not [*tmp_path.glob("*.*")]


def test_a_picture_that_cannot_be_signed_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(Unsupported, match="a WEBP is not signed here"):
        _check_signed([Path("a.png"), None, Path("b.webp")])
    _check_signed([Path("a.png"), None, Path("b.jpg"), Path("c")])


def test_an_interrupt_stops_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """A thousand slow steps, interrupted on the way."""
    slow = tmp_path / "slow.py"
    slow.write_text(
        "import sys, time\n"
        "from limner.models import fake_drawing\n"
        "quick = fake_drawing.FakeGenerator.draw\n"
        "def draw(self, order):\n"
        "    running = quick(self, order)\n"
        "    while True:\n"
        "        try:\n"
        "            progress = next(running)\n"
        "        except StopIteration as end:\n"
        "            return end.value\n"
        "        print(progress.step, flush=True)\n"
        "        time.sleep(0.05)\n"
        "        yield progress\n"
        "fake_drawing.FakeGenerator.draw = draw\n"
        "sys.argv = ['limner', 'draw', 'a cat', '--model', 'fake', '--steps', '500', '-o', 'a.png']\n"
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from limner.cli.start import run\n"
        "run()\n"
    )
    python = LIMNER.parent / "python"
    child = subprocess.Popen(
        [python, slow], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "1\n"
    os.kill(child.pid, signal.SIGINT)
    began = time.perf_counter()
    _, talk = child.communicate(timeout=60)
    assert child.returncode == 130, talk
    assert time.perf_counter() - began < 30
    assert "stopped" in talk
    assert {path.name for path in tmp_path.iterdir()} == {"slow.py"}
