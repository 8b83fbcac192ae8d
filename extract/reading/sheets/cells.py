"""What the readers of all formats give: the sheets of a workbook, as far as they are shown."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_PLAIN_NAME: Final = re.compile(r"[^\W\d]\w*")
_LETTERS: Final = 26
_MOST_COVERED: Final = 1_000_000  # places inside merged ranges of one sheet; more than that is no layout


class SheetCell(NamedTuple):
    """A cell that shows something: its place from 0, its text, and the number stored behind it (else empty)."""

    row: int
    column: int
    text: str
    stored: str = ""
    rows: int = 1
    columns: int = 1
    indent: int = 0
    strong: bool = False


class Sheet(NamedTuple):
    """A sheet: its cells in the order of rows and columns, and how many cells of it are hidden from its reader."""

    name: str
    cells: tuple[SheetCell, ...]
    hidden: int = 0


class Span(NamedTuple):
    """A merged range, from its upper left to its lower right place, both inside."""

    top: int
    left: int
    bottom: int
    right: int


def merged(cells: list[SheetCell], spans: list[Span]) -> tuple[SheetCell, ...]:
    """The cells with their spans. A range that reaches beyond all cells is cut off there; a cell inside a range, which
    no program shows, is left out; of ranges that overlap the first one counts, and ranges that lie are not heeded.
    """
    if not spans:
        return tuple(cells)
    last_row = max((cell.row for cell in cells), default=0)
    last_column = max((cell.column for cell in cells), default=0)
    ranges = {
        (span.top, span.left): span for span in reversed(spans) if span.top <= span.bottom and span.left <= span.right
    }
    covered: set[tuple[int, int]] = set()
    shown = []
    for cell in cells:
        here = (cell.row, cell.column)
        if here in covered:
            continue
        span = ranges.get(here)
        if span:
            rows = min(span.bottom, last_row) - cell.row + 1
            columns = min(span.right, last_column) - cell.column + 1
            if rows * columns + len(covered) <= _MOST_COVERED:
                covered |= {(cell.row + down, cell.column + on) for down in range(rows) for on in range(columns)}
                cell = cell._replace(rows=max(1, rows), columns=max(1, columns))
        shown.append(cell)
    return tuple(shown)


def column_letters(column: int) -> str:
    """The letters of a column, from 0: A, B, ..., Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def place(sheet: str, row: int, column: int) -> str:
    """The place of a cell as spreadsheet programs write it: `GDP!B7`, `'2. Nông nghiệp'!B7`."""
    name = sheet if _PLAIN_NAME.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{column_letters(column)}{row + 1}"
