"""A journal of its own for every test, and runs to record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from limner.session.journal import Journal, NewRun, Run


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_run(source: bytes | Run, output: bytes, **fields) -> NewRun:
    """A run from the bytes of an original, or from the picture of another run, that gave ``output``."""
    made_from_run = isinstance(source, Run)
    original = json.loads(source.recipe)["inputs"][0]["sha256"] if made_from_run else sha(source)
    usual = {
        "parent": source.id if made_from_run else None,
        "kind": "edit",
        "input_sha256": source.output_sha256 if made_from_run else sha(source),
        "input_path": source.output_path if made_from_run else "/pictures/photo.jpg",
        "output_sha256": sha(output),
        "output_path": f"/pictures/{sha(output)[:6]}.jpg",
        "instruction": "crop to 500x500",
        "recipe": json.dumps({"inputs": [{"sha256": original}]}),
        "checks": "[]",
        "in_place": False,
        "originals": {} if made_from_run else {sha(source): source},
    }
    return NewRun(**{**usual, **fields})


@pytest.fixture
def new_run() -> Callable[..., NewRun]:
    return make_run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "limner"


@pytest.fixture
def journal(home: Path) -> Iterator[Journal]:
    with Journal.open(home) as opened:
        yield opened
