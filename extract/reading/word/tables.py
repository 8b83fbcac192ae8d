"""Tables of Word files as grids: cells that go on to the right or downwards are one cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from extract.reading.parts import Grid, GridCell
from extract.reading.word.styles import child, name_of, switched_on, value

_MOST_COLUMNS: Final = 1024  # Word itself ends at 63


class _Raw(NamedTuple):
    """A cell as its row has it: where it stands, how far it reaches, whether it goes on from the cell above."""

    element: Any
    row: int
    column: int
    columns: int
    goes_on: bool
    heading: bool


def grid(table: Any, locator: str, text_of: Callable[[Any], str]) -> Grid:
    """A table element as a grid; `text_of` gives the text of a cell."""
    rows = [list(_row(element, number)) for number, element in enumerate(_descend(table, "tr"))]
    heights = _heights(rows)
    cells = []
    for row in rows:
        for place, cell in enumerate((one for one in row if not one.goes_on), 1):
            cells.append(
                GridCell(
                    text_of(cell.element),
                    cell.row,
                    cell.column,
                    heights.get((cell.row, cell.column), 1),
                    cell.columns,
                    cell.heading,
                    _is_strong(cell.element),
                    f"{locator} row {cell.row + 1} cell {place}",
                )
            )
    return Grid(tuple(cells), locator)


def _descend(container: Any, kind: str) -> Iterator[Any]:
    """The elements of a kind directly below, or in what merely wraps them (a content control, a tracked insertion)."""
    for element in container:
        if name_of(element) == kind:
            yield element
        elif name_of(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _descend(element, kind)


def _row(element: Any, number: int) -> Iterator[_Raw]:
    properties = child(element, "trPr")
    if child(properties, "del") is not None:
        return
    heading = switched_on(properties, "tblHeader")
    column = _count(value(child(properties, "gridBefore")))
    for cell in _descend(element, "tc"):
        own = child(cell, "tcPr")
        columns = max(1, _count(value(child(own, "gridSpan"))))
        merge = child(own, "vMerge")
        yield _Raw(cell, number, column, columns, merge is not None and value(merge) != "restart", heading)
        column += columns


def _count(written: str) -> int:
    return min(int(written), _MOST_COLUMNS) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def _heights(rows: Sequence[Sequence[_Raw]]) -> dict[tuple[int, int], int]:
    """How many rows each cell covers, by its place."""
    heights: dict[tuple[int, int], int] = {}
    above: dict[int, tuple[int, int]] = {}
    for row in rows:
        here: dict[int, tuple[int, int]] = {}
        for cell in row:
            start = above.get(cell.column, (cell.row, cell.column)) if cell.goes_on else (cell.row, cell.column)
            heights[start] = cell.row - start[0] + 1
            here[cell.column] = start
        above = here
    return heights


def _is_strong(cell: Any) -> bool:
    """Whether all its runs that hold words are bold."""
    runs = [
        run
        for run in cell.iter()
        if name_of(run) == "r" and any(name_of(t) == "t" and (t.text or "").strip() for t in run)
    ]
    return bool(runs) and all(switched_on(child(run, "rPr"), "b") for run in runs)
