"""What stands before a row: its label, and the headings that it lies under.

A row lies under those above that stand further out: in an earlier column, less set in, bold over plain, numbered "A."
over "I." over "1." over "a)", plain over "-" over "+", and a heading without numbers over rows of its own level. A bold
heading that is not numbered stands over plain rows that are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extract.language.regexes import regex
from extract.meaning.tables.grid import GridCell, GridRow
from extract.meaning.tables.panels import Panel
from extract.meaning.tables.stacks import header_text
from extract.meaning.tables.units import TableUnit, UnitReader, is_ditto, without_marks
from extract.meaning.tables.words import TableWords

_NUMBERED: Final = (
    regex(r"[A-H](?:\s?[./)]|\s?-\s)\s*(?=\S)|[A-H](?=\s{2,}\S)"),
    regex(r"[IVX]{1,5}(?:\s?[./)]|\s?-\s)\s*(?=\S)"),
    regex(r"\d{1,2}(?:\s?[./)]|\s?-\s)(?!\d)\s*(?=[^\d\s])"),
    regex(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*[.)]?\s(?=\S)"),
    regex(r"[a-zđ]\s?[.)]\s?(?=\S)"),
)
_BULLETS: Final = {"*": 7, "-": 8, "+": 9, "•": 8, "·": 9}
_PLAIN: Final = 6
_EDGES: Final = " \t.:;,*"
_SPACES: Final = 2  # in front of a text, that set it in by one step


class Level(NamedTuple):
    """How far in a label stands; the less, the further out. Totals stand outermost of their column."""

    column: int
    indent: int
    rank: int
    filled: int
    plain: int


_OUTERMOST: Final = Level(-1, 0, 0, 0, 0)


class Label(NamedTuple):
    """A label: its text without numbering and unit, its level, the unit it names, and the mark of its note."""

    text: str
    level: Level
    unit: TableUnit | None
    cell: GridCell
    total: bool = False
    stays: Level | None = None
    within: bool = False
    mark: str = ""


class RowHeading(NamedTuple):
    """A row with what stands before it: its labels from the outer to the inner, and the unit that they name; `noted`
    are those that the note of one names.
    """

    row: GridRow
    labels: tuple[Label, ...]
    unit: TableUnit | None
    units: dict[int, TableUnit]
    noted: Sequence[TableUnit] = ()


class LabelReader:
    """Reads the labels of the rows of a table."""

    def __init__(self, words: TableWords, units: UnitReader) -> None:
        self._words = words
        self._units = units

    def rows(self, panel: Panel) -> Iterator[RowHeading]:
        """The rows of a table that hold numbers, each with its labels."""
        above: list[Label] = []
        unit_column = self._unit_column(panel)
        said: TableUnit | None = None
        units: dict[int, TableUnit] = {}
        read = [list(self._labels(row, panel, unit_column, filled=self._filled(row, panel))) for row in panel.rows]
        for row, labels in zip(panel.rows, _settled(read), strict=True):
            numbers = [cell for cell in row.numbers if cell.column >= panel.first]
            units = units if numbers else (self._row_of_units(row, panel) or units)
            if section := self._section(row, panel):
                above, units = [section], dict.fromkeys(_covered(row, panel), section.unit) if section.unit else units
            for label in labels:
                while above and _ends(above[-1], label):
                    above.pop()
                above.append(label)
            said = self._said(row, unit_column, said)
            if numbers:
                named = next((label.unit for label in reversed(above) if label.unit), None)
                shown = tuple(
                    label for n, label in enumerate(above) if label.text and (not label.total or n == len(above) - 1)
                )
                noted = next((panel.noted.get(label.mark, ()) for label in reversed(above) if label.mark), ())
                yield RowHeading(row, shown, (said if unit_column is not None else None) or named, units, noted)

    @staticmethod
    def _filled(row: GridRow, panel: Panel) -> bool:
        return any(cell.column >= panel.first and cell.form in ("number", "mark") for cell in row.cells)

    def _labels(self, row: GridRow, panel: Panel, unit_column: int | None, *, filled: bool) -> Iterator[Label]:
        """The labels of a row, from the left; a text that goes on from a heading above is one with it."""
        numbering = next((cell.text for cell in row.cells if cell.column in panel.ordinals), "")
        found = [
            cell
            for cell in row.cells
            if cell.column < panel.first
            and cell.form != "mark"
            and cell.column not in panel.ordinals
            and cell.column not in panel.codes
            and cell.column != unit_column
        ]
        for cell in found:
            if label := self._label(cell, numbering, filled=filled):
                yield label

    def _label(self, cell: GridCell, numbering: str, *, filled: bool) -> Label | None:
        text = cell.text
        within = self._words.leads("within", text)
        if within and not (text := text[within.end :].lstrip(_EDGES)):
            return None
        text, mark = without_marks(text)
        bracketed = self._units.bracketed(text)
        unit = bracketed[0] if bracketed else None
        if bracketed:
            text = f"{text[: bracketed[1]]} {text[bracketed[2] :]}"
        rank, text = _rank(text)
        unit = unit or self._units.whole(text)
        rank = _rank(f"{numbering}. x")[0] if _NUMBERED_ONLY.fullmatch(numbering) else rank
        total = self._words.leads("total", text)
        name = " ".join(text.split()).strip(_EDGES)
        if not any(map(str.isalnum, name)):
            return None
        heads = rank < _PLAIN and total is not None and total.end < len(name)  # "1. Tổng giá trị (giá 2010)"
        is_total = total is not None and total.start == 0 and not heads
        indent = cell.cell.indent + cell.spaces // _SPACES + (within is not None)
        column = cell.last_column if indent else cell.column  # set in within a merged cell, it stands over its last
        level = Level(0 if numbering else column, indent, rank, int(filled), _plainness(cell, name))
        return Label(name, level, unit, cell, is_total, None, within is not None, mark)

    # -- units of rows ------------------------------------------------------------------------------------------------

    def _unit_column(self, panel: Panel) -> int | None:
        """The column before the numbers that names units: by its header, or because all its texts do."""
        texts: dict[int, list[str]] = {}
        for row in panel.rows:
            for cell in row.texts:
                texts.setdefault(cell.column, []).append(cell.text)
        for column in sorted(column for column in texts if 0 < column < panel.first and column not in panel.codes):
            if self._words.leads("unit", header_text(panel.headers, column)):
                return column
            known = sum(self._units.whole(text, counted=True) is not None for text in texts[column])
            if known == len(texts[column]):
                return column
        return None

    def _said(self, row: GridRow, unit_column: int | None, before: TableUnit | None) -> TableUnit | None:
        """The unit of a row: its own, or that of the row before where it says "the same"."""
        cell = row.at(unit_column) if unit_column is not None else None
        if cell is None or is_ditto(cell.text):
            return before
        return self._units.column(cell.text)

    def _section(self, row: GridRow, panel: Panel) -> Label | None:
        """What a text alone over the numbers says of all rows below it: "Cơ cấu (%)"."""
        if row.numbers or len(row.texts) != 1 or row.texts[0].column < panel.first:
            return None
        cell = row.texts[0]
        bracketed = self._units.bracketed(cell.text)
        percent = self._units.whole("%") if "%" in cell.text else None
        unit = bracketed[0] if bracketed else self._units.whole(cell.text, counted=True) or percent
        name = (
            "" if self._units.whole(cell.text, counted=True) else cell.text[: bracketed[1]] if bracketed else cell.text
        )
        name = " ".join(name.replace("%", " ").split()).strip(_EDGES + "- ")
        return Label(name, _OUTERMOST, unit, cell) if unit or name else None

    def _row_of_units(self, row: GridRow, panel: Panel) -> dict[int, TableUnit]:
        """The units of the columns where a row without numbers names them."""
        named = [cell for cell in row.texts if cell.column >= panel.first]
        found = [(cell, self._units.whole(cell.text, counted=True)) for cell in named]
        return {
            column: unit
            for cell, unit in found
            if unit
            for column in range(cell.column, min(cell.last_column, 500) + 1)
        }


def _covered(row: GridRow, panel: Panel) -> range:
    return range(panel.first, max((cell.last_column for cell in row.texts), default=0) + 1)


def _ends(above: Label, label: Label) -> bool:
    """Whether a label ends what an earlier one heads: it stands no further in, is bold where that is plain, is numbered
    alike and bold ("2. IN CAPITALS", "3. Not so"), or sums up what that is part of.
    """
    if _heads_list(above, label.level):
        return False
    stands = above.stays or above.level
    alike = (label.level.column, label.level.plain) == (above.level.column, above.level.plain)
    beside = above.within and alike and label.cell.spaces > above.cell.spaces
    follows = stands[:3] == label.level[:3] and stands.rank < _PLAIN and label.level.plain < 1
    return (
        beside
        or follows
        or stands >= label.level
        or label.level.plain < stands.plain
        or (label.total and bool(above.level.filled))
    )


def _heads_list(above: Label, level: Level) -> bool:
    """Whether a heading with numbers of its own, itself not numbered, stands out over numbered rows: "NÔNG THÔN" in
    bold over "1. Nhà kiên cố".
    """
    stands = above.level
    stands_out = stands.plain < level.plain and stands.column == level.column and stands.indent <= level.indent
    return bool(stands.filled) and not above.total and stands.rank == _PLAIN > level.rank and stands_out


def _settled(rows: list[list[Label]]) -> list[list[Label]]:
    """The labels with those that are broken over two rows joined, and the headings that have their rows set further in
    put on one level with these rows' equals.
    """
    for labels, below in pairwise(rows):
        if len(labels) != 1 or len(below) != 1 or labels[0].level.filled:
            continue
        head, next_ = labels[0], below[0]
        if next_.text[0].islower() and next_.cell.column == head.cell.column and next_.level.rank == _PLAIN:
            below[0] = head._replace(
                text=f"{head.text} {next_.text}", level=head.level._replace(filled=next_.level.filled),
                unit=next_.unit or head.unit, mark=next_.mark or head.mark,
            )  # fmt: skip
            labels.clear()
    for labels, below in zip(rows, (*rows[1:], []), strict=True):
        if len(labels) == 1 and not labels[0].level.filled and below and below[0].level[:3] > labels[0].level[:3]:
            labels[0] = labels[0]._replace(stays=labels[0].level._replace(filled=1))
    return rows


_NUMBERED_ONLY: Final = regex(r"[A-Z]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ]")


def _rank(text: str) -> tuple[int, str]:
    """How far in the numbering or bullet of a label sets it, and the label without."""
    bullet = _BULLETS.get(text[:1])
    if bullet is not None:
        return bullet, text[1:].lstrip(" -+*")
    for rank, pattern in enumerate(_NUMBERED):
        if found := pattern.match(text):
            return rank, text[found.end() :]
    return _PLAIN, text


def _plainness(cell: GridCell, name: str) -> int:
    """How little a label stands out: IN BOLD CAPITALS the least, then in bold."""
    if not cell.cell.strong:
        return 1
    return -1 if name.isupper() else 0
