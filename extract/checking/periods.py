"""A period as one would say it: `2023-01/2023-09` is "9 tháng đầu năm 2023" in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from extract.checking.framing import Language

__all__ = ["in_words"]

_PART: Final = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?")
_FIRST_MONTHS: Final = re.compile(r"(\d{4})-01/\1-(\d\d)")
_ROMAN: Final = ("I", "II", "III", "IV")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_JOINED: Final[Mapping[Language, tuple[str, str, str]]] = {
    "vi": ("từ {0} đến {1}", "đến {1}", "từ {0}"),
    "en": ("{0} to {1}", "until {1}", "from {0}"),
}


def in_words(period: str, language: Language) -> str:
    """A period of the column `period` (EDTF) in words; what is none stays as it is."""
    first, slash, last = period.partition("/")
    if not slash:
        return _part(period, language)
    if language == "vi" and (months := _FIRST_MONTHS.fullmatch(period)):
        return f"{int(months[2])} tháng đầu năm {months[1]}"
    both, until, since = _JOINED[language]
    pattern = until if first == ".." else since if last == ".." else both
    return pattern.format(_part(first, language), _part(last, language))


def _part(written: str, language: Language) -> str:
    """A year, quarter, month or day; English days stay as ISO 8601 has them."""
    found = _PART.fullmatch(written)
    if not found:
        return written
    year, quarter, month, day = found.group("year", "quarter", "month", "day")
    if language == "en":
        if day:
            return written
        return f"Q{quarter} {year}" if quarter else f"{_MONTHS[int(month) - 1]} {year}" if month else year
    if day:
        return f"{int(day)}/{int(month)}/{year}"
    return (
        f"quý {_ROMAN[int(quarter) - 1]}/{year}"
        if quarter
        else f"tháng {int(month)}/{year}"
        if month
        else f"năm {year}"
    )
