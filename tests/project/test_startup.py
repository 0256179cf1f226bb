"""What a start loads: counted in fresh processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "torch", "openvino", "onnxruntime", "numpy", "pyvips", "cv2", "PIL", "pydantic", "rich", "typer",
    "sqlite3", "fastapi", "openai", "transformers", "diffusers",
}  # fmt: skip


def loaded(code: str, cwd: Path | None = None) -> set[str]:
    """The top-level modules in memory after ``code`` ran in a fresh process."""
    report = (
        "\nimport sys; print('\\n'.join({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_import_limner_loads_nothing_heavy() -> None:
    assert not loaded("import limner") & HEAVY


@pytest.mark.parametrize("name", ["limner.core.image", "limner.ops", "limner.ops.tone", "limner.ops.decode"])
def test_importing_an_operation_loads_no_pixel_library(name: str) -> None:
    assert not loaded(f"import {name}") & {"numpy", "pyvips", "cv2", "PIL", "torch"}


def test_help_loads_no_pixel_library() -> None:
    code = (
        "from typer.testing import CliRunner\n"
        "from limner.cli.main import app\n"
        "CliRunner().invoke(app, ['--help'])"
    )
    assert not loaded(code) & {"numpy", "pyvips", "cv2", "PIL", "sqlite3", "openai", "torch"}


def test_an_exact_edit_loads_no_model_runtime(photo: Path) -> None:
    code = (
        "from limner import Session\n"
        f"Session().edit({str(photo)!r}, 'crop to 100x100 and make it 20% brighter').save('out.jpg')"
    )
    modules = loaded(code, cwd=photo.parent)
    assert (photo.parent / "out.jpg").exists()
    assert not modules & {"torch", "openvino", "onnxruntime", "cv2", "openai", "rich", "typer", "fastapi"}
