"""One knob at a time: what is drawn, what is drawn but once, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.core.reading import Reading
from limner.draw.request import DrawRequest
from limner.evals.draw import sweep
from limner.evals.draw.prompts import Prompt
from limner.evals.draw.run import asked as asked_for
from limner.evals.draw.setting import Setting, settings
from limner.evals.draw.sweep import Row, Sweep
from limner.models.fake import FakeReader
from limner.models.fake_drawing import VOCABULARY
from limner.session.drawing import Artist
from limner.session.session import Session

DEFAULT = Setting(DrawRequest("a cat"))
SWEEPS = ("steps=1,4", "guidance=1,2", "layout=yes,no")


@pytest.fixture(scope="module")
def artist() -> Artist:
    return Session().artist("fake")


@pytest.fixture(scope="module")
def asked() -> list[Prompt]:
    return asked_for("", 0, 1, 2, VOCABULARY)[0]


class Counting(FakeReader):
    """A judge that counts the pictures that it is shown."""

    def __init__(self) -> None:
        self.read_so_far = 0

    def read(self, images: Sequence[Image]) -> list[Reading]:
        self.read_so_far += len(images)
        return super().read(images)


@pytest.fixture(scope="module")
def found(artist: Artist, asked: list[Prompt]) -> tuple[Sweep, list[Row], int, int]:
    judge, noted = Counting(), []
    report, rows = sweep.measure_all(
        artist, judge, settings(DEFAULT, SWEEPS), asked, FakeReader(), on_row=noted.append
    )
    return Sweep(rows, "read by a fake"), noted, judge.read_so_far, len(report.verdicts)


def test_each_knob_is_varied_alone_around_the_default() -> None:
    chosen = settings(Setting(DrawRequest("a cat", steps=20)), ("guidance=1,4", "layout=no"))
    assert list(map(str, chosen)) == ["default", "guidance 1", "guidance 4", "layout no"]
    assert [(one.asked.steps, one.asked.guidance_scale, one.layout) for one in chosen] == [
        (20, None, True),
        (20, 1.0, True),
        (20, 4.0, True),
        (20, None, False),
    ]


def test_words_may_be_told_as_they_are() -> None:
    default, given = settings(DEFAULT, ["rewrite=no"])
    assert (default.asked.rewrite, given.asked.rewrite) == (True, False)
    assert list(given.options()) == ["--no-rewrite"]
    artist, prompt = Session().artist("fake"), Prompt("a", "s", "two grey cats", (), 0)
    ways = [one.way(artist, prompt) for one in (default, given)]
    assert ways[0] != ways[1]
    assert str(ways[1]).endswith("with a layout, words as given")


def test_a_setting_gives_the_options_that_ask_for_it() -> None:
    asked = DrawRequest("a cat", steps=4, guidance_scale=1.5, sampler="ddim", quality="draft")
    told = ["--quality", "draft", "--steps", "4", "--guidance", "1.5", "--sampler", "ddim", "--no-layout"]
    assert list(Setting(asked, layout=False).options()) == told
    assert list(DEFAULT.options()) == []


@pytest.mark.parametrize(
    "wrong",
    ["seed=1,2", "style=flat", "steps", "steps=few", "steps=0", "guidance=nan", "layout=maybe", "rewrite=on"],
)
def test_what_cannot_be_varied_is_refused(wrong: str) -> None:
    with pytest.raises(BadValue):
        settings(DEFAULT, [wrong])


def test_a_sampler_that_is_not_there_is_refused_before_anything_is_drawn(
    artist: Artist, asked: list[Prompt]
) -> None:
    judge = Counting()
    with pytest.raises(BadValue, match="ddim"):
        sweep.measure_all(artist, judge, settings(DEFAULT, ["steps=1,2", "sampler=ddim"]), asked)
    assert judge.read_so_far == 0


def test_settings_that_come_to_the_same_are_drawn_once(
    found: tuple[Sweep, list[Row], int, int], asked: list[Prompt]
) -> None:
    swept, noted, drawn, of_default = found
    assert [str(row.setting) for row in swept.rows] == [
        *("default", "steps 1", "steps 4", "guidance 1", "guidance 2", "layout yes", "layout no"),
    ]
    assert [str(row.setting) for row in noted] == ["default", "steps 1", "guidance 1", "layout no"]
    assert drawn == 4 * len(asked)
    assert of_default == len(asked)
    assert len({row.way for row in swept.rows}) == 4
    assert str(swept.rows[-1].way) == "4 steps, guidance 2, euler, words alone"


def test_without_a_layout_other_pictures_are_drawn(found: tuple[Sweep, list[Row], int, int]) -> None:
    default, *_, alone = found[0].rows
    assert default.apart is not None
    assert alone.apart is not None
    assert default.apart != alone.apart


def test_the_table_has_a_row_a_setting_and_a_column_a_skill(
    found: tuple[Sweep, list[Row], int, int],
) -> None:
    lines = found[0].to_text().splitlines()
    assert lines[0].split()[:3] == ["one", "two", "1"]
    assert "count" in lines[1]
    assert lines[2].startswith("default     0.")
    assert len(lines) == 2 + len(found[0].rows) + 2
    assert lines[-2] == "default: 4 steps, guidance 2, euler, with a layout"
    assert lines[-1] == "note: read by a fake"
    wide = {len(line) for line in lines[1:-2]}
    assert len(wide) == 1
    data = found[0].to_json()
    assert data["note"] == "read by a fake"
    assert data["rows"][-1]["layout"] is False
    assert set(data["rows"][0]["scores"]) == set(found[0].rows[0].scores)


def test_of_one_prompt_alone_the_table_has_no_column_that_repeats_the_whole(artist: Artist) -> None:
    asked = asked_for("a blue potato left of a cat", 0, 1, 2, VOCABULARY)[0]
    _, rows = sweep.measure_all(artist, Counting(), settings(DEFAULT, ["steps=1"]), asked)
    lines = Sweep(rows).to_text().splitlines()
    assert [line.split() for line in lines[:1]] == [["overall", "[95", "%]", "facts"]]
    assert len(lines[0]) == len(lines[1]) == len(lines[2])


def test_the_plot_has_a_panel_for_each_knob(found: tuple[Sweep, list[Row], int, int], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    sweep.plot(found[0], tmp_path / "sweep.png")
    assert (tmp_path / "sweep.png").stat().st_size > 10_000
    with pytest.raises(BadValue, match="folder"):
        sweep.plot(found[0], tmp_path / "nowhere" / "sweep.png")
