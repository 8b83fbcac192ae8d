"""Rows of cells told by where their borders stand, as RTF and .doc files keep them, made into one grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.reading.parts import Grid, GridCell

_NEAR: Final = 80  # twips (1/1440 inch) by which borders that are meant to be one may lie apart


class RowCell(NamedTuple):
    """A cell of a row: its text, where its right border stands in twips, and what it goes on from."""

    text: str
    right: int
    goes_on_down: bool = False
    goes_on_right: bool = False
    strong: bool = False


class Row(NamedTuple):
    """A row: where its left border stands in twips, its cells, and whether it is a heading of the table."""

    left: int
    cells: tuple[RowCell, ...]
    heading: bool = False


def grid(rows: Sequence[Row], locator: str) -> Grid:
    """The rows as a grid, whose columns are all places where a border stands."""
    borders = _borders(rows)
    cells: list[GridCell] = []
    open_above: dict[int, int] = {}  # where a cell of the row above begins -> its number in `cells`
    for number, row in enumerate(rows):
        here: dict[int, int] = {}
        column, place = _column(borders, row.left), 0
        for cell in row.cells:
            end = max(column + 1, _column(borders, cell.right))
            if cell.goes_on_right and column in [_end(cells[n]) for n in here.values()]:
                _widen(cells, here, column, end)
            elif cell.goes_on_down and column in open_above:
                here[column] = open_above[column]
                above = cells[here[column]]
                cells[here[column]] = above._replace(rows=number - above.row + 1)
            else:
                place += 1
                here[column] = len(cells)
                where = f"{locator} row {number + 1} cell {place}"
                cells.append(GridCell(cell.text, number, column, 1, end - column, row.heading, cell.strong, where))
            column = end
        open_above = here
    return Grid(tuple(cells), locator)


def _end(cell: GridCell) -> int:
    return cell.column + cell.columns


def _widen(cells: list[GridCell], here: dict[int, int], column: int, end: int) -> None:
    """Let the cell that ends at a column reach further."""
    last = next(number for number in reversed(here.values()) if _end(cells[number]) == column)
    cells[last] = cells[last]._replace(columns=end - cells[last].column)


def _borders(rows: Sequence[Row]) -> list[int]:
    """The places of all borders from the left, those that lie near each other as one."""
    borders: list[int] = []
    for border in sorted({row.left for row in rows} | {cell.right for row in rows for cell in row.cells}):
        if not borders or border - borders[-1] > _NEAR:
            borders.append(border)
    return borders


def _column(borders: Sequence[int], border: int) -> int:
    return max(0, bisect_left(borders, border - _NEAR))
