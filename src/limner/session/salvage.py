"""What can still be read from a damaged journal."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

_COLUMNS = (
    "id, parent, created, kind, input_sha256, input_path, output_sha256, output_path, "
    "instruction, recipe, checks, in_place, pixels_sha256"
)
_HASH = re.compile(r"[0-9a-f]{64}")
_KINDS = ("edit", "draw", "undo", "redo")
Row = tuple[Any, ...]


def salvage(damaged: Path, connection: sqlite3.Connection) -> int:
    """Copy the whole runs of ``damaged`` into the new journal behind ``connection``; how many there were.

    A run whose parent was lost becomes a first one.
    """
    runs = {row[0]: row for row in _readable(damaged, f"SELECT {_COLUMNS} FROM run") if _is_run(row)}  # noqa: S608
    links = {row for row in _readable(damaged, "SELECT run, sha256 FROM run_blob") if row[0] in runs}
    connection.execute("BEGIN IMMEDIATE")
    try:
        for _, row in sorted(runs.items()):
            parent = row[1] if row[1] in runs else None
            connection.execute(
                f"INSERT OR IGNORE INTO run ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608
                (row[0], parent, *row[2:]),
            )
        for link in sorted(links):
            connection.execute("INSERT OR IGNORE INTO run_blob VALUES (?, ?)", link)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return len(runs)


def _readable(damaged: Path, query: str) -> Iterator[Row]:
    """The rows before the first damaged page, and those behind the last one."""
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error), closing(_read_only(damaged)) as connection:
            yield from connection.execute(f"{query} ORDER BY 1 {order}")


def _read_only(damaged: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.text_factory = lambda stored: stored.decode("utf-8", errors="replace")
    return connection


def _is_run(row: Row) -> bool:
    """Whether a row from a damaged page is what a run must be, type by type."""
    (
        number,
        parent,
        created,
        kind,
        input_sha,
        input_path,
        output_sha,
        output_path,
        *texts,
        in_place,
        pixels,
    ) = row
    return (
        isinstance(number, int)
        and number > 0
        and (parent is None or (isinstance(parent, int) and parent < number))
        and isinstance(created, int)
        and kind in _KINDS
        and all(isinstance(path, str | bytes) for path in (input_path, output_path))
        and all(isinstance(text, str) for text in texts)
        and all(_is_hash(text) for text in (input_sha, output_sha))
        and (pixels is None or _is_hash(pixels))
        and in_place in (0, 1)
        and _inputs_of(texts[1]) is not None
        and isinstance(_read_json(texts[2]), list)
    )


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _inputs_of(recipe: str) -> list[Any] | None:
    read = _read_json(recipe)
    inputs = read.get("inputs", []) if isinstance(read, dict) else None
    return inputs if isinstance(inputs, list) else None


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
