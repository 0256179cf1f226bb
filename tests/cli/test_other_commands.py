from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import opened

from limner.core.plan import step_types


def test_plan_prints_the_plan_as_json(limner) -> None:
    told = json.loads(limner("plan", "rotate 90 degrees counter clockwise", "--json").stdout)
    assert told["schema"] == "limner.plan/1"
    assert [(step["op"], step["degrees"] % 360, step["route"]) for step in told["steps"]] == [
        ("rotate", 270, "exact")
    ]
    assert told["steps"][0]["why"]


def test_plan_takes_words_without_quotes(limner) -> None:
    assert "crop" in limner("plan", "crop", "to", "500x500").stderr


def test_the_schema_of_a_plan_is_json_schema(limner) -> None:
    assert "$defs" in json.loads(limner("plan", "--schema").stdout)


def test_a_script_does_what_the_plan_does(limner, photo: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    words = "crop to 100x80, 20% brighter and flip it"
    assert limner("edit", "photo.jpg", words, "-o", "by-plan.png").returncode == 0
    script = limner("plan", words, "--script").stdout
    script = script.replace("input.jpg", "photo.jpg").replace("output.jpg", "by-script.png")
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    one, other = opened(tmp_path / "by-plan.png"), opened(tmp_path / "by-script.png")
    assert one.tobytes() == other.tobytes()


def test_ops_lists_every_operation_with_an_example(limner) -> None:
    listed = limner("ops").stdout
    for op, kind in step_types().items():
        assert f"  {op} " in listed
        assert kind.example in listed
    assert set(json.loads(limner("ops", "--json").stdout)) == set(step_types())
    assert "percent" in limner("ops", "brightness").stdout
    assert limner("ops", "levitate").returncode == 3


def test_eval_planner_scores_a_file(limner, tmp_path: Path) -> None:
    lines = [
        {
            "id": "1",
            "instruction": "crop to 500x500",
            "expect": "exact",
            "ops": [{"op": "crop", "width": 500}],
        },
        {"id": "2", "instruction": "remove the man", "expect": "exact", "ops": [{"op": "crop"}]},
    ]
    (tmp_path / "some.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    done = limner("eval", "planner", "some.jsonl")
    assert done.returncode == 0, done.stderr
    assert "50" in done.stdout
    assert json.loads(limner("eval", "planner", "some.jsonl", "--json").stdout)
    assert limner("eval", "planner", "nothing.jsonl").returncode == 3


def test_the_version_and_the_help_are_there(limner) -> None:
    import limner as package

    assert package.__version__ in limner("--version").stdout
    told = limner("--help").stdout
    for command in ("edit", "plan", "see", "ops", "history", "undo", "redo", "eval", "bench"):
        assert command in told


def test_shell_completion_is_offered(limner) -> None:
    assert "limner" in limner("--show-completion", "bash").stdout or limner("--help").stdout.count(
        "completion"
    )


def test_a_script_names_its_output_by_the_format_that_the_plan_asks_for(limner) -> None:
    assert "output.png" in limner("plan", "flip it, convert to png", "--script").stdout
    assert "output.jpg" in limner("plan", "flip it", "--script").stdout
