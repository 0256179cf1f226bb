"""The size that keeps the code readable, measured (numbers from docs/decisions/0003)."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "limner"
MODULES = sorted(SOURCE.rglob("*.py"))
MODULE_CAP, MODULE_MEDIAN = 400, 250
FUNCTION_CAP, FUNCTION_MEDIAN, FUNCTION_P90 = 60, 10, 35


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions() -> list[tuple[str, int]]:
    """Every function and its length in lines, the docstring left out."""
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                length = (node.end_lineno or 0) - first.lineno + 1
                found.append((f"{path.relative_to(SOURCE)}:{node.name}", length))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_is_a_god_file(path: Path) -> None:
    assert lines(path) <= MODULE_CAP


def test_the_median_module_is_short() -> None:
    assert statistics.median(lines(path) for path in MODULES) <= MODULE_MEDIAN


def test_functions_are_short() -> None:
    lengths = functions()
    longest = max(lengths, key=lambda entry: entry[1])
    assert longest[1] <= FUNCTION_CAP, longest
    assert statistics.median(length for _, length in lengths) <= FUNCTION_MEDIAN
    assert statistics.quantiles([length for _, length in lengths], n=10)[-1] <= FUNCTION_P90


def test_no_module_is_named_for_nothing() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "common", "helpers", "misc", "tools"}
