"""A fact of a table with the place it was read from: the figure in its cell, the sentence its row."""

from __future__ import annotations

from typing import Final

from extract.language.canonical import Canonical
from extract.meaning.citing import cited
from extract.meaning.tables.grid import GridCell, GridRow
from extract.meaning.tables.meanings import CellMeaning
from extract.model import Document, Fact

_LONGEST: Final = 500  # code points of a row quoted before a figure, and behind it


def cited_cell(document: Document, canonical: Canonical, row: GridRow, cell: GridCell, meaning: CellMeaning) -> Fact:
    """The fact that a cell states; of a very long row only the cells around it are quoted."""
    start, end = _quoted(document, row, cell)
    low, high = canonical.to_canonical(start), canonical.to_canonical(end)
    shift = cell.start - low
    figure = meaning.figure._replace(start=meaning.figure.start + shift, end=meaning.figure.end + shift)
    fact = cited(document, canonical, (low, high), figure, meaning.meaning, meaning.sure)
    return fact._replace(locator=cell.cell.locator or fact.locator)


def _quoted(document: Document, row: GridRow, cell: GridCell) -> tuple[int, int]:
    own = [other.cell for other in row.cells if other.cell.row == row.number]
    start, end = min(other.start for other in own), max(other.end for other in own)
    if end - start <= 2 * _LONGEST or not start <= cell.cell.start <= cell.cell.end <= end:
        return (start, end) if start <= cell.cell.start <= cell.cell.end <= end else (cell.cell.start, cell.cell.end)
    before = [other.start for other in own if other.start >= cell.cell.start - _LONGEST]
    behind = [other.end for other in own if other.end <= cell.cell.end + _LONGEST]
    return min(before, default=cell.cell.start), max(behind, default=cell.cell.end)
