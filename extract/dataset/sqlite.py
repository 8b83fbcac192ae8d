"""`trich.sqlite`: all tables, indexed, with a full-text search that knows Vietnamese written without its marks.

`value` is the exact text; `value_real` beside it is for comparing and sorting. SQLite's own tokenizer folds every
Vietnamese vowel, composed or not, but takes đ for a letter of its own. So `facts_search` indexes each text as it is
and, where it has a đ, once more with d: "dien tu" and "điện tử" both find "điện tử".
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from extract.dataset.cells import Cell, Row
from extract.dataset.schema import COLUMNS, KEYS, NAMES, TABLES, Column, TableName
from extract.model import SCHEMA_VERSION

FILE: Final = "trich.sqlite"
INDEXED: Final = ("doc", "place_code", "indicator", "period_start", "kind", "value_real")
SEARCHED: Final = ("figure", "indicator", "place", "attribution", "sentence", "title")
_TYPES: Final = {"text": "TEXT", "date": "TEXT", "decimal": "TEXT", "integer": "INTEGER"}
_PLAIN_D: Final = str.maketrans({"đ": "d", "Đ": "D"})
_SEARCHED: Final = tuple(NAMES["facts"].index(name) for name in SEARCHED)
_VALUE: Final = NAMES["facts"].index("value")


def table_statement(table: TableName) -> str:
    """CREATE TABLE for a table. `facts` has two columns more: `row`, the key of the search, and `value_real`."""
    lines = [line for column in COLUMNS[table] for line in _column_lines(table, column)]
    if table == "facts":
        lines = ["row INTEGER PRIMARY KEY", *lines]
    if len(KEYS[table]) > 1:
        lines.append(f"PRIMARY KEY ({', '.join(KEYS[table])})")
    return f"CREATE TABLE {table} (\n  " + ",\n  ".join(lines) + "\n)"


def _column_lines(table: TableName, column: Column) -> Iterator[str]:
    parts = [f'"{column.name}" {_TYPES[column.type]}']
    if (column.name,) == KEYS[table]:
        parts.append("UNIQUE" if table == "facts" else "PRIMARY KEY")
    if column.required:
        parts.append("NOT NULL")
    if column.enum:
        parts.append(f"""CHECK ("{column.name}" IN ({", ".join(f"'{word}'" for word in column.enum)}))""")
    yield " ".join(parts)
    if table == "facts" and column.name == "value":
        yield "value_real REAL NOT NULL"


def searchable(text: Cell) -> Cell:
    """The text as the search indexes it: itself, and once more with d for đ where it has one."""
    if not isinstance(text, str) or not ("đ" in text or "Đ" in text):
        return text
    return f"{text}\n{text.translate(_PLAIN_D)}"


class SqliteTables:
    """The database, filled in batches; its indexes are made at the end. Errors of SQLite are given as `OSError`."""

    files = (FILE,)

    def __init__(self, folder: Path, tables: Sequence[TableName] = TABLES) -> None:
        self._database = sqlite3.connect(folder / FILE, isolation_level=None)
        self._row = 0
        # The file is moved into place only when it is whole, so it needs no journal of its own.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"user_version = {SCHEMA_VERSION}"):
            self._run(f"PRAGMA {pragma}")
        for table in tables:
            self._run(table_statement(table))
        columns = ", ".join(SEARCHED)
        self._run(
            f"CREATE VIRTUAL TABLE facts_search USING fts5({columns}, content='', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        self._run("BEGIN")

    def write(self, table: TableName, rows: Sequence[Row]) -> None:
        if table != "facts":
            self._insert(table, rows)
            return
        first = self._row + 1
        self._row += len(rows)
        self._insert("facts", [(n, *_with_real(row)) for n, row in enumerate(rows, first)])
        self._insert(
            "facts_search", [(n, *(searchable(row[k]) for k in _SEARCHED)) for n, row in enumerate(rows, first)]
        )

    def _insert(self, table: str, rows: Sequence[Sequence[Cell | float]]) -> None:
        names = f"(rowid, {', '.join(SEARCHED)})" if table == "facts_search" else ""
        marks = ", ".join("?" * len(rows[0]))
        try:
            self._database.executemany(f"INSERT INTO {table}{names} VALUES ({marks})", rows)
        except sqlite3.Error as error:
            raise _as_os_error(error) from error

    def _run(self, statement: str) -> None:
        try:
            self._database.execute(statement)
        except sqlite3.Error as error:
            raise _as_os_error(error) from error

    def close(self) -> Sequence[str]:
        try:
            for column in INDEXED:
                self._run(f"CREATE INDEX facts_{column} ON facts ({column})")
            self._run("COMMIT")
        finally:
            self._database.close()
        return ()

    def abandon(self) -> None:
        self._database.close()


def _with_real(row: Row) -> tuple[Cell | float, ...]:
    return (*row[: _VALUE + 1], float(str(row[_VALUE])), *row[_VALUE + 1 :])


def _as_os_error(error: sqlite3.Error) -> OSError:
    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return OSError(errno.ENOSPC if full else errno.EIO, str(error), FILE)
