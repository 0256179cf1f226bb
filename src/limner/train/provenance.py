"""What a run was, in words for the card of what it made: from its own log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from limner.core.errors import WeightsMissing
from limner.train.journal import LOG, rows

FORMER_BATCH = 64
"""Pictures in a step of one process of the runs whose logs do not say how many processes they had."""


def told(folder: Path, after: Path | None = None) -> str:
    """One sentence on the run in ``folder``: pictures, minutes, processes, device.

    ``after`` is the run that it began from, for a log that does not name it. WeightsMissing where
    there is no log.
    """
    said = rows(folder)
    steps = [row for row in said if "rate" in row]
    if not steps:
        raise WeightsMissing(f"there is no log of a run at {folder / LOG}", hint="name the run's folder")
    begun: dict[str, Any] = next((row for row in said if "processes" in row), {})
    last: dict[str, Any] = max(steps, key=lambda row: float(str(row["seconds"])))
    pictures = max(int(str(row.get("pictures", 0))) for row in said)
    processes = begun.get("processes") or max(1, round(last["pictures"] / last["step"] / FORMER_BATCH))
    sentence = (
        f"on {pictures:,} rendered pictures in {last['seconds'] / 60:.0f} minutes, "
        f"{processes} {'process' if processes == 1 else 'processes'} on {begun.get('device', 'cpu').upper()}"
        " (bfloat16)"
    )
    before = after or (Path(begun["begin"]) if begun.get("begin") else None)
    return f"{sentence}, begun from a run {told(before)}" if before else sentence
