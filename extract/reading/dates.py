"""The day of publication, from what an input says of it, as an ISO date or date-time.

An ISO date is kept as given; what people write is read by `datelines`, which is imported when the first such date is
met.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?(?:\d\d)?)?)?")
_ZONE = re.compile(r"\s?(?:Z|[+-]\d\d:?(?:\d\d)?)$")
_BARE_ZONE = re.compile(r"([+-]\d\d)(\d\d)$")
_YEARS: Final = range(1900, 2200)


def iso_date(written: str) -> str:
    """The date or date-time as ISO 8601, or an empty string where there is no whole date."""
    written = " ".join(written.split())
    if not written:
        return ""
    if found := _from_iso(written):
        return found
    from extract.reading.datelines import written_date

    found = written_date(written)
    return found if found and int(found[:4]) in _YEARS else ""


def dateline(written: str) -> str:
    """The date of a visible dateline ("Thứ Tư, 22/09/2021 - 17:10"), as `iso_date`, or an empty string."""
    return iso_date(written) if len(written) <= 80 and any(character.isdigit() for character in written) else ""


def _from_iso(written: str) -> str:
    if not _ISO.fullmatch(written):
        return ""
    moment = _ZONE.sub("", written[10:]).replace(",", ".").strip()
    try:
        day = date.fromisoformat(written[:10])
        datetime.fromisoformat(f"{day}T{moment[1:15] if moment[:1] == 'T' else moment[:15] or '00:00'}")
    except ValueError:
        return ""
    return _in_full(written) if day.year in _YEARS else ""


def _in_full(written: str) -> str:
    """A date-time with `T` before the time and a colon in its zone, as ISO 8601 writes it in full."""
    day, moment = written[:10], written[11:].replace(" ", "")
    return day + ("T" + _BARE_ZONE.sub(r"\1:\2", moment) if moment else "")
