"""What readers of Word and PDF files find, in reading order: paragraphs and grids of cells; and these as one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from extract.model import Block, Cell, Role, Table
from extract.reading.decoded import without_surrogates
from extract.reading.legacy import Recovered, recover_all
from extract.reading.legacy.lines import encodings, told

_BREAKS: Final = re.compile(
    r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]"
)  # inside a cell: a line is a row, a tab parts cells
_HYPHENS: Final = re.compile("\u00ad{2,}")  # an optional hyphen of the program beside the code that looks like one
_CONTROLS: Final = re.compile(r"[\x00-\x01\x03-\x04\x07-\x08\x0b-\x0c\x0e-\x13\x15-\x18\x1a-\x1d\x1f\x7f]")


class Paragraph(NamedTuple):
    """A paragraph as it stands in the source, perhaps in a dead encoding, and its place there."""

    text: str
    role: Role = "paragraph"
    locator: str = ""


class GridCell(NamedTuple):
    """A cell of a grid as it stands in the source; it begins at a row and a column, from 0, and covers some of each.

    `indent` counts the steps by which its text is set in."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    heading: bool = False
    strong: bool = False
    locator: str = ""
    indent: int = 0


class Grid(NamedTuple):
    """A table of the source: its cells in the order of rows and columns, its place, and those of its rows, where they
    are not told by their numbers."""

    cells: tuple[GridCell, ...]
    locator: str = ""
    rows: tuple[str, ...] = ()

    def row(self, number: int) -> str:
        """The place of a row, counted from 0."""
        return self.rows[number] if self.rows else f"{self.locator} row {number + 1}"


Part = Paragraph | Grid


class Laid(NamedTuple):
    """Parts as one text: a paragraph or a row a line, with their places; and what was decoded to get it."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    encoding: str
    warnings: tuple[str, ...]


def laid(parts: Sequence[Part]) -> Laid:
    """The parts in their order, dead encodings decoded; what holds no words leaves no line."""
    recovered = recover_all([text for part in parts for text in _texts(part)])
    texts = iter(recovered)
    writer = _Writer()
    for part in parts:
        if isinstance(part, Grid):
            writer.grid(part, [next(texts).text for _ in part.cells])
        else:
            writer.paragraph(part, next(texts).text)
    return writer.laid(recovered)


def _texts(part: Part) -> list[str]:
    texts = [cell.text for cell in part.cells] if isinstance(part, Grid) else [part.text]
    return [_HYPHENS.sub("\u00ad", text) for text in texts]


class _Writer:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._at = 0

    def paragraph(self, paragraph: Paragraph, text: str) -> None:
        """Write a paragraph as a line, or as several where it has breaks."""
        self._line(_clean(text).strip("\n"), paragraph.role, paragraph.locator)

    def grid(self, grid: Grid, texts: Sequence[str]) -> None:
        """Write each row of a grid as a line, cells parted by tabs."""
        cells: list[Cell] = []
        for row, members in groupby(zip(grid.cells, texts, strict=True), key=lambda member: member[0].row):
            shown = [(cell, _BREAKS.sub(" ", _clean(text)).strip()) for cell, text in members]
            at = self._at
            if self._line("\t".join(text for _, text in shown), "table", grid.row(row)):
                cells += _placed(shown, at)
        if cells:
            self._tables.append(Table(tuple(cells), grid.locator))

    def _line(self, text: str, role: Role, locator: str) -> bool:
        if not text.strip():
            return False
        self._lines.append(text)
        self._blocks.append(Block(self._at, self._at + len(text), role, locator))
        self._at += len(text) + 1
        return True

    def laid(self, recovered: Sequence[Recovered]) -> Laid:
        """All that was written."""
        found = encodings(recovered)
        warnings = (told(recovered, "piece"),) if found else ()
        return Laid("\n".join(self._lines), tuple(self._blocks), tuple(self._tables), found, warnings)


def _placed(shown: Sequence[tuple[GridCell, str]], at: int) -> list[Cell]:
    cells = []
    for cell, text in shown:
        place = (at, at + len(text), cell.row, cell.column, cell.rows, cell.columns)
        cells.append(Cell(*place, cell.heading, cell.locator, indent=cell.indent, strong=cell.strong))
        at += len(text) + 1
    return cells


def _clean(text: str) -> str:
    return _CONTROLS.sub("", without_surrogates(text))
