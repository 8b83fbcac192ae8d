"""Expressions of time that are counted from a day: "hôm qua", "thứ hai tuần trước", "8 ngày tới", "3 tháng trước"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from extract.figures.time_spans import TimeSpan
from extract.meaning.periods.reference import Period, Reference
from extract.meaning.periods.small_numbers import number

__all__ = ["NAMED_YEAR", "anchored", "away", "points_back", "stretch", "years_from_now"]

NAMED_YEAR: Final = ("đó", "ấy")  # of "năm đó": the year named last
_YEARS_FROM_NOW: Final = {"nay": 0, "này": 0, "sau": 1, "tới": 1, "kế tiếp": 1}  # else one back
_DAYS_FROM_NOW: Final = {"today": 0, "yesterday": -1, "before_yesterday": -2, "tomorrow": 1, "after_tomorrow": 2}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SAME_DAY: Final = "same_day"  # "cùng ngày": the day named last
_SINCE_NAMED: Final = "since_named"  # "từ đó đến nay"
_FROM_NAMED: Final = {"one_before": -1, "one_behind": 1}  # "quý trước đó", "năm sau đó"
_POINTING: Final = frozenset((_SAME_DAY, _SINCE_NAMED, *_FROM_NAMED))
_GRAINS: Final = {"month": r"\d{4}-\d\d", "quarter": r"\d{4}-Q\d"}
_AHEAD: Final = ("tới", "tới đây", "tiếp theo")
_DAYS: Final = {"giờ": 1, "ngày": 24, "tuần": 168}  # in hours
_WEEK_PARTS: Final = {"week": (0, 6), "weekend": (5, 6)}
_HALF_YEAR: Final = 6
_SCHOOL_YEAR: Final = 8  # the month whose days count to the school year that begins


def years_from_now(anchor: str) -> int:
    """How many years, or other stretches of the calendar, an anchor word lies from now: "ngoái" -1, "tới" 1."""
    return _YEARS_FROM_NOW.get(anchor, -1)


def stretch(span: TimeSpan, reference: Reference) -> str | None:
    """A stretch measured from the day of publication: "24 giờ qua" up to it, "8 ngày tới" from the day after it on."""
    unit, n, today = span.part("stretch"), number(span.part("n")), reference.published
    if unit == "tháng" and (span.part("so_far") or span.part("way") == "qua") and (first := so_far(n, reference)):
        return first
    if not (unit and n and today and span.part("way")):
        return None
    ahead, wait = span.part("way").endswith(_AHEAD), number(span.part("n_from"))
    if unit == "giờ" and ahead and wait:
        return f"{today + timedelta(hours=wait)}/{today + timedelta(hours=n)}"
    if unit in _DAYS and (days := n * _DAYS[unit] // 24):
        if not ahead:
            return f"{today - timedelta(days=days)}/{today}"
        return f"{today + timedelta(days=unit != 'giờ')}/{today + timedelta(days=days)}"
    if unit == "tháng":
        if ahead:
            return f"{_month(today, 1)}/{_month(today, n)}"
        first = _month(today, -n)
        year, month = map(int, first.split("-"))
        return f"{first}-{min(today.day, calendar.monthrange(year, month)[1]):02}/{today}"
    if unit == "năm":
        return f"{today.year + 1}/{today.year + n}" if ahead else f"{today.year - n}/{today.year}"
    return None


def so_far(n: int, reference: Reference) -> str | None:
    """The first `n` months of a year, where that is what a report closes: those up to the month of publication or the
    one before, half a year at least; six or nine, where the day is unknown. "Sau 3 tháng" is mostly a duration.
    """
    today = reference.published
    closed = (today.month - 1, today.month) if today else (6, 9)
    year = today.year if today else reference.year
    return f"{year}-01/{year}-{n:02}" if year and n in closed and n >= _HALF_YEAR else None


def away(span: TimeSpan, reference: Reference) -> str | None:
    """What lies so far from the day of publication, as finely as the words count: "3 ngày trước" a day, "2 tuần nữa"
    the days of a week.
    """
    unit, n, today = span.part("stretch"), number(span.part("n")), reference.published
    if not (n and today and span.part("away")):
        return None
    n *= 1 if span.part("away") == "nữa" else -1
    if unit == "ngày":
        return (today + timedelta(days=n)).isoformat()
    if unit == "tuần":
        return _of_week(today, n, "week")
    if unit == "tháng":
        return _month(today, n)
    return str(today.year + n) if unit == "năm" else None


def anchored(span: TimeSpan, reference: Reference) -> str | None:
    """A day, week, month or quarter told by where it lies from now; "quý này" is the quarter just named, if any, "cùng
    ngày" the day just named.
    """
    today = reference.published
    if _is_from_named(span):
        return _from_named(span, reference.known) if reference.known else None
    if span.part("anchor") in _DAYS_FROM_NOW:
        return (today + timedelta(days=_DAYS_FROM_NOW[span.part("anchor")])).isoformat() if today else None
    unit, anchor = span.part("unit") or "month", span.part("anchor")
    if (weekday := _weekday(span)) is not None:
        return _named_day(weekday, span, reference.toward(span.part("heading")))
    named = reference.known.edtf if reference.known else ""
    if anchor == "này" and (unit == "quarter" or not today) and re.fullmatch(_GRAINS.get(unit, "-"), named):
        return named
    return _of_unit(today, years_from_now(anchor), unit) if today and anchor else None


def points_back(span: TimeSpan) -> bool:
    """Whether an expression is told by the time named last: "cùng ngày", "từ đó đến nay", "tháng 10 năm đó"."""
    return _is_from_named(span) or span.part("year_anchor") in NAMED_YEAR


def _is_from_named(span: TimeSpan) -> bool:
    return span.part("anchor") in _POINTING or _steps(span) != 0


def _steps(span: TimeSpan) -> int:
    """How many days, months or years an expression lies behind the time named last: "hai ngày trước đó" -2, "3 năm
    sau" 3."""
    step = -1 if span.part("prior") else 1 if span.part("later") else 0
    return step and step * number(span.part("n"))


