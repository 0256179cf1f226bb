"""The journal's schema, and the way from each version of it to the next.

SQLite's ``user_version`` says which version a file has; 0 is an empty file. Migrations are
only ever added at the end: number n (counting from 0) takes version n to version n + 1.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from limner.core.errors import JournalFailed

Migration = tuple[str, ...]

_RUNS_AND_BLOBS: Migration = (
    """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- grows with time, never used again
        parent INTEGER REFERENCES run (id),     -- the run whose picture it started from
        created INTEGER NOT NULL,               -- microseconds since 1970-01-01 UTC
        kind TEXT NOT NULL,
        input_sha256 TEXT NOT NULL,
        input_path TEXT NOT NULL,               -- a BLOB where the name is not UTF-8
        output_sha256 TEXT NOT NULL,
        output_path TEXT NOT NULL,
        instruction TEXT NOT NULL,
        recipe TEXT NOT NULL,
        checks TEXT NOT NULL,
        in_place INTEGER NOT NULL,
        pixels_sha256 TEXT
    )
    """,
    "CREATE INDEX run_parent ON run (parent)",
    "CREATE INDEX run_input ON run (input_sha256)",
    "CREATE INDEX run_output ON run (output_sha256)",
    """
    CREATE TABLE blob (
        sha256 TEXT PRIMARY KEY,
        size INTEGER NOT NULL,                  -- bytes
        used INTEGER NOT NULL                   -- when a run last needed it, in microseconds as above
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE run_blob (                     -- what a run is replayed from
        run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (run, sha256)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX run_blob_sha256 ON run_blob (sha256)",
)
MIGRATIONS: tuple[Migration, ...] = (_RUNS_AND_BLOBS,)


def version(connection: sqlite3.Connection) -> int:
    """The schema version of the file."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def migrate(
    connection: sqlite3.Connection,
    *,
    on_new: Callable[[sqlite3.Connection], None],
    migrations: tuple[Migration, ...] = MIGRATIONS,
) -> None:
    """Bring the file to the newest version, in one transaction; JournalFailed if it is newer still.

    ``on_new`` runs inside that transaction when the file was empty.
    """
    if version(connection) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated the file while this one waited for the lock.
        found = version(connection)
        if found > len(migrations):
            raise JournalFailed(
                f"the journal has version {found}, this limner knows versions up to {len(migrations)}",
                hint="upgrade limner, or name another folder with LIMNER_HOME",
            )
        for statements in migrations[found:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        if found == 0:
            on_new(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
