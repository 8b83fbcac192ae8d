"""A table taken apart: captions, headers, rows. One grid may hold several tables, one below the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from extract.meaning.tables.grid import GridCell, GridRow
from extract.meaning.tables.stacks import goes_on, header_text
from extract.meaning.tables.units import TableUnit, UnitReader
from extract.meaning.tables.words import TableWords

Kind = Literal["nothing", "lone", "text", "header", "numbers"]
_RUN: Final = 3  # numbers that follow one another in a row of headers: "1 2 3"
_SHORT: Final = 3  # words of a unit that no table knows
_BELOW: Final = 1 << 30  # the row of what stands under a grid


@dataclass(frozen=True, slots=True)
class Panel:
    """One table: what stands over it, its headers and its rows; `first` is its first column of numbers.

    `letterhead` is what stands above the caption, `units` are the lines that name the unit of all of it, `rows` the
    rows with numbers and the headings between them, `ordinals` and `codes` the columns before `first` whose numbers are
    no facts, `noted` the units that notes below it name, by their marks.
    """

    captions: tuple[GridCell, ...]
    letterhead: tuple[GridCell, ...]
    units: tuple[GridCell, ...]
    headers: tuple[GridRow, ...]
    rows: tuple[GridRow, ...]
    first: int
    ordinals: frozenset[int] = frozenset()
    codes: frozenset[int] = frozenset()
    noted: Mapping[str, Sequence[TableUnit]] = field(default_factory=dict)


@dataclass(slots=True)
class _Draft:
    head: list[GridRow] = field(default_factory=list)
    rows: list[GridRow] = field(default_factory=list)

    def first_number(self) -> int:
        """The column that numbers stand in first, in most rows."""
        first = Counter(row.numbers[0].column for row in self.rows if row.numbers)
        return first.most_common(1)[0][0] if first else 0


class PanelReader:
    """Takes tables apart by the words of tables and of units."""

    def __init__(self, words: TableWords, units: UnitReader) -> None:
        self._words = words
        self._units = units

    def panels(self, rows: Sequence[GridRow], below: Sequence[str] = ()) -> list[Panel]:
        """The tables of a grid, from the top; rows without any number around them belong to none. `below` are the texts
        under it.
        """
        texts = [*((row.number, cell.text) for row in rows for cell in row.texts), *((_BELOW, text) for text in below)]
        notes = [(number, note) for number, text in reversed(texts) if (note := self._units.note(text))]
        return [
            self._panel(draft, dict(note for number, note in notes if number > draft.rows[-1].number))
            for draft in self._drafts(rows)
        ]

    def _drafts(self, rows: Sequence[GridRow]) -> list[_Draft]:
        drafts: list[_Draft] = []
        pending: list[GridRow] = []
        for row in rows:
            fresh = not drafts or self._opens(pending, drafts[-1])
            kind = self._kind(row, None if fresh else drafts[-1])
            if kind != "numbers":
                pending.append(row)
                continue
            if fresh:
                drafts.append(_Draft(pending))
            else:
                drafts[-1].rows += pending
            drafts[-1].rows.append(row)
            pending = []
        return drafts

    def _kind(self, row: GridRow, draft: _Draft | None) -> Kind:
        """What a row is; `draft` is the table that it may belong to, None where a new one begins."""
        numbers, texts = row.numbers, row.texts
        if not numbers:
            return "text" if len(texts) > 1 else "lone" if texts else "nothing"
        before = [text for text in texts if text.column < numbers[0].column]
        if all(number.is_weak for number in numbers):
            first = draft.first_number() if draft else numbers[0].column
            beside = sum(text.column >= first for text in texts)
            if beside > len(numbers) or len(texts) > len(numbers) + 1 or (draft is None and texts):
                return "header"
        labels = [text for text in before if not self._units.whole(text.text, counted=True)]
        if draft is None and not labels and all(number.is_worded for number in numbers):
            return "header"
        if all(number.is_year for number in numbers) and (not before or (draft is None and len(numbers) > 1)):
            return "header" if len(numbers) > 1 or texts or draft is None else "numbers"
        own = [text for text in before if text.cell.row == row.number and len(text.text) > 1]
        return "header" if _counts_up(numbers) and not own else "numbers"

    def _opens(self, pending: Sequence[GridRow], draft: _Draft) -> bool:
        """Whether rows behind a table are the headers of a new one: they name columns, not units, over its numbers."""
        first = draft.first_number()
        return any(
            cell.column >= first and (cell.form == "number" or not self._units.whole(cell.text, counted=True))
            for row in pending
            if self._kind(row, None) in ("text", "header")
            for cell in row.cells
            if cell.form != "mark"
        )

    # -- the head of a table ------------------------------------------------------------------------------------------

    def _panel(self, draft: _Draft, noted: Mapping[str, Sequence[TableUnit]]) -> Panel:
        captions, letterhead, units, headers, below = self._head(draft)
        first, ordinals, codes = self._columns(headers, draft)
        return Panel(
            tuple(captions),
            tuple(letterhead),
            tuple(units),
            tuple(headers),
            (*below, *draft.rows),
            first,
            ordinals,
            codes,
            noted,
        )

    def _head(
        self, draft: _Draft
    ) -> tuple[list[GridCell], list[GridCell], list[GridCell], list[GridRow], list[GridRow]]:
        """Captions, what stands above them, lines of units, headers, and headings of rows above the first numbers."""
        captions: list[GridCell] = []
        letterhead: list[GridCell] = []
        units: list[GridCell] = []
        headers: list[GridRow] = []
        below: list[GridRow] = []
        first = draft.first_number()
        kinds = [self._kind(row, None) for row in draft.head]
        last = max((n for n, kind in enumerate(kinds) if kind in ("text", "header")), default=-1)
        for n, (row, kind) in enumerate(zip(draft.head, kinds, strict=True)):
            if kind == "nothing":
                continue
            if kind == "text" and n < last and not headers and self._captioned(row, first):
                captions.append(row.texts[0])
                units.append(row.texts[1])
                continue
            if kind != "lone":
                (below if headers and n == last and self._of_units(row, first) else headers).append(row)
                continue
            cell = row.texts[0]
            if self._words.leads("note", cell.text) or self._units.note(cell.text):
                continue
            if self._names_unit(cell, draft.head[n + 1 : last + 1], first, begun=bool(headers)):
                units.append(cell)
            elif cell.column >= max(first, 1):
                headers.append(row)
            elif n > last and headers and not goes_on(cell, headers[-1]):
                below.append(row)
            elif headers and cell.last_column < first:
                headers.append(row)
            else:
                captions.append(cell)
                letterhead += [text for header in headers for text in header.texts]
                headers = []
        return captions, letterhead, units, headers, below

    def _captioned(self, row: GridRow, first: int) -> bool:
        """Whether a row is a caption with the unit in its corner."""
        if len(row.texts) != 2 or row.texts[0].column >= max(first, 1):
            return False
        corner = row.texts[1].text
        return self._words.leads("unit", corner) is not None or self._units.is_line(corner)

    def _of_units(self, row: GridRow, first: int) -> bool:
        """Whether a row names the units of the columns, behind a label of its own: "Hành khách", "Nghìn HK"."""
        named = [cell for cell in row.texts if cell.column >= first]
        labelled = any(cell.column < first and not self._words.leads("unit", cell.text) for cell in row.texts)
        return labelled and bool(named) and all(self._units.whole(cell.text, counted=True) for cell in named)

    def _names_unit(self, cell: GridCell, behind: Sequence[GridRow], first: int, *, begun: bool) -> bool:
        whole = self._units.whole(cell.text)
        if whole and whole.kind == "duration":
            return False  # "(Tháng)" under a caption says how often the table appears
        if self._words.leads("unit", cell.text) or self._units.is_line(cell.text):
            return True
        right = cell.column >= max(first, 1) and not begun
        if right and self._units.whole(cell.text, counted=True):
            return True
        corner = right and cell.cell.columns == 1
        covers = any(other.covers(cell.column) for row in behind for other in row.texts)
        plain = len(cell.text.split()) <= _SHORT and not any(map(str.isdigit, cell.text))
        return corner and bool(behind) and covers and plain

    # -- its columns --------------------------------------------------------------------------------------------------

    def _columns(self, headers: Sequence[GridRow], draft: _Draft) -> tuple[int, frozenset[int], frozenset[int]]:
        """The first column of numbers, and those before it that number or code the rows."""
        numbers: Counter[int] = Counter()
        texts: Counter[int] = Counter()
        years: Counter[int] = Counter()
        for row in draft.rows:
            numbers.update(cell.column for cell in row.numbers)
            years.update(cell.column for cell in row.numbers if cell.is_year)
            texts.update(cell.column for cell in row.texts)
        ordinals: set[int] = set()
        codes: set[int] = set()
        first = None
        for column in sorted({*numbers, *(column for column in texts if texts[column])}):
            header = header_text(headers, column)
            if not numbers[column]:
                codes |= {column} if self._words.fills("code", header) else set()
                continue
            later = any(other > column for other in numbers)
            if self._words.fills("ordinal", header) or (
                later and not texts[column - 1] and self._orders(draft, column)
            ):
                ordinals.add(column)
            elif self._words.fills("code", header):
                codes.add(column)
            elif first is None and not self._labels(column, numbers, texts, years, header, headers=bool(headers)):
                first = column
        if first is None:
            first = max(numbers, key=lambda column: (numbers[column], column))
        return first, frozenset(ordinals), frozenset(codes)

    def _labels(
        self,
        column: int,
        numbers: Counter[int],
        texts: Counter[int],
        years: Counter[int],
        header: str,
        *,
        headers: bool,
    ) -> bool:
        """Whether the numbers of a column name its rows: nothing stands over it, or they are all years, the first."""
        if not any(other > column for other in numbers):
            return False
        if headers and not header and texts[column]:
            return True
        if years[column] == numbers[column] and not texts[column - 1]:
            return True
        return texts[column] > numbers[column]

    @staticmethod
    def _orders(draft: _Draft, column: int) -> bool:
        """Whether the numbers of a column count the rows, each with its text behind."""
        counted = [
            (cell.amount.value, row.at(column + 1))
            for row in draft.rows
            for cell in row.numbers
            if cell.column == column and cell.amount
        ]
        steps = [after - before for (before, _), (after, _) in pairwise(counted)]
        named = all(behind is not None and behind.form == "text" for _, behind in counted)
        return named and counted[0][0] == 1 and all(step == 1 or step < 0 for step in steps)


def _counts_up(numbers: Sequence[GridCell]) -> bool:
    """Whether numbers are those of columns or classes: whole, one more each time."""
    values = [cell.amount.value for cell in numbers if cell.amount and cell.amount.is_whole]
    steps: Iterator[bool] = (after - before == 1 for before, after in pairwise(values))
    return len(values) == len(numbers) >= _RUN and values[0] < 100 and all(steps)
