"""The facts of a document's tables, and the numbers in them that are none, each by a rule that is named."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from extract.figures.digits import Style
from extract.figures.numbers import NumberReader
from extract.figures.quantities import QuantityReader
from extract.figures.times import TimeFinder
from extract.figures.units import UnitFinder
from extract.language.canonical import Canonical
from extract.language.compiled import compiled
from extract.meaning.places.reader import PlaceReader
from extract.meaning.tables.captions import Caption, CaptionReader
from extract.meaning.tables.citing import cited_cell
from extract.meaning.tables.grid import GridCell, GridRow, grid
from extract.meaning.tables.headers import HeadingReader
from extract.meaning.tables.labels import LabelReader, RowHeading
from extract.meaning.tables.meanings import CellMeaning, MeaningReader
from extract.meaning.tables.panels import Panel, PanelReader
from extract.meaning.tables.periods import PanelPeriods
from extract.meaning.tables.places import LabelPlaces
from extract.meaning.tables.units import UnitReader
from extract.meaning.tables.words import TableWords
from extract.model import Document, Fact, Table
from patterns import Patterns
from patterns.gazetteer import Gazetteer
from patterns.places import VIETNAM, Place

_NOTES: Final = 6  # paragraphs under a table that may be its notes
_MANY: Final = 4  # provinces that make a table the country's
_SENTENCE: Final = 25  # characters from which on a text beside numbers is read as a sentence


class Excluded(NamedTuple):
    """A number of a table that is no fact: its canonical span, and the row or rule that says so."""

    start: int
    end: int
    row: str


class Laid(NamedTuple):
    """A table of a document laid out: its rows, and the tables found in them."""

    table: Table
    rows: tuple[GridRow, ...]
    panels: tuple[Panel, ...]

    @property
    def prose(self) -> Iterator[tuple[int, int]]:
        """The canonical spans of the cells that are read as sentences: texts among numbers, all of a table without."""
        body = {(row.number, panel.first) for panel in self.panels for row in panel.rows}
        firsts = dict(body)
        for row in self.rows:
            for cell in row.texts:
                if cell.cell.row == row.number and self._is_prose(cell, firsts.get(row.number)):
                    yield cell.start, cell.start + len(cell.text)

    def _is_prose(self, cell: GridCell, first: int | None) -> bool:
        if not any(map(str.isdigit, cell.text)):
            return False
        return not self.panels or (first is not None and cell.column >= first and len(cell.text) >= _SENTENCE)


class Tabled(NamedTuple):
    """What the tables of a document gave."""

    facts: tuple[Fact, ...] = ()
    excluded: tuple[Excluded, ...] = ()


class TableReader:
    """Reads tables by one set of pattern tables."""

    def __init__(self, patterns: Patterns, times: TimeFinder) -> None:
        words = self._words = TableWords(patterns.table_words)
        units = UnitReader(patterns, words)
        gazetteer = Gazetteer(keep=compiled)
        numbers = NumberReader(patterns.numerals, patterns.scales)
        self._quantities = QuantityReader(
            numbers, UnitFinder(patterns.units, patterns.noun_phrases), patterns.expressions
        )
        self._panels = PanelReader(words, units)
        self._headings = HeadingReader(words, units, times)
        self._labels = LabelReader(words, units)
        self._captions = CaptionReader(words, units, self._headings)
        self._meanings = MeaningReader(self._headings, units, LabelPlaces(gazetteer, words))
        self._places = PlaceReader(gazetteer, patterns.place_cues, units=patterns.place_units)

    def lay(self, document: Document, canonical: Canonical, style: Style) -> tuple[Laid, ...]:
        """The tables of a document laid out; `style` is how its numbers are written where its tables leave it open."""
        laid = []
        for table in document.tables:
            rows = grid(table, canonical, style, self._quantities)
            laid.append(Laid(table, tuple(rows), tuple(self._panels.panels(rows, _below(document, canonical, table)))))
        return tuple(laid)

    def read(self, document: Document, canonical: Canonical, laid: Sequence[Laid], told: Sequence[str]) -> Tabled:
        """The facts of the tables, in the order of the text. `told` are the sentences of the document beside them."""
        facts: list[Fact] = []
        excluded: list[Excluded] = []
        home = self._home(document, laid, told)
        before: tuple[Caption, PanelPeriods] | None = None
        for table in laid:
            seen: set[int] = set()
            for panel in table.panels:
                caption, periods = before = self._headed(document, canonical, table, panel, before)
                for heading, cell, meaning in self._cells(panel, caption, periods, home):
                    seen.add(cell.start)
                    if isinstance(meaning, str):
                        excluded.append(_excluded(cell, meaning))
                    else:
                        facts.append(cited_cell(document, canonical, heading.row, cell, meaning))
            excluded += [found for found in _others(table) if found.start not in seen]
        return Tabled(tuple(sorted(facts, key=lambda fact: fact.start)), tuple(sorted(excluded)))

    def words_in(self, document: Document, canonical: Canonical) -> frozenset[str]:
        """The rows of `table_words` whose words stand in the tables of a document."""
        laid = self.lay(document, canonical, "vi")
        return frozenset(row for table in laid for line in table.rows for cell in line.texts
                         for row in self._words.rows_in(cell.text))  # fmt: skip

    def _headed(
        self, document: Document, canonical: Canonical, table: Laid, panel: Panel,
        before: tuple[Caption, PanelPeriods] | None,
    ) -> tuple[Caption, PanelPeriods]:  # fmt: skip
        """The caption and the periods of a table; one that continues another takes over what it does not say itself."""
        caption = self._captions.read(document, canonical, table.table, panel, first=panel is table.panels[0])
        columns = self._headings.of_columns(panel.headers, _columns(panel))
        periods = PanelPeriods(document.day, caption.headings, list(columns.values()))
        if before and (caption.continued or (not caption.subject and panel is not table.panels[0])):
            caption = caption.after(before[0])
            periods.inherit(before[1])
        return caption, periods

    def _cells(
        self, panel: Panel, caption: Caption, periods: PanelPeriods, home: Place | None
    ) -> Iterator[tuple[RowHeading, GridCell, CellMeaning | str]]:
        columns = self._headings.of_columns(panel.headers, _columns(panel))
        headed = any(column.text for column in columns.values())
        for heading in self._labels.rows(panel):
            for cell in heading.row.numbers:
                if cell.column < panel.first or cell.column in panel.ordinals | panel.codes:
                    continue
                column = columns[cell.column]
                yield (
                    heading,
                    cell,
                    self._meanings.of(cell, heading, column, caption, periods, home, headed=headed),
                )

    def _home(self, document: Document, laid: Sequence[Laid], told: Sequence[str]) -> Place | None:
        """The document's own place; Việt Nam where tables name its provinces or regions and nothing narrower."""
        labels = (cell.text for table in laid for row in table.rows for cell in row.texts[:2])
        named = {found[0] for found in map(self._meanings.places.of, labels) if found and found[0].in_vietnam}
        if len(named) >= _MANY:
            return VIETNAM
        captions = [_readable(cell.text) for table in laid for panel in table.panels
                    for cell in (*panel.letterhead, *panel.captions)]  # fmt: skip
        places = self._places.read(document, document.title, list(enumerate((*told, *captions))))
        if places.home and places.home != VIETNAM:
            return places.home
        told_of = [
            m.place for at in places.mentions for m in at if m.place and m.place.in_vietnam and m.place != VIETNAM
        ]
        if told_of and len({place.top.own for place in told_of}) == 1:
            return Counter(told_of).most_common(1)[0][0]
        return places.home or (VIETNAM if named else None)


