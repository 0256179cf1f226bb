"""What leaves the journal: runs that are forgotten, and pictures dropped to stay under the quota.

Every function works inside the caller's transaction, and only on rows: the caller removes the
files once the rows are gone for good.
"""

from __future__ import annotations

import sqlite3

from limner.core.errors import BadValue, OutOfDisk

KEPT_DAYS = 7
"""For how long the original of a picture that was edited in place is never dropped for room."""
_DROPPABLE = """
    SELECT sha256, size FROM blob
    WHERE sha256 NOT IN (SELECT sha256 FROM run_blob WHERE run = :run)
      AND (used < :young OR EXISTS (SELECT 1 FROM run_blob WHERE run_blob.sha256 = blob.sha256))
      AND NOT EXISTS (SELECT 1 FROM run JOIN run_blob ON run.id = run_blob.run
                      WHERE run_blob.sha256 = blob.sha256 AND run.in_place AND run.created > :young)
    ORDER BY EXISTS (SELECT 1 FROM run JOIN run_blob ON run.id = run_blob.run
                     WHERE run_blob.sha256 = blob.sha256 AND run.in_place), used
"""
_UNSHARED = """
    SELECT blob.sha256, blob.size FROM blob JOIN run_blob USING (sha256)
    WHERE run_blob.run = :run
      AND NOT EXISTS (SELECT 1 FROM run_blob AS other
                      WHERE other.sha256 = blob.sha256 AND other.run <> :run)
"""


def make(db: sqlite3.Connection, quota_bytes: int, *, run: int, now: int) -> dict[str, int]:
    """Drop blobs until the quota holds, by hash with their sizes; OutOfDisk when it cannot.

    Those that were not needed for longest go first, those that ``run`` needs stay. Originals of
    pictures edited in place go last, and never in the first ``KEPT_DAYS`` days before ``now``
    (microseconds since 1970); nor do those of which a damaged journal no longer tells.
    """
    (size,) = db.execute("SELECT coalesce(sum(size), 0) FROM blob").fetchone()
    excess = size - quota_bytes
    dropped: dict[str, int] = {}
    if excess <= 0:
        return dropped
    young = now - KEPT_DAYS * 24 * 3600 * 1_000_000
    for sha256, size in db.execute(_DROPPABLE, {"run": run, "young": young}).fetchall():
        if sum(dropped.values()) >= excess:
            break
        dropped[sha256] = size
    missing = excess - sum(dropped.values())
    if missing > 0:
        raise OutOfDisk(
            f"the journal's quota of {quota_bytes} bytes is {missing} bytes too small: originals of "
            f"pictures edited in place are kept for {KEPT_DAYS} days",
            hint="raise LIMNER_QUOTA, or let go of runs that you no longer need: `limner history forget`",
        )
    db.executemany("DELETE FROM blob WHERE sha256 = ?", [(sha256,) for sha256 in dropped])
    return dropped


def forget(db: sqlite3.Connection, wanted: set[int] | None) -> tuple[int, dict[str, int]]:
    """Delete runs (None: all); how many, and the sizes of the blobs that no other run needs."""
    if wanted is None:
        freed = dict(db.execute("SELECT sha256, size FROM blob").fetchall())
        db.execute("DELETE FROM blob")
        db.execute("UPDATE run SET parent = NULL")
        return db.execute("DELETE FROM run").rowcount, freed
    freed = {}
    for number in sorted(wanted):
        freed.update(_forget_one(db, number))
    return len(wanted), freed


def _forget_one(db: sqlite3.Connection, number: int) -> dict[str, int]:
    row = db.execute("SELECT parent FROM run WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise BadValue(f"the journal has no run {number}", hint="`limner history` lists them")
    # An undo or redo stood for the forgotten run; now it stands for itself.
    db.execute("UPDATE run SET parent = ?, kind = 'edit' WHERE parent = ?", (row[0], number))
    freed = dict(db.execute(_UNSHARED, {"run": number}).fetchall())
    db.executemany("DELETE FROM blob WHERE sha256 = ?", [(sha256,) for sha256 in freed])
    db.execute("DELETE FROM run WHERE id = ?", (number,))
    return freed