def _from_named(span: TimeSpan, known: Period) -> str | None:
    """What an expression that points back stands for; None where what is named is coarser than what it asks for."""
    first, _, last = known.edtf.partition("/")
    if span.part("anchor") == _SINCE_NAMED:
        return first.replace("..", last)
    if span.part("anchor") == _SAME_DAY:
        return (last or first) if _DAY.fullmatch(last or first) else None
    unit, step = span.part("stretch"), _steps(span) or _FROM_NAMED[span.part("anchor")]
    if unit == "năm":
        return str(int((known.start or known.end)[:4]) + step)
    if unit == "quý" and "Q" in known.edtf:
        return _of_unit(date.fromisoformat(known.end), step, "quarter")
    if unit == "tháng" and re.match(_GRAINS["month"], known.edtf):
        return _month(date.fromisoformat(known.end), step)
    if not _DAY.fullmatch(last or first):
        return None
    begins, ends = date.fromisoformat(known.start or known.end), date.fromisoformat(known.end or known.start)
    if unit == "tuần" and (ends - begins).days == 6:
        return f"{begins + timedelta(weeks=step)}/{ends + timedelta(weeks=step)}"
    return (ends + timedelta(days=step)).isoformat() if unit == "ngày" else None


def _of_unit(today: date, step: int, unit: str) -> str | None:
    if unit in _WEEK_PARTS:
        return _of_week(today, step, unit)
    if unit == "month":
        return _month(today, step)
    if unit == "school_year":
        first = today.year + step - (today.month < _SCHOOL_YEAR)
        return f"{first}/{first + 1}"
    year, month = map(int, _month(today, 3 * step).split("-"))
    return f"{year}-Q{(month + 2) // 3}" if unit == "quarter" else None


def _of_week(today: date, step: int, part: str) -> str:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    first, last = _WEEK_PARTS[part]
    return f"{monday + timedelta(days=first)}/{monday + timedelta(days=last)}"


def _weekday(span: TimeSpan) -> int | None:
    """The day of the week that an expression names without a date: Monday ("thứ hai") is 0, Sunday 6."""
    if span.part("day"):
        return None
    return 6 if span.part("sunday") else number(span.part("weekday")) - 2 if span.part("weekday") else None


def _named_day(weekday: int, span: TimeSpan, reference: Reference) -> str | None:
    """The day of a week counted from the week of publication ("thứ hai tuần trước"), else the nearest on the preferred
    side. "Thứ hai hằng tuần" is no day.
    """
    today, anchor = reference.published, span.part("anchor")
    if today is None or (span.row == "weekday_week" and not anchor):
        return None
    if anchor:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=years_from_now(anchor))
        return (monday + timedelta(days=weekday)).isoformat()
    back = (today.weekday() - weekday) % 7
    return (
        today - timedelta(days=back) if reference.prefer == "past" else today + timedelta(days=7 - back)
    ).isoformat()


def _month(day: date, step: int) -> str:
    months = day.year * 12 + day.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02}"
