from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import opened

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_demo_edits_every_photograph_and_makes_a_sheet() -> None:
    done = subprocess.run([sys.executable, "-m", "demo"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "NO" not in done.stdout
    sheet = opened(ROOT / "demo" / "out" / "contact-sheet.png")
    assert sheet.width > 1000
    assert sheet.height > 1500
