"""Periods of the calendar, and the day that fills in what an expression of time leaves out."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from extract.language.regexes import regex

Direction = Literal["past", "future"]

_FAR: Final = 300  # days that a date without a year may lie from publication on the preferred side
_NEAR: Final = 65  # and on the other side
_YEAR: Final = 366
_DAY: Final = len("2023-10-15")
_QUARTER: Final = regex(r"(\d{4})-Q([1-4])")


class Period(NamedTuple):
    """A stretch of time as EDTF, and its first and last day in ISO form, empty where it is open."""

    edtf: str
    start: str
    end: str

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(edtf: str) -> Period:
        """The period of an EDTF text: `2023`, `2023-Q3`, `2023-09`, `2023-09-15`, `a/b`, `../b` or `a/..`."""
        first, slash, last = edtf.partition("/")
        if not slash:
            return Period(edtf, *bounds(edtf))
        return Period(edtf, "" if first == ".." else bounds(first)[0], "" if last == ".." else bounds(last)[1])

    def up_to_its_end(self) -> Period:
        """Of a day or days, all the time up to the last; else the period itself."""
        days = self.edtf.split("/")
        return Period.of(f"../{days[-1]}") if all(len(day) == _DAY for day in days) else self


class Reference(NamedTuple):
    """What stands in for the parts an expression leaves out.

    With `strict` ("tháng 6 tới") what is meant lies on the preferred side without fail.
    """

    published: date | None
    prefer: Direction
    known: Period | None = None
    strict: bool = False

    @property
    def year(self) -> int | None:
        """The year of the period named earlier."""
        stamp = (self.known.end or self.known.start) if self.known else ""
        return int(stamp[:4]) if stamp else None

    def toward(self, heading: str) -> Reference:
        """The reference for an expression that says itself where it lies: "tới" ahead, "vừa qua" behind."""
        if not heading:
            return self
        return self._replace(prefer="future" if "tới" in heading else "past", strict=True)

    def closest(self, first: date) -> int | None:
        """The year for a day given without one (`first` carries the month and day, of any year)."""
        if self.published is None:
            return self.year
        far, near = (_YEAR, 0) if self.strict else (_FAR, _NEAR)
        back, ahead = (far, near) if self.prefer == "past" else (near, far)
        for year in (self.published.year, self.published.year - 1, self.published.year + 1):
            distance = (first.replace(year=year, day=min(first.day, 28)) - self.published).days
            if -back <= distance <= ahead:
                return year
        return self.published.year


def bounds(edtf: str) -> tuple[str, str]:
    """The first and the last day, in ISO form, of a period that is open nowhere."""
    if "/" in edtf:
        return bounds(edtf.partition("/")[0])[0], bounds(edtf.rpartition("/")[2])[1]
    if "Q" in edtf and (match := _QUARTER.fullmatch(edtf)):
        quarter = int(match[2])
        return f"{match[1]}-{3 * quarter - 2:02}-01", f"{match[1]}-{3 * quarter:02}-{31 if quarter in (1, 4) else 30}"
    year, month, day = ([*edtf.split("-"), "", ""])[:3]
    last = calendar.monthrange(int(year), int(month or 12))[1]
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or last}"
