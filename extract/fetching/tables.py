"""The SQLite file of the ledger: its tables, how it is opened, its transactions."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS rounds (id INTEGER PRIMARY KEY, ended INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS segments (file TEXT PRIMARY KEY, length INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, delay REAL NOT NULL, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS visits (
    id INTEGER PRIMARY KEY, round INTEGER NOT NULL, address TEXT NOT NULL, host TEXT NOT NULL, kind TEXT NOT NULL,
    depth INTEGER NOT NULL, hops INTEGER NOT NULL, turn INTEGER NOT NULL, found_on TEXT, published TEXT,
    tries INTEGER NOT NULL DEFAULT 0, outcome TEXT, status INTEGER, reason TEXT, redirects_to TEXT, retrieved TEXT,
    media_type TEXT, bytes INTEGER, digest TEXT, file TEXT, offset INTEGER, length INTEGER, record TEXT,
    same_as TEXT, etag TEXT, last_modified TEXT, titles TEXT, after TEXT, UNIQUE (round, address)
);
CREATE INDEX IF NOT EXISTS waiting ON visits (host, kind IN ('page', 'article'), id) WHERE outcome IS NULL;
CREATE INDEX IF NOT EXISTS kept ON visits (address, id) WHERE outcome = 'stored';
"""
_LATER: Final = ("titles", "after")  # columns of visits that files of earlier versions lack


def opened(place: str | Path) -> sqlite3.Connection:
    """The file, open in this process only and flushed with every transaction; raises sqlite3.Error."""
    base = sqlite3.connect(place, isolation_level=None, timeout=1)
    base.row_factory = sqlite3.Row
    base.execute("PRAGMA locking_mode = EXCLUSIVE")
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.executescript(_TABLES)
    with Transaction(base):
        known = {row["name"] for row in base.execute("PRAGMA table_info(visits)")}
        for name in _LATER:
            if name not in known:
                base.execute(f"ALTER TABLE visits ADD COLUMN {name} TEXT")
        base.execute("INSERT OR IGNORE INTO rounds (id, ended) VALUES (0, 1)")
    return base


class Transaction:
    """A transaction: all of it or nothing."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __enter__(self) -> None:
        self._base.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._base.execute("ROLLBACK" if error else "COMMIT")
