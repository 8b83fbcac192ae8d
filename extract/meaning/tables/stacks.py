"""What stands over a column of a table, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.meaning.tables.grid import GridCell, GridRow


def groups_over(headers: Sequence[GridRow], column: int) -> Iterator[str]:
    """The texts over a column, from the top; cells as wide as the one above are its further lines.

    A number is the name of a class under a wider header ("Lớp", 1 to 12); a row that only counts columns says nothing.
    """
    lines: list[GridCell] = []
    for row in headers:
        cell = row.at(column)
        if cell is None or cell.form == "mark" or cell in lines or _counts_columns(cell, lines):
            continue
        if lines and not _as_wide(lines[-1], cell):
            yield _joined(lines)
            lines = []
        lines.append(cell)
    if lines:
        yield _joined(lines)


def _joined(lines: Sequence[GridCell]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())


def _counts_columns(cell: GridCell, above: Sequence[GridCell]) -> bool:
    """Whether a cell of a header numbers its column."""
    plain = cell.amount is not None and cell.amount.is_whole and not cell.is_year
    return plain and not (above and above[-1].cell.columns > max(1, cell.cell.columns))


def _as_wide(above: GridCell, below: GridCell) -> bool:
    return (above.column, above.last_column) == (below.column, below.last_column)


def header_text(headers: Sequence[GridRow], column: int) -> str:
    """The texts over a column in one line, a cell that spans rows once."""
    over = dict.fromkeys(cell for row in headers if (cell := row.at(column)) and cell.form == "text")
    return " ".join(cell.text for cell in over)


def goes_on(cell: GridCell, header: GridRow) -> bool:
    """Whether a text alone in its row is the last line of the header over it: "Đơn vị" over "tính"."""
    above = header.at(cell.column)
    return cell.text[0].islower() and above is not None and above.form == "text"
