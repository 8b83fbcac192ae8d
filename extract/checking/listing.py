"""The pattern tables as a person looks them up: what each is for, how many rows it has, what its rows say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from extract.dataset.cells import plain
from extract.errors import UsageError
from patterns import Patterns
from patterns.tables import BUILT_IN, SEPARATOR, Row

__all__ = ["list_table", "list_tables"]

_WIDEST: Final = 100
_SENTENCE: Final = re.compile(r"(?<=[.…])\s")


def list_tables(patterns: Patterns) -> Iterator[str]:
    """One line a table: its name, the number of its rows, what it is for."""
    for name, rows in patterns.tables().items():
        yield f"{name:16} {len(rows):4}  {_purpose(name)}"


def list_table(patterns: Patterns, name: str) -> Iterator[str]:
    """One row after the other: its id, its cells that say something, its first example."""
    tables = patterns.tables()
    if name not in tables:
        raise UsageError(f"no table is called {name!r}; the tables are {', '.join(tables)}")
    for row in tables[name]:
        yield f"{name}:{row.id}"
        yield from (f"    {column:10} {cell}" for column, cell in _cells(row))


def _cells(row: Row) -> Iterator[tuple[str, str]]:
    for column in row.fields():
        cell = getattr(row, column)
        if column == "id" or cell in ("", ()):
            continue
        shown = (
            SEPARATOR.join(cell) if isinstance(cell, tuple) else plain(cell) if isinstance(cell, Decimal) else str(cell)
        )
        yield column, shown if len(shown) <= _WIDEST or column == "examples" else shown[: _WIDEST - 1] + "…"


def _purpose(table: str) -> str:
    """The first sentence of the table's head."""
    head = (BUILT_IN / f"{table}.tsv").read_text(encoding="utf-8").split("\n#\n", 1)[0]
    lines = [line.lstrip("# ") for line in head.split("\n") if line.startswith("#")]
    return _SENTENCE.split(" ".join(lines), maxsplit=1)[0]
