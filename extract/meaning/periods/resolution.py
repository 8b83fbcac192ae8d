"""Expressions of time resolved to calendar periods, written as EDTF intervals with quarters as SDMX writes them.

What an expression leaves out (the year of "15/10", all of "tháng trước") is taken from the day the document was
published; without that day, from a year the text has already named. Nothing is taken from the clock.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from extract.figures.time_spans import TimeSpan
from extract.language.regexes import regex
from extract.meaning.periods.counted import NAMED_YEAR, anchored, away, stretch, years_from_now
from extract.meaning.periods.reference import Direction, Period, Reference, bounds
from extract.meaning.periods.small_numbers import number, spoken_year
from extract.meaning.periods.tet import first_day, year_named

__all__ = ["Direction", "Period", "resolve", "same_period"]

_FOUR: Final = regex(r"\d{4}")
_THIS_CENTURY: Final = 50  # two digits up to it are of the 2000s: "15/10/23", but "3/9/91"
_YEAR: Final = len("2023")
_DAY: Final = len("2023-10-15")
_TET: Final = date(2001, 2, 7)  # about the day of the year that it comes round
_PAST_NAMES: Final = 58  # so many of the sixty names are of years gone, where the past is meant: "Mậu Thân" is 1968


def resolve(
    span: TimeSpan, published: date | None, *, prefer: Direction = "past", known: Period | None = None
) -> Period | None:
    """The period an expression stands for, or None where the text does not let one know.

    `published` fills in what the expression leaves out, a missing year towards `prefer`; `known` is a period named
    earlier, whose year serves where `published` is None.
    """
    try:
        base = _plain(span, Reference(published, prefer, known))
    except ValueError:  # a day the calendar does not have, "31/2"
        return None
    first, _, last = (base or "").partition("/")
    base = first if first == last else base  # "Chủ nhật, 8/2/2026" names one day twice
    edtf = _limited(span, base, published, prefer) if base else None
    return Period.of(edtf) if edtf else None


def same_period(span: TimeSpan, period: Period) -> Period:
    """The same stretch of the calendar in the year that "cùng kỳ năm 2020", "cùng kỳ năm ngoái" names; the year before
    where it names none.
    """
    written, named = span.part("year"), int((period.start or period.end)[:4])
    years = int(written) - named if written else min(-1, years_from_now(span.part("year_anchor")))
    edtf = _FOUR.sub(lambda year: f"{int(year[0]) + years:04}", period.edtf)
    return Period.of(edtf.replace("-02-29", "-02-28"))


def _plain(span: TimeSpan, reference: Reference) -> str | None:
    if span.part("lunar") or (span.part("part") and not span.part("month")):
        return None
    if span.part("spelled"):
        return _spelled(span.part("text"))
    if span.far:
        return _interval(span._replace(far=None), span.far, reference)
    named = {name for name, text in span.parts if text}
    for asked, reading in _READINGS:
        if not named.isdisjoint(asked) and (found := reading(span, reference)):
            return found
    return None


def _interval(left: TimeSpan, right: TimeSpan, reference: Reference) -> str | None:
    last = _plain(right, reference)
    if not last:
        return None
    last_year = int(last.rpartition("/")[2][:4])
    first = _plain(left, Reference(None, reference.prefer, Period.of(f"{last_year}"))) or _plain(left, reference)
    if first and bounds(first)[0] > bounds(last)[1]:
        first = _plain(left, Reference(None, reference.prefer, Period.of(f"{last_year - 1}")))
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}" if first else last


def _in_year(span: TimeSpan, reference: Reference) -> str | None:
    """Quarters, halves and the first or last months of a year."""
    quarter, half, n = number(span.part("quarter")), number(span.part("half")), number(span.part("n"))
    edge, unit = span.part("edge"), span.part("unit")
    if half:
        first, last = (1, 6) if half == 1 else (7, 12)
    elif n and edge and unit:
        n *= 3 if unit == "quarter" else 1
        first, last = (1, n) if edge == "first" else (13 - n, 12)
    elif quarter:
        last_quarter = number(span.part("quarter_to")) or quarter
        first, last = 3 * quarter - 2, 3 * last_quarter
    else:
        return None
    if not 1 <= first <= last <= 12:
        return None
    year = _year(span, reference) or reference.closest(date(2001, last, 1))
    if not year:
        return None
    if quarter:
        return f"{year}-Q{quarter}" if last == 3 * quarter else f"{year}-Q{quarter}/{year}-Q{last // 3}"
    return f"{year}-{first:02}/{year}-{last:02}"


def _decade(span: TimeSpan, reference: Reference) -> str | None:
    written = span.part("decade_full") or span.part("decade")
    if not written:
        return None
    first = int(written) if len(written) == 4 else 1900 + int(written)
    if len(written) == 2 and number(span.part("century")) == 21:
        first += 100
    return f"{first}/{first + 9}"


def _of_tet(span: TimeSpan, reference: Reference) -> str | None:
    """A day of the first lunar month: "mùng 3 Tết", with the year it is of or the sixty-year name of that."""
    if not span.part("tet"):
        return None
    year = _year(span, reference) or reference.closest(_TET)
    if year and span.part("sexagenary") and not span.part("year"):
        year = year_named(span.part("sexagenary"), year - (_PAST_NAMES if reference.prefer == "past" else 1))
    first = first_day(year) if year else None
    return (first + timedelta(days=number(span.part("day")) - 1)).isoformat() if first else None


def _day_or_month(span: TimeSpan, reference: Reference) -> str | None:
    month = number(span.part("month") or span.part("month_words"))
    day = number(span.part("day") or span.part("day_words"))
    if not month:
        return None
    heading = span.part("heading")
    reference, middle = reference.toward(heading), 1 if heading else 15
    year = _year(span, reference) or reference.closest(date(2001, month, min(day or middle, 28)))
    if not year:
        return None
    if span.part("week"):
        return _week_of_month(span, year, month)
    if span.part("first_half"):
        return f"{date(year, month, 1)}/{date(year, month, 15)}"
    if span.part("second_half"):
        return f"{date(year, month, 16)}/{date(year, month, calendar.monthrange(year, month)[1])}"
    if span.part("last_day"):
        day = calendar.monthrange(year, month)[1]
    day_to, month_to = number(span.part("day_to")), number(span.part("month_to"))
    if day and day_to:
        return _days_on(date(year, month, day), month_to or month, day_to, named_last=bool(span.part("year")))
    if day:
        return date(year, month, day).isoformat()
    if month_to and month_to > month:
        return f"{year}-{month:02}/{year}-{month_to:02}"
    return f"{year}-{month:02}"


def _week_of_month(span: TimeSpan, year: int, month: int) -> str:
    """Seven days counted from the first of the month; the last week are its last seven."""
    last = calendar.monthrange(year, month)[1]
    first = last - 6 if span.part("week") == "last" else min(7 * max(1, number(span.part("n"))), last) - 6
    return f"{date(year, month, first)}/{date(year, month, first + 6)}"


def _days_on(first: date, month: int, day: int, *, named_last: bool) -> str:
    """The days from `first` to another, which lies in the next year where its month comes round only there; a year that
    is `named_last` ("29.12 - 3.1.2023") is that of the last day.
    """
    over = month < first.month
    first = first.replace(year=first.year - (over and named_last))
    return f"{first}/{date(first.year + over, month, day)}"


def _whole_year(span: TimeSpan, reference: Reference) -> str | None:
    if span.part("day") or span.part("clock") or span.part("century"):
        return None
    year, known = _year(span, reference), reference.known
    if span.part("edge") == "whole" and known and known.start:
        year = int(known.start[:4])
    if not year and span.part("edge") and reference.published:
        early = span.part("edge") != "first" and reference.published.month <= 3 and reference.prefer == "past"
        year = reference.published.year - early
    year = year or (reference.year if span.part("edge") else None)
    if not year:
        return None
    last = span.part("year_to") or (f"{year // 100}{span.part('year_short_to')}" if span.part("year_short_to") else "")
    return f"{year}/{int(last)}" if last and int(last) > year else f"{year}"


def _year(span: TimeSpan, reference: Reference) -> int | None:
    written = span.part("year") or span.part("year_any")
    if written:
        return int(written)
    if span.part("year_short"):
        short = int(span.part("year_short"))
        return (1900 if short > _THIS_CENTURY else 2000) + short
    if span.part("year_words"):
        return spoken_year(span.part("year_words"))
    anchor = span.part("year_anchor")
    if anchor in NAMED_YEAR:
        return reference.year
    if not anchor or reference.published is None:
        return reference.year if anchor == "này" else None
    return reference.published.year + years_from_now(anchor)


def _limited(span: TimeSpan, base: str, published: date | None, prefer: Direction) -> str | None:
    """The period with its open ends, as the words around the expression set them."""
    first, _, last = base.partition("/")
    relation, today = span.relation, published.isoformat() if published else ""
    if relation in ("since", "since_then"):
        if last and _says_both_ends(span):
            return base
        so_far = relation == "since_then" and prefer == "past" and bounds(first)[0] <= today
        return f"{first}/{today if so_far else '..'}"
    if relation == "since_now":
        return f"{first}/{today or '..'}"
    to_come = len(base) == _YEAR and (prefer == "future" or "" < today < base)
    ends = relation == "until" and not span.part("edge") and not to_come
    if ends or relation == "before" or (relation == "by" and prefer == "past" and len(base) == _DAY):
        return f"../{last or first}"
    return None if relation == "after" else base


def _says_both_ends(span: TimeSpan) -> bool:
    """Whether an expression names a first and a last: "từ năm 2015 đến năm 2016", but not "từ tuần trước"."""
    return span.far is not None or any(text and (name == "n" or name.endswith("_to")) for name, text in span.parts)


def _spelled(text: str) -> str | None:
    """A full date with its month in words, Vietnamese or English, as dateparser reads it (rows with `spelled`)."""
    import dateparser

    settings = {
        "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PREFER_LOCALE_DATE_ORDER": False,
        "RELATIVE_BASE": datetime(2000, 1, 1),
    }
    found = dateparser.parse(text, languages=["vi", "en"], settings=settings)
    return found.date().isoformat() if found else None


# In this order, each where the expression has one of the parts without which it says nothing.
_READINGS: Final[Sequence[tuple[frozenset[str], Callable[[TimeSpan, Reference], str | None]]]] = (
    (frozenset(("stretch",)), stretch),
    (frozenset(("away",)), away),
    (frozenset(("anchor", "weekday", "sunday", "prior", "later")), anchored),
    (frozenset(("quarter", "half", "edge")), _in_year),
    (frozenset(("decade", "decade_full")), _decade),
    (frozenset(("tet",)), _of_tet),
    (frozenset(("month", "month_words")), _day_or_month),
    (frozenset(("year", "year_any", "year_short", "year_words", "year_anchor", "edge")), _whole_year),
)
