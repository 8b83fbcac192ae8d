"""The cells of a table laid out in rows, each with its canonical text and the number it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from extract.figures.digits import Style
from extract.figures.quantities import QuantityReader
from extract.language.canonical import Canonical
from extract.meaning.tables.amounts import Amount, column_style, is_mark, is_year, read_amount
from extract.model import Cell, Table

Form = Literal["number", "text", "mark"]
_OF_TIME: Final = frozenset(("năm", "quý", "tháng", "tuần", "ngày", "tuổi"))
_MOST_REPEATS: Final = 10  # how often cells may be repeated by the rows they span, for each cell of the table


class GridCell(NamedTuple):
    """A cell with what it shows: `text` is canonical and stripped, `start` its place in the canonical text, `spaces`
    how many stood in front of it.
    """

    cell: Cell
    text: str
    start: int
    form: Form
    amount: Amount | None = None
    spaces: int = 0

    @property
    def column(self) -> int:
        return self.cell.column

    @property
    def last_column(self) -> int:
        return self.cell.column + max(1, self.cell.columns) - 1

    def covers(self, column: int) -> bool:
        """Whether the cell stands in that column, itself or as a merged cell."""
        return self.cell.column <= column <= self.last_column

    @property
    def is_weak(self) -> bool:
        """Whether the number may as well belong to the words of a header: a year, "10 tháng", "13 tuổi"."""
        quantity = self.amount.quantity if self.amount else None
        return self.is_year or (quantity is not None and quantity.unit in _OF_TIME)

    @property
    def is_worded(self) -> bool:
        """Whether the number is written with its unit."""
        return self.amount is not None and self.amount.quantity is not None and not self.cell.stored

    @property
    def is_year(self) -> bool:
        return self.amount is not None and is_year(self.amount, self.text)


class GridRow(NamedTuple):
    """A row: its cells that show something, in the order of columns, those that span it from above included."""

    number: int
    cells: tuple[GridCell, ...]

    @property
    def numbers(self) -> list[GridCell]:
        return [cell for cell in self.cells if cell.form == "number"]

    @property
    def texts(self) -> list[GridCell]:
        return [cell for cell in self.cells if cell.form == "text"]

    def at(self, column: int) -> GridCell | None:
        """The cell that stands in a column."""
        return next((cell for cell in self.cells if cell.covers(column)), None)


def grid(table: Table, canonical: Canonical, habit: Style, quantities: QuantityReader) -> list[GridRow]:
    """The rows of a table that show something, in order. Places and spans are taken as they come, whatever they say."""
    placed = [(cell, *_text(cell, canonical)) for cell in table.cells]
    style = column_style((text for cell, text, _, _ in placed if not cell.stored), habit)
    cells = [_cell(cell, text, (start, spaces), style, quantities) for cell, text, start, spaces in placed if text]
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.cell.row, []).append(cell)
    for number, cell in _repeated(cells, sorted(rows)):
        rows[number].append(cell)
    return [GridRow(n, tuple(sorted(rows[n], key=lambda cell: cell.cell[2:4][::-1]))) for n in sorted(rows)]


def _text(cell: Cell, canonical: Canonical) -> tuple[str, int, int]:
    start, end = canonical.to_canonical(cell.start), canonical.to_canonical(max(cell.start, cell.end))
    text = canonical.text[start:end]
    return text.strip(), start + len(text) - len(text.lstrip()), len(text) - len(text.lstrip())


def _cell(cell: Cell, text: str, at: tuple[int, int], style: Style, quantities: QuantityReader) -> GridCell:
    start, spaces = at
    if is_mark(text):
        return GridCell(cell, text, start, "mark", None, spaces)
    worded = cell.heading and not cell.stored and not text.isdecimal()  # a header may say "5 - 10 tuổi"
    amount = None if worded else read_amount(text, cell.stored, style, quantities)
    return GridCell(cell, text, start, "number" if amount else "text", amount, spaces)


def _repeated(cells: Sequence[GridCell], numbers: Sequence[int]) -> Iterator[tuple[int, GridCell]]:
    """Cells that span rows, for each further row of theirs; texts only, for a number stands where it stands."""
    left = _MOST_REPEATS * len(cells)
    known = {number: n for n, number in enumerate(numbers)}
    for cell in cells:
        if cell.cell.rows < 2 or cell.form == "number":
            continue
        for n in range(known[cell.cell.row] + 1, len(numbers)):
            if numbers[n] >= cell.cell.row + cell.cell.rows or not left:
                break
            left -= 1
            yield numbers[n], cell
