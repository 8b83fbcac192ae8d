"""When the numbers of a table held: by the row, the column, the caption, in this order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from extract.figures.time_spans import TimeSpan
from extract.language.regexes import regex
from extract.meaning.periods.resolution import Period, resolve
from extract.meaning.tables.headers import MONTHS, Heading
from extract.model import Step

_YEAR: Final = regex(r"\d{4}(?=-|/|$)")
_LAST_MONTH: Final = 12


class Told(NamedTuple):
    """A period, and the step by which it was told."""

    period: Period
    step: Step


class PanelPeriods:
    """The periods of one table: `caption` is that of its caption, `known` fills in years that headers leave out."""

    def __init__(self, published: date | None, captions: Sequence[Heading], headings: Sequence[Heading]) -> None:
        self._published = published
        self.caption = next((told for heading in captions if (told := self._first(heading, None))), None)
        years = Counter(
            year
            for heading in headings
            for span in heading.times
            if (year := span.part("year") or span.part("year_any"))
        )
        common = years.most_common(1)
        ends = [told.period for heading in headings if (told := self._first(heading, None)) and told.period.end]
        self._latest: Period | None = max(ends, key=lambda period: period.end, default=None)
        self._known = self.caption.period if self.caption else Period.of(common[0][0]) if common else None

    def inherit(self, before: PanelPeriods) -> None:
        """Take over from the table that this one continues what its own caption leaves out."""
        self.caption = self.caption or before.caption
        self._known = self._known or before._known

    def of(self, row: Sequence[Heading], column: Heading) -> Told | None:
        """The period of a number, None where nothing tells it."""
        for heading in (*reversed(row), column):
            if told := self._first(heading, self._known):
                return told
        if (column.before or any(heading.before for heading in row)) and self.caption:
            edtf = _YEAR.sub(lambda year: f"{int(year[0]) - 1:04}", self.caption.period.edtf).replace("02-29", "02-28")
            return Told(Period.of(edtf), Step("period", "table_words:same", column.text))
        return self._months(column) or self.caption or self._of_comparison(column)

    def _of_comparison(self, column: Heading) -> Told | None:
        """A change or comparison without a time is of the latest that the other columns are of."""
        if self._latest is None or not (column.compares or column.changes):
            return None
        return Told(self._latest, Step("period", "latest of the columns", self._latest.edtf))

    def _first(self, heading: Heading, known: Period | None) -> Told | None:
        for span in heading.times:
            if period := resolve(span, self._published, known=known):
                return Told(period, Step("period", f"times:{span.row}", heading.text[span.lead : span.end]))
        return None

    def _months(self, column: Heading) -> Told | None:
        """ "9 tháng" over a column of a table of 2009 is the first nine months of that year."""
        found = None if any(MONTHS.search(part) for part in column.parts) else MONTHS.search(column.text)
        year = (self._known.end or self._known.start)[:4] if self._known else ""
        if not found or not year:
            return None
        if not found[1]:
            return Told(Period.of(year), Step("period", "year of the caption", found[0]))
        if not 1 <= int(found[1]) <= _LAST_MONTH:
            return None
        return Told(
            Period.of(f"{year}-01/{year}-{int(found[1]):02}"), Step("period", "months of the caption", found[0])
        )


def is_only_time(text: str, times: Sequence[TimeSpan]) -> bool:
    """Whether a label says nothing but when: "Tháng 1", "Quý I/2023", "2015"."""
    kept = "".join(" " if any(s.lead <= n < s.end for s in times) else letter for n, letter in enumerate(text))
    return bool(times) and not any(map(str.isalnum, kept))
