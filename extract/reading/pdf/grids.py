"""Tables whose cells are drawn: rules that cross make cells, and cells that touch make a table.

The finding of cells is pdfplumber's; it is given the rules that pdfium sees, so that no page is parsed a second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from extract.reading.parts import Grid, GridCell
from extract.reading.pdf.boxes import Box, around
from extract.reading.pdf.glyphs import Stretch
from extract.reading.pdf.rows import Slot, split
from extract.reading.pdf.rules import Rule

SNAP: Final = 3.0  # points by which rules that are meant to meet may miss each other
SHORTEST: Final = 3.0  # points
MAX_RULES: Final = 4_000  # of one page; what has more is a drawing
FEWEST_CELLS: Final = 4


class Drawn(NamedTuple):
    """A table of a page: its cells' boxes, and the box around it."""

    cells: tuple[Box, ...]
    box: Box

    def holds(self, box: Box) -> bool:
        """Whether a box is in one of its cells."""
        return self.box.holds(box) and any(cell.holds(box) for cell in self.cells)

    @property
    def walls(self) -> set[Box]:
        """The left sides of its cells."""
        return {cell._replace(x1=cell.x0) for cell in self.cells}


def drawn_tables(rules: Sequence[Rule]) -> list[Drawn]:
    """The tables that the rules of a page draw, from the top."""
    edges = [_edge(rule) for rule in rules if max(rule.box.width, rule.box.height) >= SHORTEST]
    if not 4 <= len(edges) <= MAX_RULES:
        return []
    from pdfplumber import table

    merged = table.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    crossings = table.edges_to_intersections(merged, SNAP, SNAP)
    tables = []
    for cells in table.cells_to_tables(table.intersections_to_cells(crossings)):
        if len(cells) >= FEWEST_CELLS:
            boxes = tuple(Box(x0, -bottom, x1, -top) for x0, top, x1, bottom in cells)
            tables.append(Drawn(boxes, around(boxes)))
    return sorted(tables, key=lambda one: (-one.box.y1, one.box.x0))


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber has it: measured from above."""
    box = rule.box
    return {
        "x0": box.x0, "x1": box.x1, "top": -box.y1, "bottom": -box.y0, "width": box.width, "height": box.height,
        "orientation": "v" if rule.upright else "h", "object_type": "line",
    }  # fmt: skip


def filled(table: Drawn, stretches: Sequence[Stretch], page: int) -> Grid | None:
    """The table with the text that stands in its cells; None where all of it stands in one, as in a frame."""
    waiting = [stretch for stretch in stretches if table.box.holds(stretch.box)]
    lefts, tops = _places([box.x0 for box in table.cells]), _places([-box.y1 for box in table.cells])
    slots = []
    for box in table.cells:
        row, column = _index(tops, -box.y1), _index(lefts, box.x0)
        rows, columns = _index(tops, -box.y0) - row, _index(lefts, box.x1) - column
        inside = tuple(stretch for stretch in waiting if box.holds(stretch.box))
        waiting = [stretch for stretch in waiting if not box.holds(stretch.box)]
        slots.append(Slot(box, row, column, max(1, rows), max(1, columns), inside))
    if sum(bool(slot.stretches) for slot in slots) < 2:
        return None
    parted = _with_rows_split(sorted(slots, key=_place))
    cells = tuple(
        GridCell(slot.text, slot.row, slot.column, slot.rows, slot.columns, locator=f"page {page} {slot.box}")
        for slot in parted
    )
    boxes = {row: around(slot.box for slot in members) for row, members in groupby(parted, key=lambda slot: slot.row)}
    places = tuple(f"page {page} {boxes.get(row, table.box)}" for row in range(max(boxes) + 1))
    return Grid(cells, f"page {page} {table.box}", places)


def _place(slot: Slot) -> tuple[int, int]:
    return slot.row, slot.column


def _with_rows_split(slots: Sequence[Slot]) -> list[Slot]:
    """The cells with each drawn row that holds several rows of text made into as many."""
    done: list[Slot] = []
    added = 0
    for row, members in groupby(slots, key=lambda slot: slot.row):
        moved = [slot._replace(row=slot.row + added) for slot in members]
        parts = split(moved)
        more = max((slot.row for slot in parts), default=row + added) - row - added
        done = [s._replace(rows=s.rows + more) if s.row + s.rows > row + added > s.row else s for s in done]
        done += parts
        added += more
    return sorted(done, key=_place)


def _places(starts: Sequence[float]) -> list[float]:
    """Where rows or columns begin; what lies near each other is one."""
    places: list[float] = []
    for start in sorted(starts):
        if not places or start - places[-1] > SNAP:
            places.append(start)
    return places


def _index(places: Sequence[float], place: float) -> int:
    """How many rows or columns begin before a place."""
    return sum(start < place - SNAP for start in places)
