"""Is a case of a suite of times passed? The text is read as one expression of time and compared day by day.

The day is the finest grain of trich: of a moment that a suite expects its day is compared, of a stretch its first and
its last day. Traps of the suites that are handled here: the end of Duckling's intervals is exclusive; dateparser gives
some cases as English ("1 day ago 08:16") and some as the distance back from the moment of reading.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from extract.meaning.periods.reading import read_period
from extract.meaning.periods.resolution import Direction, Period
from tests.conformance.suites import Case

DAY: Final = "2014-09-01"  # where the suite does not say when the text is read
PREFERENCES: Final[dict[str, Direction]] = {"duckling-vi-time": "future", "dateparser-vi": "past"}
MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
AGO: Final = re.compile(r"(\d+) day ago")
ENGLISH: Final = re.compile(r"(\d+) (\w+) (\d{4})")

Days = tuple[str, str] | None


def time_difference(case: Case) -> str:
    """What is read otherwise than the suite expects; empty where nothing is."""
    day = date.fromisoformat((case.moment or DAY)[:10])
    period = read_period(case.input, day, prefer=PREFERENCES[case.suite])
    wanted = JUDGES[case.suite](case.expected, day)
    return "" if _days(period) == wanted else f"{case.input!r} is {_days(period)}, not {wanted}"


def _days(period: Period | None) -> Days:
    return (period.start, period.end) if period else None


def _duckling(expected: dict[str, Any], day: date) -> Days:
    if "no_parse" in expected:
        return None
    if expected["kind"] == "datetime":
        first = _day(expected["value"])
        return first.isoformat(), _last(first, expected["grain"]).isoformat()
    end = datetime.fromisoformat(expected["to"]) - timedelta(seconds=1)
    return _day(expected["from"]).isoformat(), end.date().isoformat()


def _dateparser(expected: dict[str, Any], day: date) -> Days:
    written = (expected.get("args") or [expected.get("should", "")])[0]
    if ago := AGO.match(written):
        return _single(day - timedelta(days=int(ago[1])))
    if english := ENGLISH.match(written):
        month = [name.lower() for name in calendar.month_name].index(english[2])
        return _single(date(int(english[3]), month, int(english[1])))
    if not written:
        return _single(day - timedelta(**expected["kwargs"]["ago"]))
    return _single(_day(written))


def _single(day: date) -> Days:
    return day.isoformat(), day.isoformat()


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def _last(first: date, grain: str) -> date:
    """The last day of what begins on a day and is as long as a grain; a grain below the day ends with it."""
    if grain in MONTHS:
        months = first.year * 12 + first.month - 1 + MONTHS[grain]
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    return first + timedelta(days=6 if grain == "week" else 0)


JUDGES: Final[dict[str, Callable[[dict[str, Any], date], Days]]] = {
    "duckling-vi-time": _duckling,
    "dateparser-vi": _dateparser,
}
