"""The grids of a page's tables: which row and column each cell stands in, merged cells resolved as browsers do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from extract.model import Block, Cell, Table
from extract.reading.web.pieces import Piece
from extract.reading.web.tree import Element, xpath

__all__ = ["tables"]

MOST_COLUMNS: Final = 1000  # that a cell may cover, as the HTML standard says
BOLD: Final = frozenset(("b", "strong", "th"))


def tables(parts: Sequence[Piece], blocks: Sequence[Block]) -> tuple[Table, ...]:
    """The tables whose rows are among the pieces of a text; `blocks` says where in the text each piece stands."""
    rows: dict[Element, dict[Element, tuple[Piece, int]]] = {}
    for piece, block in zip(parts, blocks, strict=True):
        if piece.is_row:
            table = next(above for above in piece.element.ancestors() if above.tag == "table")
            rows.setdefault(table, {})[piece.element] = (piece, block.start)
    return tuple(Table(tuple(_cells(table, found)), xpath(table)) for table, found in rows.items())


def _cells(table: Element, read: Mapping[Element, tuple[Piece, int]]) -> Iterator[Cell]:
    """The cells of the rows that are read."""
    rows = [element for element in table.walk() if element.tag == "tr"]
    widest = max(sum(1 for _ in _own_cells(row)) for row in rows)
    taken = _Taken()
    for number, row in enumerate(rows):
        column = 0
        places = _places(read[row]) if row in read else None
        for cell in _own_cells(row):
            column = taken.free(column, number)
            columns = min(_span(cell, "colspan"), widest, MOST_COLUMNS)
            reach = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            if reach > 1:
                taken.add(range(column, column + columns), number + reach)
            if places:
                yield Cell(
                    *next(places), number, column, reach, columns,
                    heading=_is_heading(cell), locator=xpath(cell), strong=_is_bold(cell),
                )  # fmt: skip
            column += columns


class _Taken:
    """The columns that cells of rows above reach down into, each with the first row below that cell.

    A stretch of such columns that was gone through is remembered with the first row that one of them is free in: gone
    through anew for each row, a page of cells that all reach to its end would take time by the square of its rows.
    """

    def __init__(self) -> None:
        self._below: dict[int, int] = {}
        self._behind: dict[int, tuple[int, int]] = {}

    def add(self, columns: Iterable[int], below: int) -> None:
        self._below.update(dict.fromkeys(columns, below))

    def free(self, column: int, row: int) -> int:
        """The first column from this one on that is free in a row."""
        first, until = column, sys.maxsize
        while (below := self._below.get(column, 0)) > row:
            behind, holds = self._behind.get(column, (0, 0))
            column, until = (behind, min(until, holds)) if holds > row else (column + 1, min(until, below))
        if column > first + 1:
            self._behind[first] = column, until
        return column


def _own_cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row.elements() if cell.tag in ("td", "th"))


def _places(row: tuple[Piece, int]) -> Iterator[tuple[int, int]]:
    """Where in the text the cells of a row stand: its piece holds them parted by tabs."""
    piece, start = row
    for text in piece.text.split("\t"):
        yield start, start + len(text)
        start += len(text) + 1


def _span(cell: Element, name: str) -> int:
    """How far a cell reaches; 1 where it says nothing sensible, 0 (of rows: all that are left) where it says so."""
    written = cell.get(name).strip()
    if not written.isdecimal() or len(written) > 5:
        return 1
    return int(written) if name == "rowspan" else max(1, int(written))


def _is_heading(cell: Element) -> bool:
    return cell.tag == "th" or any(above.tag == "thead" for above in cell.ancestors())


def _is_bold(cell: Element) -> bool:
    """Whether all of a cell's words are bold."""
    if cell.tag == "th":
        return True
    bold = sum(len(inner.text) for inner in cell.walk() if inner.tag in BOLD)
    return 0 < len(cell.text) <= bold
