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
_TIME_FIRST = re.compile(r"(?P<time>\d{1,2}[:hg]\d\d(?::\d\d)?)[\s,|-]+(?P<day>\d.*)", re.DOTALL)
_TIME = re.compile(
    r"[\s,|-]*(?:lúc\s*)?(?P<hour>\d{1,2})[:hg](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[AaPp][Mm])?"
    r"(?:\s*\(?(?:GMT|UTC)\s?(?P<zone>[+-]\d{1,2})(?::?00)?\)?)?"
)
_WORDY_DATE = re.compile(
    r"\d{1,2}\D{1,12}\d{1,2}\D{1,8}(?:19|20)\d\d|\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+(?:19|20)\d\d|[A-Za-z]{3,9}\s+\d{1,2},?\s+(?:19|20)\d\d"
)
# A date as datelines show it, inside a longer line.
DATE: Final = re.compile(
    r"(?:\d{1,2}[:hg]\d\d[\s,|-]+)?\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d"
    r"(?:[\s,|-]+(?:lúc\s+)?\d{1,2}[:hg]\d\d(?::\d\d)?(?:\s*[AaPp][Mm])?(?:\s*\(?(?:GMT|UTC)\s?[+-]\d{1,2}(?::?00)?\)?)?)?"
    r"|\d{1,2}\s+[Tt]háng\s+\d{1,2},?\s+(?:[Nn]ăm\s+)?(?:19|20)\d\d(?:[\s,|-]+\d{1,2}[:hg]\d\d(?::\d\d)?)?"
)
_DATELINE_WORDS = re.compile(
    r"(?:thứ|chủ|hai|ba|tư|năm|sáu|bảy|nhật|ngày|đăng|cập|lúc|giờ|xuất|bản|đăng|tải|gmt|utc|am|pm|cn|t[2-7]|by|theo|tác|giả"
    r"|lượt|xem|đọc|views?|count|bình|luận|phản|hồi|in|trang|print)",
    re.IGNORECASE,
)
_WORDED_MONTH = re.compile(r"\b(\d{1,2})\s+[Tt]háng\s+(\d{1,2}),?\s+(?:[Nn]ăm\s+)?((?:19|20)\d\d)\b")
MAX_NAME_WORDS: Final = 5
_DATEPARSER: Final = {
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
}


def written_date(written: str) -> str:
    """The date or date-time as ISO 8601, of whatever year; an empty string where there is no whole date."""
    written = _WORDED_MONTH.sub(r"\1/\2/\3", written)
    return _day_first(written) or _from_words(written)


def is_dateline(line: str) -> bool:
    """Whether a line says nothing but when a text appeared, and perhaps the name of who wrote it."""
    if len(line) > 80 or not DATE.search(line):
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
    """`T17:10` for what follows a date, or nothing; twelve-hour clocks are told by AM and PM unless the hour
    contradicts them."""
    found = _TIME.match(rest)
    if not found:
        return ""
    hour, minute, second = int(found["hour"]), int(found["minute"]), found["second"]
    half = (found["half"] or "").lower()
    hour = hour + 12 if half == "pm" and hour < 12 else 0 if half == "am" and hour == 12 else hour
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
