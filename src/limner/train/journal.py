"""What a run writes down: one JSON line a report, a bar on stderr, and the curves as a picture."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOG = "log.jsonl"
CURVES = "curves.png"
BAR = 24


class Journal:
    """Appends to ``folder``/log.jsonl. ``quiet`` leaves the bar away."""

    def __init__(self, folder: Path, *, quiet: bool = False) -> None:
        self.path = folder / LOG
        self.quiet = quiet
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, **values: object) -> None:
        """One line of values, with the time of day."""
        row = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **values}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def bar(self, progress: float, words: str) -> None:
        """Redraw the progress bar on stderr; ``progress`` is 0-1."""
        if self.quiet:
            return
        full = round(BAR * progress)
        end = "" if sys.stderr.isatty() else "\n"
        start = "\r" if sys.stderr.isatty() else ""
        sys.stderr.write(f"{start}[{'#' * full}{'.' * (BAR - full)}] {words}{end}")
        sys.stderr.flush()


def rows(folder: Path) -> list[dict[str, object]]:
    """All lines of a run's log, the oldest first; empty when there is none."""
    path = folder / LOG
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
