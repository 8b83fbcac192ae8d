"""Which facts contradict which, as `trich stories` found it, kept so that it can be asked by either of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

__all__ = ["contradicting", "reprints", "store"]

_TABLE: Final = "CREATE TABLE conflicts (fact TEXT, other TEXT, PRIMARY KEY (fact, other)) WITHOUT ROWID"
_HAS: Final = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
_MOST: Final = 100


def store(database: sqlite3.Connection, path: Path) -> None:
    """Keep the pairs of a data set's table of conflicts, both ways round; none where it has no such table."""
    with closing(sqlite3.connect(path)) as kept, kept:
        kept.execute(_TABLE)
        if database.execute(_HAS, ("conflicts",)).fetchone()[0]:
            pairs = database.execute("SELECT fact, other_fact FROM conflicts").fetchall()
            both = (pair for fact, other in pairs for pair in ((fact, other), (other, fact)))
            kept.executemany("INSERT OR IGNORE INTO conflicts VALUES (?, ?)", both)


def contradicting(database: sqlite3.Connection, fact: str) -> list[int]:
    """The keys of the facts that contradict a fact."""
    asked = (
        "SELECT facts.row FROM kept.conflicts AS found JOIN main.facts ON facts.fact = found.other "
        "WHERE found.fact = ? LIMIT ?"
    )
    return [row for (row,) in database.execute(asked, (fact, _MOST))]


def reprints(database: sqlite3.Connection, story: str | None, doc: str) -> Sequence[dict[str, Any]]:
    """The other documents of a story, the earliest first."""
    if story is None or not database.execute(_HAS, ("stories",)).fetchone()[0]:
        return []
    asked = "SELECT doc, role, publisher, published, title FROM stories WHERE story = ? AND doc <> ? ORDER BY published"
    cursor = database.execute(f"{asked} LIMIT {_MOST}", (story, doc))
    return [dict(zip(("doc", "role", "publisher", "published", "title"), row, strict=True)) for row in cursor]
