"""Dates as people write them, alone or in the line that says when and by whom a text appeared.

Vietnamese writes the day first (22/09/2021). Words ("22 tháng 9 năm 2021", datelines) are read by dateparser, imported
when the first one is met, and only where day, month and year all stand there: nothing comes from the clock.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

_DAY_FIRST = re.compile(
    r"(?:[^\W\d_][\w ]{0,12}[,.]?\s*)?"
    r"(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})(?P<rest>.*)",
    re.DOTALL,
)
_TIME_FIRST = re.compile(
    r"(?P<time>\d{1,2}[:hg]\d\d(?::\d\d)?(?:\s*(?:SA|CH)\b)?)['’]?[\s,|-]+(?:ngày\s+)?(?P<day>\d.*)",
    re.DOTALL | re.IGNORECASE,
)
_TIME = re.compile(
    r"[\s,|-]*(?:lúc\s*)?(?P<hour>\d{1,2})[:hg](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>(?:[AP]M|SA|CH)\b)?"
    r"(?:\s*\(?(?:GMT|UTC)\s?(?P<zone>[+-]\d{1,2})(?::?00)?\)?)?",
    re.IGNORECASE,
)
_WORDY_DATE = re.compile(
    r"\d{1,2}\D{1,12}\d{1,2}\D{1,8}(?:19|20)\d\d|\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+(?:19|20)\d\d|[A-Za-z]{3,9}\s+\d{1,2},?\s+(?:19|20)\d\d"
)
_MONTHS: Final = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_MONTH: Final = rf"[Tt]h(?:áng\s+|\.?\s?)(?:1[0-2]|0?[1-9]|(?i:{'|'.join(reversed(_MONTHS))}))\b"
# A date as datelines show it, inside a longer line.
DATE: Final = re.compile(
    r"(?:\d{1,2}[:hg]\d\d(?::\d\d)?(?:\s*(?:SA|CH)\b)?['’]?[\s,|-]+(?:[Nn]gày\s+)?)?"
    r"\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d(?:[\s,|-]+(?:lúc\s+)?\d{1,2}[:hg]\d\d(?::\d\d)?"
    r"(?:\s*(?:[AaPp][Mm]|SA|CH)\b)?(?:\s*\(?(?:GMT|UTC)\s?[+-]\d{1,2}(?::?00)?\)?)?)?"
    rf"|(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}),?\s+(?:[Nn]ăm\s+)?(?:19|20)\d\d"
    r"(?:[\s,|-]+\d{1,2}[:hg]\d\d(?::\d\d)?)?"
    r"|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?(?!\d)"
)
_DATELINE_WORDS = re.compile(
    r"(?:thứ|chủ|hai|ba|tư|năm|sáu|bảy|nhật|ngày|đăng|cập|lúc|giờ|xuất|bản|đăng|tải|gmt|utc|am|pm|cn|t[2-7]|by|theo|tác|giả"
    r"|lượt|xem|đọc|sa|ch|views?|count|bình|luận|phản|hồi|in|trang|print)",
    re.IGNORECASE,
)
_WORDED_MONTH = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}})\s+(?P<month>{_MONTH})|(?P<first>{_MONTH})\s+(?P<behind>\d{{1,2}})),?\s+(?:[Nn]ăm\s+)?"
    r"(?P<year>(?:19|20)\d\d)\b"
)
_MONTH_WORD = re.compile(r"th(?:áng|\.)?\s*")
MAX_NAME_WORDS: Final = 5
_DATEPARSER: Final = {
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
}


def written_date(written: str) -> str:
    """The date or date-time as ISO 8601, of whatever year; an empty string where there is no whole date."""
    written = _WORDED_MONTH.sub(_in_numbers, written)
    return _day_first(written) or _from_words(written)


def _in_numbers(found: re.Match[str]) -> str:
    """A date whose month is worded ("6 Tháng Mười Một, 2023", "06 Th11 2023") as 6/11/2023."""
    month = _MONTH_WORD.sub("", " ".join((found["month"] or found["first"]).casefold().split()))
    number = month if month.isdecimal() else _MONTHS.index(month) + 1
    return f"{found['before'] or found['behind']}/{number}/{found['year']}"


def date_in(line: str) -> re.Match[str] | None:
    """The first date in a line. A line without a year is told at once, and most lines are."""
    return DATE.search(line) if "20" in line or "19" in line else None


def is_dateline(line: str) -> bool:
    """Whether a line says nothing but when a text appeared, and perhaps the name of who wrote it."""
    if len(line) > 80 or not date_in(line):
        return False
    left = [word for word in re.findall(r"[^\W\d_]+", DATE.sub(" ", line)) if not _DATELINE_WORDS.fullmatch(word)]
    return len(left) <= MAX_NAME_WORDS and all(word[0].isupper() for word in left)


def _day_first(written: str) -> str:
    swapped = _TIME_FIRST.fullmatch(written)
    if swapped:
        written = f"{swapped['day']} {swapped['time']}"
    found = _DAY_FIRST.fullmatch(written)
    if not found:
        return ""
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return ""
    return f"{day}{_time(found['rest'])}"


def _time(rest: str) -> str:
    """`T17:10` for what follows a date, or nothing; twelve-hour clocks are told by AM and PM, or SA and CH, unless the
    hour contradicts them."""
    found = _TIME.match(rest)
    if not found:
        return ""
    hour, minute, second = int(found["hour"]), int(found["minute"]), found["second"]
    half = (found["half"] or "").lower()
    late, early = half in ("pm", "ch"), half in ("am", "sa")
    hour = hour + 12 if late and hour < 12 else 0 if early and hour == 12 else hour
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return ""
    zone = f"{int(found['zone']):+03}:00" if found["zone"] else ""
    return f"T{hour:02}:{minute:02}" + (f":{second}" if second else "") + zone


def _from_words(written: str) -> str:
    if len(written) > 80 or not _WORDY_DATE.search(written):
        return ""
    import dateparser

    try:
        moment: datetime | None = dateparser.parse(written, languages=["vi", "en"], settings=_DATEPARSER)
    except Exception:  # noqa: BLE001 - dateparser raises whatever its parsers raise; odd text is no error of ours
        return ""
    if moment is None:
        return ""
    timed = moment.hour or moment.minute
    return moment.isoformat(timespec="minutes") if timed else moment.date().isoformat()
