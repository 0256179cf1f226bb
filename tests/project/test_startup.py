"""What a start loads: counted in fresh processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.models import tiny

HEAVY = {
    "torch", "openvino", "onnxruntime", "tokenizers", "safetensors", "transformers", "diffusers", "numpy",
    "pyvips", "cv2", "PIL", "pydantic", "rich", "typer", "sqlite3", "fastapi", "openai",
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


def test_the_help_of_every_command_loads_no_pixel_library_and_no_model_runtime() -> None:
    code = (
        "import typer.main\n"
        "from typer.testing import CliRunner\n"
        "from limner.cli.main import app\n"
        "def ask(command, words):\n"
        "    result = CliRunner().invoke(app, [*words, '--help'])\n"
        "    assert result.exit_code == 0, result.output\n"
        "    for name, part in getattr(command, 'commands', {}).items():\n"
        "        ask(part, [*words, name])\n"
        "ask(typer.main.get_command(app), [])"
    )
    assert not loaded(code) & (HEAVY - {"rich", "typer", "pydantic"})


def test_an_exact_edit_loads_no_model_runtime(photo: Path) -> None:
    code = (
        "from limner import Session\n"
        f"Session().edit({str(photo)!r}, 'crop to 100x100 and make it 20% brighter').save('out.jpg')"
    )
    modules = loaded(
        code + "\nimport sys; assert not {*sys.modules} & {'limner.world', 'limner.models'}", photo.parent
    )
    assert (photo.parent / "out.jpg").exists()
    assert not modules & (HEAVY - {"numpy", "pyvips", "PIL", "pydantic", "sqlite3"})


def test_one_crop_from_the_command_line_loads_a_part_of_limner_and_nothing_for_many_pictures(
    photo: Path,
) -> None:
    code = (
        "import sys, limner.cli.start as start\n"
        f"sys.argv = ['limner', 'edit', {str(photo)!r}, 'crop to 20x20', '-o', 'out.png']\n"
        "try:\n    start.command_line()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "own = [name for name in sys.modules if name.startswith('limner')]\n"
        "assert len(own) <= 150, len(own)\n"
        "assert not {*sys.modules} & {'limner.session.batch', 'limner.models', 'html', 'multiprocessing'}"
    )
    assert not loaded(code, photo.parent) & {"rich", "cv2", "PIL", "html", "multiprocessing", "xml"}


def test_the_embedded_models_load_no_training_library(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from limner.models.open import open_encoder\n"
        f"open_encoder({str(tiny.folder(tmp_path / 'tiny'))!r}).text_vectors(['red'])"
    )
    modules = loaded(code)
    assert {"openvino", "tokenizers"} <= modules
    assert not modules & {"torch", "transformers", "safetensors", "onnx", "onnxruntime", "cv2"}


def test_the_world_and_training_import_where_only_torch_and_opencv_are() -> None:
    """A machine that trains may have nothing else of what limner needs."""
    code = (
        "import sys, pkgutil, importlib\n"
        "absent = 'pydantic pyvips typer rich platformdirs openvino transformers tokenizers onnx resvg_py'\n"
        "sys.modules.update(dict.fromkeys(absent.split()))\n"
        "for package in ('limner.world', 'limner.nets', 'limner.train'):\n"
        "    root = importlib.import_module(package)\n"
        "    for found in pkgutil.walk_packages(root.__path__, package + '.'):\n"
        "        importlib.import_module(found.name)"
    )
    assert "torch" in loaded(code)
