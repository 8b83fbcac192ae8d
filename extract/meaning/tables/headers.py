"""What stands over a column: its unit, its time, whether it plans or compares, and what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extract.figures.time_spans import TimeSpan
from extract.figures.times import TimeFinder
from extract.language.regexes import regex
from extract.meaning.tables.grid import GridRow
from extract.meaning.tables.stacks import groups_over
from extract.meaning.tables.units import TableUnit, UnitReader
from extract.meaning.tables.words import TableWords, WordMatch
from extract.model import Bound, Status, Step

_EDGES: Final = " \t.,;:-*()/"
_NO_TIME: Final = frozenset(("compare", "basis", "aside"))
_STATUSES: Final[dict[str, Status]] = {"plan": "target", "forecast": "forecast", "done": "actual", "estimate": "actual"}
MONTHS: Final = regex(r"(?<!\w)(?:(\d{1,2}) tháng(?: đầu)?|cả năm)(?: năm)?(?!\w)", re.IGNORECASE)
_TERMS: Final = 3
_LEADING: Final = (*_STATUSES, "now", "same", "within")  # words that are no part of what is measured
_EMPTY: Final = frozenset(("tháng", "năm", "quý", "ngày", "và"))
_BRACKETED: Final = regex(r"\([^()]*\)")
_SLIP: Final = regex(r"\b(?:so (?=so với)|năm (?=năm \d))|(?<=với)\s?:(?=\s)", re.IGNORECASE)  # "so với : năm năm 2012"
_PERCENT: Final = regex(r"%|phần trăm", re.IGNORECASE)


class Heading(NamedTuple):
    """What a header says of the numbers under it (or, of a row, behind it).

    `parts` are what is measured, from the outer to the inner; `times` the expressions of time its numbers may be about,
    the first first; `before` that they are of the same time a year before the table's.
    """

    text: str = ""
    parts: tuple[str, ...] = ()
    unit: TableUnit | None = None
    times: tuple[TimeSpan, ...] = ()
    before: bool = False
    compares: bool = False
    changes: bool = False
    worth: bool = False
    status: Status = "actual"
    bound: Bound = "exact"
    steps: tuple[Step, ...] = ()


class HeadingReader:
    """Reads headers by the words of tables, units and times."""

    def __init__(self, words: TableWords, units: UnitReader, times: TimeFinder) -> None:
        self._words = words
        self._units = units
        self._times = times

    def of_columns(self, headers: Sequence[GridRow], columns: Sequence[int]) -> dict[int, Heading]:
        """What the headers over the columns of a table say, read from the top.

        Three columns and more that differ by a number of months are terms ("1 tháng", "3 tháng", "6 tháng"), no
        stretches of a year. The size of a change without a unit has that of the column before.
        """
        groups = {column: list(groups_over(headers, column)) for column in columns}
        months = {said[0] for group in groups.values() if (said := MONTHS.fullmatch(" ".join(group))) and said[1]}
        found: dict[int, Heading] = {}
        unit = None
        for column in columns:
            heading = self.of_texts(groups[column], terms=len(months) >= _TERMS)
            if heading.changes and not heading.unit:
                heading = heading._replace(unit=unit)
            unit = heading.unit if heading.unit and heading.unit.kind != "percent" else unit
            found[column] = heading
        return found

    def times_of(self, text: str) -> list[TimeSpan]:
        """The expressions of time of a text that numbers may be about."""
        return list(self._times_in(self._times.find(text), text, (len(text), len(text))))

    def of_texts(self, groups: Sequence[str], *, terms: bool = False) -> Heading:
        """What texts say that stand over one another, the outer ones first."""
        text = " ".join(groups)
        if not text:
            return Heading()
        compare = self._words.find("compare", text)
        basis = _basis(groups, compare)
        found = self._spans(groups, text, basis)
        times = self._times_in(found, text, basis)
        cut = [span for span in found if span in times or span.relation != "basis"]
        status, bound, mark = self._status(groups, text, basis[0])
        change, worth = self._words.find("change", text), self._words.find("worth", text)
        same = None if times else self._words.find("same", text[: basis[0]])
        now = None if times else self._words.find("now", text)
        return Heading(
            text,
            parts=tuple(self._parts(groups, text, basis, cut, terms=terms)),
            unit=self._unit(groups),
            times=times,
            before=same is not None,
            compares=compare is not None,
            changes=change is not None,
            worth=worth is not None,
            status=status,
            bound=bound,
            steps=tuple(_steps(text, (compare, change, worth, same, now, mark))),
        )

    def _spans(self, groups: Sequence[str], text: str, basis: tuple[int, int]) -> list[TimeSpan]:
        """The times in texts that stand over one another: read as one, where the seams make no time of their own ("Số
        học sinh" over "năm 2002" has nobody born, "So với năm trước" over "Tháng 4" nothing before April).
        """
        found = self._times.find(text)
        if len(groups) < 2 or not any(span.relation == "aside" or span.lead < basis[1] < span.end for span in found):
            return found
        apart, at = [], 0
        for group in groups:
            apart += [_shifted(span, at) for span in self._times.find(group)]
            at += len(group) + 1
        return apart

    def _times_in(self, found: Sequence[TimeSpan], text: str, basis: tuple[int, int]) -> tuple[TimeSpan, ...]:
        """The times that numbers may be about; the year of a founding or a degree where there is no other."""
        times = tuple(span for span in found if self._is_time(span, text, basis))
        plain = (span._replace(relation="at", lead=span.start) for span in found if span.relation == "aside")
        return times or tuple(span for span in plain if self._is_time(span, text, basis))

    def _is_time(self, span: TimeSpan, text: str, basis: tuple[int, int]) -> bool:
        """Whether a time is what numbers are about: no base of a comparison or of prices ("giá so sánh 1994"). The year
        of a plan is one, before what it is compared with.
        """
        if basis[0] < span.end <= basis[1]:
            return False
        if span.relation in _NO_TIME and not (span.relation == "basis" and span.start < basis[0]):
            return False
        return not any(
            text[base.end : span.start].strip(" (:") == ""
            for base in self._all("base", text[: span.start])
            if base.end <= span.start
        )

    def _all(self, role: str, text: str) -> Iterator[WordMatch]:
        found = self._words.find(role, text)
        while found:
            yield found
            found = self._words.find(role, text, found.end)

    def _status(self, groups: Sequence[str], text: str, subject: int) -> tuple[Status, Bound, WordMatch | None]:
        """Status and bound by the word that a group before the comparison opens with; that of the innermost tells:
        under "Thực hiện" stands "Ước tính".
        """
        at = len(text) + 1
        for group in reversed(groups):
            at -= len(group) + 1
            for role, status in _STATUSES.items():
                word = self._words.leads(role, group) if at < subject else None
                if word:
                    shifted = WordMatch(word.start + at, word.end + at, word.row)
                    return status, "about" if role == "estimate" else "exact", shifted
        return "actual", "exact", None

    def _unit(self, groups: Sequence[str]) -> TableUnit | None:
        for group in reversed(groups):
            if found := self._units.bracketed(group):
                return found[0]
            if (whole := self._units.whole(group, counted=True)) and not self._words.fills("quantity", group):
                return whole
            if _PERCENT.search(group):
                return self._units.whole("%")
        return None

    # -- what is measured ---------------------------------------------------------------------------------------------

    def _parts(
        self, groups: Sequence[str], text: str, basis: tuple[int, int], times: Sequence[TimeSpan], *, terms: bool
    ) -> Iterator[str]:
        """The groups without their units, times and words of status; what is compared with stays whole, at the end."""
        at = 0
        for group in groups:
            end = at + len(group)
            if not basis[0] <= at < basis[1]:
                subject = self._subject(
                    group[: basis[0] - at] if at < basis[0] < end else group, at, times, terms=terms
                )
                if subject and subject.lower() not in _EMPTY:
                    yield subject
            at = end + 1
        compared = _SLIP.sub("", self._without_unit(text[basis[0] : basis[1]])).strip(" .,;:-*")
        if compared:
            yield compared

    def _subject(self, group: str, at: int, times: Sequence[TimeSpan], *, terms: bool) -> str:
        """A group without unit, leading word of status and times; empty where nothing is left that names something."""
        if self._units.whole(group, counted=True) and not self._words.fills("quantity", group):
            return ""
        kept = self._cut_times(group, at, times)
        kept = kept if terms else MONTHS.sub(" ", kept)
        text = self._without_unit(kept)
        while word := next((w for role in _LEADING if (w := self._words.leads(role, text))), None):
            text = text[word.end :]
        text = _balanced(" ".join(text.split()).strip(_EDGES))
        return text if any(map(str.isalpha, text)) or text.isdecimal() else ""

    @staticmethod
    def _cut_times(group: str, at: int, times: Sequence[TimeSpan]) -> str:
        pieces, done = [], 0
        for span in times:
            low, high = max(0, span.lead - at), min(len(group), span.end - at)
            edge = span.part("edge") and not span.part("unit")  # "Số cuối năm" and "Số đầu năm" are two things
            if not edge and low < high and low >= done:
                pieces.append(group[done:low])
                done = high
        return " ".join((*pieces, group[done:]))

    def _without_unit(self, text: str) -> str:
        found = self._units.bracketed(text)
        if found:
            text = f"{text[: found[1]]} {text[found[2] :]}"
        return " ".join(text.replace("%", " ").replace("( )", " ").split()).strip()


_FIELDS: Final = {
    "compare": "kind", "change": "change", "worth": "unit", "same": "period", "now": "period", "plan": "status",
    "forecast": "status", "done": "status", "estimate": "bound",
}  # fmt: skip


def _steps(text: str, words: Sequence[WordMatch | None]) -> Iterator[Step]:
    for word in words:
        if word:
            yield Step(_FIELDS[word.row.role], word.name, text[word.start : word.end])


def _shifted(span: TimeSpan, by: int) -> TimeSpan:
    far = _shifted(span.far, by) if span.far else None
    return span._replace(start=span.start + by, end=span.end + by, lead=span.lead + by, far=far)


def _balanced(text: str) -> str:
    """A text with the closing bracket that was stripped from its end."""
    return f"{text})" if text.count("(") > text.count(")") else text


def _basis(groups: Sequence[str], compare: WordMatch | None) -> tuple[int, int]:
    """Where in the joined texts stands what is compared with: from "so với" to the end of its text, or of the next one
    where it says nothing itself; an empty stretch behind all where nothing is compared.
    """
    at, length = 0, sum(map(len, groups)) + max(0, len(groups) - 1)
    if compare is None:
        return length, length
    for number, group in enumerate(groups):
        end = at + len(group)
        if at <= compare.start < end:
            silent = not any(map(str.isalnum, _BRACKETED.sub("", group[compare.end - at :])))
            more = len(groups[number + 1]) + 1 if silent and number + 1 < len(groups) else 0
            return compare.start, end + more
        at = end + 1
    return length, length
