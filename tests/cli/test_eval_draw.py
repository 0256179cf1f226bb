from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import opened
from typer.testing import CliRunner

from limner.cli.main import app

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


CAT = '{"tag": "mine", "prompt": "a cat", "include": [{"class": "cat", "count": 1}]}\n'
YAK = '{"tag": "mine", "prompt": "a yak", "include": [{"class": "yak", "count": 1}]}\n'


def test_prompts_of_one_s_own_are_scored_by_tag_and_those_of_unknown_things_counted(limner, tmp_path) -> None:
    (tmp_path / "mine.jsonl").write_text(CAT + YAK + CAT.replace("mine", "other"))
    done = limner("eval", "draw", "--prompts", "mine.jsonl", "--leaderboard", "board.md", "--json", *BY_FAKE)
    assert done.returncode == 0, done.stderr
    assert "1 of 3 prompts were left out, for the model does not know yak (1)" in done.stderr
    told = json.loads(done.stdout)["scores"]
    assert [told[name]["total"] for name in ("mine", "other", "overall")] == [1, 1, 2]
    assert (
        "`limner eval draw --prompts mine.jsonl --model fake --by-encoder`"
        in (tmp_path / "board.md").read_text()
    )
    done = limner("eval", "layout", "--prompts", "mine.jsonl", "--misses")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].split()[:2] == ["overall", "1.000"]
    done = limner("eval", "layout", "--prompts", "mine.jsonl", "--sprites", "none.heap")
    assert (done.returncode, "leave one out" in done.stderr) == (2, True)


def test_what_cannot_be_measured_is_refused_before_anything_is_drawn(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.md").write_text("mine")
    for code, *asked in (
        (2, "--plot", "sweep.png"),
        (2, "--judge", "."),
        (2, "a cat", "-n", "3"),
        (2, "a cat", "--prompts", "geneval"),
        (3, "--prompts", "none.jsonl"),
        (3, "--prompts", "notes.md"),
        (3, "--sweep", "seed=1,2"),
        (3, "--sweep", "sampler=euler,none"),
        (3, "an animal"),
        (3, "--leaderboard", "notes.md"),
        (3, "--leaderboard", "nowhere/board.md"),
        (3, "--sheet", "sheet.foo"),
        (3, "--sweep", "steps=1,2", "--plot", "nowhere/sweep.png"),
        (3, "--sweep", "steps=1,2", "--plot", "sweep.xyz"),
    ):
        done = CliRunner().invoke(app, ["eval", "draw", *asked, *BY_FAKE])
        assert done.exit_code == code, asked
    assert (tmp_path / "notes.md").read_text() == "mine"
    assert list(tmp_path.glob("*.png")) == []
