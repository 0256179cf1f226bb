"""Write the parts of the docs that are made from the code: `python -m docs.generate [--check]`.

A part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``; a test runs the check.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "limner"


def file_map() -> str:
    """Every module with the first sentence of its docstring."""
    rows = []
    for path in sorted(SOURCE.rglob("*.py"), key=lambda path: path.relative_to(SOURCE).parts):
        text = ast.get_docstring(ast.parse(path.read_text()))
        if not text:
            continue
        sentence = re.split(r"(?<=[.!?])\s", " ".join(text.split()))[0]
        rows.append(f"| `{path.relative_to(SOURCE)}` | {sentence} |")
    return "\n".join(["| file in `src/limner` | what it holds |", "|---|---|", *rows])


def error_tree() -> str:
    """The tree of errors as the code draws it."""
    from limner.core import errors

    drawing = (errors.__doc__ or "").split("::\n\n")[1].split("\n\n")[0]
    return "```text\n" + "\n".join(line[4:] for line in drawing.splitlines()) + "\n```"


def operations() -> str:
    """Every op of a plan with its aliases, parameters and an example."""
    from limner.evals.planner import plan_ops_markdown

    return plan_ops_markdown().strip()


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "file map": ("README.md", file_map),
    "errors": ("docs/errors.md", error_tree),
    "operations": ("docs/plan-ops.md", operations),
}


def render(name: str) -> tuple[Path, str, str]:
    """The file of a part, its text now, and its text as it should be."""
    file, make = PARTS[name]
    path = ROOT / file
    text = path.read_text()
    start, end = f"<!-- generated: {name} -->", "<!-- end -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return path, text, f"{before}{start}\n{make()}\n{end}{after}"


def main() -> int:
    """Write every part, or with ``--check`` only say which are stale."""
    stale = []
    for name in PARTS:
        path, now, wanted = render(name)
        if now != wanted:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(wanted)
    print("stale:" if "--check" in sys.argv else "written:", ", ".join(stale) or "nothing")  # noqa: T201
    return bool(stale) and "--check" in sys.argv


if __name__ == "__main__":
    sys.exit(main())
