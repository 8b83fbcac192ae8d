"""Tables without rules: figures that stand one above the other, behind labels, below the heads of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extract.reading.parts import Grid, GridCell
from extract.reading.pdf.boxes import Box, around
from extract.reading.pdf.glyphs import Stretch
from extract.reading.pdf.lines import Line, lines

FEWEST_ROWS: Final = 3  # with figures
MOST_LABELS: Final = 3  # lines without figures, one after the other, inside a table
MOST_HEADS: Final = 7  # lines above the first row that may belong to the heads of the columns
_APART: Final = 1.2  # heights of a letter between cells, at least
_ALIGNED: Final = 1.0  # points by which figures must stand over each other to be of one column
_STEP: Final = 2.5  # times the height of a letter, at most, between the lines of the heads
_FIRST_STEP: Final = 6.0  # the same from the last of them to the first row
_BESIDE: Final = (
    0.3  # of the way from the labels to the figures; what begins before it and goes over figures is no head
)
_CENTRED: Final = 0.15  # of the width of several columns, by which a head over them all may stand off their centre
_MOST: Final = 0.6  # of the rows with figures
_INDENT: Final = 9.0  # points of one step of indentation

_FIGURE: Final = re.compile(r"[-–—+(]?\s?\d[\d.,]*\s?(?:%|\))?|[-–—.…*x]{1,4}|\(?\.\.\.\)?")
_LEADER: Final = re.compile(r"(?:\.\s?){4,}$|…{2,}$")  # leads to the number of a page
_UNITS: Final = re.compile(
    r"(?:Đơn vị|ĐVT|§¬n vÞ|§VT)|(?:Nghìn|Triệu|Tỷ|Tấn|Ha|ha|Người|Đồng|USD|%)\b.{0,24}$", re.IGNORECASE
)


class _Row(NamedTuple):
    """A line as cells: its label, the word that may stand between (a unit, mostly), and its figures."""

    line: Line
    label: tuple[Stretch, ...]
    figures: tuple[Line, ...]
    word: Line | None = None


def with_tables(column: Sequence[Line], page: int) -> Iterator[list[Line] | Grid]:
    """The lines of a column from the top: those of running text together, and each table as a grid."""
    rows = [_row(line) for line in column]
    at = 0
    for start, end in _stretches_of_figures(rows):
        grid, first = _grid(rows[at:end], start - at, page)
        if grid is not None:
            yield list(column[at : at + first])
            yield grid
            at = end
    yield list(column[at:])


def _row(line: Line) -> _Row:
    cells = _cells(line)
    figures = []
    while len(cells) > 0 and _FIGURE.fullmatch(cells[-1].text.strip()):
        figures.append(cells.pop())
    if cells and _LEADER.search(cells[-1].text):
        figures = []
    return _Row(line, tuple(stretch for cell in cells for stretch in cell.stretches), tuple(reversed(figures)))


def _cells(line: Line) -> list[Line]:
    """A line parted where gaps are wide."""
    groups = [[line.stretches[0]]]
    for left, right in pairwise(line.stretches):
        if right.box.x0 - left.box.x1 > _APART * max(left.size, right.size):
            groups.append([])
        groups[-1].append(right)
    return [Line(tuple(group), around(stretch.box for stretch in group)) for group in groups]


def _with_words(body: Sequence[_Row]) -> list[_Row]:
    """The rows with a column of words between labels and figures taken out of the labels, where most rows have one."""
    parted = [(row, _cells(Line(row.label, row.line.box)) if row.label else []) for row in body]
    words = [cells[-1] for row, cells in parted if row.figures and len(cells) > 1]
    if len(words) < _MOST * sum(bool(row.figures and row.label) for row in body):
        return list(body)
    left, right = max(word.box.x0 for word in words), min(word.box.x1 for word in words)
    if left > right:  # they do not stand one above the other
        return list(body)
    return [
        row._replace(label=tuple(s for cell in cells[:-1] for s in cell.stretches), word=cells[-1])
        if len(cells) > 1 and cells[-1].box.x0 < right and cells[-1].box.x1 > left
        else row
        for row, cells in parted
    ]


def _values(row: _Row) -> list[Line]:
    """All of a row but its label."""
    return [*([row.word] if row.word else []), *row.figures]


def _stretches_of_figures(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """From which row on and up to which there are figures behind labels, with few lines in between that have none."""
    valued = [number for number, row in enumerate(rows) if row.label and row.figures]
    start = 0
    for place in range(1, len(valued) + 1):
        if place == len(valued) or valued[place] - valued[place - 1] > MOST_LABELS + 1:
            if place - start >= FEWEST_ROWS:
                yield valued[start], valued[place - 1] + 1
            start = place


def _grid(rows: Sequence[_Row], start: int, page: int) -> tuple[Grid | None, int]:
    """The table that begins at a row, and the line at which its heads begin; None where its figures are not aligned."""
    body = _with_words(rows[start:])
    columns = _columns(body)
    if not columns:
        return None, 0
    labels = min(box.x0 for row in body for box in [around(s.box for s in row.label)] if row.label)
    head = _first_head(rows, start, columns)
    cells = [*_heads(rows[head:start], columns)]
    top = max((cell.row for cell in cells), default=-1) + 1
    for number, members in enumerate(_wrapped(body)):
        cells += _body_cells(members, number + top, columns, labels)
    shown = [
        cell._replace(locator=f"page {page} {cell.locator}") for cell in sorted(cells, key=lambda c: (c.row, c.column))
    ]
    whole = around(row.line.box for row in rows[head:])
    return Grid(tuple(shown), f"page {page} {whole}", tuple(_row_places(cells, page, whole))), head


def _columns(body: Sequence[_Row]) -> list[Box]:
    """The columns of figures from the left, those that stand over each other as one; none where a row has two figures
    in one column, or a column has one figure alone."""
    boxes = sorted((cell.box for row in body for cell in _values(row)), key=lambda box: box.x0)
    groups: list[list[Box]] = []
    for box in boxes:
        if groups and box.x0 < around(groups[-1]).x1 - _ALIGNED:
            groups[-1].append(box)
        else:
            groups.append([box])
    columns = [around(group) for group in groups]
    for row in body:
        places = [_place(columns, cell.box) for cell in _values(row)]
        if len(set(places)) < len(places):
            return []
    return columns if all(len(group) > 1 for group in groups) else []


def _place(columns: Sequence[Box], box: Box) -> int:
    """The column that a box stands in or nearest to."""
    return min(range(len(columns)), key=lambda n: abs(columns[n].centre - box.centre))


def _first_head(rows: Sequence[_Row], start: int, columns: Sequence[Box]) -> int:
    """The line from which on all lines are heads of columns: above the figures, beside the labels, close together."""
    label = min(row.line.box.x0 for row in rows[start:])
    left = label + _BESIDE * (columns[0].x0 - label)
    head = start
    for number in range(start - 1, max(-1, start - MOST_HEADS - 1), -1):
        row, below = rows[number].line, rows[number + 1].line
        pieces = _cells(row)
        step = (_FIRST_STEP if number == start - 1 else _STEP) * max(row.size, below.size)
        across = any(piece.box.x0 < left and piece.box.x1 > columns[0].x0 for piece in pieces)
        if row.box.y0 - below.box.y1 > step or pieces[-1].box.x1 < columns[0].x0 or across:
            break
        if len(pieces) == 1 and _UNITS.match(pieces[0].text.strip()):
            break
        head = number
    return head


def _heads(rows: Sequence[_Row], columns: Sequence[Box]) -> Iterator[GridCell]:
    """The heads, stacked lines of one column as one cell; those over several columns are a row above."""
    all_lines = [_cells(row.line) for row in rows]
    pieces: dict[tuple[int, int], list[Stretch]] = {}
    for cells in all_lines:
        for number, cell in enumerate(cells):
            span = _wide_span(cells, number, columns)
            if not span or not _is_over(cell.box, span, columns, all_lines):
                span = _narrow_span(cell, columns)
            pieces.setdefault(span, []).extend(cell.stretches)
    spanning = any(count > 1 for _, count in pieces)
    for (column, count), stretches in sorted(pieces.items()):
        text = " ".join(line.text.replace("\t", " ") for line in lines(stretches))
        box = around(stretch.box for stretch in stretches)
        lower = count == 1 and any(first <= column < first + many for first, many in pieces if many > 1)
        height = 2 if spanning and count == 1 and not lower else 1
        yield GridCell(text, int(lower), column, height, count, heading=True, locator=str(box))


def _wide_span(cells: Sequence[Line], number: int, columns: Sequence[Box]) -> tuple[int, int] | None:
    """The columns whose centre a head stands over, up to half the way to its neighbours; None where it is one."""
    box = cells[number].box
    low = (cells[number - 1].box.x1 + box.x0) / 2 if number else 0.0
    high = (box.x1 + cells[number + 1].box.x0) / 2 if number + 1 < len(cells) else columns[-1].x1 + 1
    own = [n for n, column in enumerate(columns) if low <= column.centre <= high]
    if len(own) < 2:
        return None
    whole = columns[own[0]].around(columns[own[-1]])
    return (own[0] + 1, len(own)) if abs(whole.centre - box.centre) <= _CENTRED * whole.width else None


def _is_over(box: Box, span: tuple[int, int], columns: Sequence[Box], heads: Sequence[Sequence[Line]]) -> bool:
    """Whether further heads stand below one, each over a column of its span, and none beside it there."""
    inside = range(span[0] - 1, span[0] - 1 + span[1])
    others = [one.box for cells in heads for one in cells if one.box != box and _place(columns, one.box) in inside]
    if any(one.y0 < box.y1 - 1 and one.y1 > box.y0 + 1 for one in others):
        return False
    return len({_place(columns, one) for one in others if one.y1 <= box.y0 + 1}) > 1


def _narrow_span(cell: Line, columns: Sequence[Box]) -> tuple[int, int]:
    """The columns that a head reaches over, else the nearest; the labels are the column 0."""
    box = cell.box
    if box.x1 < columns[0].x0 - 3 * cell.size:
        return 0, 1
    return _place(columns, box) + 1, 1


def _wrapped(body: Sequence[_Row]) -> list[list[_Row]]:
    """The rows, a label that goes on over several lines as one: what begins small goes on from the line above."""
    groups: list[list[_Row]] = []
    for row in body:
        text = row.label[0].text.strip() if row.label else ""
        goes_on = bool(groups) and (text[:1].islower() or text[:1] == "(")
        if goes_on and sum(bool(one.figures) for one in (*groups[-1], row)) <= 1:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _body_cells(members: Sequence[_Row], number: int, columns: Sequence[Box], left: float) -> Iterator[GridCell]:
    label = [stretch for row in members for stretch in row.label]
    if label:
        box = around(stretch.box for stretch in label)
        text = " ".join(line.text.replace("\t", " ") for line in lines(label))
        yield GridCell(text, number, 0, locator=str(box), indent=max(0, round((box.x0 - left) / _INDENT)))
    for row in members:
        for cell in _values(row):
            yield GridCell(cell.text, number, _place(columns, cell.box) + 1, locator=str(cell.box))


def _row_places(cells: Sequence[GridCell], page: int, whole: Box) -> Iterator[str]:
    for number in range(max(cell.row for cell in cells) + 1):
        boxes = [Box(*map(float, cell.locator[1:-1].split())) for cell in cells if cell.row == number]
        yield f"page {page} {around(boxes) if boxes else whole}"
