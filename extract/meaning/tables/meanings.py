"""What a number of a table says, put together from its cell, its row, its column and the caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from extract.meaning.citing import Meaning
from extract.meaning.periods.resolution import Period
from extract.meaning.tables.captions import Caption
from extract.meaning.tables.grid import GridCell
from extract.meaning.tables.headers import Heading, HeadingReader
from extract.meaning.tables.labels import RowHeading
from extract.meaning.tables.periods import PanelPeriods, is_only_time
from extract.meaning.tables.places import LabelPlaces, lies_in
from extract.meaning.tables.units import TableUnit, UnitReader
from extract.model import Bound, Change, Figure, Status, Step
from patterns.places import NEW_ERA, OLD_ERA, Place

_OF_YEARS: Final = ("năm ", "thời gian", "thời điểm")
_PERCENT: Final = TableUnit("percent", "%")
_NO_UNIT: Final = TableUnit("count", None)
_BASE: Final = Decimal("0.5")
_SIGN: Final = Decimal("0.1")


class CellMeaning(NamedTuple):
    """A cell as a figure (its offsets in the text of the cell) with its meaning, and how likely that is right."""

    figure: Figure
    meaning: Meaning
    sure: Decimal


class MeaningReader:
    """Gives the numbers of tables their meaning."""

    def __init__(self, headings: HeadingReader, units: UnitReader, places: LabelPlaces) -> None:
        self._headings = headings
        self._units = units
        self.places = places

    def of(
        self, cell: GridCell, row: RowHeading, column: Heading, caption: Caption,
        periods: PanelPeriods, home: Place | None, *, headed: bool,
    ) -> CellMeaning | str:  # fmt: skip
        """The meaning of a number, or the rule by which it is none: nothing names it. `headed`: other columns are."""
        labels = [self._headings.of_texts([label.text]) for label in row.labels]
        if not column.text and (headed or not row.labels):
            return "no header"
        told = periods.of([label for n, label in enumerate(labels) if _dates(label, labels[:n])], column)
        place, place_step, kept = self._place(row, labels, column, caption, told.period if told else None, home)
        unit = self._unit(cell, row, column, caption)
        basis = caption.basis if unit.kind == "percent" and not column.compares else ""
        parts = _parts((caption.subject, *kept, basis), fallback=column.text or row.labels[-1].text)
        indicator = ", ".join(parts) or None
        status, bound = self._status(labels, column)
        figure, change = _figure(cell, unit, column)
        signs = (unit.unit is not None, bool(column.text or not row.labels), bool(row.labels), bool(told or place))
        steps = [*column.steps, *(step for heading in labels for step in heading.steps)]
        steps += [step for step in (told.step if told else None, place_step) if step]
        return CellMeaning(
            figure,
            Meaning(bound, change, status, indicator, place, told.period if told else None, None, tuple(steps)),
            _BASE + _SIGN * sum(signs),
        )

    def _unit(self, cell: GridCell, row: RowHeading, column: Heading, caption: Caption) -> TableUnit:
        """The unit of a number: its own, its column's, its row's, that of a line over its rows, that of the caption."""
        amount = cell.amount
        quantity = amount.quantity if amount else None
        if quantity and quantity.kind:
            return TableUnit(quantity.kind, quantity.unit, quantity.per, Decimal(1), quantity.rows)
        if amount and amount.percent:
            return _PERCENT
        if noted := _of_note(column, row.noted):
            return noted
        if column.unit and not (column.unit.kind != "percent" and row.unit and not column.compares):
            return column.unit
        if column.compares and not column.changes:
            return _PERCENT
        texts = (*reversed(column.parts), *(label.text for label in reversed(row.labels)), caption.subject)
        named = row.unit or row.units.get(cell.column)
        over = named or column.unit or _of_several(column, caption.units)
        return over or next((unit for unit in map(self._units.of_number, texts) if unit), _NO_UNIT)

    @staticmethod
    def _status(labels: Sequence[Heading], column: Heading) -> tuple[Status, Bound]:
        """The status that the column, else a label of the row, tells."""
        for heading in (column, *labels):
            if heading.status != "actual" or heading.bound != "exact":
                return heading.status, heading.bound
        return "actual", "exact"

    def _place(
        self, row: RowHeading, labels: Sequence[Heading], column: Heading, caption: Caption, period: Period | None,
        home: Place | None,
    ) -> tuple[Place | None, Step | None, list[str]]:  # fmt: skip
        """The innermost label that names a place, or the header that names one inside it; and the labels and headers
        that name something else.
        """
        era = NEW_ERA if period and period.start >= NEW_ERA else OLD_ERA
        chosen: tuple[Place, Step] | None = None
        kept: list[str] = []
        for n, (label, heading) in enumerate(zip(row.labels, labels, strict=True)):
            found = self.places.of(label.text, home, era)
            if found and not self.places.is_partner(found[0], (*caption.texts, *kept)):
                chosen = found
            elif not _dates(heading, labels[:n]):
                kept.append(label.text)
        for part in column.parts:
            found = self.places.of(part, home, era)
            told = chosen[0] if chosen else None
            if found and lies_in(found[0], told) and not self.places.is_partner(found[0], (*caption.texts, *kept)):
                chosen = found
            elif not found or found[0] != told:
                kept.append(part)
        if chosen:
            return chosen[0], chosen[1], kept
        return home, Step("place", home.row) if home else None, kept


def _dates(label: Heading, above: Sequence[Heading]) -> bool:
    """Whether a label says when its row was: not where it is a class under a heading such as "Năm xây dựng"."""
    classes = any(heading.text.lower().startswith(_OF_YEARS) and not heading.times for heading in above)
    return is_only_time(label.text, label.times) and not classes


def _parts(parts: Sequence[str], *, fallback: str) -> Iterator[str]:
    """The parts of an indicator, from the broadest to the narrowest, none twice."""
    seen: set[str] = set()
    for part in parts:
        if part and part.casefold() not in seen:
            seen.add(part.casefold())
            yield part
    if not seen and fallback:
        yield fallback


def _of_several(column: Heading, units: Sequence[TableUnit]) -> TableUnit | None:
    """The unit over the whole table or of a marked row; of two, that which names the column, or that of money where the
    column says that it is worth something.
    """
    text = column.text.lower()
    named = [unit for unit in units if (unit.of or unit.unit or " ").lower() in text]
    if named:
        return named[0]
    plain = [unit for unit in units if unit.kind != "percent"] or list(units)
    money = [unit for unit in plain if unit.kind == "money"]
    others = [unit for unit in plain if unit.kind != "money"]
    return next(iter(money or others if column.worth else others or money), None)


def _of_note(column: Heading, units: Sequence[TableUnit]) -> TableUnit | None:
    """The unit that the note of a row names for a column: one of money where the column says that it is worth
    something, none where it compares or has percentages.
    """
    unit = _of_several(column, units)
    shares = column.compares or (column.unit is not None and column.unit.kind == "percent")
    return unit if unit and not shares and (unit.kind == "money") == column.worth else None


def _figure(cell: GridCell, unit: TableUnit, column: Heading) -> tuple[Figure, Change]:
    amount = cell.amount
    assert amount is not None  # noqa: S101 - a cell of the form "number" has one
    factor = Decimal(1) if amount.quantity and amount.quantity.kind else unit.factor
    value = amount.value * factor
    change: Change = "none"
    if column.changes and value:
        change, value = ("increase" if value > 0 else "decrease"), abs(value)
    quantity = amount.quantity
    high = quantity.value_max * factor if quantity and quantity.value_max is not None else None
    steps = tuple(Step("figure", row, cell.text[amount.start : amount.end]) for row in unit.rows)
    return Figure(
        amount.start, amount.end, value, unit.kind, unit.unit, high, None, unit.per, amount.digits, amount.reading,
        steps=steps,
    ), change  # fmt: skip
