"""CSV and JSONL: exact values as text, UTF-8 without a byte order mark, lines that end in \\n.

The CSV of a spreadsheet run differs in two things: it begins with a byte order mark, by which spreadsheet programs
know UTF-8, and a text that they would run as a formula begins with an apostrophe. `figure` and number columns are
never touched.
"""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from extract.dataset.cells import Cell, Row
from extract.dataset.schema import ALL_TABLES, COLUMNS, NAMES, TABLES, TableName

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
# Apostrophes before such a character are counted in, so that `undefused` can always take one away again.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED: Final = {
    table: tuple(
        n for n, c in enumerate(COLUMNS[table]) if c.type in ("text", "date") and not c.name.endswith("figure")
    )
    for table in ALL_TABLES
}
_encode_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def defused(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def undefused(text: str) -> str:
    """What `defused` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def csv_lines(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows, of two cells at least, as CSV (RFC 4180, but lines end in \\n), only the cells that need it in quotes.

    Not by `csv.writer`: that asks of each character whether it is one of the line end, a fortieth of a whole run.
    """
    return "".join([_csv_line(["" if cell is None else str(cell) for cell in row]) for row in rows])


def _csv_line(texts: Sequence[str]) -> str:
    line = ",".join(texts)
    if '"' in line or "\n" in line or "\r" in line:
        return ",".join(map(_csv_cell, texts)) + "\n"
    return ",".join([f'"{text}"' if "," in text else text for text in texts]) + "\n"


def _csv_cell(text: str) -> str:
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text


def json_lines(table: TableName, rows: Iterable[Row]) -> str:
    """The rows as JSON objects, one a line, every column in each."""
    names = NAMES[table]
    return "".join([_encode_json(dict(zip(names, row, strict=True))) + "\n" for row in rows])


class _TextTables(ABC):
    """The open files of one text format, one a table."""

    suffix: str

    def __init__(self, folder: Path, tables: Sequence[TableName] = TABLES) -> None:
        self.files = tuple(f"{table}.{self.suffix}" for table in tables)
        self._open: dict[TableName, BinaryIO] = {}
        for table, name in zip(tables, self.files, strict=True):
            self._open[table] = (folder / name).open("wb")
            self._open[table].write(self.head(table))

    def head(self, table: TableName) -> bytes:
        return b""

    @abstractmethod
    def lines(self, table: TableName, rows: Sequence[Row]) -> str:
        """The rows as this format writes them."""

    def write(self, table: TableName, rows: Sequence[Row]) -> None:
        self._open[table].write(self.lines(table, rows).encode())

    def close(self) -> Sequence[str]:
        for file in self._open.values():
            file.close()
        return ()

    def abandon(self) -> None:
        for file in self._open.values():
            with suppress(OSError):
                file.close()


class CsvTables(_TextTables):
    """`facts.csv`, `documents.csv` …"""

    suffix = "csv"

    def __init__(self, folder: Path, tables: Sequence[TableName] = TABLES, *, spreadsheet: bool = False) -> None:
        self._spreadsheet = spreadsheet
        super().__init__(folder, tables)

    def head(self, table: TableName) -> bytes:
        return (BYTE_ORDER_MARK if self._spreadsheet else b"") + csv_lines([NAMES[table]]).encode()

    def lines(self, table: TableName, rows: Sequence[Row]) -> str:
        return csv_lines(_defused_rows(table, rows) if self._spreadsheet else rows)


def _defused_rows(table: TableName, rows: Iterable[Row]) -> Iterator[list[Cell]]:
    for row in rows:
        cells = list(row)
        for n in _DEFUSED[table]:
            cell = cells[n]
            if isinstance(cell, str):
                cells[n] = defused(cell)
        yield cells


def undefused_row(table: TableName, cells: Sequence[str]) -> list[str]:
    """The cells of a spreadsheet run's row as they were before they were defused."""
    read = list(cells)
    for n in _DEFUSED[table]:
        read[n] = undefused(read[n])
    return read


class JsonTables(_TextTables):
    """`facts.jsonl`, `documents.jsonl` …: null for null, decimals as strings, integers as numbers."""

    suffix = "jsonl"

    def lines(self, table: TableName, rows: Sequence[Row]) -> str:
        return json_lines(table, rows)