def _below(document: Document, canonical: Canonical, table: Table) -> list[str]:
    """The texts of the paragraphs right under a table."""
    at = bisect_left(document.blocks, max((cell.end for cell in table.cells), default=0), key=lambda block: block.start)
    near = takewhile(lambda block: block.role == "paragraph", document.blocks[at : at + _NOTES])
    return [
        canonical.text[canonical.to_canonical(block.start) : canonical.to_canonical(block.end)].strip()
        for block in near
    ]


def _columns(panel: Panel) -> list[int]:
    return sorted({cell.column for row in panel.rows for cell in row.numbers if cell.column >= panel.first})


def _excluded(cell: GridCell, rule: str) -> Excluded:
    return Excluded(cell.start, cell.start + len(cell.text), rule)


def _others(table: Laid) -> Iterator[Excluded]:
    """The numbers that stand in no row of numbers, or before them: headers, ordinals, codes, names of rows."""
    panels = {row.number: panel for panel in table.panels for row in panel.rows}
    for row in table.rows:
        panel = panels.get(row.number)
        for cell in row.cells:
            if cell.form == "number" and cell.cell.row == row.number:
                yield _excluded(cell, _rule(cell, panel))
            elif cell.form == "mark" and cell.cell.stored:
                yield _excluded(cell, "shown as a sign")


def _rule(cell: GridCell, panel: Panel | None) -> str:
    if panel is None:
        return "header: a year" if cell.is_year else "header: a number of columns or classes"
    if cell.column in panel.ordinals:
        return "table_words:ordinal"
    return "table_words:code" if cell.column in panel.codes else "row header: an age, a year, a class"


def _readable(text: str) -> str:
    """A text IN CAPITALS as names are written, so that those in it can be told."""
    return text.title() if text.isupper() else text
