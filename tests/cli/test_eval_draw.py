from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import opened

BY_FAKE = ("--model", "fake", "--by-encoder")
"""Pictures of the fake generator, read by the embedded encoder, which finds next to nothing in them."""


def test_one_prompt_is_scored_over_its_seeds_and_noted(limner, tmp_path: Path) -> None:
    done = limner(
        *("eval", "draw", "a", "blue", "potato", "--seeds", "7", "--json", *BY_FAKE),
        *("--sheet", "potatoes.png", "--leaderboard", "board.md"),
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["scores"]["a blue potato"]["total"] == 7
    assert set(told["by_fact"]) == {"potato", "blue potato"}
    assert 0 < told["apart"]["seeds"] < 0.5
    assert "no independent judge" in told["note"]
    assert opened(tmp_path / "potatoes.png").height > 2 * 64
    (row,) = (tmp_path / "board.md").read_text().splitlines()[-1:]
    assert "| `limner eval draw 'a blue potato' --seeds 7 --model fake --by-encoder` |" in row
    assert "not independent" in row


def test_a_sweep_is_one_table_and_each_way_one_row_of_the_leaderboard(limner, tmp_path: Path) -> None:
    asked = ("eval", "draw", "-n", "1", *BY_FAKE, "--leaderboard", "board.md")
    done = limner(*asked, "--sweep", "steps=1,4", "--sweep", "layout=no")
    assert done.returncode == 0, done.stderr
    names = [line.split("  ")[0] for line in done.stdout.splitlines()[2:6]]
    assert names == ["default", "steps 1", "steps 4", "layout no"]
    assert "no independent judge" in done.stdout
    assert opened(tmp_path / "draw-mistakes.png").width > 6 * 64
    rows = [line.split("|")[2] for line in (tmp_path / "board.md").read_text().splitlines()[-3:]]
    command = "`limner eval draw -n 1 --model fake --by-encoder"
    assert rows == [f" {command}` ", f" {command} --steps 1` ", f" {command} --no-layout` "]


def test_what_cannot_be_measured_is_refused_before_anything_is_drawn(limner, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    for code, *asked in (
        (2, "--plot", "sweep.png"),
        (2, "--judge", "."),
        (3, "--sweep", "seed=1,2"),
        (3, "--sweep", "sampler=euler,none"),
        (3, "an animal"),
        (3, "--leaderboard", "notes.md"),
        (3, "--leaderboard", "nowhere/board.md"),
        (3, "--sheet", "sheet.foo"),
        (3, "--sweep", "steps=1,2", "--plot", "nowhere/sweep.png"),
        (3, "--sweep", "steps=1,2", "--plot", "sweep.xyz"),
    ):
        assert limner("eval", "draw", *asked, *BY_FAKE).returncode == code, asked
    assert (tmp_path / "notes.md").read_text() == "mine"
    assert list(tmp_path.glob("*.png")) == []
