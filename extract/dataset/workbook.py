"""`trich.xlsx` by XlsxWriter: a sheet a table, and a sheet of notes that explains the columns and says what was cut.

Text stays text: nothing becomes a formula or a link. A number is a number cell where a spreadsheet keeps it exactly (15
digits), else text. Rows beyond a sheet's limit go on in `facts_2`, `facts_3` …; a text beyond a cell's limit is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from extract.dataset.cells import Cell, Row, positions
from extract.dataset.schema import ABOUT, ALL_TABLES, COLUMNS, NAMES, TABLES, TableName

FILE: Final = "trich.xlsx"
SHEET_ROWS: Final = 1_048_576
CELL_UNITS: Final = 32_767
EXACT_DIGITS: Final = 15
NOTES: Final = "notes"
_DECIMALS: Final = {table: frozenset(positions(table, "decimal")) for table in ALL_TABLES}
# A file tells when it was made; ours is the same whenever it is made.
_MADE: Final = datetime(2000, 1, 1)


def sheet_name(table: TableName, number: int) -> str:
    """The name of the `number`-th sheet of a table: `facts`, `facts_2`, …"""
    return table if number == 1 else f"{table}_{number}"


class WorkbookTables:
    """The workbook, written a row at a time. XlsxWriter keeps its rows in files of `folder` meanwhile."""

    files = (FILE,)

    def __init__(self, folder: Path, tables: Sequence[TableName] = TABLES, *, sheet_rows: int = SHEET_ROWS) -> None:
        from xlsxwriter import Workbook

        self._sheet_rows = sheet_rows
        self._book = Workbook(
            str(folder / FILE), {"constant_memory": True, "tmpdir": str(folder), "strings_to_urls": False}
        )
        self._book.set_properties({"created": _MADE})
        self._head = self._book.add_format({"bold": True})
        self._sheets: dict[TableName, list[Any]] = {table: [] for table in tables}
        self._next: dict[TableName, int] = {}
        self._cut = 0
        for table in tables:
            self._add_sheet(table)

    def _add_sheet(self, table: TableName) -> None:
        sheet = self._book.add_worksheet(sheet_name(table, len(self._sheets[table]) + 1))
        sheet.freeze_panes(1, 0)
        for n, name in enumerate(NAMES[table]):
            sheet.write_string(0, n, name, self._head)
        self._sheets[table].append(sheet)
        self._next[table] = 1

    def write(self, table: TableName, rows: Sequence[Row]) -> None:
        for row in rows:
            if self._next[table] >= self._sheet_rows:
                self._add_sheet(table)
            self._write_row(table, row)
            self._next[table] += 1

    def _write_row(self, table: TableName, row: Row) -> None:
        sheet, line, decimals = self._sheets[table][-1], self._next[table], _DECIMALS[table]
        for n, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, int):
                sheet.write_number(line, n, cell)
            elif n in decimals and is_exact_number(cell):
                sheet.write_number(line, n, float(cell))
            else:
                sheet.write_string(line, n, self._fitting(cell))

    def _fitting(self, text: str) -> str:
        if len(text) * 2 <= CELL_UNITS or len(text.encode("utf-16-le")) <= 2 * CELL_UNITS:
            return text
        self._cut += 1
        # A character outside the basic plane takes two units; half of one at the cut is left out.
        return text.encode("utf-16-le")[: 2 * CELL_UNITS].decode("utf-16-le", "ignore")

    def close(self) -> Sequence[str]:
        warnings = self._warnings()
        self._write_notes(warnings)
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error
        return warnings

    def abandon(self) -> None:
        """Nothing is open that the removal of the folder does not end."""

    def _warnings(self) -> list[str]:
        split = [
            f"XLSX: a sheet holds {self._sheet_rows:,} rows, so {table} goes on in the sheets "
            + ", ".join(sheet_name(table, n) for n in range(2, len(sheets) + 1))
            for table, sheets in self._sheets.items()
            if len(sheets) > 1
        ]
        cut = (
            [f"XLSX: {self._cut} texts were cut to the {CELL_UNITS:,} characters a cell can hold"] if self._cut else []
        )
        return split + cut

    def _write_notes(self, warnings: Sequence[str]) -> None:
        sheet = self._book.add_worksheet(NOTES)
        lines: list[tuple[str, ...]] = [(warning,) for warning in warnings]
        for table in self._sheets:
            lines += [(table, ABOUT[table]), *((column.name, column.description) for column in COLUMNS[table])]
        for n, cells in enumerate(lines):
            for k, text in enumerate(cells):
                sheet.write_string(n, k, text)


def is_exact_number(cell: Cell) -> bool:
    """Whether a spreadsheet, which computes in binary with 15 digits, gives this decimal back as it is written."""
    if not isinstance(cell, str):
        return False
    digits = cell.lstrip("-").replace(".", "").strip("0")
    return len(digits) <= EXACT_DIGITS and len(cell) <= 2 * EXACT_DIGITS
