"""Rows of a table that are not parted by rules: a row of tall cells, one of which holds a column of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extract.reading.pdf.boxes import Box
from extract.reading.pdf.glyphs import Stretch
from extract.reading.pdf.lines import Line, lines
from extract.reading.pdf.paragraphs import MARKER

FEWEST: Final = 2  # numbers one above the other, from which each has a row of its own
_NUMBER: Final = re.compile(r"[\W_]*(?:\d[\d.,]*|[IVX]+(?:\.\d+)*|-)[\W_]*")
_FULL: Final = 0.85  # of a cell's width; a label that reaches so far may go on below


class Slot(NamedTuple):
    """A cell: its box, its place in the grid, and the text inside."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        return "\n".join(line.text for line in lines(self.stretches))


def split(slots: Sequence[Slot]) -> list[Slot]:
    """The cells of one row, as those of several where it holds several."""
    if len(slots) < 2 or any(slot.rows > 1 for slot in slots) or not any(_is_column(slot) for slot in slots):
        return list(slots)
    whole = lines([stretch for slot in slots for stretch in slot.stretches])
    groups = list(_rows(whole, slots))
    return [part for number, group in enumerate(groups) for part in _cut(slots, group, number, groups)]


def _is_column(slot: Slot) -> bool:
    """Whether a cell holds numbers one above the other, and nothing else."""
    texts = [line.text for line in lines(slot.stretches)]
    return len(texts) >= FEWEST and all(_NUMBER.fullmatch(text) for text in texts)


def _rows(whole: Sequence[Line], slots: Sequence[Slot]) -> Iterator[list[Line]]:
    """The lines across all cells by rows: a line with nothing but the rest of a label belongs to the line above."""
    label = max(slots, key=lambda slot: sum(len(stretch.text) for stretch in slot.stretches))
    group: list[Line] = []
    for line in whole:
        if group and not _goes_on(group[-1], line, label):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(above: Line, line: Line, label: Slot) -> bool:
    own = [stretch for stretch in line.stretches if label.box.holds(stretch.box)]
    before = [stretch for stretch in above.stretches if label.box.holds(stretch.box)]
    if not own or not before or MARKER.match(own[0].text.strip()):
        return False
    valued = len(own) < len(line.stretches) and len(before) < len(above.stretches)
    reach = max(stretch.box.x1 for stretch in before) - label.box.x0
    return not valued and reach > _FULL * label.box.width


def _cut(slots: Sequence[Slot], group: Sequence[Line], number: int, groups: Sequence[Sequence[Line]]) -> Iterator[Slot]:
    """The part of each cell that is in one group of lines."""
    top = slots[0].box.y1 if number == 0 else _between(groups[number - 1], group)
    bottom = slots[0].box.y0 if number == len(groups) - 1 else _between(group, groups[number + 1])
    inside = {id(stretch) for line in group for stretch in line.stretches}
    for slot in slots:
        kept = tuple(stretch for stretch in slot.stretches if id(stretch) in inside)
        yield slot._replace(box=slot.box._replace(y0=bottom, y1=top), row=slot.row + number, stretches=kept)


def _between(above: Sequence[Line], below: Sequence[Line]) -> float:
    return (min(line.box.y0 for line in above) + max(line.box.y1 for line in below)) / 2
