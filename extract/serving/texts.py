"""The texts of a data set's documents, read once from their sources and kept packed in a file of its own."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from extract.model import Block, Cell, Document, Table

__all__ = ["document_of", "store"]

_TABLE: Final = "CREATE TABLE texts (doc TEXT PRIMARY KEY, document BLOB NOT NULL) WITHOUT ROWID"
_EVERY: Final = 100


def store(documents: Iterable[Document], known: Collection[str], path: Path, progress: Callable[[int], None]) -> None:
    """Keep those of the documents that are known and have a text; `progress` is told how many are done."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(_TABLE)
        database.execute("BEGIN")
        done = 0
        for document in documents:
            if document.id in known and document.text:
                database.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (document.id, _packed(document)))
                done += 1
                if done % _EVERY == 0:
                    progress(done)
        database.execute("COMMIT")


def document_of(database: sqlite3.Connection, doc: str, table: str = "texts") -> Document | None:
    """The document of an id as its source read; None where its source could not be read."""
    found = database.execute(f"SELECT document FROM {table} WHERE doc = ?", (doc,)).fetchone()  # noqa: S608 - ours
    return None if found is None else _unpacked(found[0])


def _packed(document: Document) -> bytes:
    return zlib.compress(json.dumps(document._asdict(), ensure_ascii=True).encode("ascii"), 6)


def _unpacked(stored: bytes) -> Document:
    fields: dict[str, Any] = json.loads(zlib.decompress(stored))
    fields["blocks"] = tuple(Block(*block) for block in fields["blocks"])
    fields["tables"] = tuple(
        Table(tuple(Cell(*cell) for cell in cells), locator) for cells, locator in fields["tables"]
    )
    fields["warnings"] = tuple(fields["warnings"])
    return Document(**fields)
