"""Periods in words, in several ways, and moved to another time: for claims that are made by a script."""

from __future__ import annotations

import re
from random import Random

__all__ = ["other_period", "said"]


def other_period(period: str, random: Random) -> str | None:
    """The period some years, months or days away."""
    if (date := re.fullmatch(r"(.*\d{4}-)(\d\d)((?:-\d\d)?)", period)) and random.random() < 0.4:
        other = int(date[2]) % 12 + 1 if random.random() < 0.5 or not date[3] else int(date[2])
        day = (
            f"-{(int(date[3][1:]) + 8) % 28 + 1:02}"
            if date[3] and other == int(date[2])
            else date[3].replace("31", "30")
        )
        return f"{date[1]}{other:02}{day}" if "/" not in period or period.startswith("..") else None
    years = random.choice((-4, -3, -2, -1, 1, 2, 3))
    return re.sub(r"\b(?:19|20)\d\d\b", lambda year: str(int(year[0]) + years), period)


def said(period: str, way: int) -> str:
    """A period in words, in one of three ways; empty where we have no words for it."""
    first, slash, last = period.partition("/")
    if not slash:
        return _day(first, way)
    if first == "..":
        return f"tính đến {_day(last, way)}"
    if last == "..":
        return ""
    if len(first) == len(last) == 4:
        return (f"giai đoạn {first}-{last}", f"từ năm {first} đến năm {last}", f"trong giai đoạn {first} - {last}")[way]
    if first[:4] == last[:4] and first[4:] == "-01" and len(last) == 7:
        return f"{int(last[5:])} tháng đầu năm {last[:4]}"
    return f"từ {_day(first, way)} đến {_day(last, way)}"


def _day(date: str, way: int) -> str:
    if quarter := re.fullmatch(r"(\d{4})-Q(\d)", date):
        roman = ("I", "II", "III", "IV")[int(quarter[2]) - 1]
        return (f"quý {roman}/{quarter[1]}", f"quý {quarter[2]} năm {quarter[1]}", f"quý {roman} năm {quarter[1]}")[way]
    year, *rest = date.split("-")
    numbers = [int(part) for part in rest]
    if not rest:
        return (f"năm {year}", f"trong năm {year}", f"năm {year}")[way]
    if len(rest) == 1:
        return (f"tháng {numbers[0]}/{year}", f"tháng {numbers[0]} năm {year}", f"trong tháng {rest[0]}/{year}")[way]
    month, day = numbers
    return (f"ngày {day}/{month}/{year}", f"ngày {day} tháng {month} năm {year}", f"ngày {rest[1]}-{rest[0]}-{year}")[
        way
    ]
