"""Expressions of time resolved to calendar periods, written as EDTF intervals with quarters as SDMX writes them.

What an expression leaves out (the year of "15/10", all of "tháng trước") is taken from the day the document was
published; without that day, from a year the text has already named. Nothing is taken from the clock.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from extract.figures.times import TimeSpan

Direction = Literal["past", "future"]

_FAR: Final = 300  # days that a date without a year may lie from publication on the preferred side
_NEAR: Final = 65  # and on the other side
_WORDS: Final = {
    "không": 0, "một": 1, "mốt": 1, "giêng": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
    "chạp": 12, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip
_YEARS_FROM_NOW: Final = {"nay": 0, "này": 0, "sau": 1, "tới": 1, "kế tiếp": 1}  # else one back
_DAYS_FROM_NOW: Final = {"today": 0, "yesterday": -1, "before_yesterday": -2, "tomorrow": 1}
_GRAINS: Final = {"month": r"\d{4}-\d\d", "quarter": r"\d{4}-Q\d"}
_THIS_CENTURY: Final = 50  # two digits up to it are of the 2000s: "15/10/23", but "3/9/91"
_DAYS: Final = {"giờ": 1, "ngày": 24, "tuần": 168}  # in hours
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}


class Period(NamedTuple):
    """A stretch of time as EDTF, and its first and last day in ISO form, empty where it is open."""

    edtf: str
    start: str
    end: str

    @classmethod
    def of(cls, edtf: str) -> Period:
        """The period of an EDTF text: `2023`, `2023-Q3`, `2023-09`, `2023-09-15`, `a/b`, `../b` or `a/..`."""
        first, slash, last = edtf.partition("/")
        if not slash:
            return cls(edtf, *_bounds(edtf))
        return cls(edtf, "" if first == ".." else _bounds(first)[0], "" if last == ".." else _bounds(last)[1])


def resolve(
    span: TimeSpan, published: date | None, *, prefer: Direction = "past", known: Period | None = None
) -> Period | None:
    """The period an expression stands for, or None where the text does not let one know.

    `published` fills in what the expression leaves out, a missing year towards `prefer`; `known` is a period named
    earlier, whose year serves where `published` is None.
    """
    try:
        base = _plain(span, _Reference(published, prefer, known))
    except ValueError:  # a day the calendar does not have, "31/2"
        return None
    first, _, last = (base or "").partition("/")
    base = first if first == last else base  # "Chủ nhật, 8/2/2026" names one day twice
    edtf = _limited(span, base, published, prefer) if base else None
    return Period.of(edtf) if edtf else None


class _Reference(NamedTuple):
    """What stands in for the parts an expression leaves out."""

    published: date | None
    prefer: Direction
    known: Period | None = None

    @property
    def year(self) -> int | None:
        stamp = (self.known.end or self.known.start) if self.known else ""
        return int(stamp[:4]) if stamp else None

    def closest(self, first: date) -> int | None:
        """The year for a day given without one (`first` carries the month and day, of any year)."""
        if self.published is None:
            return self.year
        back, ahead = (_FAR, _NEAR) if self.prefer == "past" else (_NEAR, _FAR)
        for year in (self.published.year, self.published.year - 1, self.published.year + 1):
            distance = (first.replace(year=year, day=min(first.day, 28)) - self.published).days
            if -back <= distance <= ahead:
                return year
        return self.published.year


def _plain(span: TimeSpan, reference: _Reference) -> str | None:
    if span.part("lunar") or (span.part("part") and not span.part("month")):
        return None
    if span.part("spelled"):
        return _spelled(span.part("text"))
    if span.far:
        return _interval(span._replace(far=None), span.far, reference)
    for reading in (_stretch, _anchored, _in_year, _decade, _day_or_month, _whole_year):
        found = reading(span, reference)
        if found:
            return found
    return None


def _interval(left: TimeSpan, right: TimeSpan, reference: _Reference) -> str | None:
    last = _plain(right, reference)
    if not last:
        return None
    last_year = int(last.rpartition("/")[2][:4])
    first = _plain(left, _Reference(None, reference.prefer, Period.of(f"{last_year}")))
    if first and _bounds(first)[0] > _bounds(last)[1]:
        first = _plain(left, _Reference(None, reference.prefer, Period.of(f"{last_year - 1}")))
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}" if first else last


def _stretch(span: TimeSpan, reference: _Reference) -> str | None:
    """A stretch measured from the day of publication: "24 giờ qua" up to it, "8 ngày tới" from the day after it on."""
    unit, n, today = span.part("stretch"), number(span.part("n")), reference.published
    if not (unit and n and today):
        return None
    ahead = span.part("way") == "tới"
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


def _weekday(span: TimeSpan) -> int | None:
    """The day of the week that an expression names without a date: Monday ("thứ hai") is 0, Sunday 6."""
    if span.part("day"):
        return None
    return 6 if span.part("sunday") else number(span.part("weekday")) - 2 if span.part("weekday") else None


def _named_day(weekday: int, span: TimeSpan, reference: _Reference) -> str | None:
    """The day of a week counted from the week of publication ("thứ hai tuần trước"), else the nearest on the preferred
    side. "Thứ hai hằng tuần" is no day.
    """
    today, anchor = reference.published, span.part("anchor")
    if today is None or (span.row == "weekday_week" and not anchor):
        return None
    if anchor:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_YEARS_FROM_NOW.get(anchor, -1))
        return (monday + timedelta(days=weekday)).isoformat()
    back = (today.weekday() - weekday) % 7
    return (
        today - timedelta(days=back) if reference.prefer == "past" else today + timedelta(days=7 - back)
    ).isoformat()


def _month(day: date, step: int) -> str:
    months = day.year * 12 + day.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02}"


def _anchored(span: TimeSpan, reference: _Reference) -> str | None:
    today = reference.published
    if span.part("anchor") in _DAYS_FROM_NOW:
        return (today + timedelta(days=_DAYS_FROM_NOW[span.part("anchor")])).isoformat() if today else None
    unit, anchor = span.part("unit") or "month", span.part("anchor")
    if (weekday := _weekday(span)) is not None:
        return _named_day(weekday, span, reference)
    named = reference.known.edtf if reference.known else ""
    if anchor == "này" and _GRAINS.get(unit) and re.fullmatch(_GRAINS[unit], named):
        return named  # "quý này" points back to the quarter just named
    if not (today and anchor):
        return None
    step = _YEARS_FROM_NOW.get(anchor, -1)
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return f"{monday}/{monday + timedelta(days=6)}"
    if unit == "month":
        return _month(today, step)
    year, month = map(int, _month(today, 3 * step).split("-"))
    return f"{year}-Q{(month + 2) // 3}" if unit == "quarter" else None


def _in_year(span: TimeSpan, reference: _Reference) -> str | None:
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


def _decade(span: TimeSpan, reference: _Reference) -> str | None:
    written = span.part("decade_full") or span.part("decade")
    if not written:
        return None
    first = int(written) if len(written) == 4 else 1900 + int(written)
    if len(written) == 2 and number(span.part("century")) == 21:
        first += 100
    return f"{first}/{first + 9}"


def _day_or_month(span: TimeSpan, reference: _Reference) -> str | None:
    month = number(span.part("month") or span.part("month_words"))
    day = number(span.part("day") or span.part("day_words"))
    if not month:
        return None
    year = _year(span, reference) or reference.closest(date(2001, month, min(day or 15, 28)))
    if not year:
        return None
    day_to, month_to = number(span.part("day_to")), number(span.part("month_to"))
    if day and day_to:
        return f"{date(year, month, day)}/{date(year, month_to or month, day_to)}"
    if day:
        return date(year, month, day).isoformat()
    if month_to and month_to > month:
        return f"{year}-{month:02}/{year}-{month_to:02}"
    return f"{year}-{month:02}"


def _whole_year(span: TimeSpan, reference: _Reference) -> str | None:
    if span.part("day") or span.part("clock") or span.part("century"):
        return None
    year = _year(span, reference)
    if not year and span.part("edge") and reference.published:
        early = span.part("edge") == "last" and reference.published.month <= 3 and reference.prefer == "past"
        year = reference.published.year - early
    year = year or (reference.year if span.part("edge") else None)
    if not year:
        return None
    last = span.part("year_to") or (f"{year // 100}{span.part('year_short_to')}" if span.part("year_short_to") else "")
    return f"{year}/{int(last)}" if last and int(last) > year else f"{year}"


def _year(span: TimeSpan, reference: _Reference) -> int | None:
    written = span.part("year") or span.part("year_any")
    if written:
        return int(written)
    if span.part("year_short"):
        short = int(span.part("year_short"))
        return (1900 if short > _THIS_CENTURY else 2000) + short
    if span.part("year_words"):
        return _spoken(span.part("year_words"))
    anchor = span.part("year_anchor")
    if not anchor or reference.published is None:
        return reference.year if anchor == "này" else None
    return reference.published.year + _YEARS_FROM_NOW.get(anchor, -1)


def _limited(span: TimeSpan, base: str, published: date | None, prefer: Direction) -> str | None:
    """The period with its open ends, as the words around the expression set them."""
    first, _, last = base.partition("/")
    relation, by_year = span.relation, len(base) == 4
    if last and relation in ("since", "by"):  # "từ năm 2015 đến năm 2016" says both ends itself
        return base
    if relation == "since":
        return f"{first}/.."
    if relation == "since_now":
        return f"{first}/{published or '..'}"
    if relation == "until" and not span.part("edge"):
        return f"../{last or first}"
    if relation == "before" or (relation == "by" and prefer == "past" and not by_year):
        return f"../{last or first}"
    return None if relation == "after" else base


def number(text: str) -> int:
    """A small number as digits, a word or Roman digits; 0 where there is none."""
    text = text.strip()
    if text.isdigit():
        return int(text)
    if text in _WORDS:
        return _WORDS[text]
    if text and set(text) <= _ROMAN.keys():
        digits = [_ROMAN[c] for c in text]
        return sum(-d if d < max(digits[n:]) else d for n, d in enumerate(digits))
    return 0


def _spoken(text: str) -> int | None:
    """A year in number words: "hai nghìn không trăm hai mươi"."""
    total = digit = 0
    for word in text.split():
        if word in ("nghìn", "ngàn", "trăm", "mươi"):
            total += digit * {"nghìn": 1000, "ngàn": 1000, "trăm": 100, "mươi": 10}[word]
            digit = 0
        elif word == "mười":
            total += 10
        elif word not in ("linh", "lẻ"):
            digit = _WORDS.get(word, 0)
    year = total + digit
    return year if 1000 <= year <= 2100 else None


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


def _bounds(token: str) -> tuple[str, str]:
    if "/" in token:
        return _bounds(token.partition("/")[0])[0], _bounds(token.rpartition("/")[2])[1]
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", token):
        quarter = int(match[2])
        return f"{match[1]}-{3 * quarter - 2:02}-01", f"{match[1]}-{3 * quarter:02}-{31 if quarter in (1, 4) else 30}"
    year, month, day = ([*token.split("-"), "", ""])[:3]
    last = calendar.monthrange(int(year), int(month or 12))[1]
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or last}"
