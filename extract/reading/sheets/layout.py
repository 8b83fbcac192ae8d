"""A workbook as one document: a row is a line of text, its cells parted by tabs, each cell citable by `sheet!B7`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from extract.model import Block, Cell, Role, Table
from extract.reading.decoded import without_surrogates
from extract.reading.sheets.cells import Sheet, SheetCell, place

_BREAKS: Final = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")  # inside a cell: a line is a row
_WORD: Final = re.compile(r"[^\W\d_]")


class Layout(NamedTuple):
    """The text of a workbook, with its rows as blocks and its sheets as tables."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]


def layout(sheets: Iterable[Sheet]) -> Layout:
    """The sheets one after the other, parted by an empty line."""
    lines: list[str] = []
    blocks: list[Block] = []
    tables: list[Table] = []
    at = 0
    for sheet in sheets:
        rows = [list(row) for _, row in groupby(sheet.cells, key=lambda cell: cell.row)]
        roles = _roles(rows)
        cells: list[Cell] = []
        for row, role in zip(rows, roles, strict=True):
            line, made = _line(sheet.name, row, at)
            blocks.append(Block(at, at + len(line), role, _row_place(sheet.name, row)))
            cells += made if role != "paragraph" else []
            lines.append(line)
            at += len(line) + 1
        if cells:
            tables.append(Table(tuple(cells), place(sheet.name, 0, 0).rpartition("!")[0]))
        if rows:
            lines.append("")
            at += 1
    return Layout("\n".join(lines).removesuffix("\n"), tuple(blocks), tuple(tables))


def _line(sheet: str, row: Sequence[SheetCell], at: int) -> tuple[str, list[Cell]]:
    """A row as a line; a cell's place in the grid tells which columns are empty between two of them."""
    texts, cells = [], []
    for cell in row:
        text = without_surrogates(_BREAKS.sub(" ", cell.text))
        cells.append(
            Cell(at, at + len(text), cell.row, cell.column, cell.rows, cell.columns, False,
                 place(sheet, cell.row, cell.column), cell.stored, cell.indent, cell.strong)
        )  # fmt: skip
        texts.append(text)
        at += len(text) + 1
    return "\t".join(texts), cells


def _row_place(sheet: str, row: Sequence[SheetCell]) -> str:
    first, last = row[0], row[-1]
    start = place(sheet, first.row, first.column)
    return start if len(row) == 1 else f"{start}:{place(sheet, last.row, last.column).rpartition('!')[2]}"


def _roles(rows: Sequence[Sequence[SheetCell]]) -> list[Role]:
    """What stands alone in its row above the first row of several cells is the caption; below the last number, a note.

    A sheet without numbers holds text, row by row.
    """
    numbered = [n for n, row in enumerate(rows) if any(cell.stored for cell in row)]
    if not numbered:
        return ["paragraph" if len(row) == 1 else "table" for row in rows]
    first = next(n for n, row in enumerate(rows) if len(row) > 1 or n == numbered[0])
    return [_role(n, row, first, numbered[-1]) for n, row in enumerate(rows)]


def _role(number: int, row: Sequence[SheetCell], first: int, last: int) -> Role:
    alone = len(row) == 1 and _WORD.search(row[0].text) is not None
    if alone and number < first:
        return "caption"
    return "paragraph" if alone and number > last else "table"
